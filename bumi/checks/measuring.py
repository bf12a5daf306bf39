"""Half-spaces and spelling measured on the dev sets, for the checks and for any peer alike.

A peer, as the checks themselves, is a function from a line to the line as it mends it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from bumi.checks.joints.examples import HOWS, damaged
from bumi.checks.joints.score import Score as HalfSpaceScore
from bumi.checks.joints.score import score as half_space_score
from bumi.checks.judge import Judge
from bumi.checks.registry import check_text
from bumi.checks.typos.score import Score as SpellingScore
from bumi.checks.typos.score import score as spelling_score
from bumi.finding import apply_fixes

__all__ = ["half_spaces", "put_right", "spelling"]

type Mend = Callable[[str], str]

_SETS = ("seraji", "perdt")


def half_spaces(data: Path, mend: Mend) -> Mapping[tuple[str, str], HalfSpaceScore]:
    """Return the scores of `mend` by (dev set, how it was damaged, as HOWS has it); `data` has halfspace_dev."""
    scores = {}
    for name in _SETS:
        gold = (data / "halfspace_dev" / f"{name}_dev.txt").read_text("utf-8").splitlines()
        for how in HOWS:
            scores[name, how] = half_space_score(gold, [mend(damaged(line, how).text) for line in gold])
    return scores


def spelling(data: Path, mend: Mend) -> SpellingScore:
    """Return the score of `mend` on the parallel sentences of `data`, which has spelling_dev."""
    wrong, right = (
        (data / "spelling_dev" / name).read_text("utf-8").splitlines() for name in ("wrong.txt", "correct.txt")
    )
    return spelling_score(wrong, right, [mend(line) for line in wrong])


def put_right(text: str, judge: Judge | None = None) -> str:
    """Return `text` with the first suggestion of every finding of the check of spelling."""
    found = check_text(text, only=["spelling"], judge=judge)
    return apply_fixes(text, (finding.model_copy(update={"safe": True}) for finding in found))
