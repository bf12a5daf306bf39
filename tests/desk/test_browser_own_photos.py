"""A contributor at a phone puts a photo into their piece and takes it out again; anybody can read the pages."""

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import keep_findings
from bumi.newsroom.tables import SignIn
from bumi.persian.calendar import now
from tests.browsers import PHONE
from tests.cards.samples import picture
from tests.desk.windows import look
from tests.newsroom.commissions.stage import assigned


def test_a_photo_from_a_phone(chromium: Chromium, address: str, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        piece = assigned(session, at=now())
        keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], user(session, "گلنار"))
        place = f"/pieces/{piece.id}"
        session.merge(SignIn(hash=fingerprint("cookie"), user="گلنار"))
    context = chromium.new_context(viewport=PHONE, base_url=address, reduced_motion="reduce")
    context.add_cookies([{"name": desk.cookie, "value": "cookie", "url": address}])
    page = context.new_page()
    page.goto(place)
    page.click("text=عکس بگذار")
    look(page)
    page.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(1280, 960)})
    page.fill("#caption", "دهانه قنات در راور")
    page.select_option("#consent", "nobody")
    page.check("[name=own]")
    page.click("text=عکس را بگذار")
    expect(page.locator(".said")).to_contain_text("عکس افزوده شد")
    expect(page.locator(".own-photos img")).to_have_attribute("alt", "دهانه قنات در راور")
    look(page)
    page.click("text=بردار")
    expect(page.locator(".said")).to_contain_text("عکس برداشته شد")
    context.close()
