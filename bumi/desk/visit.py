"""One request: who came, what they sent, and the ways to answer."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bumi.desk.desk import Desk
from bumi.desk.form import Form
from bumi.desk.rendering import render
from bumi.newsroom.accounts.passwords import secret
from bumi.newsroom.accounts.users import user
from bumi.newsroom.tables import User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Visit", "Visiting", "form_token"]

_LIFE = 12 * 3600  # seconds a browser keeps the cookie; how long it is good for, the newsroom says


class Visit:
    """A request of somebody (`who` is None before they sign in); `cookie` is what their browser is known by."""

    def __init__(self, request: Request, desk: Desk, who: User | None, cookie: str, form: Form) -> None:
        self.request, self.desk, self.who, self.cookie, self.form = request, desk, who, cookie, form

    @property
    def name(self) -> str:
        """The name of whoever is signed in."""
        return self._signed_in().name

    @property
    def address(self) -> str:
        """Where the request came from."""
        return self.request.client.host if self.request.client else ""

    @property
    def asked_by_htmx(self) -> bool:
        """Say whether the page itself asks for a part of it."""
        return self.request.headers.get("hx-request") == "true"

    @contextmanager
    def acting(self) -> "Iterator[tuple[Session, User]]":
        """Give (a session that is one transaction, the user who acts)."""
        with self.desk.newsroom.session() as session:
            yield session, user(session, self.name)

    @contextmanager
    def looking(self) -> "Iterator[tuple[Session, User]]":
        """Give (a session that only reads, the user who looks)."""
        who = self._signed_in()
        with self.desk.newsroom.reading() as session:
            yield session, who

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Return a page made from `template`; a browser that has no cookie yet gets one, for its forms."""
        cookie = self.cookie or secret()
        shared = {"visit": self, "who": self.who, "token": form_token(cookie), "said": self._said()}
        answer = HTMLResponse(render(template, **shared, **context), status)
        if not self.cookie:
            self.keep(answer, cookie)
        return answer

    def to(self, path: str) -> RedirectResponse:
        """Send the browser on to a page of the desk, to be fetched anew."""
        return RedirectResponse(path, 303)

    def keep(self, answer: HTMLResponse | RedirectResponse, cookie: str) -> None:
        """Have the browser keep the cookie."""
        answer.set_cookie(
            self.desk.cookie, cookie, max_age=_LIFE, path="/", secure=self.desk.secure, httponly=True, samesite="lax"
        )

    def _signed_in(self) -> User:
        if self.who is None:  # the gate lets nobody else in where a page asks for this
            raise PermissionError("nobody is signed in")
        return self.who

    def _said(self) -> str:
        return self.request.query_params.get("said", "")


def form_token(cookie: str) -> str:
    """Return what every form carries to show that it is our own: only whoever has the cookie can make it."""
    return hmac.new(cookie.encode(), b"form", "sha256").hexdigest()


def _visit(request: Request) -> Visit:
    found: Visit = request.state.visit
    return found


Visiting = Annotated[Visit, Depends(_visit)]
"""The parameter with which a page takes the visit that the gate let in."""
