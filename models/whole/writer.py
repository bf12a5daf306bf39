"""Writes whole pieces with a strong model: one answer per brief, verified by sentence, repaired at most twice.

Notes whose sentences still fail go into the list of facts. If the model is unavailable or gives no valid answer,
another writer takes over, and the draft says so.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from bumi.brief import Brief, Kind
from bumi.errors import NotAvailable
from bumi.models.constraints.schema import PieceAnswer, RepairAnswer, piece_schema, read_answer, repair_schema
from bumi.models.planner import kept, prompt
from bumi.models.realiser import StructuredModel, StructuredQuestion
from bumi.models.scoring import opening
from bumi.models.scoring.rules import HEADER
from bumi.models.whole.assemble import assembled
from bumi.models.whole.instruction import asked, asked_again, asked_anew, is_instruction
from bumi.models.whole.piece import Telling, parts_in_full
from bumi.models.whole.verification import Spoken, Supports, Verifier
from bumi.piece import Draft, ModelNote

_MENDED = 2  # rounds of repair, at most
_READ = 2  # attempts to get a valid answer
_APART = 7  # distance between the seeds of drafts, so that no two questions share a seed
_SHOWN = 2000  # letters of an unreadable answer that are shown to the model
_log = logging.getLogger(__name__)


class _Writes(Protocol):
    """The writer that takes over where the model fails."""

    def draft(
        self,
        briefs: Sequence[Brief],
        seed: int = 1,
        progress: Callable[[int, int], None] = ...,
        ledes: Iterable[str] = (),
    ) -> list[Draft]:
        """Return one draft for each brief."""


def _supported(brief: Brief, parts: Mapping[str, str], sentence: str) -> str:
    """Accept every sentence."""
    return ""


class WholeWriter:
    """Drafts from the answers of `model`; `other` opens the fallback writer when first needed.

    `supports` judges every sentence that passes the rules.
    """

    def __init__(self, model: StructuredModel, other: Callable[[], _Writes], supports: Supports = _supported) -> None:
        self._model, self._open_other, self._supports = model, other, supports
        self._other: _Writes | None = None

    def draft(
        self,
        briefs: Sequence[Brief],
        seed: int = 1,
        progress: Callable[[int, int], None] = lambda done, all_: None,
        ledes: Iterable[str] = (),
    ) -> list[Draft]:
        """Return a draft for each brief; `progress` is called with (briefs written, briefs in all).

        The model is asked not to open like an earlier draft, or like one of `ledes`. Once it is unavailable, it is not
        asked again for the remaining briefs. An answer to the public is kept as its agency wrote it.
        """
        drafts: list[Draft] = []
        openings = {opening(lede) for lede in ledes}
        away = ""
        for done, brief in enumerate(briefs, 1):
            draft = kept(brief, seed) if brief.kind is Kind.ANSWER else None
            try:
                draft = draft or (None if away else self.write(brief, seed, openings))
            except NotAvailable as error:
                away = str(error)
                _log.warning("%s", away)
            drafts.append(draft or self._by_other(brief, seed, openings))
            openings.add(opening(drafts[-1].fields.lede))
            progress(done, len(briefs))
        return drafts

    def write(self, brief: Brief, seed: int = 1, openings: Iterable[str] = ()) -> Draft | None:
        """Return the draft of the model; None where no part of its answer is verified.

        NotAvailable when the model cannot be reached.
        """
        rules, parts = prompt(brief.kind), parts_in_full(brief)
        spoken = Spoken(brief.quotes, rules.attribution)
        apart = _set_apart(brief)
        writable = {id_: part for id_, part in parts.items() if id_ not in apart}
        telling = Telling(brief, Verifier(brief, writable, spoken, self._supports), spoken, apart)
        first = chat = asked(brief, apart, openings)
        context = tuple(parts[id_] for id_ in ("topic", "agency", "county"))
        for turn in range(_READ):
            question = StructuredQuestion(chat, piece_schema(writable), writable, context)
            text = self._model.answer(question, seed * _APART + turn)
            if answer := read_answer(PieceAnswer, text):
                break
            chat = asked_again(first, text[:_SHOWN])
        else:
            _log.warning("%s gave no answer that can be read: %.200r", self._model.name, text)
            return None
        telling.take(answer)
        for turn in range(_MENDED):
            problems = telling.problems()
            if not problems:
                break
            anew = asked_anew(first, text, problems)
            question = StructuredQuestion(anew, repair_schema(writable), writable, context)
            repairs = read_answer(RepairAnswer, self._ask_again(question, seed * _APART + _READ + turn))
            if repairs:
                telling.mend(repairs)
        note = ModelNote(name=self._model.name, adapter=self._model.adapter, prompt=rules.version, seed=seed)
        return assembled(brief, rules, telling, note)

    def _ask_again(self, question: StructuredQuestion, seed: int) -> str:
        """Return the answer; none if the model has become unavailable, since verified sentences are kept."""
        try:
            return self._model.answer(question, seed)
        except NotAvailable as error:
            _log.warning("%s", error)
            return ""

    def _by_other(self, brief: Brief, seed: int, openings: Iterable[str]) -> Draft:
        """Return the draft of the fallback writer, which names the model that failed."""
        self._other = self._other or self._open_other()
        (draft,) = self._other.draft([brief], seed, lambda done, all_: None, openings)
        note = draft.model.model_copy(update={"name": f"{draft.model.name}، به جای {self._model.name}"})
        return draft.model_copy(update={"model": note})


def _set_apart(brief: Brief) -> dict[str, str]:
    """Return the parts listed in their own words whatever the model writes, with their labels.

    These are the parts that a person listed, and those addressed to a model instead of readers.
    """
    labelled = {f"n{saying.note}": saying.label for saying in brief.sayings if saying.label and not saying.text}
    spoken_to = {id_: "" for id_, part in brief.parts().items() if id_ not in HEADER and is_instruction(part)}
    return {**spoken_to, **labelled}
