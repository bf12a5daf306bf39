"""A verb comes to the end of its clause where that is certain to be right, and stays where it may not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.planner.verb_order import verb_final


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ("جاده باز است فعلاً", "جاده فعلاً باز است"),
        ("۱۵ تیم انتخاب شد از ۴۷ ایده", "۱۵ تیم از ۴۷ ایده انتخاب شد"),
        ("ده نفر اول می‌روند اردوی کرمان", "ده نفر اول به اردوی کرمان می‌روند"),
        ("هوا تا ۲ درجه می‌رود پایین", "هوا تا ۲ درجه پایین می‌رود"),
        ("سطل تازه گذاشتیم ۱۵ تا", "سطل تازه ۱۵ تا گذاشتیم"),
        ("شد ۴۱۰", "۴۱۰ شد"),
        ("روز سوم افتاد به شنبه بعد", "روز سوم به شنبه بعد افتاد"),
        ("استخر بسته ماند تا نوروز", "استخر تا نوروز بسته ماند"),
    ],
)
def test_a_verb_comes_to_the_end(noted: str, told: str) -> None:
    assert verb_final(noted) == told


@pytest.mark.parametrize(
    "noted",
    [
        "ورود آزاد",
        "مدرسه تعطیل است",
        "رفت ۸ صبح",  # the way there
        "برگشت بعد از نماز ظهر",
        "پیمانکار می‌گوید ۷۰ روز",  # what is said
        "کتابی که دیدیم ۱۲ جلد",
        "اول ببینید منبع کیست",
        "دود مصنوعی پشت بازار",
        "۱۲ نفر بودند از بم",  # the noun before is counted
        "پیشخرید می‌کنند به نصف قیمت",  # a light verb with a noun of its own
        "زودتر تمام شد زودتر وصل",
        "اول ۱۴۱ بپرسید بعد حرکت",
        "جواب آمد «در دست بررسی»",
        "باران بیاید جمعه بعد",
        "رشته می‌شود یا کارگاه",
    ],
)
def test_it_stays_where_moving_it_might_be_wrong(noted: str) -> None:
    assert verb_final(noted) == noted


@given(
    st.lists(
        st.sampled_from(
            ["جاده", "باز", "است", "می\u200cروند", "شد", "اردو", "کرمان", "۱۲", "تا", "و", "که", "نفر", "امروز", "به"]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_word_is_lost_or_added_but_a_goal(words: list[str]) -> None:
    told = verb_final(" ".join(words)).split()
    assert sorted(told) in (sorted(words), sorted([*words, "به"]))
    assert verb_final(" ".join(told)).split() == told
