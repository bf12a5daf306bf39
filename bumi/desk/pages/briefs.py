"""Pages of a brief: start it by kind, from pasted text or a file; save and read it while it is typed; submit it."""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind, brief_from, problems_by_field
from bumi.checks import as_written
from bumi.desk.authorization import DRAFT, OWN_DRAFT, STAFF, TEMPLATE, NotFound, allow
from bumi.desk.brief_form import data_of, empty_form, form_of, note_key, sent_form, undated, with_answer
from bumi.desk.form import BRIEF_FILE, PHOTO_FILE, RELEASE
from bumi.desk.labels import BRIEF_LABELS, with_labels
from bumi.desk.model_processes import KnownSuggestions
from bumi.desk.pages.photos import details_in, kept_image
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.desk.submission import (
    campaign_problems,
    changed_piece,
    contradicting_time,
    describe_purpose,
    fixed_fields,
    name_purpose,
    submit_brief,
)
from bumi.errors import BadInput, NotAvailable, Refused
from bumi.markup import plain_words
from bumi.models.planner.facts import LABELS as FACTS
from bumi.models.planner.reading import Reading, read_brief
from bumi.models.planner.suggestions import About
from bumi.newsroom.accounts.access import refuse_to_speak_for
from bumi.newsroom.content.archive import add_to_archive
from bumi.newsroom.content.briefs import needs_request
from bumi.newsroom.content.photos import add_photo, lead_with, photos_of, remove_photo
from bumi.newsroom.content.templates import LONGEST_NAME, drop_template, keep_template, templates
from bumi.newsroom.content.typed import KEPT, begin_draft, bring_back, keep_draft, throw_away
from bumi.newsroom.tables import BriefDraft, BriefTemplate, PhotoConsent, PhotoRights, User
from bumi.newsroom.workflow.photo_rights import archived, may_be_used
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.plain_yaml import documents_in
from bumi.province import province
from bumi.release import OpenPoint, read_release, release_in, still_asked
from bumi.words import FOR_BRIEFS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_MOST_BRIEFS = 20  # of one file
_FEWEST_WORDS = 8  # of a press release
_READ_AGAIN = 15_000  # characters of a release that is read again whenever its form is shown


@router.get("/briefs/new")
@allow(STAFF)
def ways(request: CurrentRequest) -> Response:
    """Show the ways to start a brief: a kind, a press release, a file."""
    return _ways(request)


@router.post("/briefs/new")
@allow(STAFF)
def begin(request: CurrentRequest) -> Response:
    """Create a draft of the chosen kind."""
    kind = next((kind for kind in FOR_BRIEFS if kind.value == request.form.text("kind")), None)
    if kind is None:
        raise NotFound
    return start_briefs(request, [empty_form(kind, request.own_agency)])


@router.post("/briefs/paste")
@allow(STAFF, most=RELEASE, queue="text")
def paste(request: CurrentRequest) -> Response:
    """Create a draft from a pasted press release, in text or HTML."""
    release = request.form.text("release")
    text = plain_words(release)
    try:
        if len(text.split()) < _FEWEST_WORDS:
            raise BadInput("متن خبر کوتاه است؛ همه آن را بچسبانید")
        found = read_release(text)
    except BadInput as error:
        return _ways(request, error.problems, release)
    return start_briefs(request, [form_of(found.data())], "?said=read")


@router.post("/briefs/upload")
@allow(STAFF, most=BRIEF_FILE, queue="text")
def upload(request: CurrentRequest) -> Response:
    """Create a draft for every document of a YAML file, or one from a release in text, Word or PDF."""
    data, name = request.form.file("file"), "پرونده شما"
    try:
        if release := release_in(data, name):
            return start_briefs(request, [form_of(release.data())], "?said=read")
        documents = documents_in(data, name)
        if len(documents) > _MOST_BRIEFS:
            count, most = (digits_to_persian(str(number)) for number in (len(documents), _MOST_BRIEFS))
            raise BadInput(f"این پرونده {count} سفارش دارد؛ آن را به پرونده‌هایی با حداکثر {most} سفارش بشکنید")
    except (BadInput, NotAvailable) as error:
        return _ways(request, error.problems)
    return start_briefs(request, [form_of(each) for each in documents])


