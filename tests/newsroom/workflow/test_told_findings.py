"""Who is told which text another one repeats: editors, and writers where they may see that text."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bumi.checks import check_fields
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import add_revision, record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.index.lookalikes import lookalikes_of
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, queue
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.findings import dismiss, findings, told_to
from bumi.newsroom.workflow.timeline import timeline
from bumi.piece import Fields
from tests.newsroom.stage import NOW, WHY, approve, brief, finish_work, new_piece, person, publish

SECRET = "سفال بی‌نام"
KILNS = ("کهنه", "تازه", "بلند")
BODY = " ".join(f"کوره {kiln} در دشت بم دوباره روشن شد و استادکاران آن را گرم کردند." for kiln in KILNS)


@pytest.fixture
def session(newsroom: Newsroom) -> Iterator[Session]:
    with newsroom.session() as opened:
        yield opened


def text(headline: str) -> Fields:
    return Fields(headline=headline, lede="کوره‌ها روشن شد.", body=BODY)


def other(session: Session) -> Piece:
    """Return a draft of somebody else, with the text that is repeated."""
    found = new_piece(session)
    finish_work(session, add_revision(session, found, text(SECRET), add_user(session, "نرگس", Role.CONTENT)))
    return found


def copied(session: Session, writer: User) -> Piece:
    found = new_piece(session)
    found.submitted_by = writer.name
    alike = lookalikes_of(session, BODY, found.id)
    revision = add_revision(session, found, text("کوره‌ها"), writer)
    record_findings(session, revision, check_fields(text("کوره‌ها"), brief(), lookalikes=alike))
    return found


def said(session: Session, who: User, found: Piece) -> str:
    told = told_to(session, who, findings(session, found))
    return " ".join(each.message for each in told if each.check == "duplicates")


def test_nobody_learns_from_what_they_type_what_others_have_not_published(session: Session) -> None:
    original, writer = other(session), add_user(session, "سیمین", Role.CONTRIBUTOR)
    found = copied(session, writer)
    assert said(session, writer, found) == ""
    [row] = queue(session, writer, QueueTab.WRITE, 1, QueueFilter(), NOW)
    [known] = queue(session, person(session, Role.EDITOR), QueueTab.WRITE, 1, QueueFilter(word=str(found.id)), NOW)
    assert sum(known.counts.values()) == sum(row.counts.values()) + 1
    assert SECRET in said(session, person(session, Role.EDITOR), found)
    approve(session, original)
    publish(session, original)
    assert SECRET in said(session, writer, found)


def test_the_timeline_does_not_name_it_either(session: Session) -> None:
    other(session)
    found = copied(session, add_user(session, "سیمین", Role.CONTRIBUTOR))
    [alike] = [each for each in findings(session, found) if each.check == "duplicates"]
    dismiss(session, found, alike.fingerprint, person(session, Role.CHIEF), WHY)
    lines = [line.what for line in timeline(session, found)]
    assert lines and not any(SECRET in line for line in lines)
