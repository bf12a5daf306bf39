"""The pairs are the project's voice: they keep their own rules, and dev never slips into training."""

import pytest

from bumi.brief import brief_from
from bumi.models.constraints.guard import violations
from bumi.models.data.training_examples import examples, is_woven, parts_of, read_notes, read_pairs, request_of
from bumi.models.planner import may_be_woven
from bumi.persian.text import ZWNJ, flat, normal

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
