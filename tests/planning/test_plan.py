"""The plan that the province sets, and how its file is refused."""

from datetime import time
from pathlib import Path

import pytest

from bumi.errors import BadInput
from bumi.planning.plan import Quiet, province_plan, read_plan
from bumi.province import province
from bumi.settings import ROOT


def test_the_provinces_plan_has_a_target_for_every_county_axis_agency_and_kind() -> None:
    targets = province_plan().targets
    assert list(targets.weekly("county")) == [county.name for county in province().counties]
    assert list(targets.weekly("axis")) == [axis.name for axis in province().axes]
    assert list(targets.weekly("agency")) == [agency.name for agency in province().agencies]
    assert set(targets.weekly("kind")) == {"event", "recap", "notice", "feature", "explainer", "statement"}


def test_everything_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    text = (ROOT / "assets/province/plan.yaml").read_text("utf-8")
    wrong = tmp_path / "plan.yaml"
    wrong.write_text(text.replace("22:00", "شب").replace("سیرجان: 3", "تهران: 3").replace("warn: 7", "warn: هفت"))
    with pytest.raises(BadInput) as refused:
        read_plan(wrong)
    assert len(refused.value.problems) == 3
    assert all(word in str(refused.value) for word in ("plan.yaml", "«شب» ساعت نیست", "«تهران»", "هفت"))


@pytest.mark.parametrize(("at", "quiet"), [((22, 0), False), ((22, 1), True), ((0, 0), True), ((7, 0), False)])
def test_quiet_hours_go_over_midnight_and_end_open(at: tuple[int, int], quiet: bool) -> None:
    assert Quiet.model_validate({"from": "22:00", "until": "7:00"}).holds(time(*at)) is quiet


def test_quiet_hours_may_be_of_one_day() -> None:
    noon = Quiet.model_validate({"from": "۱۲:۰۰", "until": "۱۵:۰۰"})
    assert noon.holds(time(13))
    assert not noon.holds(time(23))
