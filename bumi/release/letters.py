"""The letter that a press release comes in: head, greetings, courtesies, signatures and marks, which are no news."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import sentences, verb_forms
from bumi.persian.patterns import WORD
from bumi.persian.person_names import given_names
from bumi.persian.verbs import ends_with_verb

_HEADS = ("شهردار", "فرماندار", "بخشدار", "دهیار", "استاندار", "مدیرعامل", "مدیرکل", "رئیس", "سرپرست", "مدیر", "معاون")
_MOST_OF_A_NAME = 9  # words of a name with an office
_LETTER = 5  # lines within which a letterhead ends

_pattern = ListedPatterns("release/letters")
TAIL = _pattern("tail")
BULLET = re.compile(r"(?:[-–—•*▪]|[۰-۹0-9]{1,2}\s?[-.)])\s*(?=\S)")
_NO_NEWS = _pattern("no_news")
NOTICE = re.compile(r"(?:اطلاعیه|هشدار|فراخوان|آگهی|اعلامیه)(?: مهم| فوری| عمومی| شماره [۰-۹0-9]+)*")
_HEAD = _pattern("head")
_PERSON = _pattern("person")
_PLAIN_WORD = re.compile(f"{WORD}")
_BROKEN_OFF = re.compile(r"[^.:«»]{3,80}?\s*(?:\.\.\.|…)")
"""An unfinished headline: «مشاهده ۳ یوزپلنگ...»."""
_AT_ONCE = re.compile(r"(?:خبر )?(?:فوری|مهم|ویژه)\s*[/|:؛\-–—]\s*(?=\S+ \S+)")
_GREETING = _pattern("greeting")
_ADDRESSED = _pattern("addressed")
_COVER = _pattern("cover")
_BIDDING = _pattern("bidding")
_COVERED = _pattern("covered")
_GRATITUDE = _pattern("gratitude")
_THANKS = _pattern("thanks")
_SLOGAN = _pattern("slogan")
_CHANNEL = _pattern("channel")
_LETTERHEAD = _pattern("letterhead")
_PATTERNS = (_GREETING, _COVER, _COVERED, _BIDDING, _THANKS, _SLOGAN, _CHANNEL, _LETTERHEAD)
_LONGEST = 200  # characters
_MOST_WORDS = 16
_OPENS = _pattern("opens")


class Letter(NamedTuple):
    """The lines of a release without its letter, the `office` of the letterhead, and the lines that are `left_out`."""

    office: str
    lines: list[str]
    left_out: list[str]


def unfolded(lines: Sequence[str]) -> Letter:
    """Remove letterhead, greetings and personal signature from the lines of a release."""
    kept = [*dropwhile(is_mark, lines)]
    left_out = [line for line in kept if _is_courteous(line)]
    left_out += [line for line in kept[:_LETTER] if _BROKEN_OFF.fullmatch(line) and len(kept) > _LETTER]
    kept, signed = _unsigned([line for line in kept if line not in left_out])
    left_out += signed
    above = [line for line in [*dropwhile(is_mark, lines)][:_LETTER] if line in left_out or is_mark(line)]
    begun = next((at for at, line in enumerate(kept) if line.endswith(".")), len(kept))
    marks = {at for at, line in enumerate(kept[:-1]) if at < min(begun, _LETTER) and is_mark(line)}
    office, kept = _headed([line for at, line in enumerate(kept) if at not in marks], bool(above))
    return Letter(office, [_AT_ONCE.sub("", line) for line in kept], left_out)


def _unsigned(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines without the last ones that are a person's office or name, and those."""
    signed: list[str] = []
    while len(lines) > 2 and _is_person(lines[-1]):
        signed.insert(0, lines.pop())
    return lines, signed


def _is_person(line: str) -> bool:
    """Say whether a line is a person's signature: name, office, or both as in «شهردار کهنوج - رضا سالاری»."""
    row = line.split()
    if _PERSON.fullmatch(line):
        return True
    plain = len(row) <= _MOST_OF_A_NAME and not ends_with_verb(line) and all(map(_PLAIN_WORD.fullmatch, row))
    return plain and (row[0] in given_names() or (row[0] in _HEADS and len(row) > 1))


def is_mark(line: str) -> bool:
    """Say whether a line is a newsroom mark: a number, a date, «کد خبر: ...»."""
    return _NO_NEWS.fullmatch(line) is not None


def _is_courteous(line: str) -> bool:
    plain = TAIL.sub("", BULLET.sub("", line, count=1))
    parts = [plain[start:end] for start, end in sentences(plain)]
    return is_courtesy(plain) or (bool(parts) and all(map(is_courtesy, parts)))


def _headed(lines: list[str], letter: bool) -> tuple[str, list[str]]:
    """Return the office of the letterhead and the lines below it.

    Without other signs of a `letter` a notice must follow: «شهرداری زرند» may be a headline too.
    """
    end = next((at for at, line in enumerate(lines[:_LETTER]) if not _HEAD.fullmatch(line)), 0)
    heads = [found for line in lines[:end] if (found := _HEAD.fullmatch(line))]
    if not heads or any(ends_with_verb(head.group()) for head in heads) or len(lines) < end + 2:
        return "", lines
    begun = next((head["alone"] for head in heads if head["alone"]), "")
    if not begun and not letter and not NOTICE.fullmatch(lines[end]):
        return "", lines
    name = heads[-1].group().removesuffix(begun).strip()
    return name, [begun.strip(), *lines[end:]] if begun else lines[end:]


def is_courtesy(line: str) -> bool:
    """Say whether a line or sentence is only a courtesy between an office and a newsroom or its readers."""
    if len(line) > _LONGEST or "«" in line:
        return False
    if _is_of_manners(line):
        return True
    if _ADDRESSED.fullmatch(line) or _GRATITUDE.fullmatch(line):
        return not any(word in verb_forms() and word != "مردم" for word in line.strip(" .!،؛:").split()[1:])
    return any(pattern.fullmatch(line) for pattern in _PATTERNS)


def without_greeting(line: str) -> str:
    """Return `line` without a greeting at its start: «با سلام و احترام به اطلاع می‌رساند ...»."""
    return line[opened.end() :] if (opened := _OPENS.match(line)) and len(line) > opened.end() + 20 else line


def _is_of_manners(line: str) -> bool:
    """Say whether a short line has only words of courtesy and words that accompany them."""
    row = re.findall(rf"{WORD}", line)
    manners, around = _listed_words()
    return (
        len(row) <= _MOST_WORDS
        and any(word in manners for word in row)
        and all(map((manners | around).__contains__, row))
    )


@cache
def _listed_words() -> tuple[frozenset[str], frozenset[str]]:
    data = listed_data("courtesies")
    return frozenset(data["manners"].split()), frozenset(data["around"].split())
