"""The queue: what a search finds on all shelves, and what an empty desk asks of whom."""

from collections.abc import Callable

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.states import State
from tests.desk.pages.test_briefs import GOOD, begun
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

Person = Callable[[str], Browser]


def test_authors_begin_where_something_of_theirs_is(person: Person, desk: Desk) -> None:
    author, here = person("نرگس"), 'shelf={}" aria-current="page"'
    with desk.newsroom.session() as session:
        reach(session, State.PUBLISHED)
    assert here.format("out") in author.open("/")
    with desk.newsroom.session() as session:
        reach(session, State.SUBMITTED)
    assert here.format("decide") in author.open("/")
    begun(author)
    assert here.format("write") in author.open("/") and here.format("out") in author.open("/?shelf=out")


def test_a_search_looks_on_all_shelves_and_says_on_which(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        out, waits = reach(session, State.PUBLISHED).id, reach(session, State.SUBMITTED).id
    shown = person("مریم").open("/?shelf=decide&word=گل‌محمدی")
    assert shown.index(f'href="/pieces/{waits}"') < shown.index(f'href="/pieces/{out}"')
    text = seen(shown)
    assert "۲ مطلب با «گل‌محمدی» در همه قفسه‌ها" in text
    assert "قفسه منتشرشده منتشرشده" in text and "قفسه در انتظار تصمیم در انتظار بررسی" in text
    assert "در هیچ قفسه‌ای نیست" in seen(person("مریم").open("/?word=زلزله"))
    assert "در هیچ قفسه‌ای نیست" in seen(person("هادی").open("/?word=محمدی"))


def test_a_search_finds_what_is_not_sent_yet(person: Person) -> None:
    author = person("نرگس")
    page = begun(author)
    author.send(f"{page}/keep", 204, page, **GOOD | {"topic": "نمایشگاه پته دوزی"})
    assert page in author.open("/?shelf=out&word=پته‌دوزي") and page not in author.open("/?word=خرما")
    assert page not in person("رضا").open("/?word=پته‌دوزی")


@pytest.mark.parametrize(
    ("name", "asked", "led"),
    [("رضا", "همکاران را دعوت کنید", "/people"), ("مریم", "هنوز چیزی در انتظار تصمیم نیست", "/calendar"),
     ("نرگس", "نخستین سفارش را بنویسید", "/briefs/new")],
)  # fmt: skip
def test_an_empty_desk_tells_each_role_its_first_step(
    person: Person, desk: Desk, name: str, asked: str, led: str
) -> None:
    page = person(name).open("/")
    assert asked in seen(page) and f'href="{led}"' in page.partition("از اینجا آغاز کنید")[2]
    with desk.newsroom.session() as session:
        reach(session, State.SUBMITTED)
    assert "از اینجا آغاز کنید" not in person(name).open("/")


def test_filters_are_kept_in_the_address_on_tabs_and_in_the_form(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        waits, out = reach(session, State.SUBMITTED).id, reach(session, State.PUBLISHED).id
    editor = person("مریم")
    shown = editor.open("/?shelf=decide&county=بردسیر&kind=event&late=0&page=1")
    assert "همه گونه‌ها" in shown and '<option value="event" selected>' in shown
    shown = editor.open("/?shelf=decide&county=بردسیر&kind=event")
    assert f'href="/pieces/{waits}"' in shown and f'href="/pieces/{out}"' not in shown
    assert 'href="/?shelf=out&amp;kind=event&amp;county=%D8%A8%D8%B1%D8%AF%D8%B3%DB%8C%D8%B1"' in shown
    assert "در این قفسه چیزی با این پالایش نیست" in seen(editor.open("/?shelf=decide&county=بم"))
    assert f'href="/pieces/{out}"' in editor.open("/?state=published")  # its tab comes with it
    assert f'href="/pieces/{waits}"' in editor.open("/?shelf=decide&kind=nonsense&state=nonsense")
