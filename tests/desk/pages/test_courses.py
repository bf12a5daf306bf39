"""Courses at the desk: answers with reasons, exercises marked by the checks, certificates that anybody verifies."""

import re
from collections.abc import Callable
from html import unescape

from playwright.sync_api import Page, expect

from bumi.courses import Course, answer_question, keep_solution, mark_exercise
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.courses.certificates import valid_certificate
from bumi.newsroom.tables import CourseTry
from tests.browsers import PHONE
from tests.desk.stage import Browser, Clock, seen
from tests.desk.windows import look

Person = Callable[[str], Browser]
Visitor = Callable[..., Browser]


def completed(desk: Desk, course: Course, name: str) -> str:
    """Have somebody complete the course; return the code of the certificate."""
    with desk.newsroom.session() as session:
        by = user(session, name)
        for lesson in course.lessons:
            for question in lesson.questions:
                answer_question(session, by, course, lesson, question, question.answer.text)
            if lesson.exercise:
                text = lesson.exercise.solution
                keep_solution(session, by, course, lesson, text, mark_exercise(lesson.exercise, text))
        issued = valid_certificate(session, by, course.slug)
        assert issued
        return issued.code


def test_answers_are_told_with_their_reasons(person: Person, sample_course: Course) -> None:
    browser, lesson = person("نرگس"), sample_course.lessons[0]
    question, path = lesson.questions[0], f"/courses/sample/lessons/{lesson.id}"
    page = seen(browser.open(path))
    assert question.ask in page and lesson.questions[1].ask not in page  # one at a time
    assert question.answer.why not in page
    wrong = next(choice for choice in question.choices if not choice.right)
    page = seen(browser.open(browser.send(f"{path}/answer", page=path, part="0", choice=wrong.text)))
    assert "درست نیست" in page and wrong.why in page and question.answer.why in page
    page = seen(browser.open(browser.send(f"{path}/answer", page=path, part="0", choice=question.answer.text)))
    assert "درست است" in page and "پرسش بعد" in page
    assert lesson.questions[1].ask in seen(browser.open(path))
    assert "۰ از ۲ درس" in seen(browser.open("/courses"))


def test_choices_stand_in_an_order_of_ones_own(person: Person, sample_course: Course) -> None:
    path = f"/courses/sample/lessons/{sample_course.lessons[0].id}"

    def order(name: str) -> list[str]:
        return re.findall(r'name="choice" value="([^"]*)"', unescape(person(name).open(path)))

    orders = {name: order(name) for name in ("نرگس", "هادی", "مریم", "کامران", "رضا")}
    assert orders["نرگس"] == order("نرگس") and len(orders["نرگس"]) == 3
    assert len(set(map(tuple, orders.values()))) > 1


def test_an_exercise_shows_what_is_left(person: Person, sample_course: Course) -> None:
    browser, lesson = person("نرگس"), sample_course.lessons[1]
    path, exercise = f"/courses/sample/lessons/{lesson.id}", lesson.exercise
    assert exercise
    assert "كتابخانه 12" in browser.open(path)  # to be mended
    live = browser.send(f"{path}/check", 200, path, body=exercise.text)
    assert "رقم فارسی" in seen(live) and 'id="under-body"' in live and "data-mend" not in live
    empty = browser.send(f"{path}/check", 200, path, body=" ")
    assert "متنی ننوشته‌اید" in empty and "<html" not in empty
    page = seen(browser.open(browser.send(f"{path}/solve", page=path, body=exercise.text)))
    assert "هنوز باید درست شود" in page and "متنی از ما" not in page
    page = seen(browser.open(browser.send(f"{path}/solve", page=path, body="کتابخانه از شنبه باز است.")))
    assert "از متن افتاده است: «۱۲ هزار»" in page
    page = seen(browser.open(browser.send(f"{path}/solve", page=path, body=exercise.solution)))
    assert "درست شد" in page and "متنی از ما" in page


def test_what_is_no_answer_is_told_and_not_kept(person: Person, desk: Desk, sample_course: Course) -> None:
    browser, (first, second) = person("نرگس"), sample_course.lessons
    path = f"/courses/sample/lessons/{first.id}"
    assert "یکی از پاسخ‌ها" in browser.send(f"{path}/answer", 422, path, part="0", choice="<b>")
    for part in ("9", "x", "-1"):
        browser.send(f"{path}/answer", 422, path, part=part, choice="")
    path = f"/courses/sample/lessons/{second.id}"
    assert "متنی ننوشته‌اید" in browser.send(f"{path}/solve", 422, path, body=" \n")
    hostile = browser.send(f"{path}/solve", 303, path, body="<script>alert(1)</script> شنبه ۱۲ هزار")
    assert "<script>alert" not in browser.open(hostile)
    for other in (
        "/courses/none",
        "/courses/sample/lessons/none",
        "/courses/..%2fx",
        "/courses/sample/certificate/a3.png",
    ):
        browser.open(other, 404)
    with desk.newsroom.reading() as session:
        assert [each.lesson for each in session.query(CourseTry)] == [second.id]


