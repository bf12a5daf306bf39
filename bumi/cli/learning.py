"""Commands by which the writer learns from editors: the lessons; adapters proposed, promoted, rolled back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, As, Id, Why, acting, command, newsroom

if TYPE_CHECKING:
    from bumi.models.evaluation import AdapterProposal

__all__ = ["add_to"]

_Version = Annotated[str, typer.Argument(metavar="VERSION", help="The adapter, as `bumi adapter list` names it.")]
_Anew = Annotated[bool, typer.Option("--anew", help="Train from nothing, on all there is; it takes an hour or more.")]
_Least = Annotated[int, typer.Option("--least", min=1, help="With fewer lessons there is nothing to propose.")]
_Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first dev briefs.", show_default=False)]
_Out = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write them there as notes to train on.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    lesson = typer.Typer(help="What editors change, and the writer may learn from.", no_args_is_help=True)
    command(lesson, "list")(_lessons)
    command(lesson, "forbid")(_forbid)
    command(lesson, "allow")(_allow)
    app.add_typer(lesson, name="lesson")
    adapter = typer.Typer(help="Adapters of the writer: proposed, promoted, rolled back.", no_args_is_help=True)
    command(adapter, "list")(_list)
    command(adapter, "propose")(_propose)
    command(adapter, "promote")(_promote)
    command(adapter, "rollback")(_rollback)
    app.add_typer(adapter, name="adapter")


def _lessons(out: _Out = None) -> Answer:
    """List what published pieces teach: notes, each with the sentence that an editor made of it."""
    from bumi.cli.learning_views import lessons
    from bumi.pipeline.learning import gathered, write_notes

    with newsroom() as opened:
        found = gathered(opened)
    if out:
        write_notes(out / "editors.jsonl", [it.note for it in found])
    return Answer([{"piece": it.piece, **it.note} for it in found], lessons)


def _forbid(id: Id, who: As = "") -> Answer:
    """Keep a piece out of what the writer learns from."""
    return _let_teach(id, who, teaches=False)


def _allow(id: Id, who: As = "") -> Answer:
    """Let the writer learn from a piece again."""
    return _let_teach(id, who, teaches=True)


def _let_teach(id: int, who: str, teaches: bool) -> Answer:
    from bumi.cli.views import pieces
    from bumi.newsroom.content.edited import let_teach
    from bumi.newsroom.content.pieces import piece
    from bumi.pipeline.report import line

    with acting(who) as (session, by):
        found = piece(session, id)
        let_teach(session, found, by, teaches)
        return Answer([line(session, found)], pieces)


def _list() -> Answer:
    """List the adapters that were proposed, and which one is in force."""
    from bumi.cli.learning_views import adapters
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
    return Answer(data, adapters)


def _propose(anew: _Anew = False, least: _Least = 20, limit: _Limit = None) -> Answer:
    """Train a new adapter on what editors changed, and hold it against the one in force.

    Exits with 1 where it is not better.
    """
    from bumi.cli.learning_views import proposal
    from bumi.cli.progress import progress
    from bumi.models.training import Recipe
    from bumi.pipeline.learning import Learning, propose
    from bumi.settings import Settings

    how = Learning(Recipe(), on=False, least=least, briefs=limit) if anew else Learning(least=least, briefs=limit)
    with newsroom() as opened, progress() as tell:
        made = propose(opened, Settings(), how, tell)
    return Answer(_data(made), proposal, refused=bool(made.reasons))


def _promote(version: _Version, why: Why = "", who: As = "") -> Answer:
    """Let a proposed adapter write from now on; a chief's, and only where it is better than the one in force."""
    from bumi.cli.learning_views import in_force
    from bumi.models.evaluation import promote
    from bumi.persian.calendar import now
    from bumi.settings import Settings

    with acting(who) as (_, by):
        promote(Settings(), version, by, now(), why)
    return Answer(_ready(version), in_force)


def _rollback(why: Why = "", who: As = "") -> Answer:
    """Take back the adapter in force; the one before it writes again."""
    from bumi.cli.learning_views import in_force
    from bumi.models.evaluation import roll_back
    from bumi.persian.calendar import now
    from bumi.settings import Settings

    with acting(who) as (_, by):
        version = roll_back(Settings(), by, now(), why)
    return Answer(_ready(version), in_force)


def _ready(version: str) -> dict[str, Any]:
    """Merge the adapter in force into the weights now, so that the next draft does not wait for it."""
    from bumi.cli.progress import progress
    from bumi.models.weights import writers_model
    from bumi.settings import Settings

    with progress() as tell:
        writers_model(Settings(), tell)
    return {"in_force": version}


def _data(it: "AdapterProposal") -> dict[str, Any]:
    figures = [{**each.model_dump(), "passed": each.passed, "in_words": each.in_words} for each in it.figures]
    return {**it.model_dump(mode="json"), "figures": figures}
