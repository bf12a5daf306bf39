"""A text taken apart loses nothing, and the difference of two texts is both of them."""

from hypothesis import given
from hypothesis import strategies as st

from bumi.desk.annotations import segments, text_runs
from bumi.desk.difference import changes
from bumi.finding import Finding, Severity
from bumi.piece import Source

TEXTS = st.lists(st.sampled_from(["باران", "آمد.", " ", "\n\n", "۳۰", "🙂", "ک\u0651"]), max_size=12).map("".join)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Source], list[Finding]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = [tuple(sorted((draw(places), draw(places)))) for _ in range(draw(st.integers(0, 5)))]
    sources = [Source(field="body", text=text[a:b], rests_on=("n1",), notes=()) for a, b in spans]
    found = [
        Finding(
            check="x", code="y", severity=draw(st.sampled_from(Severity)), field="body", start=a, end=b,
            matched=text[a:b], message="",
        )
        for a, b in spans
    ]  # fmt: skip
    return text, sources, found


@given(texts_with_marks())
def test_taking_apart_loses_nothing(made: tuple[str, list[Source], list[Finding]]) -> None:
    text, sources, found = made
    apart = segments(text, "body", sources, found)
    assert "".join(run.text for stretch in apart for run in stretch.runs) == text
    assert "".join(run.text for run in text_runs(text, "body", found)) == text
    for stretch in apart:
        if stretch.source is not None:
            assert "".join(run.text for run in stretch.runs) == sources[stretch.source].text
    marked = {it for it in range(len(text)) for each in found if each.start <= it < each.end}
    shown = [bool(run.finding) for run in text_runs(text, "body", found) for _ in run.text]
    assert shown == [it in marked for it in range(len(text))]


def test_the_weightiest_of_overlapping_findings_is_shown() -> None:
    def finding(severity: Severity, start: int, end: int) -> Finding:
        return Finding(
            check="x", code=severity, severity=severity, field="body", start=start, end=end, matched="", message=""
        )  # fmt: skip

    cut = text_runs("abcd", "body", [finding(Severity.ADVISES, 0, 4), finding(Severity.BLOCKS, 1, 2)])
    assert [(run.text, run.finding and run.finding.severity.value) for run in cut] == [
        ("a", "advises"), ("b", "blocks"), ("cd", "advises"),
    ]  # fmt: skip


@given(TEXTS, TEXTS)
def test_a_difference_is_both_texts(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(it.text for it in found if it.kind != "came") == before
    assert "".join(it.text for it in found if it.kind != "went") == after
