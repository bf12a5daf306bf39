"""Sources that are named twice, and agencies of which a sentence says that they took a life."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile

from bumi.checks.context import Context
from bumi.checks.rule import Match
from bumi.persian.grammar_words import grammar_words
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import sentences, words
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import DIED, KILLED, finite
from bumi.persian.word_patterns import WORD_START, pattern

__all__ = ["killing_agencies", "named_twice"]

_Word = tuple[int, int, str]

_END = f"(?!{ZWNJ}?\\w)"
_PAUSE = re.compile(r"[^\w\s\u200c]|(?<!\w)که(?!\w)")
_LENGTH = 80  # characters of a source
_TOLD = "|اعلام کرد|اعلام می‌کند|اعلام کرده است|خبر داد|خبر می‌دهد|گزارش داد|گزارش می‌دهد|اطلاع داد"
_PEOPLE = f"(?:[\\w{ZWNJ}]+ ){{1,6}}"
_FINISHED = r"(?= ?(?:[^\w\s\u200c]|$)| (?:و|اما|ولی) )"
_OFFICERS = re.compile("پلیس|جمعیت(?! هلال)|هیئت|نیروی انتظامی")  # who are people themselves
_MORE_AGENCIES = "|پلیس|کلانتری|پاسگاه|نهاد|باشگاه|درمانگاه"
_LINKS = "که|اعلام|گفت|افزود|خبر|گزارش|از سوی|توسط|به گفته|با|وقتی|اگر"
_ANOTHER = re.compile(rf"[^\w\s{ZWNJ}]|{WORD_START}(?:{_LINKS}){_END}")
_BEFORE = re.compile(rf"(?:[^\w{ZWNJ}]|(?:و|اما|همچنین|دیروز|امروز|دیشب|امشب) )*")


def named_twice(text: str, whole: bool) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, source) where a source that «به گزارش» has named already is named as one again.

    Of a `whole` text, as a lede is, once is enough; of any other once in a sentence.
    """
    for start, end in [(0, len(text))] if whole else sentences(text):
        first = _listed("according", "").search(text, start, end)
        if not first:
            continue
        source = [word for _, _, word in _words_after(text, first.end(), end)]
        after = (_words_after(text, it.end(), end) for it in _listed("according", "").finditer(text, first.end(), end))
        before = (_words_before(text, first.end(), it.start(), source) for it in _told(text, first.end(), end))
        for again in chain(after, before):
            same = len([*takewhile(lambda pair: pair[0] == pair[1][2], zip(source, again, strict=False))])
            if same:
                yield again[0][0], again[same - 1][1], " ".join(source[:same])


def killing_agencies(context: Context) -> Iterator[Match]:
    """Yield the deaths whose subject is an agency: «اورژانس جان ۶ نفر را گرفت».

    The agencies are the kinds that are listed, the brief's own and those of the province. Their own death is found too:
    «شهرداری جان باخت».
    """
    own = (context.brief.agency,) if context.brief else ()
    names = own + tuple(name for it in context.province.agencies for name in (it.name, *it.aliases))
    for start, end in sentences(context.text):
        for at in _openings(context.text, start, end):
            agency = _agencies(names).match(context.text, at, end)
            death = agency and _death(context.text, agency, end)
            if agency and death:
                yield Match(*death.span(), values={"agency": agency.group()})


def _openings(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the subject of a sentence may begin: at its first word, or behind what only says when or where."""
    first = _BEFORE.match(text, start, end)
    begun = first.end() if first else start
    yield begun
    comma = text.find("، ", begun, end)
    opening = words(text[begun:comma]) if comma > 0 else ()
    if opening and opening[0][2] in grammar_words().openings:
        yield comma + 2


def _death(text: str, agency: re.Match[str], end: int) -> re.Match[str] | None:
    took, own = _deaths().search(text, agency.end(), end), _own_deaths().search(text, agency.end(), end)
    if took and not _ANOTHER.search(text, agency.end(), took.start()):
        return took
    if own is None or _OFFICERS.match(text, agency.start()):
        return None
    another = (it.search(text, agency.end(), own.start()) for it in (_ANOTHER, _somebody()))
    return None if any(another) else own


def _told(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return _listed("said", _TOLD).finditer(text, start, end)


def _words_after(text: str, start: int, end: int) -> list[_Word]:
    """Return the words from here to the next pause, as many as a source has."""
    end = min(end, start + _LENGTH)
    pause = _PAUSE.search(text, start, end)
    found = words(text[start : pause.start() if pause else end])
    return [(start + first, start + last, word) for first, last, word in takewhile(lambda it: not finite(it[2]), found)]


def _words_before(text: str, start: int, end: int, source: Sequence[str]) -> list[_Word]:
    """Return the words before a verb from where they may be the source: after a pause, «و» or a verb."""
    paused = max((pause.end() for pause in _PAUSE.finditer(text, max(start, end - _LENGTH), end)), default=0)
    begun = paused or max(start, end - _LENGTH)
    found = [(begun + first, begun + last, word) for first, last, word in words(text[begun:end])]
    row = [word for _, _, word in found]
    for at in range(0 if paused else 1, len(row)):
        led = not at or row[at - 1] == "و" or finite(row[at - 1]) or row[:at] == row[at:]
        if led and row[at:] == [*source[: len(row) - at]]:
            return found[at:]
    return []


@cache
def _agencies(names: tuple[str, ...]) -> re.Pattern[str]:
    kinds = pattern(f"{listed_data('naming')['agencies']}|{listed_data('naming')['heads']}{_MORE_AGENCIES}")
    every = "|".join([*sorted(map(re.escape, names), key=len, reverse=True), kinds.pattern])
    return re.compile(f"{WORD_START}(?!شرکت در )(?:{every}){_END}")  # «شرکت در», taking part


@cache
def _deaths() -> re.Pattern[str]:
    took = f"جان {_PEOPLE}را (?:می{ZWNJ}?)?(?:گرفت|ستاند)(?:ند|ه است)?"
    return re.compile(rf"{WORD_START}(?:{took}|(?:{_persons()})(?: [\w{ZWNJ}]+){{0,4}} را (?:{KILLED})){_END}")


@cache
def _own_deaths() -> re.Pattern[str]:
    return re.compile(f"{WORD_START}(?:{DIED}){_END}{_FINISHED}")


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(f"{WORD_START}(?:{_persons()}|از){_END}|[۰-۹0-9]")  # «از» whom it forgave


@cache
def _persons() -> str:
    ending = f"{ZWNJ}?(?:ها(?:یی?)?|ان|ی|ای)?"
    some = "|".join(sorted((*grammar_words().people, *grammar_words().many_people), key=len, reverse=True))
    return f"نفر|تن|شهروند{ending}|عضو|(?:{some}){ending}"


@cache
def _listed(name: str, more: str) -> re.Pattern[str]:
    return pattern(listed_data("naming")[name] + more, WORD_START, _END)
