"""Briefs, fields and cards for the tests of this room."""

from typing import Any

from bumi.brief import Brief, Kind, brief_from
from bumi.cards.content import Card
from bumi.piece import Fields

HEADLINE = "صادرات پسته رفسنجان در ۶ ماه ۱۲٪ رشد کرد و به ۲۴ هزار تن رسید"


def brief(**changes: Any) -> Brief:
    data = {
        "kind": "event",
        "topic": "جشنواره پسته",
        "agency": "اداره فرهنگ و ارشاد اسلامی رفسنجان",
        "county": "رفسنجان",
        "axis": "فرهنگ",
        "notes": ["ورود برای همه آزاد است"],
    }
    return brief_from(data | changes, "نمونه")


def fields(headline: str = HEADLINE, kicker: str = "جشنواره") -> Fields:
    return Fields(kicker=kicker, headline=headline, lede="لید", body="متن")


def card(**changes: Any) -> Card:
    data = {
        "kind": Kind.RECAP,
        "axis": "کسب‌وکار",
        "headline": HEADLINE,
        "agency": "اتاق بازرگانی",
        "county": "رفسنجان",
        "site": "بومی",
    }
    return Card(**(data | changes))
