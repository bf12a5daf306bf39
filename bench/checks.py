"""Benchmark of the checks: speed and memory, compared with other tools on the same text (`make bench`).

A brief of the dev pairs and its draft are checked repeatedly, as in the newsroom; then the checks, and each tool that
can, restore half-spaces in the notes and sentences of the pairs, about 20,000 words. Every part is measured in a
separate process.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bumi.brief import Brief
    from bumi.piece import Fields

_WORDS = 20_000
_DRAFTS = 40
_LEARNT = ("halfspace", "spelling")  # checks with learnt weights
_RULES_BAR = 20_000  # words a second
_DRAFT_BAR = 1.5  # seconds for a draft of 150 words


def main(peers: Path) -> None:
    """Measure each part and print the figures with their bars."""
    from bumi.checks.evaluation.table import TOOLS, asked

    ours, rules, facts, mending = map(_apart, ("draft", "rules", "facts", "mend"))
    print(f"a draft, median  {1000 * ours['median']:8.0f} ms         under {1000 * _DRAFT_BAR:.0f}")
    print(f"a draft, slowest {1000 * ours['slowest']:8.0f} ms")
    print(f"rules alone      {rules['words_s']:8.0f} words/s     at least {_RULES_BAR}")
    print(f"and facts        {facts['words_s']:8.0f} words/s     each draft with a brief that is new")
    print(f"all checks       {ours['words_s']:8.0f} words/s     likewise")
    print(f"half-spaces      {mending['words_s']:8.0f} words/s")
    print(f"loading          {ours['loading']:8.1f} s")
    print(f"peak memory      {max(ours['gb'], mending['gb']):8.2f} GB")
    lines = _lines()
    words = sum(len(line.split()) for line in lines)
    for tool in TOOLS["halfspace"]:
        if answer := asked(peers, tool, "halfspace", lines):
            told = f"{words / answer.seconds:8.0f} words/s, loading {answer.loading:.1f} s, {answer.gb:.2f} GB"
        else:
            told = "       - not installed: make peers"
        print(f"{tool:16s} {told}")


def _apart(part: str) -> dict[str, float]:
    """Run one part of this file in a new process and return its figures."""
    told = subprocess.run([sys.executable, __file__, part], check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def _draft() -> dict[str, float]:
    begun = time.perf_counter()
    from bumi.checks import check_fields

    first, *pairs = _pairs()
    check_fields(first[1], first[0])
    loading = time.perf_counter() - begun
    seconds = []
    for brief, fields in pairs:
        begun = time.perf_counter()
        check_fields(fields, brief)
        seconds.append(time.perf_counter() - begun)
    figures = {"median": statistics.median(seconds), "slowest": max(seconds), "words_s": _words(pairs) / sum(seconds)}
    return {**figures, "loading": loading, "gb": _peak()}


def _rules(known: bool) -> dict[str, float]:
    """Measure the checks that need no learnt weights: on the text alone, or (`known`) also those with a brief."""
    from bumi.checks import CHECKS, check_fields

    first, *pairs = _pairs()
    rules = [name for name in CHECKS if name not in _LEARNT]
    check_fields(first[1], first[0], rules)
    begun = time.perf_counter()
    for brief, fields in pairs:
        check_fields(fields, brief if known else None, rules)
    return {"words_s": _words(pairs) / (time.perf_counter() - begun)}


def _pairs() -> "list[tuple[Brief, Fields]]":
    from bumi.checks.evaluation import pair_of
    from bumi.models.data import read_pairs

    return [pair_of(data) for data in read_pairs(dev=True)[: _DRAFTS + 1]]


def _words(pairs: "list[tuple[Brief, Fields]]") -> int:
    return sum(len(text.split()) for _, fields in pairs for text in fields.texts().values())


def _mend() -> dict[str, float]:
    from bumi.checks import fix

    lines = _lines()
    fix(lines[0], only=["halfspace"])
    begun = time.perf_counter()
    for line in lines:
        fix(line, only=["halfspace"])
    return {"words_s": sum(len(line.split()) for line in lines) / (time.perf_counter() - begun), "gb": _peak()}


def _lines() -> list[str]:
    """Return sentences of the pairs with their half-spaces replaced by spaces, as many as have the words."""
    from bumi.models.data import read_pairs

    found, words = [], 0
    for pair in read_pairs():
        for paragraph in (pair["draft"]["lede"], *pair["draft"]["body"]):
            for sentence in paragraph:
                found.append(sentence["text"].replace("\u200c", " "))
                words += len(found[-1].split())
        if words >= _WORDS:
            break
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["draft"]:
            print(json.dumps(_draft()))
        case ["rules" | "facts" as part]:
            print(json.dumps(_rules(known=part == "facts")))
        case ["mend"]:
            print(json.dumps(_mend()))
        case [peers]:
            main(Path(peers))
