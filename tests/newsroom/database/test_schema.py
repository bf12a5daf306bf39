"""Migrations: from nothing, once however many open at once, in agreement with the models, and with what is there."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.photos import add_photo, photos_of, remove_photo
from bumi.newsroom.content.typed import begin_draft, drop_draft
from bumi.newsroom.database import Newsroom, address_of, connect, open_newsroom
from bumi.newsroom.database.newsroom import migrations
from bumi.newsroom.notifications.recipients import NotifiedCommission, notified_subjects
from bumi.newsroom.sign_ups import EventChange, cancel_sign_up, due_notices
from bumi.newsroom.states import Role
from bumi.newsroom.tables import (
    Base,
    BriefDraft,
    CommissionState,
    Notification,
    Pitch,
    SendOutcome,
    SignUp,
)
from bumi.persian.calendar import now
from tests.newsroom.commissions.stage import published
from tests.newsroom.sign_ups.stage import bootcamp, signed_up
from tests.newsroom.stage import go_back, person, store


def test_models_and_migrations_agree(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    newsroom.close()


def test_numbers_that_stand_in_addresses_are_not_used_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        by = person(session, Role.CONTENT)
        first = begin_draft(session, by, {})
        store(session, b"jpeg")
        photo = add_photo(session, first.id, by, b"jpeg", 1, 1)
        remove_photo(session, first.id, photo.id)
        store(session, b"jpeg")
        assert add_photo(session, first.id, by, b"jpeg", 1, 1).id > photo.id
        drop_draft(session, first.id)
        second = begin_draft(session, by, {})
        assert second.id > first.id


def test_drafts_and_photos_of_an_older_schema_keep_their_numbers(empty_url: str) -> None:
    engine = connect(address_of(empty_url))
    moment = "'2026-01-01 00:00:00'"
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").parent.mkdir()
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "0007")
        connection.execute(text("INSERT INTO users (name, role) VALUES ('a', 'content')"))
        connection.execute(
            text(f"INSERT INTO brief_drafts VALUES (7, 'a', '{{\"topic\": \"x\"}}', {moment}, {moment})")
        )
        connection.execute(text(f"INSERT INTO photos VALUES (5, 7, NULL, 'a', 'jpeg', 1, 1, {moment})"))
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('brief_drafts_id_seq', 7), setval('photos_id_seq', 5)"))
    engine.dispose()
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        kept = session.get_one(BriefDraft, 7)
        assert (kept.form["topic"], kept.page, [it.id for it in photos_of(session, draft_id=7)]) == ("x", "", [5])
        assert begin_draft(session, user(session, "a"), {}).id == 8
        drop_draft(session, 7)
    newsroom.close()


def test_who_signed_up_under_an_older_schema_knows_the_event_as_it_was(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=1)
        first, _ = (signed_up(session, found, number).id for number in (1, 2))
        starts_at = campaign.starts_at
    go_back(newsroom, "0027")
    newsroom.close()
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        people = session.scalars(select(SignUp).order_by(SignUp.id)).all()
        assert [(it.knows_place, it.knows_starts_at, it.knows_cancelled, it.notice) for it in people] == [
            (True, starts_at, False, SendOutcome.DROPPED),
            (False, starts_at, False, SendOutcome.DROPPED),
        ]
        assert due_notices(session, now()) == []
        cancel_sign_up(session, found.code, session.get_one(SignUp, first).code, now())
        assert [each.change for each in due_notices(session, now())] == [EventChange.PLACE]
    newsroom.close()


def test_lost_pitches_and_ledgers_of_an_older_schema_are_kept(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        piece = published(session).id
        commission = session.scalars(select(Pitch.commission_id).where(Pitch.piece_id == piece)).one()
    go_back(newsroom, "0027")
    with newsroom.engine.begin() as connection:
        connection.execute(
            text(
                'INSERT INTO notifications (key, kind, piece_id, "by", "to", at) '
                f"VALUES ('old', 'commission_lost', {piece}, 'bumi', 'bumi', '2026-01-01 00:00:00')"
            )
        )
    newsroom.close()
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        lost = session.scalars(select(Notification).where(Notification.key == "old")).one()
        assert (lost.piece_id, lost.commission_id) == (None, commission)
        assert notified_subjects(session, [lost]) == {"old": NotifiedCommission(commission, CommissionState.CLOSED)}
    with pytest.raises(DBAPIError), newsroom.session() as session:
        session.execute(text("UPDATE fee_entries SET rials = 1"))
    newsroom.close()
