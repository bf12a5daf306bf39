"""The context of a run: settings, newsroom, writer, judge and progress callback."""

import os
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, Self

from bumi.brief import Brief
from bumi.checks import Judge
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.piece import Draft
from bumi.settings import Settings

Progress = Callable[[str, int, int], None]
"""Progress callback: (step in Persian, steps done, steps in all)."""


class Writes(Protocol):
    """A writer of drafts from briefs, in their order; by default the model that the settings name."""

    def draft(
        self, briefs: Sequence[Brief], seed: int, progress: Callable[[int, int], None], ledes: Iterable[str] = ()
    ) -> list[Draft]:
        """Return one draft for each brief, calling `progress` with (done, of); none opens like one of `ledes`."""
        ...


def silent(step: str, done: int, of: int) -> None:
    """Ignore progress."""


class RunContext:
    """Input of the steps; the writer and the judge are opened when a step first uses them.

    Without `open_judge`, whether sentences follow from their briefs is not checked. Without `open_writer`, pieces that
    wait for a draft are left to other runs. `by` names the claim under which the steps save; it is empty without one.
    """

    # Prefect serializes the attributes of flow arguments; slots prevent that here.
    __slots__ = ("_judge", "_open_judge", "_open_writer", "_writer", "by", "newsroom", "progress", "seed", "settings")

    def __init__(
        self,
        settings: Settings,
        newsroom: Newsroom,
        open_writer: Callable[[Settings], Writes] | None,
        seed: int = 0,
        progress: Progress = silent,
        open_judge: Callable[[Settings], Judge] | None = None,
        by: str = "",
    ) -> None:
        self.settings = settings
        self.newsroom = newsroom
        self.seed = seed
        self.progress = progress
        self.by = by
        self._open_writer = open_writer
        self._writer: Writes | None = None
        self._open_judge = open_judge
        self._judge: Judge | None = None

    @classmethod
    @contextmanager
    def open(
        cls, seed: int = 0, progress: Progress = silent, settings: Settings | None = None, judged: bool = True
    ) -> Iterator[Self]:
        """Open the context of `settings`, or of this installation; NotAvailable where its database does not answer.

        `judged` is False for callers that cannot wait for the judge to load.
        """
        from bumi.pipeline.writing import open_judge, open_writer

        settings = settings or Settings()
        with newsroom_of(settings) as newsroom:
            yield cls(settings, newsroom, open_writer, seed, progress, open_judge if judged else None)

    def claiming(self) -> "RunContext":
        """Return this context under a new claim's name, such as «desk-1:4711:9f3a61c2»; it shares writer and judge."""
        return RunContext(
            self.settings,
            self.newsroom,
            (lambda _: self.writer) if self.writes else None,
            self.seed,
            self.progress,
            (lambda _: self._judged()) if self._open_judge else None,
            f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
        )

    @property
    def writes(self) -> bool:
        """Whether the context has a writer."""
        return self._open_writer is not None

    @property
    def writer(self) -> Writes:
        """The writer; NotAvailable, with the remedy, where its model is missing."""
        assert self._open_writer is not None
        self._writer = self._writer or self._open_writer(self.settings)
        return self._writer

    @property
    def judge(self) -> Judge | None:
        """The judge of whether a sentence follows from its brief; NotAvailable where the encoder is missing."""
        return self._judged() if self._open_judge else None

    def _judged(self) -> Judge:
        assert self._open_judge is not None
        self._judge = self._judge or self._open_judge(self.settings)
        return self._judge
