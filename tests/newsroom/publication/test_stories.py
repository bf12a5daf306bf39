"""Stories: what readers see, and nothing else."""

from datetime import timedelta

import pytest

from bumi.brief import Kind
from bumi.errors import BadInput, Refused
from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import begin, finish
from bumi.newsroom.publication.stories import latest, media_bytes, story
from bumi.newsroom.states import SHOWN, Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.piece import Story
from tests.newsroom.stage import LATER, NOW, approve, card, correct, new_piece, person, publish, reach, stories, words


def test_a_published_piece_is_a_story(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        assert stories(session) == [story(session, piece)]
        told = story(session, piece)
        assert told.making and told.making.passages and (told.making.approver, told.making.approved_at) == ("دبیر", NOW)
        assert told.model_copy(update={"making": None}) == Story(
            id=1,
            slug="1-جشنواره-گل-محمدی",
            kind=Kind.EVENT,
            agency="اداره‌کل میراث فرهنگی استان کرمان",
            county="بردسیر",
            axis="گردشگری",
            fields=words(),
            media=(card()[0],),
            published_at=NOW,
            updated_at=NOW,
        )


@pytest.mark.parametrize(("kind", "is_told"), [("notice", True), ("event", False), ("recap", False)])
def test_a_notice_is_over_when_its_brief_says_so(newsroom: Newsroom, kind: str, is_told: bool) -> None:
    ends_at = NOW + timedelta(hours=7)
    with newsroom.session() as session:
        piece = new_piece(session, kind=kind, starts_at=NOW.isoformat(), ends_at=ends_at.isoformat())
        approve(session, piece)
        publish(session, piece)
        assert story(session, piece).over_at == (ends_at if is_told else None)


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHING} - SHOWN))
def test_what_is_not_published_has_no_story(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        piece = reach(session, state)
        assert stories(session) == []
        with pytest.raises(Refused, match="هنوز منتشر نشده"):
            story(session, piece)


@pytest.mark.parametrize("live", [False, True])
def test_pages_made_while_publishing_are_the_pages_made_afterwards(newsroom: Newsroom, live: bool) -> None:
    """Otherwise a rebuild from the database would rewrite every page."""
    with newsroom.session() as session:
        piece = reach(session, State.APPROVED, live=live)
        begin(session, piece, LATER)
        before = story(session, piece)
        assert stories(session) == ([before] if live else [])  # what readers have never seen is in no list yet
        finish(session, piece, LATER + timedelta(seconds=9))
        assert story(session, piece) == before
        assert bool(before.correction) == live


def test_every_correction_is_told_with_its_time_and_parts(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        assert story(session, piece).changes == ()
        correct(session, piece)
        approve(session, piece)
        publish(session, piece, LATER)
        [first] = story(session, piece).changes
        assert (first.at, first.parts) == (LATER, ("تیتر",))
        correct(session, piece)
        approve(session, piece)
        begin(session, piece, LATER + timedelta(hours=1))
        during = story(session, piece).changes
        finish(session, piece, LATER + timedelta(hours=2))
        assert story(session, piece).changes == during
        assert [each.at for each in during] == [LATER + timedelta(hours=1), LATER]


def test_a_correction_keeps_the_first_date_and_says_so(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        correct(session, piece)
        approve(session, piece)
        publish(session, piece, LATER)
        (told,) = stories(session)
        assert (told.published_at, told.updated_at) == (NOW, LATER)
        assert told.correction == "این مطلب پس از انتشار اصلاح شد؛ پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۱۰:۳۰"


def test_a_withdrawn_story_stays_with_its_reason(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        move(session, piece, State.WITHDRAWN, person(session, Role.EDITOR), "نشانی نادرست بود")
        assert [told.withdrawn for told in stories(session)] == ["نشانی نادرست بود"]


@pytest.mark.parametrize("state", sorted(SHOWN))
def test_a_story_says_in_one_way_that_it_was_taken_back(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        told = story(session, reach(session, state))
        assert told.listed == (state in (State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW))
        assert (bool(told.withdrawn), bool(told.expired_at), told.taken_down).count(True) == (not told.listed)


def test_the_latest_are_those_that_changed_last_and_are_listed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for _ in range(3):
            reach(session, State.PUBLISHED)
        corrected = find(session, 1)
        correct(session, corrected)
        approve(session, corrected)
        publish(session, corrected, LATER)
        move(session, find(session, 2), State.WITHDRAWN, person(session, Role.EDITOR), "نشانی نادرست بود")
        assert [told.id for told in latest(session, 9)] == [1, 3]
        assert [told.id for told in latest(session, 1)] == [1]


def test_the_newest_comes_first(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for at in (NOW, LATER, NOW - timedelta(days=1)):
            publish(session, reach(session, State.APPROVED), at)
        assert [told.id for told in stories(session)] == [2, 1, 3]


def test_images_are_found_by_their_hash(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reach(session, State.PUBLISHED)
        assert media_bytes(session, card()[0].sha256) == b"card"
        with pytest.raises(BadInput, match="«abc»"):
            media_bytes(session, "abc")
