"""The monthly report of a county: targets, shares of axes, gaps with briefs, sections, and the printed page."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.brief import brief_from
from bumi.documents import text_of
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.commissions import open_commission
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.courses.progress import enrol
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import ask, send_to_agency
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Piece, QuestionState
from bumi.persian.calendar import parse_moment, start_of
from bumi.persian.months import Month
from bumi.plain_yaml import documents_in
from bumi.planning import county_sections
from bumi.planning.counties import AgencyFigure, CountyReport, county_report, shares
from bumi.planning.county_sections import CountyMonth, CountySection, SectionLine, SectionTone
from bumi.planning.county_sheet import print_county_sheet
from bumi.planning.plan_settings import province_plan
from bumi.province import County, province
from tests.newsroom.commissions.stage import WEEK, terms
from tests.newsroom.questions.stage import WATER, clock_at
from tests.newsroom.stage import person
from tests.planning.stage import approve, author, event, go_out, work

AZAR = Month(1405, 9)
NOW = parse_moment("1405/09/20 12:00")


def bam() -> County:
    county = province().county("بم")
    assert county
    return county


def publish(session: Session, at: datetime, **changes: object) -> None:
    told: dict[str, object] = {"county": "بم", "starts_at": None, "when": "", **changes}
    piece = submit(session, event(**told), author(session))  # type: ignore[arg-type]
    approve(session, piece, at)
    go_out(session, piece, at)


def plan(session: Session, at: str, **changes: object) -> None:
    told: dict[str, object] = {"county": "بم", "starts_at": None, "when": "", "publish_at": at, **changes}
    work(session, submit(session, event(**told), author(session)))  # type: ignore[arg-type]


@pytest.fixture
def made(newsroom: Newsroom) -> CountyReport:
    """A month in which Bam was heard three times, after one in which it was heard once; two pieces are to come."""
    with newsroom.session() as session:
        for day, axis in (("1405/09/01", "فرهنگ"), ("1405/09/02", "فرهنگ"), ("1405/09/13", "خدمات")):
            publish(session, parse_moment(f"{day} 10:00"), axis=axis, topic=f"خبر {axis} {day}")
        publish(session, parse_moment("1405/08/30 23:59"))
        publish(session, parse_moment("1405/09/03 10:00"), county="راور")
        plan(session, "1405/09/25 10:00", topic="نشست خبری فصل گردشگری")
        plan(session, "1405/09/26 10:00", topic="خبر قفل‌شده", embargo_until="1405/09/26 09:00")
        return county_report(session, province_plan(), bam(), AZAR, NOW)


def section(made: CountyReport, key: str) -> CountySection:
    return next(each for each in made.sections if each.key == key)


def test_the_month_is_held_against_its_target(made: CountyReport, newsroom: Newsroom) -> None:
    with newsroom.reading() as session:
        begin, end = start_of(AZAR.first), start_of(AZAR.moved(1).first)
        direct = select(func.count()).where(Piece.county == "بم", Piece.published_at >= begin, Piece.published_at < end)
        assert session.scalar(direct) == made.line.pieces == 3
    assert (made.line.target, made.before) == (13, 1)  # 3 a week in a month of 30 days
    assert made.span == "آذر ۱۴۰۵، تا ۲۰ آذر"
    assert made.verdict == "۳ مطلب منتشر شد و تا هدف این ماه ۱۰ مطلب مانده است؛ بیش از همه از «آموزش»."
    assert made.counties["راور"].pieces == 1 and set(made.counties) == {each.name for each in province().counties}


def test_axes_share_the_target_of_the_county(made: CountyReport) -> None:
    assert sum(each.target for each in made.axes) == made.line.target
    assert sum(each.pieces for each in made.axes) == made.line.pieces == sum(each.pieces for each in made.agencies)
    assert [each.share for each in made.axes] == sorted(each.share for each in made.axes)


@given(st.integers(0, 1000), st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 50), max_size=8))
def test_shares_add_up_and_are_fair(whole: int, weights: dict[str, int]) -> None:
    found, total = shares(whole, weights), sum(weights.values())
    assert sum(found.values()) == (whole if total else 0)
    assert all(abs(found[name] - whole * weight / total) < 1 for name, weight in weights.items() if total)


def test_each_gap_has_a_brief_of_the_county(made: CountyReport) -> None:
    assert {each.name for each in made.gaps} == {each.name for each in made.axes if each.pieces < each.target}
    assert made.gaps
    for gap in made.gaps:
        [told] = documents_in(gap.brief.encode(), "سفارش")
        assert isinstance(told, dict) and (told["county"], told["axis"]) == ("بم", gap.name)
        filled = {"topic": "خبری تازه", "agency": "فرمانداری بم", "notes": ["ساعت ۱۰ در فرهنگسرا"]}
        brief_from({**told, **{key: value for key, value in filled.items() if not told[key] or key == "notes"}}, "x")


def test_what_nobody_covered_and_what_is_coming_are_told(made: CountyReport) -> None:
    lacking = [f"{each.words}: {each.aside}" for each in section(made, "uncovered").lines]
    assert lacking[0] == "۱۰ روز پیاپی بی هیچ خبر: ۳ آذر تا ۱۲ آذر"
    assert lacking[-1].startswith("۴ محور بی هیچ مطلب: ") and "فرهنگ" not in lacking[-1]
    coming = [each.words for each in section(made, "coming").lines]
    assert coming == ["نشست خبری فصل گردشگری", "روز ایمنی در برابر زلزله و سالروز زلزله بم"]


def test_a_month_that_is_over_says_what_comes_after_it(made: CountyReport, newsroom: Newsroom) -> None:
    with newsroom.reading() as session:
        over = county_report(session, province_plan(), bam(), Month(1405, 8), NOW)
    assert (over.span, over.line.pieces, over.before) == ("آبان ۱۴۰۵", 1, 0)
    assert "۱ مطلب منتشر شد، ۱۲ مطلب کمتر از هدف ماه" in over.verdict and over.made_on == "۲۰ آذر ۱۴۰۵"
    assert over.line.target == 13
    assert "نشست خبری فصل گردشگری" in [each.words for each in section(over, "coming").lines]


def test_a_county_of_which_nobody_spoke_has_a_report(newsroom: Newsroom) -> None:
    with newsroom.reading() as session:
        empty = county_report(session, province_plan(), bam(), AZAR, NOW)
    assert empty.verdict == "هیچ مطلبی منتشر نشده است؛ هدف این ماه ۱۳ مطلب است."
    assert empty.line.reach is None and "نامعلوم" in text_of(print_county_sheet(empty), "county.pdf")


def test_another_room_adds_a_section(made: CountyReport, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def questions(_: Session, at: CountyMonth) -> CountySection:
        return CountySection("questions", "پرسش‌های مردم", (SectionLine(f"پرسشی از {at.county.name}", "۲ روز مانده"),))

    every: tuple[Callable[[Session, CountyMonth], CountySection], ...] = (*county_sections.SECTIONS, questions)
    monkeypatch.setattr(county_sections, "SECTIONS", every)
    with newsroom.reading() as session:
        again = county_report(session, province_plan(), bam(), AZAR, NOW)
    assert "پرسشی از بم" in text_of(print_county_sheet(again), "county.pdf")


def test_questions_and_courses_of_a_county_are_told_without_a_private_word(
    newsroom: Newsroom,
) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        late, waiting, other = (
            ask(session, "چرا آب روستای ما هر روز قطع می‌شود؟", county=each) for each in ("بم", "بم", "راور")
        )
        for each, at in ((late, NOW - timedelta(days=20)), (other, NOW)):
            send_to_agency(session, each, WATER, editor, clock_at(at))
        learner = add_user(session, "هما", Role.CONTENT, "فرمانداری شهرستان بم")
        enrol(session, learner, "figures").at = NOW - timedelta(days=1)
        session.flush()
        for county in ("بم", "راور"):
            open_commission(session, replace(terms(NOW + WEEK), county=county), editor, NOW)
        made = county_report(session, province_plan(), bam(), AZAR, NOW)
        lately, long_ago = (
            {it.key for it in county_report(session, province_plan(), bam(), AZAR, NOW + WEEK * weeks).sections}
            for weeks in (2, 4)
        )
    assert "questions" in lately and "questions" not in long_ago
    told = {section.key: section.lines for section in made.sections}
    assert [line.words for line in told["questions"]] == ["پرسش ۱"]
    assert "آب و فاضلاب" in told["questions"][0].aside and told["questions"][0].tone is SectionTone.ALARM
    assert waiting.state is QuestionState.HELD
    assert told["courses"][0].words == "۱ از ۱ نفر دوره‌ای را آغاز کرده است"
    assert [line.aside for line in told["commissions"]] == ["باز؛ مهلت ۲۷ آذر ۱۲:۰۰"]
    assert "آب روستای" not in repr(made)


def test_the_sheet_is_one_page_of_text(made: CountyReport) -> None:
    read = text_of(print_county_sheet(made), "county.pdf")
    told = [made.title, made.span, "تا هدف این ماه ۱۰ مطلب", "۳ از ۱۳", "در میان شهرستان‌های استان", "نشست خبری"]
    assert [each for each in told if each.replace("\u200c", "") not in read] == []
    assert "قفل" not in read


@pytest.mark.parametrize("count", [4, 12])
def test_the_sheet_stays_one_page_whatever_there_is_to_say(made: CountyReport, count: int) -> None:
    line = SectionLine("برگزاری کارگاه آموزشی آبیاری نوین برای نخلداران شهرستان‌های شرقی " * 3, "x<b>Office</b>x " * 30)
    long = CountySection("long", "بخشی دراز", (line,) * 6)
    agency = AgencyFigure("اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان", 1200)
    pdf = print_county_sheet(replace(made, sections=(long,) * count, agencies=(agency,) * 9))
    with closing(PdfDocument(pdf)) as document:
        assert len(document) == 1
    assert "x<b>Office</b>x" in text_of(pdf, "county.pdf")


def test_figures_of_a_month_end_at_midnight_in_tehran(newsroom: Newsroom) -> None:
    begin = start_of(AZAR.first)
    with newsroom.session() as session:
        for at in (begin - timedelta(seconds=1), begin, start_of(AZAR.moved(1).first)):
            publish(session, at)
        made = county_report(session, province_plan(), bam(), AZAR, NOW)
    assert [each.pieces for each in made.trend[-2:]] == [1, 1]
