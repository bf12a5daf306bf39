"""Bylines in the database: whom pages name, what a change of a profile outdates, and shelves that are left."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.profiles import ProfileDetails, approve_profile, change_profile, consent, profile
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import add_revision, submit_next
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import bylines, shelves
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role
from bumi.newsroom.tables import ContributorProfile, Piece
from tests.newsroom.stage import approve, brief, finish_work, person, publish, words

WRITER = "نویسنده"


@pytest.fixture
def session(newsroom: Newsroom) -> Iterator[Session]:
    with newsroom.session() as opened:
        yield opened


@pytest.fixture
def mine(session: Session) -> ContributorProfile:
    """The profile of a contributor, as a chief approved it."""
    add_user(session, WRITER, Role.CONTRIBUTOR)
    made = profile(session, WRITER)
    change_profile(session, made, ProfileDetails("سیمین", "کوهپایه", adult=True), made.version)
    consent(session, made)
    approve_profile(session, made, person(session, Role.CHIEF), made.version)
    return made


def published(session: Session) -> Piece:
    writer = add_user(session, WRITER, Role.CONTRIBUTOR)
    piece = submit_next(session, brief(), writer)
    finish_work(session, add_revision(session, piece, words(), writer))
    approve(session, piece)
    publish(session, piece)
    return piece


def test_a_story_names_its_author_while_the_profile_says_so(session: Session, mine: ContributorProfile) -> None:
    piece = published(session)
    told = story(session, piece).byline
    assert told and (told.name, told.slug) == ("سیمین کوهپایه", mine.slug)
    assert bylines.author_called(session, mine.slug)
    mine.shown = None
    session.flush()
    assert story(session, piece).byline is None and bylines.author_called(session, mine.slug) is None


def test_a_renewal_outdates_what_was_read_before(session: Session, mine: ContributorProfile) -> None:
    piece = published(session)
    version = piece.version
    assert bylines.outdated_accounts(session) == [WRITER] and bylines.any_outdated(session)
    assert bylines.renew_author(session, WRITER)
    session.refresh(piece)
    assert piece.version > version and not bylines.any_outdated(session)


def test_a_story_that_went_out_with_another_byline_outdates_its_author(
    session: Session, mine: ContributorProfile
) -> None:
    piece = published(session)
    read = story(session, piece)
    mine.outdated = False
    bylines.outdate_overtaken(session, [read])
    assert not mine.outdated
    mine.shown = None
    session.flush()
    bylines.outdate_overtaken(session, [read])
    assert mine.outdated


def test_a_shelf_is_left_once_its_author_is_no_longer_shown(session: Session, mine: ContributorProfile) -> None:
    piece, name = published(session), f"{bylines.AUTHORS}/{mine.slug}"
    shelves.place(session, {piece.id: {name: "سیمین کوهپایه", "county/bardsir": "بردسیر"}})
    assert bylines.left_shelves(session) == []
    mine.shown = None
    session.flush()
    [left] = bylines.left_shelves(session)
    bylines.close_shelf(session, left)
    assert shelves.places(session, [piece.id]) == {piece.id: {"county/bardsir": 1}}
    assert bylines.left_shelves(session) == [] and name not in shelves.lengths(session)
