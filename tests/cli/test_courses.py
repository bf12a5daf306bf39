"""Courses on the command line."""

from pathlib import Path

from bumi.settings import ROOT
from tests.cli.conftest import Bumi

SAMPLE = ROOT / "tests" / "courses" / "sample.yaml"


def test_courses_are_listed_and_shown(bumi: Bumi) -> None:
    listed = bumi("course", "list", "--json").data
    assert listed
    shown = bumi("course", "show", listed[0]["slug"], "--json").data
    assert len(shown["lessons"]) == listed[0]["lessons"] and all(len(it["version"]) == 16 for it in shown["lessons"])
    assert (
        listed[0]["title"] in bumi("course", "list").out
        and shown["lessons"][0]["id"] in bumi("course", "show", listed[0]["slug"]).out
    )
    missing = bumi("course", "show", "none")
    assert missing.status == 2 and listed[0]["slug"] in missing.err


def test_the_author_of_a_course_is_told_what_is_wrong(bumi: Bumi) -> None:
    assert "۲ درس، ۲ پرسش و ۱ تمرین" in bumi("course", "check", str(SAMPLE)).out
    text = SAMPLE.read_text("utf-8")
    Path("sample.yaml").write_text(text.replace("clear: [", "clear: [dignity/named, "), "utf-8")
    told = bumi("course", "check", "sample.yaml")
    assert told.status == 2 and "«dignity/named» را در متن نمی‌یابند" in told.err
    Path("sample.yaml").write_text(text.replace("solution: ", "solution: كتاب "), "utf-8")
    assert "در solution هنوز «ك» هست" in bumi("course", "check", "sample.yaml").err
    Path("sample.yaml").write_text(text.replace("slug: sample", "slug: [sample"), "utf-8")
    assert "سطر" in bumi("course", "check", "sample.yaml", "--json").data["problems"][0]


def test_progress_is_counted(staffed: Bumi) -> None:
    found = staffed("course", "progress", "--json").data
    assert (
        sum(line["people"] for line in found["roles"]) == 3 and found["sentence"] in staffed("course", "progress").out
    )
