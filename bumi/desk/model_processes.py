"""Model processes beside the desk: support checks and note suggestions, so that the desk itself loads no model.

`JudgeProcess` holds the encoder and says whether sentences follow from their brief; a page waits for it, and goes on
without where it does not answer. `SuggestionProcess` holds the language model and writes sentences for notes in the
background, one note at a time, the newest first; no page waits for it. Both remember their answers, end when idle, and
pause after a failure.
"""

import logging
import multiprocessing
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from bumi.brief import Brief
from bumi.checks import Judgement
from bumi.current_province import serving
from bumi.errors import BumiError
from bumi.lifetime import end_with_parent
from bumi.logs import configure_logs
from bumi.models.planner.suggestions import About
from bumi.pipeline.writing import open_judge, open_suggester
from bumi.settings import Settings

_log = logging.getLogger(__name__)

type _Work = Callable[[Settings, Connection], None]
"""What a process runs: it sends something when it is ready, then answers each question."""
type _Note = tuple[About, str]
type KnownSuggestions = dict[str, tuple[str, ...] | None]
"""Suggested sentences by the words of a note; None for a note that the model has not read yet."""

_FOLLOWS = Judgement(0.0, True, "")
_USERS = 200  # whose notes may wait at once


class _ModelProcess[Key: Hashable, Answer]:
    """A child process that answers questions over a pipe, and a bounded cache of its answers."""

    remembered: int
    """The largest number of answers in the cache."""
    idle_s: float
    """After so many seconds without a question the process ends, and its memory is free."""
    rest_s = 60.0
    """For so many seconds after a failure no process is started."""

    def __init__(self, settings: Settings, work: _Work) -> None:
        self._settings, self._work = settings, work
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._known: OrderedDict[Key, Answer] = OrderedDict()
        self._closed = False

    def _begin(self) -> Connection:
        """Start the process and return the pipe to it."""
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        with theirs:
            self._process = context.Process(target=_run, args=(self._work, self._settings, theirs), daemon=True)
            self._process.start()
        return self._line

    def _end(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._line:
            self._line.close()
            self._line = None

    def _forget_oldest(self) -> None:
        while len(self._known) > self.remembered:
            self._known.popitem(last=False)


class JudgeProcess(_ModelProcess[tuple[str, str], Judgement]):
    """Judges sentences for all editors, one request after another."""

    remembered = 4000
    idle_s = 900.0
    longest_s = 5.0
    """The longest wait for the sentences of one piece, and for a process that is still loading the encoder."""

    def __init__(self, settings: Settings, work: _Work | None = None) -> None:
        super().__init__(settings, work or _judge)
        self._asking = threading.Lock()
        self._ready = False
        self._rests_until = 0.0  # by the monotonic clock
        self._idle: threading.Timer | None = None

    def judge(self, brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
        """Return a judgement for each sentence; where the process does not answer, that it follows."""
        of = brief.facts()
        with self._asking:
            new = [sentence for sentence in sentences if (of, sentence) not in self._known]
            if new and not self._closed and time.monotonic() >= self._rests_until:
                for sentence, judgement in zip(new, self._ask(brief, new), strict=False):
                    self._known[of, sentence] = judgement
            found = [self._known.get((of, sentence), _FOLLOWS) for sentence in sentences]
            self._forget_oldest()
        return found

    def close(self) -> None:
        """End the process, and start no other."""
        with self._asking:
            self._closed = True
            self._end()
            if self._idle:
                self._idle.cancel()

    def _ask(self, brief: Brief, sentences: list[str]) -> Sequence[Judgement]:
        """Return the judgements of the process; none where it died or takes too long."""
        self._ready &= self._line is not None
        line = self._line or self._begin()
        if self._idle:
            self._idle.cancel()
        self._idle = threading.Timer(self.idle_s, self._end_idle)
        self._idle.daemon = True
        self._idle.start()
        try:
            if not self._ready:
                if _received(line, self.longest_s) is None:
                    return () if self._process and self._process.is_alive() else self._rest()
                self._ready = True
            line.send((brief, sentences))
        except OSError:
            return self._rest()
        answer: list[Judgement] | None = _received(line, self.longest_s)
        return self._rest() if answer is None else answer

    def _rest(self) -> Sequence[Judgement]:
        _log.warning("The judge of sentences does not answer; the other checks go on.")
        self._end()
        self._rests_until = time.monotonic() + self.rest_s
        return ()

    def _end_idle(self) -> None:
        with self._asking:
            self._end()


class SuggestionProcess(_ModelProcess[_Note, tuple[str, ...]]):
    """Suggests sentences for notes, in turn for all users; of each user only the notes on their page."""

    remembered = 2000
    idle_s = 300.0
    longest_s, loading_s = 20.0, 180.0
    """The longest time for one note, and for loading the model."""

    def __init__(self, settings: Settings, work: _Work | None = None) -> None:
        super().__init__(settings, work or _suggest)
        self._changed = threading.Condition()
        self._wanted: OrderedDict[str, list[_Note]] = OrderedDict()  # by user; the first is the next
        self._warm = False
        self._thread = threading.Thread(target=self._serve, name="suggestions", daemon=True)
        self._thread.start()

    def suggestions(self, who: str, about: About, notes: Sequence[str]) -> KnownSuggestions:
        """Return what is known of `notes`, at once; the others replace the notes that this user waited for.

        Without notes the model is only loaded.
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
        """End the process, and start no other."""
        with self._changed:
            self._closed = True
            self._end()
            self._changed.notify()
        self._thread.join()

    def _serve(self) -> None:
        """Answer one note after the other, as long as the desk is open."""
        while True:
            with self._changed:
                if not self._changed.wait_for(lambda: self._closed or self._warm or self._wanted, self.idle_s):
                    self._end()
                    continue
                if self._closed:
                    return
                self._warm = False
                key, begun = self._next(), self._process is None
                if begun:
                    self._begin()
                line = self._line
            if line is None or (begun and _received(line, self.loading_s) is None):
                self._rest()
                continue
            if key is None:
                continue
            found = self._ask(line, key)
            with self._changed:
                self._known[key] = found or ()
                self._forget_oldest()
            if found is None:
                self._rest()

    def _next(self) -> _Note | None:
        """Return a note of the first user who waits, and move this user to the end."""
        while self._wanted:
            who, keys = self._wanted.popitem(last=False)
            keys = [key for key in keys if key not in self._known]
            if keys:
                if keys[1:]:
                    self._wanted[who] = keys[1:]
                return keys[0]
        return None

    def _ask(self, line: Connection, key: _Note) -> tuple[str, ...] | None:
        """Return the sentences for a note; None where the process died or takes too long."""
        try:
            line.send(key)
        except OSError:
            return None
        answer: tuple[str, ...] | None = _received(line, self.longest_s)
        return answer

    def _rest(self) -> None:
        with self._changed:
            if not self._closed:
                _log.warning("The model that reads notes does not answer; rules alone go on.")
                self._end()
                self._changed.wait_for(lambda: self._closed, self.rest_s)


def no_suggestions(who: str, about: About, notes: Sequence[str]) -> KnownSuggestions:
    """Return no sentence for any note: the function of a desk without a model."""
    return dict.fromkeys(notes, ())


def _run(work: _Work, settings: Settings, line: Connection) -> None:
    configure_logs()
    try:
        with serving(settings.province_folder):
            work(settings, line)
    except EOFError:  # the desk has closed the line
        return
    except Exception:
        _log.exception("A process of the desk failed.")


def _received(line: Connection, seconds: float) -> Any:
    """Return what the process sends next; None where it died or sends nothing for so long."""
    try:
        if line.poll(seconds):
            return line.recv()
    except (OSError, EOFError):
        pass
    return None


def _judge(settings: Settings, line: Connection) -> None:
    """Run in the process: load the encoder, then answer; where it cannot be loaded, end without a word."""
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


def _suggest(settings: Settings, line: Connection) -> None:
    """Run in the process: load the model, then answer each note; without a model the answers are empty."""
    end_with_parent()
    # A note takes one core less than a second; more threads wait for each other as soon as other work shares the cores.
    os.environ |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    try:
        suggest: Callable[[About, str], tuple[str, ...]] = open_suggester(settings).suggest
    except BumiError:
        _log.exception("The model is not available; the desk goes on without it.")
        suggest = _no_sentence
    line.send(())
    while True:
        about, note = line.recv()
        line.send(suggest(about, note))


def _no_sentence(about: About, note: str) -> tuple[str, ...]:
    return ()
