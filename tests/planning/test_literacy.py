"""Courses in the coverage report: sums by role, agency and county that add up to the database, and no names."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from bumi.documents import text_of
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.courses.certificates import issue_certificate, withdraw_certificate
from bumi.newsroom.courses.progress import enrol
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from bumi.newsroom.tables import User
from bumi.persian.calendar import now, tehran_day
from bumi.planning import coverage_report, coverage_workbook, print_sheet, province_plan
from bumi.planning.literacy import LiteracyLine, LiteracyReport, literacy_report

WATER, HERITAGE = "شرکت آب و فاضلاب استان کرمان", "اداره میراث فرهنگی شهرستان بم"


def learn(session: Session, by: User, *completed: str) -> None:
    enrol(session, by, "figures")
    for course in completed:
        issue_certificate(session, by, course, course)


def made(newsroom: Newsroom) -> LiteracyReport:
    with newsroom.session() as session:
        learner, editor = add_user(session, "لاله بهرامی", Role.CONTENT, WATER), add_user(session, "ی", Role.EDITOR)
        add_user(session, "نسرین شمس", Role.CONTENT, HERITAGE)
        closed = add_user(session, "بسته", Role.CONTENT, WATER)
        closed.closed_at = now()
        learn(session, learner, "figures", "first-hour")
        withdraw_certificate(session, learner, issue_certificate(session, learner, "figures", "").code)
        issue_certificate(session, learner, "figures", "")  # the same course again counts once
        learn(session, editor)
        learn(session, closed, "figures")
        return literacy_report(session, now() + timedelta(minutes=1))


def test_people_and_courses_are_counted(newsroom: Newsroom) -> None:
    found = made(newsroom)
    assert found.roles == (
        LiteracyLine(Role.CONTENT.persian, 2, 1, 2),
        LiteracyLine(Role.EDITOR.persian, 1, 1, 0),
    )
    assert found.agencies == (LiteracyLine(WATER, 1, 1, 2), LiteracyLine(HERITAGE, 1, 0, 0))
    assert found.counties == (LiteracyLine("بم", 1, 0, 0),)
    assert found.sentence == "از ۳ نفر ۲ نفر دوره‌ای را آغاز کرده‌اند و ۲ دوره تمام شده است."
    assert found.silent == "در ۱ دستگاه هنوز کسی آغاز نکرده است."
    with newsroom.reading() as session:
        before = literacy_report(session, now() - timedelta(days=1))
    assert "هنوز کسی" in before.sentence and sum(line.learners for line in before.roles) == 0


def test_the_files_have_the_figures_and_no_names(newsroom: Newsroom) -> None:
    literacy = made(newsroom)
    with newsroom.reading() as session:
        report = replace(coverage_report(session, province_plan(), tehran_day(now())), literacy=literacy)
    book = load_workbook(BytesIO(coverage_workbook(report)))
    rows = list(book["دوره‌ها"].iter_rows(values_only=True))
    assert ("دستگاه", WATER, 1, 1, 2) in rows and ("شهرستان", "بم", 1, 0, 0) in rows
    sheet = " ".join(text_of(print_sheet(report), "گزارش.pdf").split())
    assert f"{Role.CONTENT.persian} ۱ از ۲ نفر، ۲ دوره" in sheet
    assert f"{WATER} ۰ مطلب؛ ۱ یادگیرنده، ۲ دوره" in sheet
    assert "لاله" not in sheet and not any("لاله" in str(value) for row in rows for value in row)
