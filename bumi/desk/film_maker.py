"""Films that people ask for at the desk: made one at a time, each in a process of its own, so that no page waits."""

import logging
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock

from bumi.cards.film import STORY, Film, FilmFormat, made_film
from bumi.current_province import province_folder, serving
from bumi.errors import Busy, NotAvailable
from bumi.file_cache import FileCache
from bumi.lifetime import end_with_parent
from bumi.logs import configure_logs

_log = logging.getLogger(__name__)

_MOST = 20  # films that wait
_DIED = "ساختن فیلم ناتمام ماند؛ دوباره بکوشید"
_CROWDED = "فیلم‌های بسیاری در نوبت‌اند؛ چند دقیقه دیگر دوباره بکوشید"


@dataclass(frozen=True)
class FilmProgress:
    """How far a film is, in percent, or why it was not made, in Persian."""

    percent: int = 0
    problem: str = ""


class FilmMaker:
    """Makes the films it is asked for, in turn, and keeps them in the cache; a film asked for twice is made once."""

    def __init__(self, cache: FileCache, format: FilmFormat = STORY) -> None:
        self.cache, self._format = cache, format
        self._turn = ThreadPoolExecutor(1, "films")
        self._lock = Lock()
        self._progress: dict[str, FilmProgress] = {}
        self._process: SpawnProcess | None = None
        self._closed = False

    def ask(self, key: str, film: Film) -> None:
        """Have a film made, unless it is there or under way; returns at once. Busy where too many wait."""
        with self._lock:
            under_way = [each for each in self._progress.values() if not each.problem]
            known = self._progress.get(key)
            if self.cache.path(key) or (known and not known.problem):
                return
            if len(under_way) >= _MOST:
                raise Busy(_CROWDED)
            self._progress[key] = FilmProgress()
        self._turn.submit(self._make, key, film, province_folder())

    def progress(self, key: str) -> FilmProgress | None:
        """Return how far a film is that was asked for and is not made, or None."""
        return self._progress.get(key)

    def close(self) -> None:
        """Make nothing more, and end the film that is being made."""
        with self._lock:
            self._closed = True
            if self._process:
                self._process.kill()
        self._turn.shutdown(cancel_futures=True)

    def _make(self, key: str, film: Film, province: Path) -> None:
        """Make a film and keep it, or record why it is not there; it can be asked for again."""
        problem = _DIED
        try:
            problem = self._made(key, film, province)
        except Exception:  # whatever it was, as a full disk, the film is under way no more
            _log.exception("A film was not kept.")
        with self._lock:
            self._process = None
            if problem:
                self._progress[key] = FilmProgress(problem=problem)
            else:
                del self._progress[key]

    def _made(self, key: str, film: Film, province: Path) -> str:
        """Make a film in a process of its own and keep it; return what kept it from that."""
        heard, told = multiprocessing.Pipe(duplex=False)
        with heard:
            with self._lock, told:
                if self._closed:
                    return _DIED
                run = multiprocessing.get_context("spawn").Process(
                    target=_run, args=(film, self._format, province, told)
                )
                run.start()
                self._process = run
            problem = self._follow(key, heard)
            run.join()
        return problem

    def _follow(self, key: str, heard: Connection) -> str:
        """Record what the process tells until it has put the film, and return what kept it from that."""
        try:
            while isinstance(told := heard.recv(), int):
                self._progress[key] = FilmProgress(told)
        except EOFError:  # the process died before it could tell
            return _DIED
        if isinstance(told, bytes):
            self.cache.put(key, told)
            self.cache.tidy()
            return ""
        return str(told)


def _run(film: Film, format: FilmFormat, province: Path, told: Connection) -> None:
    """Make a film; send percents while it is made, and then its bytes or, in Persian, why there are none."""
    end_with_parent()
    configure_logs()
    try:
        with serving(province):
            told.send(made_film(film, format, lambda share: told.send(round(100 * share))))
    except NotAvailable as error:
        told.send("؛ ".join(error.problems))
    except Exception:
        _log.exception("A film was not made.")
        told.send(_DIED)
