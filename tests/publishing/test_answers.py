"""Answers to the public: their pages and lists, links between them and stories, and what becomes of the question."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.models.planner import kept
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, piece, record_findings, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.index.search import matching
from bumi.newsroom.questions import question
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, PublicQuestion, QuestionState
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move, why_not
from bumi.newsroom.workflow.undo import offer, recording, undo
from bumi.persian.calendar import parse_moment
from bumi.planning import submit_answer
from bumi.publishing.keys import page_key
from tests.newsroom.stage import attach
from tests.planning.answered import ANSWER, FIRST, OFFICE, TITLE, WORDING, approved_question
from tests.publishing.reading import Page
from tests.publishing.stage import contents, image, read
from tests.publishing.test_story_links import Site

LIST, BY_AXIS, BY_AGENCY = "answers/index.html", "answers/axis/services/index.html", "answers/agency/electricity-north"

MENDED = "تعمیر ۴۰ چراغ محله الغدیر از شنبه ۱۲ دی آغاز می‌شود."


def approved_answer(session: Session, wording: str = WORDING, answer: str = ANSWER) -> int:
    """Bring the answer to a question all the way to approved; return the number of its piece."""
    new = submit_answer(session, approved_question(session, wording, answer))
    draft = kept(new.brief_model)
    revision = add_revision(session, new, draft.fields, machine(session), draft.sources, draft.model)
    record_findings(session, revision, [])
    attach(session, revision, [image(new.id), image(new.id, 21, 21)])
    move(session, new, State.SUBMITTED, machine(session))
    move(session, new, State.APPROVED, add_user(session, "مریم", Role.EDITOR))
    return new.id


class AnswerSite(Site):
    """A site whose people also answer questions from the public."""

    def answer(self, wording: str = WORDING, answer: str = ANSWER, publish: bool = True) -> int:
        """Publish the answer to a question; return the number of its piece."""
        with self.newsroom.session() as session:
            number = approved_answer(session, wording, answer)
        if publish:
            self.publish()
        return number

    def question(self, number: int) -> PublicQuestion:
        with self.newsroom.session() as session:
            asked = piece(session, number).asked
            assert asked
            return question(session, asked.question_id)

    def page(self, key: str) -> Page:
        return Page(read(self.place, key).decode())

    def answers(self, number: int) -> list[str]:
        """Return the headlines of the answers that a page links to."""
        _, there, after = read(self.place, self.key(number)).decode().partition("<h2>پرسش و پاسخ در این باره</h2>")
        return Page(f"<!doctype html>\n{after.partition('</section>')[0]}").words["a"] if there else []


@pytest.fixture(params=["newsroom", "shared_newsroom"], ids=["sqlite", "postgresql"])
def either_site(request: pytest.FixtureRequest, quick: Path) -> AnswerSite:
    return AnswerSite(request.getfixturevalue(request.param), quick)


@pytest.fixture
def site(newsroom: Newsroom, quick: Path) -> AnswerSite:
    return AnswerSite(newsroom, quick)


def test_a_question_has_a_page_with_its_answer_its_days_and_its_agency(site: AnswerSite) -> None:
    number = site.answer()
    text = read(site.place, site.key(number)).decode()
    page = Page(text)
    assert page.words["h1"] == [TITLE] and WORDING in page.words["p"] and FIRST in page.words["p"]
    assert '<a href="../../agency/electricity-north/index.html">شرکت توزیع نیروی برق شمال استان کرمان</a></h2>' in text
    assert "شنبه ۳۰ آبان ۱۴۰۵" in text and "روز کاری" in text
    assert text.count(WORDING) == 2, "once for readers, once for search engines"
    assert "ماشین" not in text.partition("<main")[2].partition("</main>")[0], "no machine has written it"
    told = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    asked = told["mainEntity"]
    assert (told["@type"], asked["name"], asked["text"], asked["answerCount"]) == ("QAPage", TITLE, WORDING, 1)
    assert asked["acceptedAnswer"]["text"].startswith(FIRST) and WORDING not in asked["acceptedAnswer"]["text"]
    assert asked["acceptedAnswer"]["author"]["name"] == "شرکت توزیع نیروی برق شمال استان کرمان"
    assert "author" not in asked
    made = read(site.place, site.key(number).replace("index.html", "made.html")).decode()
    assert "هیچ ماشینی در واژه‌هایش دست نبرده است" in made and "یادداشت" not in made
    assert made.count("بند ۱ پاسخ دستگاه") == 1 and "متن پرسش" in made


def test_an_answer_is_in_lists_of_its_own_in_the_search_and_below_the_news(site: AnswerSite) -> None:
    assert LIST not in contents(site.place)
    story = site.piece("شهرداری بم ده پارک می‌سازد")
    before = read(site.place, "index.html").decode()
    number = site.answer()
    for key in (LIST, BY_AXIS, f"{BY_AGENCY}/index.html", "axis/services/index.html", "county/kerman/index.html"):
        assert TITLE in site.page(key).words["a"], key
    assert {"خدمات", "شرکت توزیع نیروی برق شمال استان کرمان"} <= set(site.page(LIST).words["a"])
    home = read(site.place, "index.html").decode()
    assert "پرسش‌های مردم" not in before and home.index("پرسش‌های مردم") > home.index("شهرداری بم ده پارک می‌سازد")
    assert home.count(TITLE) == 1, "it is no news"
    [entry] = [each for each in json.loads(read(site.place, "search/1.json")) if each["headline"] == TITLE]
    assert {"تردد", "سخت"} <= set(entry["words"].split()), "the question's own words are found too"
    assert (
        TITLE in read(site.place, "feed.atom").decode() and TITLE not in read(site.place, "sitemap/news.xml").decode()
    )
    assert page_key(site.key(story)) and site.agrees()
    site.answer("آب محله شهاب کی وصل می‌شود؟", "آب محله شهاب فردا وصل می‌شود.")
    listed = read(site.place, LIST).decode()
    assert listed.index("آب محله شهاب کی وصل می‌شود؟") < listed.index(TITLE) and site.agrees()
    assert site.question(number).state is QuestionState.PUBLISHED


def test_stories_and_answers_about_the_same_thing_link_to_each_other(either_site: AnswerSite) -> None:
    site = either_site
    alike = site.piece("تعمیر چراغ‌های محله الغدیر آغاز شد", county="کرمان")
    other = site.piece("نمایشگاه پته در بازار گنجعلی‌خان", county="کرمان")
    number = site.answer()
    site.publish()
    assert site.answers(alike) == [TITLE] and site.answers(other) == []
    text = read(site.place, site.key(number)).decode()
    assert "تعمیر چراغ‌های محله الغدیر آغاز شد" in text and "نمایشگاه پته" not in text
    later = site.piece("چراغ‌های تازه محله الغدیر روشن شد", county="کرمان")
    assert site.answers(later) == [TITLE] and site.agrees()
    site.desk.withdraw(number)
    site.publish()
    assert site.answers(alike) == site.answers(later) == [] and site.agrees()


def test_a_correction_keeps_the_page_and_a_retraction_takes_all_of_it_back(site: AnswerSite) -> None:
    number = site.answer()
    key = site.key(number)
    with site.newsroom.session() as session:
        found, editor = piece(session, number), add_user(session, "زهرا", Role.EDITOR)
        fields = found.revision.fields_model if found.revision else None
        assert fields
        edit(session, found, fields.model_copy(update={"lede": MENDED}), editor, 1)
        assert found.revision
        record_findings(session, found.revision, [])
        attach(session, found.revision, [image(number)])
        move(session, found, State.APPROVED, add_user(session, "مریم", Role.EDITOR))
    site.publish()
    text = read(site.place, key).decode()
    assert "۱۲ دی" in text and FIRST not in text and "اصلاحیه" in text and TITLE in text
    assert site.question(number).state is QuestionState.PUBLISHED
    site.desk.withdraw(number)
    site.publish()
    assert "بازپس گرفته شد" in read(site.place, key).decode() and TITLE not in site.page(LIST).words["a"]
    assert site.question(number).state is QuestionState.WITHDRAWN and site.question(number).closed_at
    site.desk.take_down(number)
    site.publish()
    left = {key: body for key, body in contents(site.place).items() if key.endswith((".html", ".json", ".atom"))}
    assert left and not any("محله الغدیر".encode() in body for body in left.values()) and site.agrees()


def test_a_discarded_answer_leaves_its_question_free_for_another(site: AnswerSite) -> None:
    first = site.answer(publish=False)
    assert site.question(first).piece_id == first
    with site.newsroom.reading() as session:
        assert list(session.scalars(select(Piece.id).where(matching("تردد شب‌ها")))) == [first], (
            "by the question's words"
        )
    site.desk.discard(first)
    assert site.question(first).piece_id is None
    with site.newsroom.session() as session:
        asked = piece(session, first).asked
        assert asked
        second = submit_answer(session, question(session, asked.question_id)).id
        chief = add_user(session, "رضا", Role.CHIEF)
        reasons = why_not(session, piece(session, first), State.DRAFT, chief)
        assert reasons and "مطلب دیگری" in reasons[0]
        move(session, piece(session, second), State.DISCARDED, chief, "تکراری بود")
        move(session, piece(session, first), State.DRAFT, chief)
    assert site.question(second).piece_id == first


def test_an_undone_withdrawal_takes_the_question_along(site: AnswerSite) -> None:
    number = site.answer()
    with site.newsroom.session() as session:
        editor = add_user(session, "مریم", Role.EDITOR)
        with recording(session, "مطلب") as changes:
            move(session, piece(session, number), State.WITHDRAWN, editor, "اشتباه بود")
        action = offer(session, editor, "بازپس‌گیری", "/", [changes])
        assert action
    assert site.question(number).state is QuestionState.WITHDRAWN
    with site.newsroom.session() as session:
        undo(session, action, add_user(session, "مریم", Role.EDITOR))
    assert (site.desk.state(number), site.question(number).state) == (State.PUBLISHED, QuestionState.PUBLISHED)


def test_an_answer_is_approved_by_somebody_who_did_not_write_it(site: AnswerSite) -> None:
    with site.newsroom.session() as session:
        asked = approved_question(session)
        asked.answered_by = add_user(session, "زهرا", Role.EDITOR).name
        new = submit_answer(session, asked)
        reasons = why_not(session, new, State.APPROVED, add_user(session, "زهرا", Role.EDITOR)) or []
        assert new.submitted_by == "زهرا" and (new.state is State.DRAFT or any("زهرا" in each for each in reasons))
        with pytest.raises(Refused, match="سفارش داده نمی‌شود"):
            submit(session, new.brief_model, add_user(session, "زهرا", Role.EDITOR))


def test_the_days_that_an_answer_took_are_working_days(site: AnswerSite) -> None:
    asked = parse_moment("1405/08/28 10:30")  # a Thursday; the Saturday behind it is the first working day
    assert [OFFICE.days_between(asked, asked + timedelta(days=days)) for days in (0, 1, 2, 3, 7, 9)] == [
        0,
        0,
        1,
        2,
        5,
        6,
    ]
    number = site.answer(publish=False)
    with site.newsroom.session() as session:
        kept_days = piece(session, number).asked
        assert kept_days
        assert kept_days.working_days == OFFICE.days_between(kept_days.asked_at, kept_days.answered_at)
