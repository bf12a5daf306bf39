"""Decoding held to the schema and to the source: any model of transformers writes an answer that invents nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
import torch

from bumi.models.constraints.guard import violations
from bumi.models.constraints.schema import PieceAnswer, piece_schema, read_answer
from bumi.models.constraints.source import SourceConstraint
from bumi.models.constraints.tokens import TokenVocabulary
from bumi.models.realiser import StructuredQuestion
from bumi.models.weights.loading import load
from tests.models.mock import MockTokenizer
from tests.models.tiny import TINY

PARTS = {"topic": "قطع آب", "n1": "قطع آب زرند از ۸ تا ۱۴", "n2": "۲ تانکر", "q1": "علی رضایی: «آب می‌آید»"}
CONTEXT = ("قطع آب", "آبفا", "زرند")
HOLDER = re.compile(r"\{\{q1\}\}")


class Signs(MockTokenizer):
    """Tokens of one letter, with the signs of JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = [*dict.fromkeys([*self.tokens, *'"{}[]:,_', *"abcdefghijklmnopqrstuvwxyz"])]


def following(written: str) -> set[str]:
    """Return what may follow: the texts of the tokens that are left."""
    tokenizer: Any = Signs()
    vocabulary = TokenVocabulary(tokenizer, len(tokenizer.tokens))
    constraint = SourceConstraint(vocabulary, PARTS, CONTEXT, 0)
    constraint._text = written
    scores = constraint(torch.zeros((1, 0), dtype=torch.long), torch.zeros((1, vocabulary.size)))
    return {text for text, score in zip(vocabulary.text, scores[0].tolist(), strict=True) if score == 0}


def test_a_text_has_the_numbers_of_the_parts_that_it_names() -> None:
    assert {"۸", "۱"} <= following('{"lede":[{"rests_on":["n1"],"text":"از ساعت ')
    assert "۲" not in following('{"lede":[{"rests_on":["n1"],"text":"از ساعت ')
    assert "۲" in following('{"lede":[{"rests_on":["n1"],"text":"آب."},{"rests_on":["n2"],"text":"')


def test_outside_of_texts_the_schema_alone_decides() -> None:
    assert following('{"lede":[{"rests_on":["') >= {"n", "q", "۵"}


def test_a_headline_has_the_numbers_of_all_parts() -> None:
    assert {"۲", "۸"} <= following('{"headline":"')


def test_a_number_is_finished_before_the_text_is() -> None:
    assert '"' not in following('{"lede":[{"rests_on":["n1"],"text":"تا ساعت ۱')
    assert '"' in following('{"lede":[{"rests_on":["n1"],"text":"تا ساعت ۱۴')


def test_a_place_holder_may_be_written_where_its_quotation_is_cited() -> None:
    begun = '{"lede":[{"rests_on":["q1"],"text":"او گفت: '
    assert "{" in following(begun) and "{" not in following(begun.replace("q1", "n1"))
    assert following(begun + "{{") == {"q"} and following(begun + "{{q1") == {"}"}
    assert '"' in following(begun + "{{q1}}")


def capped(node: Any) -> Any:
    """Return a schema of short texts and lists, as random models never come to an end."""
    if isinstance(node, list):
        return [capped(each) for each in node]
    if not isinstance(node, dict):
        return node
    bounds = {"maxLength": 30, "maxItems": 2}
    return {key: bounds.get(key, value) if isinstance(value, int) else capped(value) for key, value in node.items()}


@pytest.mark.parametrize("family", ["llama", "qwen"])
def test_any_family_of_models_answers_and_cannot_invent(tmp_path: Path, family: str) -> None:
    pytest.importorskip("llguidance", reason="real part missing: llguidance is not installed")
    from bumi.models.backends.local import TransformerModel

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # two of a tiny model wait for each other
    try:
        model = TransformerModel(*load(TINY[family](tmp_path / family)), family, tokens=900)
        asked = StructuredQuestion([{"role": "user", "content": "بنویس"}], capped(piece_schema(PARTS)), PARTS, CONTEXT)
        text = model.answer(asked, seed=1)
        assert model.answer(asked, seed=1) == text
    finally:
        torch.set_num_threads(threads)
    answer = read_answer(PieceAnswer, text)
    assert answer
    for said in (*answer.lede, *(it for paragraph in answer.paragraphs for it in paragraph)):
        source = "\n".join([*CONTEXT, *(PARTS[id_] for id_ in said.rests_on)])
        assert not violations(source, HOLDER.sub(" ", said.text))
