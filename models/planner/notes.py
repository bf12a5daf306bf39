"""Normalise the notes of a brief and cut them into units: sentences, notes to rewrite, or facts of the list."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bumi.brief import Brief, Kind
from bumi.persian.calendar import jalali_day
from bumi.persian.first_person import in_third_person, our_words
from bumi.persian.halfspace import typeset
from bumi.persian.numbers import spelled_out
from bumi.persian.patterns import QUANTITY
from bumi.persian.syntax import (
    any_of,
    has_verb,
    impersonal,
    is_order,
    is_sentence,
    refers_back,
    segments,
    separate_clauses,
    speaks_as_we,
    without_year,
)
from bumi.persian.text import digits_to_persian
from bumi.words import ADVICE, AHEAD

_NAMES = ("agency", "county")

_ROAD = re.compile(
    r"((?:محور|مسیر|جاده|خط|راه|آزادراه|بزرگراه|قطار|خط هوایی) [\w\u200c]+)((?:\s*[-–—]\s*[\w\u200c]+)+)"
)
_IS = re.compile("(?<=ه)[ \u200c]ست(?=$|[.،؛])")
_FOR_YEARS = (
    re.compile(  # «صاحبش بی‌نیاز، ۴۱ ساله جمع می‌کند» is of how long, in a portrait; «۶ ساله ثبت‌نام می‌شود» of an age
        r"(?<=[،؛] )((?:[۲-۹][۰-۹]))\s+ساله (?=(?:[\w\u200c]+ ){0,2}می‌(?!شود)[\w]+د(?:[،؛.]|$))"
    )
)
_THURSDAY = re.compile("پنج[ \u200c]شنبه")
_ADDING = re.compile(any_of("adding"))
_REFERS = re.compile(r"(?<!\w)(?:آن|این|آن‌ها|آنها|هر کدام|هرکدام|بقیه)(?![\w\u200c])")
_COUNTED = re.compile(rf"[۰-۹]|(?:{QUANTITY})(?:\u200c?ش| تا| تای)?(?!\w)|(?:دومی|سومی|اولی|یکی)")  # of what was said


def of_one_hand(parts: Mapping[str, str], formal: Callable[[str], str]) -> Callable[[str], str]:
    """Return `formal` (spoken to written Persian) so that it judges each part beside the others; names are left out."""
    texts = [text for id_, text in parts.items() if id_ not in _NAMES]
    lines = formal("\n".join(texts)).split("\n")
    written = dict(zip(texts, lines, strict=True)) if len(lines) == len(texts) else {}
    return lambda text: written.get(text) or formal(text)


def in_one_hand(brief: Brief, formal: Callable[[str], str]) -> Callable[[str], str]:
    """Return `formal` for the parts of `brief`, each judged beside the others.

    A sentence that somebody chose for a note keeps its words: only its half-spaces are set.
    """
    said = said_notes(brief)
    formal = of_one_hand(brief.parts(), formal)
    return lambda text: typeset(text) if text in said.values() else formal(text)


def said_notes(brief: Brief) -> dict[str, str]:
    """Return the sentences that somebody chose for notes, by the id of the note."""
    return {f"n{each.note}": each.text for each in brief.sayings if each.text}


@dataclass(frozen=True)
class Unit:
    """One piece of a note: its words, and whether they are a whole sentence."""

    id: str
    text: str
    whole: bool
    label: str = ""


def as_written(brief: Brief, formal: Callable[[str], str]) -> dict[str, str]:
    """Return the parts as a newsroom writes them: Persian digits, no abbreviations, no year after a near month.

    `formal` turns spoken words into written ones and mends certain errors. «We» becomes the agency where that is
    certain, else its verb becomes passive where it has one; the advice of an explainer keeps its voice. A sentence that
    somebody chose for a note keeps its words.
    """
    told, formal = brief.parts(), in_one_hand(brief, formal)
    said = said_notes(brief)
    parts = {id_: digits_to_persian(text if id_ == "county" else formal(text)) for id_, text in told.items()}
    parts |= {id_: _set(spelled_out(text)) for id_, text in parts.items() if id_ not in said}
    notes = [id_ for id_ in parts if _is_note(id_) and id_ not in said]
    parts |= {id_: in_our_words(brief.kind, parts["agency"], parts[id_]) for id_ in notes}
    if "call" in parts:
        parts["call"] = _in_our_voice(brief.kind, parts["agency"], parts["call"])
    if brief.kind in AHEAD or brief.starts_at:
        near = digits_to_persian(jalali_day(brief.starts_at)[-4:]) if brief.starts_at else ""
        parts = {id_: without_year(text, near) if id_ == "when" else text for id_, text in parts.items()}
    return parts


def _is_note(id_: str) -> bool:
    return id_[0] == "n" and id_[1:].isdigit()


def in_our_words(kind: Kind, agency: str, note: str) -> str:
    """Return a note in written Persian as a newsroom says it: its clauses apart, and nobody speaking as «we»."""
    return _in_our_voice(kind, agency, separate_clauses(note), years=kind is Kind.FEATURE)


def _in_our_voice(kind: Kind, agency: str, text: str, years: bool = False) -> str:
    """Return `text` with the agency for «we», where that is certain; in advice a verb may be anybody's."""
    ours = our_words(text)
    if ours and (kind not in ADVICE or {*ours} == {"ما"}):
        text = in_third_person(text, agency) or text
    text = _FOR_YEARS.sub(r"\1 سال است ", text) if years else text
    return text if kind in ADVICE else impersonal(text)


