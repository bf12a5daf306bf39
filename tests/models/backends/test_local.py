"""A model writes freely: its scores are likelihoods, and what is not woven of its note is dropped."""

from typing import Any

import pytest
import torch

from bumi.brief import Kind
from bumi.models.backends.local import LocalRealiser
from bumi.models.request import Request
from bumi.models.weights.loading import encode_prompt, load
from tests.models.tiny import TINY

SHORT = Request(Kind.EVENT, "body", "کارگاه پته", (("n1", "ظرفیت ۳۰ نفر"),))
LONG = Request(Kind.NOTICE, "body", "قطع آب در زرند", (("n1", "دو تانکر سیار در میدان امام و بلوار کشاورز"),))


@pytest.fixture(scope="module")
def realiser(tmp_path_factory: pytest.TempPathFactory) -> LocalRealiser:
    return LocalRealiser(*load(TINY["gemma"](tmp_path_factory.mktemp("tiny"))), "tiny", "own")


def test_what_is_not_woven_is_dropped(realiser: LocalRealiser) -> None:
    assert realiser.realise([SHORT, LONG], 1) == [[], []]


def test_a_score_is_the_log_probability_of_the_text_and_its_end(
    realiser: LocalRealiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Request, "is_woven", lambda request, text: True)
    decode, rows = realiser._tokenizer.batch_decode, []

    def kept(ids: Any, **options: Any) -> list[str]:
        rows.extend(ids.tolist())
        texts: list[str] = decode(ids, **options)
        return texts

    monkeypatch.setattr(realiser._tokenizer, "batch_decode", kept)
    (written,) = realiser.realise([LONG], 1)
    assert [each.gain for each in written] == sorted((each.gain for each in written), reverse=True)
    prompt, model = encode_prompt(realiser._tokenizer, LONG.prompt()), realiser._model
    for candidate, row in zip(written, rows, strict=True):
        said = row[: row.index(realiser._tokenizer.eos_token_id) + 1]
        with torch.inference_mode():
            likely = torch.log_softmax(model(torch.tensor([prompt + said])).logits[0].float(), -1)
        alone = sum(float(likely[len(prompt) - 1 + at, token]) for at, token in enumerate(said))
        assert candidate.gain == pytest.approx(alone, rel=0.05)


def test_requests_of_any_length_have_their_own_texts(realiser: LocalRealiser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Request, "is_woven", lambda request, text: True)
    together = realiser.realise([LONG, SHORT, LONG], 1)
    assert together[0] == together[2] != together[1]
    assert together[1][0].gain == pytest.approx(realiser.realise([SHORT], 1)[0][0].gain, rel=0.05)


def test_no_request_is_no_work(realiser: LocalRealiser) -> None:
    assert realiser.realise([], 1) == []
