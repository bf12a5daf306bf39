"""Crises at the desk: a prepared notice in a few touches, out at once, nagged about, updated, ended, taken back."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.states import State
from bumi.newsroom.tables import CrisisNotice, Piece
from bumi.persian.calendar import now, parse_moment, whole_minute
from tests.desk.stage import HERITAGE, Browser, seen

Person = Callable[[str], Browser]
FACTS: dict[str, Any] = {
    "name": "flood",
    "what": "رودخانه هلیل بالا آمده است",
    "county": "جیرفت",
    "hours": "3",
    "source": "مدیریت بحران استان کرمان",
}


def issue(browser: Browser, **changes: str) -> int:
    place = browser.send("/crises", page="/crises", **FACTS | {"since": typed_now()} | changes)
    return int(place.removeprefix("/pieces/").partition("?")[0])


def typed_now() -> str:
    return whole_minute(now() - timedelta(hours=1)).isoformat()


def fall_due(desk: Desk, id: int) -> None:
    with desk.newsroom.session() as session:
        session.get_one(CrisisNotice, id).next_update_at = now() - timedelta(minutes=5)


def test_a_chief_has_a_notice_out_with_two_presses(person: Person, desk: Desk) -> None:
    chief = person("رضا")
    id = issue(chief)
    shown = chief.open(f"/pieces/{id}?said=notice")
    assert "هشدار سیلاب در جیرفت" in shown and "تأیید کن و همین حالا منتشر کن" in shown
    assert "چرا بی نگاه دوم منتشر می‌شود؟" in shown and "با وجود این‌ها" not in shown
    with desk.newsroom.reading() as session:
        version = session.get_one(Piece, id).version
    sent: dict[str, Any] = {"to": "approved", "version": str(version), "why": "بحران است", "now": "1"}
    assert chief.send(f"/pieces/{id}/move", page=f"/pieces/{id}", **sent) == f"/pieces/{id}?said=published"
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).state is State.PUBLISHED_NEEDS_REVIEW
    (page,) = Path("output").glob("p/*/index.html")
    assert "رودخانه هلیل بالا آمده است" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("at", "said"), [("23:48:00", "۲۳:۴۸"), ("23:48:31", "۲۳:۴۸"), ("23:59:59", "۲۳:۵۹"), ("00:00:01", "۰۰:۰۰")]
)
def test_a_notice_never_begins_after_it_is_out(
    person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch, at: str, said: str
) -> None:
    frozen = datetime.fromisoformat(f"2026-11-29T{at}.5+03:30")
    for clocked in ("bumi.desk.pages.crises.now", "bumi.planning.crises.present"):
        monkeypatch.setattr(clocked, lambda: frozen)
    chief = person("رضا")
    field = re.search(r'name="since"[^>]*value="([^"]*)"', chief.open("/crises"))
    assert field and field[1] == f"۱۴۰۵/۰۹/۰۸ {said}"
    id = issue(chief, since=field[1])
    with desk.newsroom.reading() as session:
        piece = session.get_one(Piece, id)
        assert piece.revision and f"این وضعیت از یکشنبه ۸ آذر ۱۴۰۵، ساعت {said}" in piece.revision.fields_model.lede
        assert parse_moment(session.get_one(CrisisNotice, id).facts["since"]) <= frozen


def test_what_is_missing_stands_beside_its_field(person: Person) -> None:
    page = person("رضا").send(
        "/crises", 422, "/crises", **FACTS | {"name": "x", "what": "", "until": "1399/01/01", "do": "دور شوید"}
    )
    shown = seen(page)
    assert "یکی از اطلاعیه‌های آماده را برگزینید" in shown and "«چه شده است» نوشته نشده است" in shown
    assert "مدیریت بحران استان کرمان" in page and "دور شوید" in page
    late = person("رضا").send("/crises", 422, "/crises", **FACTS | {"next_update": "1405/01/01", "since": "1404/01/01"})
    assert "زمان اطلاعیه بعدی" in seen(late)


def test_people_are_nagged_until_an_update_takes_the_place_of_the_notice(person: Person, desk: Desk) -> None:
    editor = person("مریم")
    first = issue(person("رضا"))
    assert "وعده داده شده" not in seen(editor.open("/"))
    fall_due(desk, first)
    for page in ("/", "/crises"):
        assert "وعده داده شده" in seen(editor.open(page)), page
    assert "هنوز کسی تأییدش نکرده" in seen(editor.open("/plan"))
    assert "وعده داده شده" not in seen(person("هادی").open("/"))
    again = editor.send(f"/crises/{first}/update", 422, "/crises", what="", hours="3")
    assert "چه شده است" in seen(again)
    place = editor.send(f"/crises/{first}/update", page="/crises", what="آب پایین می‌رود", hours="1")
    second = int(place.removeprefix("/pieces/").partition("?")[0])
    assert "وعده داده شده" not in seen(editor.open("/"))
    with desk.newsroom.reading() as session:
        new = session.get_one(CrisisNotice, second)
        assert new.follows == first and new.piece.state is State.SUBMITTED and new.piece.urgency.value == "crisis"
    assert "دیگری در پی دارد" in editor.send(f"/crises/{first}/update", 422, "/crises", what="باز هم", hours="1")
    place = editor.send(f"/crises/{second}/end", page="/crises", what="آب به بستر برگشت")
    assert "پایان هشدار سیلاب" in seen(editor.open(place)) and "پایان هشدار" not in seen(editor.open("/crises"))


def test_a_wrong_notice_is_taken_back_with_a_reason(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), issue(person("رضا"))
    person("هادی").send(f"/crises/{id}/cancel", 403, "/crises", why="نادرست")
    assert "دلیل آن نوشته نشده است" in editor.send(f"/crises/{id}/cancel", 409, "/crises", why="")
    editor.send(f"/crises/{id}/cancel", page="/crises", why="خبر نادرست بود")
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).state is State.DISCARDED
    assert "هشدار سیلاب" not in seen(editor.open("/crises"))


def test_a_content_team_speaks_for_its_own_agency(person: Person, desk: Desk) -> None:
    id = issue(person("نرگس"), name="power", source="شرکت توزیع برق")
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).agency == HERITAGE
    assert "قطع" in seen(person("نرگس").open("/crises"))
    assert f"/pieces/{id}" not in person("هادی").open("/crises")
