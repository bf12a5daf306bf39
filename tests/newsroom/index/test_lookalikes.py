"""Lookalikes: found in the index whatever the database, and only where it matters to readers or editors."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, piece, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.index import lookalikes as index
from bumi.newsroom.index.lookalikes import lookalikes
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.content import Revision, ShingleKey
from bumi.newsroom.workflow.transitions import move
from bumi.persian.similarity import shingle_keys
from bumi.piece import Fields
from tests.newsroom.stage import NOW, WHY, approve, brief, finish_work, go_back, person, publish

BODY = (
    "گلاب‌گیران لاله‌زار از فردا دیگ‌ها را بار می‌گذارند و گل‌های باغ‌ها را پیش از آفتاب می‌چینند. بازدیدکنندگان می‌توانند "
    "کار را از نزدیک ببینند و گلاب تازه را از خود باغ‌داران بخرند."
)
ELSEWHERE = (
    "جاده بافت تا پایان هفته بسته است و خودروها باید از راه قدیم بگذرند، زیرا پل را بازسازی می‌کنند و آسفالت تازه "
    "روی آن می‌ریزند."
)


def fields(body: str, headline: str = "گلاب‌گیری") -> Fields:
    return Fields(headline=headline, lede="لید", body=body)


def write(session: Session, body: str, made: Piece | None = None) -> Revision:
    """Add a revision with this body to a piece, or to a new one, checked and illustrated."""
    by = person(session, Role.CONTENT) if made else machine(session)
    revision = add_revision(session, made or submit(session, brief(), person(session, Role.CONTENT)), fields(body), by)
    finish_work(session, revision)
    return revision


def near(session: Session, revision: Revision) -> list[int]:
    return [it.id for it in lookalikes(session, revision)]


def test_the_piece_that_says_the_same_is_found_after_a_restart(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = write(session, BODY)
        write(session, ELSEWHERE)
        later = write(session, f"{BODY} {ELSEWHERE}"[: 2 * len(BODY) // 3])
    again = open_newsroom(newsroom.engine.url.render_as_string(hide_password=False))
    with again.session() as session:
        (found,) = lookalikes(session, session.get_one(Revision, later.id))
        assert (found.id, found.state, found.fields) == (first.piece_id, "پیش‌نویس", fields(BODY))
    again.close()


def test_of_two_that_wait_the_later_is_the_duplicate(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first, second = write(session, BODY), write(session, BODY)
        assert (near(session, first), near(session, second)) == ([], [first.piece_id])


def test_what_readers_see_counts_whenever_it_was_written(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first, second = write(session, BODY), write(session, BODY)
        later = piece(session, second.piece_id)
        approve(session, later)
        publish(session, later)
        assert near(session, first) == [second.piece_id]


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DISCARDED])
def test_what_is_gone_does_not_count(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        gone = piece(session, write(session, BODY).piece_id)
        later = write(session, BODY)
        if state is State.WITHDRAWN:
            approve(session, gone)
            publish(session, gone)
        assert near(session, later) == [gone.id]
        move(session, gone, state, person(session, Role.EDITOR), WHY, at=NOW)
        assert near(session, later) == []


def test_neither_the_piece_itself_nor_what_another_said_before_counts(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = piece(session, write(session, BODY).piece_id)
        assert near(session, write(session, BODY, made)) == []
        later = write(session, BODY)
        assert near(session, later) == [made.id]
        write(session, ELSEWHERE, made)
        assert near(session, later) == []


def test_until_a_correction_is_published_the_old_words_count(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = piece(session, write(session, BODY).piece_id)
        approve(session, made)
        publish(session, made)
        write(session, ELSEWHERE, made)
        later = write(session, BODY)
        assert [it.fields.body for it in lookalikes(session, later)] == [BODY]
        approve(session, made)
        publish(session, made)
        assert near(session, later) == []


def test_the_nearest_are_few_and_short_bodies_have_none(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = write(session, BODY)
        for _ in range(5):
            write(session, f"{BODY.rpartition(' ')[0]} {ELSEWHERE}")
        assert len(near(session, last := write(session, BODY))) == 5
        assert first.piece_id in near(session, last)
        write(session, "ورود برای همه آزاد است.")
        assert near(session, write(session, "ورود برای همه آزاد است.")) == []


def test_keys_of_a_crowd_are_not_kept(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "CROWD", 2)
    with newsroom.session() as session:
        first, _, third = (write(session, BODY) for _ in range(3))
        held = select(func.count()).select_from(ShingleKey).where(ShingleKey.revision_id == third.id)
        assert session.scalar(held) == 0
        assert first.piece_id in near(session, third)


def test_what_is_not_committed_is_not_in_the_index(newsroom: Newsroom) -> None:
    with pytest.raises(ZeroDivisionError), newsroom.session() as session:
        write(session, BODY)
        raise ZeroDivisionError
    with newsroom.session() as session:
        assert session.scalar(select(func.count()).select_from(ShingleKey)) == 0


def test_a_newsroom_from_before_gets_its_index(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        first = write(session, BODY)
        write(session, "کوتاه.")
    go_back(newsroom, "0005")
    newsroom.close()
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        assert {(row.key, row.revision_id) for row in session.scalars(select(ShingleKey))} == {
            (key, first.id) for key in shingle_keys(BODY)
        }
    newsroom.close()
