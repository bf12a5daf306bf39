"""Decisions at the desk: what is done, and what is refused, with all the reasons."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bumi.calendar import now, typed
from bumi.desk.desk import Desk
from bumi.newsroom.pieces import record_findings
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.settings import Settings
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import correct, finding, reach

Person = Callable[[str], Browser]


def at(desk: Desk, state: State, live: bool = False) -> int:
    with desk.newsroom.session() as session:
        return reach(session, state, live).id


def piece(desk: Desk, id: int) -> Piece:
    with desk.newsroom.reading() as session:
        return session.get_one(Piece, id)


def decide(browser: Browser, desk: Desk, id: int, to: State, why: str = "", status: int = 303) -> str:
    page = f"/pieces/{id}"
    return browser.send(f"{page}/move", status, page, to=to.value, why=why, version=str(piece(desk, id).version))


def test_an_editor_approves_what_was_read(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    assert decide(person("مریم"), desk, id, State.APPROVED) == f"/pieces/{id}?said=approved"
    assert piece(desk, id).approved_by == "مریم"
    assert "تأیید شد." in person("مریم").open(f"/pieces/{id}?said=approved")


def test_what_changed_since_it_was_read_is_not_approved(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    browser, version = person("مریم"), piece(desk, id).version
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, id))
    page = browser.send(f"/pieces/{id}/move", 409, f"/pieces/{id}", to="approved", version=str(version))
    assert "تغییر کرده است" in seen(page) and piece(desk, id).state is State.SUBMITTED


def test_a_refusal_lists_all_its_reasons(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    with desk.newsroom.session() as session:
        found = session.get_one(Piece, id)
        assert found.revision
        record_findings(session, found.revision, [finding()])
        found.submitted_by = "مریم"
    page = seen(decide(person("مریم"), desk, id, State.APPROVED, status=409))
    assert "خودش سفارش آن را داده است" in page and "۱ یافته مانع دارد" in page
    assert decide(person("رضا"), desk, id, State.APPROVED, "نام درست است")  # a chief, with a reason


def test_returned_discarded_withdrawn_with_a_reason(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    assert "دلیل آن نوشته نشده" in decide(person("مریم"), desk, id, State.CHANGES_REQUESTED, status=409)
    decide(person("مریم"), desk, id, State.CHANGES_REQUESTED, "ساعت را قطعی کنید")
    assert "ساعت را قطعی کنید" in person("نرگس").open(f"/pieces/{id}")
    decide(person("مریم"), desk, id, State.DISCARDED, "تکراری است")
    assert piece(desk, id).state is State.DISCARDED


def test_what_is_withdrawn_is_gone_from_the_site_at_once(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    assert person("مریم").send(f"/pieces/{id}/publish", page=f"/pieces/{id}") == f"/pieces/{id}?said=published"
    (page,) = Path(Settings().storage_url).glob("p/*/index.html")
    assert "جشنواره برپا می‌شود" in page.read_text("utf-8")
    decide(person("مریم"), desk, id, State.WITHDRAWN, "رویداد لغو شد")
    assert "رویداد لغو شد" in page.read_text("utf-8") and "جشنواره برپا" not in page.read_text("utf-8")


def test_a_crisis_notice_goes_out_at_once_and_waits_for_second_eyes(person: Person, desk: Desk) -> None:
    id = at(desk, State.PUBLISHED_NEEDS_REVIEW)
    own = seen(person("رضا").open(f"/pieces/{id}"))
    assert "خودش آن را تأیید کرده است" in own
    assert decide(person("رضا"), desk, id, State.PUBLISHED, "درست است", 409)
    decide(person("مریم"), desk, id, State.PUBLISHED)
    assert (piece(desk, id).state, piece(desk, id).alone) == (State.PUBLISHED, False)


def test_a_piece_is_given_its_times_and_the_approval_stays(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    browser, time = person("مریم"), (now() + timedelta(days=2)).replace(second=0, microsecond=0)

    def send(status: int = 303, **times: str) -> str:
        version = str(piece(desk, id).version)
        return browser.send(f"/pieces/{id}/plan", status, f"/pieces/{id}", version=version, **times)

    send(publish_at=typed(time), embargo_until="", expire_at="")
    assert (piece(desk, id).state, piece(desk, id).publish_at) == (State.SCHEDULED, time)
    assert "زمان‌ها را تغییر داد" in browser.open(f"/pieces/{id}")
    late = seen(send(409, publish_at="۱۴۰۰/۱/۱", expire_at="۱۳۹۹/۱/۱"))
    assert "پیش از «زمان انتشار»" in late and "گذشته است" in late
    assert "تاریخ نیست" in seen(send(409, publish_at="فردا صبح"))
    send(publish_at="")
    assert piece(desk, id).publish_at is None


def test_a_content_team_decides_nothing(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    decide(person("نرگس"), desk, id, State.APPROVED, status=403)
    page = person("نرگس").open(f"/pieces/{id}")
    assert "/move" not in page and "/plan" not in page
