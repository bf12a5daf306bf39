"""Reach from access logs: reads each log on from where it ended, and records page views by piece, day and channel.

A log is known by its first line, so that it is not read again when it is rotated, renamed or compressed. What was read
is recorded with the position up to which it was, so that a run that dies loses nothing and counts nothing twice.
"""

import gzip
import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from glob import glob
from hashlib import sha256
from itertools import batched
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.publication.reach import (
    PageView,
    close_days,
    forget_logs,
    offset_of,
    record_offset,
    record_views,
)
from bumi.persian.calendar import jalali, now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.pipeline.access_logs import page_view, request_of
from bumi.pipeline.report import RunTable, table
from bumi.settings import Settings

_log = logging.getLogger(__name__)

_LONGEST = 64 * 1024  # bytes of a line
_AT_ONCE = 20_000  # lines of one transaction
_GZIP = b"\x1f\x8b"


@dataclass
class LogReading:
    """What was found in access logs: files, new lines, views counted, views by robots, lines not understood."""

    files: int = 0
    lines: int = 0
    views: int = 0
    robots: int = 0
    broken: int = 0
    problems: list[str] = field(default_factory=list)


def read_logs(newsroom: Newsroom, paths: Iterable[Path], site_url: str) -> LogReading:
    """Read the access logs on from where they ended, and record the views; one run at a time.

    A file that cannot be read is a problem, in Persian, and does not stop the others.
    """
    done, site, at = LogReading(), urlsplit(site_url).hostname or "", now()
    with newsroom.alone("reach"):
        for path in paths:
            try:
                _read(newsroom, path, site, done)
            except (OSError, EOFError, zlib.error) as error:
                _log.warning("The access log %s cannot be read.", path.name, exc_info=error)
                done.problems.append(f"«{path.name}» خوانده نشد یا ناقص است؛ آنچه پیش از آن بود شمرده شد")
        with newsroom.session() as session:
            close_days(session, tehran_day(at))
            forget_logs(session, at)
    return done


def read_logs_of(settings: Settings) -> tuple[LogReading, RunTable]:
    """Read the access logs that the settings name, and return what was found, with its table."""
    with newsroom_of(settings) as newsroom:
        done = read_logs(newsroom, logs_in(settings.access_logs), settings.site_url)
    return done, RunTable("reach", f"بازدید، {jalali(now())}", table(("چه", "شمار"), said_of(done)))


def logs_in(place: str) -> list[Path]:
    """Return the files in a folder, or those that a path with wildcards names, oldest first; none for no place."""
    if not place:
        return []
    found = [Path(each) for each in glob(place)]
    files = [file for each in found for file in (each.iterdir() if each.is_dir() else [each])]
    return sorted((each for each in files if each.is_file()), key=lambda each: (each.stat().st_mtime, each.name))


def said_of(done: LogReading) -> list[tuple[str, str]]:
    """Return what was found as rows in Persian."""
    counts = {
        "پرونده": done.files,
        "سطر تازه": done.lines,
        "بازدید": done.views,
        "درخواست ربات‌ها": done.robots,
        "سطر ناخوانا": done.broken,
    }
    rows = [(name, digits_to_persian(str(count))) for name, count in counts.items()]
    return rows + [("مشکل", problem) for problem in done.problems]


def _read(newsroom: Newsroom, path: Path, site: str, done: LogReading) -> None:
    with path.open("rb") as raw:
        is_gzip = raw.read(2) == _GZIP
        raw.seek(0)
        file: BinaryIO = gzip.GzipFile(fileobj=raw) if is_gzip else raw  # type: ignore[assignment]
        first = file.readline(_LONGEST)
        if not first.endswith(b"\n") and len(first) < _LONGEST:
            return  # empty, or just being written
        done.files += 1
        log = _identity(first)
        with newsroom.session() as session:
            offset = offset_of(session, log)
            record_offset(session, log, offset, now())
        if not _skipped(file, offset):
            done.problems.append(f"«{path.name}» کوتاه‌تر از آن است که بود؛ بازدیدهایش پیش از این شمرده شده است")
            return
        for batch in batched(_lines(file, offset), _AT_ONCE):
            views = list(_views((line for line, _ in batch), site, done))
            with newsroom.session() as session:
                done.views += record_views(session, views)
                record_offset(session, log, batch[-1][1], now())


def _identity(first: bytes) -> str:
    """Return a hash of the first line, without the address in it, which could be guessed from the hash."""
    line = first.decode(errors="replace")
    asked = request_of(line)
    return sha256(line.replace(asked.address, "", 1).encode() if asked else first).hexdigest()


def _skipped(file: BinaryIO, offset: int) -> bool:
    """Move to `offset`; return whether the file is that long."""
    file.seek(max(0, offset - 1))
    return not offset or bool(file.read(1))


def _lines(file: BinaryIO, offset: int) -> Iterator[tuple[bytes, int]]:
    """Yield each whole line with the position after it; a line that is too long comes empty."""
    too_long = False
    while part := file.readline(_LONGEST):
        offset += len(part)
        if part.endswith(b"\n"):
            yield b"" if too_long else part, offset
            too_long = False
        elif len(part) < _LONGEST:
            return  # still being written
        else:
            too_long = True


def _views(lines: Iterable[bytes], site: str, done: LogReading) -> Iterator[PageView]:
    for line in lines:
        done.lines += 1
        asked = request_of(line.decode(errors="replace"))
        try:
            view = page_view(asked, site) if asked else None
        except ValueError:
            asked = view = None
        if asked is None:
            done.broken += 1
        elif view and asked.is_robot:
            done.robots += 1
        elif view:
            yield view
