"""A governor's office on a phone: its county, a brief for a gap, a crisis notice that an editor finds and publishes."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.county_sheets import keep_sheet
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now, tehran_day
from bumi.persian.months import month_of
from bumi.province import province
from tests.browsers import PHONE
from tests.desk.windows import look


def test_an_office_sees_its_county_fills_a_gap_and_warns_its_people(
    sit_down: Callable[[str], Page], newsroom: Newsroom
) -> None:
    office = sit_down("سهراب")
    office.set_viewport_size(PHONE)
    office.click("nav >> text=شهرستان")
    expect(office.locator("h1")).to_contain_text("شهرستان بم")
    with office.expect_download() as sheet:
        office.click("text=برگ چاپی")
    assert sheet.value.suggested_filename.startswith("bam-")
    look(office)

    office.set_viewport_size(PHONE)
    office.click("[aria-label='سفارش برای محور فرهنگ']")
    expect(office.locator("[name=county]")).to_have_value("بم")
    expect(office.locator("[name=agency]")).to_have_value("فرمانداری شهرستان بم")

    office.goto("/county")
    office.click("text=اطلاعیه بحران")
    office.check("[name=name][value=dust]")
    office.fill("#what", "گردوغبار دید را به ۲۰۰ متر رسانده است")
    office.click("text=اطلاعیه را آماده کن")
    expect(office.locator("h1")).to_contain_text("گردوغبار در بم")
    expect(office.locator("text=تأیید کن و همین حالا منتشر کن")).to_have_count(0)

    editor = sit_down("مریم")
    editor.set_viewport_size(PHONE)
    editor.goto("/county/bam")
    editor.click("#s-crises + ul a")
    editor.click("text=تأیید کن و همین حالا منتشر کن")
    expect(editor.locator(".said")).to_be_visible()
    with newsroom.reading() as session:
        assert session.get_one(Piece, 1).state is State.PUBLISHED
    office.goto("/county")
    expect(office.locator(".verdict")).to_contain_text("۱ مطلب منتشر شد")


def test_kept_sheets_are_found_on_a_phone(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    month = month_of(tehran_day(now())).moved(-1)
    with newsroom.session() as session:
        for county in province().counties:
            keep_sheet(session, county.slug, month, b"%PDF", now())
    chief = sit_down("رضا")
    chief.set_viewport_size(PHONE)
    chief.goto("/coverage")
    chief.get_by_role("link", name="برگ‌های شهرستان‌ها").click()
    boxes = [each.bounding_box() for each in chief.locator(".kept-sheets a").all()]
    assert len(boxes) == len(province().counties) and all(box and box["height"] >= 44 for box in boxes)
    look(chief)
    chief.goto(f"/county/bam?month={month.address}")
    expect(chief.get_by_role("link", name="چاپ با رقم‌های امروز")).to_be_visible()
    look(chief)
