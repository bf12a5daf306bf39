"""A chief's day on a phone: a question that nobody answered, gaps, pitches, fees, a county's sheet, an answer, figures.

Every page is looked at in the dark and in the light, and what it says is added up from the database.
"""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from typer.testing import CliRunner

from bumi.cli import app
from bumi.courses import answer_question, courses
from bumi.documents import text_of as text_of_file
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import commission, fee_lines, pitch
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import claim_messages, claimed_message
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.questions import due_question_notices, note_question_notices
from bumi.newsroom.sign_ups import record_attendance
from bumi.newsroom.states import Role
from bumi.newsroom.tables import (
    CommissionState,
    CourseEnrolment,
    NotificationKind,
    NotificationPlace,
    Piece,
    PublicQuestion,
    QuestionState,
    SignUp,
)
from bumi.notifying import text_of
from bumi.persian.calendar import now, tehran_day
from bumi.persian.months import month_of
from bumi.persian.text import ZWNJ, digits_to_persian, grouped
from bumi.planning import literacy_report
from tests.desk.drive import WIDTHS, Drive
from tests.desk.stage import WATER
from tests.newsroom.commissions.stage import OFFER, published
from tests.newsroom.questions.stage import GAS, answered_by_team, sent
from tests.newsroom.sign_ups.stage import bootcamp, pass_by, signed_up

pytestmark = pytest.mark.parametrize("newsroom_at_width", [WIDTHS["phone"]], ids=["phone"], indirect=True)
MONTH = timedelta(days=30)


def busy(newsroom: Newsroom) -> None:
    """Give a newsroom what a chief decides on, and what the reports count.

    Two commissioned pieces that readers have, one commissioned by the chief; a question that is very late and one that
    is answered; an event to which three people came; somebody who has begun a course.
    """
    with newsroom.session() as session:
        published(session, Role.CHIEF, now())
        published(session, Role.EDITOR, now())
        late = sent(session, now() - MONTH)
        late.received_at = late.sent_at = now() - MONTH
        answered_by_team(session)
        campaign, places = bootcamp(session)
        came = [signed_up(session, places, number).id for number in (1, 2)]
        pass_by(campaign, timedelta(minutes=5))
        record_attendance(session, campaign, came, 1, now())
        course = courses()[0]
        lesson = course.lessons[0]
        question = lesson.questions[0]
        answer_question(session, user(session, "هادی"), course, lesson, question, question.answer.text)


@pytest.fixture(scope="module", autouse=True)
def busy_week(newsroom_at_width: Drive) -> None:
    busy(newsroom_at_width.newsroom)


def told(newsroom: Newsroom) -> tuple[str, str]:
    """Return the sentence and the path of the message that a chief gets about what is very late."""
    with newsroom.session() as session:
        choose(session, "رضا", Choices(mail="reza@example.ir", quiet_from=0, quiet_until=0))
        note_question_notices(session, due_question_notices(session, now()))
        spread(session, now(), {NotificationPlace.MAIL})
        keys = claim_messages(session, "run", now(), 50, {NotificationPlace.MAIL})
        messages = [claimed_message(session, *key) for key in keys]
        late = next(each for each in messages if each.items[0].kind is NotificationKind.QUESTION_LATE)
        (line,) = text_of(late, "").lines
        return line.sentence, line.link


def downloaded(page: Page, words: str) -> Path:
    """Return the file that a link of the page leads to."""
    with page.expect_download() as file:
        page.get_by_role("link", name=words, exact=True).click()
    return file.value.path()


def test_every_page_of_the_menu_fits_a_phone(drive: Drive) -> None:
    chief = drive.come_in("رضا")
    chief.goto("/")
    menu = chief.locator("nav[aria-label='بخش‌های میز'] a, .me a")
    paths = [link.get_attribute("href") or "" for link in menu.all()]
    assert {"/coverage", "/people", "/authors", "/notifications", "/courses"} < set(paths)
    for path in paths:
        chief.goto(path)
        drive.look(chief, "dark", "light")


