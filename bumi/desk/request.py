"""The request context of a page: the signed-in user, the form, database sessions, and the ways to answer."""

import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import QueryParams

from bumi.desk.desk import Desk
from bumi.desk.form import Form, whole_number
from bumi.desk.rendering import render
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import office_county
from bumi.newsroom.accounts.passwords import secret
from bumi.newsroom.accounts.shown_names import ShownNames, shown_names
from bumi.newsroom.accounts.users import user
from bumi.newsroom.tables import UndoableAction, User
from bumi.newsroom.workflow.undo import WITHIN, RecordedChanges, offer, offered, recording
from bumi.province import County

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LIFE = 12 * 3600  # seconds that a browser keeps the cookie; the newsroom decides how long it is valid
_UNDO = "undo"  # the cookie with the id of what can be undone; the browser drops it after the minute


type Refusal = Callable[[tuple[str, ...]], Response]


class AnsweredError(Exception):
    """A page could not do what was asked; `answer` is sent to the browser."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


class DeskRequest:
    """An authorized request; `user` is None before sign-in, `cookie` identifies the browser."""

    def __init__(self, http: Request, desk: Desk, user: User | None, cookie: str, form: Form) -> None:
        self.http, self.desk, self.user, self.cookie, self.form = http, desk, user, cookie, form
        self._undoable: int | None = None
        self._known_as: ShownNames | None = None

    @property
    def user_name(self) -> str:
        """The name of the signed-in user."""
        return self._signed_in().name

    @property
    def own_agency(self) -> str:
        """The agency of the user; empty where the user has none."""
        return self.user.agency if self.user else ""

    @property
    def bound_agency(self) -> str:
        """The only agency that a content team may write for; empty for editors."""
        return self.user.agency if self.user and not self.user.decides else ""

    @property
    def own_county(self) -> County | None:
        """The county of whose governor's or district office the user is; None for everybody else."""
        return office_county(self.user) if self.user else None

    @property
    def address(self) -> str:
        """The network address of the client."""
        return self.http.client.host if self.http.client else ""

    @property
    def path(self) -> str:
        """The path of the page."""
        return self.http.url.path

    @property
    def query(self) -> QueryParams:
        """The query of the address."""
        return self.http.query_params

    @contextmanager
    def transaction(self, refused: "Refusal | None" = None) -> "Iterator[tuple[Session, User]]":
        """Give (a session that is one transaction, the user who acts).

        After BadInput or Refused the transaction is rolled back, and the answer is the page that `refused` makes of
        the problems, if given.
        """
        try:
            with self.desk.newsroom.session() as session:
                yield session, user(session, self.user_name)
        except (BadInput, Refused) as error:
            if refused is None:
                raise
            raise AnsweredError(refused(error.problems)) from error

    @contextmanager
    def undoable(self, session: "Session", by: User, what: str, back: str) -> "Iterator[None]":
        """Let `by` undo for a minute what the block does in `session`; every page offers it meanwhile.

        `what` names it in Persian, and `back` is the path that shows what comes back.
        """
        with recording(session, what) as changes:
            yield
        self.offer_undo(session, by, what, back, [changes])

    def offer_undo(self, session: "Session", by: User, what: str, back: str, groups: Sequence[RecordedChanges]) -> None:
        """Offer to undo what was recorded, as `undoable` does."""
        self._undoable = offer(session, by, what, back, groups)

    @contextmanager
    def reading(self) -> "Iterator[tuple[Session, User]]":
        """Give (a session that only reads, the signed-in user)."""
        reader = self._signed_in()
        with self.desk.newsroom.reading() as session:
            if self._known_as is None:
                self._known_as = shown_names(session, reader)
            yield session, reader

    @property
    def known_as(self) -> ShownNames:
        """The names by which the user is told of others; read once a request."""
        if self._known_as is None and self.user is not None:
            with self.reading():
                pass
        return self._known_as or ShownNames()

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Return a page made from `template`; a browser without a cookie gets one, for the tokens of its forms."""
        cookie = self.cookie or secret()
        shared = {
            "request": self,
            "who": self.user,
            "token": form_token(cookie),
            "said": self.query.get("said", ""),
            "undo": self._undo(),
            "known_as": self.known_as,
        }
        answer = HTMLResponse(render(template, **shared, **context), status)
        if not self.cookie:
            self.set_cookie(answer, cookie)
        self._set_undo_cookie(answer)
        return answer

    def redirect(self, path: str) -> RedirectResponse:
        """Redirect to a page of the desk, to be fetched with GET."""
        answer = RedirectResponse(path, 303)
        self._set_undo_cookie(answer)
        return answer

    def set_cookie(self, answer: HTMLResponse | RedirectResponse, cookie: str) -> None:
        """Set the session cookie in an answer."""
        self._set_cookie(answer, self.desk.cookie, cookie, _LIFE)

    def _undo(self) -> UndoableAction | None:
        """Return what the user can undo now; parts of a page that htmx fetches have no place for it."""
        id = self._undoable or whole_number(self.http.cookies.get(_UNDO, ""))
        if id is None or self.user is None or "hx-request" in self.http.headers:
            return None
        with self.desk.newsroom.reading() as session:
            return offered(session, id, self.user.name)

    def _set_undo_cookie(self, answer: HTMLResponse | RedirectResponse) -> None:
        if self._undoable is not None:
            self._set_cookie(answer, _UNDO, str(self._undoable), int(WITHIN.total_seconds()))

    def _set_cookie(self, answer: HTMLResponse | RedirectResponse, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(
            name, value, max_age=seconds, path="/", secure=self.desk.secure, httponly=True, samesite="lax"
        )

    def _signed_in(self) -> User:
        if self.user is None:  # authorization rejects everybody else where a page asks for this
            raise PermissionError("nobody is signed in")
        return self.user


def form_token(cookie: str) -> str:
    """Return the token of every form, against cross-site request forgery: only the owner of the cookie can make it."""
    return hmac.new(cookie.encode(), b"form", "sha256").hexdigest()


def _current(request: Request) -> DeskRequest:
    found: DeskRequest = request.state.desk_request
    return found


CurrentRequest = Annotated[DeskRequest, Depends(_current)]
"""The parameter with which a page takes the authorized request."""
