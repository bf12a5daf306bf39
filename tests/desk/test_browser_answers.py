"""A living brief, remarks and a fact-check link in a real browser, on a phone and on a wide screen."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import Remark
from tests.desk.stage import HERITAGE
from tests.desk.windows import PHONE, draft, look
from tests.flows.stage import brief

SitDown = Callable[[str], Page]


def handed_in(newsroom: Newsroom, **changes: Any) -> str:
    """Return the path of a piece of «نرگس» that the plain writer has drafted."""
    with newsroom.session() as session:
        path = f"/pieces/{submit(session, brief(agency=HERITAGE, **changes), user(session, 'نرگس')).id}"
    draft(newsroom)
    return path


def test_a_living_brief(sit_down: SitDown, newsroom: Newsroom) -> None:
    """The author on a phone changes a note; the editor has it drafted again, and declines nothing unseen."""
    path = handed_in(newsroom)
    author, editor = sit_down("نرگس"), sit_down("مریم")
    author.set_viewport_size(PHONE)
    editor.goto(f"{path}/edit")
    editor.fill("#headline", "پته‌دوزی در سیرجان، برای همه")
    editor.click("text=ثبت ویرایش")
    author.goto(path)
    author.click("text=تغییر سفارش")
    look(author)
    author.set_viewport_size(PHONE)
    author.fill("#notes", "ورود برای همه آزاد و رایگان است")
    author.click("button:has-text('بفرست')")
    expect(author.locator(".said")).to_contain_text("سفارش عوض شد")
    expect(author.locator("section.asks dd ins")).to_contain_text("و رایگان")
    look(author)
    editor.goto(path)
    expect(editor.locator(".decide .reasons")).to_contain_text("سفارش پس از نوشتن متن عوض شده است")
    look(editor)
    editor.click("text=همین جمله‌ها را از نو بنویس")
    expect(editor.locator("#progress")).to_contain_text("از نو نوشته می‌شود")
    look(editor)
    draft(newsroom)
    expect(editor.locator(".words.body")).to_contain_text("آزاد و رایگان است")  # nobody reloaded the page
    expect(editor.locator("h1")).to_contain_text("برای همه")  # what the editor wrote
    expect(editor.locator("section.asks")).to_have_count(0)

    # An editor's own sentence is never overwritten: both are shown.
    editor.goto(f"{path}/edit")
    editor.fill("#body", "همه می‌توانند رایگان بیایند.")
    editor.click("text=ثبت ویرایش")
    author.goto(path)
    author.click("text=تغییر سفارش")
    author.fill("#notes", "ورود برای دانش‌آموزان آزاد است")
    author.click("button:has-text('بفرست')")
    author.click("text=همین جمله‌ها را از نو بنویس")
    draft(newsroom)
    editor.goto(path)
    expect(editor.locator(".words.body")).to_have_text("همه می‌توانند رایگان بیایند.")
    expect(editor.locator(".choice")).to_contain_text("ورود برای دانش‌آموزان آزاد است.")
    look(editor)
    editor.click(".choice >> text=به متن بیفزا")
    expect(editor.locator(".words.body")).to_contain_text("همه می‌توانند رایگان بیایند. ورود برای دانش‌آموزان آزاد است.")
    author.goto(f"{path}/brief")
    expect(author.locator("section")).to_have_count(3)
    look(author)

    # The brief is the beginning of the next one, and of a template.
    author.goto(path)
    author.click("text=سفارشی مانند این")
    author.click("summary:has-text('الگو')")
    author.fill("#template_name", "کارگاه‌ها")
    author.click("text=ذخیره الگو")
    expect(author.locator(".said")).to_contain_text("الگو ذخیره شد")
    author.goto("/briefs/new")
    look(author)
    author.click("text=از این آغاز کن")
    expect(author.locator("#topic")).to_have_value("کارگاه پته‌دوزی")


def test_remarks_on_a_phone_and_by_selection(sit_down: SitDown, newsroom: Newsroom) -> None:
    path = handed_in(newsroom)
    author, editor = sit_down("نرگس"), sit_down("مریم")

    # On a phone, by the button of a sentence.
    author.set_viewport_size(PHONE)
    author.goto(path)
    author.click(".words.body a.rests")
    author.click(".evidence:target >> text=یادداشت بر این جمله")
    look(author)
    author.set_viewport_size(PHONE)
    author.fill("#text", "@مریم ظرفیت را هم بنویسیم؟")
    author.click("button:has-text('ثبت یادداشت')")
    expect(author.locator(".remark:target")).to_contain_text("ظرفیت را هم بنویسیم؟")
    look(author)

    # With a mouse, by selecting words.
    editor.goto(path)
    expect(editor.locator(".decide")).to_contain_text("۱ یادداشت باز")
    editor.evaluate("""() => {
        const text = document.querySelector(".words.lede a.rests").firstChild.firstChild
            ?? document.querySelector(".words.lede a.rests").firstChild;
        getSelection().setBaseAndExtent(text, 0, text, 7);
    }""")
    editor.click("#remark-here")
    expect(editor.locator("blockquote.about")).to_have_text("کارگاه")
    editor.fill("#text", "دوره نیست؟")
    editor.click("button:has-text('ثبت یادداشت')")
    expect(editor.locator(".words [data-remarks]")).to_have_count(2)
    editor.click("#remark-1 summary:has-text('پاسخ')")
    editor.fill("#reply-1", "بله، در سفارش بنویسید.")
    editor.click("text=ثبت پاسخ")
    expect(editor.locator("#remark-1 .reply")).to_contain_text("در سفارش بنویسید")
    editor.click("#remark-1 >> text=ببند")
    expect(editor.locator("#remark-1")).to_be_hidden()  # among the closed ones
    look(editor)

    # Its words are gone, and the remark is still there to be read.
    editor.goto(f"{path}/edit")
    editor.fill("#lede", "دوره پته‌دوزی در سیرجان برگزار می‌شود.")
    editor.click("text=ثبت ویرایش")
    expect(editor.locator("#remark-2")).to_contain_text("کارگاه")
    with newsroom.reading() as session:
        assert [each.words for each in session.scalars(select(Remark).order_by(Remark.id))][1:2] == ["کارگاه"]


def test_somebody_who_knows_answers_a_link(
    sit_down: SitDown,
    newsroom: Newsroom,
    chromium: Browser,
    address: str,
) -> None:
    path = handed_in(newsroom)
    editor = sit_down("مریم")
    editor.goto(path)
    editor.click("button:has-text('پیوند بساز')")
    look(editor)
    link = editor.locator("#link").inner_text().rsplit("/", 1)[1]
    with chromium.new_context(base_url=address, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"/ask/{link}")
        look(page)
        page.check("input[name=verdict-0][value=wrong]")
        expect(page.locator("#text-0")).to_be_visible()
    with chromium.new_context(viewport=PHONE, base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/ask/{link}")
        page.check("input[name=verdict-0][value=right]")
        page.check("input[name=verdict-1][value=wrong]")
        page.fill("#named", "دکتر احمدی")
        page.click("text=پاسخ را بفرست")
        expect(page.locator(".problems")).to_contain_text("جمله ۲ را نادرست دانسته‌اید")
        page.fill("#text-1", "در رفسنجان است")
        page.click("text=پاسخ را بفرست")
        expect(page.locator("h1")).to_contain_text("سپاس")
        page.goto(f"/ask/{link}")
        expect(page.locator("h1")).to_contain_text("کار نمی‌کند")
    editor.goto(path)
    expect(editor.locator(".remark:not(.done)")).to_contain_text("نادرست: در رفسنجان است")
    expect(editor.locator(".remark:not(.done) .unverified")).to_contain_text("تأیید نشده")
    look(editor)
