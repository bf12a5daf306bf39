import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.models.data.split import fragments


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("پارکینگ جلوی مدرسه؛ توقف در کوچه ممنوع", ["پارکینگ جلوی مدرسه", "توقف در کوچه ممنوع"]),
        ("۱۲ غرفه؛ رایگان", ["۱۲ غرفه؛ رایگان"]),
        ("کلاس‌ها صبح برگزار شد. عصر نمایشگاه باز بود", ["کلاس‌ها صبح برگزار شد", "عصر نمایشگاه باز بود"]),
        ("گفت «آب کم است؛ باید صرفه‌جویی کرد» و رفت", ["گفت «آب کم است؛ باید صرفه‌جویی کرد» و رفت"]),
        ("۱۲.۵ هکتار باغ پسته آبیاری شد", ["۱۲.۵ هکتار باغ پسته آبیاری شد"]),
    ],
)
def test_splits_only_what_stands_alone(note: str, expected: list[str]) -> None:
    assert fragments(note, whole=0) == expected


@given(st.lists(st.sampled_from(["آب", "سد", "؛", "باغ", ".", "اما", "«", "»", "۱۲"]), min_size=1).map(" ".join))
def test_no_word_is_lost_or_doubled(note: str) -> None:
    def kept(text: str) -> list[str]:
        return [word for word in text.split() if word in ("آب", "سد", "باغ", "۱۲")]

    assert [word for piece in fragments(note, whole=0) for word in kept(piece)] == kept(note)


def test_a_short_note_stays_whole() -> None:
    note = "میانگین تخلیه ۳ دقیقه و ۴۰ ثانیه؛ در مانور پیش ۵ دقیقه بود"
    assert fragments(note) == [note]
