"""The photo archive: add a photo once, describe it, find it, put it into a brief, withdraw it, let its bytes go."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import (
    agency_name,
    archive_visible,
    edits_archive_photo,
    not_listed,
    sees_archive_photo,
)
from bumi.newsroom.accounts.shown_names import shown_names
from bumi.newsroom.content.photos import photos_of, place_photo
from bumi.newsroom.index.search import holds_words, search_text
from bumi.newsroom.media.store import expect, name
from bumi.newsroom.states import Role
from bumi.newsroom.tables import ArchivePhoto, Photo, PhotoConsent, PhotoRights, User
from bumi.newsroom.workflow.author_names import names_itself, names_somebody
from bumi.newsroom.workflow.photo_rights import forbidden, uses
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import normal
from bumi.province import province

PAGE = 24
"""Photos per page."""
SOON = timedelta(days=30)
"""How long before its last day a photo is listed as expiring."""
KEPT_AFTER = timedelta(days=30)
"""How long the bytes of a photo stay after it was withdrawn, or expired, and readers no longer see it."""

_LONGEST = 300  # letters of a caption, a credit or terms


@dataclass(frozen=True)
class PhotoDetails:
    """What people say about a photo; `agency` is who may use it, "" for all, and `county` "" for the whole province.

    `captured`: a camera took it.
    """

    caption: str
    credit: str = ""
    rights: PhotoRights = PhotoRights.MISSING
    terms: str = ""
    captured: bool = False
    consent: PhotoConsent = PhotoConsent.MISSING
    county: str = ""
    agency: str = ""
    taken_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class PhotoImage:
    """A re-encoded photo with its small copy; both are kept in the media store before they are added."""

    data: bytes
    small: bytes
    width: int
    height: int


@dataclass(frozen=True)
class ArchiveFilter:
    """What the archive is narrowed to; what is empty narrows nothing. `expiring`: forbidden, or within 30 days."""

    word: str = ""
    county: str = ""
    rights: PhotoRights | None = None
    expiring: bool = False


def add_to_archive(
    session: Session, by: User, image: PhotoImage, details: PhotoDetails, photographer: str | None = None
) -> ArchivePhoto:
    """Add a photo, or return the one with the same bytes, which stays as it is.

    `photographer` is the account of the contributor who took it, whom pages credit in place of `credit`.

    A content team adds for its own agency if it has one. Raise BadInput for details that cannot be; Refused where
    another agency has the photo, or for what an editor forbade before its bytes were erased; ValueError if its bytes
    were not kept (`bumi.newsroom.media.store.keep`) before this transaction.
    """
    sha256, small = (hashlib.sha256(data).hexdigest() for data in (image.data, image.small))
    known = session.scalar(select(ArchivePhoto).where(ArchivePhoto.sha256 == sha256).with_for_update())
    if known and not sees_archive_photo(session, by, known.id):
        raise Refused("این عکس در بایگانی دستگاه دیگری است؛ از دبیر بخواهید آن را برای همه باز کند")
    if known and known.erased_at is None:
        return known
    new = known or _new(sha256, by, details)
    new.photographer = photographer
    new.credit = details.credit if photographer else ""
    new.small_sha256, new.width, new.height, new.erased_at = small, image.width, image.height, None
    _describe(session, new, by, details)
    session.add(new)
    name(session, [sha256, small])
    session.flush()
    return new


def edit_photo(session: Session, id: int, by: User, details: PhotoDetails) -> ArchivePhoto:
    """Change what is said about a photo. Raise BadInput for what cannot be, Refused unless `by` may change it.

    After an editor's decision on rights, consent or last day only editors allow more.
    """
    photo = _kept(session, id, by)
    _describe(session, photo, by, details)
    session.flush()
    return photo


def set_focus(session: Session, id: int, by: User, focus: tuple[float, float] | None) -> None:
    """Choose the point that every crop keeps, as shares from left and top, or none. Refused as in `edit_photo`."""
    photo = _own(session, id, by)
    photo.focus_x, photo.focus_y = (None, None) if focus is None else (_share(focus[0]), _share(focus[1]))
    session.flush()


def withdraw_photo(session: Session, id: int, by: User, why: str, at: datetime | None = None) -> None:
    """Withdraw a photo for a reason: no piece with it is approved from now on. BadInput without a reason.

    Raise Refused where an editor has withdrawn it and `by` is none.
    """
    photo, why = _own(session, id, by), _line(why)
    if not why:
        raise BadInput("دلیل پس گرفتن عکس نوشته نشده است؛ در یک جمله بنویسیدش")
    _respect_withdrawal(session, photo, by)
    photo.withdrawn_at, photo.withdrawn_why, photo.withdrawn_by = at or now(), why, by.name
    session.flush()


def allow_again(session: Session, id: int, by: User) -> None:
    """Take the withdrawal of a photo back. Refused as in `withdraw_photo`, and where its bytes are gone."""
    photo = _kept(session, id, by)
    _respect_withdrawal(session, photo, by)
    photo.withdrawn_at, photo.withdrawn_why, photo.withdrawn_by = None, "", None
    session.flush()


def may_allow_again(session: Session, photo: ArchivePhoto, by: User) -> bool:
    """Return whether `by` may take a withdrawal back: what an editor withdrew, only editors."""
    return by.decides or not photo.withdrawn_by or not session.get_one(User, photo.withdrawn_by).decides


def search_archive(session: Session, user: User, asked: ArchiveFilter, page: int, day: date) -> list[ArchivePhoto]:
    """Return one page (from 1) of the photos that `user` may see and `asked` lets through, newest first."""
    query = select(ArchivePhoto).where(*_conditions(user, asked, day)).order_by(ArchivePhoto.id.desc())
    return list(session.scalars(query.limit(PAGE).offset(PAGE * (page - 1))))


def count_archive(session: Session, user: User, asked: ArchiveFilter, day: date) -> int:
    """Return how many photos `search_archive` finds on all pages."""
    return session.scalar(select(func.count(ArchivePhoto.id)).where(*_conditions(user, asked, day))) or 0


def put_into_draft(session: Session, draft_id: int, by: User, id: int) -> Photo:
    """Name a photo of the archive in a brief draft.

    Raise Refused if `by` may not see it, if its bytes are gone, or if the draft has it or as many as it may.
    """
    found = session.get(ArchivePhoto, id) if sees_archive_photo(session, by, id) else None
    if found is None or found.erased_at:
        raise Refused("این عکس در بایگانی نیست یا پاک شده است؛ عکس دیگری برگزینید")
    if found.sha256 in (each.sha256 for each in photos_of(session, draft_id=draft_id)):
        raise Refused("این عکس در سفارش هست؛ عکس دیگری برگزینید")
    return place_photo(session, draft_id, by, found.sha256, found.width, found.height)


def erase_expired(session: Session, at: datetime) -> int:
    """Let go of the bytes of photos that were withdrawn, or expired, long ago, if no piece shows or awaits them.

    Return their number. The rows stay, and say what was published; cleaning the media store removes the bytes.
    """
    before = at - KEPT_AFTER
    over = (ArchivePhoto.withdrawn_at < before) | (ArchivePhoto.expires_on < tehran_day(before))
    query = select(ArchivePhoto).where(over, ArchivePhoto.erased_at.is_(None)).order_by(ArchivePhoto.id)
    gone = [
        each for each in session.scalars(query.with_for_update()) if not any(it.needed for it in uses(session, each))
    ]
    for each in gone:
        each.erased_at = at
    expect(session, {sha256 for each in gone for sha256 in (each.sha256, each.small_sha256)})
    session.flush()
    return len(gone)


def _new(sha256: str, by: User, details: PhotoDetails) -> ArchivePhoto:
    agency = by.agency if by.role is Role.CONTENT and by.agency else agency_name(_line(details.agency))
    nothing = {"rights": PhotoRights.MISSING, "consent": PhotoConsent.MISSING, "expires_on": None}
    return ArchivePhoto(sha256=sha256, by=by.name, agency=agency, **nothing)


def _describe(session: Session, photo: ArchivePhoto, by: User, details: PhotoDetails) -> None:
    agency = photo.agency if by.role is Role.CONTENT else agency_name(_line(details.agency))
    texts = {"caption": _line(details.caption), "credit": _line(details.credit), "terms": _line(details.terms)}
    problems = [f"«{text[:20]}…» بلند است؛ حداکثر ۳۰۰ نویسه بنویسید" for text in texts.values() if len(text) > _LONGEST]
    if details.rights is PhotoRights.LICENSED and not texts["terms"]:
        problems.append("شرط مجوز عکس نوشته نشده است؛ بنویسید چه چیزی اجازه دارد")
    if details.county and province().county(details.county) is None:
        problems.append(f"شهرستان «{details.county}» در {province().name} نیست؛ یکی از فهرست را برگزینید")
    if agency and by.role is not Role.CONTENT and (doubt := not_listed(agency)):
        problems.append(doubt)
    if details.taken_on and details.expires_on and details.expires_on < details.taken_on:
        problems.append("پایان اجازه پیش از روز عکس است؛ یکی از این دو را درست کنید")
    if photo.photographer:
        problems += _naming_photographer(session, photo, photo.photographer, by, texts)
    if problems:
        raise BadInput(*problems)
    _note_decision(photo, by, details)
    photo.caption, photo.credit, photo.terms = texts["caption"], texts["credit"], texts["terms"]
    photo.rights, photo.consent, photo.county, photo.agency = details.rights, details.consent, details.county, agency
    photo.taken_on, photo.expires_on, photo.captured = details.taken_on, details.expires_on, details.captured
    photo.words = search_text(photo.caption, photo.credit, agency, photo.county or province().name, photo.terms)


def _naming_photographer(
    session: Session, photo: ArchivePhoto, photographer: str, by: User, texts: Mapping[str, str]
) -> list[str]:
    """Return why what is said may not be drawn or written into files: there no withdrawal reaches a name.

    Who may not know the photographer's account is refused the names of all contributors alike.
    """
    problems = []
    if texts["credit"] != photo.credit:
        problems.append(f"عکاس این عکس پدیدآور است و نامش خودکار زیر عکس می‌آید؛ در جای عکاس «{photo.credit}» بگذارید")
    knows = shown_names(session, by)(photographer) == photographer
    if names_itself(session, photographer, texts["caption"]) or (
        not knows and names_somebody(session, texts["caption"])
    ):
        problems.append("نام پدیدآوری در شرح عکس آمده است و با پس گرفتن رضایت نمی‌رود؛ آن را از شرح بردارید")
    return problems


def _note_decision(photo: ArchivePhoto, by: User, details: PhotoDetails) -> None:
    """Store that an editor decides on rights, consent or last day; raise Refused where another allows more after it."""
    rights, consent, last = photo.rights, photo.consent, photo.expires_on
    if (details.rights, details.consent, details.expires_on) == (rights, consent, last):
        return
    if by.decides:
        photo.decided_by, photo.decided_at = by.name, now()
        return
    loosened = (
        details.rights not in (rights, PhotoRights.MISSING)
        or details.consent not in (consent, PhotoConsent.MISSING)
        or (last is not None and (details.expires_on is None or details.expires_on > last))
    )
    if photo.decided_by and loosened:
        raise Refused(
            f"حق انتشار، رضایت و پایان اجازه این عکس را دبیر («{photo.decided_by}») ثبت کرده است؛"
            " برای بازتر کردنش از دبیر بخواهید"
        )


def _respect_withdrawal(session: Session, photo: ArchivePhoto, by: User) -> None:
    if not may_allow_again(session, photo, by):
        raise Refused(f"این عکس را دبیر («{photo.withdrawn_by}») پس گرفته است؛ از دبیر بخواهید")


def _kept(session: Session, id: int, by: User) -> ArchivePhoto:
    photo = _own(session, id, by)
    if photo.erased_at:
        raise Refused("خود این عکس پاک شده است؛ دوباره به بایگانی بیفزایید")
    return photo


def _own(session: Session, id: int, by: User) -> ArchivePhoto:
    if not edits_archive_photo(session, by, id):
        raise Refused(f"«{by.name}» اجازه تغییر این عکس را ندارد؛ از دبیر بخواهید")
    return session.get_one(ArchivePhoto, id, with_for_update=True)


def _conditions(user: User, asked: ArchiveFilter, day: date) -> list[ColumnElement[bool]]:
    found = [archive_visible(user), ArchivePhoto.erased_at.is_(None)]
    if asked.word.strip():
        found.append(holds_words(ArchivePhoto.words, asked.word))
    if asked.county:
        found.append(ArchivePhoto.county == asked.county)
    if asked.rights:
        found.append(ArchivePhoto.rights == asked.rights)
    if asked.expiring:
        found.append(forbidden(day + SOON))
    return found


def _line(text: str) -> str:
    return " ".join(normal(text).split())


def _share(number: float) -> float:
    return round(min(max(number, 0.0), 1.0), 4)
