"""Findings of the checks of a piece, and their dismissal by editors."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.accounts.shown_names import shown_names
from bumi.newsroom.states import LIVE, Role
from bumi.newsroom.tables import Checkup, Dismissal, Piece, Revision, User
from bumi.newsroom.workflow.author_names import CHECK as BYLINE
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.text import digits_to_persian, normal

_DUPLICATES = "duplicates"  # the check whose findings name another piece, by the number at the end of their code
_IN_TIMELINE = {_DUPLICATES: "alike/unnamed", BYLINE: "byline/for-a-chief"}
"""What the timeline says of findings of these checks, whose words not all may read who read the timeline."""


def record_findings(session: Session, revision: Revision, findings: Iterable[Finding]) -> None:
    """Record that `revision` was checked, with its findings (perhaps none); a later check replaces them."""
    found = [finding.model_dump(mode="json", exclude={"fingerprint"}) for finding in findings]
    if revision.checkup is None:
        revision.checkup = Checkup(findings=found)
    else:
        revision.checkup.findings = found
    session.get_one(Piece, revision.piece_id).settle()
    session.flush()


def findings(session: Session, piece: Piece, dismissed: bool = False) -> list[Finding]:
    """Return the findings of the latest revision; dismissed ones only if `dismissed` is true."""
    checkup = piece.revision and piece.revision.checkup
    found = [Finding.model_validate(each) for each in checkup.findings] if checkup else []
    waved = {dismissal.fingerprint for dismissal in piece.dismissals}
    return [finding for finding in found if dismissed or finding.fingerprint not in waved]


def told_to(session: Session, user: User, found: Iterable[Finding], author: str | None = None) -> list[Finding]:
    """Return findings as `user` may read them; `author` is the account of the contributor who wrote the text.

    That a text repeats another is told to those who may see the other: who types sentences until one is found could
    else read what nobody has published. Where an author's own name stands in the text is not told to those who know
    the author by a pen name.
    """
    told = list(found)
    if author and shown_names(session, user)(author) != author:
        told = [_somewhere(each) if each.check == BYLINE else each for each in told]
    repeated = [id for each in told if (id := repeats(each.check, each.code)) is not None]
    unseen = unseen_by(session, user, repeated)
    return [each for each in told if repeats(each.check, each.code) not in unseen]


def repeats(check: str, code: str) -> int | None:
    """Return the number of the piece that a finding says is repeated; None for every other finding."""
    return int(code.rpartition("-")[2]) if check == _DUPLICATES else None


def unseen_by(session: Session, user: User, ids: Collection[int]) -> set[int]:
    """Return which of the pieces `ids` neither `user` may see nor readers."""
    if user.decides or not ids:
        return set()
    public = select(Piece.id).where(Piece.id.in_(ids), Piece.state.in_(LIVE))
    return set(ids) - seen_among(session, user, ids) - set(session.scalars(public))


def _somewhere(finding: Finding) -> Finding:
    """Return a finding without its place and words."""
    hidden = {"start": 0, "end": 0, "matched": "", "message": message("byline/for-a-chief")}
    return finding.model_copy(update=hidden)


def dismiss(session: Session, piece: Piece, fingerprint: str, by: User, why: str) -> None:
    """Dismiss a finding, for this and later revisions; dismissing it again changes nothing.

    Raise BadInput if the piece has no such finding; Refused, with all reasons, unless `by` is an editor (for a blocking
    finding, a chief) and gives a reason.
    """
    every = {finding.fingerprint: finding for finding in findings(session, piece, dismissed=True)}
    if fingerprint not in every:
        number = digits_to_persian(str(piece.id))
        raise BadInput(
            f"مطلب {number} یافته‌ای با شناسه «{fingerprint}» ندارد؛ شناسه را از «bumi show {piece.id}» بردارید"
        )
    why = " ".join(normal(why).split())
    reasons = []
    if by.role not in (Role.EDITOR, Role.CHIEF):
        reasons.append(f"«{by.name}» با نقش «{by.role.persian}» نمی‌تواند یافته‌ای را نادیده بگیرد؛ از دبیر بخواهید")
    elif by.role is not Role.CHIEF and every[fingerprint].severity is Severity.BLOCKS:
        reasons.append("این یافته مانع است و تنها سردبیر آن را نادیده می‌گیرد؛ متن را اصلاح کنید یا از سردبیر بخواهید")
    if not why:
        reasons.append("برای نادیده گرفتن یافته دلیل بنویسید")
    if reasons:
        raise Refused(*reasons)
    if any(dismissal.fingerprint == fingerprint for dismissal in piece.dismissals):
        return
    piece.dismissals.append(Dismissal(fingerprint=fingerprint, by=by.name, why=why))
    dismissed = every[fingerprint]
    told = _IN_TIMELINE.get(dismissed.check)
    said = message(told) if told else dismissed.message
    write_line(session, piece, by, f"{by.persian} این یافته را نادیده گرفت: {said}", why)
    session.flush()
