"""The whole writer over a model that babbles: what it cannot say well stands as a fact, and truly."""

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from bumi.brief import Brief, brief_from, read_briefs
from bumi.checks import plain_sentences
from bumi.models import writer as writers
from bumi.models.planner import Outline, Prompt, outline
from bumi.models.planner.assembly import hashtags
from bumi.models.realiser import Candidate, Nobody
from bumi.models.request import Request
from bumi.models.scoring.reranking import opening
from bumi.models.writer import Writer, requests_of
from bumi.persian.syntax import is_sentence
from bumi.persian.text import numbers

BRIEFS = [
    brief for path in sorted((Path(__file__).parents[2] / "briefs").glob("*.yaml")) for brief in read_briefs(path)
]


class Babbler(Nobody):
    """Writes what is not true and not likely."""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        return [
            [Candidate("۷۷۷ نفر آمدند.", -40.0, 5), Candidate(f"{it.topic} است.", -40.0, 5, True)] for it in requests
        ]


def writer() -> Writer:
    return Writer(Babbler())


def test_every_brief_gets_a_whole_draft() -> None:
    seen: list[tuple[int, int]] = []
    drafts = writer().draft(BRIEFS, seed=1, progress=lambda done, all_: seen.append((done, all_)))
    assert len(drafts) == len(BRIEFS)
    assert seen[-1][0] == seen[-1][1]
    for brief, draft in zip(BRIEFS, drafts, strict=True):
        assert draft.fields.headline and draft.fields.lede and draft.fields.body
        sentences = " ".join(source.text for source in draft.sources)
        whole = " ".join(f"{draft.fields.lede}\n\n{draft.fields.body}".split())
        leading = ("جزئیات: ", "نکته‌ها: ", "چه باید کرد: ")
        assert sentences == reduce(lambda text, words: text.replace(words, ""), leading, whole)
        assert all(f"«{quote.text}" in draft.fields.body for quote in brief.quotes)
        rests = {id_ for source in draft.sources for id_ in source.rests_on}
        assert {f"n{i}" for i in range(1, len(brief.notes) + 1)} <= rests


def test_no_number_that_the_brief_does_not_have() -> None:
    for brief, draft in zip(BRIEFS, writer().draft(BRIEFS, seed=7), strict=True):
        known = {value for _, _, value in numbers(brief.facts())}
        for text in draft.fields.texts().values():
            assert {value for _, _, value in numbers(text)} <= known


def test_a_draft_depends_on_its_brief_and_the_seed_alone() -> None:
    together = writer().draft(BRIEFS[:3], seed=5)
    assert [writer().draft([brief], seed=5)[0] for brief in BRIEFS[:3]] == together


def test_no_two_drafts_of_a_day_open_alike() -> None:
    """What opened alike was written with another seed, which the draft names and which gives it again."""
    event = brief_from(
        {
            "kind": "event",
            "topic": "جشنواره پته",
            "agency": "شهرداری بم",
            "county": "بم",
            "axis": "فرهنگ",
            "when": "شنبه ۷ آذر",
            "notes": ["ورود آزاد"],
        },
        "brief",
    )
    alike = [event, event.model_copy(update={"notes": ("۱۲ غرفه",)})]
    first, second = writer().draft(alike, seed=5)
    assert opening(first.fields.lede) != opening(second.fields.lede)
    assert second.model.seed > 5
    assert writer().draft(alike[1:], seed=second.model.seed) == [second]
    (apart,) = writer().draft(alike[:1], seed=5, ledes=[first.fields.lede])
    assert opening(apart.fields.lede) != opening(first.fields.lede)


def test_an_opening_of_its_own_is_looked_for_twice_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def counted(brief: Brief, rules: Prompt, seed: int, *given: Any) -> Outline:
        tried.append(seed)
        return outline(brief, rules, seed, *given)

    monkeypatch.setattr(writers, "outline", counted)
    brief = next(each for each in BRIEFS if not each.lede)
    (alone,) = writer().draft([brief], seed=5)
    assert tried == [5]
    monkeypatch.setattr(writers, "opening", lambda lede: "همین")
    (same,) = writer().draft([brief], seed=5, ledes=[alone.fields.lede])
    assert same == alone and len(tried) == 1 + 3


def test_what_no_candidate_passed_for_stands_as_noted_and_is_no_fault() -> None:
    (draft,) = writer().draft(BRIEFS[:1])
    points = [source for source in draft.sources if source.text.startswith("• ")]
    assert points and not any(source.plain for source in draft.sources)
    for point in points:
        assert f"\n{point.text}" in draft.fields.body
        (note,) = point.notes
        assert point.text.removeprefix("• ").replace(":", "") == note.replace(":", "")
    assert plain_sentences(draft.fields, draft.sources) == []


def test_a_note_that_is_a_sentence_is_never_left_to_a_model() -> None:
    for brief in BRIEFS:
        asked = [each.text for each in requests_of(brief)]
        assert not any(map(is_sentence, asked))


def test_a_number_is_not_parted_by_a_hashtag() -> None:
    made = BRIEFS[0].model_copy(update={"topic": "زمین‌لرزه ۴.۷ ریشتری"})
    assert not any("۴" in tag for tag in hashtags(made))


def test_hashtags_are_words_of_the_brief() -> None:
    for brief in BRIEFS:
        said = f"{brief.topic} {brief.county} {brief.axis}".replace("\u200c", " ")
        for tag in hashtags(brief):
            assert all(word in said for word in tag.split("_"))


def test_no_brief_is_no_work() -> None:
    assert writer().draft([]) == []
