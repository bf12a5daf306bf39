"""Whatever a model wants to write, nothing that the source does not have is written: by models that babble.

What is invented is judged by words of its own here, not by those of the guard. `make soak` goes over 10,000
generations of each model, `make test` over a hundredth of that.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.models.constraints.guard import Guard
from bumi.models.constraints.tokens import TokenVocabulary, joined
from bumi.models.weights.loading import encode_prompt, load
from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.numbers import number_words
from bumi.persian.text import normal, numbers
from tests.models.mock import MockModel, MockTokenizer
from tests.models.tiny import TINY

AT_ONCE = 25
_LONGEST, _HEAT = 24, 1.5  # tokens; of the drawing
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


def assert_nothing_invented(
    model: object, tokenizer: object, vocabulary: TokenVocabulary, source: str, seed: int
) -> None:
    guard = Guard(source, vocabulary)
    for text in babbled(model, encode_prompt(tokenizer, f"{source}\n=>"), guard, seed):
        assert not guard.violations(text), text
        assert not invented(source, text), text


def babbled(model: Any, prompt: list[int], guard: Guard, seed: int) -> list[str]:
    """Return what the model writes under `guard`, drawn a token at a time; texts that come to no end are left out."""
    chance = torch.Generator().manual_seed(seed)
    rows, texts, ended = [[*prompt] for _ in range(AT_ONCE)], [""] * AT_ONCE, list[str]()
    for _ in range(_LONGEST):
        with torch.inference_mode():
            logits = model(input_ids=torch.tensor(rows)).logits[:, -1].float()
        masks = torch.stack([guard.mask(text) for text in texts])
        going = [at for at in range(len(rows)) if masks[at].any()]
        if not going:
            break
        likely = torch.softmax(logits[going].masked_fill(~masks[going], -torch.inf) / _HEAT, -1)
        drawn = torch.multinomial(likely, 1, generator=chance)[:, 0].tolist()
        ended += [texts[at] for at, token in zip(going, drawn, strict=True) if token in guard.vocabulary.ends]
        left = [(at, token) for at, token in zip(going, drawn, strict=True) if token not in guard.vocabulary.ends]
        rows = [[*rows[at], token] for at, token in left]
        texts = [joined(texts[at], guard.vocabulary.text[token]) for at, token in left]
        if not rows:
            break
    return [text.strip() for text in ended if text.strip()]


@given(source=SOURCES, seed=st.integers(0, 1_000_000))
@settings(max_examples=EXAMPLES)
def test_a_mock_of_noise_invents_nothing(source: str, seed: int) -> None:
    tokenizer = MockTokenizer()
    assert_nothing_invented(MockModel(len(tokenizer), seed), tokenizer, mock_vocabulary(), source, seed)


@pytest.mark.parametrize("family", TINY)
@given(source=SOURCES, seed=st.integers(0, 1_000_000))
@settings(max_examples=EXAMPLES)
def test_a_random_transformer_invents_nothing(
    open_tiny: Callable[[str], tuple[Any, Any, TokenVocabulary]], family: str, source: str, seed: int
) -> None:
    assert_nothing_invented(*open_tiny(family), source, seed)


@cache
def mock_vocabulary() -> TokenVocabulary:
    return TokenVocabulary(MockTokenizer())


@pytest.fixture(scope="module")
def open_tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Any, Any, TokenVocabulary]]:
    folder: Path = tmp_path_factory.mktemp("tiny")

    @cache
    def opened(family: str) -> tuple[Any, Any, TokenVocabulary]:
        model, tokenizer = load(TINY[family](folder / family))
        known = model.get_output_embeddings().weight.shape[0]
        return model, tokenizer, TokenVocabulary(tokenizer, known, model.generation_config.eos_token_id)

    return opened
