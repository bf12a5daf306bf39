"""Submitting a brief: chosen by kind, pasted or uploaded; kept and read while it is typed; handed in when right."""

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind, brief_from, problems_by_field
from bumi.cards import safe_photo
from bumi.checks import as_written
from bumi.desk.brief_form import LABELS, answered, blank, data_of, form_of, form_sent, note_key
from bumi.desk.form import BRIEF_FILE, PHOTO_FILE, RELEASE
from bumi.desk.gate import DRAFT, PEOPLE, TYPED, NotThere, only
from bumi.desk.labels import in_persian
from bumi.desk.purpose import hand_in, purpose_in_words, untimely
from bumi.desk.thinker import Thoughts
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, NotAvailable, Refused
from bumi.markup import plain_words
from bumi.models.planner.facts import LABELS as FACTS
from bumi.models.planner.reading import Reading, read_brief
from bumi.models.planner.suggestions import About
from bumi.newsroom.accounts.access import refuse_to_speak_for
from bumi.newsroom.content.photos import add_photo, photos_of, remove_photo
from bumi.newsroom.content.typed import KEPT, begin_draft, bring_back, keep_draft, throw_away
from bumi.newsroom.tables import BriefDraft, User
from bumi.persian.text import digits_to_persian
from bumi.plain_yaml import documents_in
from bumi.province import province
from bumi.release import OpenPoint, read_release, release_in, still_asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["begun", "router"]

router = APIRouter()

_MOST_BRIEFS = 20  # of one file
_FEWEST_WORDS = 8  # of a press release
_READ_AGAIN = 15_000  # characters of one that is read for every look at its form


@router.get("/briefs/new")
@only(PEOPLE)
def ways(visit: Visiting) -> Response:
    """Show the ways to begin: a kind, a press release, a file."""
    return _ways(visit)


@router.post("/briefs/new")
@only(PEOPLE)
def begin(visit: Visiting) -> Response:
    """Begin a brief of the chosen kind."""
    kind = next((kind for kind in Kind if kind.value == visit.form.text("kind")), None)
    if kind is None:
        raise NotThere
    return begun(visit, [blank(kind, visit.who.agency if visit.who else "")])


@router.post("/briefs/paste")
@only(PEOPLE, most=RELEASE, heavy="text")
def paste(visit: Visiting) -> Response:
    """Propose a brief from a press release, whether it was pasted as text or as HTML."""
    release = visit.form.text("release")
    text = plain_words(release)
    try:
        if len(text.split()) < _FEWEST_WORDS:
            raise BadInput("متن خبر کوتاه است؛ همه آن را بچسبانید")
        found = read_release(text)
    except BadInput as error:
        return _ways(visit, error.problems, release)
    return begun(visit, [form_of(found.data())], "?said=read")


@router.post("/briefs/upload")
@only(PEOPLE, most=BRIEF_FILE, heavy="text")
def upload(visit: Visiting) -> Response:
    """Begin a brief for every document of a YAML file, or one from a press release as text, Word or PDF."""
    data, name = visit.form.file("file"), "پرونده شما"
    try:
        if release := release_in(data, name):
            return begun(visit, [form_of(release.data())], "?said=read")
        documents = documents_in(data, name)
        if len(documents) > _MOST_BRIEFS:
            count, most = (digits_to_persian(str(number)) for number in (len(documents), _MOST_BRIEFS))
            raise BadInput(f"این پرونده {count} سفارش دارد؛ آن را به پرونده‌هایی با حداکثر {most} سفارش بشکنید")
    except (BadInput, NotAvailable) as error:
        return _ways(visit, error.problems)
    return begun(visit, [form_of(each) for each in documents])


@router.get("/briefs/{draft}")
@only(PEOPLE, DRAFT)
def show(visit: Visiting, draft: int) -> Response:
    """Show a brief as far as it is typed; with `wrong` in the address, with all that is wrong with it."""
    with visit.looking() as (session, who):
        found = session.get_one(BriefDraft, draft)
        if found.dropped_at:
            return visit.page("dropped.html", draft=found, days=KEPT.days)
        form, asked = found.form, "wrong" in visit.request.query_params
        return _page(visit, session, draft, form, _problems(form, who) if asked else {})


@router.post("/briefs/{draft}")
@only(PEOPLE, TYPED)
def send(visit: Visiting, draft: int) -> Response:
    """Keep what was typed and, with «send», hand it in; what is wrong is told beside its field.

    What would overwrite another page's text is set apart and shown instead.
    """
    form = _typed(visit, draft)
    if place := visit.desk.led_to(visit.form.text("tab"), form):  # a second press, after the first
        return visit.to(place)
    with visit.acting() as (session, by):
        kept = _kept(visit, session, by, draft, form)
    if kept != draft:
        return visit.to(f"/briefs/{kept}?said=apart")
    if "answer" in visit.form or "read" in visit.form:
        return visit.to(f"/briefs/{draft}?said=kept#reading")
    if "send" not in visit.form:
        return visit.to(f"/briefs/{draft}?said=kept" + ("#more" if "more" in visit.form else ""))
    if _problems(form, by):
        # A page of its own address: were this the answer, reloading it would send the old text over the newer one.
        return visit.to(f"/briefs/{draft}?wrong=1")
    try:
        with visit.acting() as (session, by):
            kept = _kept(visit, session, by, draft, form)  # held from here on
            if kept == draft:
                place = hand_in(session, brief_from(data_of(form), "سفارش"), by, form["purpose"], draft)
    except (BadInput, Refused) as error:
        with visit.looking() as (session, _):
            return _page(visit, session, draft, form, {"notes": list(error.problems)})
    if kept != draft:  # another page was quicker
        return visit.to(f"/briefs/{kept}?said=apart")
    visit.desk.handed_in.append((visit.form.text("tab"), form, place))
    visit.desk.nudge()
    return visit.to(place)


