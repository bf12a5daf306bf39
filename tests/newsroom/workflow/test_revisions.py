"""Revisions: every edit is a new one, voids an approval, and cannot be changed afterwards."""

import hashlib
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bumi.errors import Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision
from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import EDITABLE, Role, State
from bumi.newsroom.tables import Base, Piece, Revision
from bumi.newsroom.workflow.timeline import timeline
from bumi.piece import Fields, Media, ModelNote, Source, content_hash
from tests.newsroom.stage import approve, attach, card, correct, new_piece, person, publish, reach, words


def test_a_revision_keeps_what_it_was_given(newsroom: Newsroom) -> None:
    source = Source(field="lede", text="جشنواره برپا می‌شود.", rests_on=("n1",), notes=("در لاله‌زار",))
    note = ModelNote(name="gemma", adapter="writer", prompt="event", seed=7)
    with newsroom.session() as session:
        piece = new_piece(session)
        author = person(session, Role.CONTENT)
        add_revision(session, piece, words("تازه"), author, sources=[source], model=note)
        id = piece.id
    with newsroom.session() as session:
        revision = find(session, id).revision
        assert revision is not None
        assert (revision.number, revision.by, revision.fields_model) == (2, "زهرا", words("تازه"))
        assert (revision.sources_model, revision.model_note) == ((source,), note)
        assert (revision.hash, revision.media, revision.checkup) == (content_hash(words("تازه")), (), None)


def test_words_are_stored_in_one_normal_form(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        arabic = Fields(headline="كرماني", lede="", body="", hashtags=("علي",))
        revision = add_revision(session, piece, arabic, person(session, Role.CONTENT))
        assert revision.fields_model == Fields(headline="کرمانی", lede="", body="", hashtags=("علی",))


def test_neither_unseen_characters_nor_digits_of_other_scripts_are_stored(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        typed = Fields(headline="\u202eتیتر\u202c", lede="با ९⑨ نوازنده", body="سیر\u200bجان", hashtags=("را\u2066ور",))
        revision = add_revision(session, piece, typed, person(session, Role.CONTENT))
        assert revision.fields_model == Fields(headline="تیتر", lede="با ۹۹ نوازنده", body="سیرجان", hashtags=("راور",))


@pytest.mark.parametrize("state", sorted(EDITABLE))
def test_an_edit_voids_the_approval_and_asks_an_editor_again(newsroom: Newsroom, state: State) -> None:
    unapproved = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)
    with newsroom.session() as session:
        piece = reach(session, state)
        add_revision(session, piece, words("تازه"), person(session, Role.CONTENT))
        assert piece.state is (state if state in unapproved else State.SUBMITTED)
        assert (piece.approved_hash, piece.approved_by, piece.approved_at) == (None, None, None)
        assert "زهرا متن را ویرایش کرد (ویرایش ۲)" in [line.what for line in timeline(session, piece)]


@pytest.mark.parametrize("state", sorted(set(State) - EDITABLE))
def test_what_is_going_out_or_gone_is_not_edited(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        piece = reach(session, state)
        with pytest.raises(Refused, match=f"«{state.persian}» است و اکنون ویرایش نمی‌شود"):
            add_revision(session, piece, words("تازه"), person(session, Role.CHIEF))


def test_the_machine_never_writes_over_a_text(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.DISCARDED)
        with pytest.raises(Refused) as refused:
            add_revision(session, piece, words("تازه"), machine(session))
    assert len(refused.value.problems) == 2


def test_readers_keep_the_live_revision_until_the_correction_is_published(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        correct(session, piece, "درست")
        assert story(session, piece).fields == words()
        approve(session, piece)
        assert story(session, piece).fields == words()
        publish(session, piece)
        assert story(session, piece).fields == words("درست")


def test_images_come_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        assert piece.revision
        attach(session, piece.revision, [card()])
        assert piece.revision.media == (card()[0],)
        with pytest.raises(Refused, match="ویرایش تازه بسازید"):
            attach(session, piece.revision, [card(b"other")])


def test_images_keep_their_order_and_share_their_bytes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        revision = add_revision(session, piece, words("تازه"), person(session, Role.CONTENT))
        again = card()[0].model_copy(update={"name": "wide", "width": 1200, "height": 630})
        attach(session, revision, [card(b"z"), (again, b"card"), card(b"a")])
        id = revision.id
    with newsroom.session() as session:
        media = session.get_one(Revision, id).media
        assert [item.sha256 for item in media] == [card(data)[0].sha256 for data in (b"z", b"card", b"a")]
        assert media[1].width == 1200


def test_bytes_must_be_what_their_hash_says(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        revision = add_revision(session, new_piece(session), words("تازه"), person(session, Role.CONTENT))
        wrong = Media(**{**card()[0].model_dump(), "sha256": hashlib.sha256(b"x").hexdigest()})
        with pytest.raises(ValueError, match="do not have the hash"):
            attach(session, revision, [(wrong, b"card")])


IMMUTABLE = {"revisions": "number", "revision_media": "position", "media_files": "sha256", "timeline": "id"}


@pytest.mark.parametrize("table", IMMUTABLE)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_record_cannot_be_changed_even_by_hand(newsroom: Newsroom, table: str, statement: str) -> None:
    with newsroom.session() as session:
        new_piece(session)
    with pytest.raises(DBAPIError, match=f"table {table} is immutable"), newsroom.session() as session:
        session.execute(text(statement.format(table=table, column=IMMUTABLE[table])))


def test_nor_through_the_models(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = new_piece(session).id
    with pytest.raises(DBAPIError, match="immutable"), newsroom.session() as session:
        revision = find(session, id).revision
        assert revision
        revision.fields = words("پنهانی").model_dump(mode="json")


def test_a_second_hand_that_saves_over_an_unseen_edit_is_refused(newsroom: Newsroom) -> None:
    """The first reads; the second edits and commits; what the first then writes is refused, whole."""
    with newsroom.session() as session:
        id = new_piece(session).id
    with newsroom.session() as session:
        seen = find(session, id)
    with newsroom.session() as session:
        correct(session, find(session, id), "از دست دوم")
    with pytest.raises(Refused, match="کس دیگری"), newsroom.session() as session:
        session.add(seen)
        add_revision(session, seen, words("از دست اول"), person(session, Role.CONTENT))
    with newsroom.session() as session:
        latest = find(session, id).revision
        assert latest
        assert (latest.number, latest.fields["headline"]) == (2, "از دست دوم")


def test_every_table_is_read_back_as_it_was_written(newsroom: Newsroom) -> None:
    """No column silently loses what it holds, on either database."""
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        written = _values(piece)
    with newsroom.session() as session:
        assert _values(session.get_one(Piece, piece.id)) == written
    assert set(written) == set(Base.metadata.tables["pieces"].columns.keys())


def _values(piece: Piece) -> dict[str, Any]:
    return {column: getattr(piece, column) for column in Base.metadata.tables["pieces"].columns.keys()}  # noqa: SIM118
