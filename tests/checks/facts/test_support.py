"""Sentences that do not follow from the brief, by whatever judge is at hand."""

from collections.abc import Sequence

from bumi.brief import Brief
from bumi.checks import Judgement, check_text
from bumi.finding import Finding, Severity

BRIEF = Brief.model_validate(
    {
        "kind": "خبر رویداد",
        "topic": "جشن انار",
        "agency": "شهرداری راور",
        "county": "راور",
        "axis": "فرهنگ",
        "notes": ["۱۲ غرفه", "ورود برای همه آزاد است"],
    }
)
asked: list[str] = []


def never(brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
    asked.extend(sentences)
    return [Judgement(-1.0, False, "n1", ("کودکان",)) for _ in sentences]


def always(brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
    return [Judgement(1.0, True, "n1") for _ in sentences]


def found(text: str, field: str = "body", judge: object = never) -> list[Finding]:
    asked.clear()
    return check_text(text, field, BRIEF, ["support"], judge)  # type: ignore[arg-type]  # one of the two above


def test_a_sentence_that_does_not_follow_is_told_with_its_part_and_its_strange_words() -> None:
    (finding,) = found("در این جشن ۱۲ غرفه برای کودکان باز است.")
    assert (finding.code, finding.severity) == ("unfounded", Severity.WARNS)
    assert "«۱۲ غرفه»" in finding.message and "«کودکان»" in finding.message


def test_each_sentence_is_judged_by_itself_and_told_where_it_stands() -> None:
    text = "در جشن ۱۲ غرفه هست. بازدید از غرفه‌ها ممنوع است."
    assert [text[it.start : it.end] for it in found(text)] == text.replace(". ", ".\n").split("\n")


def test_a_sentence_that_follows_is_not_told() -> None:
    assert not found("در این جشن ۱۲ غرفه برای کودکان باز است.", judge=always)


def test_what_the_brief_says_word_for_word_is_not_asked() -> None:
    assert not found("ورود برای همه آزاد است. • ورود برای همه آزاد است")
    assert not asked


def test_headlines_and_captions_are_not_asked_nor_what_leads_to_a_list() -> None:
    assert not found("جشن انار راور با ۱۰۰ غرفه", "headline")
    assert not found("جزئیات این برنامه:")
    assert not asked


def test_without_a_judge_nothing_is_told() -> None:
    assert not check_text("در این جشن ۱۰۰ غرفه برای کودکان باز است.", "body", BRIEF, ["support"])


def test_spoken_notes_are_said_word_for_word_when_they_are_written_out() -> None:
    spoken = BRIEF.model_copy(update={"notes": ("ورود واسه همه رایگانه، 12 تا غرفه میاد",)})
    asked.clear()
    text = "ورود برای همه رایگان است، ۱۲ تا غرفه می‌آید.\n• هزینه: ورود برای همه رایگان است"
    assert not check_text(text, "body", spoken, ["support"], never)
    assert not asked


def test_a_prohibition_that_the_brief_does_not_have_is_asked() -> None:
    assert found("• ممنوع: ورود برای همه")
