"""The commands `bumi eval writer` and `bumi eval checks`: measure drafts and checks against their bars."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, progress
from bumi.cli.files import read_text
from bumi.errors import BadInput

if TYPE_CHECKING:
    from bumi.models.evaluation import Figure

app = typer.Typer(name="eval", help="Measure what the newsroom's models and checks do.", no_args_is_help=True)

_Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first briefs.", show_default=False)]
_Out = Annotated[Path | None, typer.Option("--out", help="Write every sentence with its notes there, to be judged.")]
_Readings = Annotated[
    Path | None, typer.Option("--readings", metavar="FILE", help="Count a judged file of --out; nothing is drafted.")
]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same drafts.")]
_Shared = Annotated[
    Path, typer.Option("--shared", metavar="FOLDER", help="The folder with data/ and the scorers in bench/.")
]
_Peers = Annotated[Path, typer.Option("--peers", metavar="FOLDER", help="Where `make peers` put the other tools.")]
_Some = Annotated[int | None, typer.Option("--limit", min=1, help="Only so many lines and drafts.", show_default=False)]


@command(app, "writer")
def _writer(seed: _Seed = 1, limit: _Limit = None, out: _Out = None, readings: _Readings = None) -> Output:
    """Draft the dev briefs of models/data/pairs/ and tell how good the drafts are.

    Each is drafted twice, with two seeds. Exits with 1 where a bar is missed.
    """
    if readings:
        return _answer(_counted(readings))
    from bumi.models.data import dev_briefs
    from bumi.models.evaluation import to_judge
    from bumi.pipeline.measuring import measured
    from bumi.pipeline.writing import open_writer
    from bumi.settings import Settings

    briefs = dev_briefs()[:limit]
    with progress() as tell:
        found = measured(open_writer(Settings()), briefs, seed, tell)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(to_judge(briefs, found.drafts), "utf-8")
    model = found.drafts[0].model
    return _answer(
        found.figures,
        briefs=len(briefs),
        seconds=round(found.seconds, 2),
        model=model.name,
        adapter=model.adapter,
        prompts=sorted({draft.model.prompt for draft in found.drafts}),
        seed=seed,
    )


@command(app, "checks")
def _checks(
    shared: _Shared = Path("../shared"), peers: _Peers = Path(".venv/peers-checks"), limit: _Some = None
) -> Output:
    """Measure the checks on the dev sets, personal data and exchanged facts, other tools beside them.

    Exits with 1 where a bar is missed.
    """
    from bumi.checks.evaluation import fact_rows, halfspace_rows, pair_of, personal_data_rows, spelling_rows
    from bumi.cli.model_views import measured_beside
    from bumi.models.data import read_pairs
    from bumi.models.evaluation import support_rows
    from bumi.models.scoring import open_support
    from bumi.settings import Settings

    if not (shared / "data").is_dir() or not (shared / "bench").is_dir():
        raise BadInput(f"«{shared}» پوشه‌های data و bench را ندارد؛ جای آن‌ها را با --shared بنویسید")
    pairs = [pair_of(data) for dev in (False, True) for data in read_pairs(dev)]
    with progress() as tell:
        measured = [*halfspace_rows(shared, peers, limit), *spelling_rows(shared, peers, limit)]
        measured += personal_data_rows()
        measured += fact_rows(pairs, limit, tell)
        measured += support_rows(open_support(Settings()), shared, limit, tell)
    rows = [{**row._asdict(), "passed": row.passed} for row in measured]
    return Output({"rows": rows}, measured_beside, refused=not all(row.passed for row in measured))


def _counted(path: Path) -> "list[Figure]":
    from bumi.models.evaluation import judged

    return judged(read_text(str(path)), path.name)


def _answer(measured: "Iterable[Figure]", **about: Any) -> Output:
    from bumi.cli.model_views import figures

    found = [{**it.bar._asdict(), "value": it.value, "passed": it.passed, "faults": list(it.faults)} for it in measured]
    return Output({"figures": found, **about}, figures, refused=not all(it["passed"] for it in found))