def test_a_question_that_nobody_answered_is_handed_over_and_another_is_approved(drive: Drive) -> None:
    sentence, path = told(drive.newsroom)
    assert "بسیار دیر شده است" in sentence
    chief = drive.come_in("رضا")
    chief.goto("/notifications")
    expect(chief.get_by_role("group", name="پرسش بسیار دیرشده مردم")).to_be_visible()
    chief.goto("/")
    expect(chief.locator("#queue .problems")).to_contain_text(["پاسخ ۱ پرسش مردم دیر شده است"])
    chief.goto(path)
    expect(chief.locator(".title .facts")).to_contain_text(WATER)
    expect(chief.locator(".title .outlook.over")).to_contain_text("روز کاری از مهلت پاسخ گذشته است")
    expect(chief.locator(".part", has_text="پاسخ با")).to_contain_text(WATER)
    drive.look(chief, "dark", "light")

    # The other agency gets it with the clock that it had.
    due = chief.locator(".part", has_text="مهلت پاسخ").locator("dd").inner_text()
    chief.click("summary:has-text('به دستگاه دیگری بسپار')")
    chief.select_option("#to", GAS)
    chief.fill("#why", "لوله از آن شرکت گاز است")
    drive.look(chief, "dark", "light")
    chief.click("button:text-is('بسپار')")
    expect(chief.locator(".part", has_text="پاسخ با")).to_contain_text(GAS)
    expect(chief.locator(".part", has_text="مهلت پاسخ").locator("dd")).to_have_text(due)

    # The button that approves is in sight with the words that it approves, and gone while they are changed.
    chief.goto("/questions?tab=answered")
    drive.look(chief, "dark", "light")
    chief.click(".row h2 a")
    approve = chief.get_by_role("button", name="پرسش و پاسخ را تأیید کن")
    expect(chief.locator(".asked-words.public")).to_be_in_viewport()
    expect(approve).to_be_in_viewport(ratio=1)
    chief.click("summary:has-text('ویرایش پاسخ')")
    expect(approve).to_be_hidden()
    drive.look(chief, "dark", "light")
    chief.click("summary:has-text('ویرایش پاسخ')")
    approve.click()
    expect(chief.locator(".said")).to_contain_text("تأیید شد")
    drive.look(chief, "dark", "light")
    with drive.newsroom.reading() as session:
        late, answered = session.scalars(select(PublicQuestion).order_by(PublicQuestion.id))
        assert (late.agency, late.state) == (GAS, QuestionState.WITH_AGENCY)
        assert (answered.approved_by, answered.state) == ("رضا", QuestionState.APPROVED)


