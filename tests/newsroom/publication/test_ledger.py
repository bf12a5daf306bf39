"""The ledger: what should lie in the storage, and how far we know that it does."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger
from bumi.newsroom.publication.ledger import PutOutcome, Wanted
from tests.newsroom.stage import NOW

PAGE = Wanted("index.html", "a" * 64, "", 0, "text/html; charset=utf-8", "first")
STORED = PAGE._replace(md5="b" * 32, size=120)
MOMENT = timedelta(minutes=1)


def want(session: Session, wanted: Wanted, run: str) -> PutOutcome:
    return ledger.want(session, [wanted], run)[wanted.key]


def test_several_are_wanted_at_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        ledger.done(session, [STORED])
        other = PAGE._replace(key="feed.atom")
        assert ledger.want(session, [other, PAGE], "two") == {
            "feed.atom": PutOutcome.PENDING,
            "index.html": PutOutcome.DONE,
        }


def test_what_is_new_is_to_be_put_and_says_so_before_anything_leaves(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        assert want(session, PAGE, "one") is PutOutcome.PENDING
    with newsroom.session() as session:
        row = ledger.recorded(session)["index.html"]
        assert (row.outcome, row.run, row.attempts, row.edition) == (PutOutcome.PUTTING, "one", 1, "first")
        assert ledger.there(session, ["index.html"]) == set()
        assert ledger.held_runs(session) == {"one"}


def test_what_is_done_is_not_asked_for_again_but_for_other_bytes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        ledger.done(session, [STORED])
        assert want(session, PAGE._replace(edition="second"), "two") is PutOutcome.DONE
        row = ledger.recorded(session)["index.html"]
        assert (row.outcome, row.md5, row.size, row.edition) == (PutOutcome.DONE, STORED.md5, 120, "second")
        assert ledger.there(session, ["index.html", "other"]) == {"index.html"}
        assert want(session, PAGE._replace(sha256="c" * 64), "two") is PutOutcome.PENDING


@pytest.mark.parametrize("outcome", [PutOutcome.UNKNOWN, PutOutcome.FAILED, PutOutcome.PUTTING])
def test_what_is_not_known_is_looked_at_first(newsroom: Newsroom, outcome: PutOutcome) -> None:
    """Also where other bytes are wanted now: what was sent last may have come to lie there."""
    with newsroom.session() as session:
        for sha256 in ("a" * 64, "c" * 64):
            want(session, PAGE, "one")
            ledger.mark(session, "index.html", outcome, "درگاه پاسخ نداد", NOW)
            assert want(session, PAGE._replace(sha256=sha256), "two") is outcome
            row = ledger.recorded(session)["index.html"]
            assert (row.outcome, row.run, row.error, row.next_attempt_at) == (PutOutcome.PUTTING, "two", "", None)


def test_attempts_are_counted_for_the_same_bytes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for sha256, attempts in (("a", 1), ("a", 2), ("c", 1)):
            want(session, PAGE._replace(sha256=sha256), "one")
            ledger.mark(session, "index.html", PutOutcome.FAILED)
            assert ledger.recorded(session)["index.html"].attempts == attempts


def test_a_late_answer_about_other_bytes_changes_nothing(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        want(session, PAGE._replace(sha256="c" * 64), "two")
        ledger.done(session, [STORED])
        assert [row.outcome for row in ledger.unsettled(session)] == [PutOutcome.PUTTING]


def test_what_a_dead_run_was_at_is_unknown(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        want(session, PAGE._replace(key="feed.atom"), "two")
        ledger.orphan(session, "one")
    with newsroom.session() as session:
        outcomes = {key: row.outcome for key, row in ledger.recorded(session).items()}
        assert outcomes == {"index.html": PutOutcome.UNKNOWN, "feed.atom": PutOutcome.PUTTING}


def test_what_is_not_wanted_is_removed_when_its_time_has_come(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        ledger.done(session, [STORED])
        ledger.drop(session, ["index.html", "never-wanted"], NOW)
        assert ledger.begin_removal(session, "two", NOW - MOMENT) == []
        assert ledger.begin_removal(session, "two", NOW) == ["index.html"]
        assert ledger.begin_removal(session, "three", NOW) == []
        ledger.forget(session, "index.html")
        ledger.forget(session, "index.html")
        assert ledger.recorded(session) == {}


def test_what_is_just_being_removed_cannot_be_wanted_before_it_is_gone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        ledger.done(session, [STORED])
        ledger.drop(session, ["index.html"], NOW)
        ledger.begin_removal(session, "two", NOW)
        with pytest.raises(NotAvailable, match="برداشته می‌شود"):
            want(session, PAGE, "three")
        ledger.forget(session, "index.html")
        assert want(session, PAGE, "three") is PutOutcome.PENDING


def test_what_is_wanted_again_in_time_stays(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        want(session, PAGE, "one")
        ledger.done(session, [STORED])
        ledger.drop(session, ["index.html"], NOW)
        assert want(session, PAGE, "two") is PutOutcome.PENDING
        assert ledger.begin_removal(session, "three", NOW) == []


def test_only_what_was_wanted_can_be_marked(newsroom: Newsroom) -> None:
    with newsroom.session() as session, pytest.raises(KeyError):
        ledger.mark(session, "nothing", PutOutcome.DONE)
