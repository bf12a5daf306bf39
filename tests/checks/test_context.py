"""What is judged is what is stored, and what is shown is what was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import Brief
from bumi.checks import check_fields, check_text
from bumi.checks.context import Typed
from bumi.checks.evaluation.page import CheckExample, examples
from bumi.finding import Finding, Severity
from bumi.persian.text import normal
from bumi.persian.word_forms import spared
from bumi.piece import Fields

ZEROS = [chr(code) for code in range(0x6F1, 0x1FBFF) if unicodedata.decimal(chr(code), None) == 0]
WRONG = [example for check in examples().checks for example in check.examples]


def found(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(it.check, it.code, normal(it.matched)) for it in findings}


def in_digits_of(zero: str, text: str) -> str:
    digits = {ord("۰") + value: chr(ord(zero) + value) for value in range(10)}
    return text.translate(digits)


@pytest.mark.parametrize(
    "lede", ["با ９９ نوازنده", "با ⑨⑨ نوازنده", "با 𝟵𝟵 نوازنده", "با ९९ نوازنده", "با ߉߉ نوازنده"]
)
def test_a_number_is_invented_in_whatever_digits(brief: Brief, lede: str) -> None:
    every = check_fields(Fields(headline="جشنواره انار", lede=lede, body=""), brief)
    blocking = {(it.check, it.code): it for it in every if it.field == "lede" and it.severity is Severity.BLOCKS}
    assert {("numbers", "not-in-brief"), ("script", "numeral")} <= {*blocking}
    assert "«۹۹»" in blocking["numbers", "not-in-brief"].message
    assert blocking["script", "numeral"].suggestions == ("۹۹",)


@given(st.sampled_from(WRONG), st.sampled_from(ZEROS))
def test_other_digits_hide_nothing(example: CheckExample, zero: str) -> None:
    plain = examples().found(example, example.wrong)
    assert found(plain) <= found(examples().found(example, in_digits_of(zero, example.wrong)))


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\u202e", "\U000e0041", "\ufe0f"])
def test_what_nobody_sees_hides_nothing(brief: Brief, hidden: str) -> None:
    text = f"۹{hidden}۹ نفر در سیر{hidden}جان"
    every = check_text(text, brief=brief)
    numbers, place = (next(it for it in every if it.check == check) for check in ("numbers", "facts"))
    assert (numbers.matched, numbers.severity) == (f"۹{hidden}۹", "blocks")
    assert (place.code, spared(normal(place.matched))) == ("unknown-name", "سیرجان")
    assert {it.severity for it in every if it.code in ("invisible", "bidi")} == {Severity.BLOCKS}


@pytest.mark.parametrize("field", ["kicker", "headline", "lede", "body", "caption", "hashtags"])
@pytest.mark.parametrize("char", ["\u202e", "\u2067", "\u200b", "९", "⑨", "\u061c"])
def test_no_field_is_approved_with_them(field: str, char: str) -> None:
    text = f"را{char}ور"
    fields = Fields.model_validate(
        {"headline": "", "lede": "", "body": "", field: [text] if field == "hashtags" else text}
    )
    assert any(it.severity is Severity.BLOCKS and it.field == field for it in check_fields(fields, only=["script"]))


def test_suggestions_are_in_the_form_that_is_stored() -> None:
    for check in examples().checks:
        for example in check.examples:
            typed = example.wrong.replace("ی", "ي").replace("ک", "ك")
            for finding in examples().found(example, typed):
                assert [*finding.suggestions] == [*map(normal, finding.suggestions)], (check.name, finding)


def test_a_spoken_form_in_arabic_letters_is_mended_into_persian_ones() -> None:
    (finding,) = (it for it in check_text("نان تازه مي\u200cخرن.") if it.code == "informal")
    assert (finding.matched, finding.suggestions) == ("مي\u200cخرن", ("می\u200cخرند",))


@given(st.text("۱۲اي\u200b\u0653\u0654⑩½ﻛ \n\u200fA"), st.data())
def test_every_span_of_the_stored_text_has_its_place(text: str, data: st.DataObject) -> None:
    typed = Typed(text)
    assert typed.stored == normal(text)
    start = data.draw(st.integers(0, len(typed.stored)))
    end = data.draw(st.integers(start, len(typed.stored)))
    span = {"start": start, "end": end, "matched": typed.stored[start:end]}
    told = Finding(check="c", code="c", severity=Severity.WARNS, field="body", message="", **span)
    placed = typed.finding(told)
    assert 0 <= placed.start <= placed.end <= len(text)
    assert text[placed.start : placed.end] == placed.matched
    shown = typed.stored[start:end].strip("\u200c\u200f ")
    assert shown in normal(text[placed.start : placed.end])
