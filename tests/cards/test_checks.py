from bumi.cards.checks import card_findings
from bumi.finding import Severity
from tests.cards.samples import brief, fields

LONG = "نمایشگاه صنایع‌دستی و گردشگری استان کرمان " * 5


def test_words_that_fit_are_no_finding() -> None:
    assert card_findings(fields(), brief()) == []


def test_a_headline_that_a_size_cannot_hold_blocks() -> None:
    (found,) = card_findings(fields(LONG.strip()), brief())
    assert (found.code, found.field, found.severity) == ("card/room", "headline", Severity.BLOCKS)
    assert found.matched == LONG.strip()[found.start : found.end]
    assert "کارت پهن" in found.message


def test_a_letter_that_the_font_lacks_blocks() -> None:
    (found,) = card_findings(fields("شهر 漢"), brief())
    assert (found.code, found.severity) == ("card/letter", Severity.BLOCKS) and "漢" in found.message


def test_decoration_that_is_left_out_is_told() -> None:
    (found,) = card_findings(fields("هشدار 🌧 باران"), brief())
    assert (found.code, found.severity, found.matched) == ("card/sign", Severity.ADVISES, "🌧")
    assert "هشدار 🌧 باران"[found.start : found.end] == "🌧"
