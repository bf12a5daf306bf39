"""Response times in the coverage report: medians in working hours, what is owed, and the same in its files."""

from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from random import Random

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from bumi.documents import text_of
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import PublicQuestion
from bumi.persian.calendar import parse_moment, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.planning import coverage_report, coverage_workbook, print_sheet, province_plan
from bumi.planning.reminders import Subject, due_reminders
from bumi.planning.response_times import response_times
from tests.newsroom.questions.stage import GAS, WATER, answered_by_team, sent

SATURDAY = parse_moment("1405/08/02 00:00")
SENT = parse_moment("1405/08/02 08:30")


def timed(session: Session, agency: str, answered_after: timedelta | None) -> PublicQuestion:
    """Return a question that was sent on a Saturday morning, and answered so much later."""
    new = answered_by_team(session) if answered_after else sent(session)
    assert new.due_at
    hours = province_plan().office.hours
    new.agency, new.sent_at, new.due_at = agency, SENT, hours.closing(SENT, 5)
    new.answered_at = SENT + answered_after if answered_after else None
    session.flush()
    return new


def test_the_median_counts_working_hours_and_what_is_owed_is_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for later in (timedelta(hours=2), timedelta(days=1), timedelta(days=11)):
            timed(session, WATER, later)
        timed(session, WATER, None)
        timed(session, GAS, None)
        first = coverage_report(session, province_plan(), tehran_day(SATURDAY))
        water, gas = sorted(first.answers, key=lambda line: line.agency == GAS)
        assert (water.answered, water.in_time, water.hours, water.open, water.overdue) == (2, 2, 4.5, 2, 0)
        assert (gas.answered, gas.share, gas.hours, gas.open) == (0, None, None, 1)
        second = coverage_report(session, province_plan(), tehran_day(SATURDAY) + timedelta(days=7))
        water = next(line for line in second.answers if line.agency == WATER)
        assert (water.answered, water.in_time, water.open, water.overdue) == (1, 0, 1, 1)
        assert second.answered == "۱ پاسخ داده شد، ۰ به‌وقت؛ ۲ پرسش بی‌پاسخ است، ۲ دیرشده."
        before = coverage_report(session, province_plan(), tehran_day(SATURDAY) - timedelta(days=7))
        assert before.answers == ()
    sheet = load_workbook(BytesIO(coverage_workbook(first)))["پاسخ به مردم"]
    assert [cell.value for cell in sheet[2]] == [WATER, 2, 2, 1.0, 4.5, 2, 0, 0]
    printed = text_of(print_sheet(first), "coverage.pdf")
    assert "پاسخ به مردم" in printed and "گاز" in printed
    assert "پاسخ به مردم" not in load_workbook(BytesIO(coverage_workbook(before))).sheetnames


def test_what_is_owed_is_remembered_and_no_word_of_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new = sent(session, SENT)
        assert new.due_at
        told = [it for it in due_reminders(session, province_plan(), new.due_at) if it.subject is Subject.QUESTION]
        assert [(it.id, it.overdue, it.sentence) for it in told] == [
            (new.id, False, f"پرسش {digits_to_persian(str(new.id))} مردم از {WATER}: مهلت پاسخ امروز ساعت ۱۴:۳۰")
        ]
        (late,) = (
            it for it in due_reminders(session, province_plan(), new.due_at + timedelta(days=3)) if it.id == new.id
        )
        assert late.overdue and "از مهلت پاسخ گذشته است" in late.sentence and new.text not in late.sentence


def test_weeks_add_up_to_the_database(newsroom: Newsroom) -> None:
    chance = Random(26)
    begin, weeks = SATURDAY - timedelta(days=70), 10
    with newsroom.session() as session:
        made = [timed(session, chance.choice((WATER, GAS)), timedelta(hours=1)) for _ in range(30)]
        for each in made:
            each.sent_at = begin + timedelta(hours=chance.randrange(24 * 7 * weeks))
            each.due_at = province_plan().office.hours.closing(each.sent_at, 5)
            hours = timedelta(hours=chance.randrange(1, 400))  # up to 17 days
            each.answered_at = each.sent_at + hours if chance.random() < 0.8 else None
        session.flush()
        ends = [begin + timedelta(days=7 * number) for number in range(weeks + 4)]
        reports = [response_times(session, province_plan(), a, b, {}) for a, b in pairwise(ends)]
        answered = [each for each in made if each.answered_at]
        assert sum(line.answered for report in reports for line in report) == len(answered) > 15
        late = [each for each in answered if each.answered_at and each.due_at and each.answered_at > each.due_at]
        in_time = sum(line.in_time for report in reports for line in report)
        assert in_time == len(answered) - len(late) and late
        assert sum(line.open for line in reports[-1]) == len(made) - len(answered) > 0
        assert all(line.open == line.overdue for line in reports[-1])
