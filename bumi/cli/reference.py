"""docs/commands.md: the reference of all commands and options; `python -m bumi.cli.reference` writes it again."""

from typing import Any

import typer

from bumi.cli import app
from bumi.settings import ROOT

PAGE = ROOT / "docs" / "commands.md"

_HEAD = """# The commands of `bumi`

Made from the help of the commands by `python -m bumi.cli.reference`; every change begins there.

Every command has `--help`, `--json` (the answer as JSON on standard output) and `--debug` (the trace of an error).
Errors are sentences in Persian, then a summary in English. Exit status: 0 done, 1 the answer is "no" (a blocking
finding, a refused transition), 2 wrong use or bad input.
"""
_COMMON = ("help", "json", "debug")


def page() -> str:
    """Return the page: single commands, then a section for each group."""
    groups: dict[str, Any] = {}
    parts = [_HEAD, "## Single commands\n"]
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            groups[name] = command
        else:
            parts.append(_entry(f"bumi {name}", command))
    for name, group in groups.items():
        parts.append(f"## bumi {name}\n\n{group.help}\n")
        parts += [_entry(f"bumi {name} {inner}", command) for inner, command in group.commands.items()]
    return "\n".join(parts)


def _entry(name: str, command: Any) -> str:
    arguments = [each.metavar for each in command.params if each.param_type_name == "argument"]
    lines = [f"### `{' '.join([name, *arguments])}`", "", *command.help.strip().splitlines(), ""]
    for each in command.params:
        if each.param_type_name == "argument" and each.help:
            lines.append(f"- `{each.metavar}`: {each.help}")
        elif each.param_type_name == "option" and each.name not in _COMMON:
            value = each.metavar or ("" if each.is_flag else "VALUE")
            lines.append(f"- `{f'{each.opts[0]} {value}'.strip()}`: {each.help}")
    return "\n".join(lines).strip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
