"""Pieces: submits briefs, finds pieces, sets their slugs, and tells which pieces wait for a pipeline step."""

import unicodedata
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, lazyload

from bumi.brief import Brief
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_an_editor, refuse_crisis_elsewhere, refuse_to_speak_for
from bumi.newsroom.index.search import put_in_search
from bumi.newsroom.states import SHOWN, UNAPPROVED, State
from bumi.newsroom.tables import FormerSlug, Piece, User
from bumi.newsroom.tables.content import Checkup, Revision, RevisionMedia
from bumi.newsroom.workflow.commissioned import COMMISSIONED
from bumi.newsroom.workflow.findings import dismiss, findings, record_findings
from bumi.newsroom.workflow.revisions import add_revision, attach_media, attach_renditions
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, normal
from bumi.words import MOST_URGENT_FIRST, Kind

__all__ = [
    "NEEDS_ANY",
    "NeededStep",
    "Step",
    "add_revision",
    "ahead",
    "attach_media",
    "attach_renditions",
    "dismiss",
    "findings",
    "lean_piece",
    "lean_revision",
    "needed",
    "newest_ledes",
    "piece",
    "pieces",
    "record_findings",
    "record_problem",
    "rename",
    "slug_of",
    "submit",
    "submit_next",
    "waiting_by_step",
]

Step = Literal["draft", "check", "illustrate", "submit"]

_LONGEST_SLUG = 60
_IN_WORK = Piece.state.in_(UNAPPROVED)
_CHECKED = exists().where(Checkup.revision_id == Piece.revision_id)
_ILLUSTRATED = exists().where(RevisionMedia.revision_id == Piece.revision_id)
_REVISED = Piece.returned_revision_id.is_distinct_from(Piece.revision_id)
_UNWRITTEN = and_(Piece.state == State.DRAFT, Piece.revision_id.is_(None), ~COMMISSIONED)
# A contributor says when a text is ready; what somebody else has edited goes on by itself.
_OWN_TEXT = exists().where(Revision.id == Piece.revision_id, Revision.by == Piece.submitted_by)
_UNREADY = and_(COMMISSIONED, _OWN_TEXT)
_REDRAFT = and_(_IN_WORK, Piece.revision_id.is_not(None), Piece.redraft_by != "")
_NEEDING: dict[Step, tuple[ColumnElement[bool], ...]] = {
    "draft": (or_(_UNWRITTEN, _REDRAFT),),
    "check": (_IN_WORK, Piece.revision_id.is_not(None), ~_CHECKED),
    "illustrate": (_IN_WORK, _CHECKED, ~_ILLUSTRATED),
    "submit": (Piece.state.in_((State.DRAFT, State.CHANGES_REQUESTED)), _CHECKED, _ILLUSTRATED, _REVISED, ~_UNREADY),
}
_NEEDED = case(*((and_(*conditions), step) for step, conditions in _NEEDING.items()))

NEEDS_ANY = or_(*(and_(*conditions) for conditions in _NEEDING.values()))
"""Whether any step of the pipeline has something to do for a piece, in SQL."""


class NeededStep(NamedTuple):
    """The next step of a piece, and the revision that it is for; None before the first draft."""

    step: Step
    revision_id: int | None


def submit(session: Session, brief: Brief, by: User) -> Piece:
    """Create a piece in state draft from a brief, and return it.

    Raise Refused if a content team submits for an agency other than its own, or for one that is not listed, if the
    office of a county submits a crisis notice for another one, and for an answer, which is made of a question
    (`bumi.newsroom.questions`).
    """
    refuse_to_speak_for(by, brief.agency)
    refuse_crisis_elsewhere(by, brief)
    if brief.kind is Kind.ANSWER:
        raise Refused(f"«{brief.topic}»: «{brief.kind.persian}» سفارش داده نمی‌شود؛ پرسش را در «پرسش‌ها» پاسخ دهید")
    return submit_next(session, brief, by)


def submit_next(session: Session, brief: Brief, by: User) -> Piece:
    """Create a piece from a brief that follows from earlier work of `by`; the agency is not checked again."""
    new = Piece(
        brief=brief.model_dump(mode="json"),
        kind=brief.kind,
        urgency=brief.urgency,
        agency=brief.agency,
        county=brief.county,
        axis=brief.axis,
        submitted_by=by.name,
        publish_at=brief.publish_at,
        embargo_until=brief.embargo_until,
        expire_at=brief.expire_at,
        revision=None,
        published_revision=None,
        dismissals=[],
        former_slugs=[],
    )
    session.add(new)
    session.flush()
    new.slug = slug_of(new.id, brief.topic)
    put_in_search(session, new)
    write_line(session, new, by, f"{by.persian} سفارش محتوا را ثبت کرد", to_state=State.DRAFT)
    session.flush()
    return new


