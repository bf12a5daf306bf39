"""Normalise the notes of a brief and cut them into units: sentences, notes to rewrite, or facts of the list."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bumi.brief import Brief, Kind
from bumi.models.request import ADVICE, AHEAD
from bumi.persian.calendar import jalali_day
from bumi.persian.first_person import in_third_person, our_words
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

__all__ = ["Unit", "as_written", "in_prose", "of_one_hand", "units"]

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
    certain, else its verb becomes passive where it has one; the advice of an explainer keeps its voice.
    """
    told = brief.parts()
    formal = of_one_hand(told, formal)
    parts = {
        id_: _set(spelled_out(digits_to_persian(text if id_ == "county" else formal(text))))
        for id_, text in told.items()
    }
    parts |= {id_: separate_clauses(text) for id_, text in parts.items() if _is_note(id_)}
    parts |= {
        id_: _of_agency(brief, text, parts["agency"]) for id_, text in parts.items() if id_ == "call" or _is_note(id_)
    }
    if brief.kind is Kind.FEATURE:
        parts |= {id_: _FOR_YEARS.sub(r"\1 سال است ", text) for id_, text in parts.items() if _is_note(id_)}
    if brief.kind not in ADVICE:
        parts |= {id_: impersonal(text) for id_, text in parts.items() if _is_note(id_) or id_ == "call"}
    if brief.kind in AHEAD or brief.starts_at:
        near = digits_to_persian(jalali_day(brief.starts_at)[-4:]) if brief.starts_at else ""
        parts = {id_: without_year(text, near) if id_ == "when" else text for id_, text in parts.items()}
    return parts


def _is_note(id_: str) -> bool:
    return id_[0] == "n" and id_[1:].isdigit()


def _of_agency(brief: Brief, text: str, agency: str) -> str:
    """Return a note with the agency for «we», where that is certain; in advice a verb may be anybody's."""
    ours = our_words(text)
    if not ours or (brief.kind in ADVICE and {*ours} != {"ما"}):
        return text
    return in_third_person(text, agency) or text


def _set(text: str) -> str:
    """Return `text` with hyphens between the ends of a road («محور بم-ایرانشهر»), «است» for «ست», and «پنجشنبه»."""
    return _THURSDAY.sub("پنجشنبه", _ROAD.sub(_joined, _IS.sub(" است", text)))


def _joined(road: re.Match[str]) -> str:
    return road[1] + re.sub(r"\s*[-–—]\s*", "-", road[2])


def in_prose(brief: Brief, parts: Mapping[str, str], woven: Collection[Unit] = ()) -> bool:
    """Whether at least half of the notes are sentences, as typed or as a model rewrote them (`woven`).

    Else a sentence among facts would lose its neighbours.
    """
    said = {f"n{each.note}" for each in brief.sayings if each.text}
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
    said = {f"n{each.note}" for each in brief.sayings if each.text}
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
