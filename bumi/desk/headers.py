"""Headers of every answer, failures too: a strict content policy, nothing kept by browsers, the id of the request."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bumi.logs import log_context

__all__ = ["Bounded", "Headed"]

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
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
_ONLY_TLS = "max-age=31536000"


class Headed:
    """Gives each request an id, which log lines have, and adds the headers that an answer has not set for itself.

    The id is ten digits, so that a person can read it out; one that a client sends is not taken over.
    """

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        self.headers = _HEADERS | ({"strict-transport-security": _ONLY_TLS} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        id = f"{secrets.randbelow(10**10):010}"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers["x-request-id"] = id
            await send(message)

        with log_context(request=id):
            await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Bounded:
    """Reads no more of a request than an app has use for; a longer one gets `answer`."""

    def __init__(self, app: ASGIApp, most: int, answer: ASGIApp) -> None:
        self.app, self.most, self.answer = app, most, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > self.most:
            return await self.answer(scope, receive, send)
        read, started = 0, False

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            # Whoever sends on without having said how much is taken for gone.
            return message if read <= self.most else {"type": "http.disconnect"}

        async def send_unless_too_large(message: Message) -> None:
            nonlocal started
            if started or read <= self.most:
                started = True
                await send(message)

        await self.app(scope, receive_some, send_unless_too_large)
        if read > self.most and not started:
            await self.answer(scope, receive, send)
