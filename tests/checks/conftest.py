import pytest

from bumi.brief import Brief


@pytest.fixture
def brief() -> Brief:
    return Brief.model_validate(
        {
            "kind": "event",
            "topic": "جشنواره «انار» راور",
            "agency": "شهرداری راور",
            "county": "راور",
            "axis": "فرهنگ",
            "when": "پنجشنبه ۱۸ تا شنبه ۲۰ مهر، ساعت ۱۷:۳۰",
            "where": "باغ ملی",
            "notes": [
                "۱۲ غرفه؛ بازدید ۵ عصر",
                "بلیت بزرگ‌سال ۳۵، خانواده ۶۰ هزار تومان",
                "جایزه ۸۰ م.ت؛ بودجه ۲٫۵ میلیارد",
                "هماهنگی: ۰۹۱۳۱۲۳۴۵۶۷",
            ],
            "quotes": [
                {"speaker": "مریم احمدی", "role": "شهردار", "text": "درِ باغ به روی همه مردم باز است."},
                {"speaker": "رضا کریمی", "role": "باغدار", "text": "امسال انار ما کم‌آب و شیرین شد"},
            ],
            "starts_at": "1405/07/18 17:30",
        }
    )