@router.post("/templates/{template}")
@allow(STAFF, TEMPLATE)
def begin_from_template(request: CurrentRequest, template: int) -> Response:
    """Create a draft from a template, or drop the template."""
    if "drop" in request.form:
        with request.transaction() as (session, by), request.undoable(session, by, "برداشتن الگو", "/briefs/new"):
            drop_template(session, template)
        return request.redirect("/briefs/new?said=template-dropped")
    with request.reading() as (session, _):
        form: dict[str, Any] = session.get_one(BriefTemplate, template).form
    return start_briefs(request, [form])


@router.get("/briefs/{draft}")
@allow(STAFF, DRAFT)
def show(request: CurrentRequest, draft: int) -> Response:
    """Show the form of a draft; with `wrong` in the query, with all its problems."""
    with request.reading() as (session, who):
        found = session.get_one(BriefDraft, draft)
        if found.dropped_at:
            return request.page("dropped.html", draft=found, days=KEPT.days)
        form, asked = found.form, "wrong" in request.query
        return _page(request, session, draft, form, _problems(session, form, who) if asked else {})


@router.post("/briefs/{draft}")
@allow(STAFF, OWN_DRAFT)
def send(request: CurrentRequest, draft: int) -> Response:
    """Save the draft and, with «send», submit it; problems are shown beside their fields.

    A text that would overwrite that of another browser tab becomes a draft of its own, which is shown instead.
    """
    form = _typed(request, draft)
    if place := request.desk.earlier_submission(request.form.text("tab"), form):  # the button was pressed twice
        return request.redirect(place)
    with request.transaction() as (session, by):
        kept = _kept(request, session, by, draft, form)
    if kept != draft:
        return request.redirect(f"/briefs/{kept}?said=apart")
    if "answer" in request.form or "read" in request.form:
        return request.redirect(f"/briefs/{draft}?said=kept#reading")
    if "send" not in request.form:
        if "template" in request.form:
            return _keep_template(request, draft, form)
        return request.redirect(f"/briefs/{draft}?said=kept" + ("#more" if "more" in request.form else ""))
    with request.reading() as (session, who):
        wrong = _problems(session, form, who)
    if wrong:
        # Redirect: if this were the answer to POST, reloading it would overwrite the newer text with the old one.
        return request.redirect(f"/briefs/{draft}?wrong=1")
    try:
        with request.transaction() as (session, by):
            kept = _kept(request, session, by, draft, form)  # locked from here on
            if kept == draft:
                place = submit_brief(
                    session, brief_from(data_of(form), "سفارش"), by, form["purpose"], draft, form["why"]
                )
    except (BadInput, Refused) as error:
        with request.reading() as (session, who):
            field = "why" if _asks_why(session, form, who) and not form["why"].strip() else "notes"
            return _page(request, session, draft, form, {field: list(error.problems)})
    if kept != draft:  # another tab was faster
        return request.redirect(f"/briefs/{kept}?said=apart")
    request.desk.submitted.append((request.form.text("tab"), form, place))
    request.desk.start_drafting()
    return request.redirect(place)


@router.post("/briefs/{draft}/keep")
@allow(STAFF, OWN_DRAFT)
def save(request: CurrentRequest, draft: int) -> Response:
    """Save the draft; called by the page's script, which is told only where its text became another draft."""
    form = _typed(request, draft)
    if request.desk.earlier_submission(
        request.form.text("tab"), form
    ):  # sent before the submission, and arrived after it
        return Response(status_code=204)
    with request.transaction() as (session, by):
        kept = _kept(request, session, by, draft, form)
    return Response(status_code=204) if kept == draft else request.page("apart.html", draft=kept)


@router.post("/briefs/{draft}/reading")
@allow(STAFF, OWN_DRAFT, queue="reading")
def read(request: CurrentRequest, draft: int) -> Response:
    """Return questions and suggested sentences for the notes; called by the page's script.

    Saves nothing and does not wait for the model: while it works, the page asks again.
    """
    form = _typed(request, draft)
    return request.page("reading.html", **_read(request, form))


