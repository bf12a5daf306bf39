"""Findings of the checks of a piece, and their dismissal by editors."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.states import LIVE, Role
from bumi.newsroom.tables import Checkup, Dismissal, Piece, Revision, User
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.text import digits_to_persian, normal

_DUPLICATES = "duplicates"  # the check whose findings name another piece, by the number at the end of their code


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


def told_to(session: Session, user: User, found: Iterable[Finding]) -> list[Finding]:
    """Return findings as `user` may read them: which piece a text repeats is told to those who may see that piece."""
    told = list(found)
    if user.decides:
        return told
    others = {each: int(each.code.rpartition("-")[2]) for each in told if each.check == _DUPLICATES}
    public = select(Piece.id).where(Piece.id.in_(others.values()), Piece.state.in_(LIVE))
    seen = {*seen_among(session, user, others.values()), *session.scalars(public)} if others else set()
    return [_unnamed(each) if each in others and others[each] not in seen else each for each in told]


def _unnamed(finding: Finding) -> Finding:
    return finding.model_copy(update={"message": message("alike/unnamed")})


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
    told = _unnamed(dismissed) if dismissed.check == _DUPLICATES else dismissed  # its author reads the timeline, too
    write_line(session, piece, by, f"{by.persian} این یافته را نادیده گرفت: {told.message}", why)
    session.flush()