def test_a_gap_becomes_a_commission_and_fees_are_approved_by_another(drive: Drive) -> None:
    chief = drive.come_in("رضا")
    chief.goto("/commissions")
    chief.locator("button:has-text('فراخوان کن')").first.click()
    expect(chief.locator(".said")).to_be_visible()
    id = int(chief.url.rsplit("/", 1)[1].partition("?")[0])
    with drive.newsroom.session() as session:
        pitch(session, commission(session, id), OFFER, None, user(session, "بهرام"))
    chief.goto("/")
    chief.click("#queue .problems a:has-text('۱ پیشنهاد پدیدآوران')")
    drive.look(chief, "dark", "light")
    chief.locator(f".row a[href='/commissions/{id}']").click()
    drive.look(chief, "dark", "light")
    chief.get_by_role("button", name="به بهرام بسپار").click()
    expect(chief.locator(".said")).to_be_visible()
    with drive.newsroom.reading() as session:
        assert commission(session, id).state is CommissionState.ASSIGNED
        other, own = fee_lines(session)
    assert (other.opened_by, own.opened_by) == ("مریم", "رضا")

    chief.goto("/")
    chief.click("#queue .problems a:has-text('۱ حق‌الزحمه')")
    drive.look(chief, "dark", "light")
    chief.locator(f"#f{other.piece_id} button:text-is('تأیید')").click()
    expect(chief.locator(f"#f{other.piece_id}")).to_contain_text("رضا تأیید کرد")
    expect(chief.locator(f"#f{own.piece_id}")).to_contain_text("دبیر دیگری تأیید می‌کند")
    expect(chief.locator(f"#f{own.piece_id} button:text-is('تأیید')")).to_have_count(0)
    drive.look(chief, "dark", "light")
    with drive.newsroom.reading() as session:
        sums = {bool(line.approved_by): line.rials for line in fee_lines(session)}
    shown = chief.locator(".figures strong")
    expect(shown).to_have_text([grouped(sums[True] // 10), grouped(sums[False] // 10)])
    sheet = load_workbook(BytesIO(downloaded(chief, "اکسل").read_bytes())).worksheets[0]
    rials = [row[3] for row in sheet.iter_rows(values_only=True) if isinstance(row[3], int)]
    assert sum(rials) == sums[True] + sums[False]


def test_the_reports_add_up_to_the_database(drive: Drive) -> None:
    with drive.newsroom.reading() as session:
        readers_have = session.scalar(select(func.count()).where(Piece.published_at.is_not(None)))
        ravar = session.scalar(select(func.count()).where(Piece.published_at.is_not(None), Piece.county == "راور"))
        came = session.scalar(select(func.count()).where(SignUp.came))
        learners = session.scalar(select(func.count(CourseEnrolment.user.distinct())))
        learning = literacy_report(session, now()).sentence
        sent_on = select(func.count()).where(PublicQuestion.sent_at.is_not(None))
        answered, owed = (
            session.scalar(sent_on.where(PublicQuestion.answered_at.is_not(None) == is_answered))
            for is_answered in (True, False)
        )
    assert readers_have == ravar == came == 2 and answered == owed == learners == 1
    chief = drive.come_in("رضا")
    chief.goto("/")
    chief.click("nav >> text=پوشش")
    chief.click("nav.shelves >> text=چهار هفته")
    drive.look(chief, "dark", "light")
    expect(chief.locator(".figures strong").first).to_have_text(grouped(readers_have))
    expect(chief.locator(".tile", has_text="راور").locator("span")).to_contain_text(f"{grouped(ravar)} از ")
    expect(chief.locator("section[aria-labelledby=answers]")).to_contain_text(
        "۱ پاسخ داده شد، ۱ به‌وقت؛ ۱ پرسش بی‌پاسخ است، ۱ دیرشده."
    )
    events = f"۱ رویداد با ثبت‌نام برگزار شد و {grouped(came + 1)} نفر آمدند."
    expect(chief.locator("section[aria-labelledby=gathered]")).to_contain_text(events)
    expect(chief.locator("section[aria-labelledby=literacy]")).to_contain_text(learning)

    # Sheet, Excel file and JSON say the same.
    paper = text_of_file(downloaded(chief, "برگ چاپی").read_bytes(), "sheet.pdf")
    assert events.replace(ZWNJ, "") in paper and "۱ پاسخ داده شد" in paper
    book = load_workbook(BytesIO(downloaded(chief, "اکسل").read_bytes()))
    summary = {row[0]: row[1] for row in book["خلاصه"].iter_rows(values_only=True)}
    assert summary["مطلب منتشرشده"] == readers_have
    assert [cell.value for cell in book["رویدادها"][2]] == [1, came + 1]
    of_roles = [row for row in book["دوره‌ها"].iter_rows(values_only=True) if row[0] == "نقش"]
    assert sum(row[3] for row in of_roles if isinstance(row[3], int)) == learners
    of_agencies = [*book["پاسخ به مردم"].iter_rows(min_row=2, values_only=True)]
    sums = [sum(int(str(row[column])) for row in of_agencies) for column in (1, 5, 6)]
    assert sums == [answered, owed, owed]

    # So does the month of a county.
    chief.click(".tile:has-text('راور')")
    expect(chief.locator("h1")).to_contain_text("شهرستان راور")
    drive.look(chief, "dark", "light")
    expect(chief.locator(".month-figures strong").first).to_contain_text(f"{grouped(ravar)} از ")
    month = month_of(tehran_day(now()))
    with chief.expect_download() as file:
        chief.get_by_role("link", name="برگ چاپی", exact=True).click()
    assert file.value.suggested_filename == f"ravar-{month.address}.pdf"
    assert digits_to_persian(str(ravar)) in text_of_file(file.value.path().read_bytes(), "ravar.pdf")


def test_the_command_gives_the_same_figures_as_json(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_DATABASE_URL", drive.newsroom.engine.url.render_as_string(hide_password=False))
    with drive.newsroom.reading() as session:
        readers_have = session.scalar(select(func.count()).where(Piece.published_at.is_not(None)))
    first = str(tehran_day(now() - timedelta(weeks=3)))
    said = CliRunner().invoke(app, ["coverage", "--from", first, "--weeks", "4", "--json"])
    report = json.loads(said.stdout)
    assert (said.exit_code, report["pieces"]) == (0, readers_have)
