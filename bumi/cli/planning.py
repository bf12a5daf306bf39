"""Commands of the province's plan: the calendar and the briefs it proposes."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bumi.cli.command import Answer, As, Id, acting, command, newsroom

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["add_to", "day_of", "moment_of"]

_From = Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, Jalali or ISO; today by default.")]
_To = Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; 30 days after the first by default.")]
_Slug = Annotated[str, typer.Argument(metavar="OCCASION", help="Its short name in assets/province/occasions.yaml.")]
_Briefs = Annotated[
    Path | None, typer.Option("--briefs", metavar="FOLDER", help="Write the briefs proposed by now into this folder.")
]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "calendar")(_calendar)
    command(app, "occasion")(_occasion)
    command(app, "remind")(_remind)


def moment_of(option: str, text: str) -> "datetime":
    """Return the moment that an option names; BadInput for none."""
    from bumi.errors import BadInput
    from bumi.persian.calendar import parse_moment

    try:
        return parse_moment(text)
    except ValueError as error:
        raise BadInput(f"{option}: {error}") from None


def day_of(option: str, text: str, default: "date") -> "date":
    """Return the day that an option names, or `default` where it names none; BadInput for no day."""
    from bumi.persian.calendar import tehran_day

    return tehran_day(moment_of(option, text)) if text else default


def _calendar(first: _From = "", last: _To = "", briefs: _Briefs = None) -> Answer:
    """Tell the occasions and holidays of some days.

    Each occasion proposes a brief in time; --briefs writes those of now, to be filled in.
    """
    from bumi.cli.plan_views import calendar
    from bumi.holidays import holidays
    from bumi.persian.calendar import now, tehran_day
    from bumi.planning import occasions_between

    begin = day_of("--from", first, tehran_day(now()))
    end = day_of("--to", last, begin + timedelta(days=30))
    off = [
        {"first": each.day.isoformat(), "name": each.name, "estimated": each.estimated} for each in holidays(begin, end)
    ]
    found = [
        {
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "give": each.give,
            "slug": each.kept.slug,
            "name": each.kept.name,
            "county": each.kept.county,
            "kind": each.kept.kind.value,
            "when": each.when,
        }
        for each in occasions_between(begin, end)
    ]
    written = _write_briefs(briefs) if briefs else []
    return Answer({"occasions": found, "holidays": off, "briefs": written}, calendar)


def _occasion(slug: _Slug, id: Id, who: As = "") -> Answer:
    """Say that a piece sees to an occasion, so that it is proposed no more this year."""
    from bumi.cli.views import pieces
    from bumi.errors import BadInput
    from bumi.newsroom.content.pieces import piece
    from bumi.newsroom.plan.campaigns import see_to_occasion
    from bumi.persian.calendar import now, tehran_day
    from bumi.pipeline.report import line
    from bumi.planning import occasions_between

    today = tehran_day(now())
    coming = (each for each in occasions_between(today, today + timedelta(days=366)) if each.kept.slug == slug)
    occasion = next(coming, None)
    if occasion is None:
        raise BadInput(f"مناسبتی به نام «{slug}» نیست؛ نام‌ها را با «bumi calendar --json» ببینید")
    with acting(who) as (session, _):
        found = piece(session, id)
        see_to_occasion(session, found, slug, occasion.first)
        return Answer([line(session, found)], pieces)


def _remind() -> Answer:
    """Tell what somebody should see to.

    Updates owed in a crisis, pieces not approved in time, events nobody has announced, reports not sent, corrections,
    and occasions without a brief.
    """
    from bumi.cli.plan_views import reminders as view
    from bumi.persian.calendar import now
    from bumi.planning import due_reminders, province_plan

    with newsroom() as opened, opened.session() as session:
        found = due_reminders(session, province_plan(), now())
    return Answer(
        [{**vars(it), "subject": it.subject.value, "persian": it.subject.persian} for it in found],
        view,
    )


def _write_briefs(folder: Path) -> list[str]:
    from bumi.newsroom.plan.campaigns import occasions_taken
    from bumi.persian.calendar import now, tehran_day
    from bumi.planning import proposals, province_plan

    with newsroom() as opened, opened.reading() as session:
        taken = occasions_taken(session)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for proposal in proposals(tehran_day(now()), province_plan(), taken):
        path = folder / f"{proposal.occasion.kept.slug}.yaml"
        path.write_text(proposal.brief, "utf-8")
        written.append(str(path))
    return written
