"""What the documents say is so: commands, states, paths and links."""

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bumi.cli import app
from bumi.cli.reference import PAGE as COMMANDS
from bumi.cli.reference import page as commands_page
from bumi.newsroom.states import TRANSITIONS, Role, State
from bumi.settings import ROOT

README = (ROOT / "README.md").read_text("utf-8")
WORKFLOW = (ROOT / "docs" / "workflow.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "briefs/README.md"])


def commands(group: object, before: str = "bumi") -> set[str]:
    inner: dict[str, object] = getattr(group, "commands", {})
    found = (commands(command, f"{before} {name}") for name, command in inner.items())
    return set().union(*found) if inner else {before}


def test_the_page_of_commands_is_current() -> None:
    assert COMMANDS.read_text("utf-8") == commands_page(), "python -m bumi.cli.reference"
    told = re.findall(r"^### `(bumi [a-z ]*[a-z])", commands_page(), re.MULTILINE)
    assert sorted(told) == sorted(commands(typer.main.get_command(app)))


def test_the_guides_name_only_commands_that_exist() -> None:
    known = commands(typer.main.get_command(app))
    groups = "|".join({told.split()[1] for told in known if told.count(" ") > 1})
    command = re.compile(rf"^(?:\.venv/bin/)?(bumi (?:(?:{groups}) )?[a-z]+)", re.MULTILINE)
    for page in PAGES:
        for told in command.findall(page.read_text("utf-8")):
            assert told in known, page.name


def test_the_first_steps_of_a_newsroom_can_be_taken(home: Path) -> None:
    block = README.split("## Begin your own newsroom")[1].split("```")[1]
    steps = [line.removeprefix(".venv/bin/").split() for line in block.splitlines() if "bumi user" in line]
    for step in steps:
        answer = CliRunner().invoke(app, step[1:])
        assert answer.exit_code == 0, answer.output
    assert "/join/" in answer.output


def test_the_page_of_the_workflow_tells_of_every_state() -> None:
    told = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|$", WORKFLOW, re.MULTILINE)
    assert told == [(state.value, state.persian) for state in State]


def test_the_page_of_the_workflow_tells_of_every_transition() -> None:
    rows = []
    for row in TRANSITIONS:
        before = ", ".join(f"`{state.value}`" for state in row.from_states)
        who = "anybody" if row.roles == set(Role) else ", ".join(role.value for role in Role if role in row.roles)
        conditions = "; ".join(condition.value for condition in row.conditions)
        rows.append(f"| {before} | `{row.to_state.value}` | {who} | {conditions} |")
    assert [line for line in WORKFLOW.splitlines() if line.count(" | ") == 3 and "`" in line] == rows


def test_every_path_of_the_tree_exists() -> None:
    tree = README.split("## The house")[1].split("\n\n")[1]
    folder = ""
    for indent, name in re.findall(r"^    ( *)([\w.]+/?) ", tree, re.MULTILINE):
        assert (ROOT / (folder if indent else "") / name).exists(), name
        folder = folder if indent else name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", text):
        assert (page.parent / target).exists(), target
