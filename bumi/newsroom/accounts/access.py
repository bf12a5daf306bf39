"""Access rules: query conditions for the rows a user may see, and the agencies a user may submit briefs for."""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, select, true
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.errors import Refused
from bumi.newsroom.states import Role
from bumi.newsroom.tables import (
    ArchivePhoto,
    BriefDraft,
    BriefTemplate,
    Campaign,
    Message,
    Photo,
    Piece,
    PublicQuestion,
    QuestionState,
    User,
)
from bumi.newsroom.tables.content import Rendition, Revision, RevisionMedia
from bumi.persian.text import flat
from bumi.province import County, province, titled
from bumi.words import Urgency


def visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the pieces `user` may see and work on.

    Editors and chiefs see all; a content team those of its own agency, under any name, and those it submitted; a
    contributor those it writes.
    """
    return _within(user, Piece.submitted_by, Piece.agency)


def may_see(user: User, piece: Piece) -> bool:
    """Return whether `visible` shows the piece to `user`, without asking the database."""
    if user.role is Role.CONTRIBUTOR:
        return piece.submitted_by == user.name
    if user.role is not Role.CONTENT:
        return user.decides
    return piece.submitted_by == user.name or bool(user.agency and piece.agency in names_of(user.agency))


def not_an_editor(user: User) -> list[str]:
    """Return a list with the Persian reason why `user` may not do what editors do; empty for editors and chiefs."""
    if user.decides:
        return []
    return [f"«{user.name}» اجازه این کار را ندارد؛ کار «{Role.EDITOR.persian}» یا «{Role.CHIEF.persian}» است"]


def campaigns_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the campaigns `user` may see: as for pieces, by the agency of the event."""
    return _within(user, Campaign.started_by, Campaign.brief["agency"].as_string())


def messages_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the messages `user` may see; content teams see only approved messages."""
    if user.decides:
        return true()
    return Message.approved.is_not(None) if user.role is Role.CONTENT else false()


def templates_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the templates `user` may use.

    Editors and chiefs use all; a content team those of its agency, and without an agency those it has made.
    """
    if user.role is not Role.CONTENT:
        return _all_for(user)
    return BriefTemplate.agency.in_(names_of(user.agency)) if user.agency else BriefTemplate.by == user.name


def questions_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the public questions `user` may see.

    Editors and chiefs see all; a content team those at its agency, under any name, which are no spam.
    """
    if user.role is not Role.CONTENT:
        return _all_for(user)
    if not user.agency:
        return false()
    return and_(PublicQuestion.agency.in_(names_of(user.agency)), PublicQuestion.state != QuestionState.SPAM)


def sees_question(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the public question; False if it does not exist."""
    query = select(PublicQuestion.id).where(PublicQuestion.id == id, questions_visible(user))
    return session.scalar(query) is not None


def seen_questions(session: Session, user: User, ids: Iterable[int]) -> set[int]:
    """Return which of the public questions `ids` the user may see."""
    return set(
        session.scalars(select(PublicQuestion.id).where(PublicQuestion.id.in_(list(ids)), questions_visible(user)))
    )


def answers_for(user: User, agency: str) -> bool:
    """Return whether `user` may answer the public for an agency: as an editor, or as one of its content team."""
    if user.role is not Role.CONTENT:
        return user.decides
    return bool(user.agency and agency and agency in names_of(user.agency))


