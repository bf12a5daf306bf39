"""Crash test: sending is killed at random moments; nothing is posted twice, or lost once people have looked."""

import random
import time
from contextlib import ExitStack, suppress
from multiprocessing.process import BaseProcess

import pytest

from bumi.errors import Refused
from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import StandIn
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_posts, publication
from bumi.newsroom.states import PostState
from bumi.publishing.channels.sending import open_channels
from bumi.settings import Settings
from tests.messengers.served import TOKEN
from tests.publishing.channels.person import Answers, answer_all, disagreements
from tests.publishing.channels.sending_process import CHAT, in_minutes, messengers_of, send_once, start_sending
from tests.publishing.publisher import moment, processor_time
from tests.publishing.stage import Desk, far

_EVERYWHERE = ["site", *BOTS]
_LONGEST_LIFE_S, _MOST_REQUESTS, _SOON_S = 2, 20, 0.02  # the first in seconds of processor time


class Editors:
    """People at work all along: they hand in pieces, correct and withdraw them, and their pages go to the site."""

    def __init__(self, desk: Desk, pieces: int, seed: int) -> None:
        self.desk, self.pieces, self.random, self.made = desk, pieces, random.Random(seed), 0

    def act(self, since: float) -> None:
        live = self.desk.live()
        with suppress(Refused):
            if self.made < self.pieces and (len(live) < 2 or self.random.random() < 0.6):
                self.made += 1
                self.desk.approve(f"خبر {self.made}", shade=self.made % 200, channels=_EVERYWHERE)
            elif live and self.random.random() < 0.8:
                number = self.random.choice(live)
                self.desk.correct(number, f"خبر {number}، اصلاح {self.random.random()}", self.random.choice((1, 2)))
            elif live:
                self.desk.withdraw(self.random.choice(live))
        now = moment(since)
        with self.desk.newsroom.session() as session:
            taken, _ = publication.claim(session, now, "", 100)
            publication.finish_all(session, taken, now, "")


@pytest.mark.soak
def test_killed_at_any_moment_it_posts_nothing_twice_and_loses_nothing(
    shared_newsroom: Newsroom, folder_settings: Settings
) -> None:
    kills, since, newsroom = far(6, 200), time.time(), shared_newsroom
    editors, chance = Editors(Desk(newsroom), far(5, 80), seed=1), random.Random(2)
    with ExitStack() as served:
        servers = [served.enter_context(StandIn(channel, TOKEN, CHAT)) for channel in BOTS]
        messengers = messengers_of({server.channel: server.url for server in servers})
        open_channels(newsroom, messengers, moment(since))
        answers = Answers(0, 0)
        for number in range(20 * kills):
            if number >= kills and any(answers):
                break
            editors.act(since)
            process = start_sending(newsroom, folder_settings, since, servers)
            _let_live(process, servers, chance)
            process.kill()
            process.join()
            answers += answer_all(newsroom, servers, moment(since))
        while editors.made < editors.pieces:
            editors.act(since)
        for _ in range(8):
            since = in_minutes(31, since)
            send_once(newsroom, messengers, folder_settings, since)
            answers += answer_all(newsroom, servers, moment(since))
        assert disagreements(newsroom, servers) == []
        assert any(answers), "no life ended in the middle of a post"
        posted = sum(len(server.book) for server in servers)
    with newsroom.reading() as session:
        rows = channel_posts.recorded(session)
    assert {row.piece_id for row in rows} == set(range(1, editors.pieces + 1))
    assert {row.state for row in rows} <= {PostState.POSTED, PostState.DELETED} and posted >= len(servers)
    print(f"{number} kills, {posted} messages, {answers}")


def _let_live(process: BaseProcess, servers: list[StandIn], chance: random.Random) -> None:
    """Wait until the servers were asked a few times more, or it has worked a while; then for any moment."""
    asked = sum(len(server.asked) for server in servers) + chance.randint(1, _MOST_REQUESTS)
    while sum(len(server.asked) for server in servers) < asked and processor_time(process) < _LONGEST_LIFE_S:
        time.sleep(0.001)
        assert process.exitcode is None, "it died by itself"
    time.sleep(chance.uniform(0, _SOON_S))
