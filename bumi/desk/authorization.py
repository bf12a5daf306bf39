"""Authorization: every request passes `authorize`, and no page has a rule of its own.

A page declares its access with `public` or `allow`: the roles, the resource that its address names, the size of a form.
The desk does not start where a page declares none.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Literal

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from bumi.desk.desk import Desk
from bumi.desk.form import FEW_WORDS, WORDS, Form, Most, from_other_site, read_form, whole_number
from bumi.desk.request import DeskRequest, form_token
from bumi.newsroom.accounts.access import (
    edits_archive_photo,
    sees_archive_photo,
    sees_campaign,
    sees_county,
    sees_draft,
    sees_image,
    sees_message,
    sees_photo,
    sees_piece,
    sees_question,
    sees_template,
    types_draft,
)
from bumi.newsroom.accounts.sign_in import signed_in, stay
from bumi.newsroom.commissions import sees_commission
from bumi.newsroom.states import Role
from bumi.newsroom.tables import User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STAFF = frozenset({Role.CONTENT, Role.EDITOR, Role.CHIEF})
EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
CONTRIBUTORS = frozenset({Role.CONTRIBUTOR})
WRITERS = STAFF | CONTRIBUTORS
CHIEFS = frozenset({Role.CHIEF})
_SAFE = ("GET", "HEAD")
_SHA256 = re.compile("[0-9a-f]{64}")
_SLUG = re.compile("[a-z-]{1,40}")

QueueName = Literal["text", "photo", "reading"]


class SignInRequired(Exception):
    """Nobody is signed in."""


class Forbidden(Exception):
    """The role of the user does not allow this, or the form is not one of our own."""


class NotFound(Exception):
    """The resource does not exist, or the user may not see it; the answer does not reveal which."""


@dataclass(frozen=True)
class Resource:
    """What an address names: the path parameter, and a function that says whether a user may see it.

    The key is a number, unless `form` says what its words look like.
    """

    parameter: str
    seen: "Callable[[Session, User, Any], bool]"
    form: re.Pattern[str] | None = None


PIECE = Resource("id", sees_piece)
DRAFT = Resource("draft", sees_draft)
OWN_DRAFT = Resource("draft", types_draft)
PHOTO = Resource("photo", sees_photo)
IMAGE = Resource("sha256", sees_image, _SHA256)
CAMPAIGN = Resource("campaign", sees_campaign)
MESSAGE = Resource("message", sees_message)
TEMPLATE = Resource("template", sees_template)
QUESTION = Resource("question", sees_question)
ARCHIVED = Resource("archived", sees_archive_photo)
OWN_ARCHIVED = Resource("archived", edits_archive_photo)
COUNTY = Resource("county", sees_county, _SLUG)
COMMISSION = Resource("commission", sees_commission)
_RESOURCES = (PIECE, DRAFT, PHOTO, IMAGE, CAMPAIGN, MESSAGE, TEMPLATE, QUESTION, ARCHIVED, COUNTY, COMMISSION)


@dataclass(frozen=True)
class Access:
    """The access rule of a page: roles (none means everybody), resource, form size, and the queue of a heavy page."""

    roles: frozenset[Role] = frozenset()
    resource: Resource | None = None
    most: Most = WORDS
    queue: QueueName | None = None


def public[F: Callable[..., Any]](page: F) -> F:
    """Allow everybody, with a form no larger than a name and a password."""
    return allow(frozenset(), most=FEW_WORDS)(page)


def allow[F: Callable[..., Any]](
    roles: frozenset[Role], resource: Resource | None = None, most: Most = WORDS, queue: QueueName | None = None
) -> Callable[[F], F]:
    """Allow these roles and, where the address names a resource, only users who may see it."""

    def mark(page: F) -> F:
        page.__access__ = Access(roles, resource, most, queue)  # type: ignore[attr-defined]
        return page

    return mark


def access_of(page: Callable[..., Any]) -> Access:
    """Return the access rule of a page; AttributeError where it declares none."""
    found: Access = page.__access__  # type: ignore[attr-defined]
    return found


def check_routes(routes: Iterable[Any]) -> None:
    """Raise where a page declares no access, or its address names a resource that the rule leaves out."""
    for route in routes:
        if not isinstance(route, APIRoute):
            raise TypeError(f"no page: {route}")
        access, named = access_of(route.endpoint), set(route.param_convertors)
        declared = {access.resource.parameter} if access.resource else set()
        if named & {resource.parameter for resource in _RESOURCES} != declared:
            raise ValueError(f"{route.path} names a resource that its access rule does not check")


async def authorize(request: Request) -> AsyncIterator[None]:
    """Set `request.state.desk_request` for the page, or raise why the request is not allowed."""
    desk: Desk = request.app.state.desk
    access = access_of(request.scope["endpoint"])
    cookie = request.cookies.get(desk.cookie, "")
    user = await run_in_threadpool(_authorized, desk, access, cookie, request.path_params)
    form = Form()
    if request.method not in _SAFE:
        if from_other_site(request):
            raise Forbidden
        form = await read_form(request, access.most)
        if not cookie or not compare_digest(form.text("token").encode(), form_token(cookie).encode()):
            raise Forbidden
    request.state.desk_request = DeskRequest(request, desk, user, cookie, form)
    with closing(form):
        queues = {"text": desk.text_queue, "photo": desk.photo_queue, "reading": desk.reading_queue}
        async with queues[access.queue].slot(user.name if user else "") if access.queue else nullcontext():
            yield


def _authorized(desk: Desk, access: Access, cookie: str, named: dict[str, Any]) -> User | None:
    with desk.newsroom.reading() as session:
        known = signed_in(session, cookie) if cookie else None
        user, expiring = known or (None, False)
        if access.roles:
            if user is None:
                raise SignInRequired
            if user.role not in access.roles:
                raise Forbidden
            if access.resource and not access.resource.seen(session, user, _value(access.resource, named)):
                raise NotFound
    if expiring:
        with desk.newsroom.session() as session:
            stay(session, cookie)
    return user


def _value(resource: Resource, named: dict[str, Any]) -> Any:
    """Return the key of the resource in the address; NotFound where no database could hold it."""
    text = str(named[resource.parameter])
    value = whole_number(text) if resource.form is None else text if resource.form.fullmatch(text) else None
    if value is None:
        raise NotFound
    return value
