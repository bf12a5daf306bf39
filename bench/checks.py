"""The speed and memory of the checks, with other tools beside them on the same text: `make bench`.

A brief of the dev pairs and its draft are checked as in the newsroom, again and again; then the lines of the pairs' own
notes and sentences, about 20,000 words, have their half-spaces mended by the checks and by each tool that does that.
Every part is measured in a process of its own.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

_WORDS = 20_000
_DRAFTS = 40
_RULES_BAR = 20_000  # words a second
_DRAFT_BAR = 1.5  # seconds for a draft of 150 words


def main(peers: Path) -> None:
    """Measure each part and print the figures beside their bars."""
    from bumi.checks.peers import TOOLS, asked

    ours, mending = _apart("draft"), _apart("mend")
    print(f"a draft, median  {1000 * ours['median']:8.0f} ms         under {1000 * _DRAFT_BAR:.0f}")
    print(f"a draft, slowest {1000 * ours['slowest']:8.0f} ms")
    print(f"all checks       {ours['words_s']:8.0f} words/s     at least {_RULES_BAR}")
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
    """Run one part of this file in a new process and return what it measured."""
    told = subprocess.run([sys.executable, __file__, part], check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def _draft() -> dict[str, float]:
    begun = time.perf_counter()
    from bumi.checks import check_fields
    from bumi.checks.swaps import pair_of
    from models.examples import read_pairs

    first, *pairs = [pair_of(data) for data in read_pairs(dev=True)[: _DRAFTS + 1]]
    check_fields(first[1], first[0])
    loading = time.perf_counter() - begun
    seconds, words = [], 0
    for brief, fields in pairs:
        begun = time.perf_counter()
        check_fields(fields, brief)
        seconds.append(time.perf_counter() - begun)
        words += sum(len(text.split()) for text in fields.texts().values())
    figures = {"median": statistics.median(seconds), "slowest": max(seconds), "words_s": words / sum(seconds)}
    return {**figures, "loading": loading, "gb": _peak()}


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
    from models.examples import read_pairs

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
        case ["mend"]:
            print(json.dumps(_mend()))
        case [peers]:
            main(Path(peers))
