from pathlib import Path

import pytest

from bumi.persian.loglinear.ranker import SIZE
from bumi.persian.loglinear.stored import Learnt, load, save


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    learnt = Learnt({"alone": {7: 1, 4_000_000_000: 5}, "apart": {}}, [0.5] * SIZE, {"gap": 0.75})
    save(tmp_path / "deep" / "a.npz", learnt)
    read = load(tmp_path / "deep" / "a.npz")
    assert read.tables == learnt.tables
    assert read.least == learnt.least
    assert read.weights == pytest.approx(learnt.weights)


def test_the_same_makes_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save(tmp_path / name, Learnt({"alone": {1: 1}}, [0.25] * SIZE, {"gap": 0.5}))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
