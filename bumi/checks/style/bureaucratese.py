"""Bureaucratic phrases, with the plain words that replace them (assets/words/padding.yaml)."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bumi.persian.grammar_words import BEFORE_DIRECTION
from bumi.persian.lexicon import listed_data
from bumi.persian.phrases import Phrases, Replacement
from bumi.persian.spans import Spans
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import conjugated

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]

_LEADS = re.compile(r"(?:^|[.!؟؛\n])\s*$")
_ON = re.compile(r"( که(?!\w))?[،:]? ?")
_TURNS = re.compile(r"(?<!\w)(?:(?:باز|بر) $|(?:گرد|دور|دنبال|پی|محور|مدار) )")  # comes back, goes round, seeks
_ABOUT = 40  # characters before a word in which these determine its meaning
_KIDNEY = re.compile(r"(?<!\w)(?:پیوند|سنگ|دو|نارسایی|سرطان|درد|عفونت|اهدای|بیماری|بیماری‌های|عملکرد|التهاب) $")
_HOW = re.compile(r" (?:از|با|به|در|تا|طی|برای|بر) ")
_AND = re.compile(r" و |،")


def padding(text: str) -> Iterator[Replacement]:
    """Yield bureaucratic phrases with the plain words for them, "" for a phrase that can be left out."""
    whole = sorted(_seen_whole(text))
    yield from whole
    told = Spans((start, end) for start, end, _ in whole)
    for start, end, plain in _phrases().find(text):
        before = text[max(0, start - _ABOUT) : start]
        if told.touch(start, end) or ("گرد" in text[start:end] and _TURNS.search(before)):
            continue
        if plain:
            yield start, end, plain
        elif (on := _ON.match(text, end)) and (on[1] or _LEADS.search(before)):
            yield start, on.end(), plain


def plainly(text: str) -> str:
    """Return `text` with all bureaucratic phrases replaced by plain words."""
    for start, end, plain in sorted(padding(text), reverse=True):
        text = f"{text[:start]}{plain}{text[end:]}"
    return text


def _seen_whole(text: str) -> Iterator[Replacement]:
    for pattern, plainly in _rules():
        for match in pattern.finditer(text):
            if (plain := plainly(match)) is not None:
                yield *match.span(), plain


@cache
def _phrases() -> Phrases:
    data = listed_data("padding")
    recast = {old: new for verb, plain in data["verbs"].items() for old, new in _recast(verb, plain).items()}
    return Phrases(recast | data["phrases"] | dict.fromkeys(data["nothing"], ""), data["never"])


@cache
def _rules() -> list[_Rule]:
    """Return the patterns that need the words beside the phrase, with the function that replaces a match."""
    listed = listed_data("padding")
    deeds, done, ends = ("|".join(words) for words in (listed["deeds"].split(), listed["done"].split(), _ends()))
    return [
        (re.compile(rf"(?<!\w)(?:در )?جهت(?= (?:{deeds})(?![\w{ZWNJ}]))"), _for),
        (re.compile(rf"(?<!\w)کلیه(?= [\w{ZWNJ}]+(?:ها|های|ان|ین|ات)(?!\w))"), _all),
        (re.compile(r"(?<!\w)الی(?= (?:ساعت )?\d)"), lambda _: "تا"),
        (re.compile(rf"(?<!\w)نسبت به ({done})((?: [\w{ZWNJ}]+){{0,8}}?) اقدام ({ends})(?![\w{ZWNJ}])"), _do),
    ]


def _for(match: re.Match[str]) -> str | None:
    return None if BEFORE_DIRECTION.search(_before(match)) else "برای"


def _all(match: re.Match[str]) -> str | None:
    return None if _KIDNEY.search(_before(match)) else "همه"


def _do(match: re.Match[str]) -> str | None:
    """Make «پرونده را در دفتر تکمیل کنید» of «نسبت به تکمیل پرونده در دفتر اقدام نمایید»."""
    deed, rest, verb = match.groups()
    if _AND.search(rest):
        return None
    how = _HOW.search(f"{rest} ")
    what, way = (rest[: how.start()], rest[how.start() :]) if how else (rest, "")
    plain, active = _ends()[verb]
    mark = " را" if what and active else ""
    return f"{what}{mark}{way} {deed.removesuffix('ی') if deed.endswith('ای') else deed} {plain}".strip()


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _ABOUT) : match.start()]


@cache
def _ends() -> dict[str, tuple[str, bool]]:
    """Return the verbs after «اقدام», each with its plain form and whether it is active."""
    pairs = (("کرد", "کرد"), ("نمود", "کرد"), ("شد", "شد"), ("گردید", "شد"))
    return {old: (new, plain == "کرد") for verb, plain in pairs for old, new in _recast(verb, plain).items()}


def _recast(verb: str, plain: str) -> dict[str, str]:
    """Return every form of a phrase that ends with the verb, each with that of the plain phrase."""
    return dict(zip(_forms(verb), _forms(plain), strict=True))


def _forms(phrase: str) -> list[str]:
    lead, _, past = phrase.rpartition(" ")
    return [f"{lead} {form}".lstrip() for form in conjugated(past, listed_data("padding")["stems"][past])]
