"""Coverage: the parts of a brief that a draft leaves out, and the sentences that no part of the brief supports."""

from collections.abc import Iterator
from functools import cache, lru_cache

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.rule import Match, with_brief
from bumi.current_province import per_province
from bumi.finding import Severity
from bumi.persian.amounts import amounts
from bumi.persian.lexicon import listed_lines
from bumi.persian.morphology import content_lemmas, lemma, stop_words, verb_roots, words
from bumi.persian.text import flat, word_row
from bumi.province import province

_BEGINNING = 4  # initial letters that identify a word
_TAIL = 2  # letters that an ending may have
_FIELDS = ("headline", "lede", "body")
_HEADS = ("topic", "agency", "county")  # parts that a draft need not repeat
_SAID = 0.4  # share of the words and numbers of a part; drafts that cover a part have half or more
_KNOWN = 0.3  # share of the words of a sentence; a third or more are known if it rests on its brief
_TELLING = 3  # words that a sentence needs for this measure
_WHOLE = ("when", "where", "call")  # parts that have their own names


class TextWords:
    """The words of a text, matched in any form and spacing."""

    def __init__(self, text: str) -> None:
        self._row = word_row(text)
        self._words = set(self._row.split())
        self._lemmas = {lemma(word) for _, _, word in words(text)}
        self._begun = {word[:length] for word in self._words for length in range(_BEGINNING, len(word) + 1)}

    def has(self, word: str) -> bool:
        """Return whether the text has the word in any form, even where the lemmatizer left its ending."""
        key = lemma(word)
        stem = flat(key).replace(" ", "")
        return (
            key in self._lemmas
            or set(flat(word).split()) <= self._words
            or stem[: max(_BEGINNING, len(stem) - _TAIL)] in self._begun
        )

    def names(self, name: str) -> bool:
        """Return whether the text has these words in this order."""
        return word_row(name) in self._row


@per_province(lru_cache(maxsize=64))
def source_vocabulary(brief: Brief) -> TextWords:
    """Return the words of a brief, of its county and agency in the province's data, and of the province's name."""
    county, agency = province().county(brief.county), province().agency(brief.agency)
    own = [name for it in (county, agency) if it for name in (it.name, *it.aliases)]
    return TextWords("\n".join([brief.facts(), province().name, brief.axis, *own, *(county.places if county else ())]))


@with_brief
def missing_parts(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield, at the end of the body, the parts of the brief that headline, lede and body do not mention."""
    if context.field != "body" or not context.text.strip() or context.fields.keys() <= {"body"}:
        return
    text, end = "\n".join(context.fields.get(field, "") for field in _FIELDS), len(context.text)
    said, values = TextWords(text), _values(text)
    for part, told in brief.parts().items():
        wanted, numbers = content_lemmas(told), _values(told)
        known = sum(map(said.has, wanted)) + len(numbers & values)
        if part not in _HEADS and known < _SAID * (len(wanted) + len(numbers)):
            name = part if part in _WHOLE else "quote" if part.startswith("q") else "note"
            severity = Severity.ADVISES if name == "note" else Severity.WARNS
            yield Match(end, end, values={"part": part, "text": told}, variant=name, severity=severity)


def unsupported(said: str, context: Context) -> Iterator[Match]:
    """Yield sentences whose words are not in the brief; common newsroom words do not count."""
    if context.brief and context.field in ("lede", "body"):
        telling = [word for _, _, word in words(said) if _tells(word)]
        known = source_vocabulary(context.brief)
        if len(telling) >= _TELLING and sum(map(known.has, telling)) < _KNOWN * len(telling):
            yield Match(0, len(said))


def _values(text: str) -> set[object]:
    return {value for _, _, values in amounts(text) for value in values}


def _tells(word: str) -> bool:
    key = lemma(word)
    plain = len(word) < 2 or word in stop_words() or any(char.isdigit() for char in word)
    return not plain and key not in _of_any_newsroom() and key not in verb_roots()


@cache
def _of_any_newsroom() -> frozenset[str]:
    return frozenset(listed_lines("newsroom"))