def sees_template(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may use the template; False if it does not exist."""
    return session.scalar(select(BriefTemplate.id).where(BriefTemplate.id == id, templates_visible(user))) is not None


def sees_campaign(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the campaign; False if it does not exist."""
    query = select(Campaign.id).where(Campaign.id == id, campaigns_visible(user))
    return session.scalar(query) is not None


def sees_message(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the message; False if it does not exist."""
    return session.scalar(select(Message.id).where(Message.id == id, messages_visible(user))) is not None


def seen_among(session: Session, user: User, ids: Iterable[int]) -> set[int]:
    """Return which of the pieces `ids` the user may see."""
    return set(session.scalars(select(Piece.id).where(Piece.id.in_(list(ids)), visible(user))))


def sees_piece(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the piece; False if it does not exist."""
    return session.scalar(select(Piece.id).where(Piece.id == id, visible(user))) is not None


def seen_pieces(session: Session, user: User, after: int, most: int) -> list[Piece]:
    """Return up to `most` pieces that `user` may see with an id greater than `after`, oldest first."""
    query = select(Piece).where(visible(user), Piece.id > after).order_by(Piece.id).limit(most)
    return list(session.scalars(query))


def sees_draft(session: Session, user: User, id: int) -> bool:
    """Return whether the brief draft belongs to `user`."""
    return session.scalar(select(BriefDraft.id).where(BriefDraft.id == id, BriefDraft.by == user.name)) is not None


def types_draft(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may save into a draft: one of their own, or one that no longer exists."""
    by = session.scalar(select(BriefDraft.by).where(BriefDraft.id == id))
    return by is None or by == user.name


def sees_photo(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the photo: as its author, or because they may see its piece."""
    photo = session.execute(select(Photo.by, Photo.piece_id).where(Photo.id == id)).one_or_none()
    if photo is None:
        return False
    return photo.by == user.name or (photo.piece_id is not None and sees_piece(session, user, photo.piece_id))


def archive_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the photos of the archive that `user` may see and use.

    Editors and chiefs see all; a content team those of its agency, those for all, and those it added; a contributor
    those it added.
    """
    own = archive_editable(user)
    return or_(own, ArchivePhoto.agency == "") if user.role is Role.CONTENT else own


def archive_editable(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the photos of the archive whose details `user` may change."""
    return _within(user, ArchivePhoto.by, ArchivePhoto.agency)


def sees_archive_photo(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see and use the photo of the archive; False if it does not exist."""
    query = select(ArchivePhoto.id).where(ArchivePhoto.id == id, archive_visible(user))
    return session.scalar(query) is not None


def edits_archive_photo(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may change the details of the photo; False if it does not exist."""
    query = select(ArchivePhoto.id).where(ArchivePhoto.id == id, archive_editable(user))
    return session.scalar(query) is not None


def sees_image(session: Session, user: User, sha256: str) -> bool:
    """Return whether any revision of a piece visible to `user` has this image or the original of this rendition."""
    shown = select(Rendition.of).where(Rendition.sha256 == sha256)
    query = (
        select(Piece.id)
        .join(Revision, Revision.piece_id == Piece.id)
        .join(RevisionMedia, RevisionMedia.revision_id == Revision.id)
        .where(or_(RevisionMedia.sha256 == sha256, RevisionMedia.sha256.in_(shown)), visible(user))
    )
    return session.scalar(query.limit(1)) is not None


def agency_name(name: str) -> str:
    """Return the official name of an agency, or `name` unchanged if the province does not list it."""
    known = province().agency(name)
    return known.name if known else name


def names_of(agency: str) -> set[str]:
    """Return all names under which an agency is known, the given one among them."""
    known = province().agency(agency)
    return {agency, known.name, *known.aliases} if known else {agency}


def _all_for(user: User) -> ColumnElement[bool]:
    return true() if user.decides else false()


def _within(user: User, own: SQLColumnExpression[str], agency: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Return the condition of rows that name `user` as theirs, or their agency by any name; editors have all."""
    if user.role is Role.CONTRIBUTOR:
        return own == user.name
    if user.role is not Role.CONTENT:
        return _all_for(user)
    mine = own == user.name
    return or_(mine, agency.in_(names_of(user.agency))) if user.agency else mine


def office_county(user: User) -> County | None:
    """Return the county of whose governor's or district office `user` is a content team; None for everybody else."""
    agency = province().agency(user.agency) if user.role is Role.CONTENT else None
    return province().county(agency.office_of) if agency and agency.office_of else None


def sees_county(_session: Session, user: User, slug: str) -> bool:
    """Return whether `user` may open the page of the county: editors those of all, an office its own."""
    county = province().county_at(slug)
    return county is not None and (user.decides or office_county(user) == county)


def refuse_crisis_elsewhere(user: User, brief: Brief) -> None:
    """Raise Refused if the office of a county begins a crisis notice for another county, or for the whole province."""
    own = office_county(user)
    if own is None or brief.urgency is not Urgency.CRISIS or province().county(brief.county) == own:
        return
    raise Refused(
        f"«{user.name}» تنها برای {titled('شهرستان', own.name)} اطلاعیه بحران می‌نویسد، نه برای «{brief.county}»؛ "
        "شهرستان را درست کنید، یا از میز رسانه استان بخواهید که آن را بنویسد"
    )


_ALIKE = 0.65  # difflib ratio: one word more or less, or a few typing errors
_MOST = 3


def refuse_to_speak_for(user: User, agency: str) -> None:
    """Raise Refused if a content team submits for an agency other than its own, or for one that is not listed.

    A contributor submits no briefs: it writes what editors have commissioned.
    """
    if user.role is Role.CONTRIBUTOR:
        raise Refused(f"«{user.name}» سفارش نمی‌دهد؛ «{user.role.persian}» فقط فراخوانی را می‌نویسد که به او سپرده‌اند")
    if user.role is not Role.CONTENT:
        return
    if user.agency and flat(agency_name(agency)) != flat(agency_name(user.agency)):
        raise Refused(f"«{user.name}» برای «{user.agency}» سفارش می‌دهد، نه برای «{agency}»؛ دستگاه را درست کنید")
    if not user.agency and (doubt := not_listed(agency)):
        raise Refused(f"{doubt}؛ وگرنه از سردبیر بخواهید آن را دستگاه شما کند، یا از دبیر که سفارش را ثبت کند")


def not_listed(agency: str) -> str:
    """Return a Persian sentence that the agency is not listed, with similar names; empty if it is listed."""
    if province().agency(agency):
        return ""
    near = " یا ".join(f"«{name}»" for name in _near(agency))
    hint = f"اگر {near} است همان را بنویسید" if near else "املای نامش را ببینید"
    return f"دستگاه «{agency}» در فهرست دستگاه‌های استان نیست؛ {hint}"


def _near(name: str) -> list[str]:
    """Return agencies with a name similar to `name` or with all of its words, except those of another county."""
    known = province().meant_by(name)
    words, where = set(flat(name).split()), counties_named_in(name)
    fuller = [each for each in known if words <= set(each.split())]
    likest = get_close_matches(flat(name), known, n=2 * _MOST, cutoff=_ALIKE)
    near = dict.fromkeys(known[each] for each in (*fuller, *likest))
    return [each for each in near if not where or not counties_named_in(each) or where & counties_named_in(each)][
        :_MOST
    ]


def counties_named_in(agency: str) -> set[str]:
    """Return the counties mentioned in an agency's name, directly or by a town; the province's name does not count."""
    name = f" {flat(agency)} ".replace(f" {flat(province().name)} ", " ")
    return {
        county.name
        for county in province().counties
        if any(f" {flat(place)} " in name for place in (county.name, *county.places))
    }
