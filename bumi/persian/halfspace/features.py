"""Features of half-spaces: named evidence for and against joining halves, which the ranker weighs."""

from collections.abc import Sequence

from bumi.persian.halfspace.evidence import (
    SUFFIXES,
    VERB_SIGNS,
    Counts,
    bare,
    common,
    kinds,
    listed,
    productive,
    stems,
    verb_parts,
)
from bumi.persian.loglinear.counts import key
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN, belong_together, respelled

_NUMBERS = ("یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "چند", "تک", "نیم", "میان")
_FRONTS = (
    dict.fromkeys(_NUMBERS, ("ه", "ی")) | dict.fromkeys(("فرا", "فرو"), ("ن",)) | dict.fromkeys(("ضد", "پر"), ("",))
)
"""First halves of many words, and the endings of their second halves."""


def plausible(left: str, right: str, counts: Counts, least: int = 0) -> bool:
    """Return whether there is any evidence for a half-space between two halves.

    If nothing is known of the pair, one half must occur next to half-spaces about as often as alone; with `least`
    below 0, so many buckets less often.
    """
    if right in SUFFIXES or left in VERB_SIGNS or key(left, right) in counts.joined or listed(f"{left}{ZWNJ}{right}"):
        return True
    if (right.startswith("ال") and len(right) > 4) or (left in _FRONTS and right.endswith(_FRONTS[left])):
        return True
    ends = stems(right)
    if any(key(left, stem) in counts.joined or listed(f"{left}{ZWNJ}{stem}") for stem in ends):
        return True
    begins, closes = productive(left, right)
    first = max(begins, counts.first.get(key(left), 0))
    last = max(closes, *(counts.last.get(key(each), 0) for each in (right, *ends)))
    return (first > 1 and first - counts.alone.get(key(left), 0) >= least) or (
        last > 1 and last - counts.alone.get(key(right), 0) >= least
    )


def pair_features(left: str, right: str, counts: Counts, kind: str) -> list[str]:
    """Return the features of two halves alone; `kind` is g (a gap between them) or i (inside a word)."""
    joint, pair = _joint(left), key(left, right)
    joined, apart = counts.joined.get(pair, 0), counts.apart.get(pair, 0)
    parted, whole = listed(f"{left}{ZWNJ}{right}"), f"{counts.alone.get(key(left + right), 0)}{listed(left + right)}"
    first, last = counts.first.get(key(left), 0), counts.last.get(key(right), 0)
    left_alone, right_alone = counts.alone.get(key(left), 0), counts.alone.get(key(right), 0)
    begins, closes = productive(left, right)
    known, seen = _with_other_ending(left, right, counts)
    whole_common, half_common = common(f"{left}{ZWNJ}{right}"), min(common(left), common(right))
    shared = [
        f"count {whole_common} {parted}", f"count {whole_common} {whole_common - half_common}",
        f"count {whole_common} {joined} {apart}",
        f"joined {joined} {apart}", f"listed {parted} {listed(left + right)}", f"both {joined} {parted} {apart}",
        f"whole {whole} {parted}", f"first {first} {left_alone}", f"last {last} {right_alone}", f"rates {first} {last}",
        f"begins {begins} {left_alone}", f"closes {closes} {right_alone}", f"makes {begins} {closes}",
        f"made {begins} {closes} {apart} {joined}", f"closes {closes} {joint} {len(right)}", f"stem {known} {seen}",
        f"stem {known} {parted} {min(joined, 2)}",
    ]  # fmt: skip
    own = [
        f"left {left}", f"right {right}", f"right {right} {joint}", f"joint {joint}",
        f"kinds {kinds(left)} {kinds(right)}",
        f"kinds {kinds(left)} {right if last > 1 else ''}", f"kinds {left if first > 1 else ''} {kinds(right)}",
        f"letters {min(len(left), 7)} {min(len(right), 7)}", f"left {min(len(left), 4)} {listed(left)}",
        f"right {min(len(right), 4)} {listed(right)}", f"ends {right[-3:]}", f"begins {right[:3]}",
        f"before {left[-3:]}", f"alone {left_alone} {right_alone}", f"rule {belong_together(left, right)}",
        f"article {right[:2] == 'ال'} {joint}",
    ]  # fmt: skip
    if left in VERB_SIGNS:
        own.append(f"verb {right in verb_parts()} {any(stem in verb_parts() for stem in stems(right))}")
    if right in SUFFIXES:
        own += [f"suffix {right} {of}" for of in (f"{joint} {listed(left)}", kinds(left), f"{left_alone} {joint}")]
    return [f"{kind} {each}" for each in shared + own] + shared


def whole_features(word: str, counts: Counts) -> list[str]:
    """Return the features for leaving a word whole."""
    alone, known = counts.alone.get(key(word), 0), listed(word)
    stem = max(map(listed, stems(word)), default=0)
    stem_alone = max((counts.alone.get(key(each), 0) for each in stems(word)), default=0)
    said = [
        f"alone {alone}", f"listed {known}", f"alone {alone} {known}", f"stem {stem} {min(alone, 2)} {known}",
        f"stem alone {stem_alone} {min(alone, 2)}", f"stem {stem_alone} {stem} {known} {min(alone, 3)}",
        f"kinds {kinds(word)}", f"letters {min(len(word), 9)}", f"ends {word[-3:]}", f"word {word}",
    ]  # fmt: skip
    return [f"w {each}" for each in said]


def parts_features(word: str, parts: Sequence[str]) -> list[str]:
    """Return the joint features of the parts of a word."""
    rule = respelled(word)
    return [f"rule {ZWNJ.join(parts) == rule} {rule != word}", f"parts {len(parts)}"]


def context_features(left: str, right: str, before: str, after: str, state: str, kind: str) -> list[str]:
    """Return the features of the neighbours of two halves (empty beyond a mark) and of the state of the text."""
    before, after = bare(before), bare(after)
    to, of = kinds(before) if before else ".", kinds(after) if after else "."
    suffix = f"{right} {_joint(left)}" if right in SUFFIXES else ""
    said = [
        f"state {state}", f"state {state} {suffix}", f"after {after}", f"before {before}", f"after {of}",
        f"before {to}", f"after {of} {right}", f"before {to} {left}", f"after {after} {right}",
        f"around {kinds(left)} {kinds(right)} {of}",
    ]  # fmt: skip
    return [f"{kind} {each}" for each in said]


def _joint(left: str) -> str:
    """Return how a half-space after `left` looks: C invisible, h after ه, y after ی, J as a break."""
    return "C" if left[-1] in CANNOT_JOIN else {"ه": "h", "ی": "y"}.get(left[-1], "J")


def _with_other_ending(left: str, right: str, counts: Counts) -> tuple[int, int]:
    """Return (how the lexicon knows, how often texts had) two halves with another ending of the second."""
    others = [*stems(right), *(right + ending for ending in ("ی", "ان", "ه"))]
    known = max(listed(f"{left}{ZWNJ}{other}") for other in others)
    return known, max(counts.joined.get(key(left, other), 0) for other in others)
