"""The commands for the plan of the province: calendar, occasion, remind, coverage, reach."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Id, Output, about_pieces, acting_on, command, day_of, newsroom
from bumi.errors import BadInput
from bumi.holidays import holidays
from bumi.persian.calendar import now, tehran_day

if TYPE_CHECKING:
    from bumi.planning import Report

app = typer.Typer()

_From = Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, Jalali or ISO; today by default.")]
_To = Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; 30 days after the first by default.")]
_Slug = Annotated[str, typer.Argument(metavar="OCCASION", help="Its short name in the province's occasions.yaml.")]
_Briefs = Annotated[
    Path | None, typer.Option("--briefs", metavar="FOLDER", help="Write the briefs proposed by now into this folder.")
]


@command(app, "calendar")
def _calendar(first: _From = "", last: _To = "", briefs: _Briefs = None) -> Output:
    """Tell the occasions and holidays of some days.

    Each occasion proposes a brief in time; --briefs writes those of now, to be filled in.
    """
    from bumi.cli.plan_views import calendar
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
    return Output({"occasions": found, "holidays": off, "briefs": written}, calendar)


@command(app, "occasion")
def _occasion(slug: _Slug, id: Id, who: As = "") -> Output:
    """Say that a piece sees to an occasion, so that it is proposed no more this year."""
    from bumi.newsroom.plan.campaigns import see_to_occasion
    from bumi.planning import occasions_between

    today = tehran_day(now())
    coming = (each for each in occasions_between(today, today + timedelta(days=366)) if each.kept.slug == slug)
    occasion = next(coming, None)
    if occasion is None:
        raise BadInput(f"مناسبتی به نام «{slug}» نیست؛ نام‌ها را با «bumi calendar --json» ببینید")
    with acting_on(id, who) as (session, found, _):
        see_to_occasion(session, found, slug, occasion.first)
        return about_pieces(session, found)


@command(app, "remind")
def _remind() -> Output:
    """Tell what somebody should see to.

    Updates owed in a crisis, messages in channels that wait for a person, pieces not approved in time, answers owed to
    the public, events nobody has announced, reports not sent, corrections, and occasions without a brief.
    """
    from bumi.cli.plan_views import reminders as view
    from bumi.planning import due_reminders, province_plan

    with newsroom() as opened, opened.session() as session:
        found = due_reminders(session, province_plan(), now())
    return Output(
        [{**vars(it), "subject": it.subject.value, "persian": it.subject.persian} for it in found],
        view,
    )


def _write_briefs(folder: Path) -> list[str]:
    from bumi.newsroom.plan.campaigns import occasions_taken
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


_FirstWeek = Annotated[
    str, typer.Option("--from", metavar="DAY", help="A day of the first week; last week by default.")
]
_Weeks = Annotated[int, typer.Option("--weeks", metavar="N", help="How many weeks.", min=1, max=520)]
_Excel = Annotated[Path | None, typer.Option("--excel", metavar="FILE", help="Write it as an Excel file too.")]
_Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the page to print too.")]
_GapBriefs = Annotated[Path | None, typer.Option("--briefs", metavar="FOLDER", help="Write the proposed briefs there.")]


@command(app, "coverage")
def _coverage(
    first: _FirstWeek = "", weeks: _Weeks = 1, excel: _Excel = None, pdf: _Pdf = None, briefs: _GapBriefs = None
) -> Output:
    """Tell who spoke of what, where, against the targets of the province.

    Names what is under-covered; --briefs writes a brief for each, to be filled in.
    """
    from datetime import timedelta

    from bumi.cli.plan_views import coverage as view
    from bumi.newsroom.queries.coverage import measure_published
    from bumi.planning import coverage_report, coverage_workbook, print_sheet, province_plan

    day = day_of("--from", first, tehran_day(now()) - timedelta(days=7))
    with newsroom() as opened, opened.session() as session:
        measure_published(session)
        made = coverage_report(session, province_plan(), day, weeks)
    written = _write({excel: lambda: coverage_workbook(made), pdf: lambda: print_sheet(made)})
    if briefs:
        named = {briefs / f"{number:02}-{gap.name}.yaml": gap.brief for number, gap in enumerate(made.gaps, 1)}
        written += _write({path: text.encode for path, text in named.items()})
    return Output({**_report(made), "files": written}, view)


_Logs = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Access logs, also compressed; those of BUMI_ACCESS_LOGS without any."),
]


@command(app, "reach")
def _reach(logs: _Logs = None) -> Output:
    """Count how often published pieces were read, from access logs; `bumi up` does so every night.

    Reads the combined form of nginx and that of S3. Each file is read on from where it ended, also once it was rotated
    or compressed. Robots are left out, and addresses of readers are not kept. Read all files of a day within the next:
    later, a visitor who is in two of them counts twice. Exits with 1 where a file was not read whole.
    """
    from bumi.cli.plan_views import reach as view
    from bumi.pipeline.reach import logs_in, read_logs, said_of
    from bumi.settings import Settings

    settings = Settings()
    paths = [Path(each) for each in logs] if logs else logs_in(settings.access_logs)
    if not paths:
        raise BadInput("پرونده‌ای نیست؛ نام گزارش‌های دسترسی را بنویسید یا در BUMI_ACCESS_LOGS بگذارید")
    with newsroom() as opened:
        done = read_logs(opened, paths, settings.site_url)
    return Output({**vars(done), "persian": said_of(done)}, view, refused=bool(done.problems))


def _write(files: Mapping[Path | None, Callable[[], bytes]]) -> list[str]:
    """Write what was asked for, and return the paths."""
    asked = {path: make for path, make in files.items() if path}
    for path, make in asked.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    return [str(path) for path in asked]


def _report(made: "Report") -> dict[str, Any]:
    lines = {by: [{**vars(line), "share": line.share} for line in found] for by, found in made.lines.items()}
    trend = [{"begin": week.begin.isoformat(), "pieces": week.pieces, "kept": week.kept} for week in made.trend]
    gaps = [{**vars(gap), "persian": gap.sentence} for gap in made.gaps]
    quality = made.quality._asdict()
    whole = {"first": made.first.isoformat(), "last": made.last.isoformat(), "span": made.span}
    channels = [{**each._asdict(), "persian": each.channel.persian} for each in made.channels]
    read: dict[str, Any] = {"pieces": made.pieces, "reach": made.reach, "channels": channels}
    read["most_read"] = [each._asdict() for each in made.most_read]
    read["answers"] = [{**vars(each), "share": each.share} for each in made.answers]
    read["answered"], read["held"] = made.answered, made.held._asdict()
    told = {"lines": lines, "trend": trend, "quality": quality, "gaps": gaps}
    return whole | read | told | {"literacy": asdict(made.literacy) | {"sentence": made.literacy.sentence}}
