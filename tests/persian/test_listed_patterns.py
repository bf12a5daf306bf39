"""The patterns of assets/words/patterns: each is well formed and read by the module that its file is named by."""

import re
from importlib import import_module

import pytest

from bumi.persian.lexicon import listed_data
from bumi.persian.listed_patterns import ListedPatterns
from bumi.settings import PACKAGE

_FOLDER = PACKAGE / "assets" / "words" / "patterns"
NAMES = sorted(str(path.relative_to(_FOLDER).with_suffix("")) for path in _FOLDER.rglob("*.yaml"))


def test_there_are_patterns() -> None:
    assert len(NAMES) > 10


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_well_formed_and_read(name: str) -> None:
    room = PACKAGE if name.startswith(("persian", "questions", "release")) else PACKAGE / "models"
    source = (room / f"{name}.py").read_text("utf-8")
    module = import_module(f"bumi.{(room / name).relative_to(PACKAGE)}".replace("/", "."))
    patterns: ListedPatterns = module._pattern
    data = listed_data(f"patterns/{name}")
    assert f'ListedPatterns("{name}"' in source and data
    for key, text in data.items():
        texts = patterns.texts(key).values() if isinstance(text, dict) else [patterns.text(key)]
        assert all(re.compile(each) for each in texts)
        assert f'"{key}"' in source or f"<{key}>" in str(data), key


def test_a_name_stands_for_another_pattern_and_a_line_break_for_nothing() -> None:
    letters = ListedPatterns("release/letters")
    assert letters.text("of_a_person") in letters.text("person")
    assert "\n" not in letters.text("head") and "<" not in re.sub(r"\(\?(?:<[!=]|P<)", "", letters.text("person"))
    with pytest.raises(KeyError):
        letters("no such pattern")
