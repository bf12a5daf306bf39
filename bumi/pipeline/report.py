"""Reports of runs: one line about each piece, as data and as a Markdown table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from bumi.finding import Severity
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.queue import PieceRow, piece_rows
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import jalali
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class RunTable(NamedTuple):
    """The table of one run: the key it is kept under, its title, and its Markdown."""

    key: str
    title: str
    markdown: str


class ReportLine(TypedDict):
    """A piece in one line; `counts` has its open findings by severity; times are ISO 8601 in UTC.

    `revision` is the number of the latest revision, 0 before the first draft.
    """

    id: int
    slug: str
    kind: str
    agency: str
    county: str
    headline: str
    revision: int
    state: str
    counts: dict[str, int]
    publish_at: str | None
    problem: str
    persian: dict[str, str]


def lines_of(newsroom: Newsroom, ids: Iterable[int]) -> list[ReportLine]:
    """Return the lines of the pieces `ids`, in their order."""
    with newsroom.reading() as session:
        return [line_of(row) for row in piece_rows(session, list(ids))]


def line(session: "Session", piece: Piece) -> ReportLine:
    """Return the line of `piece`."""
    [row] = piece_rows(session, [piece.id])
    return line_of(row)


def line_of(row: PieceRow) -> ReportLine:
    """Return the line of a piece from its row; before the first draft, the brief's topic replaces the headline."""
    when = row.goes_out_at
    return ReportLine(
        id=row.id,
        slug=row.slug,
        kind=row.kind.value,
        agency=row.agency,
        county=row.county,
        revision=row.revision,
        headline=" ".join(row.headline.split()),
        state=row.state.value,
        counts={severity.value: count for severity, count in row.counts.items()},
        publish_at=when.isoformat() if when else None,
        problem=row.problem,
        persian={"kind": row.kind.persian, "state": row.state.persian, "publish_at": jalali(when) if when else ""},
    )


def findings_in_words(counts: dict[str, int]) -> str:
    """Return e.g. «۱ مانع، ۲ هشدار», or «بی‌ایراد» where there are none."""
    words = (f"{counts[severity]} {severity.persian}" for severity in Severity if counts.get(severity))
    return digits_to_persian("، ".join(words)) or "بی‌ایراد"


def markdown(lines: Iterable[ReportLine]) -> str:
    """Return the table of a run as Markdown, in Persian, for a Prefect artifact."""
    rows = [
        (str(it["id"]), it["persian"]["kind"], it["headline"], findings_in_words(it["counts"]), state_in_words(it))
        for it in lines
    ]
    return table(("شماره", "گونه", "تیتر", "یافته‌ها", "وضعیت"), rows)


def state_in_words(it: ReportLine) -> str:
    """Return the state and, where the piece is stuck, why."""
    return f"{it['persian']['state']}؛ {it['problem']}" if it["problem"] else it["persian"]["state"]


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table, or a sentence where there are no rows."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    if not cells:
        return "هیچ مطلبی در نوبت نبود."
    return "\n".join(f"| {' | '.join(row)} |" for row in [header, ["---"] * len(header), *cells])
