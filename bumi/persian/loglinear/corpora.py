"""Training corpora: reads texts in parts that share little, and sums counts over parts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bumi.errors import NotAvailable
from bumi.persian.text import ZWNJ

CORPORA = ("corpus_wikipedia_fa", "corpus_clean_fa")
"""The folders of clean text."""

type Tally = Mapping[str, Counter[tuple[str, ...]]]
"""Counts of words and word tuples, by the name of the count."""

_BLOCK = 400_000  # letters in a block of one file, which has one topic
_PARTS = 8
# Wikipedia joins «شده‌است», newsrooms do not: this is not learnt.
_PERFECT = re.compile(f"ه{ZWNJ}(?=(?:است|بود\\w*|باش\\w*|شد\\w*)\\b)")


def read_parts(folder: Path, own: Sequence[str] = ()) -> list[list[str]]:
    """Return the lines of all `*.txt` in CORPORA under `folder`, and our `own`, in parts of like size.

    Lines of one block of a file are in one part, so that counts of the other parts do not contain them. NotAvailable
    where there is no text.
    """
    files = sorted(path for name in CORPORA for path in (folder / name).glob("*.txt"))
    if not files:
        raise NotAvailable(f"در «{folder}» پیکره‌ای نیست؛ پوشه‌ای بدهید که {' یا '.join(CORPORA)} را دارد")
    texts = [path.read_text("utf-8").splitlines() for path in files]
    blocks = [block for lines in [*texts, own] for block in _blocks(lines)]
    parts: list[list[str]] = [[] for _ in range(_PARTS)]
    for block in sorted(blocks, key=_letters, reverse=True):
        min(parts, key=_letters).extend(block)
    return parts


def read_statements(folder: Path) -> list[str]:
    """Return the training sentences of FarsTail, each once: well spelt, except for half-spaces.

    None where `folder` does not hold nli_fa.
    """
    path = folder / "nli_fa" / "train.tsv"
    rows = path.read_text("utf-8").splitlines()[1:] if path.exists() else []
    return list(dict.fromkeys(text for row in rows for text in row.split("\t")[:2]))


def sums(tallies: Sequence[Tally], without: Tally | None = None) -> Tally:
    """Return the summed counts of all parts, or of all but one."""
    return {
        name: sum((each[name] for each in tallies if each is not without), Counter[tuple[str, ...]]())
        for name in tallies[0]
    }


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    length = 0
    for line in lines:
        if line.strip():
            blocks[-1].append(_PERFECT.sub("ه ", line.strip()))
            length += len(line)
        if length > _BLOCK:
            blocks.append([])
            length = 0
    return blocks


def _letters(lines: Iterable[str]) -> int:
    return sum(map(len, lines))
