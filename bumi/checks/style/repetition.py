"""Repetition: a word written twice, a sentence said twice, a source named twice, sentences that all begin alike."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, within
from bumi.finding import Severity
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import sentences, words
from bumi.persian.text import ZWNJ, flat
from bumi.persian.verbs import finite
from bumi.persian.word_patterns import WORD_START, pattern

_Word = tuple[int, int, str]

_LITTLE = "و|در|به|از|که|را|با|تا|این|برای|است|شد|شود|یا|نیز|کرد|شده|خواهد|باید"
_KINDS = "استان|شهرستان|اداره|سازمان|شهرداری|فرمانداری"  # what a name is the name of
_TWICE = re.compile(rf"(?<![\w{ZWNJ}])({_LITTLE}|{_KINDS})([ \t\u00a0]+)\1(?![\w{ZWNJ}])")
_PAUSE = re.compile(r"[^\w\s\u200c]|(?<!\w)که(?!\w)")
_LENGTH = 80  # characters of a source
_TOLD = "|اعلام کرد|اعلام می‌کند|اعلام کرده است|خبر داد|خبر می‌دهد|گزارش داد|گزارش می‌دهد|اطلاع داد"
_LEAST = 4  # fewest words of a sentence to compare
_ALIKE = 3  # sentences in a row with the same first words


def _sentences(context: Context) -> Iterator[Match]:
    """Yield sentences that repeat an earlier one of the text, or the lede of this body."""
    lede = context.fields.get("lede", "") if context.field == "body" else ""
    seen = {flat(lede[start:end]) for start, end in sentences(lede)}
    for start, end in sentences(context.text):
        sentence = flat(context.text[start:end])
        if sentence in seen and len(sentence.split()) >= _LEAST:
            yield Match(start, end)
        seen.add(sentence)


def _openings(context: Context) -> Iterator[Match]:
    """Yield the first words of the third sentence in a row that begins with them."""
    run, last = 0, ""
    for start, end in sentences(context.text):
        opening = words(context.text[start:end])[:2]
        key = " ".join(word for _, _, word in opening)
        run = run + 1 if len(opening) == 2 and key == last else 1
        last = key
        if run == _ALIKE:
            yield Match(start, start + opening[-1][1], values={"words": key})


def _sources(context: Context) -> Iterator[Match]:
    """Yield a source after «به گزارش» that is named as the source again, in a lede or in one sentence."""
    text, according, tells = context.text, _listed("according"), _listed("said", _TOLD)
    for start, end in [(0, len(text))] if context.field == "lede" else sentences(text):
        first = according.search(text, start, end)
        if not first:
            continue
        source = [word for _, _, word in _words_after(text, first.end(), end)]
        after = (_words_after(text, it.end(), end) for it in according.finditer(text, first.end(), end))
        before = (_words_before(text, first.end(), it.start(), source) for it in tells.finditer(text, first.end(), end))
        for again in chain(after, before):
            same = len([*takewhile(lambda pair: pair[0] == pair[1][2], zip(source, again, strict=False))])
            if same:
                yield Match(again[0][0], again[same - 1][1], values={"source": " ".join(source[:same])})


def _words_after(text: str, start: int, end: int) -> list[_Word]:
    """Return the words from `start` to the next pause or verb, within the length of a source."""
    end = min(end, start + _LENGTH)
    pause = _PAUSE.search(text, start, end)
    found = words(text[start : pause.start() if pause else end])
    return [(start + first, start + last, word) for first, last, word in takewhile(lambda it: not finite(it[2]), found)]


def _words_before(text: str, start: int, end: int, source: Sequence[str]) -> list[_Word]:
    """Return the words before a verb that may be the source: from a pause, «و» or another verb on."""
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
def _listed(name: str, more: str = "") -> re.Pattern[str]:
    """Return the pattern of a list of assets/words/naming.yaml."""
    return pattern(listed_data("naming")[name] + more, WORD_START, f"(?!{ZWNJ}?\\w)")


RULES = (
    # Little words, and what a name is the name of: «آرام آرام» and «یک یک» are good Persian.
    Rule("repetition/word", Severity.WARNS, _TWICE, each=lambda found: Match(*found.span(), (found[1],))),
    Rule("repetition/sentence", Severity.WARNS, _sentences),
    Rule("repetition/opening", Severity.ADVISES, _openings),
    Rule("repetition/source", Severity.WARNS, _sources, unless=within("quoted")),
)
