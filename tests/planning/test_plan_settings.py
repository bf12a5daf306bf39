"""The plan file of the province, its errors, and allowed publication times."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.errors import BadInput
from bumi.holidays import is_day_off
from bumi.persian.calendar import parse_moment, to_tehran
from bumi.planning.files import read_as
from bumi.planning.plan_settings import ProvincePlan, QuietHours, open_moment, province_plan
from bumi.province import province
from bumi.settings import ROOT
from bumi.words import FOR_BRIEFS


def test_the_provinces_plan_has_a_target_for_every_county_axis_agency_and_kind() -> None:
    targets = province_plan().targets
    assert list(targets.weekly("county")) == [county.name for county in province().counties]
    assert list(targets.weekly("axis")) == [axis.name for axis in province().axes]
    assert list(targets.weekly("agency")) == [agency.name for agency in province().agencies if not agency.office_of]
    assert {*targets.weekly("kind")} == {*FOR_BRIEFS}


def test_everything_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    text = (ROOT / "assets/provinces/kerman/plan.yaml").read_text("utf-8")
    wrong = tmp_path / "plan.yaml"
    wrong.write_text(text.replace("22:00", "شب").replace("سیرجان: 3", "تهران: 3").replace("warn: 7", "warn: هفت"))
    with pytest.raises(BadInput) as refused:
        read_as(ProvincePlan, wrong)
    assert len(refused.value.problems) == 3
    assert all(word in str(refused.value) for word in ("plan.yaml", "«شب» ساعت نیست", "«تهران»", "هفت"))


@pytest.mark.parametrize(("at", "quiet"), [((22, 0), False), ((22, 1), True), ((0, 0), True), ((7, 0), False)])
def test_quiet_hours_go_over_midnight_and_end_open(at: tuple[int, int], quiet: bool) -> None:
    assert QuietHours.model_validate({"from": "22:00", "until": "7:00"}).holds(time(*at)) is quiet


def test_quiet_hours_may_be_of_one_day() -> None:
    noon = QuietHours.model_validate({"from": "۱۲:۰۰", "until": "۱۵:۰۰"})
    assert noon.holds(time(13))
    assert not noon.holds(time(23))


QUIET = QuietHours.model_validate({"from": "22:00", "until": "7:00"})
moments = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


@given(moments, st.booleans(), st.booleans())
def test_the_moment_found_is_open_on_the_right_side_and_stays_where_it_is(
    moment: datetime, earlier: bool, any_day: bool
) -> None:
    found = open_moment(moment, QUIET, earlier=earlier, any_day=any_day)
    assert found <= moment if earlier else found >= moment
    assert not QUIET.holds(to_tehran(found).time())
    assert any_day or not is_day_off(to_tehran(found).date())
    assert open_moment(found, QUIET, earlier=earlier, any_day=any_day) == found
    assert abs(found - moment) < timedelta(days=12)  # Nowruz is the longest row of days off


def test_what_is_open_stays_as_it_is() -> None:
    moment = parse_moment("1405/09/04 10:30")
    assert open_moment(moment, QUIET, earlier=True) == open_moment(moment, QUIET, earlier=False) == moment


def test_a_night_is_left_at_its_nearer_end_and_a_holiday_by_a_day() -> None:
    night = parse_moment("1405/09/04 23:30")
    assert open_moment(night, QUIET, earlier=True) == parse_moment("1405/09/04 22:00")
    assert open_moment(night, QUIET, earlier=False) == parse_moment("1405/09/05 7:00")
    nowruz = parse_moment("1406/01/03 18:00")
    assert open_moment(nowruz, QUIET, earlier=True) == parse_moment("1405/12/27 18:00")  # the 28th is a Friday
    assert open_moment(nowruz, QUIET, earlier=False) == parse_moment("1406/01/05 18:00")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("چهارشنبه]", "جمعه]", "«جمعه» روز کاری نیست"),
        ('until: "14:30"', 'until: "6:30"', "پیش از آغاز"),
        ("remind: 1 ", "remind: 5 ", "remind < answer < chief"),
        ("keep_contact: 30", "keep_contact: 91", "keep_contact"),
        ("keep_open: 60", "keep_open: 200", "keep_open <= most_open"),
    ],
    ids=["friday", "closed-before-open", "reminder-after-deadline", "contact-after-text", "left-open-too-long"],
)
def test_rules_of_answers_that_cannot_be_are_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    text = (ROOT / "assets/provinces/kerman/plan.yaml").read_text("utf-8")
    assert right in text
    (tmp_path / "plan.yaml").write_text(text.replace(right, wrong))
    with pytest.raises(BadInput, match=told):
        read_as(ProvincePlan, tmp_path / "plan.yaml")