@router.post("/briefs/{draft}/drop")
@allow(STAFF, DRAFT)
def drop(request: CurrentRequest, draft: int) -> Response:
    """Drop the draft, and redirect to where it can be restored."""
    with request.transaction() as (session, _):
        throw_away(session, draft)
    return request.redirect(f"/briefs/{draft}")


@router.post("/briefs/{draft}/restore")
@allow(STAFF, DRAFT)
def restore(request: CurrentRequest, draft: int) -> Response:
    """Restore a dropped draft."""
    with request.transaction() as (session, _):
        bring_back(session, draft)
    return request.redirect(f"/briefs/{draft}?said=brought-back")


@router.post("/briefs/{draft}/photo")
@allow(STAFF, DRAFT, most=PHOTO_FILE, queue="photo")
def photo(request: CurrentRequest, draft: int) -> Response:
    """Add a photo to the archive for the agency of the brief, re-encoded without metadata; put it into the draft."""
    try:
        with request.reading() as (session, _):
            agency = session.get_one(BriefDraft, draft).form.get("agency", "")
        if not (agency or request.bound_agency):
            raise BadInput("دستگاه این سفارش هنوز نوشته نشده است؛ آن را بنویسید و ذخیره کنید، سپس عکس را بیفزایید")
        details, image = replace(details_in(request.form), agency=agency), kept_image(request)
        with request.transaction() as (session, by):
            add_to_archive(session, by, image, details)
            add_photo(session, draft, by, image.data, image.width, image.height)
    except (BadInput, Refused) as error:
        with request.reading() as (session, _):
            form = session.get_one(BriefDraft, draft).form
            return _page(request, session, draft, form, {"file": list(error.problems)}, "عکس افزوده نشد")
    return request.redirect(f"/briefs/{draft}?said=photo#photos")


@router.post("/briefs/{draft}/lead-photo")
@allow(STAFF, DRAFT)
def lead(request: CurrentRequest, draft: int) -> Response:
    """Make a photo of the draft the one that leads the piece."""
    with request.transaction() as (session, _):
        lead_with(session, draft, request.form.number("photo"))
    return request.redirect(f"/briefs/{draft}?said=lead-photo#photos")


@router.post("/briefs/{draft}/no-photo")
@allow(STAFF, DRAFT)
def drop_photo(request: CurrentRequest, draft: int) -> Response:
    """Remove a photo of the draft."""
    with request.transaction() as (session, _):
        remove_photo(session, draft, request.form.number("photo"))
    return request.redirect(f"/briefs/{draft}?said=no-photo#photos")


def start_briefs(request: DeskRequest, forms: list[dict[str, Any]], said: str = "") -> Response:
    """Create a draft from each form, and redirect to it, or to the queue where there are several."""
    with request.transaction() as (session, by):
        own = {"agency": request.bound_agency} if request.bound_agency else {}
        made = [begin_draft(session, by, form | own).id for form in forms]
    return request.redirect(f"/briefs/{made[0]}{said}" if len(made) == 1 else "/?shelf=write")


def _ways(request: DeskRequest, problems: tuple[str, ...] = (), release: str = "") -> Response:
    with request.reading() as (session, who):
        kept = templates(session, who)
        return request.page(
            "new-brief.html", 422 if problems else 200, problems=problems, release=release, templates=kept
        )


def _problems(session: "Session", form: dict[str, Any], by: User) -> dict[str, list[str]]:
    """Return what is wrong with a form, by field."""
    changed = changed_piece(session, form["purpose"], by)
    return (
        problems_by_field(data_of(form))
        or contradicting_time(form, changed.brief_model if changed else None)
        or campaign_problems(form)
        or _unspoken(form, by)
    )


def _unspoken(form: dict[str, Any], by: User) -> dict[str, list[str]]:
    """Return why `by` may not submit for the agency of the form."""
    try:
        refuse_to_speak_for(by, form["agency"])
    except Refused as error:
        return {"agency": list(error.problems)}
    return {}


