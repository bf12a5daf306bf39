"""Events on the site: calendar files and feeds that follow publication, correction, retraction, renaming and time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar

from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.plan.follow_ups import see_to_follow_up
from bumi.newsroom.publication.events import KEPT
from bumi.newsroom.tables import EventStage, PublishedEvent
from bumi.persian.calendar import parse_moment
from bumi.publishing import publish_due, publish_lists
from bumi.publishing.keys import calendar_key
from bumi.settings import Settings
from bumi.storage import Storage
from tests.newsroom.stage import go_back
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, Desk, Watched, contents, everywhere, read, rebuilt

STARTS = parse_moment("1405/09/10 19:00")
FEEDS = ["axis/culture/events.ics", "county/bam/events.ics", "events.ics"]


def bootcamp(desk: Desk, **brief: Any) -> int:
    return desk.approve("اردوی برنامه‌نویسی", county="بم", starts_at=STARTS.isoformat(), where="دانشگاه بم", **brief)


def events(place: Storage, key: str) -> list[tuple[str, str]]:
    """Return status and words of each event of a calendar."""
    return [(str(each["STATUS"]), str(each["SUMMARY"])) for each in entries(place, key)]


def entries(place: Storage, key: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(read(place, key)).walk("VEVENT"))


def own_calendar(newsroom: Newsroom, number: int) -> str:
    with newsroom.reading() as session:
        return calendar_key(piece(session, number).slug)


def strip(place: Storage, key: str) -> list[str]:
    """Return the headlines of the next events on a page."""
    text = read(place, key).decode()
    _, there, after = text.partition('<ol class="leaves">')
    return Page(f"<!doctype html>\n{after.partition('</ol>')[0]}").words["a"] if there else []


@everywhere
def test_an_event_is_in_its_calendars_until_it_is_long_over(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = bootcamp(desk)
    desk.approve("خبری بی‌زمان", shade=2)
    publish_due(newsroom, place, settings, NOW)
    own = own_calendar(newsroom, number)
    assert events(place, own) == [("CONFIRMED", "اردوی برنامه‌نویسی")]
    assert {key for key in place.listing() if key.endswith("event.ics")} == {own}
    for feed in FEEDS:
        assert events(place, feed) == [("CONFIRMED", "اردوی برنامه‌نویسی")]
    assert events(place, "county/kerman/events.ics") == []
    for page in ("events/index.html", "county/bam/index.html"):
        assert strip(place, page) == ["اردوی برنامه‌نویسی"]
        assert set(Page(read(place, page).decode()).links(page)) <= place.listing().keys()
    assert strip(place, "county/kerman/index.html") == []

    publish_due(newsroom, place, settings, STARTS + timedelta(hours=1))  # it is still its day
    assert strip(place, "county/bam/index.html")
    publish_due(newsroom, place, settings, STARTS + timedelta(days=1))
    assert not strip(place, "county/bam/index.html") and not strip(place, "events/index.html")
    assert events(place, "events.ics")
    publish_due(newsroom, place, settings, STARTS + KEPT + timedelta(days=1))
    assert [events(place, feed) for feed in FEEDS] == [[], [], []]
    assert events(place, own) == [("CONFIRMED", "اردوی برنامه‌نویسی")]


def test_only_the_lists_of_an_event_change_with_it_and_with_its_end(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    desk.approve("خبر فوری", kind="notice", urgency="urgent", shade=2)  # it leads, so that the event is in the strip
    publish_due(newsroom, place, settings, NOW)
    bootcamp(desk)
    watched = Watched(place)
    publish_due(newsroom, watched, settings, NOW)
    assert sorted(key for key in watched.puts if key.endswith(".ics") and "/p/" not in f"/{key}") == FEEDS
    watched = Watched(place)
    publish_due(newsroom, watched, settings, STARTS + timedelta(days=1))
    assert sorted(watched.puts) == [
        "axis/culture/index.html",
        "county/bam/index.html",
        "events/index.html",
        "index.html",
    ]
    watched = Watched(place)
    publish_due(newsroom, watched, settings, STARTS + timedelta(days=2))
    assert watched.puts == []


@everywhere
def test_calendars_hear_of_corrections_and_retractions(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    withdrawn, gone = bootcamp(desk), bootcamp(desk, topic="اردوی دوم")
    publish_due(newsroom, place, settings, NOW)
    before = {str(each["UID"]): each["SEQUENCE"] for each in entries(place, "events.ics")}
    desk.correct(withdrawn, "اردوی برنامه‌نویسی دیرتر", 5)
    publish_due(newsroom, place, settings, NOW + timedelta(minutes=10))
    assert ("CONFIRMED", "اردوی برنامه‌نویسی دیرتر") in events(place, "events.ics")
    after = {str(each["UID"]): each["SEQUENCE"] for each in entries(place, "events.ics")}
    assert before.keys() == after.keys() and sum(after[uid] > before[uid] for uid in after) == 1
    desk.withdraw(withdrawn)
    desk.take_down(gone)
    publish_due(newsroom, place, settings, NOW + timedelta(minutes=20))
    for key in (*FEEDS, own_calendar(newsroom, withdrawn), own_calendar(newsroom, gone)):
        told = events(place, key)
        assert told and not [each for each in told if each[0] != "CANCELLED" or "اردو" in each[1]]
    assert not strip(place, "index.html") and not strip(place, "events/index.html")


def test_a_correction_changes_the_time_of_what_tells_of_the_event_again(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = bootcamp(desk)
    publish_due(newsroom, place, settings, NOW)
    reminder = bootcamp(desk, topic="یادآوری اردو")
    with newsroom.session() as session:
        see_to_follow_up(session, piece(session, reminder), number, "reminder")
    publish_due(newsroom, place, settings, NOW + timedelta(days=1))
    later = STARTS + timedelta(days=7)
    for at, starts_at in ((NOW + timedelta(days=2), later.isoformat()), (NOW + timedelta(days=3), None)):
        with newsroom.session() as session:
            found = piece(session, number)
            found.brief = found.brief | {"starts_at": starts_at}
        desk.correct(number, f"اردو {at.day}", at.day)
        publish_due(newsroom, place, settings, at)
        for key in ("events.ics", own_calendar(newsroom, reminder)):
            assert [(str(each["STATUS"]), each.decoded("DTSTART")) for each in entries(place, key)] == [
                ("CONFIRMED", later)
            ]
    (dropped,) = events(place, own_calendar(newsroom, number))
    assert dropped == ("CANCELLED", f"زمان این رویداد معلوم نیست: اردو {at.day}")
    assert f"اردو {at.day}" not in strip(place, "events/index.html")


def test_a_calendar_file_stays_where_it_was_when_its_page_is_renamed(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = bootcamp(desk)
    publish_due(newsroom, place, settings, NOW)
    former = own_calendar(newsroom, number)
    desk.rename(number, "بوت‌کمپ")
    publish_lists(newsroom, place, settings, NOW + timedelta(minutes=1))
    assert own_calendar(newsroom, number) != former
    assert read(place, former) == read(place, own_calendar(newsroom, number))


def test_a_rebuilt_site_has_the_same_calendars(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    bootcamp(desk)
    publish_due(newsroom, place, settings, NOW)
    found = rebuilt(newsroom, settings, Path(newsroom.engine.url.database or "").parent)
    assert found == contents(place)


def test_events_published_before_there_were_calendars_are_in_them(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = bootcamp(desk)
    publish_due(newsroom, place, settings, NOW)
    with newsroom.reading() as session:
        row = session.get_one(PublishedEvent, number)
        before = {column.name: getattr(row, column.name) for column in PublishedEvent.__table__.columns}
    go_back(newsroom, "0013")
    again = open_newsroom(newsroom.engine.url.render_as_string(hide_password=False))
    with again.reading() as session:
        row = session.get_one(PublishedEvent, number)
        assert {column.name: getattr(row, column.name) for column in PublishedEvent.__table__.columns} == before
        assert row.stage is EventStage.COMING
    again.close()


def test_events_pass_and_are_taken_back_on_a_shared_database_too(
    shared_newsroom: Newsroom, place: Storage, settings: Settings
) -> None:
    shared = Desk(shared_newsroom)
    first, second = bootcamp(shared), bootcamp(shared, topic="اردوی دوم", shade=2)
    publish_due(shared_newsroom, place, settings, NOW)
    assert [status for status, _ in events(place, "events.ics")] == ["CONFIRMED"] * 2
    shared.withdraw(first)
    publish_due(shared_newsroom, place, settings, STARTS + timedelta(days=1))
    assert sorted(status for status, _ in events(place, "events.ics")) == ["CANCELLED", "CONFIRMED"]
    with shared_newsroom.reading() as session:
        assert {session.get_one(PublishedEvent, id).stage for id in (first, second)} == {EventStage.OVER}
