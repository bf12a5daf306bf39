"""The public forms as an ASGI application: their pages, security headers on every answer, and small requests only."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bumi.desk.form import FEW_WORDS
from bumi.desk.limits import BodyLimit
from bumi.desk.middleware import SecurityHeaders, ServingProvince, headers
from bumi.intake import joining, pages
from bumi.intake.intake import Intake
from bumi.intake.rendering import PATH

_TOO_LARGE = "این فرستاده بزرگ‌تر از ۱۶ کیلوبایت است و چیزی ثبت نشد؛ کوتاه‌تر بنویسید"
_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class _App(Starlette):
    def build_middleware_stack(self) -> ASGIApp:
        """Add the headers outside Starlette's error handler, whose answers middleware added as usual never sees."""
        intake: Intake = self.state.intake
        served = ServingProvince(super().build_middleware_stack(), intake.settings.province_folder)
        return SecurityHeaders(served, headers(_POLICY, intake.secure))


def create_app(intake: Intake) -> Starlette:
    """Return the public forms as an ASGI app."""
    app = _App(
        routes=[
            Route(PATH, pages.show_form, methods=["GET"]),
            Route(PATH, pages.send, methods=["POST"]),
            Route(f"{PATH}/assets/{{name}}", pages.show_file),
            Route(f"{PATH}/{{code}}", pages.show_question),
            Route(f"{joining.PATH}/{{list}}", joining.show_form, methods=["GET"]),
            Route(f"{joining.PATH}/{{list}}", joining.send, methods=["POST"]),
            Route(f"{joining.PATH}/{{list}}/{{code}}", joining.show_sign_up, methods=["GET"]),
            Route(f"{joining.PATH}/{{list}}/{{code}}", joining.cancel, methods=["POST"]),
            Route("/health", pages.health),
        ],
        exception_handlers={404: pages.not_there, 405: pages.not_there, Exception: pages.failed},
        middleware=[Middleware(BodyLimit, most=FEW_WORDS.bytes, answer=PlainTextResponse(_TOO_LARGE, 413))],
    )
    app.router.redirect_slashes = False
    app.state.intake = intake
    return app
