"""Pages of the photo archive: find, add, describe and withdraw photos, and choose the focal point by touch."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from bumi.cards import CropBox, SafePhoto, crop_round, safe_photo, small_copy
from bumi.checks import check_text
from bumi.desk.authorization import ARCHIVED, DRAFT, OWN_ARCHIVED, STAFF, NotFound, allow
from bumi.desk.form import PHOTO_FILE, Form, whole_number
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, Refused
from bumi.finding import Severity
from bumi.newsroom.accounts.access import edits_archive_photo, seen_among, sees_draft
from bumi.newsroom.content.archive import (
    PAGE,
    ArchiveFilter,
    PhotoDetails,
    PhotoImage,
    add_to_archive,
    allow_again,
    count_archive,
    edit_photo,
    may_allow_again,
    put_into_draft,
    search_archive,
    set_focus,
    withdraw_photo,
)
from bumi.newsroom.media.store import keep, read
from bumi.newsroom.tables import ArchivePhoto, PhotoConsent, PhotoRights
from bumi.newsroom.workflow.photo_rights import may_be_used, uses
from bumi.persian.calendar import now, start_of, tehran_day, typed
from bumi.province import province

router = APIRouter()

_KEPT = {"cache-control": "private, max-age=86400, immutable"}
_SIDES = {"narrow": 320, "wide": 640}
"""Pixels of the longer side of the picture that is touched, on a phone and on a desktop."""
_CROPS = ((16, 9, "صفحه"), (1, 1, "کارت مربع"), (4, 5, "کارت بلند"))


class ShownCrop(NamedTuple):
    """A crop round the focal point, for the page: its Persian name, and the part of the photo."""

    name: str
    box: CropBox


@router.get("/archive")
@allow(STAFF)
def list_photos(request: CurrentRequest) -> Response:
    """Show the archive, narrowed by the query; with `draft` in it, to choose photos for a brief."""
    return _list(request)


@router.post("/archive")
@allow(STAFF, most=PHOTO_FILE, queue="photo")
def add(request: CurrentRequest) -> Response:
    """Add a photo from a phone's camera or a file, re-encoded without metadata."""
    try:
        details = details_in(request.form)
        if not (request.bound_agency or details.agency or "for_all" in request.form):
            raise BadInput(
                "نوشته نشده است چه دستگاهی این عکس را به کار ببرد؛ نامش را بنویسید، یا «همه دستگاه‌ها» را برگزینید"
            )
        image = kept_image(request)
        with request.transaction() as (session, by):
            new = add_to_archive(session, by, image, details).id
    except (BadInput, Refused) as error:
        return _list(request, error.problems)
    return request.redirect(f"/archive/{new}?said=archived")


@router.get("/archive/{archived}")
@allow(STAFF, ARCHIVED)
def show(request: CurrentRequest, archived: int) -> Response:
    """Show a photo: what is said about it, whether it may be published, where it is shown, and how it is cut."""
    return _page(request, archived)


@router.post("/archive/{archived}")
@allow(STAFF, OWN_ARCHIVED)
def edit(request: CurrentRequest, archived: int) -> Response:
    """Change what is said about a photo."""
    try:
        details = details_in(request.form)
        with request.transaction() as (session, by):
            edit_photo(session, archived, by, details)
    except (BadInput, Refused) as error:
        return _page(request, archived, error.problems)
    return request.redirect(f"/archive/{archived}?said=photo-described")


@router.post("/archive/{archived}/focus")
@allow(STAFF, OWN_ARCHIVED)
def focus(request: CurrentRequest, archived: int) -> Response:
    """Set the focal point to where the picture was touched, or let it be found again.

    The picture is an image button, so the browser itself sends where it was touched, in pixels of the shown picture.
    """
    with request.transaction() as (session, by):
        photo = session.get_one(ArchivePhoto, archived)
        point = None if "none" in request.form else _touched(request.form, photo)
        if point or "none" in request.form:
            set_focus(session, archived, by, point)
    return request.redirect(f"/archive/{archived}?said=focus#focus")


