"""The cache of files: what was put is got, the newest stay, and nothing half written is seen."""

import os
from pathlib import Path

import pytest

from bumi.file_cache import FileCache


def test_a_cache_keeps_the_newest(tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "kept", 2, ".txt")
    cache.tidy()
    for number, key in enumerate("abc"):
        cache.put(key, key.encode())
        path = cache.path(key)
        assert path and path.name == f"{key}.txt"
        os.utime(path, (number, number))
    cache.tidy()
    assert [cache.get(key) for key in "abc"] == [None, b"b", b"c"] and cache.path("a") is None


def test_a_file_that_was_not_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileCache(tmp_path, 2)

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError("no space")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        cache.put("a", b"data")
    assert cache.get("a") is None and not list(tmp_path.iterdir())
