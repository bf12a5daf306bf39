"""The photo archive in a real browser: the focal point by touch without a script, and pages that anybody can read."""

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from bumi.cards import SafePhoto, safe_photo, small_copy
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.archive import PhotoDetails, PhotoImage, add_to_archive
from bumi.newsroom.media.store import keep
from bumi.newsroom.tables import ArchivePhoto, SignIn
from tests.browsers import PATIENCE_MS, PHONE
from tests.cards.samples import picture
from tests.desk.windows import look


def test_a_touch_sets_the_focal_point_without_a_script(chromium: Chromium, address: str, desk: Desk) -> None:
    made = safe_photo(picture(1600, 800))
    image = PhotoImage(made.data, small_copy(SafePhoto(made.data)), *made.size)
    keep(desk.newsroom, [image.data, image.small])
    with desk.newsroom.session() as session:
        photo = add_to_archive(session, user(session, "نرگس"), image, PhotoDetails("گل‌چینی در لاله‌زار")).id
        session.merge(SignIn(hash=fingerprint("cookie"), user="نرگس"))

    def opened(path: str, scripts: bool = True) -> Page:
        context = chromium.new_context(viewport=PHONE, base_url=address, has_touch=True, java_script_enabled=scripts)
        context.add_cookies([{"name": desk.cookie, "value": "cookie", "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(path)
        return page

    plain = opened(f"/archive/{photo}", scripts=False)
    target = plain.locator(".touch.on-phone input")
    box = target.bounding_box()
    assert box and (box["width"], box["height"]) == (320, 160)
    plain.touchscreen.tap(box["x"] + 240, box["y"] + 40)
    expect(plain.locator(".said")).to_contain_text("جای مهم عکس ثبت شد")
    with desk.newsroom.reading() as session:
        focus = session.get_one(ArchivePhoto, photo).focus
    assert focus and abs(focus[0] - 0.75) < 0.01 and abs(focus[1] - 0.25) < 0.01
    page = opened(f"/archive/{photo}")
    look(page)
    page.goto("/archive")
    page.click("text=عکس تازه")
    look(page)
    for each in (plain, page):
        each.context.close()
