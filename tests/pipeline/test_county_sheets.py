"""Monthly sheets by the clock: kept once, on the first working day of the Jalali month, and told to who reads them."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bumi.documents import text_of
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.plan.county_sheets import keep_sheet, kept_counties, kept_months, kept_sheet
from bumi.newsroom.states import Role
from bumi.newsroom.tables import NotificationKind, NotificationMessage, NotificationPlace, NotificationTiming
from bumi.persian.calendar import now, parse_moment
from bumi.persian.months import Month
from bumi.pipeline.county_sheets import keep_county_sheets
from bumi.province import Province, province
from bumi.settings import Settings

BAM, MONTH = "فرمانداری شهرستان بم", Month(1405, 8)
PEOPLE = {
    "سهراب": (Role.CONTENT, BAM),
    "هادی": (Role.CONTENT, "آبفا کرمان"),
    "مریم": (Role.EDITOR, ""),
    "رضا": (Role.CHIEF, ""),
}
MAIL = {NotificationPlace.MAIL}


@pytest.fixture
def two_counties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the province have two counties, as each sheet takes a second."""
    known = province()
    few = tuple(each for each in known.counties if each.slug in ("bam", "ravar"))
    smaller: Province = known.model_copy(update={"counties": few})
    monkeypatch.setattr("bumi.pipeline.county_sheets.province", lambda: smaller)


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    for module in ("bumi.pipeline.county_sheets", "bumi.newsroom.notifications.outbox"):
        monkeypatch.setattr(f"{module}.now", lambda: parse_moment(moment))


def told(newsroom: Newsroom, moment: datetime) -> list[tuple[str, str | None]]:
    """Return who is told of which sheet."""
    with newsroom.session() as session:
        spread(session, moment, MAIL)
        rows = session.execute(select(NotificationMessage.user, NotificationMessage.notification))
        return sorted((user, about) for user, about in rows)


def people(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        timings = dict.fromkeys(NotificationKind, NotificationTiming.NOW)
        for place, (name, (role, agency)) in enumerate(PEOPLE.items()):
            add_user(session, name, role, agency)
            choose(session, name, Choices(timings, f"n{place}@example.ir", quiet_from=0, quiet_until=0))


def test_sheets_are_kept_once_from_the_first_working_day_and_told(
    newsroom: Newsroom, home: Path, two_counties: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(newsroom)
    at(monkeypatch, "1405/09/01 07:00")  # a Sunday
    assert set(keep_county_sheets(Settings())[0]) == {"bam", "ravar"}
    assert keep_county_sheets(Settings())[0] == []
    assert told(newsroom, parse_moment("1405/09/01 07:05")) == [
        ("رضا", "sheet 1405-08"),
        ("سهراب", "sheet bam/1405-08"),
    ]
    at(monkeypatch, "1405/09/20 07:00")
    assert keep_county_sheets(Settings())[0] == []
    with newsroom.reading() as session:
        kept = kept_sheet(session, "bam", MONTH)
        assert kept and "آبان ۱۴۰۵" in text_of(kept.pdf, "bam.pdf")
        assert list(kept_months(session)) == [(MONTH, ["bam", "ravar"])]


@pytest.mark.parametrize(
    ("moment", "made"),
    [("1406/01/01 07:00", 0), ("1406/01/06 20:00", 0), ("1406/01/07 07:00", 2), ("1406/01/28 23:00", 2)],
    ids=["nowruz", "still-nowruz", "first-working-day", "after-downtime"],
)
def test_a_month_that_begins_with_holidays_waits_for_offices(
    newsroom: Newsroom, home: Path, two_counties: None, monkeypatch: pytest.MonkeyPatch, moment: str, made: int
) -> None:
    monkeypatch.setattr("bumi.pipeline.county_sheets.print_county_sheet", lambda report: b"%PDF")
    at(monkeypatch, moment)
    assert len(keep_county_sheets(Settings())[0]) == made
    with newsroom.reading() as session:
        assert len(kept_counties(session, Month(1405, 12))) == made


def test_chiefs_are_told_with_the_last_sheet_whatever_becomes_of_the_run(
    newsroom: Newsroom, home: Path, two_counties: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(newsroom)

    def dies(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("bumi.pipeline.county_sheets.print_county_sheet", lambda report: b"%PDF")
    monkeypatch.setattr("bumi.pipeline.county_sheets.table", dies)
    at(monkeypatch, "1405/09/01 07:00")
    with newsroom.session() as session:
        keep_sheet(session, "ravar", MONTH, b"%PDF", now())
    assert told(newsroom, parse_moment("1405/09/01 07:05")) == []
    with pytest.raises(OSError):
        keep_county_sheets(Settings())
    assert ("رضا", "sheet 1405-08") in told(newsroom, parse_moment("1405/09/01 07:10"))


def test_what_a_run_that_died_left_is_made_by_the_next_and_kept_sheets_stay(
    newsroom: Newsroom, home: Path, two_counties: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bumi.pipeline.county_sheets.print_county_sheet", lambda report: b"%PDF later")
    at(monkeypatch, "1405/09/01 07:00")
    with newsroom.session() as session:
        assert keep_sheet(session, "bam", MONTH, b"%PDF first", now())
        assert not keep_sheet(session, "bam", MONTH, b"%PDF other", now())
    assert keep_county_sheets(Settings())[0] == ["ravar"]
    with newsroom.reading() as session:
        kept = kept_sheet(session, "bam", MONTH)
        assert kept and kept.pdf == b"%PDF first"
