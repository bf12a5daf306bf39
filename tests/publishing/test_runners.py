"""Concurrent machines on one database put each page once."""

import time
from collections import Counter

import pytest

from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from tests.publishing.conftest import bucket_settings
from tests.publishing.gateway import Gateway
from tests.publishing.proxy import proxied
from tests.publishing.publisher import publish_once, start
from tests.publishing.stage import Desk, far


@pytest.mark.soak
@pytest.mark.parametrize("machines", [2, 4])
def test_no_page_is_put_twice(gateway: Gateway, credentials: None, shared_newsroom: Newsroom, machines: int) -> None:
    desk = Desk(shared_newsroom)
    numbers = [desk.approve(f"خبر {number}", shade=number % 9) for number in range(far(16, 1000))]
    with proxied(gateway.port) as proxy:
        settings = bucket_settings(gateway.url, proxy.url)
        runs = [start(publish_once, shared_newsroom, settings, time.time()) for _ in range(machines)]
        for each in runs:
            each.join()
        assert [each.exitcode for each in runs] == [0] * machines
        pages = Counter(path for path in proxy.stored if "/p/" in path)
    assert {desk.state(number) for number in numbers} == {State.PUBLISHED}
    assert len(pages) == 2 * len(numbers) and set(pages.values()) == {1}  # the story, and how it was made
