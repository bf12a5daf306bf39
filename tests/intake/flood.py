"""A process that floods the question form: each question from another address, its sum solved, and some sent twice."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2

from tests.intake.forms import filled

WAIT_S = 2.1  # a form that is sent sooner is a program's
PROVIDERS = 20
"""The networks of a /16 that the addresses lie in."""

_TWICE = 4  # every so many forms is sent twice at the same time
_SILENCE_S = 60
_TRIALS = 4


@dataclass
class Flood:
    """What came of a flood: answers by status, the codes that each form got, and the seconds of each request."""

    statuses: list[int] = field(default_factory=list)
    codes: list[tuple[str, ...]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def flood(address: str, count: int, within_s: float) -> Flood:
    """Send `count` questions within so many seconds; whoever floods sits elsewhere, and takes no processor from us."""
    os.nice(10)
    return asyncio.run(_flood(address, count, within_s))


async def _flood(address: str, count: int, within_s: float) -> Flood:
    made, begun = Flood(), time.monotonic()
    limits = httpx2.Limits(max_connections=150)
    client = httpx2.AsyncClient(base_url=address, timeout=_SILENCE_S, limits=limits)
    async with client, asyncio.TaskGroup() as group:
        for number, address_of in zip(range(count), _addresses(), strict=False):
            await asyncio.sleep(max(0.0, begun + number * within_s / count - time.monotonic()))
            group.create_task(_ask(client, made, number, address_of))
    return made


async def _ask(client: httpx2.AsyncClient, made: Flood, number: int, address: str) -> None:
    headers = {"x-forwarded-for": address}
    try:
        page = await _answer(client, made, "GET", headers)
        await asyncio.sleep(WAIT_S)
        form = filled(page.text) | {"text": f"پرسش شماره {number} از کدام دستگاه است؟ {'چرا ' * (number % 200)}"}
        times = 2 if number % _TWICE == 0 else 1
        answers = await asyncio.gather(*(_answer(client, made, "POST", headers, form) for _ in range(times)))
        made.codes.append(tuple(each.headers["location"] for each in answers if each.status_code == 303))
    except (httpx2.HTTPError, AssertionError) as error:
        made.failed.append(f"{number}: {type(error).__name__}")


async def _answer(
    client: httpx2.AsyncClient, made: Flood, method: str, headers: dict[str, str], form: dict[str, str] | None = None
) -> httpx2.Response:
    """Return the answer to a request, which is sent again as it is where its answer is lost."""
    for trial in range(_TRIALS):
        begun = time.monotonic()
        try:
            answer = await client.request(method, "/ask", data=form, headers=headers)
        except httpx2.TransportError:
            if trial + 1 == _TRIALS:
                raise
            continue
        made.seconds.append(time.monotonic() - begun)
        made.statuses.append(answer.status_code)
        return answer
    raise AssertionError("no answer")


def _addresses() -> Iterator[str]:
    for number in range(2**16):
        yield f"10.{number % PROVIDERS}.{number >> 8}.{number & 255}"