@router.post("/briefs/{draft}/keep")
@only(PEOPLE, TYPED)
def keep(visit: Visiting, draft: int) -> Response:
    """Keep what is typed so far: the page calls this by itself. It is told only where its text was set apart."""
    form = _typed(visit, draft)
    if visit.desk.led_to(visit.form.text("tab"), form):  # it was on its way when the button was pressed
        return Response(status_code=204)
    with visit.acting() as (session, by):
        kept = _kept(visit, session, by, draft, form)
    return Response(status_code=204) if kept == draft else visit.page("apart.html", draft=kept)


@router.post("/briefs/{draft}/reading")
@only(PEOPLE, TYPED, heavy="reading")
def read(visit: Visiting, draft: int) -> Response:
    """Tell what to ask at the notes and fields, and which sentences there are for them; the page calls this by itself.

    It keeps nothing and waits for nothing: where the model still thinks, the page asks again.
    """
    form = _typed(visit, draft)
    return visit.page("reading.html", **_read(visit, form))


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
@only(PEOPLE, DRAFT, most=PHOTO_FILE, heavy="photo")
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


def begun(visit: Visit, forms: list[dict[str, Any]], said: str = "") -> Response:
    """Begin a brief from each form, for whoever acts to go on typing, and lead there."""
    with visit.acting() as (session, by):
        own = {"agency": by.agency} if by.agency and not by.decides else {}
        made = [begin_draft(session, by, form | own).id for form in forms]
    return visit.to(f"/briefs/{made[0]}{said}" if len(made) == 1 else "/?shelf=write")


def _ways(visit: Visit, problems: tuple[str, ...] = (), release: str = "") -> Response:
    return visit.page("new-brief.html", 422 if problems else 200, problems=problems, release=release)


def _problems(form: dict[str, Any], by: User) -> dict[str, list[str]]:
    return problems_by_field(data_of(form)) or untimely(form) or _unspoken(form, by)


def _unspoken(form: dict[str, Any], by: User) -> dict[str, list[str]]:
    """Return what keeps `by` from handing in for the agency of the form."""
    try:
        refuse_to_speak_for(by, form["agency"])
    except Refused as error:
        return {"agency": list(error.problems)}
    return {}


def _typed(visit: Visit, draft: int) -> dict[str, Any]:
    """Return what was typed, with the release of which the draft was read; a content team speaks for its own agency."""
    own = visit.who.agency if visit.who and not visit.who.decides else ""
    with visit.looking() as (session, who):
        kept = session.get(BriefDraft, draft)
        release = kept.form.get("release", "") if kept and kept.by == who.name else ""
    form = form_sent(visit.form, visit.name) | {"release": release} | ({"agency": own} if own else {})
    answer = visit.form.text("answer")
    return answered(form, answer) if answer else form


def _kept(visit: Visit, session: "Session", by: User, draft: int, form: dict[str, Any]) -> int:
    return keep_draft(session, by, draft, form, visit.form.text("tab")[:40], visit.form.text("after")[:40])


def _read(visit: Visit, form: dict[str, Any]) -> dict[str, Any]:
    """Return the reading of a form, with what was chosen at each note."""

    def think(about: About, notes: Sequence[str]) -> Thoughts:
        return visit.desk.think(visit.name, about, notes)

    reading: Reading = read_brief(data_of(form), think, as_written)
    said = {note_key(saying["note"]): saying for saying in form.get("sayings", ())}
    return {"reading": reading, "sayings": said, "facts": FACTS}


def _asked(form: dict[str, Any]) -> tuple[OpenPoint, ...]:
    """Return what the release of the form leaves open; of one too long to be read for every look at it nothing."""
    release = form.get("release", "")
    return still_asked(release, data_of(form)) if 0 < len(release) <= _READ_AGAIN else ()


def _page(
    visit: Visit,
    session: "Session",
    draft: int,
    form: dict[str, Any],
    problems: dict[str, list[str]],
    failed: str = "سفارش هنوز فرستاده نشد",
) -> Response:
    form = blank(Kind.EVENT, "") | form  # one begun before a part was known has it empty
    found = {name: [in_persian(sentence) for sentence in told] for name, told in problems.items()}
    return visit.page(
        "brief.html",
        422 if found else 200,
        draft=draft,
        tab=token_urlsafe(12),
        after=session.get_one(BriefDraft, draft).page,
        form=form,
        purpose=purpose_in_words(session, form.get("purpose", "")),
        labels=LABELS,
        problems=found,
        asked=_asked(form),
        failed=failed,
        photos=photos_of(session, draft_id=draft),
        land=province(),
        **_read(visit, form),
    )
