"""Writing of a commissioned piece: its contributor's findings become the notes of the brief, then the text goes in."""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.brief import brief_from
from bumi.errors import BadInput, Refused
from bumi.newsroom.commissions.lists import pitch_of_piece
from bumi.newsroom.index.search import put_in_search
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.brief_versions import version
from bumi.newsroom.workflow.refusals import numbered, refused
from bumi.newsroom.workflow.revisions import add_revision
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import move

WRITABLE = (State.DRAFT, State.CHANGES_REQUESTED)
"""The states in which a commissioned piece is in the hands of its contributor."""


def keep_findings(session: Session, piece: Piece, lines: list[str], by: User) -> None:
    """Make what the contributor has found the notes of the brief: names, figures and sayings of the text come from it.

    A text that is there already is checked again. Raise Refused unless `by` writes the piece and it is in their hands;
    BadInput, with all problems, for notes that no brief may have.
    """
    refuse_others(session, piece, by)
    if not lines:
        raise BadInput(f"{numbered(piece)}: هیچ یافته‌ای ننوشته‌اید؛ هر چه دیده‌اید و شنیده‌اید در سطری بنویسید، با منبعش")
    brief = brief_from(piece.brief | {"notes": lines}, numbered(piece))
    if brief == piece.brief_model:
        return
    piece.brief = brief.model_dump(mode="json")
    if kept := version(session, piece, piece.brief_version):
        kept.brief = piece.brief  # photos made a version of the brief; a way back to it keeps the findings
    put_in_search(session, piece)
    write_line(session, piece, by, f"{by.persian} یافته‌هایش را نوشت")
    if piece.revision:
        add_revision(session, piece, piece.revision.fields_model, by)
    session.flush()


def has_findings(piece: Piece) -> bool:
    """Return whether the contributor has written what the text rests on."""
    return list(piece.brief_model.notes) != [piece.brief_model.topic]


def hand_in(session: Session, piece: Piece, by: User, at: datetime | None = None) -> None:
    """Send a commissioned piece to the editors; from there on it goes the way of every piece.

    Raise Refused, with all reasons, unless `by` writes it, without findings, and where it may not be moved.
    """
    refuse_others(session, piece, by)
    if not has_findings(piece):
        raise refused(piece, "یافته‌هایتان را ننوشته‌اید؛ دبیر باید ببیند هر جمله بر چه استوار است")
    move(session, piece, State.SUBMITTED, by, at=at)


def refuse_others(session: Session, piece: Piece, by: User) -> None:
    """Raise Refused unless `by` writes the commissioned piece and it is in their hands."""
    own = pitch_of_piece(session, piece)
    if own is None or own.by != by.name:
        raise Refused(f"{numbered(piece)} فراخوانی نیست که به «{by.name}» سپرده باشند؛ «فراخوان‌ها» را ببینید")
    if piece.state not in WRITABLE:
        raise refused(piece, f"«{piece.state.persian}» است و اکنون در دست دبیر است؛ اگر برگرداند دوباره بنویسیدش")
