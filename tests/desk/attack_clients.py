"""A process that attacks a desk: each of its threads sends one kind of request as fast as it is answered."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, count, cycle
from multiprocessing.queues import SimpleQueue
from types import MappingProxyType
from typing import Any

import httpx2

from bumi.desk.request import form_token
from tests.desk import attacks

COOKIE = "attack"
FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=bound"}
TOKEN = {"token": form_token(COOKIE)}


def _forms(scale: float) -> Iterator[dict[str, Any]]:
    for body in _made(attacks.FORMS, 11_000_000 * scale):
        yield {"url": "/sign-in", "content": body, "headers": FORM}


def _parts(scale: float) -> Iterator[dict[str, Any]]:
    for body in _made(attacks.PARTS, 11_000_000 * scale):
        yield {"url": "/briefs/paste", "content": body, "headers": PARTS}


def _api(scale: float) -> Iterator[dict[str, Any]]:
    for body in _made(attacks.BRIEFS, 100_000 * scale):
        yield {"url": "/api/briefs", "content": body, "headers": {"content-type": "application/json"}}


def _releases(scale: float) -> Iterator[dict[str, Any]]:
    for text in _made({**attacks.RELEASES, **attacks.TEXTS}, 60_000 * scale):
        yield {"url": "/briefs/paste", "data": {"release": text, **TOKEN}}


def _yamls(scale: float) -> Iterator[dict[str, Any]]:
    for body in _made(attacks.YAMLS, 1_000_000 * scale):
        yield {"url": "/briefs/upload", "data": TOKEN, "files": {"file": ("file", body)}}


def _photos(scale: float) -> Iterator[dict[str, Any]]:
    for body in _made(attacks.PHOTOS, 8_900 * scale):
        yield {"url": "/briefs/1/photo", "data": TOKEN, "files": {"file": ("file", body)}}


def _readings(scale: float) -> Iterator[dict[str, Any]]:
    for text in _made({**attacks.RELEASES, **attacks.TEXTS}, 50_000 * scale):
        yield {"url": "/briefs/1/reading", "data": {"kind": "event", "notes": text, "when": text[:900], **TOKEN}}


def _checks(scale: float) -> Iterator[dict[str, Any]]:
    for text in _made(attacks.TEXTS, 15_000 * scale):
        fields = {"revision": "3", "headline": "خبر", "lede": "خبر تازه", "body": text}
        yield {"url": "/pieces/1/check", "data": {**fields, **TOKEN}}


def _revisions(scale: float) -> Iterator[dict[str, Any]]:
    while True:
        yield {"method": "GET", "url": "/pieces/1/compare?from=2&to=3"}


def _passwords(scale: float) -> Iterator[dict[str, Any]]:
    for number in count():
        yield {"url": "/sign-in", "data": {"name": f"ناشناس {number}", "password": "گل محمدی", **TOKEN}}


KINDS: Mapping[str, tuple[Callable[[float], Iterator[dict[str, Any]]], int]] = MappingProxyType(
    {
        "forms": (_forms, 2),
        "parts": (_parts, 2),
        "api": (_api, 2),
        "releases": (_releases, 2),
        "yamls": (_yamls, 2),
        "photos": (_photos, 6),
        "readings": (_readings, 2),
        "checks": (_checks, 2),
        "revisions": (_revisions, 2),
        "passwords": (_passwords, 20),
    }
)
"""Each kind of request, and how many send it at once."""


@contextmanager
def under_attack(address: str, key: str, scale: float) -> Iterator["SimpleQueue[tuple[str, int]]"]:
    """Attack the desk for the block, with requests of `scale` times their full size; give (kind, status) of answers.

    It begins with the first answer: until then the bodies are made. A process of its own, below the desk's in priority:
    who attacks a desk sits elsewhere, and takes no processor from it.
    """
    context = multiprocessing.get_context("spawn")
    answers: SimpleQueue[tuple[str, int]] = context.SimpleQueue()
    attacker = context.Process(target=_attack, args=(address, key, scale, answers), daemon=True)
    attacker.start()
    try:
        yield answers
    finally:
        attacker.kill()
        attacker.join()
        attacker.close()


def _attack(address: str, key: str, scale: float, answers: "SimpleQueue[tuple[str, int]]") -> None:
    os.nice(10)
    requests = [(kind, made(scale)) for kind, (made, times) in KINDS.items() for _ in range(times)]
    firsts = [next(made) for _, made in requests]
    with ThreadPoolExecutor(len(requests)) as pool:
        for (kind, made), first in zip(requests, firsts, strict=True):
            pool.submit(_send, httpx2.Client(base_url=address, timeout=120), key, kind, first, made, answers)


def _send(
    client: httpx2.Client,
    key: str,
    kind: str,
    first: dict[str, Any],
    others: Iterator[dict[str, Any]],
    answers: "SimpleQueue[tuple[str, int]]",
) -> None:
    client.cookies["bumi"] = COOKIE
    client.headers["authorization"] = f"Bearer {key}"
    for request in chain([first], others):
        answers.put((kind, client.request(**{"method": "POST"} | request).status_code))


_KEPT: dict[tuple[str, float], list[Any]] = {}


def _made(kinds: Mapping[str, Callable[[int], Any]], size: float) -> Iterator[Any]:
    """Give what each of the kinds makes of the size, again and again; it is made once."""
    key = (next(iter(kinds)), size)
    if key not in _KEPT:
        _KEPT[key] = [make(int(size)) for make in kinds.values()]
    return cycle(_KEPT[key])
