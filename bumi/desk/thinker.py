"""Sentences for notes while they are typed: the model in a process of its own, one note at a time, the latest first.

The desk never waits for it: what it has thought of is remembered by the words of the note, and shown when it is there.
Of each user only the notes on their page are thought about; it ends when nobody has typed for a while.
"""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from bumi.desk.worker import Work, Worker, heard
from bumi.errors import BumiError
from bumi.lifetime import end_with_parent
from bumi.models.planner.suggestions import About
from bumi.pipeline.writing import open_suggester
from bumi.settings import Settings

__all__ = ["Thinker", "Thoughts", "without_thoughts"]

_log = logging.getLogger(__name__)

_REMEMBERED = 2000  # notes
_USERS = 200  # whose notes may wait at once
_LONGEST_S, _LOADING_S = 20.0, 180.0  # for one note, and for loading the model: then the process is at fault
_IDLE_S = 300.0  # after which the memory of the model goes back
_REST_S = 60.0  # after the process has died

type _Key = tuple[About, str]
type Thoughts = dict[str, tuple[str, ...] | None]
"""What is thought of notes, by their words; None of one that is still to be thought about."""


def without_thoughts(who: str, about: About, notes: Sequence[str]) -> Thoughts:
    """Return no thoughts: of a desk without a model."""
    return dict.fromkeys(notes, ())


class Thinker(Worker):
    """Thinks of sentences for notes, in turn for all who type."""

    def __init__(self, settings: Settings, work: Work | None = None) -> None:
        super().__init__(settings, work or _think)
        self._changed = threading.Condition()
        self._known: OrderedDict[_Key, tuple[str, ...]] = OrderedDict()
        self._wanted: OrderedDict[str, list[_Key]] = OrderedDict()  # by user, whose turn it is first
        self._warm = self._closed = False
        self._thread = threading.Thread(target=self._serve, name="thinker", daemon=True)
        self._thread.start()

    def thoughts(self, who: str, about: About, notes: Sequence[str]) -> Thoughts:
        """Return what is known of `notes`, at once; the others are thought about, and no longer those before them.

        Without notes the model is only made ready.
        """
        with self._changed:
            keys = [(about, note) for note in notes]
            wanted = [key for key in keys if key not in self._known]
            self._wanted.pop(who, None)
            if wanted and len(self._wanted) < _USERS:
                self._wanted[who] = wanted
            self._warm = True
            self._changed.notify()
            return {key[1]: self._known.get(key) for key in keys}

    def close(self) -> None:
        """End the process, and think of nothing more."""
        with self._changed:
            self._closed = True
            self._end()
            self._changed.notify()
        self._thread.join()

    def _serve(self) -> None:
        """Think of one note after the other, as long as the desk is open."""
        while True:
            with self._changed:
                if not self._changed.wait_for(lambda: self._closed or self._warm or self._wanted, _IDLE_S):
                    self._end()
                    continue
                if self._closed:
                    return
                self._warm = False
                key, begun = self._next(), self._process is None
                if begun:
                    self._begin()
                line = self._line
            if line is None or (begun and heard(line, _LOADING_S) is None):
                self._rest()
                continue
            if key is None:
                continue
            found = self._ask(line, key)
            with self._changed:
                self._known[key] = found or ()
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
            if found is None:
                self._rest()

    def _next(self) -> _Key | None:
        """Return a note of whoever's turn it is, who then comes last."""
        while self._wanted:
            who, keys = self._wanted.popitem(last=False)
            keys = [key for key in keys if key not in self._known]
            if keys:
                if keys[1:]:
                    self._wanted[who] = keys[1:]
                return keys[0]
        return None

    def _ask(self, line: Connection, key: _Key) -> tuple[str, ...] | None:
        """Return what the process thinks of a note; None where it died or takes too long."""
        try:
            line.send(key)
        except OSError:
            return None
        answer: tuple[str, ...] | None = heard(line, _LONGEST_S)
        return answer

    def _rest(self) -> None:
        """End a process that does not answer, and begin none for a while."""
        with self._changed:
            if not self._closed:
                _log.warning("The model that reads notes does not answer; rules alone go on.")
                self._end()
                self._changed.wait_for(lambda: self._closed, _REST_S)


def _think(settings: Settings, line: Connection) -> None:
    """Say that the model is ready, then answer each note with its sentences; with none where no model is there."""
    end_with_parent()
    # A note takes one core less than a second; more threads wait for each other as soon as other work shares the cores.
    os.environ |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    suggest = _suggester(settings)
    line.send(())
    while True:
        about, note = line.recv()
        line.send(suggest(about, note))


def _suggester(settings: Settings) -> Callable[[About, str], tuple[str, ...]]:
    try:
        return open_suggester(settings).suggest
    except BumiError:
        _log.exception("The model is not available; the desk goes on without it.")
        return lambda about, note: ()
