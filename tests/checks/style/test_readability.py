import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import Brief, Kind
from bumi.checks import check_text
from bumi.checks.context import Context
from bumi.checks.style.readability import LEAST_EASE, ease
from bumi.province import province

EASY = "باران می‌بارد. بچه‌ها در کوچه بازی می‌کنند. مادر نان می‌پزد و پدر از کار برمی‌گردد."
HARD = (
    "توانمندسازی و ظرفیت‌سازی تشکل‌های مردم‌نهاد و بهره‌برداری حداکثری از زیرساخت‌های ارتباطی و اطلاعاتی موجود در راستای"
    " اجرایی‌سازی سیاست‌های ابلاغی و برنامه‌های راهبردی دستگاه‌های اجرایی استان در دستور کار کارگروه تخصصی قرار گرفت."
)


def of(text: str, brief: Brief | None = None) -> float:
    return ease(Context(text, "body", province(), brief))


def test_the_formula_of_flesch_and_dayani() -> None:
    # words in a sentence and their syllables, counted by hand
    assert of("مرد در راه کوه و شهر است.") == pytest.approx(262.835 - 84.6 * 8 / 7 - 1.015 * 7)
    assert of("کتاب خانه مردم. این کتاب.") == pytest.approx(262.835 - 84.6 * 9 / 5 - 1.015 * 5 / 2)
    assert of("") == 100


def test_the_hardest_sentence_is_named_with_its_reason_and_remedy() -> None:
    (finding,) = check_text(f"{HARD} پدر آمد.", "body", only=["readability"])
    assert (finding.severity, finding.matched, finding.suggestions) == ("advises", HARD, ())
    assert "۳۲ واژه" in finding.message
    assert "دو جمله" in finding.message
    assert "توانمندسازی" in finding.message


def test_a_short_sentence_is_hard_by_its_words_alone() -> None:
    text = "بهره‌برداری از زیرساخت‌های اطلاعاتی و توانمندسازی دستگاه‌های اجرایی در دستور کار است."
    (finding,) = check_text(text, "body", only=["readability"])
    assert "کنار هم" in finding.message
    assert "دو جمله" not in finding.message


def test_easy_texts_and_other_fields_are_left_alone() -> None:
    assert of(EASY) > 90 > LEAST_EASE["body"] > of(HARD)
    assert check_text(EASY, "body", only=["readability"]) == []
    assert check_text(HARD, "caption", only=["readability"]) == []
    assert check_text("بهره‌برداری از زیرساخت‌ها", "lede", only=["readability"]) == []


def test_quotations_and_names_do_not_count(brief: Brief) -> None:
    assert of(f"{EASY} او گفت: «{HARD}»") > 90
    named = brief.model_copy(update={"agency": HARD})
    assert of(f"{EASY} {HARD}", named) > of(f"{EASY} {HARD}", brief)


def test_a_notice_is_to_be_plainer(brief: Brief) -> None:
    notice = brief.model_copy(update={"kind": Kind.NOTICE})
    text = HARD
    while of(text, notice) < LEAST_EASE["body"] + 3:
        text = f"پدر آمد. {text}"
    assert of(text, notice) < LEAST_EASE["body"] + 10
    assert check_text(text, "body", brief, ["readability"]) == []
    assert len(check_text(text, "body", notice, ["readability"])) == 1


@given(st.lists(st.sampled_from(EASY.replace(".", "").split()), min_size=1))
def test_saying_it_twice_is_no_harder(words: list[str]) -> None:
    words.append("رفت")
    sentence = f"{' '.join(words)}."
    assert of(f"{sentence} {sentence}") == pytest.approx(of(sentence))
    assert of(f"{' '.join(words)} {sentence}") < of(sentence)


@given(st.text(alphabet="آب «».؟\n م\u200c۱a") | st.text())
def test_any_text_has_an_ease(text: str) -> None:
    assert of(text) <= 262.835
    assert len(check_text(text, "body", only=["readability"])) <= 1