@router.post("/archive/{archived}/withdraw")
@allow(STAFF, OWN_ARCHIVED)
def withdraw(request: CurrentRequest, archived: int) -> Response:
    """Withdraw a photo for a reason, or take that back."""
    again = "again" in request.form
    try:
        with request.transaction() as (session, by):
            if again:
                allow_again(session, archived, by)
            else:
                withdraw_photo(session, archived, by, request.form.text("why")[:300])
    except (BadInput, Refused) as error:
        return _page(request, archived, error.problems)
    return request.redirect(f"/archive/{archived}?said={'photo-allowed' if again else 'photo-withdrawn'}")


@router.get("/archive/{archived}/small")
@allow(STAFF, ARCHIVED)
def small(request: CurrentRequest, archived: int) -> Response:
    """Return the small copy of a photo."""
    with request.reading() as (session, _):
        photo = session.get_one(ArchivePhoto, archived)
        if photo.erased_at:
            raise NotFound
        return Response(read(session, photo.small_sha256), media_type="image/jpeg", headers=_KEPT)


@router.post("/briefs/{draft}/archived")
@allow(STAFF, DRAFT)
def choose(request: CurrentRequest, draft: int) -> Response:
    """Put a photo of the archive into a brief."""
    try:
        with request.transaction() as (session, by):
            put_into_draft(session, draft, by, request.form.number("photo"))
    except Refused as error:
        return _list(request, error.problems, draft)
    return request.redirect(f"/briefs/{draft}?said=photo#photos")


def kept_image(request: DeskRequest) -> PhotoImage:
    """Return the photo of a form, from «camera» or «file», re-encoded, with its bytes kept; BadInput if it is none."""
    made = safe_photo(request.form.file("camera") or request.form.file("file"))
    image = PhotoImage(made.data, small_copy(SafePhoto(made.data)), *made.size)
    keep(request.desk.newsroom, [image.data, image.small])
    return image


def details_in(form: Form) -> PhotoDetails:
    """Return what a form says about a photo; BadInput for a day that is none, and for personal data in public words."""
    rights, consent = form.text("rights"), form.text("consent")
    for name, label in (("caption", "شرح عکس"), ("credit", "نام عکاس")):
        found = check_text(form.text(name), only=("privacy",))
        if problems := [f"{label}: {each.message}" for each in found if each.severity is not Severity.ADVISES]:
            raise BadInput(*problems)
    return PhotoDetails(
        caption=form.text("caption"),
        credit=form.text("credit"),
        rights=PhotoRights(rights) if rights in list(PhotoRights) else PhotoRights.MISSING,
        terms=form.text("terms"),
        captured="captured" in form,
        consent=PhotoConsent(consent) if consent in list(PhotoConsent) else PhotoConsent.MISSING,
        county=form.text("county"),
        agency=form.text("agency"),
        taken_on=_day(form, "taken_on", "روز عکس"),
        expires_on=_day(form, "expires_on", "پایان اجازه"),
    )


def _day(form: Form, name: str, label: str) -> date | None:
    moment = form.moment(name, label=label)
    return tehran_day(moment) if moment else None


def _touched(form: Form, photo: ArchivePhoto) -> tuple[float, float] | None:
    """Return the point that was touched, as shares; None from a keyboard, which sends the corner 0,0."""
    for name, side in _SIDES.items():
        x, y = (whole_number(form.text(f"{name}.{axis}")) for axis in "xy")
        if x is not None and y is not None and (x, y) != (0, 0):
            width, height = _shown_size(photo, side)
            return x / width, y / height
    return None


def _shown_size(photo: ArchivePhoto, side: int) -> tuple[int, int]:
    longest = max(photo.width, photo.height)
    return max(1, round(photo.width * side / longest)), max(1, round(photo.height * side / longest))


