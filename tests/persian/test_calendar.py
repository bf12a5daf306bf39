"""Time on Tehran's clock and in the Jalali calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.calendar import (
    MONTHS,
    WEEKDAYS,
    clock,
    hour_in_words,
    jalali,
    jalali_day,
    minute_of,
    now,
    parse_moment,
    plain_hours,
    to_tehran,
    to_utc,
    whole_minute,
)
from bumi.persian.text import digits_to_latin, digits_to_persian

# 1300/01/01 to 1500/12/29, as Gregorian days.
days = st.dates(date(1921, 3, 21), date(2122, 3, 20))
moments = st.datetimes(datetime(1921, 3, 22), datetime(2122, 3, 19), timezones=st.just(UTC))


def test_a_day_in_words_is_the_official_calendars() -> None:
    assert jalali(parse_moment("2026-11-25 10:30")) == "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۳۰"
    assert jalali_day(parse_moment("1403/12/30")) == "پنجشنبه ۳۰ اسفند ۱۴۰۳"  # 1403 was a leap year
    assert jalali_day(parse_moment("1404/01/01"), weekday=False, year=False) == "۱ فروردین"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("پنجشنبه ۱۲ آذر، ساعت ۰۹:۰۰ تا ۱۸:۰۰", "پنجشنبه ۱۲ آذر، ساعت ۹ تا ۱۸"),
        ("شنبه ۰۹:۳۰ تا ۱۲:۰۰", "شنبه ساعت ۹:۳۰ تا ۱۲"),
        ("۰۸:۰۰-۱۰:۰۰", "ساعت ۸-۱۰"),
        ("ساعت ۰۰:۳۰", "ساعت ۰۰:۳۰"),
        ("ساعت ۱۰ تا ۲۰", "ساعت ۱۰ تا ۲۰"),
    ],
    ids=["range", "no name", "dash", "after midnight", "plain"],
)
def test_hours_are_written_as_people_do(written: str, said: str) -> None:
    assert plain_hours(written) == said and plain_hours(said) == said


def test_an_hour_in_words_has_minutes_only_where_there_are_some() -> None:
    hours = ("1405/09/04 09:00", "1405/09/04 21:05", "1405/09/04 00:30")
    assert [hour_in_words(parse_moment(each)) for each in hours] == ["۹", "۲۱:۰۵", "۰۰:۳۰"]


@given(moments)
def test_words_and_clock_read_back_as_the_same_minute(moment: datetime) -> None:
    weekday, day, month, year = jalali_day(moment).split(" ")
    written = f"{year}/{digits_to_persian(str(MONTHS.index(month) + 1))}/{day} {clock(moment)}"
    read = parse_moment(written)
    assert read.date() == to_tehran(moment).date()
    assert clock(read) == clock(moment)
    assert WEEKDAYS.index(weekday) == (read.weekday() + 2) % 7


@given(days)
def test_each_day_has_its_own_words_and_the_next_weekday_follows(day: date) -> None:
    noon = parse_moment(f"{min(day, date(2121, 12, 30))} 12:00")
    today, tomorrow = jalali_day(noon), jalali_day(noon + timedelta(days=1))
    assert today != tomorrow
    assert (WEEKDAYS.index(today.split()[0]) + 1) % 7 == WEEKDAYS.index(tomorrow.split()[0])


@pytest.mark.parametrize(
    "written",
    ["1405/09/04 10:30", "۱۴۰۵/۹/۴ ساعت ۱۰:۳۰", "١٤٠٥-٠٩-٠٤، ١٠:٣٠", "2026-11-25T07:00:00Z", "2026-11-25T10:30+0330"],
)
def test_any_calendar_digits_and_zone_give_the_same_moment(written: str) -> None:
    assert to_utc(parse_moment(written)) == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


def test_a_date_alone_is_its_first_minute_or_its_last() -> None:
    assert clock(parse_moment("1405/09/04")) == "۰۰:۰۰"
    assert clock(parse_moment("1405/09/04", end_of_day=True)) == "۲۳:۵۹"


@pytest.mark.parametrize("written", ["1405/12/30", "1405/13/01", "1405/09/04 24:00", "0405/09/04", "14405/9/4", "فردا"])
def test_what_is_no_time_is_refused_in_persian_with_the_value(written: str) -> None:
    with pytest.raises(ValueError, match=f"«{written}» (در تقویم|تاریخ) نیست"):
        parse_moment(written)


@given(st.text() | st.from_regex(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}([+-]\d{2}:?\d{2})?)?", fullmatch=True))
def test_any_text_gives_a_tehran_moment_or_a_value_error(text: str) -> None:
    try:
        moment = parse_moment(text)
    except ValueError as error:
        assert "«" in str(error)
    else:
        assert str(moment.tzinfo) == "Asia/Tehran"
        assert digits_to_latin(jalali(moment))


@given(st.datetimes())
def test_a_naive_datetime_is_refused(moment: datetime) -> None:
    for use in (to_tehran, to_utc, jalali, jalali_day, clock):
        with pytest.raises(ValueError, match="naive"):
            use(moment)


def test_now_is_aware() -> None:
    assert now().utcoffset() is not None


@given(moments)
def test_a_whole_minute_is_the_next_or_the_one_it_is(moment: datetime) -> None:
    found = whole_minute(moment)
    assert timedelta() <= found - moment < timedelta(minutes=1)
    assert (found.second, found.microsecond) == (0, 0)


@given(moments)
def test_the_minute_of_a_moment_has_begun(moment: datetime) -> None:
    assert timedelta() <= moment - minute_of(moment) < timedelta(minutes=1)
    assert minute_of(moment) in (whole_minute(moment), whole_minute(moment) - timedelta(minutes=1))
