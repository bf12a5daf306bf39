"""The Prefect server of our own: it comes up, answers, and ends with its block."""

import os
import sys

import pytest

from bumi.errors import NotAvailable
from flows.server import answers, prefect_server


def test_a_server_answers_within_its_block_and_is_gone_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with prefect_server() as ready:
        address = ready()
        assert os.environ["PREFECT_API_URL"] == address and answers(address)
    assert not answers(address) and "PREFECT_API_URL" not in os.environ


def test_a_configured_server_is_used_and_no_other_started(prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import PREFECT_API_URL

    own = str(PREFECT_API_URL.value())
    monkeypatch.setenv("PREFECT_API_URL", own)
    with prefect_server() as ready:
        assert ready() == own
    assert answers(own)


def test_a_server_that_cannot_come_up_is_told_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(sys, "executable", "false")
    with prefect_server() as ready, pytest.raises(NotAvailable, match=r"server\.log"):
        ready()
