"""Edit feedback: training notes from sentences that editors changed or officers chose (notes/FORMAT.md).

A sentence is used if the writer could have written it, that is, if it is woven of its note. Free rephrasings are fine
for readers but would be refused from a model.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from bumi.brief import Brief
from bumi.models.data import fragments, is_woven
from bumi.persian.morphology import sentences
from bumi.persian.text import digits_to_persian, flat
from bumi.piece import Fields, Source

type Note = dict[str, str]
"""One note with its sentence (notes/FORMAT.md)."""

_LEARNT = frozenset(("lede", "body"))
_FRAME_ENDS = re.compile("[،:] ")


def lessons(
    brief: Brief, drafted: Sequence[Source], published: Fields, formal: Callable[[str], str] = str
) -> list[Note]:
    """Return the lessons of an edited piece; `formal` turns spoken words of the brief into written Persian.

    For each removed sentence, the lesson is the first new one that can be woven of its note. Published sentences that
    somebody chose for a note are lessons too. Changes of quotations, marks and spacing are ignored.
    """
    texts = {field: text for field, text in published.texts().items() if field in _LEARNT}
    read = [text[start:end] for text in texts.values() for start, end in sentences(text)]
    stayed = {flat(each) for each in read} & {flat(source.text) for source in drafted}
    gone = [source for source in drafted if source.field in _LEARNT and flat(source.text) not in stayed]
    new = [each for each in read if flat(each) not in stayed]
    found = [*_said(brief, {flat(each) for each in read}, formal)]
    brief = brief.model_copy(update={"sayings": ()})  # a note is what was noted
    for source in gone:
        made = next(((at, note) for at, each in enumerate(new) for note in _notes(brief, source, each, formal)), None)
        if made:
            del new[made[0]]
            found.append(made[1])
    return found


def _said(brief: Brief, read: Set[str], formal: Callable[[str], str]) -> Iterator[Note]:
    """Yield the notes with the published sentences that somebody chose for them."""
    for saying in brief.sayings:
        if saying.note <= len(brief.notes) and saying.text and any(flat(saying.text) in each for each in read):
            note = digits_to_persian(formal(brief.notes[saying.note - 1]))
            lesson = {"kind": brief.kind.value, "topic": brief.topic, "note": note, "sentence": saying.text}
            yield from filter(is_woven, [lesson])


def _notes(brief: Brief, source: Source, sentence: str, formal: Callable[[str], str]) -> Iterator[Note]:
    """Yield the notes that `sentence` may express, as the writer was given them for `source`."""
    told = [id_ for id_ in source.rests_on if id_.startswith("n")]
    if "«" in sentence or any(id_.startswith("q") for id_ in source.rests_on):
        return
    parts = {id_: digits_to_persian(text) for id_, text in brief.parts().items() if id_ in source.rests_on}
    note = "؛ ".join(formal(parts[id_]) for id_ in told)
    about = {"kind": brief.kind.value, "topic": brief.topic}
    if note:
        said = (sentence, *_unframed(source.text, sentence))
        asked = dict.fromkeys((note, *fragments(note)))
        yield from filter(is_woven, ({**about, "note": each, "sentence": it} for each in asked for it in said))


def _unframed(before: str, after: str) -> Iterator[str]:
    """Yield `after` without the words naming its source, a common beginning of both sentences of varying length."""
    ends = (mark.end() for mark in _FRAME_ENDS.finditer(after))
    yield from (after[end:] for end in ends if before.startswith(after[:end]))