def piece(session: Session, id: int, seen: int | None = None) -> Piece:
    """Return the piece. Raise BadInput if there is none.

    `seen` is the `version` the user acted on: Raise Refused if the piece has changed since.
    """
    found = session.get(Piece, id)
    number = digits_to_persian(str(id))
    if found is None:
        raise BadInput(f"مطلبی با شماره {number} نیست؛ شماره‌ها را با «bumi list» ببینید")
    if seen not in (None, found.version):
        raise Refused(f"مطلب {number}: از وقتی بازش کردید تغییر کرده است؛ دوباره بازش کنید و ببینید چه مانده است")
    return found


def lean_piece(session: Session, id: int) -> Piece:
    """Return the piece with its latest revision; all else, which pages show, is loaded when it is used."""
    return session.get_one(Piece, id, options=[lazyload("*"), joinedload(Piece.revision).lazyload("*")])


def lean_revision(session: Session, id: int) -> Revision:
    """Return a revision; its findings and images are loaded when they are used."""
    return session.get_one(Revision, id, options=[lazyload("*")])


def pieces(session: Session, *states: State) -> list[Piece]:
    """Return the pieces in any of `states`, or all pieces, oldest first."""
    query = select(Piece).order_by(Piece.id)
    return list(session.scalars(query.where(Piece.state.in_(states)) if states else query))


def newest_ledes(session: Session, most: int) -> list[str]:
    """Return the ledes of up to `most` pieces, those whose latest text is the newest."""
    latest = select(Revision.fields).join(Piece, Piece.id == Revision.piece_id).where(Piece.revision_id == Revision.id)
    return [fields["lede"] for fields in session.scalars(latest.order_by(Revision.id.desc()).limit(most))]


def ahead(session: Session, piece: Piece) -> int:
    """Return how many pieces without a draft come before `piece`: those more urgent, and the older of its urgency."""
    more_urgent = Piece.urgency.in_(MOST_URGENT_FIRST[: MOST_URGENT_FIRST.index(piece.urgency)])
    earlier = or_(more_urgent, and_(Piece.urgency == piece.urgency, Piece.id < piece.id))
    return session.scalar(select(func.count()).select_from(Piece).where(*_NEEDING["draft"], earlier)) or 0


def needed(session: Session, id: int) -> NeededStep | None:
    """Return the step that the piece waits for, or None."""
    row = session.execute(select(_NEEDED, Piece.revision_id).where(Piece.id == id)).one()
    return NeededStep(*row) if row[0] else None


def waiting_by_step(session: Session) -> dict[Step, int]:
    """Return how many pieces wait for each step."""
    rows = session.execute(select(_NEEDED, func.count()).where(Piece.waits, NEEDS_ANY).group_by(_NEEDED))
    return dict.fromkeys(_NEEDING, 0) | {step: count for step, count in rows}


def record_problem(session: Session, piece: Piece, step: str, sentence: str) -> None:
    """Record why `piece` failed at `step`, for people to see; the next success clears it."""
    piece.stumble(step, sentence)
    session.flush()


def slug_of(id: int, topic: str) -> str:
    """Return the slug of a piece, such as «12-جشنواره-گل-محمدی»: letters and digits only, cut at a word boundary."""
    spaced = normal(topic).replace(ZWNJ, " ")
    plain = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in spaced)
    slug = str(id)
    for word in digits_to_latin(plain).split():
        if len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug += f"-{word}"
    return slug


def rename(session: Session, piece: Piece, words: str, by: User) -> None:
    """Change the slug of `piece` to one made of `words`; the old slug redirects permanently.

    Raise BadInput for words without a letter; Refused to non-editors and unless the state is in `SHOWN`.
    """
    shown = digits_to_persian(str(piece.id))
    if reasons := not_an_editor(by):
        raise Refused(*reasons)
    if piece.state not in SHOWN:
        raise Refused(f"مطلب {shown}: «{piece.state.persian}» است؛ نشانی فقط پس از انتشار و بیرون از اصلاح عوض می‌شود")
    slug = slug_of(piece.id, words)
    if slug == str(piece.id):
        raise BadInput(f"از «{words}» نشانی ساخته نمی‌شود؛ چند واژه بنویسید")
    if slug == piece.slug:
        return
    piece.former_slugs = [each for each in piece.former_slugs if each.slug != slug]
    piece.former_slugs.append(FormerSlug(slug=piece.slug, piece_id=piece.id))
    piece.slug, piece.outdated = slug, True
    write_line(session, piece, by, f"{by.persian} نشانی آن را عوض کرد؛ نشانی پیشین به همین مطلب می‌رسد")
    session.flush()
