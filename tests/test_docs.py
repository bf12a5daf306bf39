"""What docs/architecture.md and the README say of the code is so: names, files, and the draft of the sample brief."""

import ast
import re
from collections.abc import Iterator

import pytest
import yaml

from bumi.brief import brief_from
from bumi.models.realiser import Nobody
from bumi.models.writer import Writer
from bumi.settings import ROOT

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
STOPS = re.findall(r"`([\w/]+\.py)::([\w.]+)`", ARCHITECTURE)
WALKS = re.findall(r"^## \w+ walk: .*?(?=^## )", ARCHITECTURE, re.MULTILINE | re.DOTALL)
FOLDERS = ("bumi", "flows", "models")


def defined(body: list[ast.stmt], before: str = "") -> Iterator[str]:
    """Yield what a module defines: functions, classes with their methods, and assigned names."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield before + node.name
        elif isinstance(node, ast.ClassDef):
            yield before + node.name
            yield from defined(node.body, f"{before}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (before + each.id for each in targets if isinstance(each, ast.Name))


@pytest.mark.parametrize(("path", "name"), sorted(set(STOPS)))
def test_every_name_of_the_architecture_exists(path: str, name: str) -> None:
    assert name in set(defined(ast.parse((ROOT / path).read_text("utf-8")).body))


def test_every_walk_has_its_stops() -> None:
    assert len(WALKS) == 4
    for walk in WALKS:
        stops = re.findall(r"^\d+\. `[\w/]+\.py::", walk, re.MULTILINE)
        assert 6 <= len(stops) <= 14, walk.splitlines()[0]


def test_every_file_of_the_architecture_exists() -> None:
    named = re.findall(r"`((?:assets|briefs|bumi|docs|flows|models|prompts|tests)/[\w./-]*)`", ARCHITECTURE)
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    words = set(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in files)))
    known = words | {path.name for path in files} | {f"{path.parent.name}/" for path in files}
    rows = [line.split(" | ") for line in GLOSSARY.splitlines() if line.count(" | ") == 2]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row[1])]
    assert named
    assert not [name for name in named if name not in known]


def test_the_draft_of_the_readme_is_what_comes_of_its_brief() -> None:
    typed, drafted = re.search(r"```yaml\n(.*?)```.*?```\n(.*?)```", README, re.DOTALL).groups()  # type: ignore[union-attr]
    [draft] = Writer(Nobody()).draft([brief_from(yaml.safe_load(typed), "README.md")], seed=0)
    fields = draft.fields
    shown = (("روتیتر", fields.kicker), ("تیتر", fields.headline), ("لید", fields.lede), ("متن", fields.body))
    assert drafted == "\n\n".join(f"{name}\n{text}" for name, text in shown) + "\n"


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 138


def test_the_picture_names_rooms_that_exist() -> None:
    drawn = re.findall(r'class="room"[^>]*>([^<]+)<', (ROOT / "docs" / "architecture.svg").read_text("utf-8"))
    rooms = [name for each in drawn for name in each.split(", ")]
    assert rooms
    assert not [name for name in rooms if not (ROOT / name).exists() and not (ROOT / "bumi" / name).exists()]


def test_every_decision_has_one_row_in_order() -> None:
    folder = ROOT / "docs" / "decisions"
    rows = re.findall(r"^\| \[\d{4}\]\((.+?)\)", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert rows == sorted(path.name for path in folder.glob("0*.md"))
