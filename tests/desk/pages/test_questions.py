"""Public questions at the desk: from the holding pen to an approved answer, by its people and nobody else."""

from collections.abc import Callable
from datetime import timedelta

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.questions import answer_question, approve_question, ask, mark_published
from bumi.newsroom.tables import PublicQuestion, QuestionState
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian
from bumi.planning import confirm_agency
from tests.desk.stage import HERITAGE, WATER, Browser, seen

Person = Callable[[str], Browser]
TEXT = "سلام، من علی رضایی (۰۹۱۳۱۲۳۴۵۶۷) هستم؛ چرا آب روستای ما قطع می‌شود؟"
CLEAN, ANSWER = "چرا آب روستای ما قطع می‌شود؟", "لوله کهنه است و تا پایان آذر عوض می‌شود."


def asked(desk: Desk, text: str = TEXT, agency: str = "") -> int:
    with desk.newsroom.session() as session:
        new = ask(session, text, county="بم", contact="@asker")
        if agency:
            confirm_agency(session, new, agency, user(session, "مریم"))
        return new.id


def state(desk: Desk, id: int) -> QuestionState:
    with desk.newsroom.reading() as session:
        return session.get_one(PublicQuestion, id).state


def version(desk: Desk, id: int) -> int:
    with desk.newsroom.reading() as session:
        return session.get_one(PublicQuestion, id).version


def test_from_the_holding_pen_to_an_approved_answer(person: Person, desk: Desk) -> None:
    id, editor, team = asked(desk), person("مریم"), person("هادی")
    page = f"/questions/{id}"
    assert "علی رضایی" in editor.open("/questions") and "علی رضایی" not in team.open("/questions")
    team.open(page, 404)
    held = seen(editor.open(page))
    assert WATER in held and "واژه‌های کار آن در پرسش آمده است: آب" in held and "@asker" not in held
    editor.send(f"{page}/agency", page=page, agency=WATER, other="", version=version(desk, id))
    assert "۵ روز کاری تا پایان مهلت پاسخ" in seen(team.open(page))
    team.send(f"{page}/answer", page=page, wording=TEXT, answer=ANSWER, version=version(desk, id))
    refused = seen(editor.send(f"{page}/approve", 409, page, version=version(desk, id)))
    assert "شماره همراه" in refused and "علی رضایی" in refused and state(desk, id) is QuestionState.ANSWERED
    assert "را تأیید کن" not in refused
    team.send(f"{page}/answer", page=page, wording=CLEAN, answer=ANSWER, version=version(desk, id))
    assert "را تأیید کن" in seen(editor.open(page))
    editor.send(f"{page}/approve", page=page, version=version(desk, id))
    assert state(desk, id) is QuestionState.APPROVED
    form = editor.open(f"/messages/new?question={id}")
    assert CLEAN in form and ANSWER in form
    team.open(f"/messages/new?question={id}", 403)


def test_what_was_typed_stays_where_it_is_refused_and_a_page_opened_before_decides_nothing(
    person: Person, desk: Desk
) -> None:
    id, team = asked(desk, agency=WATER), person("هادی")
    page, old = f"/questions/{id}", version(desk, id)
    typed = seen(team.send(f"{page}/answer", 409, page, wording="", answer=ANSWER, version=old))
    assert "متن همگانی پرسش خالی است" in typed and ANSWER in typed
    team.send(f"{page}/answer", page=page, wording=CLEAN, answer=ANSWER, version=old)
    assert "تغییر کرده است" in seen(person("مریم").send(f"{page}/approve", 409, page, version=old))
    assert state(desk, id) is QuestionState.ANSWERED


def test_the_checks_read_along(person: Person, desk: Desk) -> None:
    id, team = asked(desk, agency=WATER), person("هادی")
    page = f"/questions/{id}"
    found = seen(team.send(f"{page}/check", 200, page, wording=TEXT, answer="می خواهیم درستش کنیم ."))
    assert "شماره همراه «۰۹…۶۷»" in found and "زبان پاسخ" in found
    clean = seen(team.send(f"{page}/check", 200, page, wording=CLEAN, answer=ANSWER))
    assert "داده شخصی پیدا نشد" in clean
    assert "کوتاه کنید" in seen(team.send(f"{page}/check", 422, page, wording="آ" * 5001, answer=""))


