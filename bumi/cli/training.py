"""The commands `bumi train writer`, `support`, `halfspace` and `spelling`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, progress

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(name="train", help="Train what the newsroom's models need.", no_args_is_help=True)

_Out = Annotated[Path | None, typer.Option("--out", help="Where the adapter goes; models/adapters/writer by default.")]
_Epochs = Annotated[int, typer.Option("--epochs", min=1, help="How often each example is seen.")]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed on the same machine gives the same weights.")]
_CleanText = Annotated[
    Path | None,
    typer.Option("--clean-text", help="Persian corpora to warm up on (see the model card)."),
]
_Notes = Annotated[
    Path | None,
    typer.Option("--notes", metavar="FOLDER", help="Notes to learn from besides, as `bumi lesson list` writes."),
]

_Shared = Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds nli_fa.")]
_Steps = Annotated[int, typer.Option("--steps", min=1, help="Batches of about 4,096 pieces.")]
_SupportOut = Annotated[
    Path | None, typer.Option("--out", help="Where the adapter goes; models/adapters/support by default.")
]

_Data = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Holds corpus_wikipedia_fa, corpus_clean_fa and the dev sets.")
]
_Weights = Annotated[
    Path | None, typer.Option("--out", help="Where the weights go; in models/taggers/ by default.", show_default=False)
]


@command(app, "writer")
def _writer(
    out: _Out = None, epochs: _Epochs = 1, seed: _Seed = 1, clean_text: _CleanText = None, notes: _Notes = None
) -> Output:
    """Train the writer's adapter on models/data/pairs/, models/data/notes/ and models/data/judged/.

    It can be ended at any moment and goes on from its last checkpoint.
    """
    from bumi.models.data import read_notes
    from bumi.models.training import Recipe, train_writer
    from bumi.models.weights import ADAPTER, base_model
    from bumi.settings import Settings

    folder = out or ADAPTER
    losses: list[float] = []
    with progress() as tell:
        base = base_model(Settings(), tell)
        lessons = read_notes(notes) if notes else []
        recipe = Recipe(epochs=epochs, seed=seed)
        train_writer(base, folder, recipe, partial(_report, tell, losses), clean_text, lessons)
    return _trained(folder, losses)


@command(app, "support")
def _support(folder: _Shared, out: _SupportOut = None, steps: _Steps = 4600, seed: _Seed = 1) -> Output:
    """Train the check of sentences against their briefs on models/data/pairs/, models/data/faults/ and FarsTail.

    It can be ended at any moment and goes on from its last checkpoint.
    """
    from bumi.models.scoring.support import ADAPTER
    from bumi.models.training.support import SupportRecipe, train_support
    from bumi.models.weights import encoder
    from bumi.settings import Settings

    losses: list[float] = []
    with progress() as tell:
        base = encoder(Settings(), tell)
        recipe = SupportRecipe(steps=steps, falling=max(1, steps * 2 // 5), seed=seed)
        train_support(base, folder, out or ADAPTER, recipe, partial(_report, tell, losses))
    return _trained(out or ADAPTER, losses)


def _report(tell: Any, losses: list[float], step: int, steps: int, loss: float) -> None:
    losses.append(loss)
    tell("آموزش", step, steps)


def _trained(folder: Path, losses: list[float]) -> Output:
    last = losses[-50:]
    return Output({"adapter": str(folder), "steps": len(losses), "loss": sum(last) / max(1, len(last))}, _show)


def _show(console: "Console", data: dict[str, Any]) -> None:
    console.print(f"{data['adapter']}: {data['steps']} steps, mean loss of the last 50: {data['loss']:.3f}")


@command(app, "halfspace")
def _halfspace(data: _Data, out: _Weights = None, epochs: _Epochs = 6, seed: _Seed = 1) -> Output:
    """Train the tagger of half-spaces on clean text and treebanks, in minutes on one core.

    Folds of the treebanks that it has not seen say when to stop and how sure to be.
    """
    from bumi.models.data import own_lines
    from bumi.persian.halfspace.stored import WEIGHTS
    from bumi.persian.halfspace.training import train

    path = out or WEIGHTS
    with progress() as tell:
        made = train(data, own_lines(), path, epochs, seed, tell)
    return Output({"weights": str(path), "epoch": made.epoch, **made.figures, **made.least}, _show_figures)


@command(app, "spelling")
def _spelling(data: _Data, out: _Weights = None, epochs: _Epochs = 5, seed: _Seed = 1) -> Output:
    """Train the speller on clean text with slips put in, in minutes on one core.

    The dev set, and right text of other kinds, say when to stop and how sure to be; what is kept is the best epoch.
    """
    from bumi.models.data import own_lines
    from bumi.persian.spelling.stored import WEIGHTS
    from bumi.persian.spelling.training import train

    path = out or WEIGHTS
    with progress() as tell:
        made = train(data, own_lines(), path, epochs, seed, tell)
    score = made.score
    figures = {"found": score.detection, "put right": score.correction, "false alarms": score.false_alarms}
    return Output({"weights": str(path), "epoch": made.epoch, **figures, **made.least}, _show_figures)


def _show_figures(console: "Console", data: dict[str, Any]) -> None:
    told = (f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}" for name, value in data.items())
    console.print(*told, sep=", ", soft_wrap=True)
