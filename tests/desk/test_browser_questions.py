"""A question in Chromium: an editor confirms its agency, which answers as the checks read along; an editor approves."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import ask
from tests.desk.windows import look

ASKED = "من علی رضایی (۰۹۱۳۱۲۳۴۵۶۷) هستم؛ چرا آب روستای ما قطع می‌شود؟"


def test_a_question_goes_from_the_holding_pen_to_an_approved_answer(
    sit_down: Callable[[str], Page], newsroom: Newsroom
) -> None:
    with newsroom.session() as session:
        ask(session, ASKED, county="بم")
        ask(session, "خرید فالوور ارزان و فوری")
    editor = sit_down("مریم")
    editor.goto("/questions")
    look(editor)
    expect(editor.locator("#bulk")).to_be_hidden()
    editor.locator("#q2 [name=question]").check()
    editor.get_by_role("button", name="هرزنامه‌اند").click()
    expect(editor.locator(".undo")).to_contain_text("هرزنامه دانستن ۱ پرسش")
    editor.locator("#q1 a").click()
    look(editor)
    editor.get_by_role("button", name="به دستگاه بفرست").click()
    expect(editor.locator(".said")).to_contain_text("مهلت پاسخ آغاز شد")
    team = sit_down("هادی")
    team.goto("/questions")
    team.locator("#q1 a").click()
    team.fill("#answer", "لوله کهنه است و تا پایان آذر عوض می‌شود.")
    expect(team.locator("#seen")).to_contain_text("شماره همراه")
    team.fill("#wording", "چرا آب روستای ما قطع می‌شود؟")
    expect(team.locator("#seen")).to_contain_text("داده شخصی پیدا نشد")
    look(team)
    team.get_by_role("button", name="ثبت پاسخ").click()
    expect(team.locator(".said")).to_contain_text("در انتظار تأیید")
    editor.reload()
    editor.get_by_role("button", name="پرسش و پاسخ را تأیید کن").click()
    expect(editor.locator(".said")).to_contain_text("تأیید شد")
    editor.get_by_role("link", name="پیام مشترک از این پاسخ").click()
    expect(editor.locator("#title")).to_have_value("چرا آب روستای ما قطع می‌شود؟")
    look(editor)
