"""The slots of a plan: each a sentence to come, or a point of a list, with the parts of the brief that it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bumi.brief import Kind
from bumi.piece import POINT
from models.note import Note
from models.wording import Request

__all__ = ["Slot", "point", "slot"]


@dataclass(frozen=True)
class Slot:
    """A request to the model, or `words` that are final already: a quotation, a note that is a sentence.

    `frame` is a pattern around what is written («به گزارش {agency}، {sentence}»). `plain` words are a pattern's, for
    want of a sentence of the model's.
    """

    place: str
    rests_on: tuple[str, ...]
    request: Request | None = None
    words: str = ""
    frame: str = "{sentence}"
    plain: bool = False


def slot(kind: Kind, place: str, parts: Mapping[str, str], ids: Iterable[str]) -> Slot:
    """Return the slot for the parts `ids`; a note that is a sentence already stands as it is."""
    request = Request.of(kind, place, parts, ids)
    rests_on = tuple(id_ for id_, _ in request.parts)
    if place == "body" and len(rests_on) == 1 and Note(text := parts[rests_on[0]]).is_sentence():
        return Slot(place, rests_on, words=f"{text.rstrip('.')}.")
    return Slot(place, rests_on, request)


def point(unsaid: Slot) -> Slot:
    """Return what `unsaid` was to say as a point of a list, in the words of its notes."""
    assert unsaid.request
    words = "؛ ".join(text.rstrip(".؛") for _, text in unsaid.request.parts)
    return Slot(unsaid.place, unsaid.rests_on, words=f"{POINT}{words}", plain=True)
