"""The desk as an ASGI application: authorization before every page, security headers on every answer."""

from fastapi import Depends, FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from bumi.desk.api import create_api
from bumi.desk.authorization import authorize, check_routes
from bumi.desk.desk import Desk
from bumi.desk.form import PHOTO_FILE
from bumi.desk.health import health_routes
from bumi.desk.limits import BodyLimit
from bumi.desk.live import LiveUpdates
from bumi.desk.metrics import Metrics, RequestTimes
from bumi.desk.middleware import SecurityHeaders, ServingProvince, headers
from bumi.desk.pages import ROUTERS
from bumi.desk.problems import tell_problems
from bumi.desk.request import AnsweredError

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


class _App(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Add the headers outside Starlette's error handler, whose answers middleware added as usual never sees."""
        desk: Desk = self.state.desk
        serving_it = ServingProvince(super().build_middleware_stack(), desk.settings.province_folder)
        return SecurityHeaders(RequestTimes(serving_it, self.state.metrics), headers(_POLICY, desk.secure))


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
