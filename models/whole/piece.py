"""State of a piece while a model writes it: verified sentences, sentences to rewrite, and notes not yet covered."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bumi.brief import Brief
from bumi.models.constraints.schema import PieceAnswer, RepairAnswer, Sentence
from bumi.models.whole.verification import Spoken, Verdict, Verifier
from bumi.persian.amounts import amounts
from bumi.persian.numbers import spelled_out
from bumi.persian.syntax import stems
from bumi.persian.text import digits_to_persian, flat

_NEEDED = re.compile(r"n\d+|when|where|call")  # parts that must each be covered, by a sentence or as a fact
_COVERED = 0.4  # share of the content words of a note; a good sentence may paraphrase the rest
_UNSAID = "این یادداشت یا بخشی از آن در هیچ جمله‌ای نیامده است؛ جمله‌اش را بنویس"


def parts_in_full(brief: Brief) -> dict[str, str]:
    """Return the parts of a brief by id, with Persian digits and abbreviations expanded."""
    return {id_: spelled_out(digits_to_persian(part)) for id_, part in brief.parts().items()}


@dataclass(frozen=True)
class WrittenSentence:
    """A verified sentence, with the parts it rests on."""

    text: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class ListedFact:
    """A part in the list of facts in its own words; `label` is empty if none was chosen."""

    id: str
    label: str = ""


@dataclass
class _Slot:
    """A place for a sentence; `paragraph` is -1 in the lede."""

    paragraph: int
    asked: Sentence | None
    said: WrittenSentence | None = None
    reasons: tuple[str, ...] = ()


@dataclass
class Telling:
    """The sentences of one answer in their places, judged by `verifier`; the notes `set_apart` become facts."""

    brief: Brief
    verifier: Verifier
    spoken: Spoken
    set_apart: Mapping[str, str]
    headline: str = ""
    _slots: list[_Slot] = field(default_factory=list)
    _labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parts = parts_in_full(self.brief)

    def take(self, answer: PieceAnswer) -> None:
        """Judge a whole answer, sentence by sentence in reading order."""
        if not self.verifier.headline(answer.headline):
            self.headline = answer.headline.rstrip(" .")
        self._labels = {fact.note: fact.label for fact in answer.facts if fact.note in self._parts}
        self._slots = [_Slot(-1, sentence) for sentence in answer.lede]
        self._slots += [_Slot(at, each) for at, paragraph in enumerate(answer.paragraphs) for each in paragraph]
        for slot in self._slots:
            self._judge(slot)

    def mend(self, answer: RepairAnswer) -> None:
        """Judge rewritten sentences; the numbers are those of `problems`."""
        open_ = self._open()
        last = max((slot.paragraph for slot in self._slots), default=0)
        unsaid = [*self._unsaid()]
        for repair in answer.sentences:
            at = repair.number - 1
            if 0 <= at < len(open_):
                open_[at].asked = repair
                self._judge(open_[at])
            elif 0 <= at - len(open_) < len(unsaid):
                slot = _Slot(max(last, 0), repair)
                self._judge(slot)
                if slot.said:
                    self._slots.append(slot)

    def problems(self) -> list[dict[str, Any]]:
        """Return what has to be rewritten: each with its number, its sentence or note, and the reason in Persian."""
        found: list[dict[str, Any]] = []
        for slot in self._open():
            assert slot.asked
            told = {"sentence": slot.asked.text, "rests_on": slot.asked.rests_on, "reasons": [*slot.reasons]}
            found.append({"number": len(found) + 1, **told})
        for id_ in self._unsaid():
            note = {"note": id_, "text": self._parts[id_]}
            found.append({"number": len(found) + 1, **note, "reasons": [_UNSAID]})
        return found

    def lede(self) -> list[WrittenSentence]:
        """Return the verified sentences of the lede."""
        return [slot.said for slot in self._slots if slot.said and slot.paragraph < 0]

    def body(self) -> list[list[WrittenSentence]]:
        """Return the paragraphs of verified sentences."""
        last = max((slot.paragraph for slot in self._slots), default=-1)
        paragraphs = [[it.said for it in self._slots if it.said and it.paragraph == at] for at in range(last + 1)]
        return [paragraph for paragraph in paragraphs if paragraph]

    def facts(self) -> list[ListedFact]:
        """Return the notes that no sentence covers: those set apart, labelled by the model, or not written."""
        needed = [id_ for id_ in self._parts if _NEEDED.fullmatch(id_) and not self._is_covered(id_)]
        return [ListedFact(id_, self.set_apart.get(id_, "") or self._labels.get(id_, "")) for id_ in needed]

    def _judge(self, slot: _Slot) -> None:
        """Judge a sentence; for a note that a person has worded, use these words instead."""
        assert slot.asked
        if self.set_apart.keys() & {*slot.asked.rests_on}:
            self._slots = [each for each in self._slots if each is not slot]
            return
        sayings = {f"n{saying.note}": saying.text for saying in self.brief.sayings if saying.text}
        notes = [id_ for id_ in dict.fromkeys(slot.asked.rests_on) if re.fullmatch(r"n\d+", id_)]
        if len(notes) == 1 and notes[0] in sayings:
            verdict = Verdict(f"{sayings[notes[0]].rstrip('.')}.", (notes[0],))
        else:
            verdict = self.verifier.judge(slot.asked)
        if self._is_said(verdict.text):
            self._slots = [each for each in self._slots if each is not slot]  # no repeated sentences
        elif verdict.reasons:
            slot.reasons = verdict.reasons
        else:
            slot.said, slot.reasons = WrittenSentence(verdict.text, verdict.rests_on), ()
            self.spoken.stands(self.spoken.quoted(verdict.text))

    def _is_said(self, text: str) -> bool:
        return any(slot.said and flat(slot.said.text) == flat(text) for slot in self._slots)

    def _open(self) -> list[_Slot]:
        return [slot for slot in self._slots if not slot.said]

    def _unsaid(self) -> Iterator[str]:
        """Yield the notes not meant as facts that no sentence covers, verified or to be rewritten."""
        pending = {id_ for slot in self._open() if slot.asked for id_ in slot.asked.rests_on}
        apart = pending | {*self._labels} | {*self.set_apart}
        for id_ in self._parts:
            if re.fullmatch(r"n\d+", id_) and id_ not in apart and not self._is_covered(id_):
                yield id_

    def _is_covered(self, id_: str) -> bool:
        """Return whether the sentences that cite a part cover it: its numbers, and most of its words."""
        text = " ".join(slot.said.text for slot in self._slots if slot.said and id_ in slot.said.rests_on)
        part = self._parts[id_]
        own, said = stems(part), stems(text)
        numbers = {value for _, _, values in amounts(text) for value in values}
        if not text or any(not values & numbers for _, _, values in amounts(part)):
            return False
        return not id_.startswith("n") or len(own & said) >= _COVERED * len(own)
