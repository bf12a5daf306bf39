"""Somebody signs up by a real browser, another waits, and a cancellation lets them in; axe looks at each page."""

import re

from playwright.sync_api import Browser, Page, expect

from bumi.newsroom.database import Newsroom
from bumi.persian.number_words import UNITS
from tests.browsers import PATIENCE_MS, PHONE
from tests.desk.windows import look, unexpected
from tests.intake.stage import Asker, served
from tests.newsroom.sign_ups.stage import bootcamp


def test_a_place_a_turn_in_the_waiting_list_and_a_cancellation(
    asker: Asker, newsroom: Newsroom, chromium: Browser
) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session, capacity=1)
        form = f"/join/{found.code}"
    complaints: list[str] = []
    with served(asker.intake) as address:
        context = chromium.new_context(viewport=PHONE, locale="fa-IR", base_url=address, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(form)
        look(page)
        _no_small_target(page)
        _join(asker, page, "زهرا احمدی", "zahra@mail.ir")
        expect(page.locator(".state")).to_contain_text("برای شما جا هست")
        look(page)
        _no_small_target(page)
        own = page.url
        page.goto(form)
        expect(page.locator(".state")).to_contain_text("ظرفیت پر شد؛ فهرست انتظار")
        look(page)
        _join(asker, page, "رضا کریمی", "0913 123 4567")
        expect(page.locator(".state")).to_contain_text("نفر ۱")
        look(page)
        waiting = page.url
        page.goto(own)
        page.get_by_role("button", name=re.compile("انصراف")).click()
        expect(page.locator(".state")).to_contain_text("انصراف دادید")
        look(page)
        page.goto(waiting)
        expect(page.locator(".state")).to_contain_text("برای شما جا هست")
        assert context.cookies() == []
        context.close()
    assert not unexpected(complaints)


def _join(asker: Asker, page: Page, name: str, contact: str) -> None:
    page.get_by_label("نام و نام خانوادگی").fill(name)
    page.get_by_label("راه تماس").fill(contact)
    words = page.locator("label[for=sum]").inner_text().split()
    page.locator("#sum").fill(UNITS[UNITS.index(words[0]) + UNITS.index(words[2])])
    asker.clock.seconds += 20
    page.locator("form button").click()


def _no_small_target(page: Page) -> None:
    """No field and no button is lower than 44 pixels."""
    boxes = [each.bounding_box() for each in page.locator(".ask button, .ask .field input, .ask .other").all()]
    heights = [box["height"] for box in boxes if box]
    assert heights and min(heights) >= 44
