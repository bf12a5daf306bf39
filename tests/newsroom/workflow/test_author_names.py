"""The author's own name in their text is found, whatever of it readers may see."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.profiles import ProfileDetails, change_profile, profile
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import add_revision, submit_next
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from bumi.newsroom.workflow.author_names import own_names
from tests.newsroom.stage import brief, words


@pytest.fixture
def session(newsroom: Newsroom) -> Iterator[Session]:
    with newsroom.session() as opened:
        yield opened


def found_in(session: Session, body: str, pen_name: str = "") -> list[str]:
    writer = add_user(session, "نویسنده", Role.CONTRIBUTOR)
    mine = profile(session, writer.name)
    change_profile(session, mine, ProfileDetails("سیمین", "کوهپایه", pen_name, adult=True), mine.version)
    fields = words().model_copy(update={"body": body})
    piece = submit_next(session, brief(), writer)
    return [each.matched for each in own_names(session, add_revision(session, piece, fields, writer))]


def test_the_real_name_and_the_pen_name_are_found(session: Session) -> None:
    body = "سیمین کوهپایه، با نام آذرخش، کوره را روشن کرد؛ سیمین‌کوهپایه همان است."
    assert found_in(session, body, "آذرخش") == ["آذرخش", "سیمین کوهپایه", "سیمین‌کوهپایه"]


def test_parts_of_a_name_and_texts_without_it_are_not_found(session: Session) -> None:
    assert found_in(session, "سیمین کوره را روشن کرد. سیمینِ کوهپایه‌ای دیگر از بم آمد. سیمین، کوهپایه سبز است.") == []


def test_texts_without_an_author_name_nobody(session: Session) -> None:
    editor = add_user(session, "دبیر", Role.EDITOR)
    piece = submit_next(session, brief(), editor)
    assert own_names(session, add_revision(session, piece, words(), editor)) == []
