"""A real browser for tests: Chromium, the sizes of its windows, how long they wait, and what axe finds on a page."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

PHONE, WIDE = ViewportSize(width=390, height=844), ViewportSize(width=1366, height=768)
PATIENCE_MS = 120_000
"""How long a window waits for what it is told to do: other work shares the machine."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for all tests of a file; each opens windows of its own."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("real part missing: chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=flags, timeout=PATIENCE_MS)
        yield browser
        browser.close()


def axe_faults(page: Page, *impacts: str) -> list[tuple[str, str]]:
    """Return what axe finds on a page, as (rule, HTML of the first place); with `impacts` only findings of these."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(it["id"], it["nodes"][0]["html"]) for it in found if not impacts or it["impact"] in impacts]
