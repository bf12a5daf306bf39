"""Agents: sentences that make an agency the subject of a death, as if it had taken a life."""

import re
from collections.abc import Iterator
from functools import cache

from bumi.checks.context import Context
from bumi.checks.rule import Match
from bumi.persian.grammar_words import grammar_words
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import sentences, words
from bumi.persian.patterns import TODAY, YESTERDAY
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import DIED, KILLED, TOOK
from bumi.persian.word_patterns import WORD_START, pattern

_END = f"(?!{ZWNJ}?\\w)"
_PEOPLE = f"(?:[\\w{ZWNJ}]+ ){{1,6}}"
_FINISHED = r"(?= ?(?:[^\w\s\u200c]|$)| (?:و|اما|ولی) )"
_OFFICERS = re.compile("پلیس|جمعیت(?! هلال)|هیئت|نیروی انتظامی")  # who are people, not agencies
_MORE_AGENCIES = "|پلیس|کلانتری|پاسگاه|نهاد|باشگاه|درمانگاه"
_LINKS = "که|اعلام|گفت|افزود|خبر|گزارش|از سوی|توسط|به گفته|با|وقتی|اگر"
_ANOTHER = re.compile(rf"[^\w\s{ZWNJ}]|{WORD_START}(?:{_LINKS}){_END}")
_BEFORE = re.compile(rf"(?:[^\w{ZWNJ}]|(?:و|اما|همچنین|{YESTERDAY}|{TODAY}) )*")


def killing_agencies(context: Context) -> Iterator[Match]:
    """Yield the deaths whose subject is an agency: «اورژانس جان ۶ نفر را گرفت».

    The agencies are the listed kinds, the brief's own and those of the province. Their own death is found too:
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
    """Yield where the subject of a sentence may begin: at its first word, or after a time or place."""
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


@cache
def _agencies(names: tuple[str, ...]) -> re.Pattern[str]:
    kinds = pattern(f"{listed_data('naming')['agencies']}|{listed_data('naming')['heads']}{_MORE_AGENCIES}")
    every = "|".join([*sorted(map(re.escape, names), key=len, reverse=True), kinds.pattern])
    return re.compile(f"{WORD_START}(?!شرکت در )(?:{every}){_END}")  # «شرکت در», taking part


@cache
def _deaths() -> re.Pattern[str]:
    took = f"جان {_PEOPLE}را {TOOK}"
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
