"""Logging: one handler on stderr, as text or JSON lines, with the ids of the request, run and piece at work.

What comes from outside cannot forge a line, in a message or in a traceback, and secrets are replaced by three stars.
"""

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from bumi.persian.characters import UNSEEN

_ERRORS = Path(".bumi/errors.log")

_BREAKS = str.maketrans({char: ascii(char)[1:-1] for char in "\n\r\x0b\x0c\x85\u2028\u2029"})
_IDS: ContextVar[dict[str, object]] = ContextVar("log_ids", default={})  # noqa: B039 (never changed in place)
_SECRET_NAME = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|AUTH_STRING")
_SHORTEST_SECRET = 8  # characters of an environment variable that is replaced wherever it occurs
_SECRET = re.compile(
    r"(?P<before>(?i:://[^\s/:@]*:(?=[^\s@]*@)|\bbearer\s+"
    r"|\b(?:password|secret|token|api_key)['\"]?\s*[=:]\s*['\"]?))[^\s@'\",]+"
    r"|(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[0-9])[A-Za-z0-9_-]{43}(?![\w-])",  # `accounts.passwords.secret` makes these
)


@contextmanager
def log_context(**ids: object) -> Iterator[None]:
    """Add ids (`request`, `run`, `piece`) to every record that this thread or task logs in the block."""
    token = _IDS.set(_IDS.get() | ids)
    try:
        yield
    finally:
        _IDS.reset(token)


def log_ids() -> dict[str, object]:
    """Return the ids that records are given now."""
    return _IDS.get()


def configure_logs(level: int = logging.WARNING) -> None:
    """Send what this process logs from `level` on to stderr; it may be called again.

    Loggers of ours record from INFO on, for other handlers such as Prefect's. The setting BUMI_LOG_FORMAT is read when
    the first record is written.
    """
    guard_lines()
    logging.getLogger("bumi").setLevel(logging.INFO)
    ours = _stderr_handler() or StderrHandler()
    ours.setLevel(level)
    logging.getLogger().addHandler(ours)


def guard_lines() -> None:
    """Have every logger of this process make records that hold no forged line and no secret, with their ids."""
    logging.setLogRecordFactory(_Guarded)


def log_to_file(logger: logging.Logger, message: str, error: Exception) -> None:
    """Add a failure to `.bumi/errors.log` alone, where a person at a terminal is told in words what happened.

    Nothing is written before `configure_logs`, nor where the folder cannot be written.
    """
    if _stderr_handler() is None:
        return
    trace = (type(error), error, error.__traceback__)
    record = logger.makeRecord(logger.name, logging.ERROR, "", 0, message, (), trace)
    with suppress(OSError):
        _ERRORS.parent.mkdir(parents=True, exist_ok=True)
        with _ERRORS.open("a", encoding="utf-8") as file:
            file.write(f"{_Lines().format(record)}\n")


class StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to what `sys.stderr` is when a record comes, which a progress bar may have replaced."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(_Lines())

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self.stream = sys.stderr
        super().emit(record)


def _stderr_handler() -> StderrHandler | None:
    return next((each for each in logging.getLogger().handlers if isinstance(each, StderrHandler)), None)


class _Guarded(logging.LogRecord):
    """A record whose message is one line of visible characters, and whose traceback is indented."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = _IDS.get()
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = _indented(self.exc_info)

    def getMessage(self) -> str:
        return _guarded(super().getMessage())


class _Lines(logging.Formatter):
    """Text or JSON lines, as the settings say."""

    def __init__(self) -> None:
        super().__init__()
        self._json: bool | None = None

    def format(self, record: logging.LogRecord) -> str:
        if self._json is None:
            self._json = _asked_for_json()
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        ids: dict[str, object] = getattr(record, "ids", {})
        if self._json:
            line = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage(), **ids}
            return json.dumps(line | ({"traceback": record.exc_text} if record.exc_text else {}), ensure_ascii=False)
        shown = "".join(f" {name}={_guarded(str(value))}" for name, value in ids.items())
        line_ = f"{at} {record.levelname} {record.name}{shown}: {record.getMessage()}"
        return f"{line_}\n{record.exc_text}" if record.exc_text else line_


def _asked_for_json() -> bool:
    from bumi.settings import Settings

    try:
        return Settings().log_format == "json"
    except ValueError:  # settings that are wrong are told by whoever works with them
        return False


def _indented(
    exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> str:
    """Return a traceback in lines that cannot be taken for records: each begins with spaces."""
    lines = "".join(traceback.format_exception(exc_info[1])).rstrip("\n").split("\n")
    return "\n".join(f"    {_guarded(line)}" for line in lines)


def _guarded(text: str) -> str:
    """Return `text` on one line, without characters that nobody sees and without secrets."""
    for name, value in os.environ.items():
        if len(value) >= _SHORTEST_SECRET and _SECRET_NAME.search(name):
            text = text.replace(value, "***")
    text = _SECRET.sub(lambda found: f"{found['before'] or ''}***", text)
    return UNSEEN.sub("", text).translate(_BREAKS)
