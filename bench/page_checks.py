"""What is asked of every page in a real Chromium: axe, no overflow, nothing from elsewhere, no error, little weight."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

_WIDTHS = (390, 1366)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PICTURES = ("image", "media")
_AXE = {"resultTypes": ["violations"]}


@dataclass
class PageFaults:
    """What was found on one page; `bytes` came over the wire without pictures, `words` stand in it without a script."""

    axe: list[str] = field(default_factory=list)
    overflow: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    bytes: int = 0
    words: int = 0
    words_with_script: int = 0


def check_page(browser: Browser, url: str, status: int, cookie: Mapping[str, str]) -> PageFaults:
    """Look at the page at `url`, which answers `status`.

    It is seen on a phone and a wide screen, light and dark, and once more without a script.
    """
    found = PageFaults()
    with _window(browser, url, cookie, script=True) as page:
        sizes = _watch(page, _host(url), status, found)
        page.goto(url, wait_until="load")
        found.words_with_script = len(page.locator("main").inner_text().split())
        for width, scheme in product(_WIDTHS, _SCHEMES):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found.overflow += [f"{over} px at {width}"] * (over > 0)
            found.axe += [f"{width} {scheme}: {each}" for each in _violations(page)]
        found.bytes = sum(sizes.values())  # now, because nothing waits for a font, and the desk's network is never idle
    with _window(browser, url, cookie, script=False) as page:
        page.goto(url)
        found.words = len(page.locator("main").inner_text().split())
    return found


@contextmanager
def _window(browser: Browser, url: str, cookie: Mapping[str, str], script: bool) -> Iterator[Page]:
    # Without motion, since axe takes a colour that is fading from light to dark for one that cannot be read.
    with browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=script, reduced_motion="reduce"
    ) as context:
        if cookie:
            context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": _host(url)}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        yield page


def _watch(page: Page, host: str, status: int, found: PageFaults) -> dict[str, int]:
    """Write errors and requests to other hosts into `found`; return what each request brings, in bytes, as it comes."""
    sizes: dict[str, int] = {}

    def done(request: Request) -> None:
        if request.resource_type not in _PICTURES and request.url.startswith("http"):
            taken = request.sizes()
            sizes[request.url] = taken["responseBodySize"] + taken["responseHeadersSize"]

    def answered(response: Response) -> None:
        if response.status >= 400 and response.status != status:
            found.errors.append(f"{response.status} {response.url}")

    def asked(request: Request) -> None:
        if not request.url.startswith((host, "data:", "blob:")):
            found.elsewhere.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and f"status of {status}" not in message.text:
            found.errors.append(message.text)

    page.on("requestfinished", done)
    page.on("response", answered)
    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    return sizes


def _host(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def _violations(page: Page) -> list[str]:
    response = Axe().run(page, options=_AXE).response
    return [f"{it['id']}: {it['nodes'][0]['html'][:160]}" for it in response["violations"]]
