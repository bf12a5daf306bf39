"""A folder as a place: whole files, honest sums, clear errors."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bumi.settings import ROOT
from bumi.storage import ListedObject, StoredHead, Unreachable
from bumi.storage.folder import FolderStorage


@pytest.fixture
def place(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "new" / "site")


def test_holds_what_was_put(place: FolderStorage) -> None:
    assert place.head("p/1-نان/index.html") is None and list(place.listing()) == []
    for body in (b"one", b"two"):
        place.put("p/1-نان/index.html", body, "text/html", "")
        assert place.head("p/1-نان/index.html") == StoredHead(hashlib.sha256(body).hexdigest(), 3)
    place.put("index.html", b"home", "text/html", "")
    assert list(place.listing()) == ["index.html", "p/1-نان/index.html"]
    assert (place.root / "index.html").stat().st_mode & 0o444 == 0o444  # a web server may read it


def test_a_listing_leaves_out_what_is_deleted_meanwhile(place: FolderStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("index.html", b"home", "text/html", "")
    for name in ("1.png", "1.html"):
        place.put(f"media/{name}", b"image", "image/png", "")

    def delete(file: Path) -> bool:
        if file.parent.name == "media":
            file.unlink()
        return False

    monkeypatch.setattr("bumi.storage.folder._left", delete)
    assert [*place.listing()] == ["index.html"]


def test_a_listing_tells_the_size_and_for_what_changes_the_sum(place: FolderStorage) -> None:
    place.put("index.html", b"home", "text/html", "")
    place.put("media/1.png", b"image", "image/png", "")
    assert place.listing() == {
        "index.html": ListedObject(4, hashlib.md5(b"home").hexdigest()),
        "media/1.png": ListedObject(5),
    }


def test_deletes_a_file_and_the_folders_it_leaves_empty(place: FolderStorage) -> None:
    for key in ("p/1/index.html", "p/2/index.html"):
        place.put(key, b"x", "text/html", "")
        place.delete("p/1/index.html")
    assert list(place.listing()) == ["p/2/index.html"]
    assert [each.name for each in (place.root / "p").iterdir()] == ["2"]
    place.delete("p/2/index.html")
    assert place.root.exists() and list(place.root.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file_and_no_trace(place: FolderStorage) -> None:
    place.put("index.html", b"old", "text/html", "")
    with pytest.raises(TypeError):
        place.put("index.html", "not bytes", "text/html", "")  # type: ignore[arg-type]
    assert [(each.name, each.read_bytes()) for each in place.root.iterdir()] == [("index.html", b"old")]


def test_what_a_crash_left_half_written_is_no_object(place: FolderStorage) -> None:
    place.put("index.html", b"home", "text/html", "")
    for name in (".0123.part", ".4567.part"):
        (place.root / name).write_bytes(b"ho")
    os.utime(place.root / ".0123.part", (0, 0))
    assert list(place.listing()) == ["index.html"]
    assert sorted(file.name for file in place.root.iterdir()) == [".4567.part", "index.html"]


WRITER = """
import os, sys, time
from pathlib import Path
from bumi.storage.folder import FolderStorage

def hang(handle):
    print("half", flush=True)
    time.sleep(600)

os.fsync = hang
FolderStorage(Path(sys.argv[1])).put("p/1/index.html", b"half", "text/html", "")
"""


@contextmanager
def writing(place: FolderStorage) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has written half of an object, and goes no further."""
    command = [sys.executable, "-c", WRITER, str(place.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout and writer.stdout.readline() == b"half\n"
        try:
            yield writer
        finally:
            writer.kill()


def halves(place: FolderStorage) -> list[bytes]:
    return [file.read_bytes() for file in place.root.parent.rglob("*") if file.is_file() and file.name != "index.html"]


@pytest.mark.parametrize("moved", [True, False])
def test_a_run_that_is_killed_leaves_nothing_that_is_served_and_the_next_clears_it_away(
    place: FolderStorage, moved: bool
) -> None:
    place.root.mkdir(parents=True)
    if not moved:  # as where the root is a mount: nothing can be moved in
        (place.root.parent / ".site.part").write_bytes(b"")
    with writing(place) as writer:
        place.probe()
        assert b"half" in halves(place)  # what is being written is left alone
        place.put("index.html", b"home", "text/html", "")
        assert list(place.listing()) == ["index.html"]
        served = [file for file in place.root.rglob("*") if file.is_file() and file.parent.stat().st_mode & 0o077]
        assert served == [place.root / "index.html"]
        writer.kill()
        writer.wait()
    place.probe()
    assert b"half" not in halves(place) and list(place.listing()) == ["index.html"]


@pytest.mark.parametrize("ask", ["probe", "put", "head", "listing", "delete"])
def test_what_is_no_folder_is_said_so(tmp_path: Path, ask: str) -> None:
    (tmp_path / "site").write_text("a file")
    place = FolderStorage(tmp_path / "site")
    with pytest.raises(Unreachable, match="BUMI_STORAGE_URL") as caught:
        match ask:
            case "probe":
                place.probe()
            case "put":
                place.put("index.html", b"", "text/html", "")
            case "head":
                place.head("index.html")
            case "delete":
                place.delete("index.html")
            case _:
                list(place.listing())
    assert str(tmp_path / "site") in str(caught.value)
