"""The ledger: what should lie in the storage, and how far we know that it does."""

import pytest

from bumi.newsroom.database import Newsroom
from bumi.newsroom.ledger import Outcome, forget, mark, recorded, wanted

PAGE = ("a" * 64, 120, "text/html; charset=utf-8")


def test_what_is_wanted_first_is_pending(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        wanted(session, "b/index.html", *PAGE)
        wanted(session, "a/index.html", *PAGE)
    with newsroom.session() as session:
        assert list(recorded(session)) == ["a/index.html", "b/index.html"]
        row = recorded(session)["a/index.html"]
        assert (row.sha256, row.size, row.content_type, row.outcome, row.attempts, row.error) == (
            *PAGE,
            Outcome.PENDING,
            0,
            "",
        )


@pytest.mark.parametrize("outcome", Outcome)
def test_wanting_the_same_again_changes_nothing(newsroom: Newsroom, outcome: Outcome) -> None:
    with newsroom.session() as session:
        wanted(session, "index.html", *PAGE)
        mark(session, "index.html", outcome, "x")
        row = wanted(session, "index.html", *PAGE)
        assert (row.outcome, row.error) == (outcome, "x")


@pytest.mark.parametrize("change", [("b" * 64, *PAGE[1:]), (PAGE[0], 121, PAGE[2]), (*PAGE[:2], "text/plain")])
def test_wanting_something_else_is_pending_again(newsroom: Newsroom, change: tuple[str, int, str]) -> None:
    with newsroom.session() as session:
        wanted(session, "index.html", *PAGE)
        mark(session, "index.html", "putting")
        mark(session, "index.html", "done")
        row = wanted(session, "index.html", *change)
        assert (row.sha256, row.size, row.content_type) == change
        assert (row.outcome, row.attempts) == (Outcome.PENDING, 0)


def test_each_put_is_an_attempt(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        wanted(session, "index.html", *PAGE)
        for outcome in ("putting", "unknown", "putting", "failed"):
            mark(session, "index.html", outcome, "درگاه پاسخ نداد" if outcome == "failed" else "")
        row = recorded(session)["index.html"]
        assert (row.outcome, row.attempts, row.error) == (Outcome.FAILED, 2, "درگاه پاسخ نداد")


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        wanted(session, "index.html", *PAGE)
        wanted(session, "feed.atom", *PAGE)
        forget(session, "index.html")
        forget(session, "index.html")
        assert list(recorded(session)) == ["feed.atom"]


def test_only_what_was_wanted_can_be_marked(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        with pytest.raises(KeyError):
            mark(session, "nothing", Outcome.DONE)
        with pytest.raises(ValueError, match="finished"):
            wanted(session, "index.html", *PAGE)
            mark(session, "index.html", "finished")
