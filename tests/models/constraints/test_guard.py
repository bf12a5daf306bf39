"""Whatever a model wants to write, nothing that the source does not have can be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.models.constraints.guard import Guard, violations
from bumi.models.constraints.tokens import TokenVocabulary, joined
from tests.models.mock import LETTERS, SIGNS, MockTokenizer

TOKENIZER = MockTokenizer()
VOCABULARY = TokenVocabulary(TOKENIZER)
SOURCES = (
    "کارگاه دو روزه، دوشنبه ۱۲ آذر ساعت ۱۰:۳۰ با AI در تالار «سرو»",
    "۱۲۳ نفر",
    "بدون عدد و بدون تاریخ",
    "نمایش «آب» و «آب و آینه» سه شب",
)


def follows(guard: Guard, written: str, piece: str) -> bool:
    return bool(guard.mask(written)[TOKENIZER.tokens.index(piece.replace(" ", "▁"))])


def ends(guard: Guard, written: str) -> bool:
    return bool(guard.mask(written)[TOKENIZER.eos_token_id])


def test_violations_sees_what_the_mask_forbids() -> None:
    guard = Guard(SOURCES[0], VOCABULARY)
    assert guard.violations("دوشنبه ۱۲ آذر ساعت ۱۰:۳۰ با AI در تالار «سرو» دو روزه") == []
    for invented in (
        "۱۳",
        "سه",
        "ده نفر",
        "مهر",
        "شنبه",
        "فردا",
        "B",
        "«گل»",
        "۱۰:۳۱",
        "سه‌روزه",
        "پانزدهمین",
        "هزاران",
        "صدها",
    ):
        assert guard.violations(f"این {invented} است"), invented


def test_a_number_is_whole_or_not_at_all() -> None:
    guard = Guard("۱۲۳ نفر", VOCABULARY)
    assert follows(guard, "حضور ", "۱")
    assert not follows(guard, "حضور ", "۲")
    assert follows(guard, "حضور ۱", "۲۳")
    assert not follows(guard, "حضور ۱۲", " ")
    assert not ends(guard, "حضور ۱۲")
    assert ends(guard, "حضور ۱۲۳")
    assert not follows(guard, "حضور ۱۲۳", "۱")


def test_an_hour_is_one_number() -> None:
    guard = Guard("ساعت ۱۰:۳۰", VOCABULARY)
    assert follows(guard, "ساعت ۱۰", ":")
    assert not follows(guard, "ساعت ۱۰", " ")
    assert follows(guard, "ساعت ۱۰:۳۰", ".")


def test_numbers_change_their_spelling_but_not_their_value() -> None:
    assert not Guard("۳ شب", VOCABULARY).violations("سه شب")
    assert not Guard("سه شب", VOCABULARY).violations("۳ شب")
    assert Guard("سه‌شنبه", VOCABULARY).violations("۳ نفر"), "a weekday is no number"


def test_words_that_only_begin_like_a_number_are_free() -> None:
    guard = Guard("بدون عدد", VOCABULARY)
    assert follows(guard, "در ", "سه")
    assert not follows(guard, "در سه", " ")
    assert follows(guard, "در سه", "م")
    assert follows(guard, "در سهم", " ")


def test_a_quotation_is_whole() -> None:
    guard = Guard("نمایش «آب» و «آب و آینه»", VOCABULARY)
    assert follows(guard, "نمایش", " «")
    assert follows(guard, "نمایش «آب", "»")
    assert follows(guard, "نمایش «آب", " ")
    assert not follows(guard, "نمایش «آب", "ن")
    assert not ends(guard, "نمایش «آب")
    assert not follows(Guard("نمایش", VOCABULARY), "نمایش", " «")


def test_line_breaks_and_special_tokens_never_follow() -> None:
    for source in SOURCES:
        mask = Guard(source, VOCABULARY).mask("متن")
        assert not mask[TOKENIZER.tokens.index("<0x0A>")]
        assert not mask[TOKENIZER.tokens.index("\n")]
        assert not mask[TOKENIZER.bos_token_id]


@pytest.mark.parametrize("twelve", ["12", "۱۲", "١٢", "دوازده"])
def test_a_number_is_the_same_in_any_digits_and_in_words(twelve: str) -> None:
    source = f"حضور {twelve} نفر"
    for known in ("12", "۱۲", "١٢", "1۲", "१२", "⑫"):
        assert not violations(source, f"{known} نفر")
    assert not violations("۱۲ نفر", f"{twelve} نفر")
    for invented in ("13", "۱۳", "١٣", "1", "۱۲۰", "سیزده", "صد", "दो", "१३", "⑬"):
        assert violations(source, f"{invented} نفر"), invented


@pytest.mark.parametrize(
    "disguised", ["سِه", "ســه", "سه\u200c", "سه‌تا", "سي", "بیست‌ودو", "سه‌شنبه‌ها", "کم‌تر‌از‌ده", "دو‌هزار"]
)
def test_a_number_in_disguise_is_seen(disguised: str) -> None:
    assert violations("بدون عدد", f"این {disguised} است")


def test_words_of_the_source_keep_their_endings() -> None:
    assert not violations("سه‌شنبه", "سه‌شنبه‌ها")
    assert not violations("سه نفر", "سه‌تا")
    assert violations("سه‌شنبه", "سه‌تا")
    assert violations("سه نفر", "سه‌شنبه")


def test_a_word_begun_as_one_of_the_source_goes_on_as_it() -> None:
    guard = Guard("سه‌شنبه", VOCABULARY)
    assert follows(guard, "روز سه", "\u200c")
    assert follows(guard, "روز سه‌", "شنبه") and follows(guard, "روز سه‌", "ش")
    assert not follows(guard, "روز سه‌", "ت") and not follows(guard, "روز سه‌", " ")
    assert follows(guard, "روز سه‌شنبه", " ") and follows(guard, "روز سه‌شنبه", "\u200c")
    assert not follows(guard, "روز سه‌شنبه", "ت")


def test_other_scripts_and_half_quotations_are_seen() -> None:
    assert not violations("Café", "در Café")
    for invented in ("Caf", "Café", "北京", "Ж", "«متن", "متن»", '"متن"'):
        assert violations("کافه Cafe", f"در {invented}"), invented


def test_a_number_is_not_smuggled_in_byte_by_byte() -> None:
    """«۳» is the bytes DB B3 and «ۆ», «۱» begin alike: the first byte may follow only where an end of it may."""
    guard = Guard("۱ نفر", VOCABULARY)
    assert follows(guard, "حضور ", "<0xDB>")
    begun = joined("حضور ", VOCABULARY.text[TOKENIZER.tokens.index("<0xDB>")])
    assert follows(guard, begun, "<0xB1>")
    assert not follows(guard, begun, "<0xB3>")
    assert not follows(guard, begun, " ")
    assert not ends(guard, begun)
    assert not follows(Guard("نمایش", VOCABULARY), "نمایش ", "<0xC2>"), "only « and » begin so"
    assert not follows(guard, "حضور ", "<0xB1>"), "goes on with nothing"


@given(st.text(alphabet=LETTERS + SIGNS, max_size=40))
def test_what_the_source_says_may_be_said(source: str) -> None:
    balanced = source.replace("«", "").replace("»", "")
    assert Guard(balanced, VOCABULARY).violations(balanced) == []
