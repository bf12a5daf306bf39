"""Merge a new draft into an edited text: only the sentences are replaced that a change of the brief concerns.

A sentence that an editor has changed is not replaced: it is returned beside the new one, for a person to choose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from bumi.brief import Brief
from bumi.brief_changes import PartMatch
from bumi.newsroom.workflow.brief_versions import carried
from bumi.persian.morphology import sentences
from bumi.piece import POINT, Draft, Fields, Source

_WITH_SENTENCES = ("lede", "body")
_ALIKE = 0.45  # of an editor's sentence and the new one, in SequenceMatcher's ratio
_ENDS = ".!؟?…»"  # the characters with which a sentence may end
_LONE_POINT = re.compile(rf"^{POINT.strip()}[ \t]*(?:\n|$)", re.MULTILINE)
_LONE_TITLE = re.compile(r"(?:^|(?<=\n\n))[^\n•]{1,40}:[ \t]*(?=\n\n|\s*$)")


class SentenceChoice(NamedTuple):
    """Two texts between which a person chooses: `kept` is in the text, or empty; `drafted` is new."""

    field: str
    kept: str
    drafted: str
    rests_on: tuple[str, ...]


class Redrafted(NamedTuple):
    """The merged text with its sources by the new brief, and what is left to choose."""

    fields: Fields
    sources: tuple[Source, ...]
    choices: tuple[SentenceChoice, ...]


class WholeField(NamedTuple):
    """A field without sources: the last words that the writer gave it, and whether it still has them."""

    drafted: str
    untouched: bool


def whole_fields(history: Iterable[tuple[Fields, bool]]) -> dict[str, WholeField]:
    """Return the fields without sources; `history` has every revision's fields and whether a model wrote at it.

    A field's words are the writer's if they came into the text with a revision at which a model wrote.
    """
    found: dict[str, WholeField] = {}
    came: dict[tuple[str, str], bool] = {}
    for fields, by_model in history:
        for name, text in fields.texts().items():
            if name in _WITH_SENTENCES:
                continue
            drafted = came.setdefault((name, text), by_model)
            last = found[name].drafted if name in found else ""
            found[name] = WholeField(text if drafted else last, drafted)
    return found


def merged(
    fields: Fields,
    sources: Sequence[Source],
    draft: Draft | None,
    match: PartMatch,
    brief: Brief,
    whole: Mapping[str, WholeField],
    ever_told: Set[tuple[str, str]],
) -> Redrafted:
    """Return the text `fields` with the sentences of `draft` in it that the change of the brief concerns.

    `sources` are those of `fields`, by the earlier version of the brief; `draft` is of the new version, `brief`;
    without a draft the sources are only renumbered. `ever_told` has (field, part) for each part of the earlier version
    on which a sentence of the field ever rested: where none did, no editor has removed one.
    """
    if draft is None:
        return Redrafted(fields, tuple(carried(each, match, brief) for each in sources), ())
    texts, new = fields.texts(), draft.fields.texts()
    kept: list[Source] = []
    choices: list[SentenceChoice] = []
    replaced: list[tuple[str, str]] = []
    for name in _WITH_SENTENCES:
        made = _FieldMerge(name, texts[name], sources, new[name], draft.sources, match, brief, ever_told)
        made.run()
        texts[name] = made.text or new[name]
        kept += made.kept if made.text else [each for each in draft.sources if each.field == name]
        choices += made.choices
        replaced += made.replaced
    for name, field_ in whole.items():
        texts[name], choice = _whole(name, texts[name], new[name], field_, replaced)
        choices += choice
    result = Fields(**{**texts, "hashtags": tuple(texts["hashtags"].split())})
    return Redrafted(result, tuple(kept), tuple(choices))


def _whole(
    name: str, text: str, drafted: str, before: WholeField, replaced: Sequence[tuple[str, str]]
) -> tuple[str, list[SentenceChoice]]:
    """Return a field without sources: an editor's words stay, though the sentences in them that are replaced do not."""
    if drafted in (text, before.drafted):
        return text, []
    if before.untouched:
        return drafted, []
    with_new = text
    for old, new in replaced:
        with_new = with_new.replace(old, new)
    return with_new, [SentenceChoice(name, text, drafted, ())] if with_new == text else []


