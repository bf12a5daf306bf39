"""Taking back: an earlier revision, an address, an image."""

import pytest

from bumi.errors import BadInput, Refused
from bumi.newsroom.content.briefs import accept_request, change_brief, keep_text
from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.content.pieces import rename
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import begin, finish, outstanding
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.workflow.brief_versions import versions
from bumi.newsroom.workflow.retraction import images_of, images_without_use, roll_back
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.planning import event_of_piece
from tests.newsroom.stage import (
    LATER,
    NOW,
    WHY,
    approve,
    card,
    correct,
    due_ids,
    finish_work,
    new_piece,
    person,
    publish,
    reach,
    send,
    words,
)


def corrected(newsroom: Newsroom) -> int:
    """Return the number of a piece whose second revision readers see."""
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        correct(session, piece)
        approve(session, piece)
        publish(session, piece, LATER)
        return piece.id


@pytest.mark.parametrize("waiting", [False, True])
def test_an_earlier_revision_comes_back_approved_and_whole(newsroom: Newsroom, waiting: bool) -> None:
    """Also while another correction waits: that one is left behind, in the record."""
    id = corrected(newsroom)
    with newsroom.session() as session:
        piece = find(session, id)
        if waiting:
            correct(session, piece, "سومی")
            send(session, piece)
        first = session.get_one(Revision, 1)
        roll_back(session, piece, 1, person(session, Role.EDITOR), WHY)
        assert piece.revision and piece.state is State.APPROVED and due_ids(session, LATER) == [piece.id]
        assert (piece.revision.fields_model, piece.revision.by) == (words(), first.by)
        assert piece.revision.approvable_hash == first.approvable_hash
        publish(session, piece, LATER)
        told = story(session, piece)
        assert told.fields == words() and told.correction
        assert any("بازگرداند" in line.what for line in timeline(session, piece))


def test_the_brief_of_an_earlier_revision_comes_back_with_it(newsroom: Newsroom) -> None:
    """Calendars and the sign-up list have the time of the brief, which the text says too."""
    with newsroom.session() as session:
        piece, editor = new_piece(session, starts_at="1405/09/20 17:00"), person(session, Role.EDITOR)
        approve(session, piece)
        publish(session, piece)
        before, listed = piece.brief, event_of_piece(session, piece, editor, LATER)
        later = piece.brief_model.model_copy(update={"starts_at": parse_moment("1405/09/27 17:00")})
        asked = change_brief(session, piece, later, person(session, Role.CONTENT), 1, 0, WHY)
        accept_request(session, piece, asked.id, editor)
        keep_text(session, piece, editor)
        assert piece.revision
        finish_work(session, piece.revision)
        approve(session, piece)
        publish(session, piece, LATER)
        told = story(session, piece).event
        assert told and told.starts_at == later.starts_at == listed.starts_at
        roll_back(session, piece, 1, editor, WHY)
        publish(session, piece, LATER)
        told = story(session, piece).event
        assert told and told.starts_at == parse_moment("1405/09/20 17:00") == listed.starts_at
        assert (piece.brief, piece.brief_version) == (before, 3)
        assert [each.by for each in versions(session, piece)] == ["نرگس", "زهرا", "نرگس"]


def test_what_cannot_come_back_is_said(newsroom: Newsroom) -> None:
    id = corrected(newsroom)
    with newsroom.session() as session:
        correct(session, find(session, id), "هرگز منتشرنشده")
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        with pytest.raises(BadInput, match="هرگز منتشر نشده"):
            roll_back(session, find(session, id), 3, editor, WHY)
        with pytest.raises(Refused, match="همین حالا"):
            roll_back(session, find(session, id), 2, editor, WHY)
    with newsroom.session() as session, pytest.raises(Refused, match="اجازه این کار را ندارد"):
        roll_back(session, find(session, id), 1, person(session, Role.CONTENT), WHY)


def test_another_address_leaves_the_old_one_behind(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        rename(session, piece, "گلاب لاله‌زار", person(session, Role.EDITOR))
        assert (piece.slug, outstanding(session)) == ("1-گلاب-لاله-زار", [piece])
        assert story(session, piece).former_slugs == ("1-جشنواره-گل-محمدی",)
        rename(session, piece, "جشنواره گل محمدی", person(session, Role.EDITOR))
        assert (piece.slug, story(session, piece).former_slugs) == ("1-جشنواره-گل-محمدی", ("1-گلاب-لاله-زار",))


def test_addresses_change_by_editors_after_publication_and_to_words(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            rename(session, piece, "گلاب", person(session, Role.CONTENT))
        with pytest.raises(BadInput, match="نشانی ساخته نمی‌شود"):
            rename(session, piece, "!", person(session, Role.EDITOR))
        with pytest.raises(Refused, match="پس از انتشار"):
            rename(session, reach(session, State.SUBMITTED), "گلاب", person(session, Role.EDITOR))


def test_an_image_has_a_use_while_any_page_shows_it(newsroom: Newsroom) -> None:
    sha256 = card()[0].sha256
    with newsroom.session() as session:
        one, other = reach(session, State.PUBLISHED), reach(session, State.PUBLISHED)
        assert images_of(session, one) == {sha256: "image/png"}
        for piece, left in ((one, set()), (other, {sha256})):
            move(session, piece, State.WITHDRAWN, person(session, Role.EDITOR), WHY)
            assert images_without_use(session, [sha256]) == left


def test_an_image_about_to_be_shown_has_a_use(newsroom: Newsroom) -> None:
    sha256 = card()[0].sha256
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED)
        for step in (begin, finish):
            assert images_without_use(session, [sha256]) == set()
            step(session, piece, NOW)
        assert images_without_use(session, [sha256]) == set()
