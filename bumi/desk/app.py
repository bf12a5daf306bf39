"""The desk as an ASGI application: authorization before every page, security headers on every answer."""

import secrets
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bumi.current_province import serving
from bumi.desk.api import create_api
from bumi.desk.authorization import authorize, check_routes
from bumi.desk.desk import Desk
from bumi.desk.form import PHOTO_FILE
from bumi.desk.health import health_routes
from bumi.desk.limits import BodyLimit
from bumi.desk.live import LiveUpdates
from bumi.desk.metrics import Metrics, RequestTimes
from bumi.desk.pages import ROUTERS
from bumi.desk.problems import tell_problems
from bumi.desk.request import AnsweredError
from bumi.logs import log_context

_TOO_LARGE = "این فرستاده بزرگ‌تر از ۱۲ مگابایت است؛ پرونده کوچک‌تری بفرستید"
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "content-security-policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_ONLY_TLS = {"strict-transport-security": "max-age=31536000"}


class SecurityHeaders:
    """ASGI middleware that gives each request an id, which log lines have, and adds the headers that an answer lacks.

    The id is ten digits, so that a person can read it out; one that a client sends is not taken over.
    """

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app, self.headers = app, _HEADERS | (_ONLY_TLS if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        id = f"{secrets.randbelow(10**10):010}"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = id
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        with log_context(request=id):
            await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class _ServingProvince:
    """ASGI middleware in which each request is answered for the province of the desk's settings."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app, self.folder = app, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with serving(self.folder):
            await self.app(scope, receive, send)


class _App(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Add the headers outside Starlette's error handler, whose answers middleware added as usual never sees."""
        desk: Desk = self.state.desk
        serving_it = _ServingProvince(super().build_middleware_stack(), desk.settings.province_folder)
        return SecurityHeaders(RequestTimes(serving_it, self.state.metrics), desk.secure)


async def _answer(request: Request, error: AnsweredError) -> Response:
    return error.answer


def create_app(desk: Desk) -> FastAPI:
    """Return the desk as an ASGI app."""
    app = _App(
        title="بومی", openapi_url=None, dependencies=[Depends(authorize, scope="function")], redirect_slashes=False
    )
    app.state.desk, app.state.metrics = desk, Metrics(desk.newsroom)
    app.state.live = LiveUpdates(desk.newsroom, desk.presence)
    app.router.routes += health_routes(desk, app.state.metrics)
    for router in ROUTERS:
        check_routes(router.routes)
        app.include_router(router)
    app.mount("/api", create_api(desk))
    tell_problems(app)
    app.exception_handler(AnsweredError)(_answer)
    app.add_middleware(BodyLimit, most=PHOTO_FILE.bytes, answer=PlainTextResponse(_TOO_LARGE, 413))
    return app