def test_anybody_verifies_a_certificate_and_its_holder_withdraws_it(
    person: Person, visitor: Visitor, desk: Desk, sample_course: Course
) -> None:
    code, holder, anybody = completed(desk, sample_course, "نرگس"), person("نرگس"), visitor("192.0.2.8")
    image = holder.client.get("/courses/sample/certificate/phone.png")
    assert image.headers["content-type"] == "image/png" and image.content.startswith(b"\x89PNG")
    person("هادی").open("/courses/sample/certificate/phone.png", 404)  # has none
    answer = anybody.client.get(f"/certificates/{code}")
    page = seen(answer.text)
    assert "معتبر است" in page and "نرگس" in page and sample_course.title in page
    assert "noindex" in answer.headers["x-robots-tag"] and answer.headers["referrer-policy"] == "no-referrer"
    assert (
        anybody.client.get("/certificates", params={"code": code.upper()}).headers["location"]
        == f"/certificates/{code}"
    )
    person("هادی").send("/courses/sample/certificate/withdraw", page="/courses")  # has none to withdraw
    assert "معتبر است" in anybody.open(f"/certificates/{code}")
    assert "پس گرفته شد" in holder.open(holder.send("/courses/sample/certificate/withdraw", page="/courses/sample"))
    page = seen(anybody.open(f"/certificates/{code}"))
    assert "دیگر معتبر نیست" in page and "نرگس" not in page
    assert "گواهی شما" in holder.open(
        holder.send("/courses/sample/certificate", page="/courses/sample").partition("#")[0]
    )
    assert "دیگر معتبر نیست" in anybody.open(f"/certificates/{code}")


def test_a_certificate_is_only_for_who_has_completed_the_course(person: Person, sample_course: Course) -> None:
    browser = person("هادی")
    browser.send("/courses/sample/begin", page="/courses/sample")
    assert "تمام نشده" in browser.send("/courses/sample/certificate", 422, "/courses/sample")


def test_who_guesses_codes_waits(visitor: Visitor, desk: Desk, clock: Clock, sample_course: Course) -> None:
    code, guesser = completed(desk, sample_course, "نرگس"), visitor("203.0.113.9")
    answers = [guesser.client.get(f"/certificates/aaaa-bbbb-cccc-{n:04}").status_code for n in range(8)]
    assert answers[0] == 404 and answers[-1] == 429
    assert guesser.client.get(f"/certificates/{code}").status_code == 429
    assert visitor("198.51.100.4").client.get(f"/certificates/{code}").status_code == 200
    clock.seconds += 3600
    assert guesser.client.get(f"/certificates/{code}").status_code == 200


def test_a_course_on_a_phone(sit_down: Callable[[str], Page], sample_course: Course) -> None:
    page = sit_down("نرگس")
    page.set_viewport_size(PHONE)
    page.goto("/courses")
    look(page)
    page.set_viewport_size(PHONE)
    page.click(f"text={sample_course.title}")
    page.click("text=دوره را آغاز کن")
    for question in sample_course.lessons[0].questions:
        page.click(f"label:has-text('{question.answer.text}')")
        page.click("text=پاسخ می‌دهم")
        expect(page.locator(".answered.good")).to_contain_text(question.answer.why)
        page.click(".quiz .button.main")
    exercise = sample_course.lessons[1].exercise
    assert exercise
    page.fill("#body", exercise.text.replace("12", "۱۲"))
    expect(page.locator("#seen")).to_contain_text("هنوز باید درست شود")
    look(page)
    page.set_viewport_size(PHONE)
    page.fill("#body", exercise.solution)
    expect(page.locator("#seen")).to_contain_text("درست شد")
    page.click("text=بسنج")
    page.click("text=دوره تمام شد")
    expect(page.locator(".certificate img")).to_have_js_property("naturalWidth", 1080)
    look(page)
    page.click(".certificate .hint a")
    expect(page.locator("h1")).to_have_text("نرگس")
    look(page)
