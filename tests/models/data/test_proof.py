"""The pairs are sound, and the proof sees what is not."""

from copy import deepcopy
from typing import Any

import pytest

from bumi.checks.registry import check_text
from bumi.models.data.training_examples import read_pairs
from tests.models.data.proof import faults, texts

PAIRS = [*read_pairs(), *read_pairs(dev=True)]


def test_there_are_enough_pairs_and_dev_stands_apart() -> None:
    train, dev = read_pairs(), read_pairs(dev=True)
    assert len(train) >= 800 and len(dev) >= 60
    assert not {pair["brief"]["topic"] for pair in train} & {pair["brief"]["topic"] for pair in dev}


def test_every_pair_is_sound() -> None:
    assert [fault for pair in PAIRS for fault in faults(pair)] == []


def test_every_pair_is_well_set() -> None:
    assert found_in_pairs("script", "punctuation") == []


def test_what_is_learnt_of_half_spaces_finds_next_to_nothing_in_the_pairs() -> None:
    """They were read by people; what the tagger finds there is mostly its own fault: «سبزی تر» is a wet herb."""
    words = sum(len(text.split()) for pair in PAIRS for _, text, _ in texts(pair))
    found = found_in_pairs("halfspace")
    assert len(found) <= 0.0003 * words, found


def found_in_pairs(*checks: str) -> list[str]:
    return [
        f"{finding.matched} in {text}"
        for pair in PAIRS
        for place, text, _ in texts(pair)
        for finding in check_text(text, place, only=checks)
    ]


def _spoilt(**change: Any) -> list[str]:
    pair = deepcopy(PAIRS[0])
    sentence = pair["draft"]["lede"][0]
    sentence |= change
    return faults(pair)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "این برنامه ۹۹۹ شرکت‌کننده دارد."}, "number not in its parts ['999']"),
        ({"text": "جمله‌ای بی‌نقطه"}, "full stop"),
        ({"rests_on": ["n99"]}, "unknown part: n99"),
    ],
)
def test_a_spoilt_pair_is_seen(change: dict[str, Any], fault: str) -> None:
    assert any(found.startswith(fault) for found in _spoilt(**change))


def test_a_note_left_unsaid_and_a_bent_quotation_are_seen() -> None:
    pair = deepcopy(next(pair for pair in PAIRS if pair["brief"]["quotes"]))
    pair["brief"]["notes"].append("۱۷ نکته تازه")
    pair["brief"]["quotes"][0]["text"] += " و بس"
    found = faults(pair)
    assert any(fault.startswith("not said: n") for fault in found)
    assert any(fault.startswith("not quoted once") for fault in found)
