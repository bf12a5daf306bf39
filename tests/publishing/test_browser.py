"""Pages in a real mobile browser: layout shift, console errors, accessibility and search."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bumi.newsroom.database import open_newsroom
from bumi.piece import CRAFT
from bumi.publishing.publish import publish_due
from bumi.settings import Settings
from bumi.storage import open_storage
from tests.browsers import PATIENCE_MS, PHONE, axe_faults
from tests.publishing.gateway import quick_folder
from tests.publishing.stage import NOW, Desk, cover
from tests.publishing.test_answers import approved_answer

_SHIFT = """
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
"""
_LOW = """() => [...document.querySelectorAll(".share button, .share a")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map((each) => each.outerHTML)"""
PAGES = (
    "index.html",
    "p/2-جشنواره-موسیقی/index.html",
    "p/1-جشنواره-موسیقی/index.html",
    "county/kerman/index.html",
    "archive/index.html",
    "agency/index.html",
    "events/index.html",
    "answers/index.html",
    "answers/axis/services/index.html",
    "p/7-چراغ-های-محله-الغدیر-چه-زمانی-تعمیر-می-شود/index.html",
    "404.html",
    "search/index.html?q=باغ",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a small site: a withdrawn story, a corrected one, a warning; with pictures and without."""
    with quick_folder() as folder:
        newsroom = open_newsroom(f"sqlite:///{folder}/bumi.db")
        desk = Desk(newsroom)
        for number, headline in enumerate(("خبری که ماند", "جشنواره‌های نواحی", "باغ‌های شهداد", "کتابخانهٔ سیّار")):
            desk.covers = (cover(7, 800, 450), cover(5, 800, 450, CRAFT))[number // 2 : number // 2 + 1]
            desk.approve(headline, shade=number)
        desk.covers = ()
        desk.approve("هشدار سیلاب", kind="notice", urgency="crisis", shade=5)
        desk.approve("کارگاه سفال", shade=6, county="بم", starts_at=(NOW + timedelta(days=3)).isoformat())
        with newsroom.session() as session:
            approved_answer(session)
        handler = partial(_Quiet, directory=f"{folder}/site")
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            address = f"http://127.0.0.1:{server.server_address[1]}"
            settings = Settings(_env_file=None, storage_url=f"{folder}/site", site_url=address)
            publish_due(newsroom, open_storage(settings), settings, NOW)
            desk.withdraw(1)
            desk.correct(2, "جشنواره‌های نواحی کرمان", shade=9)
            publish_due(newsroom, open_storage(settings), settings, NOW)
            newsroom.close()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield address
            server.shutdown()


@contextmanager
def window(chromium: Browser, **options: Any) -> Iterator[Page]:
    """Open a window that waits as long as a busy machine needs."""
    with chromium.new_context(**options) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    with window(chromium, viewport=PHONE, color_scheme=request.param) as page:
        page.add_init_script(_SHIFT)
        yield page


@pytest.mark.parametrize("key", PAGES)
def test_a_page_is_calm_whole_and_open_to_all(phone: Page, site: str, key: str) -> None:
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.on("requestfailed", lambda request: complaints.append(request.url))
    phone.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    phone.goto(f"{site}/{key}", wait_until="networkidle")
    assert complaints == []
    assert phone.evaluate("window.shift") < 0.01
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(_LOW) == []
    assert axe_faults(phone) == []


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("باغ", "باغ‌های شهداد"),
        ("باغهای شهداد", "باغ‌های شهداد"),
        ("باغ های", "باغ‌های شهداد"),
        ("كتابخانه سيار", "کتابخانهٔ سیّار"),
        ("کتاب خانه", "کتابخانهٔ سیّار"),
        ("باغهايشهداد", None),
        ("کتابخامه", "کتابخانهٔ سیّار"),
        ("جشنوارههای نواحی", "جشنواره‌های نواحی کرمان"),
        ("120 نواحی", "جشنواره‌های نواحی کرمان"),
        ("قلعه", None),
        ("ماند", None),
    ],
)
def test_search_knows_persian(chromium: Browser, site: str, query: str, headline: str | None) -> None:
    with window(chromium) as page:
        page.goto(f"{site}/index.html")
        page.get_by_role("searchbox").fill(query)
        page.keyboard.press("Enter")
        page.wait_for_function("/پیدا/.test(document.getElementById('told')?.textContent)")
        found = page.locator("#found a").all_inner_texts()
        assert found[:1] == ([headline] if headline else [])
        if headline:
            page.locator("#found a").first.click()
            expect(page.locator("h1")).to_have_text(headline)


def test_pages_are_readable_without_scripts_and_on_paper(chromium: Browser, site: str) -> None:
    with window(chromium, java_script_enabled=False) as page:
        page.goto(f"{site}/{PAGES[1]}")
        page.emulate_media(media="print")
        assert page.locator(".body p").first.is_visible() and page.locator(".note").is_visible()
        assert not page.locator(".find").is_visible() and not page.locator(".bottom").is_visible()
        page.goto(f"{site}/search/index.html")
        assert page.locator("noscript .empty, p.empty").first.is_visible()


def test_the_style_names_a_font_that_is_there(site: str, chromium: Browser) -> None:
    with window(chromium) as page:
        page.goto(f"{site}/index.html", wait_until="networkidle")
        assert page.evaluate("document.fonts.check('16px Vazirmatn')")
