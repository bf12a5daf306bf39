"""What people do at the desk together, driven in a real browser on a phone of 390 px and on a screen of 1366 px.

One desk and one database serve all tests of a width. Every page on the way is looked at: axe finds nothing, nothing
overflows, no touch target is too small for a thumb, and the browser's console stays empty.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bumi.finding import Severity
from bumi.newsroom.content.pieces import record_findings
from bumi.newsroom.states import State
from bumi.newsroom.tables import Notification, NotificationKind, Piece
from bumi.persian.calendar import now, start_of, typed
from tests.desk.drive import WIDTHS, Drive
from tests.desk.stage import WATER
from tests.desk.windows import draft
from tests.newsroom.stage import finding


def change_brief(page: Page, path: str, **fields: str) -> None:
    """Open the form of a brief from the page of its piece, fill in fields, and send it."""
    page.goto(path)
    page.click("button:text-is('تغییر سفارش')")
    for name, text in fields.items():
        page.fill(f"#{name}", text)
    page.click("button:has-text('بفرست')")


def edit(page: Page, path: str, **fields: str) -> None:
    """Change fields of a text, and save it."""
    page.goto(f"{path}/edit")
    for name, text in fields.items():
        page.fill(f"#{name}", text)
    page.click("text=ثبت ویرایش")
    expect(page.locator(".said")).to_contain_text("ویرایش ثبت شد")


def test_a_brief_changes_while_its_piece_is_on_the_way(drive: Drive) -> None:
    starts = start_of(now().date() + timedelta(days=9)).replace(hour=17)
    path = drive.handed_in(starts_at=starts.isoformat(), notes=["ورود برای همه آزاد است", "ظرفیت ۳۰ نفر است"])
    author, editor = drive.come_in("نرگس"), drive.come_in("مریم")
    edit(editor, path, headline="پته‌دوزی در سیرجان، برای همه")

    # The author changes a note and the time; the text is as it was, and the piece says what changed.
    author.goto(path)
    author.click("button:text-is('تغییر سفارش')")
    expect(author.locator("h1")).to_contain_text("تغییر سفارش")
    drive.look(author)
    author.fill("#notes", "ورود برای همه آزاد و رایگان است\nظرفیت ۳۰ نفر است")
    author.fill("#starts_at", typed(starts + timedelta(hours=2)))
    author.click("button:has-text('بفرست')")
    expect(author.locator(".said")).to_contain_text("سفارش عوض شد")
    changed = author.locator("section.asks")
    expect(changed.locator("dd ins")).to_contain_text(["۱۹", "و رایگان"])
    editor.goto(path)
    expect(editor.locator("section.asks h2")).to_have_text("سفارش پس از نوشتن متن عوض شده است")
    expect(editor.locator(".decide .reasons")).to_contain_text("سفارش پس از نوشتن متن عوض شده است")
    expect(editor.locator(".decide button.main")).to_have_count(0)
    drive.look(editor)

    # That part is drafted again; the headline is the editor's still, and nobody reloaded the page.
    editor.click("text=همین جمله‌ها را از نو بنویس")
    expect(editor.locator("#progress")).to_contain_text("از نو نوشته می‌شود")
    drive.look(editor)
    draft(drive.newsroom)
    expect(editor.locator("#progress")).to_have_count(0)  # it loads itself anew after each step
    expect(editor.locator(".words.body")).to_contain_text("آزاد و رایگان است")
    expect(editor.locator(".words.body")).to_contain_text("ظرفیت ۳۰ نفر است")
    expect(editor.locator(".words.headline")).to_have_text("پته‌دوزی در سیرجان، برای همه")
    expect(editor.locator("section.asks")).to_have_count(0)

    # An editor's own sentence is never written over: both are shown.
    edit(editor, path, body="همه می‌توانند رایگان بیایند.")
    change_brief(author, path, notes="ورود برای دانش‌آموزان آزاد است")
    author.click("text=همین جمله‌ها را از نو بنویس")
    draft(drive.newsroom)
    expect(author.locator("#progress")).to_have_count(0)
    editor.goto(path)
    expect(editor.locator(".words.body")).to_have_text("همه می‌توانند رایگان بیایند.")
    expect(editor.locator(".choice")).to_contain_text("ورود برای دانش‌آموزان آزاد است.")
    drive.look(editor)
    editor.click(".choice >> text=به متن بیفزا")
    expect(editor.locator(".words.body")).to_contain_text("همه می‌توانند رایگان بیایند. ورود برای دانش‌آموزان آزاد است.")
    author.goto(path)
    author.click("text=نسخه‌های سفارش")
    expect(author.locator("section h2")).to_have_text(["نسخه ۳", "نسخه ۲", "نسخه ۱"])
    drive.look(author)


def test_a_correction_of_an_approved_piece_is_asked_for_and_answered(drive: Drive) -> None:
    path = drive.handed_in(topic="نشست صنایع دستی", publish_at="1499/01/20 10:00")
    author, editor = drive.come_in("نرگس"), drive.come_in("مریم")
    editor.goto(path)
    editor.click("text=همین متن و تصویرها را تأیید می‌کنم")
    expect(editor.locator(".outlook")).to_contain_text("تأیید شد")

    # Without a reason the form says so, beside its field.
    author.goto(path)
    author.click("button:has-text('درخواست اصلاح سفارش')")
    author.fill("#notes", "ورود با کارت دعوت است")
    author.click("button:has-text('بفرست')")
    expect(author.locator(".problems")).to_contain_text("بنویسید چه باید اصلاح شود")
    expect(author.locator("#notes")).to_have_value("ورود با کارت دعوت است")
    drive.look(author)
    author.fill("#why", "ورود آزاد نیست")
    author.click("button:has-text('بفرست')")
    expect(author.locator(".said")).to_contain_text("دبیر")
    expect(author.locator("section.asks")).to_contain_text("منتظر تصمیم دبیر است")
    drive.look(author)

    # The editor hears of it in the queue, declines it by mistake, takes that back, and accepts.
    editor.goto("/")
    editor.click("#queue .problems a:has-text('نشست صنایع دستی')")
    expect(editor.locator("section.asks")).to_contain_text("ورود آزاد نیست")
    editor.click("section.asks summary:has-text('رد کن')")
    drive.look(editor)
    editor.fill("section.asks [name=why]", "کارت دعوت نیست")
    editor.click("text=با این دلیل رد کن")
    expect(editor.locator("section.asks")).to_have_count(0)
    editor.click(".undo button")
    expect(editor.locator(".said")).to_contain_text("واگردانده شد")
    editor.click("text=بپذیر و از نو بنویس")
    expect(editor.locator("#progress")).to_contain_text("از نو نوشته می‌شود")
    draft(drive.newsroom)
    expect(editor.locator(".words.body")).to_contain_text("ورود با کارت دعوت است")
    expect(editor.locator(".decide")).to_contain_text("همین متن و تصویرها را تأیید می‌کنم")


def test_a_brief_is_the_beginning_of_others(drive: Drive) -> None:
    id, author = drive.waiting(topic="نمایشگاه خرما"), drive.come_in("نرگس")
    author.goto(f"/pieces/{id}")
    author.click("text=سفارشی مانند این")
    author.click("summary:has-text('الگو')")
    author.fill("#template_name", "نمایشگاه‌ها")
    author.click("text=ذخیره الگو")
    expect(author.locator(".said")).to_contain_text("الگو ذخیره شد")
    author.goto("/briefs/new")
    drive.look(author)
    author.click("text=از این آغاز کن")
    expect(author.locator("#topic")).to_have_value("نمایشگاه خرما")


def test_remarks_follow_their_words_and_outlive_them(drive: Drive) -> None:
    path = drive.handed_in(topic="شب قصه")
    author, editor = drive.come_in("نرگس"), drive.come_in("مریم")

    # By the button of a sentence, with a mention; nobody else's name is taken.
    author.goto(path)
    author.click(".words.body a.rests")
    drive.look(author)
    author.click(".evidence:target >> text=یادداشت بر این جمله")
    author.fill("#text", "@هادی ظرفیت را هم بنویسیم؟")
    author.click("button:has-text('ثبت یادداشت')")
    expect(author.locator(".problems")).to_contain_text("هادی")
    drive.look(author)
    author.fill("#text", "@مریم ظرفیت را هم بنویسیم؟")
    author.click("button:has-text('ثبت یادداشت')")
    expect(author.locator(".remark:target")).to_contain_text("ظرفیت را هم بنویسیم؟")
    with drive.newsroom.reading() as session:
        told = session.scalars(select(Notification).where(Notification.kind == NotificationKind.MENTIONED)).all()
    assert [(each.by, each.to, f"/pieces/{each.piece_id}") for each in told] == [("نرگس", "مریم", path)]

    # By selecting words; a reply, and what is done is folded away.
    editor.goto(path)
    expect(editor.locator(".decide")).to_contain_text("۱ یادداشت باز")
    editor.evaluate("""() => {
        const text = document.createTreeWalker(document.querySelector(".words.lede"), NodeFilter.SHOW_TEXT).nextNode();
        const at = text.data.indexOf("برگزار");
        getSelection().setBaseAndExtent(text, at, text, at + 6);
    }""")
    expect(editor.locator("#remark-here")).to_be_visible()
    editor.click("#remark-here")
    expect(editor.locator("blockquote.about")).to_have_text("برگزار")
    editor.fill("#text", "برپا بهتر نیست؟")
    editor.click("button:has-text('ثبت یادداشت')")
    expect(editor.locator(".words [data-remarks]")).to_have_count(2)
    first, second = (editor.locator(".remark", has_text=words) for words in ("ظرفیت را", "برپا بهتر"))
    first.locator("summary:has-text('پاسخ')").click()
    first.locator("textarea").fill("بله، در سفارش بنویسید.")
    drive.look(editor)
    first.locator("text=ثبت پاسخ").click()
    expect(first.locator(".reply")).to_contain_text("در سفارش بنویسید")
    first.locator("button:has-text('ببند')").click()
    expect(first).to_be_hidden()
    expect(editor.locator("#remarks")).to_contain_text("۱")

    # Its words are gone, and the remark is still there to be read.
    edit(editor, path, lede="شب قصه در سیرجان برپا می‌شود.")
    expect(second.locator(".about")).to_have_text("برگزار")
    expect(second).to_contain_text("این واژه‌ها دیگر در متن نیست")
    editor.click("summary:has-text('بسته‌ها')")
    expect(first).to_be_visible()
    drive.look(editor)


def test_somebody_who_knows_answers_once(drive: Drive) -> None:
    path = f"/pieces/{drive.waiting(topic='دوره سفال')}"
    editor = drive.come_in("مریم")

    def link() -> str:
        editor.goto(path)
        editor.click("button:has-text('پیوند بساز')")
        return editor.locator("#link").inner_text().rsplit("/", 1)[1]

    code = link()
    drive.look(editor)
    known = drive.window()
    known.goto(f"/ask/{code}")
    expect(known.locator("nav, .me, script")).to_have_count(0)
    drive.look(known)
    known.check("input[name=verdict-0][value=right]")
    known.check("input[name=verdict-1][value=wrong]")
    known.fill("#named", "دکتر احمدی")
    known.click("text=پاسخ را بفرست")
    expect(known.locator(".problems")).to_contain_text("جمله ۲ را نادرست دانسته‌اید")
    drive.look(known)
    known.fill("#text-1", "در رفسنجان است")
    known.click("text=پاسخ را بفرست")
    expect(known.locator("h1")).to_contain_text("سپاس")
    drive.look(known)
    known.goto(f"/ask/{code}")
    expect(known.locator("h1")).to_contain_text("کار نمی‌کند")
    editor.goto(path)
    expect(editor.locator(".remark:not(.done)")).to_contain_text("نادرست: در رفسنجان است")
    expect(editor.locator(".remark:not(.done) .unverified")).to_contain_text("تأیید نشده")
    drive.look(editor)

    # Another link dies with the next revision; without a script it works as well.
    plain, code = drive.window(scripts=False), link()
    plain.goto(f"/ask/{code}")
    plain.check("input[name=verdict-0][value=wrong]")
    expect(plain.locator("#text-0")).to_be_visible()
    edit(editor, path, lede="دوره سفال در رفسنجان برگزار می‌شود.")
    plain.fill("#text-0", "نه")
    plain.fill("#named", "دکتر احمدی")
    plain.click("text=پاسخ را بفرست")
    expect(plain.locator("h1")).to_contain_text("کار نمی‌کند")
    drive.look(known)


def test_the_queue_is_narrowed_and_searched(drive: Drive) -> None:
    ago = typed(now() - timedelta(days=2))
    drive.waiting("هادی", agency=WATER, topic="آب‌رسانی به دهستان", county="راور", kind="notice", publish_at=ago)
    drive.waiting("هادی", agency=WATER, topic="شبکه تازه آب", county="راور")
    drive.waiting(topic="سفر به کلوت‌ها", county="کرمان", kind="feature")
    editor = drive.come_in("مریم")
    editor.goto("/")
    editor.click(".filters summary")
    editor.select_option("[name=county]", "راور")
    drive.look(editor)
    editor.click("text=نشان بده")
    expect(editor.locator(".row h2")).to_have_count(2)
    expect(editor.locator(".filters summary")).to_have_text("پالایش: راور")
    expect(editor.locator(".row").first).to_be_in_viewport()
    editor.click(".filters summary")
    expect(editor.locator("[name=county]")).to_have_value("راور")
    editor.select_option("[name=kind]", "notice")
    editor.check("[name=late]")
    editor.click("text=نشان بده")
    expect(editor.locator(".row")).to_have_count(1)
    expect(editor.locator(".row")).to_contain_text("راور")
    expect(editor.locator(".filters summary")).to_have_text("پالایش: اطلاعیه، راور، دیرشده")
    drive.look(editor)
    editor.click(".filters summary")
    editor.select_option("[name=kind]", "feature")
    editor.click("text=نشان بده")
    expect(editor.locator(".empty")).to_have_text("در این قفسه چیزی با این پالایش نیست.")
    editor.click("text=پاک کردن پالایش")
    expect(editor.locator(".filters summary")).to_have_text("پالایش")
    editor.fill("#word", "کلوت‌ها")
    editor.click("text=بگرد")
    expect(editor.locator(".found")).to_contain_text("۱ مطلب با «کلوت‌ها» در همه قفسه‌ها")
    drive.look(editor)
    editor.fill("#word", "زعفران")
    editor.click("text=بگرد")
    expect(editor.locator(".found")).to_contain_text("چیزی با «زعفران» در هیچ قفسه‌ای نیست")
    drive.look(editor)


def test_several_are_decided_at_once_and_what_was_destroyed_comes_back(drive: Drive) -> None:
    topics = ("جشنواره انار", "جشنواره پسته", "جشنواره گلاب")
    fine, warned, unread = (drive.waiting(topic=topic) for topic in topics)
    crisis = drive.waiting(topic="سیلاب در جاده", urgency="crisis")
    ids = (fine, warned, unread, crisis)
    with drive.newsroom.session() as session:
        for id in (warned, unread):
            revision = session.get_one(Piece, id).revision
            assert revision
            record_findings(session, revision, [finding(Severity.WARNS)])
    editor = drive.come_in("مریم")
    for id in (fine, warned, crisis):
        editor.goto(f"/pieces/{id}")

    def choose(*chosen: int) -> None:
        editor.goto("/")
        for id in chosen:
            editor.locator(f"#p{id} [name=piece]").check()

    # Approval: what may go goes, and of each other all reasons are told.
    choose(*ids)
    expect(editor.locator("[data-chosen]")).to_have_text("۴")
    drive.look(editor)
    editor.click("#bulk button:has-text('تأیید')")
    expect(editor.locator("h1")).to_have_text("تأیید: ۱ از ۴ مطلب")
    refused = editor.locator(".row.late")
    expect(refused).to_have_count(3)
    for id, reason in ((warned, "هشدار"), (unread, "هشدار"), (unread, "هنوز باز نکرده‌اید"), (crisis, "بحران")):
        expect(refused.filter(has=editor.locator(f"a[href='/pieces/{id}']"))).to_contain_text(reason)
    drive.look(editor)

    # Discarding asks for a reason, and is undone within its minute, wherever one has gone meanwhile.
    choose(warned, unread)
    editor.click("#bulk summary:has-text('برگرداندن')")
    drive.look(editor)
    editor.click("#bulk button:has-text('کنار بگذار')")
    expect(editor.locator("h1")).to_have_text("کنار گذاشتن: ۰ از ۲ مطلب")
    drive.look(editor)
    editor.fill("#why", "تکراری است")
    editor.click("button.main:has-text('کنار گذاشتن')")
    expect(editor.locator("h1")).to_have_text("کنار گذاشتن: ۲ از ۲ مطلب")
    editor.goto(f"/pieces/{fine}")
    expect(editor.locator(".undo")).to_contain_text("کنار گذاشتن ۲ مطلب")
    drive.look(editor)
    editor.click(".undo button")
    expect(editor.locator(".said")).to_contain_text("واگردانده شد")
    with drive.newsroom.reading() as session:
        assert {session.get_one(Piece, id).state for id in (warned, unread)} == {State.SUBMITTED}

    # A dismissed finding comes back too; after its minute nothing is offered any more.
    editor.goto(f"/pieces/{warned}")
    editor.clock.install()
    for again in (False, True):
        editor.goto(f"/pieces/{warned}")
        editor.click(".finding summary")
        editor.fill(".finding [name=why]", "در نام رسمی همین است")
        editor.click(".finding form button")
        expect(editor.locator(".finding.waved")).to_contain_text("در نام رسمی همین است")
        if not again:
            editor.click(".undo button")
            expect(editor.locator(".finding.waved")).to_have_count(0)
    expect(editor.locator(".undo")).to_have_count(1)
    editor.clock.run_for(61_000)
    expect(editor.locator(".undo")).to_have_count(0)


@pytest.mark.parametrize("newsroom_at_width", [WIDTHS["phone"]], ids=["phone"], indirect=True)
def test_a_commission_is_pitched_for_written_and_approved(drive: Drive) -> None:
    chief, editor, golnar = (drive.come_in(name) for name in ("رضا", "مریم", "گلنار"))
    chief.goto("/commissions")
    drive.look(chief)
    chief.get_by_role("link", name="با موضوعی که خودتان می‌نویسید").first.click()
    drive.look(chief)
    chief.fill("#topic", "قنات‌های راور")
    chief.fill("#points", "چند قنات هنوز آب دارد؟")
    chief.click("button:has-text('فراخوان را باز کن')")
    expect(chief.locator(".said")).to_be_visible()
    call = chief.url.partition("?")[0]

    golnar.goto("/")
    golnar.click("text=قنات‌های راور")
    golnar.fill("#words", "از سه قنات‌دار می‌پرسم که آب امسال به کدام باغ‌ها رسید.")
    drive.look(golnar)
    golnar.click("button:has-text('پیشنهاد می‌دهم')")
    expect(golnar.locator(".said")).to_be_visible()

    editor.goto(call)
    drive.look(editor)
    editor.click("button:has-text('به او بسپار')")
    expect(editor.locator(".said")).to_be_visible()

    golnar.goto("/")
    drive.look(golnar)
    golnar.click("text=قنات‌های راور")
    golnar.fill("#findings", "سه قنات در راور هنوز آب دارد\nمیراب راور می‌گوید آب امسال به باغ‌ها رسید")
    golnar.click("button:has-text('یافته‌ها را نگه دار')")
    drive.look(golnar)
    path = golnar.url.partition("?")[0]
    golnar.click("text=متن را بنویس")
    golnar.fill("#headline", "سه قنات در راور هنوز آب دارد")
    golnar.fill("#lede", "سه قنات در راور هنوز آب دارد.")
    golnar.fill("#body", "میراب راور می‌گوید آب امسال به باغ‌ها رسید.")
    golnar.click("button:has-text('ثبت ویرایش')")
    golnar.click("button:has-text('برای بررسی بفرست')")
    expect(golnar.locator(".said")).to_have_text("متن به دبیر رسید.")
    expect(golnar.locator("#findings")).to_have_count(0)

    editor.goto(path)
    editor.click("text=همین متن و تصویرها را تأیید می‌کنم")
    expect(editor.locator(".said")).to_have_text("تأیید شد.")

    golnar.goto(path)
    drive.look(golnar)


def test_a_name_is_given_approved_and_taken_back(drive: Drive) -> None:
    chief, bahram = drive.come_in("رضا"), drive.come_in("بهرام")
    bahram.goto("/")
    bahram.click("nav >> text=نام پدیدآور")
    for name, text in {"given_name": "بهرام", "family_name": "دشتی", "biography": "از باغ‌های راور می‌نویسد."}.items():
        bahram.fill(f"#{name}", text)
    bahram.select_option("#county", "راور")
    bahram.check("[name=adult]")
    drive.look(bahram)
    bahram.click("button:text-is('ثبت معرفی')")
    bahram.click("text=می‌پذیرم نامم بیاید")
    expect(bahram.locator(".as-seen")).to_contain_text("سردبیر باید این را تأیید کند")

    chief.goto("/")
    chief.click("text=پدیدآور منتظر تأیید")
    drive.look(chief)
    chief.click("button:text-is('تأیید')")
    expect(chief.locator(".said")).to_contain_text("تأیید شد")

    bahram.reload()
    expect(bahram.locator(".as-seen .name")).to_have_text("بهرام دشتی")
    drive.look(bahram)
    bahram.click("text=رضایتم را پس می‌گیرم")
    expect(bahram.locator(".as-seen .name")).to_have_count(0)
    bahram.click("nav >> text=اصلاح‌های شما")
    drive.look(bahram)
