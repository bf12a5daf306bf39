"""Senders are killed at random moments beside each other: nothing is sent twice, and nothing lost unmarked.

The mail server's book is compared with ours, row by row.
"""

import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import NotificationMessage, SendOutcome
from bumi.notifying.mail import message_id
from tests.notifying.sender import start
from tests.notifying.stage import Book, return_pieces
from tests.processes import until
from tests.publishing.stage import far


@pytest.mark.soak
def test_killed_at_any_moment_nothing_is_sent_twice_and_nothing_is_lost(newsroom: Newsroom, book: Book) -> None:
    kills, chance = far(8, 200), random.Random(3)
    book.slow = 0.02
    killed = 0
    senders = [start(newsroom, book.port) for _ in range(2)]
    for _ in range(kills):
        return_pieces(newsroom, 3)
        victim = senders.pop(0)
        victim.join(chance.uniform(0.05, 0.4))
        senders.append(start(newsroom, book.port))
        killed += victim.is_alive()
        victim.kill()
        victim.join()
    assert killed == kills, "a sender died by itself"
    until(lambda: not _waiting(newsroom), "the end of all messages")
    for each in senders:
        each.kill()
        each.join()
    taken = Counter(book.ids)
    with newsroom.reading() as session:
        rows = session.scalars(select(NotificationMessage)).all()
    assert len(rows) == 3 * kills
    assert set(taken.values()) == {1}, "sent twice"
    for row in rows:
        came = taken[message_id(row.user, row.key, "desk@example.ir")]
        assert (row.outcome, came) in ((SendOutcome.SENT, 1), (SendOutcome.UNKNOWN, 0), (SendOutcome.UNKNOWN, 1))
    unknown = sum(row.outcome is SendOutcome.UNKNOWN for row in rows)
    assert unknown <= kills and len(rows) - unknown > kills
    print(f"{kills} kills, {len(rows)} messages, {unknown} unknown, {sum(taken.values())} taken")


def _waiting(newsroom: Newsroom) -> int:
    open_ones = NotificationMessage.outcome.in_((SendOutcome.WAITING, SendOutcome.SENDING))
    with newsroom.reading() as session:
        return session.scalar(select(func.count()).select_from(NotificationMessage).where(open_ones)) or 0
