"""The tables of a release: rows of cells as points of a list, each cell with the name of its column."""

import re
from itertools import groupby

__all__ = ["rows_as_points"]

_CELLS = re.compile(r"[|│]|\t+")
_RULE = re.compile(r"[\s|│\-–—_=+:]*")
_FEWEST = 3  # rows of a table, its head included, and cells of a row


def rows_as_points(text: str) -> str:
    """Return `text` with its tables as lists: «دور | مسافت» over «اول | ۱۰۰۰ متر» is «- دور: اول، مسافت: ۱۰۰۰ متر»."""
    lines: list[str] = []
    for size, run in groupby(text.splitlines(), key=lambda line: len(_cells(line))):
        rows = [*run]
        filled = [row for row in rows if not _RULE.fullmatch(row)]
        lines += _points(filled) if size >= _FEWEST and len(filled) >= _FEWEST else rows
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|│"))]


def _points(rows: list[str]) -> list[str]:
    head = _cells(rows[0])
    return [
        "- "
        + "، ".join(f"{name}: {cell}" if name else cell for name, cell in zip(head, _cells(row), strict=True) if cell)
        for row in rows[1:]
    ]
