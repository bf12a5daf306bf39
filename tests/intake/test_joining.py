"""The sign-up form: a place, the waiting list, one's own page and a cancellation, by whoever has the code alone."""

import logging

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from bumi.errors import NotAvailable
from bumi.intake.app import create_app
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import sign_ups
from bumi.newsroom.tables import Campaign, SignUp, SignUpState
from bumi.persian.calendar import now
from tests.intake.forms import filled
from tests.intake.stage import Asker, Clock
from tests.newsroom.sign_ups.stage import bootcamp

NAME = "زهرا احمدی"


@pytest.fixture
def address(newsroom: Newsroom) -> str:
    """The address of the form of an event with one place."""
    with newsroom.session() as session:
        _, found = bootcamp(session, capacity=1)
        return f"/join/{found.code}"


def join(asker: Asker, address: str, contact: str = "zahra@mail.ir", **typed: str) -> Response:
    """Open the form, take a while, fill it in and send it."""
    text = asker.client.get(address).text
    asker.clock.seconds += 20
    return asker.client.post(address, data=filled(text) | {"name": NAME, "contact": contact} | typed)


def rows(newsroom: Newsroom) -> list[SignUp]:
    with newsroom.reading() as session:
        return sign_ups(session, 1)


def test_from_the_form_to_a_place_and_a_cancellation_that_lets_the_next_one_in(
    asker: Asker, address: str, newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    form = asker.client.get(address)
    assert "جشنواره انار" in form.text and "فهرست انتظار" not in form.text and form.headers["x-robots-tag"] == "noindex"
    first = join(asker, address)
    assert first.status_code == 303 and first.headers["location"].startswith(f"{address}/")
    page = asker.client.get(first.headers["location"])
    assert "برای شما جا هست" in page.text and page.headers["referrer-policy"] == "no-referrer"
    assert NAME not in page.text and "zahra" not in page.text
    assert "ظرفیت پر شد؛ فهرست انتظار" in asker.client.get(address).text
    second = join(asker, address, "0913 123 4567")
    waiting = second.headers["location"].removesuffix("?new")
    assert "نفر ۱" in asker.client.get(waiting).text
    own = first.headers["location"].removesuffix("?new")
    assert asker.client.post(own).status_code == 303
    assert "انصراف دادید" in asker.client.get(own).text and "برای شما جا هست" in asker.client.get(waiting).text
    assert [(each.contact, each.state) for each in rows(newsroom)] == [("0913 123 4567", SignUpState.CONFIRMED)]
    assert NAME not in caplog.text and "zahra" not in caplog.text and "0913" not in caplog.text


@pytest.mark.parametrize(
    ("typed", "told", "status"),
    [
        ({"sum": "1"}, "پاسخ جمع درست نبود", 422),
        ({"website": "http://spam.example"}, "باید خالی بماند", 422),
        ({"token": "x"}, "کهنه", 422),
        ({"name": " "}, "نام نوشته نشده", 422),
        ({"contact": "<b>زنگ</b>"}, "«&lt;b&gt;زنگ&lt;/b&gt;»", 422),
        ({"contact": "z" * 20_000}, "", 413),
    ],
    ids=["sum", "honeypot", "token", "no-name", "contact", "large"],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(
    asker: Asker, address: str, newsroom: Newsroom, typed: dict[str, str], told: str, status: int
) -> None:
    answer = join(asker, address, **({"contact": "a@b.ir"} | typed))
    assert answer.status_code == status and told in answer.text and rows(newsroom) == []


def test_the_same_contact_and_the_same_form_are_one_sign_up(asker: Asker, address: str, newsroom: Newsroom) -> None:
    text = asker.client.get(address).text
    asker.clock.seconds += 20
    form = filled(text) | {"name": NAME, "contact": "zahra@mail.ir"}
    first, second = (asker.client.post(address, data=form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    brother = asker.client.post(address, data=form | {"name": "علی رضایی", "contact": "ali@mail.ir"})
    assert brother.status_code == 422 and "نوشته دیگری" in brother.text, "not shown the place of another"
    again = join(asker, address, "ZAHRA@mail.ir")
    assert again.status_code == 409 and "پیش‌تر ثبت‌نام شده" in again.text and len(rows(newsroom)) == 1
    assert first.headers["location"].split("/")[3].removesuffix("?new") not in again.text


def test_a_closed_or_cancelled_event_has_no_form(asker: Asker, address: str, newsroom: Newsroom) -> None:
    form = filled(asker.client.get(address).text) | {"name": NAME, "contact": "a@b.ir"}
    with newsroom.session() as session:
        session.get_one(Campaign, 1).cancelled_at = now()
    asker.clock.seconds += 20
    assert "این رویداد برگزار نمی‌شود" in asker.client.get(address).text
    refused = asker.client.post(address, data=form)
    assert refused.status_code == 409 and "بسته شده" in refused.text and "<form" not in refused.text.split("<main")[1]


def test_who_has_no_code_sees_and_cancels_nothing(asker: Asker, address: str, newsroom: Newsroom) -> None:
    join(asker, address)
    own = rows(newsroom)[0].code
    for path in ("/join/none", f"{address}/x", f"{address}/{own[:-1]}", f"/join/none/{own}", "/join", "/join/%00/%00"):
        assert asker.client.get(path).status_code == 404, path
        assert asker.client.post(path).status_code in (404, 409), path
    from_other = asker.client.post(f"{address}/{own}", headers={"origin": "http://evil.example"})
    assert from_other.status_code == 422 and rows(newsroom)[0].state is SignUpState.CONFIRMED


def test_a_network_signs_up_only_so_often(asker: Asker, address: str, clock: Clock) -> None:
    answers = []
    for number in range(22):
        answers.append(join(asker, address, f"p{number}@mail.ir"))
        clock.seconds -= 12  # eight seconds a sign-up: three more places of the allowance in all
    assert [each.status_code for each in answers[:20]] == [303] * 20
    clock.seconds -= 8 * 22
    assert join(asker, address, "late@mail.ir").status_code == 429


def test_while_the_database_is_away_the_page_says_so(
    asker: Asker, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise NotAvailable("پایگاه داده پاسخ نداد")

    monkeypatch.setattr(Newsroom, "reading", away)
    client = TestClient(create_app(asker.intake), base_url="http://news", raise_server_exceptions=False)
    answer = client.get(address)
    assert answer.status_code == 503 and "چند دقیقه دیگر" in answer.text and "بپرسید</h1>" not in answer.text
