"""Register: formal and plain Persian, without spoken forms, bureaucratese, empty praise and needless foreign words."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, within
from bumi.checks.style.bureaucratese import padding
from bumi.checks.style.foreign_words import foreign
from bumi.finding import Severity
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import number_words_in, sentences, words
from bumi.persian.phrases import Phrases
from bumi.persian.text import ZWNJ, flat

_SHOUT = re.compile("(؟?)!+")
_DIGIT = re.compile(r"\d")
_LINKS = "(?:از|با|بر|به|را|که|میان|است|بود) "
_ONE = "یک"  # counts nothing: «یکی از بهترین»


def _informal(context: Context) -> Iterator[Match]:
    return (Match(start, end, (written,)) for start, end, written in context.said if not _named(context, start, end))


def _padding(context: Context) -> Iterator[Match]:
    for start, end, plain in padding(context.text):
        words = {"words": context.text[start:end].strip()}
        yield Match(start, end, (plain,), words, variant="" if plain else "nothing")


def _empty_praise(context: Context) -> Iterator[Match]:
    """Yield words of empty praise, except those of the brief."""
    return (match for match in _superlatives("empty", context) if not _said(context, *match[:2]))


def _unsourced(context: Context) -> Iterator[Match]:
    """Yield «بزرگ‌ترین … کشور» and the like, in sentences that have neither a number nor a source."""
    text, (best, source) = context.text, _best()
    for start, end in sentences(text):
        found = [match.span() for match in best.finditer(text, start, end)]
        if found and not source.search(text, start, end) and not _counts(text[start:end]):
            yield from (Match(*span) for span in found if not _said(context, *span))


def _bait(context: Context) -> Iterator[Match]:
    return _superlatives("bait", context)


def _shouts(context: Context) -> Iterator[Match]:
    """Yield the exclamation marks after the first, except in quotations, with a calmer mark."""
    marks = [mark for mark in _SHOUT.finditer(context.text) if not context.quotations.touch(*mark.span())]
    return (Match(*mark.span(), (mark[1] or ".",)) for mark in marks[1:])


def _foreign(context: Context) -> Iterator[Match]:
    return (Match(*found) for found in foreign(context.text) if not _named(context, *found[:2]))


def _counts(sentence: str) -> bool:
    numbers = (sentence[start:end] for start, end, _ in number_words_in(sentence))
    return _DIGIT.search(sentence) is not None or any(number != _ONE for number in numbers)


def _superlatives(part: str, context: Context) -> Iterator[Match]:
    for start, end, plain in _phrases(part).find(context.text):
        yield Match(start, end, (plain,) if plain else ())


@cache
def _phrases(part: str) -> Phrases:
    return Phrases({phrase: plain or "" for phrase, plain in listed_data("superlatives")[part].items()})


@cache
def _best() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = listed_data("superlatives")
    places, sources = "|".join(listed["places"].split()), "|".join(listed["sources"])
    word = f"[\\w{ZWNJ}]+"
    best = rf"(?<![\w{ZWNJ}]){word}ترین(?: (?!{_LINKS}){word}){{0,3}}? (?:{places})(?![\w{ZWNJ}])"
    return re.compile(best), re.compile(rf"(?<!\w)(?:{sources})(?!\w)")


def _said(context: Context, start: int, end: int) -> bool:
    """Return whether the brief has these words, in any spacing."""
    return context.brief is not None and _joined(context.text[start:end]) in _joined(context.brief.facts())


def _named(context: Context, start: int, end: int) -> bool:
    """Return whether these words are part of a name of the brief."""
    return context.brief is not None and f" {flat(context.text[start:end])} " in _names(context.brief)


@lru_cache(maxsize=64)
def _names(brief: Brief) -> str:
    """Return the words of the names of a brief: topic, agency, place and speakers."""
    named = " ، ".join((brief.topic, brief.agency, brief.where, *(quote.who for quote in brief.quotes)))
    return f" {' '.join(flat(word) for _, _, word in words(named))} "


def _joined(text: str) -> str:
    """Return `text` without spaces, so that بزرگترین and بزرگ‌ترین are one."""
    return flat(text).replace(" ", "")


# Words in a quotation are the speaker's own.
_left_alone = within("quotations", "untouchable")

RULES = (
    Rule("register/informal", Severity.WARNS, _informal, unless=_left_alone),
    Rule("register/padding", Severity.ADVISES, _padding, unless=_left_alone),
    Rule("register/superlative", Severity.ADVISES, _empty_praise, message="register/praise", unless=_left_alone),
    Rule("register/superlative", Severity.ADVISES, _unsourced, message="register/unsourced", unless=_left_alone),
    Rule("register/superlative", Severity.ADVISES, _bait, message="register/bait", unless=_left_alone),
    Rule("register/superlative", Severity.ADVISES, _shouts, message="register/shout", unless=_left_alone),
    Rule("register/foreign", Severity.ADVISES, _foreign, unless=_left_alone),
)
