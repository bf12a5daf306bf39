"""When news may go out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bumi.holidays import is_day_off
from bumi.persian.calendar import parse_moment, to_tehran
from bumi.planning.plan import Quiet
from bumi.planning.quiet import open_moment

QUIET = Quiet.model_validate({"from": "22:00", "until": "7:00"})
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
