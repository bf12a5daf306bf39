"""Lines of Persian text: broken on spaces only, where it hurts least, even in length."""

from collections.abc import Callable, Sequence

from bumi.cards.bind import Part

__all__ = ["LONE", "ORPHAN", "wrap"]

LONE, ORPHAN = 0.15, 0.45
"""How bad one word alone on a line is, and on the last one."""


def wrap(parts: Sequence[Part], width: float, measure: Callable[[str], float]) -> tuple[list[str], float] | None:
    """Return the fewest lines within `width` that hold `parts`, and how bad they are; None where a part is wider.

    Of the breakings into as few lines the best has the least sum of squared slacks, each as a part of the width,
    and of the faults of the breaks (see bind.py): dynamic programming as in Knuth and Plass, "Breaking Paragraphs
    into Lines" (1981). How bad they are counts the faults alone.
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
            fault = broken + (alone if end == start + 1 else 0)
            choices.append((lines + 1, cost + fault + ((width - used) / width) ** 2, faults + fault, end))
        best[start] = min(choices)
    found, start = [], 0
    while start < count:
        end = best[start][3]
        found.append(" ".join(part.text for part in parts[start:end]))
        start = end
    return found, best[0][2]
