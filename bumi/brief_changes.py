"""The difference of two versions of a brief: which parts a text may rest on changed, and what to show of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from bumi.brief import Brief
from bumi.persian.calendar import jalali

_ALIKE = 0.5  # of a note that was reworded, in SequenceMatcher's ratio
_FIELDS = ("topic", "lede", "when", "where", "starts_at", "ends_at", "call_to_action")
_REST = ("channels", "photo", "internal_note")
_LISTS = ("n", "q")  # how the ids of notes and quotations begin


@dataclass(frozen=True)
class PartMatch:
    """The ids of the parts of two versions: `same` and `changed` lead from old ids to new ones.

    A note that only moved is the same; `gone` are old ids, `new` are new ones.
    """

    same: Mapping[str, str]
    changed: Mapping[str, str]
    gone: frozenset[str]
    new: frozenset[str]

    @property
    def differs(self) -> bool:
        """Whether anything that a text may rest on has changed."""
        return bool(self.changed or self.gone or self.new)

    def renumbered(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the new ids of old ones, without those that are gone."""
        led = {**self.same, **self.changed}
        return tuple(led[id] for id in ids if id in led)

    def concerns(self, ids: tuple[str, ...]) -> bool:
        """Return whether any of these old parts has changed or is gone."""
        return any(id not in self.same for id in ids)


class BriefChange(NamedTuple):
    """One change: the field, or the id of the note or quotation; before is empty if it is new, after if it is gone."""

    name: str
    before: str
    after: str


def matched(old: Brief, new: Brief) -> PartMatch:
    """Return which part of `new` each part of `old` has become; notes are matched by their words, not their number."""
    before, after = old.parts(), new.parts()
    pairs = {id: id for id in before if id in after and not _listed(id)}
    for first in _LISTS:
        pairs |= _paired(_those(before, first), _those(after, first))
    return PartMatch(
        same={id: to for id, to in pairs.items() if before[id] == after[to]},
        changed={id: to for id, to in pairs.items() if before[id] != after[to]},
        gone=frozenset(before).difference(pairs),
        new=frozenset(after).difference(pairs.values()),
    )


def brief_changes(old: Brief, new: Brief) -> list[BriefChange]:
    """Return every change, in the order of the form."""
    match, before, after = matched(old, new), old.parts(), new.parts()
    listed = [BriefChange(to, before[id], after[to]) for id, to in match.changed.items() if _listed(id)]
    listed += [BriefChange(id, before[id], "") for id in before if id in match.gone and _listed(id)]
    listed += [BriefChange(id, "", after[id]) for id in after if id in match.new and _listed(id)]
    listed.sort(key=lambda each: (_LISTS.index(each.name[0]), int(each.name[1:])))
    return [*_fields(old, new, _FIELDS), *listed, *_fields(old, new, _REST)]


def _fields(old: Brief, new: Brief, names: tuple[str, ...]) -> Iterator[BriefChange]:
    for name in names:
        before, after = (_shown(brief, name) for brief in (old, new))
        if before != after:
            yield BriefChange(name, before, after)


def _shown(brief: Brief, name: str) -> str:
    if name == "channels":
        return "، ".join(channel.persian for channel in brief.channels)
    if name in ("starts_at", "ends_at"):
        moment = brief.starts_at if name == "starts_at" else brief.ends_at
        return jalali(moment) if moment else ""
    return str(getattr(brief, name))


def _paired(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Return the pairs of a list: those of the same words, then the likest of the others."""
    pairs: dict[str, str] = {}
    for id, text in before.items():
        if to := next((to for to, other in after.items() if other == text and to not in pairs.values()), ""):
            pairs[id] = to
    left = [(id, to) for id in before if id not in pairs for to in after if to not in pairs.values()]
    likest = sorted(left, key=lambda pair: -_alike(before[pair[0]], after[pair[1]]))
    for id, to in likest:
        if id not in pairs and to not in pairs.values() and _alike(before[id], after[to]) >= _ALIKE:
            pairs[id] = to
    return pairs


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _listed(id: str) -> bool:
    return id[0] in _LISTS and id[1:].isdigit()


def _those(parts: Mapping[str, str], first: str) -> dict[str, str]:
    return {id: text for id, text in parts.items() if _listed(id) and id[0] == first}
