"""What looks the same is the same, over all of Unicode, before anything is compared."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.characters import UNSEEN
from bumi.persian.text import digits_to_latin, digits_to_persian, flat, normal

EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
DIGITS = [char for char in EVERY if char.isdecimal()]
LETTERS_AND_SIGNS = "اeيةءوﻛaА\u06d5½²⁹⑩9۹९❤(، \n\u00a0"
UNSEEN_OR_JOINED = "\u0653\u0654\u064b\u0301\u200c\u200d\u200e\u200f\u00ad\u200b\ufeff\ufe0f\u20e3\u202e"


def test_every_decimal_digit_is_its_value_in_place() -> None:
    assert len(DIGITS) > 600
    for char in DIGITS:
        value = unicodedata.decimal(char)
        assert digits_to_latin(char) == str(value)
        assert digits_to_persian(char) == "۰۱۲۳۴۵۶۷۸۹"[value]
        assert digits_to_latin(normal(char)) == flat(char) == str(value)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("９９ ⑨⑨ 𝟵𝟵 ९९ ߉߉ ⁹⁹ 9\ufe0f\u20e3", "۹۹ ۹۹ ۹۹ ۹۹ ۹۹ ۹۹ 9"),
        ("⑩ ⑴ ⒉ Ⅻ 🔟", "۱۰ ۱ ۲ ۱۲ ۱۰"),
        ("½ ۲½ ⅛", "۰٫۵ ۲٫۵ ۰٫۱۲۵"),
        ("۱۲ 12 ١٢ متر² CO₂ ⅓ ❤\ufe0f", "۱۲ 12 ١٢ متر² CO₂ ⅓ ❤\ufe0f"),
        ("ﻛﺘﺎﺏ ہمه كتاب Ｂｕｍｉ", "کتاب همه کتاب Bumi"),
        ("۱\u200b۹ سیر\u2060جان \U000e0041بم", "۱۹ سیرجان بم"),
        ("\u202eباغ\u202c \u2067ملی\u2069 \u200fراور\u200e \u061cبم", "باغ ملی راور بم"),
        ("می\u00adشود و می\u200fشود", "می\u200cشود و می\u200cشود"),
        ("نسخه PDF\u200e (۲)", "نسخه PDF\u200e (۲)"),
        ("ص\ufe76د ص\ufe77د ص\ufcf2د", "ص\u064eد ص\u064eد ص\u064e\u0651د"),  # printed marks, on a letter
        ("بند\x0bبند", "بند\nبند"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_what_is_typed_is_stored_as_a_persian_keyboard_has_it(typed: str, stored: str) -> None:
    assert normal(typed) == stored


def test_every_character_has_one_form_and_nothing_unseen_is_left() -> None:
    for text in ("".join(EVERY), " ".join(EVERY[:0x10000])):
        whole = normal(text)
        assert normal(whole) == whole
        assert not UNSEEN.search(whole)


@given(st.text(LETTERS_AND_SIGNS + UNSEEN_OR_JOINED))
def test_the_forms_are_settled_whatever_stands_beside_whatever(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert flat(flat(text)) == flat(text)


def test_names_are_compared_by_how_they_look() -> None:
    assert flat("Kermаn") == flat("Kerman")  # Cyrillic а
    assert flat("سیر\u200bجان") == flat("ﺳﯿﺮﺟﺎﻥ") == flat("سيرجان")
