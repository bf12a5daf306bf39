"""«Your corrections»: what editors changed in a writer's texts, by kind and over weeks, with what the checks teach."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter, Response

from bumi.checks.evaluation.page import examples as check_examples
from bumi.desk.authorization import EDITORS, WRITERS, allow
from bumi.desk.difference import changes
from bumi.desk.labels import CHECK_NAMES
from bumi.desk.pages.calendar import week
from bumi.desk.request import CurrentRequest
from bumi.newsroom.queries.corrections import Correction, Corrections, corrections_of
from bumi.persian.calendar import now, start_of, tehran_day

router = APIRouter()

_WEEKS, _SHOWN = 12, 4
"""Weeks that the page looks back, and sentences that it shows of a kind."""


@router.get("/corrections")
@allow(WRITERS - EDITORS)
def show(request: CurrentRequest) -> Response:
    """Show what editors changed in the user's texts in the last weeks."""
    first = week("", tehran_day(now())) - timedelta(weeks=_WEEKS - 1)
    with request.reading() as (session, who):
        found = corrections_of(session, who, start_of(first), _WEEKS)
    guides = {each.name: each for each in check_examples().checks}
    return request.page(
        "corrections.html",
        found=found,
        kinds=found.by_check,
        named=CHECK_NAMES,
        guides=guides,
        shown=_SHOWN,
        changes=changes,
        each_once=_each_once,
        most=_most(found),
        counted=sum(map(len, found.by_check.values())),
        weeks=_WEEKS,
    )


def _each_once(found: Sequence[Correction]) -> list[Correction]:
    """Return corrections without those that changed the same words in the same way as a later one."""
    return list({(each.before, each.after): each for each in reversed(found)}.values())[::-1]


def _most(found: Corrections) -> float:
    """Return the largest share of a week, by which the bars are drawn; never 0."""
    return max((each.share for each in found.weeks), default=0) or 1
