"""Telephone numbers and web addresses in a text."""

import pytest

from bumi.persian.contacts import contacts


def found(text: str, called: bool = False) -> list[tuple[str, str]]:
    return [(text[start:end], address) for start, end, address in contacts(text, called)]


@pytest.mark.parametrize(
    ("text", "said", "address"),
    [
        ("با شماره ۱۱۲ تماس بگیرید", "۱۱۲", "tel:112"),
        ("از بیرون خانه با ۱۹۴ تماس بگیرید", "۱۹۴", "tel:194"),
        ("ترکیدگی لوله را به ۱۲۲ خبر دهید", "۱۲۲", "tel:122"),
        ("امداد با ۱۱۲ و ۳ پایگاه", "۱۱۲", "tel:112"),
        ("آگاهی از وضع راه‌ها با شماره ۱۴۱", "۱۴۱", "tel:141"),
        ("تلفن: ۰۳۴-۳۲۱۱۰۰۰۰", "۰۳۴-۳۲۱۱۰۰۰۰", "tel:03432110000"),
        ("به ۰۹۱۳۱۲۳۴۵۶۷ پیام دهید", "۰۹۱۳۱۲۳۴۵۶۷", "tel:09131234567"),
        ("با شماره ۰۳۴ ۳۲۱۲ ۳۴۵۶ تماس بگیرید", "۰۳۴ ۳۲۱۲ ۳۴۵۶", "tel:03432123456"),
        ("با ۰۹۱۳ ۱۲۳ ۴۵۶۷ تماس بگیرید", "۰۹۱۳ ۱۲۳ ۴۵۶۷", "tel:09131234567"),
        ("با شماره ۳۲۱۲۳۴۵۶-۰۳۴ تماس بگیرید", "۳۲۱۲۳۴۵۶-۰۳۴", "tel:03432123456"),
        ("تلفن ۳۲۱۲-۳۴۵۶", "۳۲۱۲-۳۴۵۶", "tel:32123456"),
        ("در kerman.ir/reg?id=52 ثبت‌نام کنید؟", "kerman.ir/reg?id=52", "https://kerman.ir/reg?id=52"),
        ("در my.medu.ir ثبت‌نام کنید", "my.medu.ir", "https://my.medu.ir"),
        ("نشانی http://bam.ir/a-b.", "http://bam.ir/a-b", "http://bam.ir/a-b"),
    ],
)
def test_is_found(text: str, said: str, address: str) -> None:
    assert found(text) == [(said, address)]


@pytest.mark.parametrize(
    "text",
    [
        *("با ۱۲۰ نوازنده", "سال ۱۴۰۵", "۱۵۰ میلیون تومان", "ساعت ۸:۳۰", "شماره ۱۲", "a@b.ir", "۳٬۴۰۰ نفر تماس گرفتند"),
        *("حساب شماره ۱۲۳۴۵۶۷۸", "بخشنامه شماره ۱۴۵۲ ابلاغ شد", "پلاک شماره ۱۴۵۲", "۱۴۰۴ تماس ثبت شد"),
        *("با ۱۱۵ نوازنده", "به ۱۱۲ روستا و شهر", "با ۱۵۰ و ۱۶۰ نفر", "از ۱۱۰ تا ۱۲۲"),
        *("تلفن ۰۳۴ ۳۲۱۲ ۳۴۵", "تلفن ۰۳۴/۳۲۱۲۳۴۵۶", "با شماره +۹۸۳۴۳۲۱۲۳۴۵۶ تماس بگیرید"),
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert found(text) == []


def test_where_a_line_says_whom_to_call_its_short_numbers_count_but_no_extension() -> None:
    assert found("امداد ۱۱۲؛ راه ۱۴۱", called=True) == [("۱۱۲", "tel:112"), ("۱۴۱", "tel:141")]
    assert found("حساب شماره ۱۲۳۴۵۶۷۸؛ ۰۳۴ ۳۲۱۲ ۳۴۵", called=True) == []
    assert found("۰۳۴۳۲۱۱۰۰۰۰ داخلی ۲۱۴", called=True) == [("۰۳۴۳۲۱۱۰۰۰۰", "tel:03432110000")]
