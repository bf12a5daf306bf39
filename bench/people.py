"""Adds to a demonstration what people bring: an author, an answered question, a sign-up list, a passed course."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.courses import courses
from bumi.models.planner import kept
from bumi.newsroom.accounts.profiles import ProfileDetails, approve_profile, change_profile, consent, profile
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, pieces, record_findings, submit_next
from bumi.newsroom.courses.certificates import issue_certificate
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, Revision, RevisionMedia
from bumi.newsroom.workflow.transitions import move
from bumi.planning import submit_answer
from bumi.province import province
from tests.newsroom.commissions.stage import opened
from tests.newsroom.sign_ups.stage import bootcamp, signed_up
from tests.planning.answered import approved_question

CONTRIBUTOR = "سیمین.کوهپایه"
_SIMIN = ProfileDetails(given_name="سیمین", family_name="کوهپایه", county="بم", biography="سفالگر است.", adult=True)


class PeoplePaths(NamedTuple):
    """Paths of pages that have an address of their own: on the site, at the public forms, and at the desk."""

    site: dict[str, str]
    forms: dict[str, str]
    desk: tuple[str, ...]


def add_people(session: Session) -> PeoplePaths:
    """Add them to a newsroom that publishes afterwards; return the paths of their pages."""
    story = next(it for it in pieces(session) if it.state is State.PUBLISHED and not it.asked)
    question, answer = _answer(session, story)
    campaign, signing = bootcamp(session)
    own = signed_up(session, signing, 1)
    signing_form = f"/join/{signing.code}"
    course = courses()[0]
    lesson = f"/courses/{course.slug}/lessons/{course.lessons[0].id}"
    learner = add_user(session, CONTRIBUTOR, Role.CONTRIBUTOR)
    certificate = issue_certificate(session, learner, course.slug, course.title)
    own_pages = {"author": f"authors/{_author_of(session, story)}/", "answer": f"p/{answer.slug}/"}
    return PeoplePaths(
        site=own_pages | {"answers": "answers/"},
        forms={"ask": "/ask", "join": signing_form, "signed up": f"{signing_form}/{own.code}"},
        desk=(
            f"/questions/{question}",
            f"/commissions/{opened(session).id}",
            f"/campaigns/{campaign.id}",
            f"/campaigns/{campaign.id}/sign-ups",
            f"/courses/{course.slug}",
            lesson,
            f"/certificates/{certificate.code}",
            f"/county/{province().counties[0].slug}",
        ),
    )


def _author_of(session: Session, like: Piece) -> str:
    """Approve a story, told like another, of a contributor who agreed to a byline; return the name in their address."""
    author = add_user(session, CONTRIBUTOR, Role.CONTRIBUTOR)
    theirs = profile(session, CONTRIBUTOR)
    change_profile(session, theirs, _SIMIN, theirs.version)
    consent(session, theirs)
    approve_profile(session, theirs, add_user(session, "رضا", Role.CHIEF), theirs.version)
    assert like.revision
    story = submit_next(session, like.brief_model, author)
    _approve(session, story, add_revision(session, story, like.revision.fields_model, author), like)
    return theirs.slug


def _answer(session: Session, like: Piece) -> tuple[int, Piece]:
    """Approve an answer that has the images of another piece; return the number of its question, and the piece."""
    asked = approved_question(session)
    answer = submit_answer(session, asked)
    draft = kept(answer.brief_model)
    revision = add_revision(session, answer, draft.fields, machine(session), draft.sources, draft.model)
    _approve(session, answer, revision, like)
    return asked.id, answer


def _approve(session: Session, piece: Piece, revision: Revision, like: Piece) -> None:
    """Check a text, give it the images of another piece, and approve it."""
    record_findings(session, revision, [])
    images = session.scalars(select(RevisionMedia).where(RevisionMedia.revision_id == like.revision_id)).all()
    for it in images:
        session.add(RevisionMedia(revision_id=revision.id, position=it.position, sha256=it.sha256, media=it.media))
    session.flush()
    session.refresh(revision)
    move(session, piece, State.SUBMITTED, machine(session))
    move(session, piece, State.APPROVED, add_user(session, "مریم", Role.EDITOR))
