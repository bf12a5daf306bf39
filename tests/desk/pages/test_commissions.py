"""Commissions and fees at the desk: from a gap to the ledger, and what nobody else may see or do."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import commission, pitch
from bumi.newsroom.states import State
from bumi.newsroom.tables import CommissionState, Piece, PitchState
from bumi.persian.calendar import now
from tests.desk.stage import HERITAGE, Browser, seen
from tests.newsroom.commissions.stage import OFFER, assigned, published
from tests.newsroom.stage import new_piece

Person = Callable[[str], Browser]
FORM = {
    "topic": "قنات‌های راور",
    "kind": "recap",
    "county": "راور",
    "axis": "فرهنگ",
    "agency": HERITAGE,
    "points": "چند قنات هنوز آب دارد؟\n- میراب چه می‌گوید؟",
}


@pytest.fixture
def opened(person: Person) -> int:
    """The number of a commission that the chief opened with the form."""
    place = person("رضا").send("/commissions", 303, "/commissions/new", **FORM)
    return int(place.split("/")[-1].split("?")[0])


def test_a_gap_becomes_a_commission_at_one_touch(desk: Desk, person: Person) -> None:
    chief = person("رضا")
    page = chief.open("/commissions")
    assert page.count("فراخوان کن") == 6 and "۱٬۰۰۰٬۰۰۰ تومان" in page
    chosen = page.split('name="county" value="')[1].split('"')[0]
    axis, kind = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("axis", "kind"))
    chief.send("/commissions/propose", 303, "/commissions", county=chosen, axis=axis, kind=kind)
    with desk.newsroom.reading() as session:
        found = commission(session, 1)
        assert (found.county, found.axis, found.opened_by) == (chosen, axis, "رضا") and found.deadline > now()
    chief.send("/commissions/propose", 404, "/commissions", county=chosen, axis=axis, kind=kind)
    chief.send("/commissions/propose", 404, "/commissions", county="تهران", axis=axis, kind=kind)


def test_a_form_says_all_that_is_wrong_and_loses_nothing(person: Person) -> None:
    wrong = FORM | {"county": "تهران", "topic": "آب", "deadline": "۱۴۰۰/۰۱/۰۱"}
    answer = person("مریم").send("/commissions", 422, "/commissions/new", **wrong)
    page = seen(answer)
    assert all(word in page for word in ("تهران", "مهلت آن", "چند قنات هنوز آب دارد؟"))


def test_a_contributor_sees_open_commissions_and_their_own_work_only(desk: Desk, person: Person, opened: int) -> None:
    with desk.newsroom.session() as session:
        other = new_piece(session)
    golnar = person("گلنار")
    assert golnar.client.get("/").headers["location"] == "/commissions"
    home = golnar.open("/commissions")
    assert FORM["topic"] in home and "/briefs/new" not in home
    golnar.open(f"/pieces/{other.id}", 404)
    golnar.open("/briefs/new", 403)
    golnar.open("/fees", 403)
    golnar.send(f"/commissions/{opened}/pitch", 422, f"/commissions/{opened}", words="می‌نویسم")
    golnar.send(f"/commissions/{opened}/pitch", 303, f"/commissions/{opened}", words=OFFER)
    assert "در انتظار پاسخ" in golnar.open("/commissions")
    assert OFFER not in person("بهرام").open(f"/commissions/{opened}")


def test_a_text_that_nobody_has_begun_is_no_fault(desk: Desk, person: Person) -> None:
    with desk.newsroom.session() as session:
        page = f"/pieces/{assigned(session).id}"
    golnar = person("گلنار")
    empty = seen(golnar.open(f"{page}/edit"))
    assert "از تیتر آغاز کنید" in empty and "مانع" not in empty and "ایرادی" not in empty
    typed = {"kicker": "", "headline": "قنات‌های راور آب دارد", "lede": "", "body": "", "caption": "", "hashtags": ""}
    begun = seen(golnar.send(f"{page}/check", 200, f"{page}/edit", revision="0", **typed))
    assert "هنوز نوشته نشده: لید، متن." in begun and "مانع" not in begun


def test_one_editor_is_told_that_another_was_first(desk: Desk, person: Person, opened: int) -> None:
    with desk.newsroom.session() as session:
        ids = [
            pitch(session, commission(session, opened), OFFER, None, user(session, name)).id
            for name in ("گلنار", "بهرام")
        ]
    place = f"/commissions/{opened}"
    assert "۲ پیشنهاد پدیدآوران" in seen(person("مریم").open("/"))
    person("مریم").send(f"{place}/accept", 303, place, pitch=str(ids[0]))
    assert "پیشنهاد پدیدآوران" not in seen(person("مریم").open("/"))
    late = person("کامران").send(f"{place}/accept", 409, place, pitch=str(ids[1]))
    assert "پذیرفته نشد" in seen(late)
    person("بهرام").send(f"{place}/withdraw", 409, place, pitch=str(ids[0]))
    with desk.newsroom.reading() as session:
        found = commission(session, opened)
        assert found.accepted and found.accepted.by == "گلنار"
        assert sorted(each.state for each in found.pitches) == [PitchState.ACCEPTED, PitchState.DECLINED]
        piece = found.accepted.piece_id
    person("گلنار").open(f"/pieces/{piece}")
    person("بهرام").open(f"/pieces/{piece}", 404)
    person("مریم").send(f"{place}/cancel", 303, place, why="موضوع نوشته شد")
    with desk.newsroom.reading() as session:
        assert commission(session, opened).state is CommissionState.CANCELLED
        assert session.get_one(Piece, piece).state is State.DISCARDED


def test_the_ledger_is_approved_by_another_and_opens_in_excel(desk: Desk, person: Person) -> None:
    with desk.newsroom.session() as session:
        found = published(session)
        commission(session, 1).topic = "=cmd|'/c calc'!A1"
        path = f"/fees/{found.id}"
    assert "فراخوان آن را باز کرده" in seen(person("رضا").send(f"{path}/approve", 409, "/fees"))
    editor = person("مریم")
    assert "۱ حق‌الزحمه پدیدآوران منتظر تأیید است" in seen(editor.open("/"))
    assert "منتظر تأیید است" not in seen(person("رضا").open("/"))
    editor.send(f"{path}/approve", 303, "/fees")
    assert "منتظر تأیید است" not in seen(editor.open("/"))
    sheet = load_workbook(BytesIO(editor.client.get("/fees/excel").content)).worksheets[0]
    topic, rials = sheet["B2"], sheet["D2"]
    assert (topic.data_type, topic.quotePrefix, rials.value) == ("s", True, 10_000_000)
    editor.send(f"{path}/reverse", 303, "/fees", why="متن پس گرفته شد")
    assert "برگشت: متن پس گرفته شد" in seen(editor.open("/fees"))
