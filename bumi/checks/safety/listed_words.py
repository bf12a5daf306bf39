"""The words of assets/words/dignity.yaml, found in a text where the context conditions of their entry hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from bumi.current_province import per_province
from bumi.finding import Severity
from bumi.persian.lexicon import listed_data
from bumi.persian.word_patterns import GAP, WORD_END, WORD_START, pattern
from bumi.province import province

_BESIDE, _NEAR = 45, 100  # characters


class ListedWords(BaseModel):
    """An entry of the file, as its header explains: words, their context conditions, and the message for the editor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Severity
    message: str
    words: tuple[str, ...]
    after: str = ""
    before: str = ""
    not_after: str = ""
    not_before: str = ""
    near: str = ""

    @cached_property
    def forms(self) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
        """The patterns of its words, each with its replacements."""
        parted = (line.partition(" = ") for line in self.words)
        return [
            (pattern(words, after=WORD_END), tuple(filter(None, instead.split(" / ")))) for words, _, instead in parted
        ]

    def holds(self, text: str, start: int, end: int) -> bool:
        """Return whether the context conditions hold at this span."""
        before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
        return (
            (not self.after or _ending(self.after).search(before) is not None)
            and (not self.before or _beginning(self.before).match(after) is not None)
            and not (self.not_after and _ending(self.not_after).search(before))
            and not (self.not_before and _beginning(self.not_before).match(after))
            and (not self.near or _anywhere(self.near).search(text[max(0, start - _NEAR) : end + _NEAR]) is not None)
        )


@dataclass(frozen=True)
class Phrase:
    """A match of the words of an entry in a text."""

    start: int
    end: int
    entry: ListedWords
    suggestions: tuple[str, ...]


def phrases(text: str) -> Iterator[Phrase]:
    """Yield the matches of the entries in a levelled text, in order; of overlapping ones the first, then longest."""
    done = 0
    for hint in _any().finditer(text):
        if hint.start() >= done and (found := _longest(text, hint.start())):
            done = found.end
            yield found


def _longest(text: str, start: int) -> Phrase | None:
    found = [
        Phrase(start, match.end(), entry, suggestions)
        for entry in entries()
        for form, suggestions in entry.forms
        if (match := form.match(text, start)) and entry.holds(text, *match.span())
    ]
    return max(found, key=lambda phrase: phrase.end, default=None)


@per_province(cache)
def entries() -> tuple[ListedWords, ...]:
    """Return the entries of the file."""
    names = dict.fromkeys((province().own_name, *(county.name for county in province().counties)))
    local = "|".join(f"{name}ی" for name in names)
    told = ({**each, "words": [it.replace("LOCAL", local) for it in each["words"]]} for each in listed_data("dignity"))
    return tuple(map(ListedWords.model_validate, told))


@per_province(cache)
def _any() -> re.Pattern[str]:
    """The pattern of all places where an entry may match; its matches are empty, so that none hides another."""
    every = "|".join(form.pattern for entry in entries() for form, _ in entry.forms)
    return re.compile(f"{WORD_START}(?={every})")


def _ending(written: str) -> re.Pattern[str]:
    return pattern(written, before=WORD_START, after=f"{GAP}$")


def _beginning(written: str) -> re.Pattern[str]:
    return pattern(written, before=GAP, after=WORD_END)


def _anywhere(written: str) -> re.Pattern[str]:
    return pattern(written, before=WORD_START)