def _asks_why(session: "Session", form: dict[str, Any], by: User) -> bool:
    """Return whether the form changes a brief by a request, which needs a reason."""
    changed = changed_piece(session, form["purpose"], by)
    return changed is not None and needs_request(changed)


def _typed(request: DeskRequest, draft: int) -> dict[str, Any]:
    """Return the form that was sent, with the release of its draft, and the agency of a content team."""
    own = request.bound_agency
    with request.reading() as (session, who):
        kept = session.get(BriefDraft, draft)
        release = kept.form.get("release", "") if kept and kept.by == who.name else ""
        form = sent_form(request.form, request.user_name) | {"release": release} | ({"agency": own} if own else {})
        if changed := changed_piece(session, form["purpose"], who):
            form |= fixed_fields(changed)
    answer = request.form.text("answer")
    return with_answer(form, answer) if answer else form


def _kept(request: DeskRequest, session: "Session", by: User, draft: int, form: dict[str, Any]) -> int:
    return keep_draft(session, by, draft, form, request.form.text("tab")[:40], request.form.text("after")[:40])


def _keep_template(request: DeskRequest, draft: int, form: dict[str, Any]) -> Response:
    """Keep the form, without its times, as a template of its agency."""
    try:
        with (
            request.transaction() as (session, by),
            request.undoable(session, by, "نگه داشتن الگو", f"/briefs/{draft}"),
        ):
            keep_template(session, by, form["agency"], request.form.text("template_name"), undated(form))
    except (BadInput, Refused) as error:
        with request.reading() as (session, _):
            problems = {"template_name": list(error.problems)}
            return _page(request, session, draft, form, problems, "الگو ذخیره نشد")
    return request.redirect(f"/briefs/{draft}?said=template")


def _read(request: DeskRequest, form: dict[str, Any]) -> dict[str, Any]:
    """Return the reading of a form, with the choice for each note."""

    def suggest(about: About, notes: Sequence[str]) -> KnownSuggestions:
        return request.desk.suggest(request.user_name, about, notes)

    reading: Reading = read_brief(data_of(form), suggest, as_written)
    said = {note_key(saying["note"]): saying for saying in form.get("sayings", ())}
    return {"reading": reading, "sayings": said, "facts": FACTS}


def _asked(form: dict[str, Any]) -> tuple[OpenPoint, ...]:
    """Return what the release of the form leaves open; nothing for a release too long to be read again each time."""
    release = form.get("release", "")
    return still_asked(release, data_of(form)) if 0 < len(release) <= _READ_AGAIN else ()


def _page(
    request: DeskRequest,
    session: "Session",
    draft: int,
    form: dict[str, Any],
    problems: dict[str, list[str]],
    failed: str = "سفارش هنوز فرستاده نشد",
) -> Response:
    form = empty_form(Kind.EVENT, "") | form  # a draft from before a field existed has it empty
    changed = changed_piece(session, form["purpose"], request.user) if request.user else None
    asks_why = changed is not None and needs_request(changed)
    found = {name: [with_labels(sentence) for sentence in told] for name, told in problems.items()}
    return request.page(
        "brief.html",
        422 if found else 200,
        draft=draft,
        tab=token_urlsafe(12),
        after=session.get_one(BriefDraft, draft).page,
        form=form,
        purpose=describe_purpose(session, form["purpose"], asks_why),
        heading=name_purpose(form["purpose"], asks_why) if changed else "سفارش محتوا",
        changed=changed,
        asks_why=asks_why,
        longest_name=LONGEST_NAME,
        labels=BRIEF_LABELS,
        problems=found,
        asked=_asked(form),
        failed=failed,
        photos=(photos := photos_of(session, draft_id=draft)),
        archived=(known := archived(session, (each.id for each in photos))),
        forbidden={id: may_be_used(photo, tehran_day(now())) for id, photo in known.items()},
        photo_details={
            name: request.form.text(name) for name in ("caption", "credit", "rights", "consent", "captured")
        },
        PhotoRights=PhotoRights,
        PhotoConsent=PhotoConsent,
        land=province(),
        **_read(request, form),
    )
