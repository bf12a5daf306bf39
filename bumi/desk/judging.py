"""Judging while an editor types: the encoder in a process of its own, and every verdict remembered.

The desk's process stays small and loads no model; what an editor has not changed is not judged again. A judge that
does not answer tells nothing: the other checks go on, and the log says why.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from bumi.brief import Brief
from bumi.checks import Judgement
from bumi.desk.worker import Work, Worker, heard
from bumi.errors import BumiError
from bumi.lifetime import end_with_parent
from bumi.pipeline.writing import open_judge
from bumi.settings import Settings

__all__ = ["Judging"]

_log = logging.getLogger(__name__)

_REMEMBERED = 4000  # sentences
_LONGEST_S = 5.0  # for the sentences of one piece, and before a page that comes while the encoder is loaded goes on
_IDLE_S = 900.0  # after which the memory of the encoder goes back
_REST_S = 60.0  # after the process has died

type _Key = tuple[str, str]


class Judging(Worker):
    """Judges sentences for all who edit, one request after another."""

    def __init__(self, settings: Settings, work: Work | None = None) -> None:
        super().__init__(settings, work or _judge)
        self._asking = threading.Lock()
        self._known: OrderedDict[_Key, Judgement] = OrderedDict()
        self._ready = self._closed = False
        self._resting: threading.Timer | None = None
        self._idle: threading.Timer | None = None

    def judge(self, brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
        """Return a judgement for each sentence; where the judge does not answer, that it follows."""
        of = brief.facts()
        with self._asking:
            new = [sentence for sentence in sentences if (of, sentence) not in self._known]
            if new and not self._closed and self._resting is None:
                for sentence, judgement in zip(new, self._ask(brief, new), strict=False):
                    self._known[of, sentence] = judgement
            found = [self._known.get((of, sentence), _SILENT) for sentence in sentences]
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found

    def close(self) -> None:
        """End the process, and judge nothing more."""
        with self._asking:
            self._closed = True
            self._end()
            for timer in (self._resting, self._idle):
                if timer:
                    timer.cancel()

    def _ask(self, brief: Brief, sentences: list[str]) -> Sequence[Judgement]:
        """Return what the process says of `sentences`, nothing where it died or takes too long."""
        self._ready &= self._line is not None
        line = self._line or self._begin()
        self._end_when_idle()
        try:
            if not self._ready:
                if heard(line, _LONGEST_S) is None:
                    return () if self._process and self._process.is_alive() else self._rest()
                self._ready = True
            line.send((brief, sentences))
        except OSError:
            return self._rest()
        answer: list[Judgement] | None = heard(line, _LONGEST_S)
        return self._rest() if answer is None else answer

    def _rest(self) -> Sequence[Judgement]:
        """End a process that does not answer, and begin none for a while."""
        _log.warning("The judge of sentences does not answer; the other checks go on.")
        self._end()
        self._resting = _later(_REST_S, self._wake)
        return ()

    def _wake(self) -> None:
        with self._asking:
            self._resting = None

    def _end_when_idle(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = _later(_IDLE_S, self._end_idle)

    def _end_idle(self) -> None:
        with self._asking:
            self._end()


_SILENT = Judgement(0.0, True, "")


def _later(seconds: float, do: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()
    return timer


def _judge(settings: Settings, line: Connection) -> None:
    """Say that the encoder is ready, then judge what is asked; say nothing where it cannot be loaded."""
    end_with_parent()
    try:
        judge = open_judge(settings)
    except BumiError:
        _log.exception("The model is not available; the desk goes on without it.")
        return
    line.send([])
    while True:
        brief, sentences = line.recv()
        line.send([*judge(brief, sentences)])
