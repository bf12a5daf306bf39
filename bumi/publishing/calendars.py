"""Calendar files (iCalendar, RFC 5545): one beside the page of each event, and feeds to subscribe to.

Times are in UTC, which telephones read alike: some know Tehran's summer time, abolished in 2022, and take no other word
for it. Subscribers' calendars need to be told of an event that was called off, whose time is no longer known, or whose
piece was taken back: its file and its entry in feeds say CANCELLED, without the words of a piece that was taken back.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from bumi.persian.calendar import tehran_day
from bumi.piece import Event, Story
from bumi.province import site_name
from bumi.publishing.keys import public_url, sections, story_key
from bumi.publishing.render import clean, on_one_line, place_of
from bumi.settings import Settings

CALENDAR = "text/calendar; charset=utf-8"
_PUBLISH, _CANCEL = "PUBLISH", "CANCEL"
_REFRESH = timedelta(hours=3)
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
_UNFIT = str.maketrans("", "", '"\\\\')  # what a parameter's value cannot have, or readers take for an escape
_WITHDRAWN, _TAKEN_DOWN = "خبر این رویداد بازپس گرفته شد", "خبر این رویداد حذف شد"
_CALLED_OFF, _DROPPED = "لغو شد", "زمان این رویداد معلوم نیست"


def event_calendar(story: Story, event: Event, settings: Settings) -> str:
    """Return the calendar file of the `event` of a story."""
    entry = _entry(story, event, settings)
    return _text([entry], _CANCEL if _is_off(story, event) else _PUBLISH)


def calendar_feed(stories: Sequence[Story], name: str, settings: Settings) -> str:
    """Return the calendar feed called `name`, with the events of `stories`."""
    entries = [_entry(story, story.event, settings) for story in stories if story.event]
    return _text(entries, _PUBLISH, f"{name} - {site_name(settings)}" if name else site_name(settings))


def _text(entries: Sequence[icalendar.Event], method: str, name: str = "") -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Bumi//Bumi//FA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        for key in ("name", "x-wr-calname"):
            calendar.add(key, on_one_line(name))
        calendar.add("x-wr-timezone", "Asia/Tehran")
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT3H")
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical()).decode()


def _entry(story: Story, event: Event, settings: Settings) -> icalendar.Event:
    is_off = _is_off(story, event)
    entry = icalendar.Event()
    entry.add("uid", str(uuid5(NAMESPACE_URL, f"bumi:{settings.province_folder.name}:{event.root}")))
    entry.add("sequence", int((event.changed_at - _SINCE).total_seconds()))
    for key in ("dtstamp", "last-modified"):
        entry.add(key, event.changed_at.astimezone(UTC).replace(microsecond=0))
    start, end = span(event)
    entry.add("dtstart", start)
    if end:
        entry.add("dtend", end)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")  # others' events do not make a reader busy
    if story.withdrawn or story.taken_down:
        entry.add("summary", _WITHDRAWN if story.withdrawn else _TAKEN_DOWN)
        entry.add("organizer", _organizer(site_name(settings), public_url(settings, "")))
        return entry
    county, axis, agency, *_ = sections(story)
    address = public_url(settings, story_key(story))
    headline = on_one_line(story.fields.headline)
    said = _CALLED_OFF if event.called_off else _DROPPED
    entry.add("summary", f"{said}: {headline}" if is_off else headline)
    entry.add("description", f"{clean(story.fields.lede).strip()}\n\n{address}")
    entry.add("location", place_of(story, event))
    entry.add("url", address)
    entry.add("categories", [on_one_line(axis.name), on_one_line(county.name)])
    entry.add("organizer", _organizer(agency.name, public_url(settings, agency.key)))
    return entry


def span(event: Event) -> tuple[date, date | None]:
    """Return start and end as calendars know them: moments in UTC, or days, of which the last is not part."""
    if not event.lasts_days:
        return event.starts_at.astimezone(UTC), event.ends_at and event.ends_at.astimezone(UTC)
    last = tehran_day(event.ends_at or event.starts_at)
    return tehran_day(event.starts_at), last + timedelta(days=1)


def _is_off(story: Story, event: Event) -> bool:
    return bool(story.withdrawn) or story.taken_down or event.called_off or event.dropped


def _organizer(name: str, address: str) -> icalendar.vCalAddress:
    """Return an organizer by the address of its page, since its e-mail address is not known."""
    organizer = icalendar.vCalAddress(address)
    organizer.params["CN"] = on_one_line(name).translate(_UNFIT)
    return organizer
