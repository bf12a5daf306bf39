"""The help sheet: the keys with which everything is done."""

from fastapi import APIRouter, Response

from bumi.desk.gate import PEOPLE, only
from bumi.desk.visit import Visiting

__all__ = ["router"]

router = APIRouter()


@router.get("/help")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show the sheet; pressing «?» on any page fetches it."""
    return visit.page("help.html")
