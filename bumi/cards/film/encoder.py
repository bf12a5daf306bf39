"""The encoder of films: pipes frames to ffmpeg, which writes an MP4 that messengers and Instagram take."""

import logging
import os
import resource
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Timer
from typing import BinaryIO

from bumi.errors import NotAvailable
from bumi.persian.text import digits_to_persian

_log = logging.getLogger(__name__)

_FFMPEG = "ffmpeg"
_MISSING = "ffmpeg نصب نیست و بی آن فیلم ساخته نمی‌شود؛ «apt install ffmpeg» را اجرا کنید"
_FAILED = "ffmpeg نتوانست فیلم را بسازد؛ سیاهه را ببینید و دوباره بکوشید، یا ffmpeg را از نو نصب کنید"
_TOO_LONG = "ساختن فیلم بیش از {seconds} ثانیه طول کشید و متوقف شد؛ هنگامی که این رایانه کم‌کارتر است دوباره بکوشید"

_TIMEOUT_S = 600  # it takes about 15 where nothing else runs
_MOST_MEMORY = 2 * 2**30  # bytes of address space; a film takes 0.9 GiB of memory
_MOST_BYTES = 12 * 2**20  # of the file
_NICENESS = 5  # the desk has priority
_TAGS = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
_BITS = "2600k"  # a second at most, for 15 seconds under 6 MB with sound


@dataclass(frozen=True)
class FilmFormat:
    """Size in pixels and frames a second; the default is what stories and messengers ask for."""

    width: int = 1080
    height: int = 1920
    rate: int = 30


def ffmpeg_version() -> str:
    """Return the version of ffmpeg; NotAvailable, with the remedy, where it is missing or does not start."""
    try:
        done = subprocess.run([_program(), "-version"], capture_output=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        raise NotAvailable(_MISSING) from None
    return done.stdout.decode(errors="replace").split("\n")[0].removeprefix("ffmpeg version ").split(" ")[0]


def encoded(frames: Iterable[bytes], format: FilmFormat, timeout_s: float = _TIMEOUT_S) -> bytes:
    """Return an MP4 of the frames, each the RGB bytes of a picture: H.264, BT.709, with a silent AAC track.

    NotAvailable where ffmpeg is missing, fails, or is not done within `timeout_s`; no file is left.
    """
    with TemporaryDirectory(prefix="bumi-film-") as folder:
        film, said = Path(folder) / "film.mp4", Path(folder) / "said.txt"
        with said.open("wb") as log:
            status = _run([_program(), *_options(format), str(film)], frames, timeout_s, log)
        if status:
            _log.error("ffmpeg ended with %d: %s", status, said.read_text("utf-8", "replace").strip())
            raise NotAvailable(_FAILED)
        return film.read_bytes()


def _program() -> str:
    if found := shutil.which(_FFMPEG):
        return found
    raise NotAvailable(_MISSING)


def _options(format: FilmFormat) -> list[str]:
    said = f"""
        -hide_banner -loglevel error -nostdin
        -f rawvideo -pix_fmt rgb24 -s {format.width}x{format.height} -r {format.rate} -i pipe:0
        -f lavfi -i anullsrc=r=44100:cl=stereo
        -map 0:v -map 1:a -shortest
        -vf scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv420p,{_TAGS}
        -c:v libx264 -profile:v high -preset faster -crf 19 -maxrate {_BITS} -bufsize {_BITS} -g {2 * format.rate}
        -threads 2
        -c:a aac -b:a 64k
        -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -movflags +faststart
        -f mp4 -y
    """
    return said.split()


def _run(command: list[str], frames: Iterable[bytes], timeout_s: float, log: BinaryIO) -> int:
    """Run ffmpeg with limits on memory, time and the size of its file, feed it the frames, and return its status."""
    late = Event()

    def stop() -> None:
        late.set()
        run.kill()

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log) as run:
        timer = Timer(timeout_s, stop)
        timer.start()
        try:
            _limit(run.pid)
            _feed(run, frames)
            run.wait()
        finally:
            timer.cancel()
            run.kill()  # where the frames failed; one that has ended is not asked again
    if late.is_set():
        raise NotAvailable(_TOO_LONG.format(seconds=digits_to_persian(f"{timeout_s:.0f}")))
    return run.returncode


def _feed(run: "subprocess.Popen[bytes]", frames: Iterable[bytes]) -> None:
    """Write the frames to ffmpeg until it has all or takes no more; its status then says why."""
    assert run.stdin is not None
    with suppress(BrokenPipeError), run.stdin as pipe:
        for frame in frames:
            pipe.write(frame)


def _limit(process: int) -> None:
    with suppress(ProcessLookupError):  # it has ended; its status says why
        os.setpriority(os.PRIO_PROCESS, process, _NICENESS)
        for limit, most in (
            (resource.RLIMIT_AS, _MOST_MEMORY),
            (resource.RLIMIT_FSIZE, _MOST_BYTES),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.prlimit(process, limit, (most, most))