def _set(text: str) -> str:
    """Return `text` with hyphens between the ends of a road («محور بم-ایرانشهر»), «است» for «ست», and «پنجشنبه»."""
    return _THURSDAY.sub("پنجشنبه", _ROAD.sub(_joined, _IS.sub(" است", text)))


def _joined(road: re.Match[str]) -> str:
    return road[1] + re.sub(r"\s*[-–—]\s*", "-", road[2])


def in_prose(brief: Brief, parts: Mapping[str, str], woven: Collection[Unit] = ()) -> bool:
    """Whether at least half of the notes are sentences, as typed or as a model rewrote them (`woven`).

    Else a sentence among facts would lose its neighbours.
    """
    said = said_notes(brief)
    notes = {id_: text for id_, text in parts.items() if _is_note(id_)}
    unsaid = {each.id for each in units(brief, parts) if not (each.whole or each in woven)}
    told = [id_ for id_, text in notes.items() if id_ in said or _is_told(brief, text) or id_ not in unsaid]
    return 2 * len(told) >= len(notes)


def units(brief: Brief, parts: Mapping[str, str], prose: bool = True) -> list[Unit]:
    """Return what the notes and the call to action say, in their order.

    In `prose` a note of a sentence and something else is two units where neither refers to the other; a sentence that
    refers back to a fact stays a fact beside it. Otherwise each note is one fact. A note that somebody gave a label is
    a fact; one that somebody wrote as a sentence is one, however short.
    """
    said = said_notes(brief)
    labels = {f"n{each.note}": each.label for each in brief.sayings if each.label and not each.text}
    found: list[Unit] = []
    for id_, text in parts.items():
        if id_ != "call" and not _is_note(id_):
            continue
        if id_ in labels:
            found.append(Unit(id_, text, whole=False, label=labels[id_]))
            continue
        if id_ in said:
            found.append(Unit(id_, text, whole=True))
            continue
        if id_ != "call" and not prose:
            found.append(Unit(id_, text, whole=False))
            continue
        for piece in _pieces(text):
            leans = refers_back(piece) and bool(found) and not found[-1].whole
            found.append(Unit(id_, piece, _is_told(brief, piece) and not leans))
    return found


def _is_told(brief: Brief, text: str) -> bool:
    """Whether `text` is a sentence that a newsroom may print as its own."""
    return is_sentence(text) and (brief.kind in ADVICE or not speaks_as_we(text))


def _pieces(text: str) -> list[str]:
    """Return the note whole, or its sentences and its other pieces apart."""
    if is_sentence(text):
        return [text]
    parts = segments(text)
    whole = [is_sentence(each) for each in parts]
    alone = all(is_order(each) or not _ADDING.match(each) for each in parts[1:])
    told = any(has_verb(each) for each, said in zip(parts, whole, strict=True) if not said)
    leans = any(_REFERS.search(each) or _COUNTED.match(each) or refers_back(each) for each in parts[1:])
    bare = _COUNTED.match(parts[0]) and not whole[0]  # «۴۵ دقیقه» says nothing of what
    if len(parts) < 2 or not any(whole) or told or not alone or leans or bare:
        return [text]
    return parts
