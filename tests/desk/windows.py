"""Windows of a real browser at the desk: their sizes, what is asked of every page, and a writer for what waits."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from bumi.newsroom.database import Newsroom
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import carry
from bumi.settings import Settings
from tests.flows.stage import open_plain_writer

PASSWORD = "باغ شازده ماهان"
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=800)
_LOOKS: tuple[tuple[ViewportSize, Literal["dark", "light"]], ...] = ((PHONE, "dark"), (WIDE, "light"))
SERIOUS = ("serious", "critical")
expect.set_options(timeout=60_000)  # other work shares the machine


def look(page: Page) -> None:
    """Look at the page as it is on a phone in the dark, and on a wide screen in the light."""
    for size, scheme in _LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults = [
            (it["id"], it["nodes"][0]["html"])
            for it in found
            if it["impact"] in SERIOUS or it["id"] == "landmark-unique"
        ]
        assert not faults, (page.url, scheme, faults)
        room = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert room <= 0, (page.url, size)


def draft(newsroom: Newsroom) -> None:
    """Take what waits as far as the drafting flow does, step for step, with a writer that needs no weights."""
    carry(RunContext(Settings(), newsroom, open_plain_writer), lambda step, bench, *ids: step(bench, *ids))
