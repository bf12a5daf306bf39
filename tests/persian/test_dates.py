from bumi.persian.dates import days, weekdays


def test_a_date_with_all_its_parts() -> None:
    text = "از شنبه ۱۸ تا بیستم مهرماه سال ۱۴۰۵ برپاست"
    (day,) = days(text)
    assert text[day.start : day.end] == "شنبه ۱۸ تا بیستم مهرماه سال ۱۴۰۵"
    assert (day.days, day.month, day.year) == ((18, 19, 20), 7, 1405)
    assert [(number, text[slice(*span)] if span else "") for number, span in day.written] == [(18, "شنبه"), (20, "")]


def test_numbers_and_names_that_are_no_dates() -> None:
    assert days("خبرگزاری مهر، ۳ دیوار، ساعت ۱۷ و خرداد ماه گرم") == ()
    assert weekdays("نماز جمعه و امام جمعه و چهارشنبه‌سوری") == ()


def test_weekdays_in_any_spacing() -> None:
    assert [number for _, _, number in weekdays("شنبه یک‌شنبه دو شنبه سهشنبه سه‌شنبه جمعه")] == [0, 1, 2, 3, 3, 6]
