"""The prompt for one sentence: one format for training and for writing.

A request is a few labelled lines: the kind and the place in the piece, the topic, and the parts of the brief
that this one text rests on. The answer is that text alone, up to the end token. The topic is «موضوع» where
the text names it and «زمینه» where it is context; agency, county, time and place stand there only when
the text is to say them, so the plan decides what is said and the model how.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bumi.brief import Kind
from bumi.models.constraints import is_woven
from bumi.persian.syntax import is_infinitive
from bumi.persian.text import normal
from bumi.words import AHEAD

PLACES = {"lede": "لید", "body": "متن"}
_TAUGHT_AS = {Kind.LITERACY: Kind.EXPLAINER, Kind.ANSWER: Kind.STATEMENT}
_STAGES = ("پایان", "آغاز", "شروع", "افتتاح", "گشایش", "برگزاری", "برپایی", "تمدید", "لغو", "رونمایی")
_LABELS = {"agency": "دستگاه", "county": "شهرستان", "when": "زمان", "where": "مکان", "call": "دعوت"}


def taught_as(kind: Kind) -> Kind:
    """Return the kind as which the model knows `kind`: advice to colleagues is written as advice to people is."""
    return _TAUGHT_AS.get(kind, kind)


@dataclass(frozen=True)
class Request:
    """One text asked of the model: `place` is a key of PLACES, `parts` are (id, words of the brief) in order.

    `verb` ends its header, where the topic is told as a clause (bumi/persian/syntax/nouns.py).
    """

    kind: Kind
    place: str
    topic: str
    parts: tuple[tuple[str, str], ...]
    verb: str = ""

    def prompt(self) -> str:
        """Return the lines that the model continues."""
        named = any(id_ == "topic" for id_, _ in self.parts)
        lines = [f"{taught_as(self.kind).persian}، {PLACES[self.place]}"]
        lines.append(f"{'موضوع' if named else 'زمینه'}: {self.topic}")
        parts = (*self.parts, ("verb", self.verb)) if self.verb else self.parts
        lines += [f"{_LABELS.get(id_, 'نکته')}: {text}" for id_, text in parts if id_ != "topic"]
        return normal("\n".join(lines)) + "\n=>"

    def source(self) -> str:
        """Return all that the text may take its facts from: the topic, and the parts a line each."""
        return "\n".join([self.topic, *(text for _, text in self.parts)])

    def head(self) -> str:
        """Return the word by which «این» refers to the topic: its first noun, without the ezafe; no infinitive.

        Of «پایان جشنواره» it is the festival; a topic that begins with a name has none.
        """
        words = self.topic.split()
        word = words[words[0] in _STAGES and len(words) > 1].strip("،؛:.()")
        if word.startswith("«"):
            return ""
        if is_infinitive(word):
            return ""
        word = word.removesuffix("‌ای")
        return word[:-1] if word.endswith(("های", "ای", "وی")) else word

    def is_woven(self, text: str) -> bool:
        """Whether `text` says all words of the parts in their order, and adds only what joins them."""
        note = "؛ ".join(part for _, part in self.parts)
        return text.endswith(".") and is_woven(text, note, self.head(), self.kind not in AHEAD)

    @classmethod
    def of(cls, kind: Kind, place: str, parts: Mapping[str, str], ids: Iterable[str]) -> "Request":
        """Return the request for the parts `ids` of a brief's `parts`, in the brief's own order."""
        wanted = set(ids)
        return cls(kind, place, parts["topic"], tuple((id_, text) for id_, text in parts.items() if id_ in wanted))
