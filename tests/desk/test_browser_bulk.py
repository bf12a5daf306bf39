"""Editors at work in a real browser: a piece is taken, several are decided at once, and what was done is undone.

On a phone and on a wide screen, once without a script; axe looks at the pages on the way.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bumi.finding import Severity
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.assignments import assign
from tests.browsers import PATIENCE_MS, PHONE, WIDE
from tests.desk.windows import look
from tests.newsroom.stage import finding, reach


def states(newsroom: Newsroom, *ids: int) -> list[State]:
    with newsroom.reading() as session:
        return [session.get_one(Piece, id).state for id in ids]


def choose(page: Page, *ids: int) -> None:
    for id in ids:
        page.locator(f"#p{id} [name=piece]").check()


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_pieces_are_taken_decided_together_and_brought_back(
    sit_down: Callable[[str], Page],
    newsroom: Newsroom,
    size: ViewportSize,
) -> None:
    with newsroom.session() as session:
        pieces = [reach(session, State.SUBMITTED) for _ in range(4)]
        assert pieces[2].revision
        record_findings(session, pieces[2].revision, [finding(Severity.WARNS)])
        one, two, warned, unread = (piece.id for piece in pieces)
    page = sit_down("مریم")
    page.set_viewport_size(size)

    page.goto("/")
    expect(page.locator("#bulk")).to_be_hidden()
    page.click(f"#p{one} button:has-text('به عهده می‌گیرم')")
    expect(page.locator(".said")).to_contain_text("به عهده شما شد")
    expect(page.locator(f"#p{one} .holder")).to_contain_text("به عهده شما تا")
    page.click(".shelves >> text=به عهده من")
    expect(page.locator(".row h2")).to_have_count(1)
    page.click(".shelves >> text=بایگانی")
    expect(page.locator(".shelves [aria-current]")).to_be_in_viewport(ratio=0.9)

    # Three are discarded with one reason, and come back as they were.
    page.goto("/")
    choose(page, one, two, warned)
    expect(page.locator("[data-chosen]")).to_have_text("۳")
    page.click("#bulk summary:has-text('برگرداندن')")
    page.fill("#bulk-why", "تکراری است")
    look(page)
    page.set_viewport_size(size)
    page.click("#bulk button:has-text('کنار بگذار')")
    expect(page.locator("h1")).to_have_text("کنار گذاشتن: ۳ از ۳ مطلب")
    expect(page.locator(".undo")).to_contain_text("کنار گذاشتن ۳ مطلب")
    assert states(newsroom, one, two, warned) == [State.DISCARDED] * 3
    page.goto("/")  # it is offered on every page meanwhile
    look(page)
    page.set_viewport_size(size)
    page.click(".undo button")
    expect(page.locator(".said")).to_contain_text("واگردانده شد")
    expect(page.locator(".undo")).to_have_count(0)
    assert states(newsroom, one, two, warned) == [State.SUBMITTED] * 3
    expect(page.locator(f"#p{one} .holder")).to_contain_text("به عهده شما")

    # What has been opened and has no warning is approved; of the others all reasons are told.
    for id in (one, two, warned):
        page.goto(f"/pieces/{id}")
    page.goto("/")
    expect(page.locator("text=باز کرده‌اید")).to_have_count(3)
    choose(page, one)
    page.click("[data-choose-all]")
    page.click("#bulk button:has-text('تأیید')")
    expect(page.locator("h1")).to_have_text("تأیید: ۲ از ۴ مطلب")
    expect(page.locator(".row.late .reasons")).to_contain_text(["مانع یا هشدار دارد", "هنوز باز نکرده‌اید"])
    look(page)
    assert states(newsroom, one, two, warned, unread) == [State.APPROVED] * 2 + [State.SUBMITTED] * 2


def test_a_chief_hands_over_without_a_script(
    chromium: Browser,
    address: str,
    sit_down: Callable[[str], Page],
    newsroom: Newsroom,
) -> None:
    with newsroom.session() as session:
        pieces = [reach(session, State.SUBMITTED) for _ in range(3)]
        editor = user(session, "مریم")
        for piece in pieces[:2]:
            assign(session, piece, editor, editor)
        held, other, free = (piece.id for piece in pieces)
    scripted = sit_down("رضا")
    scripted.goto("/load")
    look(scripted)
    signed_in = scripted.context.storage_state()
    with chromium.new_context(
        java_script_enabled=False, base_url=address, storage_state=signed_in, viewport=PHONE
    ) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto("/load")
        expect(page.locator("#editor-1")).to_contain_text("۲ مطلب")
        page.locator(f"[name=piece][value^='{held}-']").check()
        page.select_option("#bulk-to", "کامران")
        page.click("#bulk button:has-text('بسپار')")
        expect(page.locator("h1")).to_have_text("سپردن: ۱ از ۱ مطلب")
        page.goto("/")
        expect(page.locator(f"#p{held} .holder")).to_contain_text("کامران")
        choose(page, other, free)
        page.click("#bulk summary:has-text('زمان انتشار')")
        page.fill("#bulk_publish_at", "۱۴۲۰/۰۱/۰۵ ۰۹:۰۰")
        page.click("#bulk button:has-text('ثبت زمان')")
        expect(page.locator("h1")).to_have_text("زمان انتشار: ۲ از ۲ مطلب")
        page.goto(f"/pieces/{free}")
        page.click("summary:has-text('کنار گذاشتن')")
        page.fill("#why-discarded", "تکراری است")
        page.click("button:has-text('کنار بگذار')")
        page.click(".undo button")
        expect(page.locator(".said")).to_contain_text("واگردانده شد")
    assert states(newsroom, free) == [State.SUBMITTED]


def test_a_list_is_not_renewed_while_somebody_chooses_from_it(
    sit_down: Callable[[str], Page],
    newsroom: Newsroom,
) -> None:
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
    page = sit_down("مریم")
    page.goto("/")
    renew = "htmx.ajax('GET', '/', {source: '#queue', target: '#queue', select: '#queue', swap: 'outerHTML'})"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose(page, id)
    page.evaluate(f"void {renew}")
    assert [url for url in asked if not url.endswith("/events")] == [] and page.locator(
        f"#p{id} [name=piece]"
    ).is_checked()
    page.locator(f"#p{id} [name=piece]").uncheck()

    # Nor by an answer that was on its way when the first was chosen.
    box = f"document.querySelector('#p{id} [name=piece]')"
    page.evaluate(f"addEventListener('htmx:beforeOnLoad', () => {{ {box}.checked = true; }}, {{ once: true }})")
    with page.expect_event("requestfinished", lambda request: not request.url.endswith("/events")):
        page.evaluate(f"void {renew}")
    expect(page.locator(f"#p{id} [name=piece]")).to_be_checked()
    page.locator(f"#p{id} [name=piece]").uncheck()
    with page.expect_response("**/"):
        page.evaluate(f"void {renew}")


def test_a_person_who_was_removed_is_back_and_the_bar_goes_with_its_minute(
    sit_down: Callable[[str], Page],
) -> None:
    page = sit_down("رضا")
    page.clock.install()
    page.goto("/people")
    row = page.locator(".row.plain", has=page.locator("h3:has-text('کامران')"))
    row.locator("[name=closed]").check()
    row.locator("button:has-text('ثبت')").click()
    expect(page.locator(".undo")).to_contain_text("بستن دسترسی «کامران»")
    look(page)
    page.click(".undo button")
    expect(page.locator(".said")).to_contain_text("واگردانده شد")
    expect(row.locator("[name=closed]")).not_to_be_checked()
    row.locator("[name=closed]").check()
    row.locator("button:has-text('ثبت')").click()
    expect(page.locator(".undo")).to_have_count(1)
    page.clock.run_for(61_000)
    expect(page.locator(".undo")).to_have_count(0)
