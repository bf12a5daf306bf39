"""Compares the quality of the checks with other tools on the same texts: a table with a row for each measure.

Half-spaces and spelling are scored by the programs of the measuring folder, on its dev sets; facts by the perturbation
test. Each of the other tools runs in a separate process.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bumi.checks.evaluation.personal_data import SETS, labelled_sentences, personal_data_scores
from bumi.checks.evaluation.perturbation import Pair, facts, held_out, perturbations
from bumi.checks.registry import check_fields, check_text
from bumi.finding import Severity, apply_fixes
from bumi.settings import ROOT

TOOLS = {
    "halfspace": ("hazm", "shekar", "rishe", "virastar", "parsikit"),
    "spelling": ("shekar", "rishe"),
}
"""The tools for each task."""

_TIMEOUT = 1_800  # seconds

Tell = Callable[[str, int, int], None]

_SETS = ("seraji", "perdt")
_DAMAGES = {"space": ("f1", (0.92, 0.95)), "nothing": ("f1", (0.89, 0.92)), "": ("touch", (2.0, 1.5))}
_SPELLING = {"detect_f1": 0.84, "correct_f1": 0.73, "false_alarm": 0.003}
_FACTS = ("numbers", "dates", "weekday", "quotes", "facts")  # the checks that find what is not in the brief
_RECALL = {"numbers and dates": (("number", "date", "weekday"), 0.98), "names": (("name", "place", "agency"), 0.93)}
_ALARMS = 0.01
_PRIVACY = 0.95


class Benchmark(NamedTuple):
    """A measure of our checks and of other tools; `bar` is the lowest accepted value if `least`, else the highest."""

    check: str
    measured: str
    ours: float | None
    bar: float | None
    least: bool
    peers: Mapping[str, float]

    @property
    def passed(self) -> bool:
        """Whether our value meets the bar; a missing value fails."""
        if self.bar is None:
            return True
        return self.ours is not None and (self.ours >= self.bar if self.least else self.ours <= self.bar)


def halfspace_rows(shared: Path, peers: Path, limit: int | None = None) -> Iterator[Benchmark]:
    """Yield the share of lost half-spaces restored, and of correct text changed."""
    for at, name in enumerate(_SETS):
        gold = shared / "data" / "halfspace_dev" / f"{name}_dev.txt"
        right = gold.read_text("utf-8").rstrip("\n").split("\n")[:limit]
        for damage, (figure, bars) in _DAMAGES.items():
            scored = partial(_halfspace_score, shared, right, figure)
            given = _damaged(shared, right, damage) if damage else right
            named = f"{name}, {damage or 'undamaged'}"
            ours = scored([_accepted(line, "halfspace") for line in given])
            beside = _beside(peers, "halfspace", given, scored)
            yield Benchmark(f"half-spaces, {figure}", named, ours, bars[at], bool(damage), beside)


def spelling_rows(shared: Path, peers: Path, limit: int | None = None) -> Iterator[Benchmark]:
    """Yield the rates of misspelt words found and corrected, and of correct words changed."""
    folder = shared / "data" / "spelling_dev"
    wrong, right = (
        (folder / f"{name}.txt").read_text("utf-8").rstrip("\n").split("\n")[:limit] for name in ("wrong", "correct")
    )
    ours = [_accepted(line, "spelling") for line in wrong]
    answers = {tool: answer.lines for tool in TOOLS["spelling"] if (answer := asked(peers, tool, "spelling", wrong))}
    for figure, bar in _SPELLING.items():
        scored = partial(_spelling_score, shared, wrong, right, figure)
        beside = {tool: scored(lines) for tool, lines in answers.items()}
        yield Benchmark(f"spelling, {figure}", "dev", scored(ours), bar, figure != "false_alarm", beside)


def fact_rows(pairs: Sequence[Pair], limit: int | None = None, tell: Tell | None = None) -> Iterator[Benchmark]:
    """Yield the shares of replaced facts found and of correct facts reported, in the held-out pairs."""
    apart = [pair for pair in pairs if held_out(pair[0])][:limit]
    exchanged = [*perturbations(apart)]
    seen = []
    for done, swap in enumerate(exchanged):
        seen.append(swap.seen(check_fields(swap.fields, swap.brief, only=_FACTS)))
        if tell:
            tell("مبادله", done + 1, len(exchanged))
    for name, (kinds, bar) in _RECALL.items():
        of_kind = [(it, swap.near) for it, swap in zip(seen, exchanged, strict=True) if swap.fact.kind in kinds]
        yield Benchmark(f"facts, {name}", "swapped", _share(it for it, _ in of_kind), bar, True, {})
        for where, wanted in (("for a stranger", False), ("for another of the draft", True)):
            yield Benchmark(
                f"facts, {name}", where, _share(it for it, near in of_kind if near is wanted), None, True, {}
            )
    alarms = sum(len(check_fields(fields, brief, only=_FACTS)) for brief, fields in apart)
    share = alarms / max(1, sum(len(facts(*pair)) for pair in apart))
    yield Benchmark("facts, false alarms", "of true facts", share, _ALARMS, False, {})


def personal_data_rows() -> Iterator[Benchmark]:
    """Yield precision and recall of the privacy check on the labelled sentences of the test half."""
    *_, every = personal_data_scores(labelled_sentences(SETS / "test.tsv"))
    for figure, value in (("precision", every.precision), ("recall", every.recall)):
        yield Benchmark(f"privacy, {figure}", "test sentences", value, _PRIVACY, True, {})


class ToolOutput(NamedTuple):
    """The lines that a tool returned; seconds of loading and of work, peak memory in gigabytes."""

    lines: list[str]
    loading: float
    seconds: float
    gb: float


def asked(peers: Path, tool: str, task: str, lines: Iterable[str]) -> ToolOutput | None:
    """Return the answer of a tool in the folder `peers` (`make peers`) for lines; None where it is not installed."""
    program = [str(peers / "bin" / "python"), str(ROOT / "bench" / "peers.py"), tool, task]
    if tool == "virastar":
        program = ["node", str(ROOT / "bench" / "virastar.js")]
    environment = {**os.environ, "NODE_PATH": str(peers / "node_modules"), "HF_HUB_OFFLINE": "1"}
    given = "\n".join(lines)
    try:
        run = subprocess.run(program, input=given, env=environment, capture_output=True, text=True, timeout=_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (
        ToolOutput(run.stdout.split("\n"), **json.loads(run.stderr.splitlines()[-1])) if run.returncode == 0 else None
    )


def _share(found: Iterable[bool]) -> float:
    seen = [*found]
    return sum(seen) / max(1, len(seen))


def _beside(peers: Path, task: str, given: Sequence[str], scored: Callable[[list[str]], float]) -> dict[str, float]:
    answers = ((tool, asked(peers, tool, task, given)) for tool in TOOLS[task])
    return {tool: scored(answer.lines) for tool, answer in answers if answer}


def _accepted(line: str, check: str) -> str:
    """Return a line with the fixes of all warnings of a check applied, but not of advice."""
    found = (it for it in check_text(line, only=[check]) if it.severity is Severity.WARNS and it.suggestions)
    return apply_fixes(line, (it.model_copy(update={"safe": True}) for it in found))


def _damaged(shared: Path, right: Iterable[str], damage: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        gold = _written(folder, "gold", right)
        return _run(shared, "score_halfspace.py", "--damage", damage, gold).rstrip("\n").split("\n")


def _halfspace_score(shared: Path, right: Iterable[str], figure: str, output: Iterable[str]) -> float:
    return _score(shared, "score_halfspace.py", figure, {"gold": right, "output": output})


def _spelling_score(
    shared: Path, wrong: Iterable[str], right: Iterable[str], figure: str, output: Iterable[str]
) -> float:
    return _score(shared, "score_spelling.py", figure, {"wrong": wrong, "right": right, "output": output})


def _score(shared: Path, program: str, figure: str, texts: Mapping[str, Iterable[str]]) -> float:
    """Return one of the figures that a scoring program prints as name=value for these texts."""
    with tempfile.TemporaryDirectory() as folder:
        told = _run(shared, program, *(_written(folder, *it) for it in texts.items()))
    return float(dict(part.split("=") for part in told.split())[figure])


def _written(folder: str, name: str, lines: Iterable[str]) -> str:
    path = Path(folder) / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def _run(shared: Path, program: str, *arguments: str) -> str:
    command = [sys.executable, str(shared / "bench" / program), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
