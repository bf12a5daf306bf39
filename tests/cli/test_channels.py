"""Channels from the command line: what is published is sent, and what is unknown is answered."""

from datetime import timedelta
from pathlib import Path

import pytest

from bumi.messengers.stand_in import Fault, StandIn
from bumi.words import Channel
from tests.cli.conftest import BRIEF, Bumi

TOKEN = "1:token"


@pytest.fixture
def bumi(bumi: Bumi, home: Path) -> Bumi:
    """Run `bumi` where the brief is for Bale and, so that no hour is quiet, of a crisis."""
    (home / "brief.yaml").write_text(f"{BRIEF}channels: [site, bale]\nurgency: crisis\n", "utf-8")
    return bumi


def test_what_is_published_is_sent_and_an_editor_answers_what_is_unknown(
    waiting: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUMI_BALE_TOKEN", TOKEN)
    monkeypatch.setattr("bumi.publishing.channels.sender._REST", timedelta())
    with StandIn(Channel.BALE, TOKEN, "@kerman") as server:
        (home / "channels.yaml").write_text(f'bale:\n  chat: "@kerman"\n  url: {server.url}\n', "utf-8")
        (home / ".env").write_text("BUMI_CHANNELS=channels.yaml\n", "utf-8")
        server.order(Fault.CUT, "sendPhoto")
        waiting("approve", "1", "--as", "sara")
        said = waiting("publish", "--json")
        assert [it["result"] for it in said.data] == ["published", "unconfirmed"] and said.status == 1
        assert waiting("publish", "--json").data == [] and len(server.book) == 1
        told = waiting("channels", "list", "--json")
        assert told.status == 1 and told.data["channels"][0]["problem"]
        assert [(it["piece"], it["channel"], it["state"]) for it in told.data["waiting"]] == [
            (1, "bale", "unconfirmed")
        ]
        assert "نامعلوم" in waiting("channels", "list").out
        assert waiting("channels", "confirm", "1", "bale", "--as", "ali").status == 1
        (id,) = server.book
        confirmed = waiting("channels", "confirm", "1", "bale", "--where", id, "--as", "sara", "--json")
        assert [it["state"] for it in confirmed.data["waiting"]] == ["posted"]
        assert waiting("channels", "list").status == 0
        assert waiting("channels", "resend", "1", "bale", "--as", "sara").status == 1, "it is there"
        assert waiting("channels", "resend", "1", "post", "--as", "sara").status == 2
        waiting("withdraw", "1", "--as", "sara", "--why", "نادرست بود")
        assert [it["result"] for it in waiting("publish", "--json").data] == ["deleted"] and server.shown() == []
