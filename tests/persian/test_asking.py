"""Public questions as texts: danger in any spelling and form, and the words that say what a question is about."""

import pytest

from bumi.persian.asking import tells_of_emergency, words_asked_about


@pytest.mark.parametrize(
    "text",
    [
        "آتش‌سوزی در جنگل",
        "آتش سوزی‌ها را چه کسی خاموش می‌کند",
        "آتشسوزی",
        "تو خونه آتیش گرفته",
        "آتــش‌سوزی شده",
        "آتش \u200b سوزی",
        "بچه‌ام افتاده تو چاه",
        "پدرم سكته كرده",
        "زلزله آمد",
        "چراغ نیست و تصادف زیاد است",
        "غریق داریم",
        "شماره اورژانس چند است",
        "مادرم نفس نمی‌کشه",
        "مادرم نفس نمیکشه",
        "بوی گاز می‌آید",
        "پسرم توی کوه گم شده",
        "عقرب زده",
    ],
)
def test_danger_is_seen(text: str) -> None:
    assert tells_of_emergency(text)


@pytest.mark.parametrize(
    "text",
    ["چرا آب روستا قطع است؟", "نرخ نان سنگک چند است؟", "ایستگاه آتش‌نشانی بم کجاست؟", "سیلوی گندم کی باز می‌شود؟", ""],
)
def test_an_ordinary_question_is_no_danger(text: str) -> None:
    assert not tells_of_emergency(text)


def test_a_long_text_is_read_quickly() -> None:
    for text in ("آتش " * 5000, "\u200c" * 20_000, "افتاد " * 5000, "ا" * 20_000):
        tells_of_emergency(text), words_asked_about(text)


def test_the_words_of_a_question_are_those_that_say_what_it_is_about() -> None:
    assert words_asked_about("سلام، چرا آبِ روستای دهنو قطع است و کی آب وصل می‌شود؟") == ["اب", "دهنو", "قطع", "وصل"]
    assert words_asked_about("چرا؟") == []
