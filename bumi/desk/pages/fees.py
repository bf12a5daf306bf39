"""The ledger of contributors' fees: what is due, approved by others than the writer and the opener, or reversed."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, allow
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.commissions import approve_fee, fee_lines, reverse_fee
from bumi.newsroom.content.pieces import piece
from bumi.planning import fees_workbook

router = APIRouter()

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/fees")
@allow(EDITORS)
def show(request: CurrentRequest) -> Response:
    """Show the fees of all pieces, the latest first."""
    return _page(request)


@router.get("/fees/excel")
@allow(EDITORS)
def excel(request: CurrentRequest) -> Response:
    """Return the ledger as an Excel file."""
    with request.reading() as (session, _):
        known_as = request.known_as
        book = fees_workbook(
            line._replace(
                contributor=known_as(line.contributor),
                opened_by=known_as(line.opened_by),
                approved_by=known_as(line.approved_by),
            )
            for line in fee_lines(session)
        )
    return Response(book, media_type=_EXCEL, headers={"content-disposition": 'attachment; filename="fees.xlsx"'})


@router.post("/fees/{id}/approve")
@allow(EDITORS, PIECE)
def approve(request: CurrentRequest, id: int) -> Response:
    """Approve the fee of a piece."""
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        approve_fee(session, piece(session, id), by)
    return request.redirect(f"/fees?said=fee-approved#f{id}")


@router.post("/fees/{id}/reverse")
@allow(EDITORS, PIECE)
def take_back(request: CurrentRequest, id: int) -> Response:
    """Reverse the fee of a piece by a new entry."""
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        reverse_fee(session, piece(session, id), by, request.form.text("why"))
    return request.redirect(f"/fees?said=fee-reversed#f{id}")


def _page(request: DeskRequest, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    with request.reading() as (session, _):
        lines = fee_lines(session)
        return request.page(
            "fees.html",
            status,
            problems=problems,
            lines=lines,
            waiting=sum(line.rials for line in lines if not line.approved_by),
            payable=sum(line.rials for line in lines if line.payable),
        )
