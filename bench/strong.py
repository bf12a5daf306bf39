"""Benchmark of whole-piece verification: which gold sentences and planted faults pass as answers of a strong model.

    PYTHONPATH=. python bench/strong.py                 the gold drafts of models/data/pairs
    PYTHONPATH=. python bench/strong.py FILE.jsonl ...  or faults, {"of": "file:pair:sentence", "type", "text"} a line

Only the rules judge. A fault passes if its sentence is unchanged in the draft.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bumi.models.data import brief_of, read_pairs
from bumi.models.realiser import Nobody, StructuredQuestion
from bumi.models.whole.gold import answer_of, stands
from bumi.models.whole.writer import WholeWriter
from bumi.models.writer import Writer

PAIRS = Path("models/data/pairs")


class Scripted:
    """A model that gives one answer to the first question about a piece, and no repairs."""

    name, adapter = "scripted", ""

    def __init__(self) -> None:
        self.text, self.rounds = "", 0

    def answer(self, question: StructuredQuestion, seed: int) -> str:
        """Return the answer."""
        self.rounds += 1
        return self.text if self.rounds == 1 else "{}"


def told(pair: dict[str, Any], changed: dict[str, str] | None = None) -> tuple[str, int, int]:
    """Return (lede and body of the draft of a pair, questions asked, points in its list of facts)."""
    model = Scripted()
    model.text = answer_of(pair, changed)
    (draft,) = WholeWriter(model, lambda: Writer(Nobody())).draft([brief_of(pair)])
    points = sum(source.plain for source in draft.sources)
    return f"{draft.fields.lede}\n{draft.fields.body}", model.rounds, points


def sentences(pair: dict[str, Any]) -> list[str]:
    """Return the sentences of a pair in reading order."""
    draft = pair["draft"]
    return [it["text"] for paragraph in (draft["lede"], *draft["body"]) for it in paragraph]


def gold() -> None:
    """Print how many of the pairs' sentences pass unchanged."""
    wanted = done = asked = points = pairs = 0
    for pair in (*read_pairs(), *read_pairs(dev=True)):
        text, rounds, facts = told(pair)
        own = sentences(pair)
        wanted, done = wanted + len(own), done + sum(stands(it, text) for it in own)
        asked, points, pairs = asked + (rounds > 1), points + facts, pairs + 1
    print(
        f"gold: {done} of {wanted} sentences unchanged ({100 * done / wanted:.1f} %); {asked} of {pairs} pieces asked"
    )
    print(f"again, {points} points in lists of facts")


def layers(files: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, tuple[str, str]]]]:
    """Yield each pair with faults for its sentences, (type, text) by sentence, one per sentence, until all are used."""
    pairs = {path.stem: [json.loads(line) for line in path.open(encoding="utf-8")] for path in PAIRS.glob("*.jsonl")}
    found: dict[tuple[str, int], dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for line in Path(file).read_text("utf-8").splitlines():
            fault = json.loads(line)
            name, pair, at = fault["of"].split(":")
            found[name, int(pair)][sentences(pairs[name][int(pair)])[int(at)]].append((fault["type"], fault["text"]))
    for (name, number), by_sentence in found.items():
        for layer in range(max(map(len, by_sentence.values()))):
            yield pairs[name][number], {it: all_[layer] for it, all_ in by_sentence.items() if layer < len(all_)}


def planted(files: list[str]) -> None:
    """Print how many planted faults pass, by type."""
    through, planted_ = Counter[str](), Counter[str]()
    for pair, faults in layers(files):
        text, _, _ = told(pair, {sentence: fault for sentence, (_, fault) in faults.items()})
        for type_, fault in faults.values():
            planted_[type_] += 1
            through[type_] += stands(fault, text)
    false = [type_ for type_ in planted_ if type_ != "true"]
    stopped = 1 - sum(through[it] for it in false) / max(1, sum(planted_[it] for it in false))
    print(f"faults: {100 * stopped:.1f} % of {sum(planted_[it] for it in false)} stopped")
    for type_ in sorted(planted_):
        print(f"  {type_:10} {planted_[type_]:5} planted, {100 * through[type_] / planted_[type_]:3.0f} % come through")


if __name__ == "__main__":
    planted(sys.argv[1:]) if sys.argv[1:] else gold()
