"""The commands that use no database: `bumi brief`, `bumi draft` and `bumi check`."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, progress
from bumi.cli.files import briefs_of, read_text, typed_briefs
from bumi.errors import BadInput, NotAvailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bumi.brief import Brief
    from bumi.checks import Judge
    from bumi.finding import Finding
    from bumi.models.planner.suggestions import About

app = typer.Typer()

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Briefs in YAML, several a file, or releases as text, Word or PDF."),
]
_Text = Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")]
_BriefFile = Annotated[Path | None, typer.Option("--brief", help="Check against this brief too.")]
_Fix = Annotated[bool, typer.Option("--fix", help="Print the text with every safe fix, and nothing else.")]
_Lines = Annotated[bool, typer.Option("--lines", help="Treat each line as a text of its own, in order.")]
_Only = Annotated[str, typer.Option("--only", metavar="NAME,...", help="Only these checks.")]
_Rules = Annotated[bool, typer.Option("--rules", help="Ask by rules alone, at once, without the model.")]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]


@command(app, "brief")
def _brief(files: Files, rules: _Rules = False) -> Output:
    """Read briefs as the desk does while they are typed: what to ask at each note, and sentences for it.

    Touches no database, and never refuses: what is wrong with a brief is told beside what it leaves open.
    """
    from bumi.brief import problems_by_field
    from bumi.checks import as_written
    from bumi.cli.views import readings
    from bumi.models.planner.reading import read_brief

    think = None if rules else _thinking()
    read = [(brief, read_brief(brief, think, as_written)) for brief in typed_briefs(files)]
    data = [
        {
            "topic": brief.get("topic", ""),
            "problems": [told for each in problems_by_field(brief).values() for told in each],
            **asdict(reading),
        }
        for brief, reading in read
    ]
    return Output(data, readings)


def _thinking() -> "Callable[[About, Sequence[str]], dict[str, tuple[str, ...] | None]] | None":
    """Return the function that suggests sentences for notes; None, and a message on standard error, without a model."""
    from bumi.pipeline.writing import open_suggester
    from bumi.settings import Settings

    try:
        suggester = open_suggester(Settings())
    except NotAvailable as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return None
    return lambda about, notes: {note: suggester.suggest(about, note) for note in notes}


@command(app, "draft")
def _draft(files: Files, seed: _Seed = 0) -> Output:
    """Write and check pieces, touching no database.

    Exits with 1 where something blocks approval.
    """
    from functools import partial
    from time import perf_counter

    from bumi.checks import check_fields
    from bumi.cli.views import drafts
    from bumi.finding import blocking
    from bumi.pipeline.steps import copy_edited
    from bumi.pipeline.writing import open_judge, open_writer
    from bumi.settings import Settings

    briefs, judge = briefs_of(files), open_judge(Settings())
    begun = perf_counter()
    with progress() as tell:
        written = open_writer(Settings()).draft(briefs, seed, partial(tell, "نوشتن"))
    written = [copy_edited(draft, brief) for brief, draft in zip(briefs, written, strict=True)]
    seconds = round((perf_counter() - begun) / len(briefs), 2)  # the mean: they are written in one batch
    found = [
        check_fields(draft.fields, brief, sources=draft.sources, judge=judge)
        for brief, draft in zip(briefs, written, strict=True)
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
    return Output(data, drafts, refused=any(blocking(each) for each in found))


@command(app, "check")
def _check(
    file: _Text, brief: _BriefFile = None, mend: _Fix = False, lines: _Lines = False, only: _Only = ""
) -> Output:
    """Tell what a copy editor would.

    Exits with 1 where something blocks approval.
    """
    from bumi.checks import check_text, fix
    from bumi.cli.views import corrected, findings
    from bumi.finding import blocking

    whole, against = read_text(file), _one_brief(brief)
    names = [name.strip() for name in only.split(",") if name.strip()]
    texts = whole.removesuffix("\n").split("\n") if lines else [whole]
    if mend:
        ending = "\n" if lines and whole.endswith("\n") else ""
        return Output({"text": "\n".join(fix(text, brief=against, only=names) for text in texts) + ending}, corrected)
    judge = _judge() if against and (not names or "support" in names) else None
    found = [check_text(text, brief=against, only=names, judge=judge) for text in texts]
    refused = any(blocking(each) for each in found)
    data = [_as_data(each) for each in found]
    if lines:
        return Output([{"line": number, "findings": each} for number, each in enumerate(data, 1)], findings, refused)
    return Output(data[0], findings, refused)


def _judge() -> "Judge":
    from bumi.pipeline.writing import open_judge
    from bumi.settings import Settings

    return open_judge(Settings())


def _as_data(found: "list[Finding]") -> list[dict[str, Any]]:
    return [finding.model_dump(mode="json") for finding in found]


def _one_brief(path: Path | None) -> "Brief | None":
    from bumi.brief import read_briefs

    if path is None:
        return None
    briefs = read_briefs(path)
    if len(briefs) != 1:
        raise BadInput(f"{path.name}: برای وارسی یک متن یک سفارش لازم است؛ پرونده‌ای با یک سفارش بدهید")
    return briefs[0]
