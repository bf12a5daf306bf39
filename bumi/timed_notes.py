"""Time and place of a brief from the one note that begins with them."""

from collections.abc import Mapping

from bumi.persian.text import normal
from bumi.persian.time_and_place import time_and_place_in
from bumi.words import TIMELY

_MOST_NOTES = 30  # a brief with more is refused


def with_time_and_place(brief: Mapping[str, object]) -> dict[str, object]:
    """Return a brief as typed with time and place from its notes, where it has no time.

    Only for the kinds in `TIMELY`, and where exactly one note gives a time; any other brief stays unchanged.
    """
    kind, notes = brief.get("kind"), brief.get("notes")
    timely = any(kind in (each, each.persian) for each in TIMELY)
    if not timely or brief.get("when") or brief.get("starts_at"):
        return dict(brief)
    if not isinstance(notes, list | tuple) or len(notes) > _MOST_NOTES:
        return dict(brief)
    read = [time_and_place_in(" ".join(normal(note).split())) if isinstance(note, str) else None for note in notes]
    timed = [(at, found) for at, found in enumerate(read) if found and found.when]
    if len(timed) != 1 or (timed[0][1].where and brief.get("where")):
        return dict(brief)
    at, found = timed[0]
    said = {_number_of(saying): saying for saying in _listed(brief.get("sayings"))}
    if at + 1 in said:  # somebody chose how this note is to be said
        return dict(brief)
    rest = [*notes[:at], *filter(None, [found.rest]), *notes[at + 1 :]]
    parted = {**brief, "when": found.when, "where": found.where or brief.get("where"), "notes": rest}
    if len(rest) == len(notes) or not said:
        return parted
    return {**parted, "sayings": [_counted(saying, number - (number > at)) for number, saying in said.items()]}


def _listed(sayings: object) -> list[Mapping[str, object]]:
    """Return the sayings where all have a note's number, else none: validation reports the others."""
    listed = sayings if isinstance(sayings, list | tuple) else ()
    whole = [each for each in listed if isinstance(each, Mapping) and isinstance(each.get("note"), int)]
    return whole if len(whole) == len(listed) else []


def _number_of(saying: Mapping[str, object]) -> int:
    number = saying["note"]
    return number if isinstance(number, int) else 0


def _counted(saying: Mapping[str, object], number: int) -> dict[str, object]:
    return {**saying, "note": number}
