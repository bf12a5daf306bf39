"""What is told in words of its own has its note's numbers, and nothing that the guard would not let be written."""

from bumi.brief import Kind
from bumi.models.constraints.guard import violations
from bumi.models.data.training_examples import dev_briefs, read_notes, request_of
from bumi.models.scoring.faithfulness import values
from bumi.persian.text import normal
from bumi.settings import ROOT

TOLD = read_notes(ROOT / "models" / "data" / "told")


def test_they_are_many_and_no_sentence_stands_twice() -> None:
    assert len(TOLD) > 10_000
    assert len({item["sentence"] for item in TOLD}) == len(TOLD)


def test_none_is_of_a_brief_to_measure_by() -> None:
    assert {brief.topic for brief in dev_briefs()}.isdisjoint(item["topic"] for item in TOLD)


def test_each_is_a_note_of_a_kind_with_a_sentence_as_we_write_it() -> None:
    for item in TOLD:
        assert list(item) == ["kind", "topic", "note", "sentence"]
        assert Kind(item["kind"])
        assert all(value and value == normal(value) for value in item.values()), item
        assert item["sentence"].endswith("."), item


def test_a_sentence_has_the_numbers_of_its_note_and_none_besides() -> None:
    for item in TOLD:
        assert not violations(request_of(item).source(), item["sentence"]), item
        assert values(item["note"]) <= values(item["sentence"]), item
