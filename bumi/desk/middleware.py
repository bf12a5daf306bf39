"""ASGI middleware that every server of ours has: security headers and an id on each answer, and its province."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bumi.current_province import serving
from bumi.logs import log_context

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_ONLY_TLS = {"strict-transport-security": "max-age=31536000"}


def headers(policy: Mapping[str, str], secure: bool) -> dict[str, str]:
    """Return the security headers with the content security policy `policy`; `secure` is whether TLS is before us."""
    said = "; ".join(f"{name} {value}" for name, value in policy.items())
    return {"content-security-policy": said} | _HEADERS | (_ONLY_TLS if secure else {})


class SecurityHeaders:
    """ASGI middleware that gives each request an id, which log lines have, and adds the headers that an answer lacks.

    The id is ten digits, so that a person can read it out; one that a client sends is not taken over.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, headers

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


class ServingProvince:
    """ASGI middleware in which each request is answered for the province of the settings."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app, self.folder = app, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with serving(self.folder):
            await self.app(scope, receive, send)
