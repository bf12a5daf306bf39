"""Assemble the fields of a piece from an outline: paragraphs, lists of facts, caption, hashtags, and their sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bumi.brief import Brief
from bumi.models.planner.facts import LabelledFact
from bumi.persian.numbers import number_words
from bumi.persian.word_forms import hashtag
from bumi.piece import DETAILS, Fields, Source

_LONGEST = 3  # words in a hashtag
_PARTED_NUMBER = re.compile(r"\d[^\w\s]\d")


@dataclass(frozen=True)
class PlannedSentence:
    """A final sentence, with the ids of the parts of the brief that it rests on.

    `plain` says that a model was asked for it and none of its sentences passed.
    """

    text: str
    rests_on: tuple[str, ...]
    plain: bool = False


type OutlineLine = PlannedSentence | LabelledFact


@dataclass
class Outline:
    """The content of a piece in reading order; `lists` follow the paragraphs, each with the line that introduces it.

    `last` ends the body: what to do now, as a sentence. `closing` is what the caption says after the lede: how to take
    part, where to call.
    """

    kicker: str
    headline: str
    lede: list[PlannedSentence]
    paragraphs: list[list[PlannedSentence]] = field(default_factory=list)
    lists: list[tuple[str, list[OutlineLine]]] = field(default_factory=list)
    last: list[PlannedSentence] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    hashtags: tuple[str, ...] = ()

    def with_facts(self, facts: Iterable[LabelledFact]) -> None:
        """Add `facts` to the list of details."""
        if lines := list[OutlineLine](facts):
            self.lists.append((DETAILS, lines))


def assembled(outline: Outline, parts: Mapping[str, str]) -> tuple[Fields, tuple[Source, ...]]:
    """Return the fields of `outline` and the source of each sentence and fact; `parts` are the brief's, by id."""
    sources = [_source("lede", each, each.text, parts) for each in outline.lede]
    paragraphs: list[str] = []
    for paragraph in outline.paragraphs:
        paragraphs.append(_joined(paragraph))
        sources += [_source("body", each, each.text, parts) for each in paragraph]
    for leading, lines in outline.lists:
        paragraphs.append("\n".join([leading, *map(_line, lines)]))
        sources += [_source("body", each, _line(each), parts) for each in lines]
    if outline.last:
        paragraphs.append(_joined(outline.last))
        sources += [_source("body", each, each.text, parts) for each in outline.last]
    lede = _joined(outline.lede)
    fields = Fields(
        kicker=outline.kicker,
        headline=outline.headline,
        lede=lede,
        body="\n\n".join(paragraphs),
        caption=" ".join([lede, *outline.closing]),
        hashtags=outline.hashtags,
    )
    return fields, tuple(sources)


def _joined(sentences: Sequence[PlannedSentence]) -> str:
    return " ".join(each.text for each in sentences)


def _line(line: OutlineLine) -> str:
    """Return a line of a list, without a full stop."""
    return line.line() if isinstance(line, LabelledFact) else LabelledFact(line.text.rstrip("."), line.rests_on).line()


def _source(place: str, told: OutlineLine, text: str, parts: Mapping[str, str]) -> Source:
    notes = tuple(parts[id_] for id_ in told.rests_on if id_ in parts)
    return Source(field=place, text=text, rests_on=told.rests_on, notes=notes, plain=getattr(told, "plain", False))


def hashtags(brief: Brief) -> tuple[str, ...]:
    """Return up to three hashtags without «#», words joined by «_», as the channels take them."""
    phrases = [brief.county, _head(brief.topic), brief.axis]
    tags = [_tag(phrase) for phrase in phrases if len(phrase.split()) <= _LONGEST]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _head(topic: str) -> str:
    """Return the first words of a topic, up to its first preposition or mark."""
    return re.split(r"\s+(?:در|برای|به|از|با|و|تا|بر|ویژه|درباره|پس|پیش)\s|[؛،:«(]", topic, maxsplit=1)[0]


def _tag(words: str) -> str:
    if _PARTED_NUMBER.search(words) or words in number_words():  # ۴.۷ would be two numbers, «هزار» half of one
        return ""
    return hashtag(words)
