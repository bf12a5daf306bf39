"""How good the checks are, beside other tools on the same text: a row of the table for each measure.

Half-spaces and spelling are scored by the programs of the measuring folder, on its dev sets; facts by the swap test.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bumi.checks.evaluation.baselines import TOOLS, asked
from bumi.checks.evaluation.perturbation import Pair, facts, kept_apart, swaps
from bumi.checks.registry import check_fields, check_text
from bumi.finding import Severity, apply_fixes

__all__ = ["Row", "fact_rows", "halfspace_rows", "spelling_rows"]

Tell = Callable[[str, int, int], None]

_SETS = ("seraji", "perdt")
_DAMAGES = {"space": ("f1", (0.92, 0.95)), "nothing": ("f1", (0.89, 0.92)), "": ("touch", (2.0, 1.5))}
_SPELLING = {"detect_f1": 0.84, "correct_f1": 0.73, "false_alarm": 0.003}
_FACTS = ("numbers", "dates", "weekday", "quotes", "facts")  # the checks that see what is not the brief's
_RECALL = {"numbers and dates": (("number", "date", "weekday"), 0.98), "names": (("name", "place", "agency"), 0.93)}
_ALARMS = 0.01


class Row(NamedTuple):
    """A measure of ours and of the tools that do the same; `bar`, if any, is the least where `least`, else the most."""

    check: str
    measured: str
    ours: float | None
    bar: float | None
    least: bool
    peers: Mapping[str, float]

    @property
    def passed(self) -> bool:
        """Whether we are where we want to be; what we do not do is not."""
        if self.bar is None:
            return True
        return self.ours is not None and (self.ours >= self.bar if self.least else self.ours <= self.bar)


def halfspace_rows(shared: Path, peers: Path, limit: int | None = None) -> Iterator[Row]:
    """Yield how half-spaces come back that were replaced by spaces or lost, and what is changed in right text."""
    for at, name in enumerate(_SETS):
        gold = shared / "data" / "halfspace_dev" / f"{name}_dev.txt"
        right = gold.read_text("utf-8").rstrip("\n").split("\n")[:limit]
        for damage, (figure, bars) in _DAMAGES.items():
            scored = partial(_halfspace_score, shared, right, figure)
            given = _damaged(shared, right, damage) if damage else right
            named = f"{name}, {damage or 'undamaged'}"
            ours = scored([_accepted(line, "halfspace") for line in given])
            yield Row(
                f"half-spaces, {figure}",
                named,
                ours,
                bars[at],
                bool(damage),
                _beside(peers, "halfspace", given, scored),
            )


def spelling_rows(shared: Path, peers: Path, limit: int | None = None) -> Iterator[Row]:
    """Yield how misspelt words are found and mended, and how many right words are changed."""
    folder = shared / "data" / "spelling_dev"
    wrong, right = (
        (folder / f"{name}.txt").read_text("utf-8").rstrip("\n").split("\n")[:limit] for name in ("wrong", "correct")
    )
    ours = [_accepted(line, "spelling") for line in wrong]
    answers = {tool: answer.lines for tool in TOOLS["spelling"] if (answer := asked(peers, tool, "spelling", wrong))}
    for figure, bar in _SPELLING.items():
        scored = partial(_spelling_score, shared, wrong, right, figure)
        beside = {tool: scored(lines) for tool, lines in answers.items()}
        yield Row(f"spelling, {figure}", "dev", scored(ours), bar, figure != "false_alarm", beside)


def fact_rows(pairs: Sequence[Pair], limit: int | None = None, tell: Tell | None = None) -> Iterator[Row]:
    """Yield how exchanged facts are found, and how many right ones are told, in the pairs that are kept apart."""
    apart = [pair for pair in pairs if kept_apart(pair[0])][:limit]
    exchanged = [*swaps(apart)]
    seen = []
    for done, swap in enumerate(exchanged):
        seen.append(swap.seen(check_fields(swap.fields, swap.brief, only=_FACTS)))
        if tell:
            tell("مبادله", done + 1, len(exchanged))
    for name, (kinds, bar) in _RECALL.items():
        of_kind = [(it, swap.near) for it, swap in zip(seen, exchanged, strict=True) if swap.fact.kind in kinds]
        yield Row(f"facts, {name}", "swapped", _share(it for it, _ in of_kind), bar, True, {})
        for where, wanted in (("for a stranger", False), ("for another of the draft", True)):
            yield Row(f"facts, {name}", where, _share(it for it, near in of_kind if near is wanted), None, True, {})
    alarms = sum(len(check_fields(fields, brief, only=_FACTS)) for brief, fields in apart)
    yield Row(
        "facts, false alarms",
        "of true facts",
        alarms / max(1, sum(len(facts(*pair)) for pair in apart)),
        _ALARMS,
        False,
        {},
    )


def _share(found: Iterable[bool]) -> float:
    seen = [*found]
    return sum(seen) / max(1, len(seen))


def _beside(peers: Path, task: str, given: Sequence[str], scored: Callable[[list[str]], float]) -> dict[str, float]:
    answers = ((tool, asked(peers, tool, task, given)) for tool in TOOLS[task])
    return {tool: scored(answer.lines) for tool, answer in answers if answer}


def _accepted(line: str, check: str) -> str:
    """Return a line as an editor has it who follows each warning of a check: what is only advised stays."""
    found = (it for it in check_text(line, only=[check]) if it.severity is Severity.WARNS and it.suggestions)
    return apply_fixes(line, (it.model_copy(update={"safe": True}) for it in found))


def _damaged(shared: Path, right: Iterable[str], damage: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        gold = _written(folder, "gold", right)
        return _run(shared, "score_halfspace.py", "--damage", damage, gold).rstrip("\n").split("\n")


def _halfspace_score(shared: Path, right: Iterable[str], figure: str, output: Iterable[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        files = (_written(folder, "gold", right), _written(folder, "output", output))
        return _figure(_run(shared, "score_halfspace.py", *files), figure)


def _spelling_score(
    shared: Path, wrong: Iterable[str], right: Iterable[str], figure: str, output: Iterable[str]
) -> float:
    with tempfile.TemporaryDirectory() as folder:
        texts = {"wrong": wrong, "right": right, "output": output}
        return _figure(_run(shared, "score_spelling.py", *(_written(folder, *it) for it in texts.items())), figure)


def _written(folder: str, name: str, lines: Iterable[str]) -> str:
    path = Path(folder) / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def _run(shared: Path, program: str, *arguments: str) -> str:
    command = [sys.executable, str(shared / "bench" / program), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _figure(told: str, name: str) -> float:
    """Return one of the figures that a program tells as name=value."""
    return float(dict(part.split("=") for part in told.split())[name])
