"""Calendar files and feeds: read back by a strict reader, whatever the words; cancelled where readers must be told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.persian.calendar import parse_moment
from bumi.piece import Event, Story
from bumi.publishing.calendars import calendar_feed, event_calendar
from bumi.publishing.pages import story_page
from bumi.publishing.render import on_one_line
from tests.publishing.stage import LEDE, NOW, SETTINGS, story, words

STARTS = parse_moment("1405/09/30 19:00")


def event(**changes: Any) -> Event:
    told = {"root": "piece/7", "starts_at": STARTS, "ends_at": None, "place": "کتابخانه عمومی", "changed_at": NOW}
    return Event.model_validate(told | changes)


def read(text: str) -> tuple[Any, Any]:
    """Return a calendar and its one event, after what the standard asks of every line."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    [calendar] = icalendar.Calendar.from_ical(text, multiple=True)
    [found] = calendar.walk("VEVENT")
    assert not calendar.errors and not found.errors
    return calendar, found


def of(about: Story, **changes: Any) -> tuple[Any, Any]:
    return read(event_calendar(about, event(**changes), SETTINGS))


def test_an_event_has_all_that_a_telephone_asks() -> None:
    calendar, found = of(story(7))
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert found.decoded("DTSTART") == datetime(2026, 12, 21, 15, 30, tzinfo=UTC) and "DTEND" not in found
    assert (found["SUMMARY"], found["LOCATION"]) == ("جشنواره موسیقی نواحی", "کتابخانه عمومی، کرمان")
    assert found["DESCRIPTION"] == f"{LEDE}\n\n{found['URL']}"
    assert found["URL"] == "https://news.example/p/7-%D8%AC%D8%B4%D9%86%D9%88%D8%A7%D8%B1%D9%87/"
    assert found["ORGANIZER"].params["CN"] == "انجمن موسیقی کرمان"
    assert found["ORGANIZER"].startswith("https://news.example/agency/")  # no address that nobody gave us
    assert found["STATUS"] == "CONFIRMED" and not found.walk("VALARM")
    assert found.decoded("DTSTAMP") == NOW


def test_days_without_an_hour_are_whole_days() -> None:
    begins, ends = parse_moment("1405/09/06"), parse_moment("1405/09/12", end_of_day=True)
    _, found = of(story(7), starts_at=begins, ends_at=ends)
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2026, 11, 27), date(2026, 12, 4))
    _, found = of(story(7), starts_at=begins)
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2026, 11, 27), date(2026, 11, 28))


def test_a_later_word_replaces_an_earlier_one() -> None:
    _, first = of(story(7))
    _, second = of(story(7, fields=words("جشنواره جابه‌جا شد")), changed_at=NOW + timedelta(minutes=1))
    assert first["UID"] == second["UID"] and second["SEQUENCE"] > first["SEQUENCE"] >= 0
    _, other = of(story(7), root="piece/8")
    assert other["UID"] != first["UID"]


def test_an_event_that_is_called_off_says_so() -> None:
    calendar, found = of(story(7), called_off=True)
    assert (calendar["METHOD"], found["STATUS"]) == ("CANCEL", "CANCELLED")
    assert found["SUMMARY"] == "لغو شد: جشنواره موسیقی نواحی"


def test_an_event_whose_time_is_no_longer_known_is_not_said_to_be_called_off() -> None:
    calendar, found = of(story(7), dropped=True)
    assert (calendar["METHOD"], found["STATUS"]) == ("CANCEL", "CANCELLED")
    assert found["SUMMARY"] == "زمان این رویداد معلوم نیست: جشنواره موسیقی نواحی"
    page = story_page(story(7, event=event(dropped=True)), SETTINGS)
    assert '"Event"' not in page and "۳۰ آذر" not in page
    assert '"Event"' in story_page(story(7, event=event()), SETTINGS)


@pytest.mark.parametrize("how", [{"withdrawn": "نادرست بود"}, {"taken_down": True}])
def test_what_was_taken_back_is_cancelled_without_its_words(how: dict[str, Any]) -> None:
    text = event_calendar(story(7, **how), event(), SETTINGS)
    calendar, found = read(text)
    assert (calendar["METHOD"], found["STATUS"], found["UID"]) == ("CANCEL", "CANCELLED", of(story(7))[1]["UID"])
    unfolded = text.replace("\r\n ", "")
    assert not [word for word in ("جشنواره", "کتابخانه", "انجمن", "آیین") if word in unfolded]


def entries(text: str) -> Iterator[Any]:
    yield from icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_a_feed_is_named_and_has_every_event() -> None:
    told = [story(id, event=event(root=f"piece/{id}")) for id in (3, 2)]
    feed = calendar_feed(told, "شهرستان بم", SETTINGS)
    calendar: Any = icalendar.Calendar.from_ical(feed)
    assert calendar["METHOD"] == "PUBLISH" and calendar["X-WR-CALNAME"].startswith("شهرستان بم - ")
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=3)
    assert len({each["UID"] for each in entries(feed)}) == 2
    assert calendar_feed(told, "شهرستان بم", SETTINGS) == feed
    assert list(entries(calendar_feed([], "", SETTINGS))) == []


ODD = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=120) | st.text(
    "،,;؛:\\\"\n\r\t\u200c\u2028🎉گلاب‌گیری می‌آید ۱۲^'", min_size=1, max_size=200
)


@given(ODD)
@example("شعر، قصه؛ موسیقی, و;\\n همه\nبیایند 🎉" * 4)
@example("می‌" * 90)
@example('^n^\'"x"')
@hypothesis_settings(max_examples=60)
def test_odd_words_are_read_back(text: str) -> None:
    told = story(7, fields=words(text, lede=text), agency=text)
    _, found = of(told, place=text)
    assert found["SUMMARY"] == on_one_line(text)
    assert found["LOCATION"].startswith(on_one_line(text))
    assert found["DESCRIPTION"].split() == [*found["DESCRIPTION"].split()[:-1], found["URL"]]
    assert found["ORGANIZER"].params["CN"].split() == on_one_line(text).translate({34: "", 92: ""}).split()
