"""Corrections of a writer's texts: which sentences, by which finding, in which week."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bumi.checks import check_fields
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import add_revision, record_findings, submit_next
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.corrections import corrections_of
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Piece, User
from bumi.piece import Fields
from tests.newsroom.stage import NOW, approve, attach, brief, card, person, publish

BEGIN = NOW.replace(hour=0, minute=0)
GIVEN = "مردم میروند. کوره روشن است. باغ سبز شد."
EDITED = "مردم می‌روند. کوره روشن است. باغ دوباره سبز شد."


@pytest.fixture
def session(newsroom: Newsroom) -> Iterator[Session]:
    with newsroom.session() as opened:
        yield opened


def text(body: str) -> Fields:
    return Fields(headline="کوره‌ها", lede="کوره‌ها روشن شد.", body=body)


def revised(session: Session, piece: Piece, body: str, by: User) -> None:
    revision = add_revision(session, piece, text(body), by)
    record_findings(session, revision, check_fields(text(body), brief()))
    attach(session, revision, [card()])


def published(session: Session, by: User, *bodies: tuple[str, User]) -> Piece:
    """Return a published piece of `by` with one revision after the other; nothing of the last one is open."""
    piece = submit_next(session, brief(), by)
    for body, author in bodies:
        revised(session, piece, body, author)
    assert piece.revision
    record_findings(session, piece.revision, [])
    approve(session, piece)
    publish(session, piece)
    return piece


def test_a_changed_sentence_has_the_finding_that_it_did_away_with(session: Session) -> None:
    writer, editor = add_user(session, "سیمین", Role.CONTRIBUTOR), add_user(session, "کامران", Role.EDITOR)
    piece = published(session, writer, (GIVEN, writer), (EDITED, editor))
    told = corrections_of(session, writer, BEGIN, 2)
    pairs = {(each.before, each.after): each.checks for each in told.found}
    assert pairs.keys() == {("مردم میروند.", "مردم می‌روند."), ("باغ سبز شد.", "باغ دوباره سبز شد.")}
    assert "halfspace" in pairs["مردم میروند.", "مردم می‌روند."]
    assert {each.piece_id for each in told.found} == {piece.id} and told.pieces == 1
    assert [(each.sentences, each.corrected) for each in told.weeks] == [(5, 2), (0, 0)]
    assert [each.before for each in told.by_check["halfspace"]] == ["مردم میروند."]


def test_what_the_writer_changed_is_no_correction(session: Session) -> None:
    writer = add_user(session, "سیمین", Role.CONTRIBUTOR)
    published(session, writer, (GIVEN, writer), (EDITED, writer))
    told = corrections_of(session, writer, BEGIN, 1)
    assert told.found == [] and told.weeks[0].sentences == 5 and told.weeks[0].share == 0


def test_corrections_are_those_of_the_writer_alone(session: Session) -> None:
    writer, editor = add_user(session, "سیمین", Role.CONTRIBUTOR), person(session, Role.CHIEF)
    published(session, writer, (GIVEN, writer), (EDITED, editor))
    assert corrections_of(session, add_user(session, "دیگری", Role.CONTRIBUTOR), BEGIN, 1).pieces == 0
