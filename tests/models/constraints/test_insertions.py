"""A woven sentence says every word of its note, in its order, and between them only what joins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.models.constraints.insertions import inserted_words, is_woven

WORDS = ["آب", "نان", "کارگاه", "۱۲", "۸:۳۰", "سه‌شنبه،", "پارک؛", "همراه،", "AI"]


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("ظرفیت ۴۵ نفر؛ ثبت‌نام تا ۱۷ آذر", "ظرفیت ۴۵ نفر است و ثبت‌نام تا ۱۷ آذر انجام می‌شود."),
        ("ورود آزاد", "ورود آزاد است."),
        ("9 تا 12", "از ساعت ۹ تا ۱۲ است."),
        ("کارت ملی، دو عکس", "کارت ملی، دو عکس لازم است."),
        ("کارت ملی (کپی)", "کارت ملی (کپی) لازم است."),
        ("کلیک کردید؟ اینترنت قطع", "اگر کلیک کردید، اینترنت را قطع کنید."),
        ("مدارک: کارت ملی", "مدارک شامل کارت ملی است."),
        ("آزمون ۸:۳۰", "آزمون ساعت ۸:۳۰ برگزار می‌شود."),
        ("شنبه پارک؛ یکشنبه میدان", "شنبه در پارک و یکشنبه در میدان برگزار می‌شود."),
        ("۸۴ نفر قبول شدند، ۷۱ نفرشان زن", "۸۴ نفر قبول شدند که ۷۱ نفرشان زن هستند."),
        ("پیک می‌آید هر شنبه", "پیک می‌آید، هر شنبه است."),
        ("کتاب را خیران می‌آورند", "کتاب را خیران می‌آورند."),
    ],
)
def test_what_joins_may_stand_between_the_words(note: str, text: str) -> None:
    assert is_woven(text, note)


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("ظرفیت ۴۵ نفر", "ظرفیت نفر است."),
        ("ظرفیت ۴۵ نفر", "نفر ۴۵ ظرفیت است."),
        ("ظرفیت ۴۵ نفر", "ظرفیت کارگاه ۴۵ نفر است."),
        ("ظرفیت ۴۵ نفر", "ظرفیت ۴۶ نفر است."),
        ("ظرفیت ۴۵ نفر", "ظرفیت ۴۵ نفر و ۲۰ صندلی است."),
        ("ورود آزاد", "ورود آزاد نیست."),
        ("ورود آزاد", "ورود آزاد."),
        ("ورود آزاد", "ورود، آزاد است."),
        ("کتاب پذیرفته نمی‌شود", "کتاب پذیرفته نمی‌شود است."),
        ("هیچ خسارتی، هیچ مصدومی", "هیچ خسارتی و هیچ مصدومی است."),
        ("چمن نصف → آب کم", "چمن نصف است: آب کم است."),
        ("", "است."),
    ],
)
def test_nothing_is_lost_turned_round_or_added(note: str, text: str) -> None:
    assert not is_woven(text, note)


def test_the_topic_is_referred_to_by_its_head_after_this_alone() -> None:
    assert is_woven("این کارگاه در پارک است.", "در پارک", "کارگاه")
    assert not is_woven("این کارگاه در پارک است.", "در پارک")
    assert not is_woven("کارگاه در پارک است.", "در پارک", "کارگاه")


def test_what_is_to_come_is_not_told_in_the_past() -> None:
    assert is_woven("دوره در پارک برگزار شد.", "دوره در پارک")
    assert not is_woven("دوره در پارک برگزار شد.", "دوره در پارک", past=False)


def test_no_inserted_word_says_no_or_counts() -> None:
    assert not {"نه", "نیست", "ندارد", "یک", "دو", "همه", "فقط", "هیچ", "باید", "یا"} & inserted_words()


@given(words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=8), at=st.integers(0, 7))
def test_no_word_may_be_left_out_or_said_twice(words: list[str], at: int) -> None:
    note, at = " ".join(words), at % len(words)
    assert is_woven(f"{note.rstrip('،؛:')} است.", note)
    for other in (words[:at] + words[at + 1 :], words[: at + 1] + words[at:]):
        same = [word.strip("،؛:") for word in other] == [word.strip("،؛:") for word in words]
        assert same or not is_woven(f"{' '.join(other).rstrip('،؛:')} است.", note)
