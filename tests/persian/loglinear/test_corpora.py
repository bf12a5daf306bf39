from collections import Counter
from pathlib import Path

import pytest

from bumi.errors import NotAvailable
from bumi.persian.loglinear import corpora
from bumi.persian.loglinear.corpora import Tally, read_parts, sums


def test_every_line_is_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "_BLOCK", 20)
    (tmp_path / "corpus_clean_fa").mkdir()
    lines = [f"این خط {number} است" for number in range(40)]
    (tmp_path / "corpus_clean_fa" / "a.txt").write_text("\n".join([*lines, "", " "]), "utf-8")
    parts = read_parts(tmp_path)
    assert len(parts) == 8
    assert sorted(line for part in parts for line in part) == sorted(lines)
    assert all(parts)


def test_no_text_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="corpus_clean_fa"):
        read_parts(tmp_path)


def test_a_part_can_be_left_out() -> None:
    water, bread = ("آب",), ("نان",)
    one: Tally = {"alone": Counter({water: 1})}
    two: Tally = {"alone": Counter({water: 2, bread: 1})}
    assert sums([one, two]) == {"alone": Counter({water: 3, bread: 1})}
    assert sums([one, two], two) == {"alone": Counter({water: 1})}
