"""What a check saw, and its fixes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bumi.finding import Finding, Severity, apply_fixes, blocking


def finding(text: str, start: int, end: int, *suggestions: str, safe: bool = True, field: str = "body") -> Finding:
    return Finding(
        check="letters",
        code="arabic",
        severity=Severity.WARNS,
        field=field,
        start=start,
        end=end,
        matched=text[start:end],
        message="پیام",
        suggestions=suggestions,
        safe=safe,
    )


def test_a_fingerprint_outlives_changes_around_the_span() -> None:
    before, after = "كتاب", "این كتاب"
    assert finding(before, 0, 4).fingerprint == finding(after, 4, 8).fingerprint
    assert finding(before, 0, 4).fingerprint != finding(before, 0, 3).fingerprint
    assert finding(before, 0, 4).fingerprint != finding(before, 0, 4, field="lede").fingerprint


def test_a_finding_survives_json() -> None:
    found = finding("كتاب", 0, 4, "کتاب")
    assert Finding.model_validate(found.model_dump(exclude={"fingerprint"})) == found
    assert found.model_dump()["fingerprint"] == found.fingerprint


def test_safe_fixes_are_applied_and_others_left() -> None:
    text = "كتاب ، 12"
    fixes = [finding(text, 7, 9, "۱۲", safe=False), finding(text, 4, 6, "،"), finding(text, 0, 1, "ک", "گ")]
    assert apply_fixes(text, fixes) == "کتاب، 12"


def test_of_overlapping_fixes_the_first_is_applied() -> None:
    assert apply_fixes("abcd", [finding("abcd", 1, 3, "X"), finding("abcd", 2, 4, "Y")]) == "aXd"


def test_an_insertion_keeps_its_place() -> None:
    assert apply_fixes("ab", [finding("ab", 1, 1, "-"), finding("ab", 2, 2, ".")]) == "a-b."


@given(st.text(max_size=30), st.data())
def test_what_no_fix_touches_stays(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    same = [finding(text, start, end, text[start:end]) for start, end in pairwise(cuts)]
    assert apply_fixes(text, same) == text


def test_only_blocking_findings_stop_an_approval() -> None:
    warns = finding("x", 0, 1)
    blocks = warns.model_copy(update={"severity": Severity.BLOCKS})
    assert blocking([warns, blocks]) == [blocks]
    assert [severity.persian for severity in Severity] == ["مانع", "هشدار", "پیشنهاد"]
