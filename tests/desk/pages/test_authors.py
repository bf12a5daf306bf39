"""Bylines and corrections at the desk: profile, consent, the chief's approval, and who may see which page."""

from collections.abc import Callable

import pytest

from bumi.checks import check_fields
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.profiles import profile
from bumi.newsroom.accounts.users import add_user, machine, user
from bumi.newsroom.content.pieces import add_revision, record_findings, submit_next
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import brief, finish_work, publish, words

Person = Callable[[str], Browser]
WRITER = "سیمین.کوهپایه"
SAID = {"given_name": "سیمین", "family_name": "کوهپایه", "county": "بم", "biography": "سفالگر است."}


@pytest.fixture
def writer(desk: Desk, person: Person) -> Browser:
    with desk.newsroom.session() as session:
        add_user(session, WRITER, Role.CONTRIBUTOR)
    return person(WRITER)


def version(desk: Desk) -> int:
    with desk.newsroom.session() as session:
        return profile(session, WRITER).version


def test_a_name_goes_from_the_contributor_to_the_chief_and_back(desk: Desk, writer: Browser, person: Person) -> None:
    chief = person("رضا")
    writer.open("/byline")
    form = {**SAID, "pen_name": "", "birth_date": "", "adult": "1"}
    writer.send("/byline", 303, "/byline", **form, seen=version(desk))
    writer.send("/byline/consent", 303, "/byline")
    assert "سردبیر باید این را تأیید کند" in seen(writer.open("/byline"))
    assert "۱ پدیدآور منتظر تأیید" in seen(chief.open("/"))
    assert "در انتظار تأیید" in seen(chief.open("/authors"))
    chief.send("/authors/approve", 303, "/authors", name=WRITER, seen=version(desk))
    assert "صفحه شما در سایت" in seen(writer.open("/byline"))
    with desk.newsroom.session() as session:
        piece = submit_next(session, brief(), user(session, WRITER))
        finish_work(session, add_revision(session, piece, words(), user(session, WRITER)))
        number = piece.id
    assert "به نام سیمین کوهپایه منتشر می‌شود" in seen(person("مریم").open(f"/pieces/{number}"))
    writer.send("/byline/withdraw", 303, "/byline")
    assert "رضایتتان را پس گرفتید" in seen(writer.open("/byline"))
    assert "دیده نمی‌شود" in seen(chief.open("/authors"))
    assert "بی نام پدیدآور منتشر می‌شود" in seen(person("مریم").open(f"/pieces/{number}"))


def test_a_minor_waits_for_a_guardian(desk: Desk, writer: Browser, person: Person) -> None:
    chief = person("رضا")
    writer.open("/byline")
    form = {**SAID, "pen_name": "", "birth_date": "۱۳۹۰/۰۲/۰۱"}
    writer.send("/byline", 303, "/byline", **form, seen=version(desk))
    writer.send("/byline/consent", 303, "/byline")
    assert "تنها نام کوچک شما" in seen(writer.open("/byline"))
    refused = seen(chief.send("/authors/approve", 409, "/authors", name=WRITER, seen=version(desk)))
    assert "رضایت ولی" in refused
    chief.send("/authors/guardian", 303, "/authors", name=WRITER, guardian="مادر او", seen=version(desk))
    chief.send("/authors/approve", 303, "/authors", name=WRITER, seen=version(desk))
    assert "سیمین" in seen(writer.open("/byline"))


def test_what_was_typed_stays_after_a_mistake(desk: Desk, writer: Browser) -> None:
    writer.open("/byline")
    form = {**SAID, "county": "تهران", "pen_name": "", "birth_date": "دیروز نه"}
    page = writer.send("/byline", 422, "/byline", **form, seen=version(desk))
    assert 'value="دیروز نه"' in page and "سفالگر است." in page


def test_bylines_and_corrections_are_for_those_whom_they_concern(writer: Browser, person: Person) -> None:
    for name, allowed in {"نرگس": ["/corrections"], "مریم": [], "رضا": ["/authors"]}.items():
        for page in ("/byline", "/corrections", "/authors"):
            person(name).open(page, 200 if page in allowed else 403)
    writer.open("/authors", 403)
    assert "چیزی از شما منتشر نشده" in seen(writer.open("/corrections"))


def test_a_writer_sees_what_the_editor_changed_and_why(desk: Desk, writer: Browser) -> None:
    given = words().model_copy(update={"body": "مردم میروند."})
    edited = words().model_copy(update={"body": "مردم می‌روند."})
    with desk.newsroom.session() as session:
        piece = submit_next(session, brief(), user(session, WRITER))
        first = add_revision(session, piece, given, user(session, WRITER))
        record_findings(session, first, check_fields(given, brief()))
        finish_work(session, add_revision(session, piece, edited, user(session, "کامران")))
        move(session, piece, State.SUBMITTED, machine(session))
        move(session, piece, State.APPROVED, user(session, "مریم"))
        publish(session, piece, now())
    page = writer.open("/corrections")
    assert "<del>میروند.</del><ins>می‌روند.</ins>" in page and "نیم‌فاصله" in seen(page)
    assert "از هر صد جمله" in seen(page) and "نمونه از راهنمای بررسی‌ها" in seen(page)
