"""The gate: the one place that lets a request in. No page has a rule of its own about who may open it.

A page says with `public` or `only` who may come in, how much they may bring and, where its address names something,
what that is; a page that says nothing keeps the desk from starting.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from bumi.desk.desk import Desk
from bumi.desk.form import FEW_WORDS, WORDS, Form, Most, read_form, whole_number
from bumi.desk.visit import Visit, form_token
from bumi.newsroom.accounts.access import (
    sees_campaign,
    sees_draft,
    sees_image,
    sees_message,
    sees_photo,
    sees_piece,
    types_draft,
)
from bumi.newsroom.accounts.sign_in import signed_in, stay
from bumi.newsroom.states import Role
from bumi.newsroom.tables import User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = [
    "CAMPAIGN",
    "CHIEFS",
    "DECIDERS",
    "DRAFT",
    "IMAGE",
    "MESSAGE",
    "PEOPLE",
    "PHOTO",
    "PIECE",
    "TYPED",
    "Closed",
    "Door",
    "NotThere",
    "SignInFirst",
    "Thing",
    "door_of",
    "every_route_has_a_door",
    "guard",
    "only",
    "public",
]

PEOPLE = frozenset({Role.CONTENT, Role.EDITOR, Role.CHIEF})
DECIDERS = frozenset({Role.EDITOR, Role.CHIEF})
CHIEFS = frozenset({Role.CHIEF})
_SAFE = ("GET", "HEAD")
_SHA256 = re.compile("[0-9a-f]{64}")


Heavy = Literal["text", "photo", "reading"]


class SignInFirst(Exception):
    """Nobody is signed in."""


class Closed(Exception):
    """This is not for the role of whoever is signed in, or the form is not our own."""


class NotThere(Exception):
    """There is no such thing, or it is not for whoever is signed in: nobody is told which."""


@dataclass(frozen=True)
class Thing:
    """What an address names: the parameter, and how to tell that somebody may see it."""

    parameter: str
    seen: "Callable[[Session, User, Any], bool]"
    number: bool = True


PIECE = Thing("id", sees_piece)
DRAFT = Thing("draft", sees_draft)
TYPED = Thing("draft", types_draft)
PHOTO = Thing("photo", sees_photo)
IMAGE = Thing("sha256", sees_image, number=False)
CAMPAIGN = Thing("campaign", sees_campaign)
MESSAGE = Thing("message", sees_message)
_THINGS = (PIECE, DRAFT, PHOTO, IMAGE, CAMPAIGN, MESSAGE)


@dataclass(frozen=True)
class Door:
    """Who may come in (nobody named: everybody, signed in or not), to see what, and with how much.

    What is `heavy` to answer waits for its turn, among others of its kind alone.
    """

    roles: frozenset[Role] = frozenset()
    of: Thing | None = None
    most: Most = WORDS
    heavy: Heavy | None = None


def public[F: Callable[..., Any]](page: F) -> F:
    """Let everybody in, with no more than a name and a password."""
    return only(frozenset(), most=FEW_WORDS)(page)


def only[F: Callable[..., Any]](
    roles: frozenset[Role], of: Thing | None = None, most: Most = WORDS, heavy: Heavy | None = None
) -> Callable[[F], F]:
    """Let these roles in and, where the address names something, only to what they may see."""

    def mark(page: F) -> F:
        page.__door__ = Door(roles, of, most, heavy)  # type: ignore[attr-defined]
        return page

    return mark


def door_of(page: Callable[..., Any]) -> Door:
    """Return the door of a page; AttributeError where it has none."""
    found: Door = page.__door__  # type: ignore[attr-defined]
    return found


def every_route_has_a_door(routes: Iterable[Any]) -> None:
    """Raise where a page says not who may come in, or its address names something that the gate does not look at."""
    for route in routes:
        if not isinstance(route, APIRoute):
            raise TypeError(f"no page: {route}")
        door, named = door_of(route.endpoint), set(route.param_convertors)
        of = {door.of.parameter} if door.of else set()
        if named & {thing.parameter for thing in _THINGS} != of:
            raise ValueError(f"{route.path} names something that the gate does not look at")


async def guard(request: Request) -> AsyncIterator[None]:
    """Let the request in as `request.state.visit`, or raise why not."""
    desk: Desk = request.app.state.desk
    door = door_of(request.scope["endpoint"])
    cookie = request.cookies.get(desk.cookie, "")
    who = await run_in_threadpool(_admit, desk, door, cookie, request.path_params)
    form = Form()
    if request.method not in _SAFE:
        _refuse_strangers(request)
        form = await read_form(request, door.most)
        if not cookie or not compare_digest(form.text("token").encode(), form_token(cookie).encode()):
            raise Closed
    request.state.visit = Visit(request, desk, who, cookie, form)
    with closing(form):
        turns = {"text": desk.turns, "photo": desk.photo_turns, "reading": desk.reading_turns}
        async with turns[door.heavy].of(who.name if who else "") if door.heavy else nullcontext():
            yield


def _admit(desk: Desk, door: Door, cookie: str, named: dict[str, Any]) -> User | None:
    with desk.newsroom.reading() as session:
        known = signed_in(session, cookie) if cookie else None
        who, sleepy = known or (None, False)
        if door.roles:
            if who is None:
                raise SignInFirst
            if who.role not in door.roles:
                raise Closed
            if door.of and not door.of.seen(session, who, _value(door.of, named)):
                raise NotThere
    if sleepy:
        with desk.newsroom.session() as session:
            stay(session, cookie)
    return who


def _value(thing: Thing, named: dict[str, Any]) -> Any:
    """Return what the address names; what is no number, or none that a database knows, is not there."""
    text = str(named[thing.parameter])
    value = whole_number(text) if thing.number else text if _SHA256.fullmatch(text) else None
    if value is None:
        raise NotThere
    return value


def _refuse_strangers(request: Request) -> None:
    """Refuse what another site has sent, by what browsers say of themselves."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Closed
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Closed
