"""The first person of an agency is found, and its verbs become passive."""

import pytest

from bumi.persian.syntax import impersonal, speaks_as_we


@pytest.mark.parametrize("text", ["واسطه نداریم", "به هر بچه یک کلاه دادیم", "تانکر نمی‌فرستیم", "دعوت کرده‌ایم"])
def test_the_voice_of_who_writes_is_told_from_news(text: str) -> None:
    assert speaks_as_we(text)


def test_a_word_that_ends_alike_is_no_voice_and_a_quotation_none_of_ours() -> None:
    assert not speaks_as_we("رژیم تازه و تصمیم قدیم و سیم و تعلیم اعلام شد")
    assert not speaks_as_we("مدیر گفت «ما کم نداریم» و رفت")


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("لباس پاره را نمی‌پذیریم", "لباس پاره پذیرفته نمی‌شود"),
        ("می‌توان نمونه را داد و ما هزینه را می‌پردازیم", "می‌توان نمونه را داد و هزینه پرداخت می‌شود"),
        ("کار را شروع کردیم و تا بهار تمام می‌کنیم", "کار شروع شد و تا بهار تمام می‌شود"),
        ("از مشترکان می‌خواهیم آب را ذخیره کنند", "از مشترکان خواسته می‌شود آب را ذخیره کنند"),
        ("برای شما هم جا گرفته‌ایم", "برای شما هم جا گرفته شده است"),
        ("سرویس نداریم", "سرویس نداریم"),  # has no passive
        ("گفت: «ما کار را شروع کردیم»", "گفت: «ما کار را شروع کردیم»"),
        ("مردم تصمیم گرفتند", "مردم تصمیم گرفتند"),
    ],
)
def test_an_agencys_we_is_nobodys_where_the_verb_has_a_passive(said: str, printed: str) -> None:
    assert impersonal(said) == printed
