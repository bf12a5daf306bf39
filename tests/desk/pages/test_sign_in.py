"""Coming in: the one-time link, the password, the throttle, sessions that end, and nobody led astray."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.sign_in import attempts, invite
from bumi.newsroom.accounts.users import Role, add_user, change_user, machine, user
from bumi.newsroom.tables import SignIn
from tests.desk.stage import PASSWORD, PEOPLE, Browser, Clock, seen

Visitor = Callable[..., Browser]
WRONG = "نمی‌دانم چه بود"


def test_a_one_time_link_sets_a_password_and_is_used_up(visitor: Visitor, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        code = invite(session, add_user(session, "سیما", Role.EDITOR), user(session, "رضا"))
    browser = visitor()
    assert "سیما، خوش آمدید" in browser.open(f"/join/{code}")
    short = browser.send(f"/join/{code}", 422, f"/join/{code}", password="short", again="short")
    assert "۱۰ تا ۲۰۰ نویسه" in short
    other = browser.send(f"/join/{code}", 422, f"/join/{code}", password="یک دو سه چهار", again="دیگر")
    assert "یکی نیست" in other
    new = "باغ شازده ماهان"
    assert browser.send(f"/join/{code}", 303, f"/join/{code}", password=new, again=new) == "/?said=joined"
    assert "سیما" in browser.open("/")
    assert "کار نمی‌کند" in visitor().open(f"/join/{code}", 404)
    again = visitor()
    assert again.send("/sign-in", name="سیما", password=new, next="/") == "/"


def test_a_one_time_code_can_be_typed_as_the_password(visitor: Visitor, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        code = invite(session, add_user(session, "سیما", Role.EDITOR), machine(session))
    assert visitor().send("/sign-in", name="سیما", password=code.upper().replace("-", " ")).startswith("/join/")
    assert visitor().send("/sign-in", 401, name="مریم", password=code)  # somebody else's code


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\nevil"])
def test_signing_in_leads_nobody_elsewhere(visitor: Visitor, back: str) -> None:
    assert visitor().send("/sign-in", name="مریم", password=PASSWORD, next=back) == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(visitor: Visitor) -> None:
    browser = visitor()
    answer = browser.client.get("/pieces/7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/pieces/7")
    assert browser.send("/sign-in", name="مریم", password=PASSWORD, next="/pieces/7") == "/pieces/7"
    for referer, back in {"http://desk/messages/new": "/messages/new", "": "/"}.items():
        sent = visitor().client.post("/messages/new", headers={"referer": referer})
        assert (sent.status_code, sent.headers["location"]) == (303, f"/sign-in?next={back}")


def test_wrong_passwords_are_slowed_down_and_told_in_the_audit(visitor: Visitor, desk: Desk, clock: Clock) -> None:
    browser = visitor()
    for _ in range(5):
        assert "درست نیست" in browser.send("/sign-in", 401, name="مریم", password=WRONG)
    for _ in range(3):  # the chief reads of a wait once
        assert "۱ ثانیه دیگر" in browser.send("/sign-in", 429, name="مریم", password=PASSWORD)
    assert browser.send("/sign-in", name="رضا", password=PASSWORD) == "/"
    with desk.newsroom.reading() as session:
        assert [each.outcome for each in attempts(session)] == ["ok", "throttled", *["wrong"] * 5]
    clock.seconds += 1
    browser.send("/sign-in", 401, name="مریم", password=WRONG)
    assert "۲ ثانیه دیگر" in browser.send("/sign-in", 429, name="مریم", password=PASSWORD)
    clock.seconds += 2
    assert browser.send("/sign-in", name="مریم", password=PASSWORD) == "/"
    browser.send("/sign-in", 401, name="مریم", password=WRONG)  # and the count began anew


def test_no_answer_tells_who_has_an_account_or_that_a_password_was_right(visitor: Visitor) -> None:
    def answers(name: str) -> list[tuple[int, str, str]]:
        browser = visitor()
        sent = [browser.post("/sign-in", name=name, password=each) for each in [*[WRONG] * 5, PASSWORD, WRONG]]
        return [(each.status_code, each.headers.get("retry-after", ""), typed(each.text)) for each in sent]

    def typed(page: str) -> str:
        return seen(page).replace("ناشناس", "مریم")

    known = answers("مریم")
    assert known == answers("ناشناس") and [status for status, _, _ in known] == [401] * 5 + [429] * 2


def test_an_attacker_elsewhere_shuts_nobody_out(visitor: Visitor) -> None:
    far = visitor("2001:db8:1:1::5")
    for _ in range(5):
        far.send("/sign-in", 401, name="مریم", password=WRONG)
    visitor("2001:db8:1:1:ffff::9").send("/sign-in", 429, name="مریم", password=PASSWORD)  # the same household
    visitor("2001:db8:1:2::5").send("/sign-in", name="مریم", password=PASSWORD)


def test_a_one_time_code_never_waits(visitor: Visitor, desk: Desk) -> None:
    browser = visitor()
    for _ in range(5):
        browser.send("/sign-in", 401, name="مریم", password=WRONG)
    browser.send("/sign-in", 429, name="مریم", password=WRONG)
    with desk.newsroom.session() as session:
        code = invite(session, user(session, "مریم"), machine(session))
    assert browser.send("/sign-in", name="مریم", password=code) == f"/join/{code}"
    new = "باغ شازده ماهان"
    assert browser.send(f"/join/{code}", 303, f"/join/{code}", password=new, again=new) == "/?said=joined"


def test_a_name_is_one_however_it_is_typed(visitor: Visitor) -> None:
    browser = visitor()
    for name in ("مريم", " مریم", "مریم ", "\ufeffمریم", "مریم"):
        browser.send("/sign-in", 401, name=name, password=WRONG)
    browser.send("/sign-in", 429, name="مریم", password=PASSWORD)


def test_a_closed_account_is_told_to_its_owner_only(visitor: Visitor, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        change_user(session, user(session, "هادی"), user(session, "رضا"), Role.CONTENT, PEOPLE["هادی"][1], closed=True)
    assert "بسته" not in visitor().send("/sign-in", 401, name="هادی", password=WRONG)
    assert "بسته شده" in visitor().send("/sign-in", 401, name="هادی", password=PASSWORD)


def test_what_is_typed_as_an_unknown_name_is_not_kept(visitor: Visitor, desk: Desk) -> None:
    visitor().send("/sign-in", 401, name=PASSWORD, password="مریم")
    with desk.newsroom.reading() as session:
        assert [each.user for each in attempts(session)] == [None]


def test_a_sign_in_ends(person: Callable[[str], Browser], desk: Desk) -> None:
    signed_out, asleep, old, closed = (person(name) for name in ("مریم", "نرگس", "کامران", "هادی"))
    signed_out.send("/sign-out", page="/")
    with desk.newsroom.session() as session:
        for kept in session.query(SignIn):
            kept.seen_at -= timedelta(hours=4) if kept.user == "نرگس" else timedelta()
            kept.created_at -= timedelta(hours=13) if kept.user == "کامران" else timedelta()
        change_user(session, user(session, "هادی"), user(session, "رضا"), Role.CONTENT, PEOPLE["هادی"][1], closed=True)
    for browser in (signed_out, asleep, old, closed):
        browser.open("/", 303)
    assert "بسته شده" in closed.send("/sign-in", 401, name="هادی", password=PASSWORD)


def test_a_form_that_is_not_our_own_is_refused(person: Callable[[str], Browser]) -> None:
    browser = person("مریم")
    token = browser.token("/")
    assert browser.client.post("/sign-out", data={}).status_code == 403
    assert browser.client.post("/sign-out", data={"token": "0" * 64}).status_code == 403
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
        assert browser.client.post("/sign-out", data={"token": token}, headers=headers).status_code == 403
    assert browser.client.post("/sign-out", data={"token": token}, headers={"origin": "http://desk"}).status_code == 303


def test_a_token_of_one_browser_is_of_no_use_in_another(person: Callable[[str], Browser]) -> None:
    token = person("رضا").token("/")
    assert person("مریم").client.post("/sign-out", data={"token": token}).status_code == 403


def test_every_answer_keeps_the_browser_on_its_guard(visitor: Visitor) -> None:
    answer = visitor().client.get("/sign-in")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert " style=" not in answer.text and " onclick" not in answer.text and "<script>" not in answer.text


def test_pages_that_are_not_there_say_so_in_words(visitor: Visitor, person: Callable[[str], Browser]) -> None:
    assert "پیدا نشد" in seen(visitor().open("/nothing", 404))
    assert "صف" in person("مریم").open("/")