@dataclass
class _FieldMerge:
    """The merge of one field with sentences."""

    name: str
    text: str
    before: Sequence[Source]
    drafted: str
    after: Sequence[Source]
    match: PartMatch
    brief: Brief
    ever_told: Set[tuple[str, str]]
    kept: list[Source] = field(default_factory=list)
    choices: list[SentenceChoice] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)

    def run(self) -> None:
        self.before = [each for each in self.before if each.field == self.name and _place(each.text, self.text) >= 0]
        self.after = [each for each in self.after if each.field == self.name]
        told = {id for each in self.before for id in each.rests_on}
        unused = self._replace([each for each in self.after if self._is_new(each)])
        for each in unused:
            old = {id for id, to in self.match.changed.items() if to in each.rests_on}
            if each.text in self.text:
                self.kept.append(each)
            elif not old or old & told or not self.ever_told & {(self.name, id) for id in old}:
                self._insert(each)
            else:
                self.choices.append(SentenceChoice(self.name, self._likest(each.text), each.text, each.rests_on))
        self.text = _tidy(self.text)
        self.kept.sort(key=lambda each: self.text.find(each.text))

    def _is_new(self, source: Source) -> bool:
        ids = {*self.match.changed.values(), *self.match.new}
        return bool(ids.intersection(source.rests_on))

    def _replace(self, candidates: list[Source]) -> list[Source]:
        """Replace each sentence that rests on a changed part, in order; return the candidates that are left."""
        at, unused = 0, candidates
        for old in self.before:
            start = _place(old.text, self.text, at)
            if start < 0:
                continue
            if not self.match.concerns(old.rests_on):
                self.kept.append(carried(old, self.match, self.brief))
                at = start + len(old.text)
                continue
            new = next((each for each in unused if self._tells(each, old)), None) or self._without_gone(old)
            words = new.text if new else ""
            rest = self.text[start + len(old.text) :]
            if not new and old.text.startswith(POINT):  # the line goes with its words
                rest = rest.removeprefix("\n")
            self.text = self.text[:start] + words + rest
            at = start + len(words)
            if new:
                self.kept.append(new)
                self.replaced.append((old.text, words))
                unused = [each for each in unused if each is not new]
        return unused

    def _tells(self, new: Source, old: Source) -> bool:
        """Return whether `new` rests on what a part of `old` has become, and is a line of a list where `old` is."""
        return _gap(new) == _gap(old) and any(self.match.changed.get(id) in new.rests_on for id in old.rests_on)

    def _without_gone(self, old: Source) -> Source | None:
        """Return the sentence that says what is left of `old`, some parts of which are gone from the brief."""
        left = {*self.match.renumbered(old.rests_on)}
        same = [each for each in self.after if not self._is_new(each) and _gap(each) == _gap(old)]
        there = [each for each in same if each.text not in self.text and left & {*each.rests_on}]
        likest = max(there, key=lambda each: len(left & {*each.rests_on}), default=None)
        return likest if left else None

    def _insert(self, new: Source) -> None:
        """Insert a sentence where the draft has it: after the one before it that is in the text, or before the next."""
        self.kept.append(new)
        start = self.drafted.find(new.text)
        end = start + len(new.text)
        for each in reversed(self._there(0, start)):
            first = self.drafted.find(each.text) + len(each.text)
            title = self.drafted[first:start].strip()
            place = _place(each.text, self.text) + len(each.text)
            if title and _place(title, self.text) >= 0:  # of the list that the sentence is a line of
                return self._put(_place(title, self.text) + len(title), f"\n{new.text}")
            near = not any(first <= self.drafted.find(other.text) < start for other in self.after)
            return self._put(self._before_next(place), f"{self.drafted[first:start] if near else _gap(new)}{new.text}")
        for each in self._there(end, len(self.drafted)):
            title = self.drafted[end : self.drafted.find(each.text)].strip()
            place = _place(title, self.text) if title else -1
            return self._put(
                place if place >= 0 else _place(each.text, self.text), f"{new.text}{_gap(each, bool(title))}"
            )
        self._put(len(self.text), f"{_gap(new) if self.text else ''}{new.text}")

    def _there(self, first: int, last: int) -> list[Source]:
        """Return the sentences between two places of the draft that are in the text."""
        between = [each for each in self.after if first <= self.drafted.find(each.text) < last]
        return [each for each in between if _place(each.text, self.text) >= 0]

    def _put(self, at: int, words: str) -> None:
        self.text = f"{self.text[:at]}{words}{self.text[at:]}"

    def _before_next(self, end: int) -> int:
        """Return `end` if a sentence of the writer or a new line follows, else the end of the line, an editor's."""
        rest = self.text[end:].partition("\n")[0]
        known = rest.lstrip(" ").startswith(tuple(each.text for each in (*self.kept, *self.before)))
        return end if known else end + len(rest)

    def _likest(self, sentence: str) -> str:
        """Return the editor's sentence that is most like a new one, or an empty string."""
        bare = self.text
        for each in self.kept:
            bare = bare.replace(each.text, "\n")
        found = [words for start, end in sentences(bare) if (words := bare[start:end].strip())]
        alike = {each: SequenceMatcher(None, each, sentence, autojunk=False).ratio() for each in found}
        likest = max(found, key=alike.__getitem__, default="")
        return likest if likest and alike[likest] >= _ALIKE else ""


def _place(sentence: str, text: str, at: int = 0) -> int:
    """Return where a sentence or a line stands in the text, whole, from `at` on; -1 if words were added to it."""
    while (start := text.find(sentence, at)) >= 0:
        before, after = text[:start].rstrip(" "), text[start + len(sentence) :]
        ended = sentence[-1:] in _ENDS and (not after or after[0].isspace())
        if (not before or before[-1] in f"\n{_ENDS}") and (ended or not after or after[0] == "\n"):
            return start
        at = start + 1
    return -1


def _gap(source: Source, apart: bool = False) -> str:
    return "\n" if source.text.startswith(POINT) and not apart else "\n\n"


def _tidy(text: str) -> str:
    """Return the text without the list marks, titles and spaces that removed sentences leave behind."""
    text = _LONE_POINT.sub("", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    text = _LONE_TITLE.sub("", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
