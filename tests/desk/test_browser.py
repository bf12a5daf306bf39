"""The real desk in a real browser, from the first sign-in to the withdrawal, by each who has a part in it.

On the way every page is looked at by axe, on a phone in the dark and on a wide screen, and must neither overflow nor
complain on the browser's console.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote_plus

from playwright.sync_api import Browser, Page, Response, ViewportSize, expect
from sqlalchemy import select

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.sign_in import invite
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import BriefDraft, CrisisNotice, Piece, SignIn
from bumi.persian.calendar import now, start_of, typed
from tests.browsers import PATIENCE_MS, PHONE, axe_faults
from tests.desk.pages.test_briefs import RELEASE, picture
from tests.desk.windows import PASSWORD, draft, look
from tests.newsroom.stage import reach

_TELL = """() => [...document.querySelectorAll("main form")].flatMap((form) => [...form.elements])
    .filter((field) => !field.checkValidity()).map((field) => field.validationMessage)"""


def _keeps_capacity(answer: Response) -> bool:
    return "/keep" in answer.url and "ظرفیت" in unquote_plus(answer.request.post_data or "")


def test_a_piece_from_the_first_sign_in_to_its_withdrawal(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    author, editor, second = sit_down("نرگس"), sit_down("مریم"), sit_down("کامران")

    # The author hands in a brief; what is wrong stands beside its field, and what was typed keeps itself.
    author.click("text=سفارش تازه")
    look(author)
    author.click("button:has-text('خبر رویداد')")
    author.fill("#topic", "کارگاه پته‌دوزی برای نوجوانان")
    author.click("text=بفرست")
    expect(author.locator("#county-hint strong")).to_contain_text("شهرستان")
    look(author)
    author.select_option("#county", "سیرجان")
    author.select_option("#axis", "گردشگری")
    author.click("[data-pick=publish_at]")
    author.click(".picker button.today")
    assert author.input_value("#publish_at").endswith("۰۹:۰۰")
    author.fill("#publish_at", "")
    with author.expect_response(_keeps_capacity):
        author.fill("#notes", "ورود آزاد است\nظرفیت 30 نفر است")
    expect(author.locator("#kept")).to_contain_text("نگه داشته شد")
    author.reload()
    assert author.input_value("#notes").startswith("ورود آزاد است")
    author.locator(".file input[name=file]").set_input_files(
        {"name": "pateh.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG", (1280, 960))}
    )
    author.fill("[name=credit]", "نرگس راد")
    author.select_option("[name=rights]", "own")
    author.select_option("[name=consent]", "nobody")
    author.click("text=بیفزا")
    expect(author.locator(".said")).to_contain_text("عکس افزوده شد")
    author.click("text=بفرست")
    expect(author.locator(".outlook")).to_contain_text("در نوبت آماده شدن")
    expect(author.locator("#progress")).to_contain_text("در نوبت نوشتن است")
    look(author)
    draft(newsroom)
    expect(author.locator(".outlook")).to_contain_text("منتظر تصمیم دبیر است")  # nobody reloaded the page
    expect(author.locator("#the-text")).to_be_visible()

    # The editor reads it with its evidence, mends a finding while typing, and may then not approve it.
    editor.click("nav >> text=صف")
    look(editor)
    editor.keyboard.press("j")
    editor.keyboard.press("Enter")
    expect(editor.locator("h1")).to_contain_text("کارگاه پته‌دوزی")
    look(editor)
    editor.click("a.rests >> nth=0")
    expect(editor.locator(".evidence:target")).to_contain_text("استوار است بر")
    editor.keyboard.press("e")
    expect(editor.locator("#edit")).to_be_visible()
    look(editor)
    editor.fill("#lede", "کارگاه پته‌دوزي در سیرجان برگزار می‌شود.")
    editor.click("#seen button[data-mend=lede]")
    expect(editor.locator("#lede")).to_have_value("کارگاه پته‌دوزی در سیرجان برگزار می‌شود.")
    expect(editor.locator("#seen button[data-mend=lede]")).to_have_count(0)
    editor.click("text=ثبت ویرایش")
    expect(editor.locator(".decide .reasons")).to_contain_text("آخرین ویرایش آن را نوشته است")
    path = editor.url.partition("?")[0]

    # It goes back with a reason, is mended, and another approves and publishes it.
    editor.click("summary:has-text('برگرداندن')")
    editor.fill("#why-changes_requested", "ظرفیت را با دستگاه قطعی کنید")
    editor.click("button:has-text('برگردان')")
    expect(editor.locator(".said")).to_contain_text("برگردانده شد")
    author.goto(path)
    expect(author.locator(".note")).to_contain_text("ظرفیت را با دستگاه قطعی کنید")
    look(author)
    author.click("a.button:has-text('ویرایش')")
    author.fill("#body", "ورود برای همه آزاد است. ظرفیت ۳۰ نفر است.")
    author.click("text=ثبت ویرایش")
    expect(author.locator(".said")).to_contain_text("ویرایش ثبت شد")
    second.goto(path)
    second.click("text=همین متن و تصویرها را تأیید می‌کنم")
    expect(second.locator(".said")).to_contain_text("تأیید شد")
    second.goto(f"{path}/preview")
    for frame in second.locator("iframe").all():
        expect(frame.content_frame.locator("h1")).to_contain_text("کارگاه پته‌دوزی")
        pictures = frame.content_frame.locator("img")
        expect(pictures.first).to_be_attached()
        for picture_of_it in pictures.all():
            expect(picture_of_it).not_to_have_js_property("naturalWidth", 0)
    second.goto(f"{path}/compare")
    look(second)
    second.goto(path)
    second.click("text=همین حالا منتشر شود")
    expect(second.locator(".outlook")).to_contain_text("منتشر شد")
    (published,) = Path("output").glob("p/*/index.html")
    assert "ظرفیت ۳۰ نفر است" in published.read_text("utf-8")

    # A correction with a number that the brief has not is stopped; one without waits for another.
    for body in ("ظرفیت ۳۵ نفر است.", "ورود برای همه آزاد است و ظرفیت ۳۰ نفر است."):
        second.goto(f"{path}/edit")
        second.fill("#body", body)
        second.click("text=ثبت ویرایش")
        expect(second.locator(".outlook")).to_contain_text("خوانندگان تا تأیید آن متن پیشین را می‌بینند")
        editor.goto(path)
        expect(editor.locator(".decide .reasons")).to_have_count(1 if "۳۵" in body else 0)
    editor.click("text=همین متن و تصویرها را تأیید می‌کنم")
    editor.click("text=همین حالا منتشر شود")
    expect(editor.locator(".said")).to_contain_text("منتشر شد")
    assert "و ظرفیت ۳۰ نفر است" in published.read_text("utf-8") and "اصلاحیه" in published.read_text("utf-8")

    # It is withdrawn, and readers are told.
    editor.click("summary:has-text('بازپس‌گیری')")
    editor.fill("#why-withdrawn", "کارگاه لغو شد")
    editor.click("button:has-text('بازپس بگیر')")
    expect(editor.locator(".note")).to_contain_text("کارگاه لغو شد")
    look(editor)
    assert "کارگاه لغو شد" in published.read_text("utf-8")


def test_the_plan_from_an_event_to_its_coverage(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    author, editor, second = sit_down("نرگس"), sit_down("مریم"), sit_down("کامران")

    # A content team begins the campaign of an event; an editor moves it, and calls it off.
    author.click("nav >> text=طرح")
    look(author)
    author.click("button:has-text('کارزار تازه')")
    author.fill("#topic", "جشنواره انار راور")
    author.select_option("#county", "راور")
    author.select_option("#axis", "فرهنگ")
    author.fill("#notes", "ورود آزاد است\nغرفه‌ها تا ۲۲ باز است")
    author.click("text=بفرست")
    expect(author.locator("#starts_at-hint strong")).to_contain_text("ساعت آغاز رویداد را بنویسید")
    author.fill("#starts_at", typed(start_of(now().date() + timedelta(days=20)).replace(hour=17)))
    author.click("text=بفرست")
    expect(author.locator(".said")).to_contain_text("کارزار آغاز شد")
    look(author)
    editor.goto(author.url.partition("?")[0])
    editor.click("summary:has-text('جابه‌جا شد')")
    look(editor)
    editor.fill("#starts_at", typed(start_of(now().date() + timedelta(days=30)).replace(hour=17)))
    editor.fill("#why-move", "بارندگی")
    editor.click("button:has-text('جابه‌جا کن')")
    expect(editor.locator(".said")).to_contain_text("از نو چیده شد")
    editor.click("summary:has-text('لغو شد')")
    editor.fill("#why-cancel", "سیل")
    editor.click("button:has-text('همه را لغو کن')")
    expect(editor.locator(".outlook")).to_contain_text("لغو شد: سیل")

    # A message is written by one editor, approved by another, and given by the agency.
    editor.goto("/messages/new")
    editor.click("button.main:has-text('ثبت')")
    expect(editor.locator("#facts-hint strong")).to_be_visible()
    look(editor)
    editor.fill("#title", "دوره آبیاری نوین")
    editor.fill("#facts", "دوره از ۱۵ دی آغاز می‌شود.")
    editor.fill("#figures", "ظرفیت دوره: ۴۵ نفر")
    editor.click("button.main:has-text('ثبت')")
    expect(editor.locator(".decide")).to_contain_text("دبیر دیگری باید تأییدش کند")
    second.goto(editor.url.partition("?")[0])
    second.click("text=همین نسخه برقرار شود")
    expect(second.locator(".said")).to_contain_text("برقرار است")
    look(second)
    author.goto("/plan")
    author.click("text=دوره آبیاری نوین")
    author.click("text=نسخه‌ای برای دستگاهی بنویس")
    expect(author.locator(".note")).to_contain_text("نسخه‌ای از پیام مشترک")

    # The calendar knows the year's occasions, and each proposes its brief.
    author.goto("/calendar")
    look(author)
    author.goto("/plan")
    author.click("summary:has-text('مناسبت‌های بی‌سفارش')")
    author.click("button:has-text('سفارش بنویس') >> nth=0")
    expect(author.locator(".note")).to_contain_text("برای مناسبت")

    # What is under-covered is taken as a brief; the report is a file and a sheet, too.
    second.click("nav >> text=پوشش")
    look(second)
    for name, kind in (("اکسل", "xlsx"), ("برگ چاپی", "pdf")):
        with second.expect_download() as download:
            second.click(f"a:has-text('{name}')")
        assert download.value.suggested_filename.endswith(kind)
    second.click("button:has-text('این سفارش را بردار') >> nth=0")
    expect(second.locator("#internal_note")).to_have_value(re.compile("کم‌خبر است"))


def test_a_crisis_on_a_phone(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    """A chief alone at night: from the menu to the readers with seven touches, what is typed aside."""
    chief, editor = sit_down("رضا"), sit_down("مریم")
    chief.set_viewport_size(PHONE)
    chief.click("nav >> text=بحران")
    chief.check("input[value=flood]")
    chief.fill("#what", "رودخانه هلیل بالا آمده است")
    chief.select_option("#county", "جیرفت")
    chief.click("text=اطلاعیه را آماده کن")
    expect(chief.locator("h1")).to_contain_text("هشدار سیلاب در جیرفت")
    look(chief)
    chief.set_viewport_size(PHONE)
    chief.click("text=تأیید کن و همین حالا منتشر کن")
    expect(chief.locator(".outlook")).to_contain_text("بی نگاه دوم منتشر شد")
    (page,) = Path("output").glob("p/*/index.html")
    assert "رودخانه هلیل بالا آمده است" in page.read_text("utf-8")

    # Another reads it; the next update is owed, and everybody is told until it is there.
    with newsroom.session() as session:
        session.query(CrisisNotice).one().next_update_at = now() - timedelta(minutes=1)
    editor.goto("/")
    look(editor)
    editor.click(".problems a")
    look(editor)
    editor.click("summary:has-text('به‌روز کن')")
    editor.fill("[id^=what-]", "آب پایین می‌رود")
    editor.click("text=اطلاعیه تازه را آماده کن")
    expect(editor.locator("h1")).to_contain_text("هشدار سیلاب در جیرفت")
    editor.goto("/")
    expect(editor.locator(".problems")).to_have_count(0)


def test_what_was_typed_outlives_the_session(sit_down: Callable[[str], Page]) -> None:
    editor = sit_down("مریم")
    editor.goto("/messages/new")
    editor.fill("#title", "دوره آبیاری نوین")
    editor.fill("#facts", "دوره از ۱۵ دی آغاز می‌شود.")
    editor.context.clear_cookies()
    editor.click("form.brief button.main")
    expect(editor.locator("h1")).to_contain_text("ورود")
    editor.fill("#name", "مریم")
    editor.fill("#password", PASSWORD)
    editor.click("main button")
    expect(editor.locator(".said")).to_contain_text("هنوز ثبت نشده است")
    expect(editor.locator("#facts")).to_have_value("دوره از ۱۵ دی آغاز می‌شود.")
    look(editor)
    editor.click("form.brief button.main")
    expect(editor.locator("h1")).to_contain_text("دوره آبیاری نوین")
    editor.goto("/messages/new")
    expect(editor.locator("#title")).to_have_value("")


def test_two_tabs_of_one_brief_lose_nothing(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    one = sit_down("نرگس")
    one.click("text=سفارش تازه")
    one.click("form:has-text('اطلاعیه') button:has-text('اطلاعیه')")
    other = one.context.new_page()
    other.goto(one.url)
    for page, topic in ((one, "یک"), (one, "یک و یک"), (other, "دو"), (other, "دو و دو")):
        with page.expect_response(lambda answer: answer.url.endswith("/keep")):
            page.fill("#topic", topic)
    expect(other.locator("#apart")).to_contain_text("سفارشی جداگانه")
    expect(one.locator("#apart")).to_be_empty()
    with newsroom.reading() as session:
        assert sorted(it.form["topic"] for it in session.scalars(select(BriefDraft))) == ["دو و دو", "یک و یک"]
    look(other)


def test_what_was_typed_outlives_its_tab(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
    editor = sit_down("مریم")
    editor.goto(f"/pieces/{id}/edit")
    editor.fill("#headline", "گل محمدی در بردسیر")
    expect(editor.locator("#kept")).to_contain_text("هنوز ثبت نشده است")
    again = editor.context.new_page()
    editor.close()
    again.goto(f"/pieces/{id}/edit")
    expect(again.locator(".kept .words ins")).to_have_text("بردسیر")
    expect(again.locator("#headline")).to_have_value("گل محمدی در بردسیر")
    look(again)

    # The session ends while something is typed: it is there again after the sign-in.
    again.context.clear_cookies()
    again.fill("#headline", "گل محمدی در راین")
    expect(again.locator("h1")).to_contain_text("ورود")
    again.fill("#name", "مریم")
    again.fill("#password", PASSWORD)
    again.click("main button")
    expect(again.locator("#headline")).to_have_value("گل محمدی در راین")
    again.click("text=ثبت ویرایش")
    expect(again.locator("h1")).to_contain_text("راین")


def test_a_brief_is_thrown_away_and_brought_back_by_keyboard(sit_down: Callable[[str], Page]) -> None:
    author = sit_down("نرگس")
    look(author)  # an empty desk
    author.click("main >> text=نخستین سفارش را بنویسید")
    author.click("button:has-text('خبر رویداد')")
    author.fill("#topic", "کارگاه پته‌دوزی")
    expect(author.locator("#kept")).to_contain_text("نگه داشته شد")
    with author.expect_file_chooser() as chosen:
        author.locator(".file input[name=file]").press("Space")
    chosen.value.set_files({"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(author.locator(".file:has(input[name=file]) .chosen")).to_have_text("x.svg")
    author.click("text=بیفزا")
    expect(author.locator(".problems h2")).to_contain_text("عکس افزوده نشد")
    look(author)
    author.locator(".drop summary").focus()
    for key in ("Enter", "Tab", "Enter"):
        author.keyboard.press(key)
    expect(author.locator("h1")).to_contain_text("دور ریخته شد")
    look(author)
    author.click("text=رفتن به صف")
    author.click("summary:has-text('دورریخته‌ها')")
    look(author)
    author.click(".thrown a")
    author.click("button:has-text('بازگردان')")
    expect(author.locator("#topic")).to_have_value("کارگاه پته‌دوزی")


def test_what_is_not_kept_yet_is_asked_about_and_kept_before_a_photo(
    sit_down: Callable[[str], Page], newsroom: Newsroom
) -> None:
    author = sit_down("نرگس")
    author.goto("/briefs/new")
    author.click("button:has-text('خبر رویداد')")
    author.locator(".file input[name=file]").set_input_files(
        {"name": "pateh.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG", (640, 480))}
    )
    author.click("#topic")
    author.keyboard.type("کارگاه پته‌دوزی")
    author.click("text=بیفزا")  # before it keeps itself
    expect(author.locator(".said")).to_contain_text("عکس افزوده شد")
    expect(author.locator("#topic")).to_have_value("کارگاه پته‌دوزی")
    author.click("text=بفرست")
    expect(author.locator("#county-hint strong")).to_contain_text("شهرستان")
    expect(author.locator(".said")).to_have_count(0)  # nothing of it waits to be brought back

    # A keep that fails is told, holds back what would leave the page, and leaving it is asked about.
    author.route("**/keep", lambda route: route.fulfill(status=404))
    author.click("#topic")
    author.keyboard.type("!")
    expect(author.locator("#kept")).to_contain_text("نگه داشته نشد")
    author.click("#photos button:has-text('بردار')")
    expect(author.locator("#kept")).to_be_in_viewport()
    expect(author.locator("#photos img")).to_have_count(1)
    with author.expect_event("dialog") as asked:
        author.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    with newsroom.reading() as session:
        assert session.scalars(select(BriefDraft)).one().form["topic"] == "کارگاه پته‌دوزی"


def test_a_brief_typed_as_the_session_ends_is_there_after_it(sit_down: Callable[[str], Page]) -> None:
    author = sit_down("نرگس")
    author.goto("/briefs/new")
    author.click("button:has-text('خبر رویداد')")
    author.context.clear_cookies()
    author.fill("#topic", "کارگاه پته‌دوزی")
    author.click("#urgency input[value=urgent]")
    expect(author.locator("h1")).to_contain_text("ورود")
    author.fill("#name", "نرگس")
    author.fill("#password", PASSWORD)
    author.click("main button")
    expect(author.locator(".said")).to_contain_text("هنوز ثبت نشده است")
    expect(author.locator("#topic")).to_have_value("کارگاه پته‌دوزی")
    expect(author.locator("#urgency input[value=urgent]")).to_be_checked()


def test_what_is_wrong_with_a_field_is_told_in_persian(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
        code = invite(session, user(session, "مریم"), machine(session))
    chief = sit_down("رضا")
    for path in ("/briefs/new", "/crises", "/people", f"/pieces/{id}", "/sign-in", f"/join/{code}"):
        if path == "/sign-in":
            chief.context.clear_cookies()
        chief.goto(path)
        told = chief.evaluate(_TELL)
        assert told and set(told) <= {"این خانه را پر کنید", "یکی را برگزینید", "پرونده‌ای برگزینید"}, (path, told)
    chief.fill("#password", "کم")
    assert chief.evaluate(_TELL) == ["کوتاه است؛ دست‌کم ۱۰ نویسه بنویسید", "این خانه را پر کنید"]
    chief.fill("#password", PASSWORD)
    chief.fill("#again", PASSWORD)
    assert chief.evaluate(_TELL) == []


def test_the_other_pages(sit_down: Callable[[str], Page]) -> None:
    chief = sit_down("رضا")
    for path in ("/?shelf=gone", "/calendar", "/calendar?week=", "/people", "/help"):
        chief.goto(path)
        look(chief)
    chief.goto("/")
    chief.keyboard.press("?")
    expect(chief.locator("#help")).to_contain_text("مطلب بعدی صف")
    look(chief)
    chief.keyboard.press("Escape")
    chief.context.clear_cookies()
    chief.goto("/sign-in")
    look(chief)
    chief.goto("/pieces/1")
    expect(chief.locator("h1")).to_contain_text("ورود")


def test_a_telegraphic_brief_becomes_sentences_by_touches(
    chromium: Browser, address: str, newsroom: Newsroom, desk: Desk
) -> None:
    """On a phone, by thumb: what is read comes beside its note, moves nothing, and goes with the brief."""
    with newsroom.session() as session:
        session.merge(SignIn(hash=fingerprint("phone"), user="نرگس"))
    narrow = ViewportSize(width=360, height=740)
    context = chromium.new_context(viewport=narrow, locale="fa-IR", base_url=address, has_touch=True, is_mobile=True)
    context.add_cookies([{"name": desk.cookie, "value": "phone", "url": address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/briefs/new")
    page.locator("button[value=event]").tap()
    page.fill("#topic", "کارگاه پته‌دوزی")
    page.select_option("#county", "سیرجان")
    page.select_option("#axis", "گردشگری")
    page.locator("#notes").tap()
    page.keyboard.type("ظرفیت ۳۰ نفر\nپارچه و نخ\nهزینه ۵۰ تومان\n")
    expect(page.locator("#reading fieldset")).to_have_count(3)

    # One touch each: a sentence, an answer, a label; and one is typed.
    page.locator(".way >> text=ظرفیت این کارگاه ۳۰ نفر است.").tap()
    own = page.locator("[data-note='پارچه و نخ'] textarea")
    own.tap()
    page.keyboard.type("پارچه و نخ در کارگاه هست.")
    page.locator("button.answer >> text=۵۰ هزار تومان").tap()
    expect(page.locator("#notes")).to_have_value("ظرفیت ۳۰ نفر\nپارچه و نخ\nهزینه ۵۰ هزار تومان\n")
    expect(page.locator(".ask")).to_have_count(0)

    # The notes go on changing: what was chosen stays with its note, and what is in use stays under the thumb.
    page.evaluate("document.querySelector('#when').scrollIntoView({block: 'center'})")
    before = page.evaluate(
        """() => {
            const [notes, when] = ["#notes", "#when"].map((each) => document.querySelector(each));
            notes.value = "لباس گرم\\nسن: ۷ تا ۱۲ سال\\n" + notes.value;
            when.focus({ preventScroll: true });
            notes.dispatchEvent(new Event("input", { bubbles: true }));
            return when.getBoundingClientRect().top;
        }"""
    )
    expect(page.locator("#reading fieldset")).to_have_count(5)
    top = "document.querySelector('#when').getBoundingClientRect().top"
    page.wait_for_function(f"before => Math.abs({top} - before) < 3", arg=before)  # two cards have come above it
    page.locator("[data-note='لباس گرم'] summary").tap()
    page.locator("[data-note='لباس گرم'] label:has-text('همراه')").tap()
    assert not axe_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("text=بفرست").tap()
    expect(page.locator(".said")).to_be_visible()
    context.close()
    with newsroom.reading() as session:
        sayings = session.scalars(select(Piece)).one().brief_model.sayings
    assert [(it.note, it.text or it.label, it.by) for it in sayings] == [
        (1, "همراه", "نرگس"),
        (3, "ظرفیت این کارگاه ۳۰ نفر است.", "نرگس"),
        (4, "پارچه و نخ در کارگاه هست.", "نرگس"),
    ]


def test_a_release_is_pasted_on_a_phone_and_what_it_leaves_open_is_asked(sit_down: Callable[[str], Page]) -> None:
    author = sit_down("رضا")
    author.set_viewport_size(PHONE)
    author.goto("/briefs/new")
    author.fill("#release", RELEASE)
    author.click("text=خبر را بخوان")
    asked = author.locator("#asked li a")
    expect(asked).to_have_count(4)
    look(author)
    asked.nth(1).click()
    expect(author).to_have_url(re.compile("#county$"))
    with author.expect_response("**/keep"):
        author.select_option("#county", "سیرجان")
    author.reload()
    expect(asked).to_have_count(3)
    expect(author.locator("#intro-1")).to_have_value("رئیس کارگاه با اشاره به رونق سفر گفت")
