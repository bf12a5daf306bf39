"""Channels in a run: opened before the site, sent to after it, whatever becomes of either."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bumi.errors import NotAvailable
from bumi.messengers.stand_in import Fault, StandIn
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts, publication
from bumi.newsroom.states import PostState
from bumi.persian.calendar import now, parse_moment
from bumi.pipeline.channels import channels_after, channels_are_due, opens_at
from bumi.pipeline.single_piece import publish_one
from bumi.publishing.channels.sending import open_channels
from bumi.settings import Settings
from bumi.words import Channel
from tests.messengers.served import bot_of
from tests.publishing.stage import Desk

TOKEN = "987654:AbC"


@pytest.fixture
def bale(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("BUMI_BALE_TOKEN", TOKEN)
    with StandIn(Channel.BALE, TOKEN, "news") as server:
        (home / "channels.yaml").write_text(f"bale:\n  chat: news\n  url: {server.url}\n", "utf-8")
        monkeypatch.setenv("BUMI_CHANNELS", "channels.yaml")
        yield server


def publish(newsroom: Newsroom, **brief: Any) -> int:
    number = Desk(newsroom).approve(channels=["site", "bale"], **brief)
    with newsroom.session() as session:
        taken, _ = publication.claim(session, now(), "", 9)
        publication.finish_all(session, taken, now(), "")
    return number


def test_due_work_is_seen_outside_quiet_hours_and_in_a_crisis_at_any(newsroom: Newsroom, bale: StandIn) -> None:
    settings, morning, night = Settings(), parse_moment("1499/09/04 10:00"), parse_moment("1499/09/04 23:30")

    def due(moment: str) -> bool:
        with newsroom.reading() as session:
            return channels_are_due(session, settings, parse_moment(moment))

    open_channels(newsroom, [bot_of(bale)], now())
    assert not due("1499/09/04 10:00")
    publish(newsroom)
    assert due("1499/09/04 10:00") and not due("1499/09/04 23:30")
    assert opens_at(morning) == morning and opens_at(night) == parse_moment("1499/09/05 07:00")
    publish(newsroom, urgency="crisis", kind="notice")
    assert due("1499/09/04 23:30")
    with newsroom.reading() as session:
        assert not channels_are_due(session, settings.model_copy(update={"channels": None}), morning)


def test_channels_are_served_even_where_the_site_fails(newsroom: Newsroom, bale: StandIn) -> None:
    with pytest.raises(NotAvailable), channels_after(newsroom, Settings()) as said:
        publish(newsroom, urgency="crisis", kind="notice")
        raise NotAvailable("مخزن پاسخ نمی‌دهد؛ آن را ببینید")
    assert [each.state for each in said] == [PostState.POSTED] and len(bale.shown()) == 1


def test_the_button_publishes_and_waits_for_no_messenger(newsroom: Newsroom, bale: StandIn) -> None:
    bale.order(Fault.SLOW, "getMe", seconds=0.2)
    open_channels(newsroom, [bot_of(bale)], now())
    number = Desk(newsroom).approve(channels=["site", "bale"], urgency="crisis", kind="notice")
    assert publish_one(newsroom, Settings(), number) == "" and bale.shown() == []
    [sends] = [each for each in threading.enumerate() if each.name == "channels"]
    sends.join()
    assert len(bale.shown()) == 1


def test_what_a_dead_run_was_posting_is_asked_of_people_where_no_channel_is_open_any_more(
    newsroom: Newsroom, bale: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_channels(newsroom, [bot_of(bale)], now())
    number = publish(newsroom)
    with newsroom.session() as session:
        [row] = channel_posts.of_piece(session, number)
        row.state, row.run, row.next_attempt_at = PostState.POSTING, "send-dead", None
    monkeypatch.delenv("BUMI_CHANNELS")
    for state in (PostState.UNCONFIRMED, PostState.LEFT):
        with channels_after(newsroom, Settings()):
            pass
        with newsroom.reading() as session:
            assert [row.state for row, _ in channel_posts.questions(session)] == [state]
        if state is PostState.UNCONFIRMED:
            Desk(newsroom).withdraw(number)


def test_a_file_that_is_wrong_stops_no_publication(newsroom: Newsroom, bale: StandIn, home: Path) -> None:
    (home / "channels.yaml").write_text("pigeon: {chat: roof}", "utf-8")
    with channels_after(newsroom, Settings()) as said:
        publish(newsroom)
    with newsroom.reading() as session:
        assert said == [] and channel_posts.recorded(session) == []
        assert not channels_are_due(session, Settings(), now())
