"""A sign-up list in Chromium: opened by the agency, read, and ticked on a phone at the door."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import sign_up
from bumi.newsroom.tables import Campaign, SignUpList
from bumi.persian.calendar import now, whole_minute
from bumi.planning import cancel_event, start_campaign
from tests.browsers import PHONE
from tests.desk.stage import HERITAGE
from tests.desk.windows import look
from tests.newsroom.sign_ups.stage import LONG, pass_by
from tests.planning.stage import event

NAMES = ("زهرا احمدی", "رضا کریمی", "مریم سعیدی", "علی جعفری", "ستاره محمدی")


def test_a_list_is_opened_and_ticked_at_the_door(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        start_campaign(session, event(whole_minute(now() + LONG), agency=HERITAGE), user(session, "نرگس"))
    team = sit_down("نرگس")
    team.goto("/campaigns/1")
    look(team)
    team.get_by_role("link", name="باز کردن ثبت‌نام").click()
    team.get_by_label("ظرفیت").fill("۴")
    look(team)
    team.get_by_role("button", name="باز کن").click()
    expect(team.locator(".said")).to_contain_text("ثبت‌نام باز است")
    with newsroom.session() as session:
        code = session.get_one(SignUpList, 1).code
        for number, name in enumerate(NAMES):
            sign_up(session, code, name, f"p{number}@mail.ir", now())
    team.reload()
    look(team)
    with newsroom.session() as session:
        pass_by(session.get_one(Campaign, 1), timedelta(hours=3))
    team.set_viewport_size(PHONE)
    team.goto("/plan")
    team.get_by_role("link", name="ثبت کنید چه کسانی آمدند").click()
    for name in NAMES[:3]:
        team.get_by_label(name).check()
    boxes = [each.bounding_box() for each in team.locator(".attending label").all()]
    assert len(boxes) == len(NAMES) and all(box and box["height"] >= 44 for box in boxes)
    team.get_by_label("چند نفر بی ثبت‌نام آمدند").fill("۲")
    team.get_by_role("button", name="ثبت حاضران").click()
    expect(team.locator(".said")).to_contain_text("شمار حاضران ثبت شد")
    look(team)
    team.goto("/campaigns/1")
    expect(team.locator("#notes")).to_have_value("۵ نفر آمدند")
    look(team)


def test_whoever_is_to_be_called_is_ticked_on_a_phone(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        submit(session, event(whole_minute(now() + LONG), agency=HERITAGE), user(session, "نرگس"))
    team = sit_down("نرگس")
    team.set_viewport_size(PHONE)
    team.goto("/pieces/1")
    team.get_by_role("button", name="باز کردن ثبت‌نام").click()
    team.get_by_label("ظرفیت").fill("۴")
    team.get_by_role("button", name="باز کن").click()
    expect(team.locator(".said")).to_contain_text("ثبت‌نام باز است")
    with newsroom.session() as session:
        campaign, found = session.get_one(Campaign, 1), session.get_one(SignUpList, 1)
        for number, name in enumerate(NAMES):
            sign_up(session, found.code, name, f"0913123456{number}", now())
        cancel_event(session, campaign, user(session, "مریم"), "باران", now() - timedelta(hours=1))
    team.goto("/plan")
    team.get_by_role("link", name="زنگ بزنید").click()
    look(team)
    team.set_viewport_size(PHONE)
    boxes = [each.bounding_box() for each in team.locator("[aria-labelledby=calls] label").all()]
    assert len(boxes) == len(NAMES) and all(box and box["height"] >= 44 for box in boxes)
    for name in NAMES:
        team.locator("[aria-labelledby=calls]").get_by_label(name).check()
    team.get_by_role("button", name="این‌ها را خبر کردم").click()
    expect(team.locator(".said")).to_contain_text("ثبت شد به چه کسانی خبر داده‌اید")
    expect(team.locator("[aria-labelledby=calls]")).to_have_count(0)
