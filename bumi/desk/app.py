"""The app: the gate before every page, and the pages, one file a subject."""

from fastapi import Depends, FastAPI
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp

from bumi.desk import (
    agenda,
    briefs,
    campaigns,
    coverage,
    crises,
    deciding,
    editing,
    files,
    help,
    media,
    messages,
    people,
    piece,
    plan,
    queue,
    signing,
    waiting,
)
from bumi.desk.api import create_api
from bumi.desk.desk import Desk
from bumi.desk.form import PHOTO_FILE
from bumi.desk.gate import every_route_has_a_door, guard
from bumi.desk.headers import Bounded, Headed
from bumi.desk.problems import tell_problems

__all__ = ["create_app"]

_ROOMS = (
    *(files, signing, queue, briefs, piece, waiting, deciding, editing, media),
    *(agenda, plan, campaigns, messages, crises, coverage, people, help),
)

_TOO_LARGE = "این فرستاده بزرگ‌تر از ۱۲ مگابایت است؛ پرونده کوچک‌تری بفرستید"


class _Desk(FastAPI):
    """An app whose every answer has our headers: that of a failure too, which middleware added as usual never sees."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the headers outside what Starlette puts outside."""
        return Headed(super().build_middleware_stack(), self.state.desk.secure)


def create_app(desk: Desk) -> FastAPI:
    """Return the desk as an ASGI app."""
    app = _Desk(title="بومی", openapi_url=None, dependencies=[Depends(guard, scope="function")], redirect_slashes=False)
    app.state.desk = desk
    for room in _ROOMS:
        every_route_has_a_door(room.router.routes)
        app.include_router(room.router)
    app.mount("/api", create_api(desk))
    tell_problems(app)
    app.add_middleware(Bounded, most=PHOTO_FILE.bytes, answer=PlainTextResponse(_TOO_LARGE, 413))
    return app
