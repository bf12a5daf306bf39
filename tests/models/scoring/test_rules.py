"""What is told as done or as to come, by the kind of the piece."""

import pytest

from bumi.models.scoring.rules import mistimed
from bumi.words import Kind

PLANNED = ("دوشنبه ۲۴ آذر، ساعت ۱۹", "سالن شهرداری")


@pytest.mark.parametrize(
    ("kind", "sentence", "notes", "said"),
    [
        (Kind.EVENT, "شب شعر دوشنبه ۲۴ آذر در سالن شهرداری برگزار شد.", PLANNED, "شد"),
        (Kind.EVENT, "شب شعر دوشنبه ۲۴ آذر در سالن شهرداری برگزار خواهد شد.", PLANNED, ""),
        (Kind.EVENT, "شب شعر دوشنبه ۲۴ آذر برگزار می‌شود.", PLANNED, ""),
        (Kind.NOTICE, "این بازار از خیابان اصلی جمع شد.", ("از خیابان اصلی جمع می‌شود",), "شد"),
        (Kind.NOTICE, "شهرداری علت آن را تعویض لوله اعلام کرد.", ("علت: تعویض لوله",), ""),
        (Kind.NOTICE, "با این شماره می‌توان تماس گرفت.", ("تماس: ۱۳۷",), ""),
        (Kind.NOTICE, "پارسال ۲۰ نفر آمدند.", ("پارسال ۲۰ نفر",), ""),
        (Kind.RECAP, "از کتاب در کتابخانه رونمایی خواهد شد.", ("دوشنبه ۸ بهمن", "کتابخانه مرکزی"), "خواهد"),
        (Kind.RECAP, "دور بعد در بهمن برگزار خواهد شد.", ("دور بعد: بهمن",), ""),
        (Kind.RECAP, "شب شعر در سالن شهرداری برگزار شد.", PLANNED, ""),
        (Kind.FEATURE, "او ۲۰ سال بافت.", ("۲۰ سال بافندگی",), ""),
        (Kind.EVENT, "", PLANNED, ""),
    ],
)
def test_a_tense_that_neither_kind_nor_note_has_is_found(
    kind: Kind, sentence: str, notes: tuple[str, ...], said: str
) -> None:
    assert mistimed(kind, sentence, notes) == said
