"""The plan file of a campaign, and the times of its steps."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.errors import BadInput
from bumi.holidays import is_day_off
from bumi.persian.calendar import jalali, parse_moment, to_tehran
from bumi.planning.campaign_steps import PLANS, CampaignSeries, reckon, series
from bumi.planning.files import read_as
from bumi.planning.plan_settings import province_plan
from tests.planning.stage import NOW, STARTS

QUIET = province_plan().quiet
EVENT = series("event")


def times(starts: str, now: str) -> dict[str, str]:
    begin = parse_moment(starts)
    found = reckon(EVENT, begin, begin + timedelta(hours=2), parse_moment(now), QUIET)
    return {each.step.step: each.dropped or jalali(each.publish_at) for each in found}


def test_dates_are_reckoned_back_and_forth_from_the_event() -> None:
    assert times("1405/09/04 17:00", "1405/08/10 09:00") == {
        "teaser": "چهارشنبه ۲۰ آبان ۱۴۰۵، ساعت ۱۸:۰۰",
        "announcement": "چهارشنبه ۲۷ آبان ۱۴۰۵، ساعت ۱۰:۰۰",
        "reminder": "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۸:۰۰",
        "day": "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۴:۰۰",
        "report": "پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
    }


def test_holidays_and_nights_are_left_earlier_before_the_event_and_later_after_it() -> None:
    found = times("1406/01/07 09:00", "1405/11/01 09:00")
    assert found["announcement"] == "پنجشنبه ۲۷ اسفند ۱۴۰۵، ساعت ۱۰:۰۰"  # not on 29 Esfand, a holiday, nor on a Friday
    assert found["day"] == "شنبه ۷ فروردین ۱۴۰۶، ساعت ۰۷:۰۰"  # three hours before would be in the night
    assert times("1406/01/07 06:30", "1405/11/01 09:00")["day"] == "رویداد پیش از آن آغاز می‌شود"
    assert found["report"] == "یکشنبه ۸ فروردین ۱۴۰۶، ساعت ۱۰:۰۰"


def test_an_event_told_late_is_announced_at_once_and_the_rest_gives_way() -> None:
    found = times("1405/09/04 17:00", "1405/09/03 23:30")
    assert found["announcement"] == "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۰۷:۰۰"
    assert found["teaser"] == found["reminder"] == "وقتش پیش از ثبت رویداد گذشته بود"
    assert found["day"] == "با «خبر» در یک زمان می‌افتاد"


@given(st.integers(0, 4_000), st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 5))
def test_whatever_the_event_nothing_is_late_crowded_out_of_order_or_at_night(day: int, ahead: int, length: int) -> None:
    starts = STARTS + timedelta(hours=day)
    now, ends = starts - timedelta(minutes=ahead, microseconds=1), starts + timedelta(minutes=length)
    found = reckon(EVENT, starts, ends, now, QUIET)
    assert [each.step.step for each in found] == [step.step for step in EVENT.steps]
    standing = [each for each in found if not each.dropped]
    moments = [each.publish_at for each in standing]
    assert moments == sorted(moments)
    assert all(later - sooner >= timedelta(hours=12) for sooner, later in pairwise(moments))
    for each in standing:
        assert each.draft_at >= now <= each.publish_at
        assert (each.publish_at < starts) if each.step.counted == "start" else (each.publish_at >= ends)
        assert not QUIET.holds(to_tehran(each.publish_at).time())
        assert parse_moment(each.publish_at.isoformat()) == each.publish_at  # as it is kept in a brief
        caught_up = each.step.late == "now" and each.step.moment(starts, ends) < now + timedelta(days=12)
        assert caught_up or each.step.holiday == "same" or not is_day_off(to_tehran(each.publish_at).date())


def test_what_readers_have_seen_is_not_planned_again() -> None:
    found = reckon(EVENT, STARTS, STARTS, NOW, QUIET, seen=["teaser", "announcement"])
    assert [each.step.step for each in found] == ["reminder", "day", "report"]


def test_a_plan_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    text = (PLANS / "event.yaml").read_text("utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("late: now", "late: هرگز", 1).replace('at: "18:00"', "", 1), "utf-8")
    with pytest.raises(BadInput, match=r"wrong\.yaml"):
        read_as(CampaignSeries, wrong)
    with pytest.raises(BadInput, match="طرحی به نام «party» نیست؛ یکی از این‌ها را بنویسید: event"):
        series("party")
