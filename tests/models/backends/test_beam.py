"""Beam search finds the likeliest woven text, and none that is not finished."""

from itertools import pairwise

from models.backends.beam import beam_search
from models.constraints.automaton import Thread
from models.constraints.constraint import Weave
from models.constraints.guard import Guard
from models.constraints.tokens import Vocabulary
from models.realiser import Candidate
from models.weights.encoding import encode_prompt
from tests.models.mock import MockModel, MockTokenizer

TOKENIZER = MockTokenizer()
VOCABULARY = Vocabulary(TOKENIZER)
SOURCES = ["آب و نان", "۱۲ نفر، ورود آزاد"]


def searched(width: int = 6, limit: int = 400, seed: int = 3) -> list[list[Candidate]]:
    model, prompts = MockModel(len(TOKENIZER), seed), [encode_prompt(TOKENIZER, source) for source in SOURCES]
    weaves = [Weave(Thread(source), Guard(source, VOCABULARY)) for source in SOURCES]
    return beam_search(model, prompts, weaves, width, [limit] * len(SOURCES))


def test_the_likeliest_comes_first_and_each_once() -> None:
    for candidates in searched():
        assert candidates
        assert all(one.gain >= other.gain for one, other in pairwise(candidates))
        assert len({candidate.text for candidate in candidates}) == len(candidates) <= 6


def test_a_wider_beam_finds_what_is_likelier() -> None:
    """On the whole, that is: of one model a wider beam may lose the way that a narrow one took."""

    def likeliest(width: int) -> float:
        return sum(candidates[0].gain for seed in range(8) for candidates in searched(width, seed=seed))

    assert likeliest(12) > likeliest(2)


def test_a_text_of_each_prompt_has_its_own_words() -> None:
    first, second = searched()
    assert "نان" in first[0].text and "آزاد" in second[0].text


def test_what_is_not_finished_in_time_is_left_out() -> None:
    assert searched(limit=5) == [[], []]
