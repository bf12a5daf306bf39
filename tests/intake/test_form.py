"""The question form: asked once, told what became of it, offered what is there already, and warned of danger first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import contact_of
from bumi.newsroom.states import State
from bumi.newsroom.tables import QuestionState, RefusalReason
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian
from bumi.planning import province_plan
from tests.intake.forms import filled, hidden
from tests.intake.stage import QUESTION, Asker, Clock, new_intake
from tests.newsroom.stage import reach

EMERGENCY = 'همین حالا به <a href="tel:112">۱۱۲</a> زنگ بزنید.</strong>'


def test_a_question_is_held_and_its_page_tells_how_far_it_is(asker: Asker) -> None:
    sent = asker.ask(county="بم", contact="0913 123 4567")
    (asked,) = asker.asked()
    assert (asked.state, asked.text, asked.county) == (QuestionState.HELD, QUESTION, "بم")
    with asker.intake.newsroom.reading() as session:
        contact = contact_of(session, asked)
        assert contact and contact.contact == "0913 123 4567"
    assert (sent.status_code, sent.headers["location"]) == (303, f"/ask/{asked.code}?new")
    page = asker.client.get(f"/ask/{asked.code}?new")
    assert page.status_code == 200 and asked.code in page.text and "در نوبت خواندن" in page.text
    assert page.headers["x-robots-tag"] == "noindex" and 'name="robots" content="noindex"' in page.text
    assert QUESTION not in page.text and "0913" not in page.text


TOLD = {
    QuestionState.WITH_AGENCY: "برای پاسخ به «آبفا» سپرده شده است",
    QuestionState.REFUSED: "روشن نیست چه پرسیده شده است. بنویسید کدام روستا",
    QuestionState.SPAM: "کنار گذاشته شده است",
    QuestionState.WITHDRAWN: "بازپس گرفته شد",
}


@pytest.mark.parametrize("state", QuestionState)
def test_the_page_tells_each_state_in_words_for_its_asker(asker: Asker, state: QuestionState) -> None:
    asker.ask()
    with asker.intake.newsroom.session() as session:
        asked = session.merge(asker.asked()[0])
        asked.state, asked.agency, asked.due_at = state, "آبفا", now() + timedelta(days=3)
        asked.refusal, asked.reason = RefusalReason.UNCLEAR, "بنویسید کدام روستا."
    page = asker.client.get(f"/ask/{asker.asked()[0].code}").text
    assert TOLD.get(state, "است") in page and ("مهلت پاسخ" in page) is (state is QuestionState.WITH_AGENCY)
    assert "مهلت گذشته است" not in page


def test_the_page_owns_up_to_a_late_answer(asker: Asker) -> None:
    asker.ask()
    with asker.intake.newsroom.session() as session:
        asked = session.merge(asker.asked()[0])
        asked.state, asked.agency, asked.due_at = QuestionState.WITH_AGENCY, "آبفا", now() - timedelta(minutes=1)
    assert "مهلت گذشته است" in asker.client.get(f"/ask/{asker.asked()[0].code}").text


def test_the_form_says_how_long_the_contact_is_kept(asker: Asker) -> None:
    keep, page = province_plan().questions, asker.client.get("/ask").text
    for days in (keep.keep_contact, keep.keep_open, keep.most_open):
        assert f"{digits_to_persian(str(days))} روز" in page


def test_a_form_that_is_sent_twice_is_one_question(asker: Asker) -> None:
    form = asker.form()
    first, second = asker.send(form), asker.send(form)
    assert first.headers["location"] == second.headers["location"]
    assert [each.text for each in asker.asked()] == [QUESTION]


def test_another_question_in_a_form_that_was_sent_is_neither_lost_nor_shown_the_first(asker: Asker) -> None:
    form, other = asker.form(), {"text": "پرسشی دیگر با همان فرم؟"}
    first = asker.send(form)
    again = asker.send(form | other)
    assert again.status_code == 422 and "نوشته دیگری" in again.text and other["text"] in again.text
    assert first.headers["location"].removesuffix("?new") not in again.text
    asker.clock.seconds += 20
    assert asker.send(filled(again.text) | other).status_code == 303
    assert [each.text for each in asker.asked()] == [QUESTION, other["text"]]


def test_forms_from_before_a_restart_keep_what_was_typed(asker: Asker, clock: Clock) -> None:
    form = asker.form(contact="a@b.ir")
    again = Asker(new_intake(asker.intake.newsroom, asker.intake.settings, clock), clock)
    answer = again.send(form)
    assert answer.status_code == 422 and "کهنه" in answer.text
    assert QUESTION in answer.text and 'value="a@b.ir"' in answer.text
    clock.seconds += 20
    assert again.send(form | filled(answer.text)).status_code == 303


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"sum": "1"}, "پاسخ جمع درست نبود"),
        ({"sum": ""}, "پاسخ جمع درست نبود"),
        ({"website": "http://spam.example"}, "باید خالی بماند"),
        ({"token": "x"}, "کهنه"),
        ({"token": ""}, "کهنه"),
        ({"text": "آب؟"}, "کوتاه است"),
        ({"text": " \u200c\u200c "}, "پرسشی نوشته نشده است"),
        ({"text": "چرا " * 450}, "پرسش ۱۷۹۹ نویسه دارد"),
        ({"county": "تهران"}, "یکی از فهرست را برگزینید"),
        ({"contact": "به من زنگ بزنید"}, "نه شماره تلفن کامل است"),
    ],
    ids=["sum", "no-sum", "honeypot", "token", "no-token", "short", "empty", "long", "county", "contact"],
)
def test_what_is_wrong_is_told_above_the_form_and_nothing_is_stored(
    asker: Asker, typed: dict[str, str], told: str
) -> None:
    answer = asker.send(asker.form(**typed))
    assert answer.status_code == 422 and told in answer.text and asker.asked() == []
    assert filled(answer.text)["token"] != typed.get("token")


def test_a_form_sent_in_an_instant_or_after_hours_is_not_taken(asker: Asker, clock: Clock) -> None:
    form = asker.form()
    clock.seconds -= 19
    assert "چشم به هم زدنی" in asker.send(form).text
    clock.seconds += 3 * 3600
    assert "کهنه" in asker.send(form).text and asker.asked() == []


def test_published_pieces_that_look_alike_are_offered_first(asker: Asker, newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        slug = piece.slug
        reach(session, State.SUBMITTED)
    answer = asker.send(asker.form(text="جشنواره گل محمدی لاله‌زار کی برگزار می‌شود؟"))
    assert answer.status_code == 200 and asker.asked() == []
    assert answer.text.count('<li>\n      <a href="http://news/p/') == 1 and slug in answer.text.replace("%20", " ")
    assert asker.send(hidden(answer.text)).status_code == 303
    assert [each.text for each in asker.asked()] == ["جشنواره گل محمدی لاله‌زار کی برگزار می‌شود؟"]


def test_danger_is_told_before_sending_and_after(asker: Asker) -> None:
    before = asker.send(asker.form(text="خانه همسایه آتیش گرفته است چه کار کنیم"))
    assert (
        before.status_code == 200 and before.text.index(EMERGENCY) < before.text.index("<h1>") and asker.asked() == []
    )
    after = asker.send(hidden(before.text))
    page = asker.client.get(after.headers["location"]).text
    assert page.index(EMERGENCY) < page.index("<h1>")
    assert EMERGENCY not in asker.client.get("/ask").text and 'href="tel:112"' in asker.client.get("/ask").text


def test_a_network_and_everybody_may_ask_only_so_often(asker: Asker, clock: Clock) -> None:
    def asked_at_once(other: Asker) -> int:
        answer = other.ask()
        clock.seconds -= 20
        return answer.status_code

    assert [asked_at_once(asker) for _ in range(6)] == [303] * 5 + [429]
    others = [Asker(asker.intake, clock, f"10.{number % 2}.{number // 2 * 16}.9") for number in range(14)]
    answers = [asked_at_once(other) for other in others * 5]
    assert answers == [303] * 55 + [429] * 15  # sixty of all together
    assert asked_at_once(Asker(asker.intake, clock, "192.0.2.9")) == 303  # of a network that sends little
    refused = asker.send(asker.form())
    assert 1 <= int(refused.headers["retry-after"]) <= 300 and "دقیقه دیگر دوباره بفرستید" in refused.text
    assert QUESTION in refused.text
    clock.seconds += 300
    assert asker.ask().status_code == 303


def test_a_full_holding_pen_takes_no_more_and_says_when(asker: Asker) -> None:
    intake = replace(asker.intake, settings=asker.intake.settings.model_copy(update={"intake_most_waiting": 2}))
    asker = Asker(intake, asker.clock)
    assert [asker.ask().status_code for _ in range(3)] == [303, 303, 429]
    assert "فردا دوباره بفرستید" in asker.ask().text and len(asker.asked()) == 2
    with intake.newsroom.session() as session:
        session.merge(asker.asked()[0]).state = QuestionState.OPEN
    assert asker.ask().status_code == 303


def test_half_of_the_holding_pen_is_for_calm_networks(asker: Asker) -> None:
    intake = replace(asker.intake, settings=asker.intake.settings.model_copy(update={"intake_most_waiting": 12}))
    noisy = [Asker(intake, asker.clock, f"10.0.{number * 16}.9").ask().status_code for number in range(10)]
    assert noisy == [303] * 6 + [429] * 4  # five are calm
    assert [Asker(intake, asker.clock, f"10.{number}.0.9").ask().status_code for number in range(1, 8)] == [303] * 6 + [
        429
    ]


def test_the_form_stays_while_the_database_is_away(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise NotAvailable("پایگاه داده پاسخ نداد")

    form = asker.form()
    monkeypatch.setattr(Newsroom, "session", away)
    answer = asker.send(form)
    assert answer.status_code == 503 and QUESTION in answer.text and "چند دقیقه دیگر" in answer.text
    monkeypatch.undo()
    assert asker.send(filled(answer.text) | form).status_code == 303  # the form that was refused can be sent again


def test_a_code_that_is_typed_leads_to_its_question(asker: Asker) -> None:
    page = asker.ask().headers["location"].partition("?")[0]
    code = page.rpartition("/")[2]
    assert 'name="code"' in asker.client.get("/ask").text and 'name="code"' in asker.client.get("/ask/nothing").text
    answer = asker.client.get("/ask", params={"code": f" {code} "})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert answer.headers["referrer-policy"] == "no-referrer"
    odd = asker.client.get("/ask", params={"code": "//evil.example/?a"}).headers["location"]
    assert odd.startswith("/ask/") and "/" not in odd.removeprefix("/ask/")


def test_who_has_no_code_sees_nothing(asker: Asker) -> None:
    asker.ask()
    for path in ("/ask/x", f"/ask/{asker.asked()[0].code[:-1]}", "/ask/%00", "/ask/assets/x.css", "/", "/ask/"):
        answer = asker.client.get(path)
        assert answer.status_code == 404 and QUESTION not in answer.text, path
