"""Whatever a model wants to write, nothing that the source does not have is written: by models that babble.

What is invented is judged by words of its own here, not by those of the guard. `make soak` goes over 10,000
generations of each model, `make test` over a hundredth of that.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.calendar import MONTHS, WEEKDAYS
from bumi.numerals import number_words
from bumi.text import normal, numbers
from models.backends.local import LocalRealiser
from models.backends.sampling import sample
from models.constraints.guard import Guard
from models.constraints.tokens import Vocabulary
from models.weights.encoding import encode_prompt
from models.weights.loading import load
from tests.models.mock import MockModel, MockTokenizer
from tests.models.tiny import TINY

AT_ONCE = 25
EXAMPLES = settings().max_examples // 12  # of which each has as many texts
PLAIN = "کارگاه نمایش تالار آب و برای نفر ساعت ۱۲ 12 ١٢ ۱۲۳ ۱۰:۳۰ ۲٫۵ ۱۴۰۵/۷/۱ دو سه سه‌روزه سی بیست صدها هزار"
DATED = "سه‌شنبه شنبه دهم آذر مهرماه فردا AI Café"
WORDS = [*PLAIN.split(), *DATED.split(), "«آب»", "«آب و آینه»", "«۷ نفر AI»"]
SOURCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
FREE = {"یک", "نه"}  # an article, and «no»: what they are is for the checks to judge
NUMBER = {word: str(value) for word, value in number_words().items()}
CALENDAR = {*MONTHS, *WEEKDAYS}


def invented(source: str, text: str) -> set[str]:
    """Return the numbers, days, foreign words and quotations of `text` that `source` does not have."""
    source, text = normal(source), normal(text)
    known = {value for _, _, value in numbers(source)}
    words = set(re.findall(r"\w+(?:\u200c\w+)*", source))
    known |= {NUMBER[it] for word in words - CALENDAR for it in word.split("\u200c") if it in NUMBER}
    quoted = set(re.findall("«[^»]*»", source))
    outside = re.sub("«[^»]*»", " ", text)
    said = set(re.findall(r"\w+(?:\u200c\w+)*", re.sub("[\u064b-\u065f\u0640]", "", outside)))
    return (
        {value for _, _, value in numbers(outside)} - known
        | {word for word in said & NUMBER.keys() - FREE if word not in words and NUMBER[word] not in known}
        | {word for word in said & CALENDAR if word not in words and not any(it.startswith(word) for it in words)}
        | set(re.findall("[A-Za-zÀ-ÿ]+", outside)) - set(re.findall("[A-Za-zÀ-ÿ]+", source))
        | set(re.findall("«[^»]*»", text)) - quoted
        | set(re.findall("[«»\ufffd\n\udc80-\udcff]", outside))
    )


def assert_nothing_invented(model: object, tokenizer: object, vocabulary: Vocabulary, source: str, seed: int) -> None:
    guard = Guard(source, vocabulary)
    prompt = encode_prompt(tokenizer, f"{source}\n=>")
    (written,) = sample(model, [prompt], [guard], AT_ONCE, seed, [24], temperature=1.5, nucleus=1.0)
    for candidate in written:
        assert not guard.violations(candidate.text), candidate.text
        assert not invented(source, candidate.text), candidate.text


@given(source=SOURCES, seed=st.integers(0, 1_000_000))
@settings(max_examples=EXAMPLES)
def test_a_mock_of_noise_invents_nothing(source: str, seed: int) -> None:
    tokenizer = MockTokenizer()
    assert_nothing_invented(MockModel(len(tokenizer), seed), tokenizer, mock_vocabulary(), source, seed)


@pytest.mark.parametrize("family", TINY)
@given(source=SOURCES, seed=st.integers(0, 1_000_000))
@settings(max_examples=EXAMPLES)
def test_a_random_transformer_invents_nothing(
    open_tiny: Callable[[str], LocalRealiser], family: str, source: str, seed: int
) -> None:
    realiser = open_tiny(family)
    assert_nothing_invented(realiser._model, realiser._tokenizer, realiser._vocabulary, source, seed)


@cache
def mock_vocabulary() -> Vocabulary:
    return Vocabulary(MockTokenizer())


@pytest.fixture(scope="module")
def open_tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], LocalRealiser]:
    folder: Path = tmp_path_factory.mktemp("tiny")
    return cache(lambda family: LocalRealiser(*load(TINY[family](folder / family)), family))
