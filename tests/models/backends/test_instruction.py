"""What a model that does not know our wording is asked."""

import pytest

from bumi.brief import Kind
from bumi.models.backends.instruction import instructed, messages
from bumi.models.request import PLACES, Request
from tests.models.mock import MockTokenizer


def request(kind: Kind, place: str) -> Request:
    return Request.of(kind, place, {"topic": "جشنواره انار", "n1": "۱۲ غرفه"}, ["n1"])


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("place", PLACES)
def test_two_examples_of_the_same_kind_and_place_come_first(kind: Kind, place: str) -> None:
    asked = request(kind, place)
    chat = messages(asked)
    assert [message["role"] for message in chat] == ["user", "assistant", "user", "assistant", "user"]
    heading = asked.prompt().splitlines()[0]
    assert all(f"{heading}\n" in message["content"] for message in chat if message["role"] == "user")
    assert chat[-1]["content"] == asked.prompt()
    assert chat[1] != chat[3]


def test_the_instruction_is_given_once_and_the_beginning_is_shared() -> None:
    first = messages(request(Kind.NOTICE, "body"))
    other = messages(Request.of(Kind.NOTICE, "body", {"topic": "قطع آب", "n1": "تا ساعت ۱۴"}, ["n1"]))
    assert first[:-1] == other[:-1]
    assert sum("فقط همان را بنویس" in message["content"] for message in first) == 1


def test_without_a_chat_template_the_examples_are_one_text() -> None:
    asked = request(Kind.RECAP, "lede")
    first, answer, *_ = messages(asked)
    text = instructed(asked.prompt(), MockTokenizer())
    assert text.startswith(f"{first['content']} {answer['content']}\n\n")
    assert text.endswith(f"\n\n{asked.prompt()}")
