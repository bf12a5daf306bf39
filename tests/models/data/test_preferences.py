"""The preferences say what they should: sentences of the very notes that the writer could have woven of them."""

import pytest

from bumi.models.data.preferences import Preference, read_preferences
from bumi.models.data.training_examples import dev_briefs
from bumi.models.planner import may_be_woven
from bumi.persian.text import digits_to_persian, normal

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
