"""Somebody asks by a real browser; axe looks at each page on a phone in the dark and in a wide window in the light."""

import re

from playwright.sync_api import Browser, Page, expect

from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.persian.number_words import UNITS
from tests.browsers import PATIENCE_MS, PHONE
from tests.desk.windows import look, unexpected
from tests.intake.stage import Asker, served
from tests.newsroom.stage import reach

TYPED = "جشنواره گل محمدی لاله‌زار کی برگزار می‌شود؟ در آنجا تصادف شده است"


def test_a_question_from_the_form_to_its_page(asker: Asker, newsroom: Newsroom, chromium: Browser) -> None:
    with newsroom.session() as session:
        reach(session, State.PUBLISHED)
    complaints: list[str] = []
    with served(asker.intake) as address:
        context = chromium.new_context(viewport=PHONE, locale="fa-IR", base_url=address, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto("/ask")
        look(page)
        _no_small_target(page)
        page.get_by_label("پرسش شما").fill(TYPED)
        page.get_by_label("شهرستان").select_option("بم")
        page.get_by_label(re.compile("چند می‌شود")).fill("۱")
        asker.clock.seconds += 20
        page.get_by_role("button", name="فرستادن پرسش").click()
        expect(page.locator(".problems")).to_contain_text("پاسخ جمع درست نبود")
        look(page)
        assert page.get_by_label("پرسش شما").input_value() == TYPED
        words = page.locator("label[for=sum]").inner_text().split()
        page.locator("#sum").fill(UNITS[UNITS.index(words[0]) + UNITS.index(words[2])])
        asker.clock.seconds += 20
        page.get_by_role("button", name="فرستادن پرسش").click()
        expect(page.get_by_role("heading", name="شاید پاسخ همین‌جاست")).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("همین حالا به ۱۱۲ زنگ بزنید")
        look(page)
        _no_small_target(page)
        page.get_by_role("button", name="نه، پرسش مرا بفرست").click()
        expect(page.get_by_role("heading", name="پرسش شما رسید")).to_be_visible()
        look(page)
        assert page.url.endswith(f"/ask/{asker.asked()[0].code}?new") and context.cookies() == []
        page.goto("/ask/nothing")
        look(page)
        context.close()
    assert not unexpected(complaints)


def _no_small_target(page: Page) -> None:
    """No field and no button of the form is lower than 44 pixels."""
    fields = page.locator(".ask button, .ask select, .ask textarea, .ask .field input, .ask .other")
    heights = [box["height"] for each in fields.all() if (box := each.bounding_box())]
    assert heights and min(heights) >= 44
