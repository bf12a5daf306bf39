import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.cards.fonts import lacks
from bumi.cards.wording import drawable
from bumi.errors import BadInput


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("  یک\u2028سطر\u00a0 و فاصله ", "یک سطر و فاصله"),
        ("دو \n\n سطر\n", "دو\nسطر"),
        ("می‌شود ۱۲٪", "می‌شود ۱۲٪"),
        ("ساعت 8:30 روز ٤", "ساعت ۸:۳۰ روز ۴"),
        ("پخش MP3 و ISO 9001 در 5 شهر", "پخش MP3 و ISO 9001 در ۵ شهر"),
        ("هشدار ⚠️ باران 🌧 ⏰", "هشدار باران"),
        ("کتاب\u200c \u200c نو", "کتاب نو"),
        ("كتاب علي", "کتاب علی"),
        ("\u202bمتن\u202c\u200f", "متن"),
    ],
)
def test_words_become_drawable(text: str, drawn: str) -> None:
    assert drawable(text, "تیتر") == drawn


def test_a_letter_the_font_lacks_is_reported_not_lost() -> None:
    with pytest.raises(BadInput) as error:
        drawable("رستوران 漢字 در کرمان", "تیتر")
    assert "«تیتر»" in str(error.value) and "字، 漢" in str(error.value)


@given(st.text(max_size=40))
def test_nothing_that_cannot_be_drawn_remains(text: str) -> None:
    try:
        drawn = drawable(text, "تیتر")
    except BadInput:
        return
    assert drawn == "\n".join(" ".join(line.split()) for line in drawn.splitlines() if line.split())
    assert not any(map(lacks, "".join(drawn.split())))
