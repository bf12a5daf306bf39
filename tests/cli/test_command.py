"""What every command shares: JSON on request, errors in both languages, exit statuses, and quick help."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bumi.cli import app
from bumi.cli.command import Output, command
from bumi.errors import BadInput, NotAvailable, Refused
from tests.cli.conftest import Bumi


def commands(within: Any = None) -> list[list[str]]:
    """Every command, as the words that call it."""
    inner: dict[str, Any] = getattr(within or typer.main.get_command(app), "commands", {})
    return [[name, *words] for name, command in inner.items() for words in (commands(command) or [[]])]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_answers_in_json_and_explains_itself(words: list[str], bumi: Bumi) -> None:
    said = bumi(*words, "--help")
    assert said.status == 0 and "--json" in said.out and "--debug" in said.out


def small(error: Exception | None = None, refused: bool = False) -> typer.Typer:
    """A command line whose command `do` fails with `error` or answers."""
    made = typer.Typer()
    made.callback()(lambda: None)

    def do() -> Output:
        if error:
            raise error
        return Output({"done": "بله"}, lambda console, data: console.print(data["done"]), refused)

    command(made, "do")(do)
    return made


@pytest.mark.parametrize(
    ("error", "status", "gist"),
    [
        (BadInput("نامش درست نیست؛ درستش کنید"), 2, "input is wrong"),
        (Refused("یکم", "دوم"), 1, "all the reasons"),
        (NotAvailable("مدل نیست؛ بسازیدش"), 2, "remedy"),
        (RuntimeError("boom"), 2, "--debug"),
    ],
)
def test_an_error_is_one_block_in_persian_and_english(error: Exception, status: int, gist: str) -> None:
    result = CliRunner().invoke(small(error), ["do"])
    assert result.exit_code == status and result.stdout == ""
    *problems, english = result.stderr.splitlines()
    assert gist in english and "Traceback" not in result.stderr
    assert problems == list(getattr(error, "problems", problems)) and problems


def test_an_error_is_json_too_where_that_was_asked_for() -> None:
    result = CliRunner().invoke(small(Refused("یکم", "دوم")), ["do", "--json"])
    assert result.exit_code == 1
    assert result.stdout == '{\n  "problems": [\n    "یکم",\n    "دوم"\n  ]\n}\n'


def test_debug_shows_the_trace() -> None:
    result = CliRunner().invoke(small(RuntimeError("boom")), ["do", "--debug"])
    assert isinstance(result.exception, RuntimeError)


def test_an_answer_of_no_is_shown_and_exits_with_1() -> None:
    result = CliRunner().invoke(small(refused=True), ["do"])
    assert (result.exit_code, result.stdout, result.stderr) == (1, "بله\n", "")


@pytest.mark.parametrize("words", [["shwo"], ["show"], ["show", "one"], ["list", "--nope"], ["user"]])
def test_wrong_use_exits_with_2_and_names_the_help(words: list[str], tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-m", "bumi.cli", *words], cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode == 2 and "Traceback" not in said.stderr
    assert "--help" in said.stderr + said.stdout


@pytest.mark.parametrize(
    "words", [["show", "9" * 30], ["user", "add", "\udcff", "--role", "editor"], ["draft", "\udcff"]]
)
def test_what_no_column_holds_and_no_terminal_prints_is_told(bumi: Bumi, words: list[str]) -> None:
    said = bumi(*words, "--json")
    assert said.status == 2 and said.data["problems"] and "پیش‌بینی‌نشده" not in said.err
