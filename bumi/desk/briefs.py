"""Submitting a brief: chosen by kind, pasted or uploaded; kept while it is typed; handed in when it is right."""

import html
import re
from typing import TYPE_CHECKING, Any

import nh3
from fastapi import APIRouter, Response

from bumi.brief import Kind, brief_from, problems_by_field
from bumi.cards.photo import safe_photo
from bumi.desk.brief_form import LABELS, blank, data_of, form_of, form_sent
from bumi.desk.gate import DRAFT, PEOPLE, NotThere, only
from bumi.desk.labels import in_persian
from bumi.desk.purpose import hand_in, purpose_in_words, untimely
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, BumiError, Refused
from bumi.newsroom.brief_drafts import KEPT, begin_draft, bring_back, keep_draft, throw_away
from bumi.newsroom.photos import add_photo, photos_of, remove_photo
from bumi.newsroom.tables import BriefDraft
from bumi.plain_yaml import documents_in
from bumi.province import province
from bumi.release import read_release

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["begun", "router"]

router = APIRouter()

_MOST_BRIEFS = 20  # of one file
_BLOCK = re.compile(r"(?i)<(?:/p|/div|/h\d|/li|br)\b[^>]*>")


@router.get("/briefs/new")
@only(PEOPLE)
def ways(visit: Visiting) -> Response:
    """Show the ways to begin: a kind, a press release, a file."""
    return visit.page("new-brief.html", problems=())


@router.post("/briefs/new")
@only(PEOPLE)
def begin(visit: Visiting) -> Response:
    """Begin a brief of the chosen kind."""
    kind = next((kind for kind in Kind if kind.value == visit.form.text("kind")), None)
    if kind is None:
        raise NotThere
    return begun(visit, [blank(kind, visit.who.agency if visit.who else "")])


@router.post("/briefs/paste")
@only(PEOPLE)
def paste(visit: Visiting) -> Response:
    """Propose a brief from a press release, whether it was pasted as text or as HTML."""
    text = _plain(visit.form.text("release"))
    if len(text.split()) < 8:
        return visit.page("new-brief.html", 422, problems=("متن خبر کوتاه است؛ همه آن را بچسبانید",))
    return begun(visit, [form_of(read_release(text))], "?said=read")


@router.post("/briefs/upload")
@only(PEOPLE)
def upload(visit: Visiting) -> Response:
    """Begin a brief for every document of a YAML file."""
    try:
        documents = documents_in(visit.form.file("file"), "پرونده شما")
    except BadInput as error:
        return visit.page("new-brief.html", 422, problems=error.problems)
    return begun(visit, [form_of(each) for each in documents[:_MOST_BRIEFS]])


@router.get("/briefs/{draft}")
@only(PEOPLE, DRAFT)
def show(visit: Visiting, draft: int) -> Response:
    """Show a brief as far as it is typed; with `wrong` in the address, with all that is wrong with it."""
    with visit.looking() as (session, _):
        found = session.get_one(BriefDraft, draft)
        if found.dropped_at:
            return visit.page("dropped.html", draft=found, days=KEPT.days)
        form, asked = found.form, "wrong" in visit.request.query_params
        return _page(visit, session, draft, form, _problems(form) if asked else {})


@router.post("/briefs/{draft}")
@only(PEOPLE, DRAFT)
def send(visit: Visiting, draft: int) -> Response:
    """Keep what was typed and, with «send», hand it in; what is wrong is told beside its field."""
    form = form_sent(visit.form)
    with visit.acting() as (session, by):
        if by.agency and not by.decides:
            form["agency"] = by.agency
        if not keep_draft(session, draft, form):
            raise NotThere
    if "send" not in visit.form:
        return visit.to(f"/briefs/{draft}?said=kept" + ("#more" if "more" in visit.form else ""))
    if _problems(form):
        # A page of its own address: were this the answer, reloading it would send the old text over the newer one.
        return visit.to(f"/briefs/{draft}?wrong=1")
    try:
        with visit.acting() as (session, by):
            if not keep_draft(session, draft, form):  # a second press was quicker
                raise NotThere
            place = hand_in(session, brief_from(data_of(form), "سفارش"), by, form["purpose"], draft)
    except BumiError as error:
        with visit.looking() as (session, _):
            return _page(visit, session, draft, form, {"notes": list(error.problems)})
    visit.desk.nudge()
    return visit.to(place)


