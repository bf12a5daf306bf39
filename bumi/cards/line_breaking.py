"""Line breaking of Persian text: which words stay together, and the best breaks for a width."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bumi.current_province import per_province
from bumi.persian.lexicon import listed_data
from bumi.persian.text import ZWNJ, flat
from bumi.province import province

_NUMBER = re.compile(r"[«(]*[\d٫٬.,/:٪−+-]*\d[\d٪]*")
_GROUP = re.compile(r"[\d+()-]{2,}")
_WORDS: dict[str, frozenset[str]] = {key: frozenset(value.split()) for key, value in listed_data("line-breaks").items()}
_LINKS, _COUNTED = _WORDS["links"], _WORDS["counted"]
_SHORT_NAME = 3

LEADER, EZAFE, QUOTATION, NAME, VERB = 0.3, 0.12, 0.12, 0.2, 0.3
"""Penalty of a break after a leading word, inside an ezafe, a quotation or a long name, and before a light verb."""
LONE, ORPHAN, SHORT = 0.15, 0.45, 0.2
"""Penalty of a single word on a line, of one on the last line, and of an inner line under half the width."""


class Unbreakable(NamedTuple):
    """Words that must stand on one line; `fault` is the penalty of beginning a line with them (0: none)."""

    text: str
    fault: float = 0


def unbreakable_parts(text: str, names: Iterable[str] = ()) -> list[Unbreakable]:
    """Return the parts of `text` between which a line may break; joined by spaces they are `text`.

    Kept together: a number and its unit («۱۲ هزار نفر»، «۴ آذر»), a counted noun and its number («ساعت ۱۰»), the groups
    of a telephone number, «و»، «تا»، «یا» and the next word, «را» and the word before it, a title and the name after
    it, and names of up to three words: those of the province and those in `names`.
    """
    words = text.split(" ")
    inside = _inside_names(words, names)
    found: list[Unbreakable] = [Unbreakable(words[0])]
    depth = words[0].count("«") - words[0].count("»")
    for place in range(1, len(words)):
        if _must_follow(words, place) or 0 < inside[place] <= _SHORT_NAME:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {words[place]}")
        else:
            found.append(Unbreakable(words[place], _fault(words, place, depth > 0, inside[place] > 0)))
        depth += words[place].count("«") - words[place].count("»")
    return found


def _fault(words: Sequence[str], place: int, quoted: bool, named: bool) -> float:
    before = words[place - 1]
    leads = before in _WORDS["leaders"] | _COUNTED
    ezafe = before.endswith(("های", f"{ZWNJ}ی", "ۀ", "هٔ"))
    verb = _normalised(words[place]) in _WORDS["light_verbs"]
    return LEADER * leads + EZAFE * ezafe + QUOTATION * quoted + NAME * named + VERB * verb


def _must_follow(words: Sequence[str], place: int) -> bool:
    """Return whether the word at `place` must stay with the word before it."""
    before, word = words[place - 1], words[place]
    if word in _WORDS["trailers"] or (before in _WORDS["titles"] and word not in _LINKS):
        return True
    if before in _LINKS:
        return word not in _LINKS
    if before in _COUNTED:
        return _NUMBER.fullmatch(word) is not None
    leading = words[place - 2] if place > 1 else ""
    if _GROUP.fullmatch(before) and (_GROUP.fullmatch(word) or _GROUP.fullmatch(leading)):
        return _GROUP.fullmatch(word) is not None
    counts = _NUMBER.fullmatch(before) or (before in _WORDS["multipliers"] and _NUMBER.fullmatch(leading))
    return bool(counts) and leading not in _COUNTED and word not in _LINKS and word[:1].isalpha()


def _inside_names(words: Sequence[str], names: Iterable[str]) -> list[int]:
    """Return for each word the length of the name that a break before it would split, or 0."""
    inside, bare = [0] * len(words), [_normalised(word) for word in words]
    own = {form for name in names for form in _forms(name)}
    for start, first in enumerate(bare):
        for name in (*_known_names().get(first, ()), *own):
            size = len(name)
            if tuple(bare[start : start + size]) == name:
                for place in range(start + 1, start + size):
                    inside[place] = max(inside[place], size)
    return inside


@lru_cache(maxsize=4096)
def _normalised(word: str) -> str:
    """Return the word without punctuation, normalised for comparison."""
    return flat(word.strip("«»()،؛:.!؟"))


def _forms(name: str) -> set[tuple[str, ...]]:
    """Return the words of a name, with half-spaces kept and with half-spaces as spaces."""
    return {tuple(_normalised(word) for word in name.split()), tuple(flat(name).split())}


@per_province(cache)
def _known_names() -> dict[str, list[tuple[str, ...]]]:
    """Return the names of counties, places and agencies, and compounds, by their first word."""
    here = province()
    places = [place for county in here.counties for place in county.places]
    named = [name for item in (*here.counties, *here.agencies) for name in (item.name, *item.aliases)]
    compounds = (each.replace("_", " ") for each in _WORDS["compounds"])
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in {form for name in (here.name, *places, *named, *compounds) for form in _forms(name)}:
        found.setdefault(form[0], []).append(form)
    return found


def wrap(parts: Sequence[Unbreakable], width: float, measure: Callable[[str], float]) -> tuple[list[str], float] | None:
    """Return the fewest lines of at most `width` that hold `parts`, and the sum of their faults.

    None where a part is wider than `width`. Among breakings into the fewest lines the best minimises squared slack
    (each a share of the width) plus the faults of the breaks, by dynamic programming (Knuth and Plass, "Breaking
    Paragraphs into Lines", 1981). The returned sum has the faults alone.
    """
    widths, space = [measure(part.text) for part in parts], measure(" ")
    if max(widths) > width:
        return None
    count = len(parts)
    best = [(0, 0.0, 0.0, count)] * (count + 1)  # from each part on: lines, cost, faults, end of the first line
    for start in reversed(range(count)):
        broken = parts[start].fault if start else 0
        alone = 0 if " " in parts[start].text or count == 1 else ORPHAN if start == count - 1 else LONE
        choices, used = [], -space
        for end in range(start + 1, count + 1):
            used += space + widths[end - 1]
            if used > width:
                break
            lines, cost, faults, _ = best[end]
            short = SHORT if end < count and used < width / 2 else 0
            fault = broken + (alone if end == start + 1 else short)
            choices.append((lines + 1, cost + fault + ((width - used) / width) ** 2, faults + fault, end))
        best[start] = min(choices)
    found, start = [], 0
    while start < count:
        end = best[start][3]
        found.append(" ".join(part.text for part in parts[start:end]))
        start = end
    return found, best[0][2]
