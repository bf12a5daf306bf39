"""Commands that touch no database: `bumi draft` and `bumi check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, command

if TYPE_CHECKING:
    from bumi.brief import Brief
    from bumi.finding import Finding

__all__ = ["Files", "add_to"]

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Briefs in YAML, several a file, or releases as text, Word or PDF."),
]
_Text = Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")]
_BriefFile = Annotated[Path | None, typer.Option("--brief", help="Check against this brief too.")]
_Fix = Annotated[bool, typer.Option("--fix", help="Print the text with every safe fix, and nothing else.")]
_Lines = Annotated[bool, typer.Option("--lines", help="Treat each line as a text of its own, in order.")]
_Only = Annotated[str, typer.Option("--only", metavar="NAME,...", help="Only these checks.")]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "draft")(_draft)
    command(app, "check")(_check)


def _draft(files: Files, seed: _Seed = 0) -> Answer:
    """Write and check pieces, touching no database.

    Exits with 1 where something blocks approval.
    """
    from functools import partial
    from time import perf_counter

    from bumi.checks import check_fields
    from bumi.cli.files import briefs_of
    from bumi.cli.progress import progress
    from bumi.cli.views import drafts
    from bumi.finding import blocking
    from bumi.settings import Settings
    from flows.copy_edit import copy_edited
    from flows.writing import open_writer

    briefs = briefs_of(files)
    begun = perf_counter()
    with progress() as tell:
        written = open_writer(Settings()).draft(briefs, seed, partial(tell, "نوشتن"))
    written = [copy_edited(draft, brief) for brief, draft in zip(briefs, written, strict=True)]
    seconds = round((perf_counter() - begun) / len(briefs), 2)  # they are written together: each has its share
    found = [
        check_fields(draft.fields, brief, sources=draft.sources) for brief, draft in zip(briefs, written, strict=True)
    ]
    data = [
        {
            "brief": brief.model_dump(mode="json", exclude_defaults=True),
            "fields": draft.fields.model_dump(mode="json"),
            "sources": [source.model_dump(mode="json") for source in draft.sources],
            "findings": _as_data(each),
            "model": draft.model.model_dump(mode="json"),
            "seconds": seconds,
        }
        for brief, draft, each in zip(briefs, written, found, strict=True)
    ]
    return Answer(data, drafts, refused=any(blocking(each) for each in found))


def _check(
    file: _Text, brief: _BriefFile = None, mend: _Fix = False, lines: _Lines = False, only: _Only = ""
) -> Answer:
    """Tell what a copy editor would.

    Exits with 1 where something blocks approval.
    """
    from bumi.checks import check_text, fix
    from bumi.cli.files import read_text
    from bumi.cli.views import corrected, findings
    from bumi.finding import blocking

    whole, against = read_text(file), _one_brief(brief)
    names = [name.strip() for name in only.split(",") if name.strip()]
    texts = whole.removesuffix("\n").split("\n") if lines else [whole]
    if mend:
        ending = "\n" if lines and whole.endswith("\n") else ""
        return Answer({"text": "\n".join(fix(text, brief=against, only=names) for text in texts) + ending}, corrected)
    found = [check_text(text, brief=against, only=names) for text in texts]
    refused = any(blocking(each) for each in found)
    data = [_as_data(each) for each in found]
    if lines:
        return Answer([{"line": number, "findings": each} for number, each in enumerate(data, 1)], findings, refused)
    return Answer(data[0], findings, refused)


def _as_data(found: "list[Finding]") -> list[dict[str, Any]]:
    return [finding.model_dump(mode="json") for finding in found]


def _one_brief(path: Path | None) -> "Brief | None":
    from bumi.brief import read_briefs
    from bumi.errors import BadInput

    if path is None:
        return None
    briefs = read_briefs(path)
    if len(briefs) != 1:
        raise BadInput(f"{path.name}: برای وارسی یک متن یک سفارش لازم است؛ پرونده‌ای با یک سفارش بدهید")
    return briefs[0]