def test_an_agency_hands_over_what_is_not_its_own_and_sees_it_no_more(person: Person, desk: Desk) -> None:
    id, team = asked(desk, agency=WATER), person("هادی")
    page = f"/questions/{id}"
    where = team.send(f"{page}/handover", page=page, other=HERITAGE, why="درباره موزه است", version=version(desk, id))
    assert where.startswith("/questions?")
    team.open(page, 404)
    shown = seen(person("نرگس").open(page))
    assert "از شرکت آب و فاضلاب استان کرمان به" in shown and "رفت: درباره موزه است" in shown


def test_spam_goes_by_the_handful_and_comes_back_within_a_minute(person: Person, desk: Desk) -> None:
    ids, editor = [asked(desk, f"خرید فالوور ارزان {number}") for number in range(3)], person("مریم")
    list_page = editor.open("/questions?tab=held")
    assert all(f'name="question" value="{id}"' in list_page for id in ids)
    told = editor.open(editor.send("/questions/spam", page="/questions?tab=held", question=ids))
    assert "هرزنامه دانستن ۳ پرسش" in seen(told)
    assert {state(desk, id) for id in ids} == {QuestionState.SPAM}
    undo = told.split('name="id" value="')[1].split('"')[0]
    editor.send("/undo", page="/questions", id=undo)
    assert {state(desk, id) for id in ids} == {QuestionState.HELD}
    assert "واگرداند" in seen(editor.open(f"/questions/{ids[0]}"))
    person("هادی").send("/questions/spam", 403, question=ids)
    assert "از یک تا ۴۰" in seen(editor.send("/questions/spam", 409))


def test_a_refusal_says_why_and_a_duplicate_names_a_published_answer(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        done = ask(session, CLEAN)
        confirm_agency(session, done, WATER, user(session, "مریم"))
        answer_question(session, done, ANSWER, CLEAN, user(session, "هادی"))
        approve_question(session, done, user(session, "مریم"), [])
        mark_published(session, done, user(session, "bumi"))
        number = digits_to_persian(str(done.id))
    editor, (one, two) = person("مریم"), (asked(desk), asked(desk))
    page = f"/questions/{one}"
    assert "شماره پرسشی" in seen(editor.send(f"{page}/duplicate", 409, page, of="الف", version=version(desk, one)))
    editor.send(f"{page}/duplicate", page=page, of=number, version=version(desk, one))
    assert f"پاسخ آن در پرسش {number} منتشر شده است" in seen(editor.open(page))
    page = f"/questions/{two}"
    editor.send(f"{page}/refuse", page=page, refusal="court", reason="در دادگاه است", version=version(desk, two))
    assert "به پرسنده گفته شد: در دادگاه است" in seen(editor.open(page))
    editor.send(f"{page}/refuse", 422, page, refusal="none", reason="x", version=version(desk, two))


def test_the_queue_tells_those_for_whom_a_question_waits(person: Person, desk: Desk) -> None:
    asked(desk)
    id = asked(desk, agency=WATER)
    for name, told in {"مریم": True, "هادی": True, "نرگس": False}.items():
        assert ("۱ پرسش مردم منتظر شماست" in seen(person(name).open("/"))) is told
    with desk.newsroom.session() as session:
        session.get_one(PublicQuestion, id).due_at = now() - timedelta(days=1)
    assert "پاسخ ۱ پرسش مردم دیر شده است" in seen(person("هادی").open("/"))


def test_the_list_narrows_by_agency_and_county(person: Person, desk: Desk) -> None:
    asked(desk, "آب روستای نخست قطع است، چرا؟", WATER)
    asked(desk, "موزه روستای دوم کی باز است؟", HERITAGE)
    editor = person("مریم")
    both = editor.open("/questions?tab=with_agency")
    assert "نخست" in both and "دوم" in both
    only = editor.open(f"/questions?tab=with_agency&agency={WATER}&county=بم")
    assert "نخست" in only and "دوم" not in only
    assert "در این قفسه پرسشی با این پالایش نیست" in seen(editor.open("/questions?tab=with_agency&county=راور"))
    assert "دوم" not in person("هادی").open(f"/questions?tab=with_agency&agency={HERITAGE}")
