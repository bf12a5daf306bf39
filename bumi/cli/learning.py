"""The command groups `bumi lesson` and `bumi adapter`: learn from edits; propose, promote and roll back adapters."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Id, Output, Why, about_pieces, acting, acting_on, command, newsroom, progress
from bumi.persian.calendar import now

if TYPE_CHECKING:
    from bumi.models.evaluation import AdapterProposal

lesson = typer.Typer(name="lesson", help="What editors change, and the writer may learn from.", no_args_is_help=True)
adapter = typer.Typer(
    name="adapter", help="Adapters of the writer: proposed, promoted, rolled back.", no_args_is_help=True
)

_Version = Annotated[str, typer.Argument(metavar="VERSION", help="The adapter, as `bumi adapter list` names it.")]
_Anew = Annotated[bool, typer.Option("--anew", help="Train from nothing, on all there is; it takes an hour or more.")]
_Least = Annotated[int, typer.Option("--least", min=1, help="With fewer lessons there is nothing to propose.")]
_Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first dev briefs.", show_default=False)]
_Out = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write them there as notes to train on.")]


@command(lesson, "list")
def _lessons(out: _Out = None) -> Output:
    """List what published pieces teach: notes, each with the sentence that an editor made of it."""
    from bumi.cli.model_views import lessons
    from bumi.pipeline.learning import gathered, write_notes

    with newsroom() as opened:
        found = gathered(opened)
    if out:
        write_notes(out / "editors.jsonl", [it.note for it in found])
    return Output([{"piece": it.piece, **it.note} for it in found], lessons)


@command(lesson, "forbid")
def _forbid(id: Id, who: As = "") -> Output:
    """Keep a piece out of what the writer learns from."""
    return _let_teach(id, who, teaches=False)


@command(lesson, "allow")
def _allow(id: Id, who: As = "") -> Output:
    """Let the writer learn from a piece again."""
    return _let_teach(id, who, teaches=True)


def _let_teach(id: int, who: str, teaches: bool) -> Output:
    from bumi.newsroom.content.edited import let_teach

    with acting_on(id, who) as (session, found, by):
        let_teach(session, found, by, teaches)
        return about_pieces(session, found)


@command(adapter, "list")
def _list() -> Output:
    """List the adapters that were proposed, and which one is in force."""
    from bumi.cli.model_views import adapters
    from bumi.models.evaluation import proposals
    from bumi.models.weights import ADAPTER, adapter_in_force, decisions, version
    from bumi.settings import Settings

    settings = Settings()
    data = {
        "in_force": version(adapter_in_force(settings)),
        "own": version(ADAPTER),
        "proposals": [_data(it) for it in proposals(settings)],
        "decisions": [it.model_dump(mode="json") for it in decisions(settings)],
    }
    return Output(data, adapters)


@command(adapter, "propose")
def _propose(anew: _Anew = False, least: _Least = 20, limit: _Limit = None) -> Output:
    """Train a new adapter on what editors changed, and hold it against the one in force.

    Exits with 1 where it is not better.
    """
    from bumi.cli.model_views import proposal
    from bumi.models.training import Recipe
    from bumi.pipeline.learning import Learning, propose
    from bumi.settings import Settings

    how = Learning(Recipe(), on=False, least=least, briefs=limit) if anew else Learning(least=least, briefs=limit)
    with newsroom() as opened, progress() as tell:
        made = propose(opened, Settings(), how, tell)
    return Output(_data(made), proposal, refused=bool(made.reasons))


@command(adapter, "promote")
def _promote(version: _Version, why: Why = "", who: As = "") -> Output:
    """Let a proposed adapter write from now on; a chief's, and only where it is better than the one in force."""
    from bumi.cli.model_views import in_force
    from bumi.models.evaluation import promote
    from bumi.settings import Settings

    with acting(who) as (_, by):
        promote(Settings(), version, by, now(), why)
    return Output(_ready(version), in_force)


@command(adapter, "rollback")
def _rollback(why: Why = "", who: As = "") -> Output:
    """Take back the adapter in force; the one before it writes again."""
    from bumi.cli.model_views import in_force
    from bumi.models.evaluation import roll_back
    from bumi.settings import Settings

    with acting(who) as (_, by):
        version = roll_back(Settings(), by, now(), why)
    return Output(_ready(version), in_force)


def _ready(version: str) -> dict[str, Any]:
    """Merge the adapter in force into the weights now, so that the next draft need not wait."""
    from bumi.models.weights import writers_model
    from bumi.settings import Settings

    with progress() as tell:
        writers_model(Settings(), tell)
    return {"in_force": version}


def _data(it: "AdapterProposal") -> dict[str, Any]:
    figures = [{**each.model_dump(), "passed": each.passed, "in_words": each.in_words} for each in it.figures]
    return {**it.model_dump(mode="json"), "figures": figures}
