"""The context of a run: settings, newsroom, writer, judge, and a listener for progress."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Protocol, Self

from bumi.brief import Brief
from bumi.checks import Judge
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.piece import Draft
from bumi.settings import Settings

__all__ = ["Progress", "RunContext", "Writes", "silent"]

Progress = Callable[[str, int, int], None]
"""Hears of (what is being done, how much of it is done, out of how much)."""


class Writes(Protocol):
    """Whatever turns briefs into drafts, in their order; the model of the settings by default."""

    def draft(
        self, briefs: Sequence[Brief], seed: int, progress: Callable[[int, int], None], ledes: Iterable[str] = ()
    ) -> list[Draft]:
        """Return one draft for each brief, telling `progress` (done, of); none opens as one of `ledes` does."""
        ...


def silent(step: str, done: int, of: int) -> None:
    """Hear of progress and say nothing."""


class RunContext:
    """What the steps need; the writer and the judge are opened when a piece first waits for them, and only then.

    Without `open_judge` nobody judges whether sentences follow from their briefs.
    """

    # Prefect writes down what a flow is called with, attribute by attribute; slots keep it from trying that here.
    __slots__ = ("_judge", "_open_judge", "_open_writer", "_writer", "newsroom", "progress", "seed", "settings")

    def __init__(
        self,
        settings: Settings,
        newsroom: Newsroom,
        open_writer: Callable[[Settings], Writes],
        seed: int = 0,
        progress: Progress = silent,
        open_judge: Callable[[Settings], Judge] | None = None,
    ) -> None:
        self.settings = settings
        self.newsroom = newsroom
        self.seed = seed
        self.progress = progress
        self._open_writer = open_writer
        self._writer: Writes | None = None
        self._open_judge = open_judge
        self._judge: Judge | None = None

    @classmethod
    @contextmanager
    def open(
        cls, seed: int = 0, progress: Progress = silent, settings: Settings | None = None, judged: bool = True
    ) -> Iterator[Self]:
        """Give the context of `settings`, or of this installation; NotAvailable where its database does not answer.

        What cannot wait for the judge to be loaded is not `judged`.
        """
        from bumi.pipeline.writing import open_judge, open_writer

        settings = settings or Settings()
        with closing(open_newsroom(settings.database_url)) as newsroom:
            yield cls(settings, newsroom, open_writer, seed, progress, open_judge if judged else None)

    @property
    def writer(self) -> Writes:
        """The writer; NotAvailable, with the remedy, where the model is not there."""
        self._writer = self._writer or self._open_writer(self.settings)
        return self._writer

    @property
    def judge(self) -> Judge | None:
        """Who says whether a sentence follows from its brief; NotAvailable where the encoder is not there."""
        if self._judge is None and self._open_judge:
            self._judge = self._open_judge(self.settings)
        return self._judge
