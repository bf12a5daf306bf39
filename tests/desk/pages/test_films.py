"""The film of a piece at the desk: asked for, made beside the desk, watched, and packed for Instagram."""

import os
import shutil
from collections.abc import Callable, Iterator
from errno import ENOSPC
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock
from zipfile import ZipFile

import pytest

from bumi.cards.film import FilmFormat
from bumi.desk.desk import Desk
from bumi.desk.film_maker import FilmMaker
from bumi.errors import BadInput, NotAvailable
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.pipeline.films import film_cache
from tests.conftest import REAL_PART_MISSING
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import WHY, reach
from tests.newsroom.stage import person as somebody

Person = Callable[[str], Browser]
TINY = FilmFormat(96, 160, 1)


@pytest.fixture
def films(desk: Desk) -> Iterator[FilmMaker]:
    """The film maker of the desk, whose films are tiny; whole ones are made in tests/cards/film."""
    if not shutil.which("ffmpeg"):
        pytest.skip(f"{REAL_PART_MISSING}ffmpeg")
    maker = FilmMaker(film_cache(desk.settings.cache), TINY)
    desk.__dict__["films"] = maker
    yield maker
    maker.close()


def piece_in(desk: Desk, state: State, live: bool = False) -> int:
    with desk.newsroom.session() as session:
        return reach(session, state, live).id


def made(browser: Browser, films: FilmMaker, id: int) -> str:
    """Have a film made, which its page says, and return the page when it is."""
    assert browser.send(f"/pieces/{id}/film", 303, f"/pieces/{id}/film") == f"/pieces/{id}/film"
    waiting = browser.open(f"/pieces/{id}/film")
    assert "فیلم در" in seen(waiting) and "<progress" in waiting
    films._turn.submit(int).result()
    return browser.open(f"/pieces/{id}/film")


def test_an_approved_piece_has_its_film_made_when_somebody_asks(person: Person, desk: Desk, films: FilmMaker) -> None:
    id, browser = piece_in(desk, State.PUBLISHED), person("نرگس")
    assert f'href="/pieces/{id}/film"' in browser.open(f"/pieces/{id}")
    before = browser.open(f"/pieces/{id}/film")
    assert "<video" not in before and "آنچه در فیلم خوانده می‌شود" in before
    assert browser.client.get(f"/pieces/{id}/film.mp4").status_code == 404
    assert "film.mp4" not in packed(browser, id)
    assert f'href="/pieces/{id}/film.mp4" download' in made(browser, films, id)
    whole = browser.client.get(f"/pieces/{id}/film.mp4")
    assert whole.headers["content-type"] == "video/mp4" and b"ftyp" in whole.content[:16]
    part = browser.client.get(f"/pieces/{id}/film.mp4", headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert "media-src 'self'" in whole.headers["content-security-policy"]
    files = packed(browser, id)
    assert files["film.mp4"] == whole.content and "film.mp4: " in files["alt.txt"].decode()
    with desk.newsroom.session() as session:
        move(session, piece(session, id), State.WITHDRAWN, somebody(session, Role.EDITOR), WHY)
    assert browser.client.get(f"/pieces/{id}/film.mp4").status_code == 404, "it was withdrawn"
    browser.open(f"/pieces/{id}/film", 409)
    assert "/film" not in browser.open(f"/pieces/{id}")


def packed(browser: Browser, id: int) -> dict[str, bytes]:
    with ZipFile(BytesIO(browser.client.get(f"/pieces/{id}/package").content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_words_that_nobody_approved_are_in_no_film(person: Person, desk: Desk, films: FilmMaker) -> None:
    submitted, corrected = piece_in(desk, State.SUBMITTED), piece_in(desk, State.SUBMITTED, live=True)
    browser = person("مریم")
    assert "/film" not in browser.open(f"/pieces/{submitted}")
    assert "تنها از متن تأییدشده" in seen(browser.open(f"/pieces/{submitted}/film", 409))
    with desk.newsroom.reading() as session:
        found = piece(session, corrected)
        assert found.revision and found.published_revision and found.revision_id != found.published_revision_id
        shown = found.published_revision.fields_model.title
    assert shown in seen(browser.open(f"/pieces/{corrected}/film"))


def test_without_ffmpeg_the_page_says_what_is_missing(
    person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, browser = piece_in(desk, State.APPROVED), person("مریم")
    monkeypatch.setattr("bumi.cards.film.encoder._FFMPEG", "ffmpeg-that-is-not-there")
    assert "ffmpeg نصب نیست" in seen(browser.open(f"/pieces/{id}/film"))
    browser.open(f"/pieces/{id}")


def test_a_film_that_was_not_made_says_why_and_can_be_asked_for_again(
    person: Person, desk: Desk, films: FilmMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, browser = piece_in(desk, State.APPROVED), person("مریم")
    failing = tmp_path / "bin" / "ffmpeg"
    failing.parent.mkdir()
    failing.write_text('#!/bin/sh\n[ "$1" = -version ] && echo ffmpeg version 7 && exit\nexit 1\n')
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{failing.parent}:{os.environ['PATH']}")
    browser.send(f"/pieces/{id}/film", 303, f"/pieces/{id}/film")
    films._turn.submit(int).result()
    said = seen(browser.open(f"/pieces/{id}/film"))
    assert "ffmpeg نتوانست فیلم را بسازد" in said and "دوباره بکوش" in said
    assert not list((desk.settings.cache / "films").glob("*"))


def test_a_film_that_cannot_be_stored_is_under_way_no_more(
    person: Person, desk: Desk, films: FilmMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, browser = piece_in(desk, State.APPROVED), person("مریم")

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    browser.send(f"/pieces/{id}/film", 303, f"/pieces/{id}/film")
    films._turn.submit(int).result()
    assert "دوباره بکوش" in seen(browser.open(f"/pieces/{id}/film"))
    assert not list((desk.settings.cache / "films").glob("*"))


def test_a_film_that_cannot_be_told_keeps_nobody_from_the_package(
    person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, browser = piece_in(desk, State.PUBLISHED), person("نرگس")
    for error in (BadInput("تیتر جا نمی‌شود"), NotAvailable("raqm نصب نیست"), FileNotFoundError("film.mp4")):
        monkeypatch.setattr("bumi.pipeline.channels.film_of_piece", Mock(side_effect=error))
        files = packed(browser, id)
        assert "caption.txt" in files and "film.mp4" not in files


def test_a_maker_that_is_closed_leaves_no_process(desk: Desk, films: FilmMaker, person: Person) -> None:
    id, browser = piece_in(desk, State.APPROVED), person("مریم")
    browser.send(f"/pieces/{id}/film", 303, f"/pieces/{id}/film")
    films.close()
    assert films._process is None or not films._process.is_alive()
