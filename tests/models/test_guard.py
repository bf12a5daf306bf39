"""Whatever a model wants to write, nothing that the source does not have can be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guard import Guard, Vocabulary
from models.sampling import sample
from tests.models.mock import LETTERS, SIGNS, MockModel, MockTokenizer

TOKENIZER = MockTokenizer()
VOCABULARY = Vocabulary(TOKENIZER)
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


@pytest.mark.parametrize("source", SOURCES)
@given(seed=st.integers(0, 10_000))
def test_random_models_cannot_invent(source: str, seed: int) -> None:
    guard = Guard(source, VOCABULARY)
    model = MockModel(len(TOKENIZER), seed)
    for candidate in sample(model, TOKENIZER, ["متن:"], [guard], 4, seed, [30], temperature=2.0, nucleus=1.0)[0]:
        assert guard.violations(candidate.text) == []


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


def test_bytes_and_line_breaks_never_follow() -> None:
    for source in SOURCES:
        mask = Guard(source, VOCABULARY).mask("متن")
        assert not mask[TOKENIZER.tokens.index("<0x0A>")]
        assert not mask[TOKENIZER.tokens.index("\n")]
        assert not mask[TOKENIZER.bos_token_id]


@given(st.text(alphabet=LETTERS + SIGNS, max_size=40))
def test_what_the_source_says_may_be_said(source: str) -> None:
    balanced = source.replace("«", "").replace("»", "")
    assert Guard(balanced, VOCABULARY).violations(balanced) == []
