"""What each piece of a series says: its share of the event's facts, without those that earlier pieces have said."""

from collections.abc import Collection
from datetime import datetime

from bumi.brief import Brief, Quote, brief_from
from bumi.persian.calendar import tehran_day
from bumi.persian.text import digits_to_persian
from bumi.planning.series import Step
from bumi.words import Kind, Urgency

__all__ = ["change_brief", "report_brief", "step_brief"]


def step_brief(
    event: Brief, step: Step, starts_at: datetime, ends_at: datetime, publish_at: datetime, said: Collection[str]
) -> Brief:
    """Return the brief of one step of the series.

    Of the notes and quotations it takes the first that no earlier piece has `said` (texts of the brief's parts); where
    all notes are said, the step's own words or, where it has none, the first ones once more. It is never published
    after the event has started or, on the day itself, ended.
    """
    left = (tehran_day(starts_at) - tehran_day(publish_at)).days
    opening = digits_to_persian(step.opening.format(days=left)) if step.opening and left > 1 else ""
    unsaid = [note for note in event.notes if note not in said] or ([step.otherwise] if step.otherwise else event.notes)
    notes = unsaid[: step.notes]
    quotes = [quote for id_, quote in _quotes(event) if event.parts()[id_] not in said][: step.quotes]
    changes = _kept(event, step) | {
        "kind": step.kind,
        "notes": (opening, *notes) if opening else tuple(notes),
        "quotes": tuple(quotes),
        "publish_at": publish_at,
        "embargo_until": None,
        "expire_at": ends_at if left == 0 else starts_at,
    }
    return _changed(event, changes)


def report_brief(event: Brief, step: Step, notes: Collection[str], quotes: Collection[Quote]) -> Brief:
    """Return the brief of the report: what the agency answered, and of the event's own brief only where and when."""
    return _changed(
        event,
        _kept(event, step)
        | {"kind": step.kind, "notes": tuple(notes), "quotes": tuple(quotes)}
        | dict.fromkeys(("publish_at", "embargo_until", "expire_at")),
    )


def change_brief(event: Brief, topic: str, note: str) -> Brief:
    """Return the brief of the notice that an event was moved or called off: urgent, and nothing but that."""
    empty: dict[str, object] = {"when": "", "where": "", "call_to_action": "", "quotes": ()}
    times = dict.fromkeys(("starts_at", "ends_at", "publish_at", "embargo_until", "expire_at"))
    notice = {"kind": Kind.NOTICE, "urgency": Urgency.URGENT, "topic": topic, "notes": (note,)}
    return _changed(event, empty | times | notice)


def _kept(event: Brief, step: Step) -> dict[str, object]:
    """Return the parts that the step does not say, emptied."""
    unsaid: dict[str, object] = {}
    if "when" not in step.say:
        unsaid |= {"when": "", "starts_at": None, "ends_at": None}
    if "where" not in step.say:
        unsaid["where"] = ""
    if "call" not in step.say:
        unsaid["call_to_action"] = ""
    return unsaid


def _quotes(event: Brief) -> list[tuple[str, Quote]]:
    return [(f"q{number}", quote) for number, quote in enumerate(event.quotes, 1)]


def _changed(event: Brief, changes: dict[str, object]) -> Brief:
    """Return the brief with changes; the lede, the sayings and the release are of the event's own notes alone."""
    own: dict[str, object] = {"release": "", "lede": "", "sayings": ()}
    return brief_from(event.model_dump() | own | changes, f"«{event.topic}»")
