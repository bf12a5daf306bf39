"""The calendar: Jalali months and weeks, holidays, gaps and clashes, and moving a piece."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from bumi.desk.desk import Desk
from bumi.desk.pages.calendar import bounds, days, week
from bumi.newsroom.queries.agenda import Entry
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import TEHRAN, now, parse_moment, typed
from bumi.persian.months import Month, month_of
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

Person = Callable[[str], Browser]
TODAY = date(2026, 11, 25)  # چهارشنبه ۴ آذر ۱۴۰۵


def entry(id: int, at: str, sure: bool = False) -> Entry:
    return Entry(id, "تیتر", "دستگاه", State.SUBMITTED, parse_moment(at), 1, sure, True)


def test_days_tell_of_holidays_gaps_and_clashes() -> None:
    shown = Month(1405, 9)
    entries = [entry(1, "1405/09/10 10:00"), entry(2, "1405/09/10 10:20"), entry(3, "1405/09/11 09:00")]
    found = {day.number: day for day in days(shown.first, shown.moved(1).first, entries, TODAY)}
    assert len(found) == 30 and shown.name == "آذر ۱۴۰۵" and shown.blanks == 1
    assert [slot.clash for slot in found[10].entries] == [True, True] and not found[11].entries[0].clash
    assert found[4].today and found[4].gap and not found[3].gap and not found[25].gap
    assert found[6].holiday == "جمعه" and not found[6].gap
    assert "روز پدر" in days(date(2026, 12, 23), date(2026, 12, 24), (), TODAY)[0].holiday


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_weeks_hold_their_days(day: date) -> None:
    saturday = week(JalaliDate(day).isoformat(), TODAY)
    assert timedelta() <= day - saturday < timedelta(days=7) and JalaliDate(saturday).weekday() == 0
    begin, end = bounds(day, day + timedelta(days=1))
    assert begin.astimezone(TEHRAN).date() == day and end > begin


def test_addresses_that_are_no_time_show_today() -> None:
    for odd in ("", "x", "1405-13", "99999-1", "1405-09-99", "۱۴۰۵-۰۹", "<b>"):
        assert week(odd, TODAY) <= TODAY


def test_a_piece_is_on_its_day_and_is_moved(person: Person, desk: Desk) -> None:
    day = (now() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    with desk.newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        piece.publish_at = day
        id = piece.id
    editor = person("مریم")
    shown = editor.open(f"/calendar?week={JalaliDate(day.date()).isoformat()}")
    assert f'data-piece="{id}"' in shown and "۱۰:۰۰" in shown
    with desk.newsroom.reading() as session:
        version = session.get_one(Piece, id).version
    moved = typed(day + timedelta(days=2))
    where = editor.send(f"/pieces/{id}/plan", page="/calendar", version=str(version), publish_at=moved, back="calendar")
    assert where == "/calendar?said=planned"
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).publish_at == day + timedelta(days=2)
    assert "data-piece" not in person("نرگس").open(f"/calendar?month={month_of(day.date()).address}")


def test_a_full_day_shows_its_first_pieces_and_how_many_more_there_are(person: Person, desk: Desk) -> None:
    day = (now() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    with desk.newsroom.session() as session:
        ids = []
        for number in range(10):
            piece = reach(session, State.SUBMITTED)
            piece.publish_at = day - timedelta(minutes=number)
            ids.append(piece.id)
    editor, found = person("مریم"), month_of(day.date())
    shown = editor.open(f"/calendar?month={found.address}")
    assert [id for id in reversed(ids) if f'data-piece="{id}"' in shown] == ids[:1:-1]
    assert "و ۲ مطلب دیگر" in seen(shown) and shown.count("slot clash") == 8
    whole = editor.open(f"/calendar?week={JalaliDate(day.date()).isoformat()}")
    assert whole.count("data-piece=") == 10 and "مطلب دیگر</a>" not in whole


def test_what_is_out_is_calm_and_what_is_overdue_is_not(person: Person, desk: Desk) -> None:
    today = now() - timedelta(minutes=1)  # or late yesterday
    with desk.newsroom.session() as session:
        out = [reach(session, State.PUBLISHED) for _ in range(2)]
        for piece in out:
            piece.published_at = today
        reach(session, State.SUBMITTED).publish_at = today
    page = person("مریم").open(f"/calendar?month={month_of(today.date()).address}")
    assert page.count('class="slot out"') == 3 and page.count("منتشر شده است") == 2  # the first is of the legend
    assert page.count('class="slot late clash"') == 1 and seen(page).count("وقتش گذشته و تأیید نشده") == 2


def test_the_little_month_offers_its_days(person: Person) -> None:
    page = person("نرگس").open("/calendar/picker?month=1405-12")
    assert page.count("data-date=") == 29 and 'data-date="۱۴۰۵/۱۲/۰۱"' in page and "اسفند" in seen(page)


@pytest.mark.parametrize("path", ["/calendar", "/coverage", "/coverage/excel", "/coverage/pdf"])
@pytest.mark.parametrize("day", ["0001-01-01", "۰۰۰۱-۰۱-۰۱", "9377-12-29", "9999-99-99", "1405-13-40", "²"])
def test_a_week_of_no_time_of_ours_is_this_one(person: Person, path: str, day: str) -> None:
    person("رضا").open(f"{path}?week={day}")


def test_no_address_leads_to_a_host_that_the_request_names(person: Person) -> None:
    answer = person("رضا").client.get("/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 404 and "location" not in answer.headers
