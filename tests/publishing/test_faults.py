"""Fault test: with injected faults nothing is lost, doubled or unreported."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import botocore.auth
import pytest

from bumi.errors import NotAvailable
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.workflow.timeline import timeline
from bumi.publishing.publish import publish_due
from bumi.publishing.run import GRACE
from bumi.settings import Settings
from bumi.storage import open_storage
from tests.publishing.conftest import bucket_settings
from tests.publishing.gateway import Gateway
from tests.publishing.proxy import Fault, Proxy, proxied
from tests.publishing.stage import NOW, Desk, contents, far, rebuilt

_A_FAULT_IN = 4
_MINUTES_TO_RECOVER = 32
"""The longest wait between two attempts, and a run of a minute before and after."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, credentials: None) -> None:
    monkeypatch.setattr("bumi.storage.s3.READ_TIMEOUT_S", 0.5)


@pytest.mark.soak
@pytest.mark.parametrize("fault", [*Fault, None], ids=lambda fault: fault.name.lower() if fault else "all")
def test_nothing_is_lost_or_doubled(
    gateway: Gateway, newsroom: Newsroom, desk: Desk, quick: Path, impatient: None, fault: Fault | None
) -> None:
    numbers = [desk.approve(f"خبر {number}", shade=number) for number in range(far(3, 100))]
    with proxied(gateway.port) as proxy:
        settings = bucket_settings(gateway.url, proxy.url)
        at = _through(newsroom, desk, settings, proxy, fault, numbers, NOW)
        desk.correct(numbers[0], "اصلاحیه در میان آشوب", shade=99)
        at = _through(newsroom, desk, settings, proxy, fault, numbers, at)
        for graces in (1, 2):
            publish_due(newsroom, open_storage(settings), settings, at + graces * GRACE)
        assert proxy.faults
        served = contents(open_storage(settings))
    assert served == rebuilt(newsroom, settings, quick)
    for number in numbers:
        with newsroom.session() as session:
            lines = timeline(session, piece(session, number))
        assert len([line for line in lines if line.to_state is State.PUBLISHED]) == (1 + (number == numbers[0]))
        stumbled = [line for line in lines if line.to_state in (State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)]
        assert all("؛" in line.why for line in stumbled)


def test_an_answer_that_never_comes_costs_no_second_put(
    gateway: Gateway, newsroom: Newsroom, desk: Desk, impatient: None
) -> None:
    desk.approve()
    with proxied(gateway.port) as proxy:
        settings = bucket_settings(gateway.url, proxy.url)
        publish_due(newsroom, open_storage(settings), settings, NOW)
        proxy.misbehave(0.3, Fault.SILENCE, Fault.CUT)
        desk.approve("خبر دوم", shade=2)
        for minutes in range(6):
            _run(newsroom, settings, NOW + timedelta(hours=minutes))
        pages = Counter(path for path in proxy.stored if "/p/" in path)
    assert set(pages.values()) == {1} and len(pages) == 4  # two stories, and how each was made


def test_a_clock_that_is_wrong_is_named(
    gateway: Gateway, newsroom: Newsroom, desk: Desk, s3_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.approve()
    real = botocore.auth.get_current_datetime  # type: ignore[attr-defined]
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *args: real(*args) + timedelta(hours=1))
    with pytest.raises(NotAvailable, match="ساعت این رایانه"):
        publish_due(newsroom, open_storage(s3_settings), s3_settings, NOW)
    assert desk.state(number) is State.APPROVED and "NTP" in desk.problem(number)
    monkeypatch.undo()


def _through(
    newsroom: Newsroom,
    desk: Desk,
    settings: Settings,
    proxy: Proxy,
    fault: Fault | None,
    numbers: list[int],
    at: datetime,
) -> datetime:
    """Publish minute by minute, first through the faults and then without; return when all was out."""
    for chance, minutes in ((1 / _A_FAULT_IN, 2 * len(numbers)), (0, _MINUTES_TO_RECOVER)):
        proxy.misbehave(chance, *((fault,) if fault else ()))
        for _ in range(minutes):
            if all(desk.state(number) is State.PUBLISHED for number in numbers):
                break
            _run(newsroom, settings, at)
            at += timedelta(minutes=1)
    assert all(desk.state(number) is State.PUBLISHED for number in numbers), "it did not recover in time"
    proxy.misbehave(0)
    return at


def _run(newsroom: Newsroom, settings: Settings, at: datetime) -> None:
    try:
        publish_due(newsroom, open_storage(settings), settings, at)
    except NotAvailable:
        return
