"""The pages of a shelf: a front page with its newest stories, and sheets of older ones that hardly ever change.

Places on a shelf go into blocks of `SIZE`. The front page shows the last two blocks, so it is never short, and
every older block has a sheet. A new story changes the front page, and each `SIZE`th makes one sheet.
"""

from typing import NamedTuple

__all__ = ["IN_MAP", "IN_SEARCH", "SIZE", "Span", "block", "blocks", "front", "sheet", "sheets", "touched"]

SIZE, IN_MAP, IN_SEARCH = 16, 250, 64


class Span(NamedTuple):
    """Places on a shelf, from the first to the last."""

    first: int
    last: int


def block(position: int, size: int = SIZE) -> int:
    """Return the number, from 1, of the block that a place is in."""
    return (position - 1) // size + 1


def blocks(length: int, size: int) -> int:
    """Return how many blocks a shelf of `length` places has; an empty one has one."""
    return max(1, block(length, size))


def front(length: int) -> Span:
    """Return the places that the front page shows."""
    return Span(max(0, block(length) - 2) * SIZE + 1, max(1, length))


def sheets(length: int) -> int:
    """Return how many sheets there are behind the front page."""
    return max(0, block(length) - 2)


def sheet(number: int, size: int = SIZE) -> Span:
    """Return the places that a block has."""
    return Span((number - 1) * size + 1, number * size)


def touched(position: int, length: int) -> list[int]:
    """Return the sheets that change when the story in a place does, 0 for the front page; a new one is the last.

    The story that begins a block pushes an older block out of the front page: that gets its sheet, and the sheet
    before learns that there is a newer one.
    """
    behind = sheets(length)
    if block(position) <= behind:
        return [block(position)]
    begins = position == length and length % SIZE == 1
    return [*(number for number in (behind - 1, behind) if begins and number > 0), 0]
