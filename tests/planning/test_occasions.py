"""Occasions of the year, and proposed briefs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import read_briefs
from bumi.errors import BadInput
from bumi.persian.calendar import from_jalali
from bumi.persian.text import normal
from bumi.planning.files import read_as
from bumi.planning.occasions import OccasionEntry, known_occasions, occasions_between, proposals
from bumi.planning.plan_settings import province_plan

days = st.dates(from_jalali(1400, 1, 1), from_jalali(1420, 1, 1))


def in_year(year: int) -> list[tuple[str, date]]:
    found = occasions_between(from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1) - timedelta(days=1))
    return [(each.kept.slug, each.first) for each in found]


def test_names_are_in_normal_form_and_slugs_are_of_one_occasion() -> None:
    slugs = [kept.slug for kept in known_occasions()]
    assert len(slugs) == len(set(slugs))
    assert all(kept.name == normal(kept.name) for kept in known_occasions())


def test_occasions_stand_on_their_days() -> None:
    year = dict(in_year(1405))
    assert year["kerman-day"] == from_jalali(1405, 10, 17)
    assert year["quake-safety"] == from_jalali(1405, 10, 5)
    assert year["muharram"] == from_jalali(1405, 3, 26)  # ten days with Ashura on 4 Tir
    assert year["mother"] == from_jalali(1405, 9, 9)  # 20 Jumada II
    assert [slug for slug, _ in in_year(1405)].count("fitr") == 2  # a lunar year is shorter


@pytest.mark.parametrize("year", range(1404, 1415))
def test_every_occasion_comes_every_year_whatever_the_holidays_are_called(year: int) -> None:
    moon = from_jalali(year, 1, 1)
    around = {each.kept.slug for each in occasions_between(moon, moon + timedelta(days=370))}
    assert around == {kept.slug for kept in known_occasions()}


def test_what_the_moon_decides_is_said_to_be_unsure() -> None:
    winter = occasions_between(from_jalali(1407, 10, 1), from_jalali(1407, 12, 29))
    said = {each.kept.slug: each.when for each in winter}
    assert said["fitr"].endswith("(تا ۲ روز پس یا پیش)")
    assert said["sadeh"] == "۱۰ بهمن"


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_a_span_has_what_its_parts_have(first: date, one: int, other: int) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + other + 1)
    parts = occasions_between(first, middle) + occasions_between(middle + timedelta(days=1), last)
    assert set(occasions_between(first, last)) == set(parts)


@given(days)
def test_an_occasion_is_proposed_in_time_every_day_until_it_is_taken_or_over(today: date) -> None:
    plan = province_plan()
    for proposal in proposals(today, plan):
        one = proposal.occasion
        assert one.last >= today
        assert proposal.due < one.first
        assert one.first - timedelta(days=one.give + plan.ahead.propose) <= today
        taken = [(one.kept.slug, one.first + timedelta(days=1))]  # the moon was seen a day later
        assert one not in [each.occasion for each in proposals(today, plan, taken)]


def test_a_proposal_is_a_brief_that_lacks_only_what_the_agency_knows(tmp_path: Path) -> None:
    proposal = next(it for it in proposals(from_jalali(1405, 10, 1), province_plan()) if it.occasion.kept.county)
    filled = proposal.brief.replace("agency:      #", "agency: جمعیت هلال‌احمر #").replace("  -", "  - رزمایش ساعت ۱۰")
    (tmp_path / "brief.yaml").write_text(filled, "utf-8")
    (brief,) = read_briefs(tmp_path / "brief.yaml")
    assert (brief.topic, brief.county) == (proposal.occasion.kept.name, proposal.occasion.kept.county)
    assert brief.when == proposal.occasion.when


def test_everything_wrong_with_the_occasions_is_told_at_once(tmp_path: Path) -> None:
    wrong = tmp_path / "occasions.yaml"
    line = "- {slug: %s, name: روز نو, on: %s, kind: گزارش, axis: %s, ask: چه}"
    wrong.write_text("\n".join([line % ("one", "12/30", "فرهنگ"), line % ("two", "1/1", "ورزش")]), "utf-8")
    with pytest.raises(BadInput) as refused:
        read_as(tuple[OccasionEntry, ...], wrong)
    assert len(refused.value.problems) == 2
    assert "«۱۲/۳۰» روزی نیست که هر سال باشد" in str(refused.value)
