"""The app: the gate before every page, and the pages, one file a subject."""

from fastapi import Depends, FastAPI

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
from bumi.desk.gate import every_route_has_a_door, guard
from bumi.desk.headers import Bounded, Headed
from bumi.desk.problems import tell_problems

__all__ = ["create_app"]

_ROOMS = (
    *(files, signing, queue, briefs, piece, waiting, deciding, editing, media),
    *(agenda, plan, campaigns, messages, crises, coverage, people, help),
)


def create_app(desk: Desk) -> FastAPI:
    """Return the desk as an ASGI app."""
    app = FastAPI(title="بومی", openapi_url=None, dependencies=[Depends(guard)])
    app.state.desk = desk
    for room in _ROOMS:
        every_route_has_a_door(room.router.routes)
        app.include_router(room.router)
    app.mount("/api", create_api(desk))
    tell_problems(app)
    app.add_middleware(Bounded)
    app.add_middleware(Headed, secure=desk.secure)
    return app
