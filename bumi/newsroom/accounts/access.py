"""Access rules: who may see which row, as conditions of queries, and for which agencies a user may hand in briefs."""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.states import Role
from bumi.newsroom.tables import BriefDraft, Campaign, Message, Photo, Piece, User
from bumi.newsroom.tables.content import Rendition, Revision, RevisionMedia
from bumi.persian.text import flat
from bumi.province import province

__all__ = [
    "agency_name",
    "campaigns_visible",
    "messages_visible",
    "not_listed",
    "refuse_to_speak_for",
    "seen_among",
    "seen_pieces",
    "sees_campaign",
    "sees_draft",
    "sees_image",
    "sees_message",
    "sees_photo",
    "sees_piece",
    "types_draft",
    "visible",
]


def visible(user: User) -> ColumnElement[bool]:
    """Return the condition of the pieces that `user` sees and touches.

    Editors and chiefs all; a content team those of its own agency, by whatever name, and those it handed in.
    """
    if user.role in (Role.EDITOR, Role.CHIEF):
        return true()
    if user.role is not Role.CONTENT:
        return false()
    own = Piece.submitted_by == user.name
    return or_(own, Piece.agency.in_(_names(user.agency))) if user.agency else own


def campaigns_visible(user: User) -> ColumnElement[bool]:
    """Return the condition of the campaigns that `user` sees: as with pieces, by the agency of the event."""
    if user.role in (Role.EDITOR, Role.CHIEF):
        return true()
    if user.role is not Role.CONTENT:
        return false()
    own = Campaign.started_by == user.name
    return or_(own, Campaign.brief["agency"].as_string().in_(_names(user.agency))) if user.agency else own


def messages_visible(user: User) -> ColumnElement[bool]:
    """Return the condition of the messages that `user` sees: content teams those that hold, for them to give."""
    if user.role in (Role.EDITOR, Role.CHIEF):
        return true()
    return Message.approved.is_not(None) if user.role is Role.CONTENT else false()


def sees_campaign(session: Session, user: User, id: int) -> bool:
    """Say whether `user` sees the campaign; not where there is none."""
    query = select(Campaign.id).where(Campaign.id == id, campaigns_visible(user))
    return session.scalar(query) is not None


def sees_message(session: Session, user: User, id: int) -> bool:
    """Say whether `user` sees the message; not where there is none."""
    return session.scalar(select(Message.id).where(Message.id == id, messages_visible(user))) is not None


def seen_among(session: Session, user: User, ids: Iterable[int]) -> set[int]:
    """Return which of the pieces `ids` the user sees."""
    return set(session.scalars(select(Piece.id).where(Piece.id.in_(list(ids)), visible(user))))


def sees_piece(session: Session, user: User, id: int) -> bool:
    """Say whether `user` sees the piece; not where there is none."""
    return session.scalar(select(Piece.id).where(Piece.id == id, visible(user))) is not None


def seen_pieces(session: Session, user: User, after: int, most: int) -> list[Piece]:
    """Return at most so many of the pieces that `user` sees, oldest first, from the one after number `after`."""
    query = select(Piece).where(visible(user), Piece.id > after).order_by(Piece.id).limit(most)
    return list(session.scalars(query))


def sees_draft(session: Session, user: User, id: int) -> bool:
    """Say whether the brief that is being typed is the user's own."""
    return session.scalar(select(BriefDraft.id).where(BriefDraft.id == id, BriefDraft.by == user.name)) is not None


def types_draft(session: Session, user: User, id: int) -> bool:
    """Say whether `user` may send what a page has typed into a draft: into an own one, or one that is gone."""
    by = session.scalar(select(BriefDraft.by).where(BriefDraft.id == id))
    return by is None or by == user.name


def sees_photo(session: Session, user: User, id: int) -> bool:
    """Say whether `user` sees the photo: its author, and whoever sees the piece it came with."""
    photo = session.execute(select(Photo.by, Photo.piece_id).where(Photo.id == id)).one_or_none()
    if photo is None:
        return False
    return photo.by == user.name or (photo.piece_id is not None and sees_piece(session, user, photo.piece_id))


def sees_image(session: Session, user: User, sha256: str) -> bool:
    """Say whether a piece that `user` sees carries the image or what it is a rendition of, in whichever revision."""
    shown = select(Rendition.of).where(Rendition.sha256 == sha256)
    query = (
        select(Piece.id)
        .join(Revision, Revision.piece_id == Piece.id)
        .join(RevisionMedia, RevisionMedia.revision_id == Revision.id)
        .where(or_(RevisionMedia.sha256 == sha256, RevisionMedia.sha256.in_(shown)), visible(user))
    )
    return session.scalar(query.limit(1)) is not None


def agency_name(name: str) -> str:
    """Return the name that the province gives an agency, or `name` where it lists none such."""
    known = province().agency(name)
    return known.name if known else name


def _names(agency: str) -> set[str]:
    known = province().agency(agency)
    return {agency, known.name, *known.aliases} if known else {agency}


_ALIKE = 0.65  # of difflib's ratio: a word more or less, or a few slips
_MOST = 3


def refuse_to_speak_for(user: User, agency: str) -> None:
    """Raise Refused where a content team hands in for another agency than its own, or for one that nobody lists."""
    if user.role is not Role.CONTENT:
        return
    if user.agency and flat(agency_name(agency)) != flat(agency_name(user.agency)):
        raise Refused(f"«{user.name}» برای «{user.agency}» سفارش می‌دهد، نه برای «{agency}»؛ دستگاه را درست کنید")
    if not user.agency and (doubt := not_listed(agency)):
        raise Refused(f"{doubt}؛ وگرنه از سردبیر بخواهید آن را دستگاه شما کند، یا از دبیر که سفارش را ثبت کند")


def not_listed(agency: str) -> str:
    """Return in words that the province does not list an agency, with those of like name; nothing where it does."""
    if province().agency(agency):
        return ""
    near = " یا ".join(f"«{name}»" for name in _near(agency))
    hint = f"اگر {near} است همان را بنویسید" if near else "املای نامش را ببینید"
    return f"دستگاه «{agency}» در فهرست دستگاه‌های استان نیست؛ {hint}"


def _near(name: str) -> list[str]:
    """Return the agencies that one of whose names has all words of `name`, or is most like it; of no other county."""
    known = {flat(each): agency.name for agency in province().agencies for each in (agency.name, *agency.aliases)}
    words, where = set(flat(name).split()), _counties(name)
    fuller = [each for each in known if words <= set(each.split())]
    likest = get_close_matches(flat(name), known, n=2 * _MOST, cutoff=_ALIKE)
    near = dict.fromkeys(known[each] for each in (*fuller, *likest))
    return [each for each in near if not where or not _counties(each) or where & _counties(each)][:_MOST]


def _counties(agency: str) -> set[str]:
    """Return the counties that the name of an agency names, by themselves or by a town; the province is none."""
    name = f" {flat(agency)} ".replace(f" {flat(province().name)} ", " ")
    return {
        county.name
        for county in province().counties
        if any(f" {flat(place)} " in name for place in (county.name, *county.places))
    }
