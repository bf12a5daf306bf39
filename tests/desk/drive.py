"""A drive: the desk at one width of a window, the people who come in to it, and how their pages are looked at."""

from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint, secret
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.tables import SignIn
from tests.browsers import PATIENCE_MS, PHONE, WIDE, axe_faults
from tests.desk.stage import HERITAGE
from tests.desk.windows import draft
from tests.flows.stage import brief
from tests.newsroom.stage import finish_work, send, words

WIDTHS = {"phone": PHONE, "wide": WIDE}
_ROOM = "document.documentElement.clientWidth - document.documentElement.scrollWidth"
_SMALL = """() => [...document.querySelectorAll("button, .button, summary, select, textarea, input, nav a")]
    .filter((each) => each.checkVisibility() && !each.closest(".unseen, .file") && !each.matches(".unseen"))
    .map((each) => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") : each)
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, { height, width }]) => height < 43.5 || width < 24).map(([html, { height }]) => `${height} ${html}`)"""


class Drive:
    """The desk at one width of a window, and the people who come in to it."""

    def __init__(self, chromium: Browser, address: str, desk: Desk, size: ViewportSize) -> None:
        self.chromium, self.address, self.desk, self.newsroom, self.size = chromium, address, desk, desk.newsroom, size
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    @property
    def on_phone(self) -> bool:
        """Whether the window is a phone's, with touch."""
        return self.size["width"] < 500

    def window(self, scripts: bool = True) -> Page:
        """Open a window of somebody without an account."""
        context = self.chromium.new_context(
            viewport=self.size,
            locale="fa-IR",
            base_url=self.address,
            reduced_motion="reduce",
            color_scheme="dark" if self.on_phone else "light",
            has_touch=self.on_phone,
            is_mobile=self.on_phone,
            java_script_enabled=scripts,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def come_in(self, name: str) -> Page:
        """Open a window of somebody who is signed in."""
        page, code = self.window(), secret()
        with self.newsroom.session() as session:
            session.add(SignIn(hash=fingerprint(code), user=name))
        page.context.add_cookies([{"name": self.desk.cookie, "value": code, "url": self.address}])
        return page

    def handed_in(self, **changes: Any) -> str:
        """Return the path of a piece of «نرگس» that the plain writer has drafted."""
        with self.newsroom.session() as session:
            path = f"/pieces/{submit(session, brief(agency=HERITAGE, **changes), user(session, 'نرگس')).id}"
        draft(self.newsroom)
        return path

    def waiting(self, by: str = "نرگس", **changes: Any) -> int:
        """Return a piece that waits for a decision, without the time that drawing its cards takes."""
        with self.newsroom.session() as session:
            piece = submit(session, brief(**{"agency": HERITAGE, **changes}), user(session, by))
            text = words(f"{piece.brief['topic']} در راه است")
            finish_work(session, add_revision(session, piece, text, machine(session)))
            send(session, piece)
            return piece.id

    def look(self, page: Page, *schemes: Literal["dark", "light"]) -> None:
        """Look at a page as its reader does, in the colours `schemes`; by default in those of the window."""
        for scheme in schemes or (None,):
            if scheme:
                page.emulate_media(color_scheme=scheme)
            assert axe_faults(page) == [], (page.url, scheme)
            assert page.evaluate(_ROOM) >= 0, page.url
            if self.on_phone:
                assert page.evaluate(_SMALL) == [], page.url
