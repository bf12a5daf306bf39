import pytest

from bumi.shorthand import spelled_out


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("جایزه ۸۰ م.ت و ۵ م ت", "جایزه ۸۰ میلیون تومان و ۵ میلیون تومان"),
        ("وام ۱۰۰ م تومان؛ بلیت ۵۰ هزار ت، ۲۰ ه.ت", "وام ۱۰۰ میلیون تومان؛ بلیت ۵۰ هزار تومان، ۲۰ هزار تومان"),
        ("قیمت ۲۰۰۰۰ ت", "قیمت ۲۰۰۰۰ تومان"),
        ("سالن ۴۰۰ م² در ۲ ک.م شهر", "سالن ۴۰۰ مترمربع در ۲ کیلومتر شهر"),
        ("ش تا چ، س ۹ تا ۱۲", "شنبه تا چهارشنبه، ساعت ۹ تا ۱۲"),
        ("پ و ج تعطیل؛ س۱۰:۳۰", "پنجشنبه و جمعه تعطیل؛ ساعت ۱۰:۳۰"),
    ],
)
def test_what_is_abbreviated(short: str, full: str) -> None:
    assert spelled_out(short) == full


@pytest.mark.parametrize(
    "text",
    [
        "ردیف ب تا د، بند ج و د، کلاس ش تا ج",
        "س و ج، س و پ",
        "۵۰ ت، خیابان م. ت. بهار",
        "س ۹ آبان، س ۵ و ۶، سالن س ۲، س ۳۰",
        "الف، ب، ج، د",
    ],
)
def test_letters_that_may_be_something_else(text: str) -> None:
    assert spelled_out(text) == text
