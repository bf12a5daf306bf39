"""Crash test: publishing is killed at random moments; readers and the result show no trace of it."""

import random
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bumi.errors import Refused
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger
from bumi.newsroom.publication.stories import latest
from bumi.newsroom.states import State
from bumi.newsroom.workflow.timeline import timeline
from bumi.publishing.feeds import IN_FEED
from bumi.publishing.keys import public_url, story_key
from bumi.publishing.publish import publish_due
from bumi.publishing.run import GRACE
from bumi.settings import Settings
from bumi.storage import open_storage
from tests.publishing.publisher import moment, publish_for_ever, start, worked
from tests.publishing.reader import UNAPPROVED, reading
from tests.publishing.stage import Desk, contents, far, read, rebuilt

_ACTS, _WEIGHTS = ("correct", "roll back", "rename", "draft", "withdraw", "take down"), (8, 2, 2, 2, 1, 1)
_NEW = 0.2
"""How much of what editors do is new pieces: so much that there is something to publish in every life."""

_LONGEST_LIFE_S = 0.8
"""Of processor time; a third of it goes by before it begins to publish."""


class Editors:
    """People at work all along: they hand in so many pieces, correct, give up, withdraw, take down and rename."""

    def __init__(self, desk: Desk, pieces: int, seed: int) -> None:
        self.desk, self.pieces = desk, pieces
        self.random = random.Random(seed)
        self.made: list[int] = []
        self.drafts: list[int] = []

    def act(self) -> None:
        """Do a few things."""
        for _ in range(self.random.randint(1, 3)):
            live = self.desk.live()
            with suppress(Refused):  # where a run changed the piece at the same moment
                if len(self.made) < self.pieces and (not live or self.random.random() < _NEW):
                    self._hand_in()
                elif live:
                    self._change(self.random.choice(live))

    def _hand_in(self) -> None:
        number = len(self.made) + 1
        county = self.random.choice(("بم", "راور", "کرمان", "جیرفت"))
        agency = f"انجمن {self.random.randint(1, 5)}"
        self.made.append(self.desk.approve(f"خبر {number}", shade=number % 200, county=county, agency=agency))

    def _correct(self, number: int) -> None:
        self.desk.correct(number, f"اصلاح {self.random.random()}", shade=self.random.randrange(200))

    def _change(self, number: int) -> None:
        match self.random.choices(_ACTS, _WEIGHTS)[0]:
            case "correct":
                self._correct(number)
            case "draft" if self.drafts:
                self._correct(self.drafts.pop())
            case "draft":
                self.desk.edit(number, f"{UNAPPROVED} {number}")
                self.drafts.append(number)
            case "withdraw":
                self.desk.withdraw(number)
            case "take down":
                self.desk.take_down(number)
            case "rename":
                self.desk.rename(number, f"نشانی {self.random.randrange(1000)}")
            case "roll back":
                with self.desk.newsroom.session() as session:
                    found = piece(session, number)
                    earlier = found.published_revision and found.published_revision.number > 1
                if earlier:
                    self.desk.roll_back(number, 1)


@pytest.mark.soak
def test_killed_at_any_moment_it_neither_loses_nor_doubles(
    newsroom: Newsroom, desk: Desk, s3_settings: Settings, quick: Path
) -> None:
    kills, since = far(20, 500), time.time()
    editors, chance = Editors(desk, far(12, 200), seed=1), random.Random(2)
    place = open_storage(s3_settings)
    publish_due(newsroom, place, s3_settings, moment(since))
    with reading(s3_settings) as reader:
        for _ in range(kills):
            publisher = start(publish_for_ever, newsroom, s3_settings, since)
            editors.act()
            assert worked(publisher, chance.uniform(0, _LONGEST_LIFE_S)), "it died by itself"
            publisher.kill()
            publisher.join()
        while len(editors.made) < editors.pieces:
            editors.act()
        for minutes in (1, 2, 3):
            publish_due(newsroom, place, s3_settings, moment(since) + minutes * GRACE)
    assert reader.faults == [] and reader.looks > kills
    _check_end(newsroom, s3_settings, editors, quick)


def _check_end(newsroom: Newsroom, settings: Settings, editors: Editors, quick: Path) -> None:
    place = open_storage(settings)
    assert contents(place) == rebuilt(newsroom, settings, quick)
    with newsroom.session() as session:
        assert {row.outcome for row in ledger.recorded(session).values()} == {"done"}
        for number in editors.made:
            found = piece(session, number)
            assert found.published_revision_id, f"{number} was lost"
            published = [line for line in timeline(session, found) if line.to_state is State.PUBLISHED]
            approved = [line for line in timeline(session, found) if line.to_state is State.APPROVED]
            assert len(published) <= len(approved), f"{number} went out more often than it was approved"
        newest = [public_url(settings, story_key(told)) for told in latest(session, IN_FEED)]
    atom = ElementTree.fromstring(read(place, "feed.atom"))
    ids = atom.iterfind("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id")
    assert [each.text for each in ids] == newest
