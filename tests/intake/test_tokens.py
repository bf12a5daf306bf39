"""Tokens of the question form: nobody else can make one, they grow old, and each is used once, also all at once."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.errors import BadInput, TooMany
from bumi.intake.tokens import VALID_S, FormTokens
from tests.intake.stage import Clock


def test_a_token_is_read_by_who_made_it_until_it_is_stale(clock: Clock) -> None:
    tokens = FormTokens(clock)
    token = tokens.new()
    text = tokens.text(token)
    assert tokens.read(text) == token and FormTokens(clock).read(text) is None
    assert tokens.read(tokens.text(token._replace(solved=True))) == token._replace(solved=True)
    clock.seconds += VALID_S - 1
    assert tokens.read(text) == token
    clock.seconds += 1
    assert tokens.read(text) is None


@given(st.text(max_size=100) | st.binary(max_size=100).map(lambda raw: raw.decode("latin-1")))
def test_nobody_else_can_make_one(forged: str) -> None:
    assert FormTokens().read(forged) is None


@given(st.integers(0, 51), st.sampled_from("ABCDwxyz0189-_"))
def test_nobody_else_can_change_one(at: int, other: str) -> None:
    tokens = FormTokens()
    text = tokens.text(tokens.new())
    changed = text[:at] + other + text[at + 1 :]
    assert (tokens.read(changed) is not None) is (changed == text)


TYPED = "/ask", "چرا آب نیست؟"


def test_one_token_is_accepted_once_however_often_and_fast_it_is_sent() -> None:
    tokens, accepted = FormTokens(), list[int]()

    async def accept() -> str:
        accepted.append(1)
        await asyncio.sleep(0.01)
        return f"code{len(accepted)}"

    async def send_many() -> list[str]:
        token = tokens.new()
        return [
            *await asyncio.gather(*(tokens.once(token, TYPED, accept) for _ in range(50))),
            await tokens.once(token, TYPED, accept),
        ]

    assert set(asyncio.run(send_many())) == {"code1"} and accepted == [1]


def test_a_used_token_with_something_else_is_refused() -> None:
    tokens = FormTokens()

    async def accept() -> str:
        return "code"

    async def scene() -> None:
        token = tokens.new()
        assert await tokens.once(token, TYPED, accept) == "code"
        for other in (("/ask", "چرا برق نیست؟"), ("/join/x", TYPED[1]), (*TYPED, ""), ("/ask\n", TYPED[1])):
            with pytest.raises(BadInput, match="نوشته دیگری"):
                await tokens.once(token, other, accept)
        assert await tokens.once(token, TYPED, accept) == "code"

    asyncio.run(scene())


def test_who_goes_away_is_accepted_all_the_same_and_who_was_refused_may_send_again() -> None:
    tokens, accepted = FormTokens(), list[str]()

    async def accept() -> str:
        await asyncio.sleep(0.01)
        accepted.append("code")
        return "code"

    async def refuse() -> str:
        raise TooMany("later", 60)

    async def scene() -> None:
        token = tokens.new()
        with pytest.raises(TooMany):
            await tokens.once(token, TYPED, refuse)
        sending = asyncio.create_task(tokens.once(token, TYPED, accept))
        await asyncio.sleep(0)
        sending.cancel()
        assert await tokens.once(token, TYPED, accept) == "code"

    asyncio.run(scene())
    assert accepted == ["code"]


def test_used_tokens_are_forgotten_once_they_are_stale(clock: Clock) -> None:
    tokens = FormTokens(clock)

    async def accept() -> str:
        return "code"

    async def use(count: int) -> None:
        for _ in range(count):
            await tokens.once(tokens.new(), TYPED, accept)

    asyncio.run(use(100))
    clock.seconds += VALID_S
    asyncio.run(use(1))
    assert len(tokens._used) == 1
