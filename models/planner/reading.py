"""Read a brief while it is typed: questions about its notes and fields, and suggested sentences for verbless notes.

The brief may be invalid, and no model is loaded: `think` gives a model's sentences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bumi.brief import Kind
from bumi.models.planner.facts import label_of
from bumi.models.planner.notes import of_one_hand
from bumi.models.planner.suggestions import MOST, About, by_rule, lacks_verb
from bumi.persian.informal import left_spoken
from bumi.persian.text import shown
from bumi.questions import Question, asked

__all__ = ["NoteReading", "Reading", "about_of", "read_brief"]

_LONGEST = 400  # letters of a note; a longer one is none yet

type Think = Callable[[About, Sequence[str]], Mapping[str, tuple[str, ...] | None]]
"""Gives what the model thinks of each note, None while it has not thought about it."""


@dataclass(frozen=True)
class NoteReading:
    """One note with its questions, and where it has no verb, suggested sentences and the label of its fact."""

    note: str
    questions: tuple[Question, ...] = ()
    verbless: bool = False
    suggestions: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Reading:
    """The notes of a brief in order and the questions of its fields; `thinking` says that more suggestions may come."""

    notes: tuple[NoteReading, ...]
    fields: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    thinking: bool = False


def read_brief(brief: Mapping[str, Any], think: Think | None = None, formal: Callable[[str], str] = str) -> Reading:
    """Return the reading of `brief`, in any state; `formal` turns spoken words into written ones."""
    questions, about = asked(brief), about_of(brief)
    listed = brief.get("notes")
    notes = [shown(note) for note in listed if isinstance(note, str)] if isinstance(listed, list | tuple) else []
    notes = notes[: len(questions.notes)]
    formal = of_one_hand({str(at): note for at, note in enumerate(notes)}, formal)
    verbless = [note for note in notes if len(note) <= _LONGEST and lacks_verb(note)]
    thoughts = think(about, verbless) if think else {}
    asked_of = [(*asks, *_spoken(note, formal(note))) for note, asks in zip(notes, questions.notes, strict=True)]
    read = [
        NoteReading(note, asks, True, _sentences(about, note, thoughts.get(note), formal), label_of(note))
        if note in verbless
        else NoteReading(note, asks)
        for note, asks in zip(notes, asked_of, strict=True)
    ]
    fields = {**questions.fields, **_lede(brief.get("lede"), questions.fields.get("lede", ()))}
    return Reading(tuple(read), fields, any(thought is None for thought in thoughts.values()))


def _spoken(note: str, written: str) -> tuple[Question, ...]:
    """Ask about the first spoken word of a note whose written form is not certain."""
    left = left_spoken(written) if written != note else ()
    return tuple(Question("spoken", word, f"«{word}» گفتاری است؛ در خبر چه بنویسیم؟") for word in left[:1])


def _sentences(
    about: About, note: str, thought: tuple[str, ...] | None, formal: Callable[[str], str]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_by_rule(about, note, formal), *(thought or ()))))[:MOST]


def _lede(lede: object, before: tuple[Question, ...]) -> dict[str, tuple[Question, ...]]:
    if not isinstance(lede, str) or not lede.strip() or not lacks_verb(lede):
        return {}
    return {"lede": (*before, Question("verb", "", "این هنوز جمله نیست: فعلش چیست؟"))}


def about_of(brief: Mapping[str, Any]) -> About:
    """Return kind and topic of `brief`; an event where no kind is chosen yet."""
    kind = next((kind for kind in Kind if brief.get("kind") in (kind, kind.value, kind.persian)), Kind.EVENT)
    topic = brief.get("topic")
    return About(kind, " ".join(shown(topic[:200]).split()) if isinstance(topic, str) else "")


@lru_cache(maxsize=2000)
def _by_rule(about: About, note: str, formal: Callable[[str], str]) -> tuple[str, ...]:
    return by_rule(about, note, formal)
