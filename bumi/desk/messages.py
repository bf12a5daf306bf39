"""One voice: a message is written, approved by another, given by every agency as its own variant, and kept to."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind
from bumi.desk.brief_form import blank
from bumi.desk.briefs import begun
from bumi.desk.difference import changes
from bumi.desk.form import Form, lines_of, quotes_of
from bumi.desk.gate import DECIDERS, MESSAGE, PEOPLE, NotThere, only
from bumi.desk.labels import MESSAGE_LABELS, in_persian
from bumi.desk.purpose import for_message
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.plan.shared_messages import add_message, add_version, uses
from bumi.newsroom.plan.shared_messages import message as message_of
from bumi.newsroom.tables import Message, User
from bumi.planning import MessageContent, approve_message, outdated_variants, problems_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["router"]

router = APIRouter()

_EMPTY = {"title": "", "facts": "", "figures": "", "names": "", "quotes": []}


@router.get("/messages/new")
@only(DECIDERS)
def blank_page(visit: Visiting) -> Response:
    """Show the empty form of a message."""
    return visit.page("message-form.html", message=None, form=_EMPTY, problems={})


@router.post("/messages/new")
@only(DECIDERS)
def write(visit: Visiting) -> Response:
    """Keep a new message, for another editor to approve."""
    form = _sent(visit.form)
    if told := _problems(form):
        return visit.page("message-form.html", 422, message=None, form=form, problems=told)
    content = MessageContent.model_validate(_content(form)).model_dump(mode="json")
    with visit.acting() as (session, by):
        made = add_message(session, content["title"], content, by)
    return visit.to(f"/messages/{made.id}?said=written")


@router.get("/messages/{message}")
@only(PEOPLE, MESSAGE)
def show(visit: Visiting, message: int) -> Response:
    """Show what a message says, and who gives it in which version."""
    return _page(visit, message)


@router.get("/messages/{message}/edit")
@only(DECIDERS, MESSAGE)
def edit_page(visit: Visiting, message: int) -> Response:
    """Show the latest version in the form, to write another from it."""
    with visit.looking() as (session, _):
        found = session.get_one(Message, message)
        form = _form_of(MessageContent.model_validate(found.versions[-1].content))
        return visit.page("message-form.html", message=found, form=form, problems={})


@router.post("/messages/{message}/edit")
@only(DECIDERS, MESSAGE)
def edit(visit: Visiting, message: int) -> Response:
    """Keep another version; the one before holds until another editor approves this one."""
    form, seen = _sent(visit.form), visit.form.number("version")
    with visit.looking() as (session, _):
        found = session.get_one(Message, message)
        told = _problems(form)
        if found.versions[-1].number != seen:
            told = told | {"title": ["در همین میان نسخه دیگری نوشته شد؛ آن را ببینید و دوباره ثبت کنید"]}
        if told:
            return visit.page("message-form.html", 422, message=found, form=form, problems=told)
    with visit.acting() as (session, by):
        content = MessageContent.model_validate(_content(form)).model_dump(mode="json")
        add_version(session, message_of(session, message), content, by)
    return visit.to(f"/messages/{message}?said=written")


@router.post("/messages/{message}/approve")
@only(DECIDERS, MESSAGE)
def let_hold(visit: Visiting, message: int) -> Response:
    """Approve the latest version; its variants that wait are sent back to be held against it."""
    try:
        with visit.acting() as (session, by):
            approve_message(session, message_of(session, message), by)
    except (BadInput, Refused) as error:
        return _page(visit, message, 409, error.problems)
    return visit.to(f"/messages/{message}?said=holds")


@router.post("/messages/{message}/variant")
@only(PEOPLE, MESSAGE)
def variant(visit: Visiting, message: int) -> Response:
    """Begin the brief of a variant."""
    with visit.looking() as (session, _):
        title = session.get_one(Message, message).title
    form = blank(Kind.NOTICE, visit.who.agency if visit.who else "")
    return begun(visit, [form | {"topic": title, "purpose": for_message(message)}])


def _page(visit: Visit, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    with visit.looking() as (session, who):
        told = tuple(in_persian(each, MESSAGE_LABELS) for each in problems)
        return visit.page("message.html", status, problems=told, **_context(session, id, who))


def _context(session: "Session", id: int, who: User) -> dict[str, Any]:
    found = session.get_one(Message, id)
    holds = found.versions[found.approved - 1] if found.approved else None
    latest = found.versions[-1] if who.decides else holds
    if latest is None:  # content teams see only what holds
        raise NotThere
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
    """Return what the form says, for `Content`: «name: value» a line, and «right: wrong، wrong»."""
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
    return {name: [in_persian(sentence, MESSAGE_LABELS) for sentence in told] for name, told in found.items()}


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
