"""Delivery: nothing is put twice, and the ledger is right at every step."""

import hashlib
from datetime import timedelta

import pytest

from bumi.errors import NotAvailable, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger
from bumi.newsroom.publication.ledger import PutOutcome
from bumi.newsroom.tables import StoredObject
from bumi.publishing.delivery import Delivery
from bumi.publishing.objects import WebObject, text_object
from bumi.publishing.retry import TRIES
from bumi.storage import Rejected, Storage, StorageBusy, UnknownOutcome, Unreachable
from tests.publishing.stage import NOW, Watched, contents, everywhere

HOME = text_object("index.html", "<!doctype html>")


def delivery(newsroom: Newsroom, place: Storage, run: str = "one") -> Delivery:
    return Delivery(newsroom, place, run, "first", NOW, sleep=lambda seconds: None)


def row(newsroom: Newsroom, key: str = "index.html") -> StoredObject:
    with newsroom.session() as session:
        return ledger.recorded(session)[key]


@everywhere
def test_what_was_delivered_is_there_and_is_not_put_again(newsroom: Newsroom, place: Storage) -> None:
    watched = Watched(place)
    delivery(newsroom, watched).deliver([HOME])
    delivery(newsroom, watched, "two").deliver([HOME])
    assert watched.puts == ["index.html"] and contents(place) == {"index.html": b"<!doctype html>"}
    found = row(newsroom)
    assert (found.outcome, found.sha256, found.md5, found.size) == (
        PutOutcome.DONE,
        HOME.sha256,
        HOME.md5,
        HOME.size,
    )


@everywhere
def test_what_a_dead_run_put_is_seen_and_left(newsroom: Newsroom, place: Storage) -> None:
    with newsroom.session() as session:
        ledger.want(session, [HOME.wanted("first")], "dead")
        ledger.orphan(session, "dead")
    place.put("index.html", HOME.load(), HOME.content_type, HOME.cache_control)
    watched = Watched(place)
    delivery(newsroom, watched).deliver([HOME])
    assert watched.puts == [] and row(newsroom).outcome is PutOutcome.DONE


@pytest.mark.parametrize(
    ("error", "outcome", "tries", "again"),
    [
        (Unreachable("x"), PutOutcome.FAILED, TRIES, True),
        (StorageBusy("x"), PutOutcome.UNKNOWN, TRIES, True),
        (UnknownOutcome("x"), PutOutcome.UNKNOWN, TRIES, True),
        (Rejected("x"), PutOutcome.FAILED, 1, False),
    ],
)
def test_what_failed_says_how_and_when_again(
    newsroom: Newsroom, place: Storage, error: NotAvailable, outcome: PutOutcome, tries: int, again: bool
) -> None:
    asked: list[str] = []

    def refuse(key: str) -> None:
        asked.append(key)
        raise error

    with pytest.raises(type(error)):
        delivery(newsroom, Watched(place, before=refuse)).deliver([HOME])
    found = row(newsroom)
    assert (found.outcome, found.error, len(asked)) == (outcome, "x", tries)
    assert (found.next_attempt_at is not None) == again and (found.next_attempt_at or NOW) >= NOW


def test_what_comes_after_a_failure_was_not_sent(newsroom: Newsroom, place: Storage) -> None:
    items = [text_object(f"{number}.html", "x") for number in range(3)]

    def refuse(key: str) -> None:
        if key == "1.html":
            raise Unreachable("x")

    watched = Watched(place, before=refuse)
    with pytest.raises(Unreachable):
        delivery(newsroom, watched).deliver(items)
    assert watched.puts == ["0.html"]
    assert [row(newsroom, item.key).outcome for item in items] == [
        PutOutcome.DONE,
        PutOutcome.FAILED,
        PutOutcome.UNKNOWN,
    ]


def test_silence_and_then_nobody_there_is_still_unknown(newsroom: Newsroom, place: Storage) -> None:
    errors = iter([UnknownOutcome("بی‌پاسخ"), Unreachable("خاموش"), Unreachable("خاموش")])

    def hook(key: str) -> None:
        raise next(errors)

    with pytest.raises(UnknownOutcome, match="خاموش"):
        delivery(newsroom, Watched(place, before=hook)).deliver([HOME])
    assert row(newsroom).outcome is PutOutcome.UNKNOWN


def test_bytes_that_are_not_what_was_sent_are_put_again(newsroom: Newsroom, place: Storage) -> None:
    damaged = [1]

    def damage(key: str) -> None:
        if damaged:
            damaged.pop()
            place.put(key, b"cut", "text/html", "")

    watched = Watched(place, after=damage)
    delivery(newsroom, watched).deliver([HOME])
    assert watched.puts == ["index.html"] * 2 and contents(place)["index.html"] == HOME.load()


def test_what_is_recorded_with_it_is_recorded_with_it_or_not_at_all(newsroom: Newsroom, place: Storage) -> None:
    def refuse(session: object) -> None:
        raise Refused("کسی دیگر آن را دارد")

    with pytest.raises(Refused):
        delivery(newsroom, place).deliver([HOME], refuse)
    assert row(newsroom).outcome is PutOutcome.PUTTING


def test_what_is_not_wanted_is_removed_and_nothing_else(newsroom: Newsroom, place: Storage) -> None:
    other = WebObject("other.txt", hashlib.sha256(b"x").hexdigest(), "text/plain", "", lambda: b"x")
    place.put("stranger.txt", b"x", "text/plain", "")
    one = delivery(newsroom, place)
    one.deliver([HOME, other])
    with newsroom.session() as session:
        ledger.drop(session, ["other.txt", "stranger.txt"], NOW)
    one.remove()
    assert set(contents(place)) == {"index.html", "stranger.txt"}
    with newsroom.session() as session:
        assert set(ledger.recorded(session)) == {"index.html"}


def test_a_removal_that_failed_is_tried_again(newsroom: Newsroom, place: Storage) -> None:
    class Deaf(Watched):
        def delete(self, key: str) -> None:
            raise Unreachable("x")

    delivery(newsroom, place).deliver([HOME])
    with newsroom.session() as session:
        ledger.drop(session, ["index.html"], NOW)
    with pytest.raises(Unreachable):
        delivery(newsroom, Deaf(place)).remove()
    assert row(newsroom).outcome is PutOutcome.FAILED
    with newsroom.session() as session:
        assert ledger.begin_removal(session, "two", NOW) == []
        assert ledger.begin_removal(session, "two", NOW + timedelta(minutes=1)) == ["index.html"]
