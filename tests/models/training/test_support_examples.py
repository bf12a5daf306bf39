"""What the support check learns from and is measured on."""

import random
from collections import Counter

import pytest

from bumi.models.training import support_examples as examples
from bumi.models.training.perturbations import TYPES
from bumi.models.training.support_examples import TRUE, faults, gold, measured, of_notes, trained


def test_what_is_measured_on_is_apart() -> None:
    dev, own = gold(True), gold(False)
    assert dev and own
    assert not {key.partition(":")[0] for key in dev} & {key.partition(":")[0] for key in own}
    assert not {it.text for it in dev.values()} & {it.text for it in own.values()}
    assert len({key.rpartition(":")[0] for key in dev}) > 300


def test_faults_are_of_sentences_that_exist_and_differ_from_them() -> None:
    for dev in (True, False):
        every = [*faults(dev)]
        assert len(every) > 2000
        assert {it.type for it in every} == {*TYPES, TRUE}
        right = {it.text for it in gold(dev).values()}
        assert not [it for it in every if it.sentence in right and not it.follows]


def test_the_dev_set_has_three_thousand_faults_of_every_type() -> None:
    counts = Counter(it.type for it in measured() if not it.follows)
    assert sum(counts.values()) >= 3000
    assert min(counts[type_] for type_ in TYPES) > 50


def test_a_drawing_has_true_and_false_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    few, notes = dict([*gold(False).items()][:500]), dict([*of_notes().items()][:500])
    monkeypatch.setattr(examples, "gold", lambda dev: few)
    monkeypatch.setattr(examples, "of_notes", lambda: notes)
    drawing = trained(1)
    assert drawing == trained(1) != trained(2)
    assert len(drawing) > 2000
    assert 0.3 < sum(it.follows for it in drawing) / len(drawing) < 0.6
    assert not [it for it in random.Random(1).sample(drawing, 500) if not it.premise or not it.sentence]


def test_single_notes_that_are_measured_on_are_not_trained_on() -> None:
    assert not [key for key in of_notes() if key.startswith(("notes/schools", "notes/farming"))]
