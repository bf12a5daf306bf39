"""Pages for load balancers and monitoring: /health, /ready and /metrics, beside the pages that people see.

/health says that the process answers, and asks nothing else. /ready says whether the desk can work; the reasons name
no host, the log does. /metrics is for whoever sends BUMI_METRICS_TOKEN as a bearer token; without that variable, for
this machine alone, and not through a proxy. These routes do not pass `authorize`, which asks the database.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from hmac import compare_digest
from ipaddress import ip_address

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bumi.desk.desk import Desk
from bumi.desk.metrics import Metrics
from bumi.errors import NotAvailable
from bumi.newsroom.media.store import key_of
from bumi.storage import open_storage

TIMEOUT_S = 2.0
"""How long /ready waits for each part."""

_FRESH_S = 3.0  # how long an answer about a part holds, so that strangers who ask often cost little
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_PROBLEMS = {
    "database": "پایگاه داده پاسخ نمی‌دهد",
    "migrations": "نسخه پایگاه داده با این برنامه یکی نیست؛ برنامه را روی همه رایانه‌ها به‌روز کنید",
    "storage": "انباره صفحه‌ها پاسخ نمی‌دهد",
    "media": "انباره تصویرها پاسخ نمی‌دهد",
}
_log = logging.getLogger(__name__)


class PartCheck:
    """Checks one part in a thread of its own; a check that hangs is waited for, and not begun again."""

    def __init__(self, part: str, check: Callable[[], None]) -> None:
        self.part, self._check = part, check
        self._threads = ThreadPoolExecutor(1, thread_name_prefix=f"ready-{part}")
        self._running: Future[bool] | None = None
        self._until = 0.0

    async def is_ready(self) -> bool:
        """Return whether the part works; False where it does not say so within TIMEOUT_S."""
        if self._running is None or (self._running.done() and time.monotonic() > self._until):
            self._running = self._threads.submit(self._passes)
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._running)), TIMEOUT_S)
        except TimeoutError:
            _log.warning("The part %s did not answer within %s s.", self.part, TIMEOUT_S)
            return False

    def _passes(self) -> bool:
        try:
            self._check()
        except Exception:
            _log.warning("The part %s is not ready.", self.part, exc_info=True)
            return False
        finally:
            self._until = time.monotonic() + _FRESH_S
        return True


def health_routes(desk: Desk, metrics: Metrics) -> list[BaseRoute]:
    """Return the routes /health, /ready and /metrics."""

    def database() -> None:
        with desk.newsroom.reading() as session:
            session.connection()

    def migrations() -> None:
        if not desk.newsroom.is_current():
            raise NotAvailable(_PROBLEMS["migrations"])

    def storage() -> None:
        open_storage(desk.settings).probe()

    def media() -> None:
        desk.newsroom.media.head(key_of("0" * 64))

    checks = [PartCheck(each.__name__, each) for each in (database, migrations, storage, media)]

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(request: Request) -> Response:
        parts = dict(zip(_PROBLEMS, await asyncio.gather(*(check.is_ready() for check in checks)), strict=True))
        problems = [_PROBLEMS[part] for part, works in parts.items() if not works]
        body = {"ready": not problems, "parts": parts, "problems": problems}
        return JSONResponse(body, 503 if problems else 200)

    async def measured(request: Request) -> Response:
        if not _may_read_metrics(request):
            return PlainTextResponse("not found", 404)
        return Response(await run_in_threadpool(metrics.text), media_type=_TEXT)

    return [Route("/health", health), Route("/ready", ready), Route("/metrics", measured)]


def _may_read_metrics(request: Request) -> bool:
    if token := os.environ.get("BUMI_METRICS_TOKEN", ""):
        return compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    try:
        local = ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        local = False
    # A proxy on this machine is a loopback address too, for everybody behind it.
    return local and not any(name in request.headers for name in _FORWARDED)
