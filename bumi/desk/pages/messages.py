"""Pages of shared messages: write a version, approve it, and start the variants of agencies."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind
from bumi.desk.authorization import EDITORS, MESSAGE, STAFF, NotFound, allow
from bumi.desk.brief_form import empty_form
from bumi.desk.difference import changes
from bumi.desk.form import Form, lines_of, quotes_of, whole_number
from bumi.desk.labels import MESSAGE_LABELS, with_labels
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.desk.submission import message_purpose
from bumi.newsroom.accounts.access import seen_among, sees_question
from bumi.newsroom.plan.shared_messages import add_message, add_version, uses
from bumi.newsroom.plan.shared_messages import message as message_of
from bumi.newsroom.tables import Message, PublicQuestion, User
from bumi.planning import MessageContent, approve_message, message_from_answer, outdated_variants, problems_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_EMPTY = {"title": "", "facts": "", "figures": "", "names": "", "quotes": []}


@router.get("/messages/new")
@allow(EDITORS)
def new_message(request: CurrentRequest) -> Response:
    """Show the empty form of a message, or filled with the answer to the public question that the query names."""
    asked = whole_number(request.query.get("question", ""))
    with request.reading() as (session, who):
        if asked is not None and not sees_question(session, who, asked):
            raise NotFound
        known = message_from_answer(session, session.get_one(PublicQuestion, asked)) if asked is not None else {}
    return request.page("message-form.html", message=None, form=_EMPTY | known, problems={})


@router.post("/messages/new")
@allow(EDITORS)
def write(request: CurrentRequest) -> Response:
    """Save a new message, for another editor to approve."""
    form = _sent(request.form)
    if told := _problems(form):
        return request.page("message-form.html", 422, message=None, form=form, problems=told)
    content = MessageContent.model_validate(_content(form)).model_dump(mode="json")
    with request.transaction() as (session, by):
        made = add_message(session, content["title"], content, by)
    return request.redirect(f"/messages/{made.id}?said=written")


@router.get("/messages/{message}")
@allow(STAFF, MESSAGE)
def show(request: CurrentRequest, message: int) -> Response:
    """Show a message, and which agency uses which version."""
    return _page(request, message)


@router.get("/messages/{message}/edit")
@allow(EDITORS, MESSAGE)
def edit_page(request: CurrentRequest, message: int) -> Response:
    """Show the form with the latest version."""
    with request.reading() as (session, _):
        found = session.get_one(Message, message)
        form = _form_of(MessageContent.model_validate(found.versions[-1].content))
        return request.page("message-form.html", message=found, form=form, problems={})


@router.post("/messages/{message}/edit")
@allow(EDITORS, MESSAGE)
def edit(request: CurrentRequest, message: int) -> Response:
    """Save another version; the approved one stays in force until another editor approves this one."""
    form, seen = _sent(request.form), request.form.number("version")
    with request.reading() as (session, _):
        found = session.get_one(Message, message)
        told = _problems(form)
        if found.versions[-1].number != seen:
            told = told | {"title": ["در همین میان نسخه دیگری نوشته شد؛ آن را ببینید و دوباره ثبت کنید"]}
        if told:
            return request.page("message-form.html", 422, message=found, form=form, problems=told)
    with request.transaction() as (session, by):
        content = MessageContent.model_validate(_content(form)).model_dump(mode="json")
        add_version(session, message_of(session, message), content, by)
    return request.redirect(f"/messages/{message}?said=written")


@router.post("/messages/{message}/approve")
@allow(EDITORS, MESSAGE)
def approve_version(request: CurrentRequest, message: int) -> Response:
    """Approve the latest version; waiting variants are returned, to be compared with it."""
    with request.transaction(lambda problems: _page(request, message, 409, problems)) as (session, by):
        approve_message(session, message_of(session, message), by)
    return request.redirect(f"/messages/{message}?said=holds")


@router.post("/messages/{message}/variant")
@allow(STAFF, MESSAGE)
def variant(request: CurrentRequest, message: int) -> Response:
    """Create a draft of a variant's brief."""
    with request.reading() as (session, _):
        title = session.get_one(Message, message).title
    form = empty_form(Kind.NOTICE, request.own_agency)
    return start_briefs(request, [form | {"topic": title, "purpose": message_purpose(message)}])


def _page(request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    with request.reading() as (session, who):
        told = tuple(with_labels(each, MESSAGE_LABELS) for each in problems)
        return request.page("message.html", status, problems=told, **_context(session, id, who))


def _context(session: "Session", id: int, who: User) -> dict[str, Any]:
    found = session.get_one(Message, id)
    holds = found.versions[found.approved - 1] if found.approved else None
    latest = found.versions[-1] if who.decides else holds
    if latest is None:  # content teams see only an approved version
        raise NotFound
    variants = uses(session, found)
    seen = seen_among(session, who, [use.piece_id for use in variants])
    old = {piece.id for piece in outdated_variants(session, found)}
    waits = latest is not holds
    before = _in_words(MessageContent.model_validate(holds.content)) if holds and waits else ""
    return {
        "message": found,
        "version": latest,
        "content": MessageContent.model_validate(latest.content),
        "holds": holds,
        "waits": waits,
        "changed": changes(before, _in_words(MessageContent.model_validate(latest.content))) if before else [],
        "variants": [use for use in variants if use.piece_id in seen],
        "outdated": old & seen,
    }


def _sent(form: Form) -> dict[str, Any]:
    texts = {name: form.text(name) for name in ("title", "facts", "figures", "names")}
    return texts | {"quotes": quotes_of(form)}


def _content(form: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the form, for `Content`: a line is «name: value», or «right: wrong، wrong»."""
    figures = (line.partition(":") for line in lines_of(form["figures"]))
    names = (line.partition(":") for line in lines_of(form["names"]))
    return {
        "title": form["title"],
        "facts": lines_of(form["facts"]),
        "figures": [{"name": name.strip(), "value": value.strip()} for name, _, value in figures],
        "names": [
            {"right": right.strip(), "wrong": [each for each in map(str.strip, wrong.split("،")) if each]}
            for right, _, wrong in names
        ],
        "quotes": form["quotes"],
    }


def _problems(form: dict[str, Any]) -> dict[str, list[str]]:
    found = problems_in(MessageContent, _content(form))
    return {name: [with_labels(sentence, MESSAGE_LABELS) for sentence in told] for name, told in found.items()}


def _form_of(content: MessageContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "facts": "\n".join(content.facts),
        "figures": "\n".join(f"{each.name}: {each.value}" for each in content.figures),
        "names": "\n".join(f"{each.right}: {'، '.join(each.wrong)}" for each in content.names),
        "quotes": [each.model_dump() for each in content.quotes],
    }


def _in_words(content: MessageContent) -> str:
    form = _form_of(content)
    quotes = [f"{each.who}: «{each.text}»" for each in content.quotes]
    return "\n".join(filter(None, (form["title"], form["facts"], form["figures"], *quotes, form["names"])))
