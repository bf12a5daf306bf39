"""The pairs are the project's voice: they keep their own rules, and dev never slips into training."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import brief_from
from bumi.models.constraints.guard import violations
from bumi.models.data.training_examples import (
    Preference,
    dev_briefs,
    examples,
    fragments,
    is_woven,
    parts_of,
    read_notes,
    read_pairs,
    read_preferences,
    request_of,
)
from bumi.models.planner import may_be_woven
from bumi.persian.text import ZWNJ, digits_to_persian, flat, normal

PAIRS = read_pairs() + read_pairs(dev=True)


def test_there_are_enough_and_dev_is_apart() -> None:
    train, dev = ({pair["brief"]["topic"] for pair in read_pairs(dev=which)} for which in (False, True))
    assert len(read_pairs(dev=True)) >= 60
    assert not train & dev


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["brief"]["topic"])
def test_a_pair_keeps_the_rules(pair: dict[str, object]) -> None:
    made = brief_from({**pair["brief"], "kind": pair["kind"]}, "pair")  # type: ignore[dict-item]
    draft = pair["draft"]
    assert isinstance(draft, dict)
    sentences = [*draft["lede"], *(sentence for paragraph in draft["body"] for sentence in paragraph)]
    said = {id_ for sentence in sentences for id_ in sentence["rests_on"]}
    assert said <= set(made.parts()), "ids"
    assert {id_ for id_ in made.parts() if id_[0] in "nq"} <= said, "coverage"
    for sentence in sentences:
        assert normal(sentence["text"]) == sentence["text"]
        assert f" {ZWNJ}" not in sentence["text"] and f"{ZWNJ} " not in sentence["text"]
    quoted = flat(" ".join(sentence["text"] for sentence in sentences))
    for quote in made.quotes:
        if any(f"«{quote.text[:12]}" in sentence["text"] for sentence in sentences):
            assert flat(quote.text).rstrip(". ") in quoted


def test_answers_invent_no_number_quotation_or_day() -> None:
    """The guard holds the model to its request; answers that break it would teach what it may not write."""
    asked, broken = 0, []
    for pair in read_pairs():
        source = "\n".join(parts_of(pair["brief"]).values())
        for example in examples(pair):
            asked += 1
            broken += [(example.answer, wrong)] if (wrong := violations(source, example.answer)) else []
    assert len(broken) <= 0.03 * asked, broken[:10]


def test_the_notes_are_many_and_no_sentence_stands_twice() -> None:
    sentences = [item["sentence"] for item in read_notes()]
    assert len(sentences) >= 3000
    assert len(set(sentences)) == len(sentences)


def test_the_sentences_of_notes_that_may_be_woven_are_woven() -> None:
    """What the model learns is what it may write, but for a few (docs/experiments.md)."""
    asked = [it for it in read_notes() if it.get("place") != "lede" and may_be_woven(it["note"])]
    assert all(value == normal(value) for item in asked for value in item.values())
    astray = [item["sentence"] for item in asked if not is_woven(item)]
    assert len(asked) > 9000 and len(astray) <= 0.05 * len(asked), astray


def test_no_sentence_of_a_note_has_a_number_quotation_or_day_of_its_own() -> None:
    for item in read_notes():
        assert not violations(request_of(item).source(), item["sentence"]), item["sentence"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("پارکینگ جلوی مدرسه؛ توقف در کوچه ممنوع", ["پارکینگ جلوی مدرسه", "توقف در کوچه ممنوع"]),
        ("۱۲ غرفه؛ رایگان", ["۱۲ غرفه؛ رایگان"]),
        ("کلاس‌ها صبح برگزار شد. عصر نمایشگاه باز بود", ["کلاس‌ها صبح برگزار شد", "عصر نمایشگاه باز بود"]),
        ("گفت «آب کم است؛ باید صرفه‌جویی کرد» و رفت", ["گفت «آب کم است؛ باید صرفه‌جویی کرد» و رفت"]),
        ("۱۲.۵ هکتار باغ پسته آبیاری شد", ["۱۲.۵ هکتار باغ پسته آبیاری شد"]),
    ],
)
def test_splits_only_what_stands_alone(note: str, expected: list[str]) -> None:
    assert fragments(note, whole=0) == expected


@given(st.lists(st.sampled_from(["آب", "سد", "؛", "باغ", ".", "اما", "«", "»", "۱۲"]), min_size=1).map(" ".join))
def test_no_word_is_lost_or_doubled(note: str) -> None:
    def kept(text: str) -> list[str]:
        return [word for word in text.split() if word in ("آب", "سد", "باغ", "۱۲")]

    assert [word for piece in fragments(note, whole=0) for word in kept(piece)] == kept(note)


def test_a_short_note_stays_whole() -> None:
    note = "میانگین تخلیه ۳ دقیقه و ۴۰ ثانیه؛ در مانور پیش ۵ دقیقه بود"
    assert fragments(note) == [note]


LEARNT, APART = read_preferences(), read_preferences(apart=True)


def said(each: Preference) -> tuple[str, ...]:
    return (*each.good, *each.bad)


def test_there_are_some_to_learn_from_and_some_to_measure_by() -> None:
    assert len(LEARNT) > 1500
    assert len(APART) > 300
    assert sum(bool(each.good and each.bad) for each in LEARNT) > 1000


def test_what_is_kept_apart_is_of_other_briefs() -> None:
    apart = {each.request.topic for each in APART}
    assert apart.isdisjoint(each.request.topic for each in LEARNT)
    assert not {brief.topic for brief in dev_briefs()} & {each.request.topic for each in (*LEARNT, *APART)}


@pytest.mark.parametrize("every", [LEARNT, APART], ids=["learnt", "apart"])
def test_a_sentence_is_good_or_bad_and_stands_once(every: list[Preference]) -> None:
    for each in every:
        assert said(each), each.request
        assert len({*said(each)}) == len(said(each)), said(each)


@pytest.mark.parametrize("every", [LEARNT, APART], ids=["learnt", "apart"])
def test_the_text_is_persian_as_we_write_it(every: list[Preference]) -> None:
    for each in every:
        for text in said(each):
            assert text == normal(text) == digits_to_persian(text), text
            assert text.endswith("."), text


@pytest.mark.parametrize("every", [LEARNT, APART], ids=["learnt", "apart"])
def test_good_sentences_of_notes_that_may_be_woven_are_woven(every: list[Preference]) -> None:
    notes = [each for each in every if each.request.place == "body" and len(each.request.parts) == 1]
    asked = [(each, text) for each in notes if may_be_woven(each.request.parts[0][1]) for text in each.good]
    astray = [text for each, text in asked if not each.request.is_woven(text)]
    assert len(astray) <= 0.07 * len(asked), astray
