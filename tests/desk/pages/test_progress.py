"""Waiting for a draft: the page says what is being done, why it takes long, and turns into the draft by itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from bumi.desk.desk import Desk, Drafting
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.content.pieces import add_revision, record_problem, submit
from bumi.newsroom.content.work import claim, release, unclaimed
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.durations import StepRun, record_durations
from bumi.persian.calendar import now
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import brief, finish_work, send, words

Person = Callable[[str], Browser]
_NEXT = re.compile(r'hx-get="(/pieces/\d+/progress[^"]*)"')


@pytest.fixture
def drafting() -> list[Drafting]:
    """How drafting goes, to be changed: the last of these."""
    return [Drafting()]


@pytest.fixture
def desk(desk: Desk, drafting: list[Drafting]) -> Desk:
    return replace(desk, drafting=lambda: drafting[-1])


@pytest.fixture
def id(desk: Desk) -> int:
    """A brief of «نرگس» that waits to be written."""
    with desk.newsroom.session() as session:
        return submit(session, brief(), user(session, "نرگس")).id


def change(desk: Desk, id: int, done: Callable[..., object]) -> None:
    with desk.newsroom.session() as session:
        done(session, session.get_one(Piece, id))


def asked(page: str) -> str:
    """Return what a waiting page asks for next."""
    found = _NEXT.search(page)
    assert found
    return unescape(found[1])


def test_a_new_text_is_waited_for_until_its_cards_are_there(person: Person, desk: Desk, id: int) -> None:
    def drafted(session: Session, piece: Piece) -> None:
        finish_work(session, add_revision(session, piece, words(), machine(session)))
        send(session, piece)
        add_revision(session, piece, words("گل محمدی در راین"), user(session, "نرگس"))

    def finished(session: Session, piece: Piece) -> None:
        assert piece.revision
        finish_work(session, piece.revision)

    change(desk, id, drafted)
    author = person("نرگس")
    page = author.open(f"/pieces/{id}")
    assert "متن نوشته شد؛ وارسی و کارت‌هایش در راه است" in seen(page) and "گل محمدی در راین" in seen(page)
    change(desk, id, finished)
    assert "پیش‌نویس آماده شد" in author.open(asked(page))
    assert "در راه است" not in seen(author.open(f"/pieces/{id}"))


def test_a_page_that_waits_is_told_each_step_once(person: Person, desk: Desk, id: int) -> None:
    author = person("نرگس")
    page = author.open(f"/pieces/{id}")
    assert '<noscript><meta http-equiv="refresh"' in page and "در نوبت نوشتن است" in seen(page)
    assert author.open(asked(page), 204) == ""
    change(desk, id, lambda session, piece: add_revision(session, piece, words(), machine(session)))
    assert "پیش‌نویس آماده شد" in author.open(asked(page)) and "data-arrived" in author.open(asked(page))
    page = author.open(f"/pieces/{id}")
    assert "وارسی و کارت‌هایش در راه است" in seen(page) and words().lede in page
    assert "متنش نوشته شد" in seen(page) and "در نوبت آماده شدن" not in seen(page)
    change(desk, id, lambda session, piece: finish_work(session, piece.revision))
    change(desk, id, send)
    assert "data-arrived" in author.open(asked(page))
    page = author.open(f"/pieces/{id}")
    assert not _NEXT.search(page) and "http-equiv" not in page


def test_a_page_that_waits_says_why(person: Person, desk: Desk, drafting: list[Drafting], id: int) -> None:
    author = person("نرگس")
    page = author.open(f"/pieces/{id}")
    drafting.append(Drafting(busy=True))
    assert "نویسنده در کار است" in author.open(asked(page))
    with desk.newsroom.session() as session:
        last = submit(session, brief(topic="دومی"), user(session, "نرگس")).id
    assert "۱ سفارش دیگر پیش از آن در نوبت است" in seen(author.open(f"/pieces/{last}"))
    drafting.append(Drafting(busy=True, problem="وزن‌های مدل نیست"))  # which the run that has begun may get over
    assert "وزن‌های مدل نیست" not in author.open(f"/pieces/{id}")
    drafting.append(Drafting(problem="وزن‌های مدل نیست"))
    change(desk, id, lambda session, piece: claim(session, "another machine", now(), only=[piece.id]))
    assert "وزن‌های مدل نیست" not in author.open(f"/pieces/{id}"), "a run on any machine is seen"
    change(desk, id, lambda session, piece: release(session, piece.id, "another machine"))
    assert "وزن‌های مدل نیست؛ سفارش محفوظ است" in author.open(asked(page))
    drafting.append(Drafting())
    change(desk, id, lambda session, piece: setattr(piece, "state_since", piece.created_at - timedelta(minutes=9)))
    assert "نویسنده روی این رایانه خاموش است" in author.open(asked(page))
    change(desk, id, lambda session, piece: record_problem(session, piece, "draft", "موضوع نامفهوم است"))
    page = author.open(f"/pieces/{id}")
    assert page.count("موضوع نامفهوم است") == 1 and "دوباره بکوش" in page
    change(desk, id, lambda session, piece: claim(session, "run", now(), only=[piece.id]))
    change(desk, id, lambda session, piece: release(session, piece.id, "run", now() + timedelta(hours=1)))
    assert author.send(f"/pieces/{id}/again", page=f"/pieces/{id}") == f"/pieces/{id}?said=again"
    with desk.newsroom.session() as session:
        assert id in [each.id for each in unclaimed(session, now(), 9)], "it need not wait for its next try"


def test_the_bar_and_the_estimate_follow_from_how_long_steps_took(
    person: Person, desk: Desk, drafting: list[Drafting], id: int
) -> None:
    author = person("نرگس")
    drafting.append(Drafting(busy=True))
    page = author.open(f"/pieces/{id}")
    assert 'max="100" value="0"' in page and "معمولاً چند دقیقه طول می‌کشد" in page
    with desk.newsroom.session() as session:
        for step, seconds in (("draft", 240), ("check", 20), ("illustrate", 40)):
            record_durations(session, [StepRun(step, seconds)] * 5)
    told = author.open(asked(page))
    assert "حدود ۵ دقیقه مانده است" in told
    change(desk, id, lambda session, piece: claim(session, "run", now() - timedelta(minutes=2), only=[piece.id]))
    told = author.open(asked(page))
    bar = re.search(r'value="(\d+)"', told)
    assert bar and 35 < int(bar[1]) < 55 and "حدود ۳ دقیقه مانده است" in told
    change(desk, id, lambda session, piece: setattr(piece, "worked_since", now() - timedelta(hours=1)))
    told = author.open(asked(page))
    assert "بیشتر طول کشیده" in told and 'value="100"' not in told
    change(desk, id, lambda session, piece: add_revision(session, piece, words(), machine(session)))
    bar = re.search(r'max="100" value="(\d+)"', author.open(f"/pieces/{id}"))
    assert bar and 70 < int(bar[1]) < 95


def test_another_agency_hears_nothing(person: Person, id: int) -> None:
    person("هادی").open(f"/pieces/{id}/progress", 404)
