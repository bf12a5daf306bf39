"""Lines of Persian text: broken on spaces only, even in length, with no number torn from its unit."""

import re
from collections.abc import Callable, Sequence

__all__ = ["atoms", "wrap"]

_NUMBER = re.compile(r"[«(]*[\d٫٬.,/:٪]*\d[\d٪]*")
_MANY = {"هزار", "میلیون", "میلیارد"}
_LINKS = {"و", "تا", "یا"}
_TRAILERS = {"را"}
_COUNTED = {"ساعت", "سال", "شماره"}


def atoms(text: str) -> list[str]:
    """Return the parts of `text` between which a line may break; joined by spaces they are `text`.

    Kept together: a number and its unit («۱۲ هزار نفر»، «۴ آذر»), a counted noun and its number («ساعت ۱۰»),
    «و»، «تا»، «یا» with the word they lead in, and «را» with the word it follows.
    """
    words = text.split(" ")
    parts = words[:1]
    for place in range(1, len(words)):
        if _bound(words, place):
            parts[-1] += f" {words[place]}"
        else:
            parts.append(words[place])
    return parts


def wrap(parts: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str] | None:
    """Return the fewest lines within `width` that hold `parts`, of lengths as even as can be.

    None when a part alone is wider than `width`. Of breakings into as many lines, the one with the fewest
    faults wins (a last line of one word, a break inside « »), then the least ragged: the sum of squared
    slacks, by dynamic programming as in Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
    """
    widths, space, inside = [measure(part) for part in parts], measure(" "), _inside_quotes(parts)
    if max(widths) > width:
        return None
    count = len(parts)
    best = [(0, 0, 0.0, count)] * (count + 1)  # from each part on: lines, faults, raggedness, end of the first line
    for start in reversed(range(count)):
        alone = 0 < start == count - 1 and " " not in parts[start]
        choices, used = [], -space
        for end in range(start + 1, count + 1):
            used += space + widths[end - 1]
            if used > width:
                break
            lines, faults, ragged, _ = best[end]
            choices.append((lines + 1, faults + inside[start] + alone, ragged + (width - used) ** 2, end))
        best[start] = min(choices)
    lines_of_words, start = [], 0
    while start < count:
        end = best[start][3]
        lines_of_words.append(" ".join(parts[start:end]))
        start = end
    return lines_of_words


def _inside_quotes(parts: Sequence[str]) -> list[bool]:
    """Say of each part whether a line that begins with it begins inside « »."""
    opened = [part.count("«") - part.count("»") for part in parts]
    return [sum(opened[:place]) > 0 for place in range(len(parts))]


def _bound(words: Sequence[str], place: int) -> bool:
    """Say whether the word at `place` may not begin a line after the word before it."""
    before, word = words[place - 1], words[place]
    if word in _TRAILERS:
        return True
    if before in _LINKS:
        return word not in _LINKS
    if before in _COUNTED:
        return _NUMBER.fullmatch(word) is not None
    leading = words[place - 2] if place > 1 else ""
    counts = _NUMBER.fullmatch(before) or (before in _MANY and _NUMBER.fullmatch(leading))
    return bool(counts) and leading not in _COUNTED and word not in _LINKS and word[:1].isalpha()
