"""Measures the support check: a row of `bumi eval checks` for each type of fault, and FarsTail."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bumi.checks.evaluation import Benchmark
from bumi.models.scoring.premise import parts_of
from bumi.models.scoring.support import BOUND, breach, penalty
from bumi.models.training.perturbations import TYPES
from bumi.models.training.support_examples import GOLD, TRUE, Labelled, briefs, entailment, measured

_FOUND, _ALARMS, _LEAST = 0.70, 0.04, 0.40
_WANTED = {"negation": 0.85, "swap": 0.85}
_AT_ONCE = 256

type _Tell = Callable[[str, int, int], None]


class Scores(Protocol):
    """A model that gives a logit to a sentence with the parts of a brief."""

    def scores(self, claims: Sequence[tuple[Mapping[str, str], str]]) -> list[float]:
        """Return the logit of each sentence with its parts."""
        ...


def support_rows(
    check: Scores, shared: Path, limit: int | None = None, tell: _Tell | None = None
) -> Iterator[Benchmark]:
    """Yield the shares of faults found, in all and by type, of false alarms, and of right answers on FarsTail.

    `limit` takes that many examples, evenly spaced.
    """
    examples = _some(measured(), limit)
    of = briefs()
    parts = {key: parts_of(brief.kind, brief.parts()) for key, brief in of.items()}
    logits = _logits(check, [(parts[it.of], it.sentence) for it in examples], tell)
    told = defaultdict[str, list[bool]](list)
    for example, logit in zip(examples, logits, strict=True):
        lowered = logit - penalty(breach(of[example.of], example.sentence))
        told[example.type].append(lowered < BOUND)
    found = [each for type_, every in told.items() if type_ not in (GOLD, TRUE) for each in every]
    yield Benchmark("support, faults found", "dev", _share(found), _FOUND, True, {})
    yield Benchmark("support, true sentences alarmed", "dev", _share([*told[GOLD], *told[TRUE]]), _ALARMS, False, {})
    yield Benchmark("support, reworded ones alarmed", "dev", _share(told[TRUE]), None, False, {})
    for type_ in TYPES:
        yield Benchmark(f"support, {type_}", "dev", _share(told[type_]), _WANTED.get(type_, _LEAST), True, {})
    farstail = _some(entailment(shared / "data", "dev"), limit)
    logits = _logits(check, [({"n1": it.premise}, it.sentence) for it in farstail], None)
    right = [it.follows is (logit >= 0) for it, logit in zip(farstail, logits, strict=True)]
    yield Benchmark("support, FarsTail accuracy", "dev, follows or not", _share(right), None, True, {})


def _some(examples: list[Labelled], limit: int | None) -> list[Labelled]:
    return examples[:: max(1, len(examples) // limit)] if limit else examples


def _logits(check: Scores, claims: Sequence[tuple[Mapping[str, str], str]], tell: _Tell | None) -> list[float]:
    logits = list[float]()
    for start in range(0, len(claims), _AT_ONCE):
        logits += check.scores(claims[start : start + _AT_ONCE])
        if tell:
            tell("سنجش جمله‌ها با سفارش", len(logits), len(claims))
    return logits


def _share(every: Sequence[bool]) -> float:
    return sum(every) / max(1, len(every))
