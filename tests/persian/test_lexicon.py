"""The word lists are read as they stand, and every file of the folder is used."""

import subprocess

from bumi.persian.lexicon import listed_data, listed_lines
from bumi.settings import ROOT

FOLDER = ROOT / "assets" / "words"


def test_lines_without_comments() -> None:
    lines = listed_lines("newsroom")
    assert "آغاز" in lines and all(line and not line.startswith("#") for line in lines)
    assert listed_lines("newsroom") is lines


def test_data_as_yaml_has_it() -> None:
    assert "کودک" in listed_data("persons")["child"].split("|")


def test_every_list_is_read_by_somebody() -> None:
    command = ["git", "grep", "-oh", "listed_[a-z]*(.[a-z-]*.)", "--", "bumi", "models"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {path.stem for path in FOLDER.iterdir() if path.is_file()} == {call.split("(")[1][1:-2] for call in found}
