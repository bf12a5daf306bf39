"""The card of a correction: what a published piece says now, and nothing of what it said before."""

from dataclasses import replace
from difflib import SequenceMatcher

from bumi.cards.content import Card, drawable
from bumi.errors import BadInput
from bumi.messages import message
from bumi.persian.morphology import sentences, words
from bumi.persian.text import flat
from bumi.piece import Fields

_GRAVE = ("alert", "mourning")


def correction_card(first: Card, before: Fields, fields: Fields) -> Card | None:
    """Return the card of the first sentence that a correction put in the place of another, or None without one.

    `first` is the main card of the corrected piece. What was taken out is not shown: it may be what should never have
    been published. So there is no card where words were only taken out, none beside a death or a danger, and none
    where the sentence cannot be drawn.
    """
    field = next((each for each in ("headline", "lede", "body") if _new(before, fields, each)), "")
    if not field or first.template in _GRAVE:
        return None
    try:
        right = drawable(_new(before, fields, field), message("card/text.right"))
    except BadInput:
        return None
    label, headline = message("card/label.correction"), first.words["headline"]
    shown, alt = {**first.words, "label": label}, f"{label}: {headline}"
    if field != "headline":
        shown |= {"right": right, "right_label": message("card/label.right")}
        alt = f"{alt}. {shown['right_label']}: {right}"
    alt = alt.replace("\n", " ")
    return replace(first, template="correction", words=shown, alt=alt, tone=None, photo=None, place=(1, 1))


def _new(before: Fields, after: Fields, field: str) -> str:
    """Return the first sentences of a field that stand in the place of others and say something that they do not."""
    old, new = (_sentences(fields.texts()[field]) for fields in (before, after))
    for kind, begin, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        said = " ".join(new[start:stop])
        if kind == "replace" and not _words(said) <= _words(" ".join(old[begin:end])):
            return said
    return ""


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _words(text: str) -> set[str]:
    return {word for _, _, word in words(flat(text))}
