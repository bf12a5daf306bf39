import pytest

from bumi.models.scoring.faithfulness import evidence, newsroom_words, unbound_numbers

NOTE = "توقف خودرو جلوی مدرسه ممنوع، پارکینگ ۴۰ خودرو پشت فرهنگسرا"


def test_a_faithful_sentence_loses_and_adds_nothing() -> None:
    shown = evidence("توقف خودرو جلوی مدرسه ممنوع است و پارکینگی برای ۴۰ خودرو پشت فرهنگسرا آماده شده است.", NOTE)
    assert shown.coverage > 0.9
    assert not shown.missing
    assert not shown.turned


def test_a_sentence_that_drops_the_note_covers_little() -> None:
    assert evidence("این برنامه در محل مدرسه برگزار می‌شود.", NOTE).coverage < 0.4


@pytest.mark.parametrize("text", ["پارکینگ پشت فرهنگسراست.", "پارکینگ ۴ خودرو پشت فرهنگسراست."])
def test_a_lost_or_changed_number_is_missing(text: str) -> None:
    assert evidence(text, "پارکینگ ۴۰ خودرو پشت فرهنگسرا").missing == ("40",)


def test_a_number_in_words_is_the_same_number() -> None:
    assert evidence("دو تانکر در میدان است.", "۲ تانکر در میدان").missing == ()


def test_an_invented_word_is_added_and_a_newsroom_word_is_not() -> None:
    assert "استاندار" in evidence("استاندار در کارگاه حضور دارد.", "کارگاه رایگان").added
    assert evidence("این کارگاه رایگان برگزار می‌شود.", "کارگاه رایگان").added == ()


def test_a_denial_turned_round_is_seen() -> None:
    assert evidence("توقف خودرو جلوی مدرسه انجام می‌شود.", "توقف خودرو جلوی مدرسه ممنوع").turned
    assert not evidence("جلوی مدرسه نباید خودرو توقف کند.", "توقف خودرو جلوی مدرسه ممنوع").turned


def test_the_words_of_the_newsroom_carry_no_polarity() -> None:
    assert not {"ممنوع", "لغو", "قطع", "مجاز"} & newsroom_words()


@pytest.mark.parametrize(
    ("text", "source", "loose"),
    [
        ("این دوره ۴۰ ساعت است.", "۵ روز، ۴۰ ساعت", []),
        ("دوره از ساعت ۴۰ آغاز می‌شود.", "۵ روز، ۴۰ ساعت", ["40"]),
        ("۲۵ غرفه دارد.", "۴۰ غرفه، تا ۲۵ اسفند", ["25"]),
        ("با شماره ۱۲۲ تماس بگیرید.", "گزارش خرابی ۱۲۲", []),
        ("ظرفیت کارگاه ۳۰ نفر است.", "ظرفیت ۳۰ نفر", []),
        ("۱۲ قصه‌گوی ۷ تا ۱۴ ساله حضور دارند.", "۱۲ قصه‌گو؛ ۷ تا ۱۴ ساله", []),
    ],
)
def test_a_number_stays_with_what_it_counts(text: str, source: str, loose: list[str]) -> None:
    assert unbound_numbers(text, source) == loose


@pytest.mark.parametrize(
    ("text", "source", "lost"),
    [
        ("رودخانه‌ها سیلابی می‌شوند.", "احتمال سیلابی شدن رودخانه‌ها", "احتمال"),
        ("بازدید در دفتر انجام می‌شود.", "بازدید در دفتر یا سایت", "یا"),
        ("برق جیرفت و کهنوج قطع است.", "برق جیرفت، منوجان، کهنوج قطع است", "منوجان"),
    ],
)
def test_hedges_choices_and_names_of_a_list_are_not_lost(text: str, source: str, lost: str) -> None:
    assert lost in evidence(text, source).missing
