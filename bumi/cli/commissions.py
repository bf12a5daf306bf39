"""The command group `bumi commission`: what contributors may write, who writes it, and the ledger of fees."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Output, Why, acting, chosen, command, moment_of, newsroom
from bumi.persian.calendar import now, to_tehran
from bumi.words import Kind

if TYPE_CHECKING:
    from bumi.newsroom.commissions import FeeLine
    from bumi.newsroom.tables import Commission

app = typer.Typer(name="commission", help="What contributors may write, and their fees.", no_args_is_help=True)

_Id = Annotated[
    int, typer.Argument(metavar="ID", help="The number of the commission, as `bumi commission list` shows it.")
]
_Pitch = Annotated[int, typer.Argument(metavar="PITCH", help="The number of the pitch, as the list shows it.")]
_Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="What to write about, in a few words.")]
_Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="A kind of piece that has a fee in the plan.")]
_County = Annotated[str, typer.Option("--county", metavar="NAME", help="The county, or the province.")]
_Axis = Annotated[str, typer.Option("--axis", metavar="NAME", help="The axis of the province's roadmap.")]
_Agency = Annotated[
    str, typer.Option("--agency", metavar="NAME", help="The agency that speaks; by default one of the axis.")
]
_Until = Annotated[
    str, typer.Option("--until", metavar="TIME", help="The deadline, Jalali or ISO; seven working days by default.")
]
_Points = Annotated[list[str] | None, typer.Option("--point", metavar="TEXT", help="What it must answer; repeatable.")]
_Ended = Annotated[bool, typer.Option("--ended", help="Those that ended instead.")]
_Excel = Annotated[Path | None, typer.Option("--excel", metavar="FILE", help="Write it as an Excel file too.")]


@command(app, "list")
def _list(ended: _Ended = False) -> Output:
    """List the commissions under way and their pitches, the nearest deadline first."""
    from bumi.cli.plan_views import commissions as view
    from bumi.newsroom.commissions import commissions

    with newsroom() as opened, opened.session() as session:
        return Output([_data(each) for each in commissions(session, under_way=not ended)], view)


@command(app, "open")
def _open(
    topic: _Topic,
    kind: _Kind,
    county: _County,
    axis: _Axis,
    agency: _Agency = "",
    until: _Until = "",
    points: _Points = None,
    who: As = "",
) -> Output:
    """Open a commission for contributors to pitch for; whoever opens it approves neither piece nor fee."""
    from bumi.cli.plan_views import commissions as view
    from bumi.newsroom.commissions import CommissionTerms, open_commission
    from bumi.planning import agency_of, province_plan, usual_deadline

    known = chosen({each.value: each for each in Kind}, kind, f"گونه‌ای به نام «{kind}» نیست")
    terms = CommissionTerms(
        kind=known,
        county=county,
        axis=axis,
        topic=topic,
        agency=agency or agency_of(axis),
        deadline=moment_of("--until", until) if until else usual_deadline(now()),
        fee=province_plan().fee(known),
        points=tuple(points or ()),
    )
    with acting(who) as (session, by):
        return Output([_data(open_commission(session, terms, by))], view)


@command(app, "accept")
def _accept(pitch: _Pitch, who: As = "") -> Output:
    """Give a commission to the contributor of a pitch; the other pitches are declined.

    Exits with 1 where another pitch was accepted meanwhile.
    """
    from bumi.cli.command import about_pieces
    from bumi.newsroom.commissions import accept_pitch

    with acting(who) as (session, by):
        return about_pieces(session, accept_pitch(session, pitch, by))


@command(app, "cancel")
def _cancel(id: _Id, why: Why = "", who: As = "") -> Output:
    """Cancel a commission that is not written yet, with the piece that somebody is writing."""
    from bumi.cli.plan_views import commissions as view
    from bumi.newsroom.commissions import cancel_commission, commission

    with acting(who) as (session, by):
        found = commission(session, id)
        cancel_commission(session, found, by, why)
        return Output([_data(found)], view)


@command(app, "fees")
def _fees(excel: _Excel = None) -> Output:
    """Show the ledger of fees in whole rials: what is due, who approved it, what was reversed. Nothing is paid here."""
    from bumi.cli.plan_views import fees as view
    from bumi.newsroom.commissions import fee_lines
    from bumi.planning import fees_workbook

    with newsroom() as opened, opened.session() as session:
        lines = fee_lines(session)
    if excel:
        excel.parent.mkdir(parents=True, exist_ok=True)
        excel.write_bytes(fees_workbook(lines))
    return Output(_fee_data(lines), view)


def _fee_data(lines: "Iterable[FeeLine]") -> list[dict[str, Any]]:
    return [
        {
            **line._asdict(),
            "due_at": line.due_at.isoformat(),
            "approved_at": line.approved_at.isoformat() if line.approved_at else None,
            "payable": line.payable,
        }
        for line in lines
    ]


def _data(it: "Commission") -> dict[str, Any]:
    return {
        "id": it.id,
        "state": it.state.value,
        "persian": it.state.persian,
        "topic": it.topic,
        "kind": it.kind.value,
        "county": it.county,
        "axis": it.axis,
        "agency": it.agency,
        "points": it.points,
        "rials": it.fee,
        "deadline": to_tehran(it.deadline).isoformat(),
        "opened_by": it.opened_by,
        "why": it.why,
        "pitches": [
            {
                "id": each.id,
                "by": each.by,
                "words": each.words,
                "promised": to_tehran(each.promised).isoformat(),
                "state": each.state.value,
                "persian": each.state.persian,
                "piece": each.piece_id,
            }
            for each in it.pitches
        ],
    }
