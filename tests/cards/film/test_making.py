"""Whole films, as ffmpeg writes them: their streams, their words read by Tesseract, and what is told where it fails."""

import shutil
import tempfile
from itertools import accumulate
from pathlib import Path

import pytest
from PIL import ImageOps

from bumi.cards.film import Film, FilmFormat, ffmpeg_version, made_film
from bumi.cards.film import encoder as room
from bumi.cards.film.encoder import encoded
from bumi.cards.layout import lay_out
from bumi.cards.sizes import Size
from bumi.errors import NotAvailable
from tests.cards.film.stage import SMALL, film, frames_in, probed
from tests.cards.samples import photo
from tests.cards.test_ocr import comparable, distance, read
from tests.conftest import REAL_PART_MISSING
from tests.publishing.stage import far

TINY = FilmFormat(96, 160, 2)
MOST_ERRORS = 0.06
READ = ("headline", "time", "where")


@pytest.fixture(autouse=True)
def real_parts() -> None:
    for program in ("ffmpeg", "ffprobe", "tesseract"):
        if not shutil.which(program):
            pytest.skip(f"{REAL_PART_MISSING}{program}")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, which is empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def frames() -> list[bytes]:
    return [bytes(TINY.width * TINY.height * 3)] * 30


def check_streams(path: Path, format: FilmFormat) -> None:
    said = probed(path)
    video, sound = said["video"], said["audio"]
    assert float(said["format"]["duration"]) == pytest.approx(15, abs=0.1)
    assert (video["codec_name"], video["profile"], video["pix_fmt"]) == ("h264", "High", "yuv420p")
    assert (video["width"], video["height"], video["r_frame_rate"]) == (format.width, format.height, f"{format.rate}/1")
    assert {video[f"color_{of}"] for of in ("space", "transfer", "primaries")} == {"bt709"}
    assert (video["color_range"], sound["codec_name"], sound["channels"]) == ("tv", "aac", 2)
    head = path.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat") and len(head) < 6_000_000


def check_words(made: Film, path: Path, format: FilmFormat, folder: Path) -> None:
    """Compare what is read in the middle of each scene with what it is to say."""
    shown, scale = frames_in(path, folder / path.stem), format.width / Size.STORY.width
    assert len(shown) == 15 * format.rate
    said = got = ""
    begins = [0.0, *accumulate(scene.seconds for scene in made.scenes)]
    for scene, begin in zip(made.scenes, begins, strict=False):
        frame = shown[int((begin + scene.seconds / 2) * format.rate)].convert("L")
        inks = [ink for ink in lay_out(scene.card, Size.STORY, made.kit).inks() if ink.text in READ]
        lines = []
        for ink in inks:
            left, top, right, bottom = (edge * scale for edge in ink.box)
            line = frame.crop((int(left) - 6, int(top) - 6, int(right) + 6, int(bottom) + 6))
            light = sum(frame.resize((9, 9)).tobytes()) > 81 * 128  # the ground
            lines.append(line if light else ImageOps.invert(line))
        if lines:
            said += " ".join(ink.line.text for ink in inks) + " "
            got += " ".join(read(lines, folder)) + " "
    assert comparable(said).startswith("شب شعر یلدا") and "تالار شهر" in said
    assert distance(comparable(said), comparable(got)) / len(comparable(said)) < MOST_ERRORS, (said, got)


@pytest.mark.soak
def test_a_film_has_the_streams_that_channels_ask_for_and_its_words_can_be_read(tmp_path: Path) -> None:
    for kind in ("event", "notice", "feature", "statement")[: far(1, 4)]:
        format = FilmFormat(far(SMALL.width, 1080), far(SMALL.height, 1920), far(SMALL.rate, 30))
        made, path = film(kind, photo=photo() if kind == "feature" else None), tmp_path / f"{kind}.mp4"
        told: list[float] = []
        path.write_bytes(made_film(made, format, told.append))
        check_streams(path, format)
        check_words(made, path, format, tmp_path)
        assert len(told) == 15 and told == sorted(told)


def test_the_same_film_has_the_same_bytes(temporary: Path) -> None:
    assert encoded(frames(), TINY) == encoded(frames(), TINY)
    assert not list(temporary.iterdir())


def test_a_machine_without_ffmpeg_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    assert ffmpeg_version()[0].isdigit()
    monkeypatch.setenv("PATH", str(temporary))
    with pytest.raises(NotAvailable, match="ffmpeg نصب نیست و بی آن فیلم ساخته نمی‌شود"):
        encoded(frames(), TINY)
    with pytest.raises(NotAvailable, match="apt install ffmpeg"):
        ffmpeg_version()
    assert not list(temporary.iterdir())


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder.parent / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(room, "_FFMPEG", str(program))


def test_a_failure_of_ffmpeg_is_told_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in(temporary, monkeypatch, "echo no encoder >&2; exit 7")
    with pytest.raises(NotAvailable, match="ffmpeg نتوانست فیلم را بسازد"):
        encoded(frames(), TINY)
    assert "ended with 7: no encoder" in caplog.text and not list(temporary.iterdir())


def test_ffmpeg_is_stopped_after_its_time(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    stand_in(temporary, monkeypatch, "exec sleep 60")
    with pytest.raises(NotAvailable, match="بیش از ۱ ثانیه طول کشید"):
        encoded(frames(), TINY, 1)
    assert not list(temporary.iterdir())


def test_where_a_frame_fails_ffmpeg_ends_too(temporary: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        encoded((bytes(1 // number) for number in (1, 0)), TINY)
    assert not list(temporary.iterdir())


def test_ffmpeg_may_take_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    stand_in(temporary, monkeypatch, 'cat > /dev/null; ulimit -v; ulimit -f; for last; do :; done; ulimit -v > "$last"')
    assert encoded(frames(), TINY) == f"{room._MOST_MEMORY // 1024}\n".encode()
