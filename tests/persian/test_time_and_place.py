"""Time and place in notes: found where a note lists them, in its own words, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.time_and_place import TimeAndPlace, time_and_place_in
from bumi.timed_notes import with_time_and_place

RAVAR = "دوشنبه ۳۰ آذر، ساعت ۱۹، کتابخانه عمومی راور، ورود آزاد"


@pytest.mark.parametrize(
    ("note", "when", "where", "rest"),
    [
        (RAVAR, "دوشنبه ۳۰ آذر، ساعت ۱۹", "کتابخانه عمومی راور", "ورود آزاد"),
        (
            "۱ دی ساعت ۹ تا ۱۱، سالن ۲، خیابان امام، رایگان؛ آزاد",
            "۱ دی ساعت ۹ تا ۱۱",
            "سالن ۲، خیابان امام",
            "رایگان؛ آزاد",
        ),
        ("زمان: ۱۰ تا ۱۲ آذر؛ مکان: نمایشگاه بین‌المللی کرمان.", "۱۰ تا ۱۲ آذر", "نمایشگاه بین‌المللی کرمان", ""),
        ("پنجشنبه 12 دی ساعت 10 صبح، در مسجد جامع بم", "پنجشنبه 12 دی ساعت 10 صبح", "مسجد جامع بم", ""),
        ("دوشنبه ۳۰ آذر - ساعت ۱۹ - سالن ۲ - ورود آزاد", "دوشنبه ۳۰ آذر، ساعت ۱۹", "سالن ۲", "ورود آزاد"),
        ("۱۰ آذر، نمایشگاه کتاب", "۱۰ آذر", "", "نمایشگاه کتاب"),
        ("دوشنبه ۳۰ آذر، پارک رایگان است", "دوشنبه ۳۰ آذر", "", "پارک رایگان است"),
    ],
)
def test_a_list_gives_its_time_and_place(note: str, when: str, where: str, rest: str) -> None:
    assert time_and_place_in(note) == TimeAndPlace(when, where, rest)


@pytest.mark.parametrize(
    "note",
    [
        "شب شعر دوشنبه ۳۰ آذر برگزار می‌شود",
        "دوشنبه ۳۰ آذر برگزار می‌شود، ورود آزاد",
        "مهلت ثبت‌نام، ۳۰ آذر",
        "شنبه ۱ دی، سالن ۱، یکشنبه ۲ دی، سالن ۲",
        "۵ روز، ۴۰ ساعت، کار عملی",
        "کتابخانه عمومی راور، ورود آزاد",
        "",
        "،",
    ],
)
def test_any_other_note_is_left_whole(note: str) -> None:
    assert time_and_place_in(note) == TimeAndPlace("", "", note)


ITEMS = st.sampled_from(
    ["دوشنبه ۳۰ آذر", "ساعت ۱۹", "از ساعت ۹ تا ۱۲", "کتابخانه عمومی راور", "خیابان امام", "ورود آزاد", "۵ جلسه", ""]
)


@given(st.lists(ITEMS, max_size=6), st.sampled_from(["، ", "؛ ", "،", ", ", " - "]))
def test_nothing_is_added_and_nothing_lost(items: list[str], mark: str) -> None:
    note = mark.join(items)
    found = time_and_place_in(note)
    assert re.findall(r"[^\s،؛,-]+", " ".join(found)) == re.findall(r"[^\s،؛,-]+", note)


def test_what_was_chosen_stays_with_its_note() -> None:
    said = [{"note": 1, "text": "ورود آزاد است."}, {"note": 3, "label": "ظرفیت"}]
    brief = {"kind": "event", "notes": ["ورود آزاد", "دوشنبه ۳۰ آذر، ساعت ۱۹", "ظرفیت کم"], "sayings": said}
    parted = with_time_and_place(brief)
    assert parted["notes"] == ["ورود آزاد", "ظرفیت کم"]
    assert parted["sayings"] == [said[0], {"note": 2, "label": "ظرفیت"}]
    chosen = brief | {"sayings": [{"note": 2, "text": "دوشنبه ۳۰ آذر ساعت ۱۹ بیایید."}]}
    assert with_time_and_place(chosen) == chosen  # how it is to be said, somebody has said
