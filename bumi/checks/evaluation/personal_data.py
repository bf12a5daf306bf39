"""Precision and recall of the privacy check, by kind, on labelled sentences (bench/personal_data/*.tsv).

A line is the kinds of personal data in a sentence, with commas, or «-» for none; a tab; the sentence, in which `\\n` is
a new line. Rules are tuned on dev.tsv and measured on test.tsv.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bumi.checks.registry import check_text
from bumi.persian.text import normal
from bumi.settings import ROOT

SETS = ROOT / "bench" / "personal_data"
"""The folder of the labelled sentences."""


class LabelledSentence(NamedTuple):
    """A sentence of a citizen or an agency, with the kinds of personal data in it."""

    kinds: frozenset[str]
    text: str


class KindScore(NamedTuple):
    """How many sentences have a kind of personal data, how many are reported for it, and how many of both."""

    kind: str
    labelled: int
    reported: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the reported sentences that have it; 1 where none is reported."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """The share of the sentences with it that are reported; 1 where there is none."""
        return self.right / self.labelled if self.labelled else 1.0


def labelled_sentences(path: Path) -> list[LabelledSentence]:
    """Return the sentences of a labelled file."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [LabelledSentence(frozenset(kinds.split(",")) - {"-"}, text.replace("\\n", "\n")) for kinds, text in rows]


def reported_kinds(text: str) -> frozenset[str]:
    """Return the kinds of personal data that the privacy check reports in a text that no brief stands behind."""
    return frozenset(finding.code for finding in check_text(normal(text), only=["privacy"]))


def personal_data_scores(sentences: Sequence[LabelledSentence]) -> Iterator[KindScore]:
    """Yield the score of each kind, and last that of all together (kind `all`)."""
    found = [(sentence.kinds, reported_kinds(sentence.text)) for sentence in sentences]
    scores = [
        KindScore(
            kind,
            sum(kind in labelled for labelled, _ in found),
            sum(kind in reported for _, reported in found),
            sum(kind in labelled & reported for labelled, reported in found),
        )
        for kind in sorted(frozenset[str]().union(*(labelled | reported for labelled, reported in found)))
    ]
    yield from scores
    yield KindScore("all", *(sum(counts) for counts in zip(*(score[1:] for score in scores), strict=True)))
