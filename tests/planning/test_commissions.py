"""Commissions proposed from the gaps: far below target first, nothing twice, only with a fee of the plan."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.holidays import is_day_off
from bumi.newsroom.commissions import open_commission
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from bumi.persian.calendar import tehran_day
from bumi.planning import agency_of, coverage_report, proposed_commissions, province_plan, usual_deadline
from bumi.planning.commissions import ProposedCommission
from bumi.planning.files import read_as
from bumi.planning.plan_settings import ProvincePlan
from bumi.province import province
from bumi.settings import ROOT
from bumi.words import Kind
from tests.newsroom.stage import NOW, person

PLAN = ROOT / "assets/provinces/kerman/plan.yaml"


def proposed(session: Session, under_way: set[tuple[str, str]] | None = None) -> list[ProposedCommission]:
    plan = province_plan()
    return proposed_commissions(coverage_report(session, plan, tehran_day(NOW)), plan, under_way or set())


def test_the_widest_gaps_are_proposed_and_what_is_under_way_is_not(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        found = proposed(session)
        assert len(found) == 6 and found[0].county == "کرمان"
        assert len({each.axis for each in found}) > 1 and {each.kind for each in found} <= set(province_plan().fees)
        first = found[0]
        again = proposed(session, {(first.county, first.axis)})
        assert again[0].county == first.county and again[0].axis != first.axis
        axes = {(first.county, each.name) for each in province().axes}
        assert first.county not in {each.county for each in proposed(session, axes)}


def test_a_proposal_is_opened_as_it_is(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for each in proposed(session):
            opened = open_commission(session, each.terms(province_plan(), NOW), person(session, Role.CHIEF), NOW)
            assert (opened.county, opened.axis, opened.fee) == (each.county, each.axis, province_plan().fee(each.kind))
            assert province().agency(opened.agency)


def test_the_usual_deadline_is_the_end_of_the_seventh_working_day() -> None:
    deadline, days = usual_deadline(NOW), 0
    day = tehran_day(NOW)
    while day < tehran_day(deadline):
        day += timedelta(days=1)
        days += not is_day_off(day)
    assert days == 7 and not is_day_off(day)


def test_an_axis_has_an_agency_of_its_own() -> None:
    assert len({agency_of(each.name) for each in province().axes}) > 1


def test_fees_are_whole_tomans_and_a_kind_without_one_is_not_commissioned(tmp_path: Path) -> None:
    wrong = tmp_path / "plan.yaml"
    wrong.write_text(PLAN.read_text("utf-8").replace("3000000", "3000001").replace("6000000", "-10"))
    with pytest.raises(BadInput) as refused:
        read_as(ProvincePlan, wrong)
    assert len(refused.value.problems) == 2
    with pytest.raises(BadInput, match="برای «اطلاعیه» حق‌الزحمه‌ای"):
        province_plan().fee(Kind.NOTICE)
