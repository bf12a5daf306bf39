"""What a browser sends: as much as a page has use for, told rather than cut, and read at once whatever it is."""

import time
from collections.abc import Callable, Iterator

import pytest

from bumi.desk.brief_form import empty_form
from bumi.desk.desk import Desk
from bumi.desk.form import FEW_WORDS, WORDS
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.tables import BriefDraft
from bumi.words import Kind
from tests.desk.attacks import FORMS, PARTS
from tests.desk.stage import Browser, seen

Person = Callable[[str], Browser]
FORM, IN_PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=bound"


def post(browser: Browser, path: str, body: bytes | Iterator[bytes], kind: str = FORM) -> tuple[int, str]:
    """Send any bytes, and return the status and what people read."""
    answer = browser.client.post(path, content=body, headers={"content-type": kind})
    return answer.status_code, seen(answer.text)


def pieces(body: bytes) -> Iterator[bytes]:
    """The bytes as they come from who does not say how many."""
    return (body[at : at + 60_000] for at in range(0, len(body), 60_000))


@pytest.fixture
def keep(desk: Desk) -> str:
    """Where a brief of «نرگس» is kept while she types."""
    with desk.newsroom.session() as session:
        draft = begin_draft(session, user(session, "نرگس"), empty_form(Kind.EVENT, ""))
        return f"/briefs/{draft.id}/keep"


@pytest.mark.parametrize(
    ("kind", "made"),
    [(FORM, make) for make in FORMS.values()] + [(IN_PARTS, make) for make in PARTS.values()],
    ids=[*FORMS, *PARTS],
)
def test_no_form_takes_long_whatever_is_in_it(
    person: Person, keep: str, kind: str, made: Callable[[int], bytes]
) -> None:
    browser = person("نرگس")
    browser.open("/")
    for path, most in (("/sign-in", FEW_WORDS), (keep, WORDS)):
        for size in (most.bytes - 2_000, 11_000_000):
            begun = time.process_time()
            assert post(browser, path, made(size), kind)[0] in (403, 413, 422)
            assert time.process_time() - begun < 3


@pytest.mark.parametrize("send", [lambda body: body, pieces], ids=["said", "not said"])
def test_more_than_a_page_has_use_for_is_refused_in_words(
    person: Person, keep: str, send: Callable[[bytes], bytes | Iterator[bytes]]
) -> None:
    for path, size, told in (
        ("/sign-in", 20_000, "بزرگ‌تر از ۱۶ کیلوبایت"),
        (keep, 600_000, "بزرگ‌تر از ۵۱۲ کیلوبایت"),
        ("/briefs/upload", 11_000_000, "بزرگ‌تر از ۱۰ مگابایت"),
        (keep, 13_000_000, "بزرگ‌تر از ۱۲ مگابایت"),
    ):
        status, page = post(person("نرگس"), path, send(b"&" * size))
        assert status == 413 and told in page


def test_a_long_field_is_told_and_not_cut(person: Person, keep: str, desk: Desk) -> None:
    browser = person("نرگس")
    page = seen(browser.send(keep, 422, "/briefs/new", topic="موضوع", notes="نکته " * 15_000))
    assert "«نکته نکته" in page and "۷۵۰۰۰ نویسه دارد؛ در هر خانه حداکثر ۶۰۰۰۰ نویسه بنویسید" in page
    browser.send(keep, 204, "/briefs/new", topic="موضوع", notes="نکته " * 12_000)
    with desk.newsroom.reading() as session:
        assert len(session.get_one(BriefDraft, int(keep.split("/")[2])).form["notes"]) == 60_000


def test_what_is_no_form_is_refused(person: Person, keep: str) -> None:
    for kind in ("application/json", "text/plain", ""):
        assert post(person("نرگس"), keep, b"token=x", kind)[0] == 403
    assert post(person("نرگس"), keep, b"token=\xff")[0] == 422
    assert post(person("نرگس"), keep, b"x", "multipart/form-data")[0] == 422


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 10, "9" * 4_000, "9" * 50_000])
def test_a_number_that_is_none_of_ours_is_refused(person: Person, keep: str, number: str) -> None:
    person("نرگس").send(keep.replace("keep", "no-photo"), 422, "/briefs/new", photo=number)
