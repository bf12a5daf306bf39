"""Windows of a real browser at the desk: their sizes, what is asked of every page, and a writer for what waits."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

import uvicorn
from playwright.sync_api import Page, ViewportSize

from bench.serving import free_port
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.newsroom.database import Newsroom
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import carry
from bumi.settings import Settings
from tests.browsers import PHONE, WIDE, axe_faults
from tests.flows.stage import open_plain_writer
from tests.servers import running

PASSWORD = "باغ شازده ماهان"
_LOOKS: tuple[tuple[ViewportSize, Literal["dark", "light"]], ...] = ((PHONE, "dark"), (WIDE, "light"))


def look(page: Page) -> None:
    """Look at the page as it is on a phone in the dark, and on a wide screen in the light."""
    for size, scheme in _LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        faults = axe_faults(page)
        assert not faults, (page.url, scheme, faults)
        room = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert room <= 0, (page.url, size)


def draft(newsroom: Newsroom) -> None:
    """Take what waits as far as the drafting flow does, step for step, with a writer that needs no weights."""
    carry(RunContext(Settings(), newsroom, open_plain_writer), lambda step, bench, *ids: step(bench, *ids))


def unexpected(complaints: Iterable[str]) -> list[str]:
    """Return what a browser's console should not have said.

    A refusal is a page, too; and what was being kept when somebody left a page is given up.
    """
    refused = ("Failed to load resource: the server responded with a status of 4", "Response Status Error Code 4")
    fine = (*refused, "htmx:sendAbort", "htmx:afterRequest")
    return [each for each in complaints if not each.startswith(fine)]


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve the desk on a free port of this machine; give its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(desk), port=port, log_level="warning", lifespan="off"))
    with running(server):
        yield f"http://127.0.0.1:{port}"
