from bumi.checks.style.fallbacks import plain_sentences
from bumi.finding import Severity
from bumi.piece import Fields, Source

FIELDS = Fields(headline="تیتر", lede="لید.", body="جمله نخست. ۱۲ غرفه؛ رایگان.\n\nپایان.")


def source(text: str, plain: bool) -> Source:
    return Source(field="body", text=text, rests_on=("n1",), notes=("۱۲ غرفه",), plain=plain)


def test_a_plain_sentence_is_shown_where_it_stands() -> None:
    (finding,) = plain_sentences(FIELDS, [source("جمله نخست.", False), source("۱۲ غرفه؛ رایگان.", True)])
    assert FIELDS.body[finding.start : finding.end] == finding.matched == "۱۲ غرفه؛ رایگان."


def test_a_point_of_a_list_is_told_from_a_sentence() -> None:
    fields = FIELDS.model_copy(update={"body": "جمله نخست.\n\nجزئیات:\n• ۱۲ غرفه؛ رایگان"})
    (finding,) = plain_sentences(fields, [source("• ۱۲ غرفه؛ رایگان", True)])
    assert finding.code == "point" and "یادداشت" in finding.message
    assert finding.severity is Severity.ADVISES, "a list of facts is no fault"
    (finding,) = plain_sentences(FIELDS, [source("۱۲ غرفه؛ رایگان.", True)])
    assert finding.code == "pattern" and finding.severity is Severity.WARNS


def test_once_an_editor_rewrote_it_nothing_is_left_to_say() -> None:
    assert plain_sentences(FIELDS, [source("۱۲ غرفه، ورود آزاد.", True)]) == []
