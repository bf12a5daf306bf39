import numpy as np

from bumi.persian.loglinear.fitting import Examples, Weights, fit
from bumi.persian.loglinear.ranker import choose, chosen, number


def test_what_is_always_right_is_learnt() -> None:
    good, bad, leave = number("good"), number("bad"), number("leave")
    examples = Examples()
    for _ in range(40):
        examples.add([[leave], [good], [bad, bad]], 1)
        examples.add([[leave], [bad]], 0)
    made: dict[int, Weights] = {}
    fit(examples, 40, 1, lambda epoch, weights: made.update({epoch: weights}))
    assert sorted(made) == list(range(1, 41))
    weights = made[40].tolist()
    assert choose(weights, [[leave], [bad], [good]]).index == 2
    assert choose(weights, [[leave], [good]]).probability > 0.6
    assert choose(weights, [[leave], [bad]]).probability < 0.4


def test_the_same_seed_gives_the_same_weights() -> None:
    def made(seed: int) -> list[float]:
        examples, found = Examples(), [np.zeros(0, np.float32)]
        for at in range(3000):
            examples.add([[], [at % 7, at % 11]], at % 3 % 2)
        fit(examples, 2, seed, lambda _, weights: found.append(weights))
        return list(found[-1].tolist())

    assert made(1) == made(1) != made(2)


def test_a_choice_is_of_what_changes_something() -> None:
    choice = chosen([2.0, 1.0, 1.5])
    assert choice.index == 2
    assert 0 < choice.probability < 0.5
