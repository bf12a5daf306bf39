"""Read a brief while it is typed: questions about its notes and fields, and suggested sentences for verbless notes.

The brief may be invalid, and no model is loaded: `think` gives a model's sentences.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bumi.brief import Kind
from bumi.current_province import per_province
from bumi.models.planner.facts import label_of
from bumi.models.planner.lede import covers
from bumi.models.planner.notes import in_our_words, of_one_hand
from bumi.models.planner.suggestions import MOST, About, by_rule, lacks_verb
from bumi.persian.halfspace import typeset
from bumi.persian.informal import left_spoken
from bumi.persian.syntax import (
    ends_in_verb,
    is_any_infinitive,
    is_sentence,
    joined_run_on,
    may_run_on,
    segments,
    separate_clauses,
    with_full_stop,
)
from bumi.persian.text import ZWNJ, flat, normal, shown
from bumi.questions import Answer, Question, asked

_LONGEST = 400  # letters of a note; a longer one is none yet
_LEAST = 5  # words of a note that ends in a verb and may still be no sentence
_OF_AMOUNTS = ("small", "letter", "price", "unit")
_CLIPPED = re.compile(f"\\w+ه{ZWNJ}[شمت]")
_PLURAL = re.compile(f"{ZWNJ}?ها$")
_SPOKEN_FIELDS = ("topic", "when", "where", "call_to_action")

type Think = Callable[[About, Sequence[str]], Mapping[str, tuple[str, ...] | None]]
"""Gives what the model thinks of each note, None while it has not thought about it."""


@dataclass(frozen=True)
class NoteReading:
    """One note with its questions, and where it is no sentence, suggested sentences and the label of its fact."""

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
    agency = _typed(brief.get("agency")) or "دستگاه"
    told = {note: typeset(in_our_words(about.kind, agency, formal(note))) for note in notes if len(note) <= _LONGEST}
    bare = [note for note in notes if note in told and _needs_a_verb(note, told[note])]
    thoughts = think(about, bare) if think else {}
    typed = not brief.get("release")  # the sentences of a release are edited, not written anew
    short = [note for note in notes if typed and note in told and _runs_on(note, formal(note), told[note])]
    lede = _typed(brief.get("lede")) if typed else ""
    verbless = [note for note in (*bare, *short) if not (lede and covers(lede, note))]
    asked_of = [
        (*asks, *_spoken(note, formal(note), told.get(note, "") if typed and note not in verbless else ""))
        for note, asks in zip(notes, questions.notes, strict=True)
    ]
    made = {note: (*_told(told[note]), *(thoughts.get(note) or ())) for note in verbless}
    read = [
        NoteReading(note, asks, True, _sentences(about, note, asks, made[note], formal), label_of(note))
        if note in verbless
        else NoteReading(note, asks)
        for note, asks in zip(notes, asked_of, strict=True)
    ]
    fields = dict(questions.fields)
    for name in _SPOKEN_FIELDS if typed else ():
        text = _typed(brief.get(name))
        if asks := _spoken(text, formal(text), formal(text)):
            fields[name] = (*fields.get(name, ()), *asks)
    fields |= _lede(brief.get("lede"), fields.get("lede", ()))
    return Reading(tuple(read), fields, any(thought is None for thought in thoughts.values()))


def _needs_a_verb(note: str, told: str) -> bool:
    """Whether a note has no verb; one that is a sentence without a mark inside once it is in written Persian has."""
    one_clause = is_sentence(told) and not re.search("[،؛]", told)
    return not one_clause and (lacks_verb(note) or lacks_verb(told))


def _runs_on(note: str, written: str, told: str) -> bool:
    """Whether a note that ends in a verb is shorthand, or spoken with more than one verb."""
    several = "،" in told or may_run_on(told)
    return _is_shorthand(written) or _is_shorthand(told) or (several and _letters(told) != _letters(note))


def _is_shorthand(written: str) -> bool:
    """Whether a note that ends in a verb is still no sentence: «مهلت خرید / تا ۳۰ دی / تمدید نمی‌شود»."""
    text = separate_clauses(normal(written))
    led, colon, _ = text.partition(":")
    if "؟" in text or (colon and ends_in_verb(led)):  # «او گفت: ...», «اگر کم بود: ...»
        return False
    return len(text.split()) >= _LEAST and not lacks_verb(text) and bool(segments(text)) and not is_sentence(text)


def _spoken(typed: str, written: str, told: str = "") -> tuple[Question, ...]:
    """Ask about the first spoken word of a text whose written form is not certain.

    Where it is certain, the author is shown what the draft will say (`told`), if that has other words or marks.
    """
    if written != typed:
        for word in (*left_spoken(written), *_doubtful(written))[:1]:
            return (Question("spoken", word, f"«{word}» گفتاری است؛ در خبر چه بنویسیم؟"),)
    if not told or _letters(told) == _letters(typed):
        return ()
    return (Question("written", typed, "در خبر چنین نوشته می‌شود؛ درست است؟", (Answer(told, told),)),)


def _doubtful(written: str) -> Iterator[str]:
    """Yield the words that are spoken if their note is: «خانه‌ش», and «گفتن» for «گفتند»."""
    said = written.split()
    for before, word in pairwise(["", *(each.strip("،؛.:!؟") for each in said)]):
        if _CLIPPED.fullmatch(word) or (_PLURAL.search(before) and is_any_infinitive(word)):
            yield word


def _letters(text: str) -> str:
    return flat(text).replace(" ", "")


def _typed(text: object) -> str:
    return shown(text) if isinstance(text, str) and len(text) <= _LONGEST else ""


def _told(told: str) -> tuple[str, ...]:
    """Return a note in written Persian where that is a sentence, or two clauses that run on as one."""
    said = joined_run_on(told) or (told if is_sentence(told) else "")
    certain = said and not left_spoken(said) and not may_run_on(said)
    return (with_full_stop(said),) if certain else ()


def _sentences(
    about: About, note: str, asks: Sequence[Question], made: Sequence[str], formal: Callable[[str], str]
) -> tuple[str, ...]:
    """Return what a note may be said as, first what is `made` of it; nothing until its numbers are certain."""
    if any(each.kind in _OF_AMOUNTS for each in asks):
        return ()
    told = [*made, *_by_rule(about, note, formal)]
    return tuple({_letters(each): each for each in reversed(told)}.values())[::-1][:MOST]


def _lede(lede: object, before: tuple[Question, ...]) -> dict[str, tuple[Question, ...]]:
    if not isinstance(lede, str) or not lede.strip() or not lacks_verb(lede):
        return {}
    return {"lede": (*before, Question("verb", "", "این هنوز جمله نیست: فعلش چیست؟"))}


def about_of(brief: Mapping[str, Any]) -> About:
    """Return kind and topic of `brief`; an event where no kind is chosen yet."""
    kind = next((kind for kind in Kind if brief.get("kind") in (kind, kind.value, kind.persian)), Kind.EVENT)
    topic = brief.get("topic")
    return About(kind, " ".join(shown(topic[:200]).split()) if isinstance(topic, str) else "")


@per_province(lru_cache(maxsize=2000))
def _by_rule(about: About, note: str, formal: Callable[[str], str]) -> tuple[str, ...]:
    return by_rule(about, note, formal)