@router.post("/briefs/{draft}/keep")
@only(PEOPLE, DRAFT)
def keep(visit: Visiting, draft: int) -> Response:
    """Keep what is typed so far, and answer with nothing: the page calls this by itself."""
    with visit.acting() as (session, _):
        if not keep_draft(session, draft, form_sent(visit.form)):
            raise NotThere
    return Response(status_code=204)


@router.post("/briefs/{draft}/drop")
@only(PEOPLE, DRAFT)
def drop(visit: Visiting, draft: int) -> Response:
    """Throw it away, and lead to where it can be brought back."""
    with visit.acting() as (session, _):
        throw_away(session, draft)
    return visit.to(f"/briefs/{draft}")


@router.post("/briefs/{draft}/restore")
@only(PEOPLE, DRAFT)
def restore(visit: Visiting, draft: int) -> Response:
    """Bring it back, as it was."""
    with visit.acting() as (session, _):
        bring_back(session, draft)
    return visit.to(f"/briefs/{draft}?said=brought-back")


@router.post("/briefs/{draft}/photo")
@only(PEOPLE, DRAFT)
def photo(visit: Visiting, draft: int) -> Response:
    """Add a photo, made safe."""
    try:
        made = safe_photo(visit.form.file("file"))
        with visit.acting() as (session, by):
            add_photo(session, draft, by, made.data, *made.size)
    except (BadInput, Refused) as error:
        with visit.looking() as (session, _):
            form = session.get_one(BriefDraft, draft).form
            return _page(visit, session, draft, form, {"file": list(error.problems)}, "عکس افزوده نشد")
    return visit.to(f"/briefs/{draft}?said=photo#photos")


@router.post("/briefs/{draft}/no-photo")
@only(PEOPLE, DRAFT)
def no_photo(visit: Visiting, draft: int) -> Response:
    """Throw a photo of the brief away."""
    with visit.acting() as (session, _):
        remove_photo(session, draft, visit.form.number("photo"))
    return visit.to(f"/briefs/{draft}?said=no-photo#photos")


def _plain(release: str) -> str:
    """Return the words of a press release that may have come with its HTML: a line for every block, and no tag."""
    return html.unescape(nh3.clean(_BLOCK.sub("\n", release), tags=set()))


def begun(visit: Visit, forms: list[dict[str, Any]], said: str = "") -> Response:
    """Begin a brief from each form, for whoever acts to go on typing, and lead there."""
    with visit.acting() as (session, by):
        own = {"agency": by.agency} if by.agency and not by.decides else {}
        made = [begin_draft(session, by, form | own).id for form in forms]
    return visit.to(f"/briefs/{made[0]}{said}" if len(made) == 1 else "/?shelf=write")


def _problems(form: dict[str, Any]) -> dict[str, list[str]]:
    return problems_by_field(data_of(form)) or untimely(form)


def _page(
    visit: Visit,
    session: "Session",
    draft: int,
    form: dict[str, Any],
    problems: dict[str, list[str]],
    failed: str = "سفارش هنوز فرستاده نشد",
) -> Response:
    found = {name: [in_persian(sentence) for sentence in told] for name, told in problems.items()}
    return visit.page(
        "brief.html",
        422 if found else 200,
        draft=draft,
        form=form,
        purpose=purpose_in_words(session, form.get("purpose", "")),
        labels=LABELS,
        problems=found,
        failed=failed,
        photos=photos_of(session, draft_id=draft),
        land=province(),
    )