def _list(request: DeskRequest, problems: tuple[str, ...] = (), draft: int | None = None) -> Response:
    asked, day = _filter(request.query), tehran_day(now())
    page = max(1, whole_number(request.query.get("page", "")) or 1)
    draft = whole_number(request.query.get("draft", "")) if draft is None else draft
    with request.reading() as (session, who):
        chosen_for = draft if draft is not None and sees_draft(session, who, draft) else None
        found = search_archive(session, who, asked, page, day)
        total = count_archive(session, who, asked, day)
        return request.page(
            "archive.html",
            422 if problems else 200,
            problems=problems,
            photos=[(photo, may_be_used(photo, day)) for photo in found],
            total=total,
            page=page,
            pages=max(1, -(-total // PAGE)),
            asked=asked,
            address=_address(asked, chosen_for),
            draft=chosen_for,
            bound_agency=request.bound_agency,
            typed=_typed(request.form),
            **_words(),
        )


def _page(request: DeskRequest, id: int, problems: tuple[str, ...] = ()) -> Response:
    with request.reading() as (session, who):
        photo = session.get_one(ArchivePhoto, id)
        told = uses(session, photo)
        seen = seen_among(session, who, [use.piece.id for use in told])
        return request.page(
            "archive-photo.html",
            422 if problems else 200,
            problems=problems,
            photo=photo,
            form=_typed(request.form) if problems and "caption" in request.form else _said(photo),
            reasons=may_be_used(photo, tehran_day(now())),
            uses=[use for use in told if use.piece.id in seen],
            others=len(told) - len(seen),
            may_allow=may_allow_again(session, photo, who),
            editable=edits_archive_photo(session, who, id) and not photo.erased_at,
            sizes={name: _shown_size(photo, side) for name, side in _SIDES.items()},
            crops=_crops(photo),
            **_words(),
        )


def _crops(photo: ArchivePhoto) -> list[ShownCrop]:
    size = (photo.width, photo.height)
    return [ShownCrop(name, crop_round(photo.focus, size, *ratio)) for *ratio, name in _CROPS] if photo.focus else []


def _said(photo: ArchivePhoto) -> dict[str, str]:
    """Return the details of a photo as its form has them."""
    days = {name: getattr(photo, name) for name in ("taken_on", "expires_on")}
    texts = ("caption", "credit", "rights", "terms", "consent", "county", "agency")
    ticked = {"captured": "1" if photo.captured else ""}
    return (
        {name: getattr(photo, name) for name in texts}
        | ticked
        | {name: typed(start_of(day)).split(" ")[0] if day else "" for name, day in days.items()}
    )


def _typed(form: Form) -> dict[str, str]:
    texts = (
        "caption",
        "credit",
        "rights",
        "terms",
        "consent",
        "county",
        "agency",
        "taken_on",
        "expires_on",
        "captured",
    )
    return {name: form.text(name) for name in texts}


def _words() -> dict[str, object]:
    return {"PhotoRights": PhotoRights, "PhotoConsent": PhotoConsent, "land": province()}


def _filter(query: Mapping[str, str]) -> ArchiveFilter:
    """Return what the address narrows the list to; unknown values narrow nothing."""
    rights = query.get("rights", "")
    return ArchiveFilter(
        word=query.get("word", "").strip()[:80],
        county=query.get("county", "")[:120],
        rights=PhotoRights(rights) if rights in list(PhotoRights) else None,
        expiring="expiring" in query,
    )


def _address(asked: ArchiveFilter, draft: int | None) -> str:
    """Return the filter as the query of an address."""
    named = {"word": asked.word, "county": asked.county, "rights": asked.rights, "draft": draft}
    narrowed = {name: str(value) for name, value in named.items() if value}
    return urlencode(narrowed | ({"expiring": "1"} if asked.expiring else {}))
