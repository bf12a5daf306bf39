"""The report of a county on the command line."""

from pathlib import Path

import pytest

from bumi.persian.calendar import parse_moment
from bumi.province import province
from tests.cli.conftest import Bumi


def test_a_month_of_a_county_is_told_and_printed(bumi: Bumi) -> None:
    told = bumi("county", "report", "بم", "--month", "1405-08", "--pdf", "bam/aban.pdf", "--json")
    assert told.status == 0, told.err
    assert (told.data["county"], told.data["month"], told.data["pieces"], told.data["target"]) == (
        "بم",
        "1405-08",
        0,
        13,
    )
    assert sum(each["target"] for each in told.data["axes"]) == 13
    assert told.data["files"] == ["bam/aban.pdf"] and Path("bam/aban.pdf").read_bytes().startswith(b"%PDF")
    shown = bumi("county", "report", "bam", "--month", "۱۴۰۵/۰۸")
    assert "شهرستان بم، آبان ۱۴۰۵" in shown.out and "هیچ مطلبی منتشر نشده است" in shown.out


def test_a_county_or_month_that_is_none_is_told(bumi: Bumi) -> None:
    assert "شهرستان «یزد» در استان کرمان نیست" in bumi("county", "report", "یزد").err
    wrong = bumi("county", "report", "بم", "--month", "آبان")
    assert wrong.status == 2 and "--month: «آبان» ماه نیست؛ مانند ۱۴۰۵/۰۹ بنویسید" in wrong.err


def test_sheets_of_the_last_month_are_kept_once(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.pipeline.county_sheets.print_county_sheet", lambda report: b"%PDF")
    monkeypatch.setattr("bumi.pipeline.county_sheets.now", lambda: parse_moment("1405/09/01 07:00"))
    assert len(bumi("county", "keep", "--json").data["kept"]) == len(province().counties)
    assert "برگ تازه‌ای نیست" in bumi("county", "keep").out
