from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief
from bumi.checks import check_text
from bumi.persian.calendar import WEEKDAYS

RIGHT = WEEKDAYS[JalaliDate(1405, 7, 18).weekday()]
WRONG = WEEKDAYS[(JalaliDate(1405, 7, 18).weekday() + 1) % 7]


def test_a_written_year_settles_it() -> None:
    assert check_text(f"{RIGHT} ۱۸ مهر ۱۴۰۵", only=["weekday"]) == []
    (finding,) = check_text(f"روز {WRONG}، ۱۸ مهر ۱۴۰۵", only=["weekday"])
    assert (finding.matched, finding.suggestions, finding.severity) == (WRONG, (RIGHT,), "blocks")


def test_the_brief_gives_the_year(brief: Brief) -> None:
    (finding,) = check_text(f"{WRONG} ۱۸ مهر", brief=brief, only=["weekday"])
    assert finding.suggestions == (RIGHT,)
    assert "۱۴۰۵" in finding.message


def test_without_a_year_nothing_is_said() -> None:
    assert check_text(f"{WRONG} ۱۸ مهر", only=["weekday"]) == []


def test_each_day_of_a_list_has_its_own_weekday() -> None:
    after = WEEKDAYS[(WEEKDAYS.index(RIGHT) + 1) % 7]
    assert check_text(f"{RIGHT} ۱۸ و {after} ۱۹ مهر ۱۴۰۵", only=["weekday"]) == []
    assert len(check_text(f"{RIGHT} ۱۸ و {RIGHT} ۱۹ مهر ۱۴۰۵", only=["weekday"])) == 1


def test_a_list_of_weekdays_before_a_list_of_days() -> None:
    after = WEEKDAYS[(WEEKDAYS.index(RIGHT) + 1) % 7]
    assert check_text(f"{RIGHT} و {after} ۱۸ و ۱۹ مهر ۱۴۰۵", only=["weekday"]) == []
    (finding,) = check_text(f"{after} و {after} ۱۸ و ۱۹ مهر ۱۴۰۵", only=["weekday"])
    assert finding.suggestions == (RIGHT,)


def test_days_that_no_calendar_has() -> None:
    for text in ("۳۱ مهر", "۳۲ خرداد", "۳۰ اسفند ۱۴۰۵", "۱۴۰۵/۱۳/۱"):
        assert [finding.code for finding in check_text(text, only=["weekday"])] == ["no-such-day"], text
    assert check_text("۳۰ اسفند و ۳۱ خرداد", only=["weekday"]) == []
