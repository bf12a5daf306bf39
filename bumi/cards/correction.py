"""The card of a correction: what a published piece said wrongly, and what is right."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from bumi.cards.content import Card, drawable
from bumi.messages import message
from bumi.persian.morphology import sentences
from bumi.piece import Fields


def correction_card(first: Card, before: Fields, fields: Fields) -> Card | None:
    """Return the card of what changed in a published piece, or None where nothing was put in the place of something.

    `first` is the main card of the corrected piece. BadInput where a text cannot be drawn.
    """
    wrong, right = next(_replaced(before, fields), ("", ""))
    if not right:
        return None
    told = {"wrong": wrong, "right": right}
    words = {text: drawable(said, message(f"card/text.{text}")) for text, said in told.items()}
    labels = {f"{text}_label": message(f"card/label.{text}") for text in told}
    label = message("card/label.correction")
    alt = f"{label}: {labels['wrong_label']}: {words['wrong']} {labels['right_label']}: {words['right']}"
    shown = {**first.words, **words, **labels, "label": label}
    return replace(first, template="correction", words=shown, alt=alt, tone=None, photo=None, place=(1, 1))


def _replaced(before: Fields, after: Fields) -> Iterator[tuple[str, str]]:
    """Yield sentences that stand in the place of others, with those: of the headline, the lede, then the body."""
    for field in ("headline", "lede", "body"):
        old, new = (_sentences(text) for text in (before.texts()[field], after.texts()[field]))
        for kind, begin, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "replace":
                yield " ".join(old[begin:end]), " ".join(new[start:stop])


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]
