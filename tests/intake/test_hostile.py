"""Who would break the question form: scripts, unseen characters, large and slow bodies, other sites, odd requests."""

import logging
import socket
from contextlib import suppress
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bumi.errors import NotAvailable
from bumi.intake import gate
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.newsroom.tables import QuestionState
from tests.intake.forms import filled, hidden
from tests.intake.stage import QUESTION, Asker, served
from tests.newsroom.stage import reach

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'
FORM = "application/x-www-form-urlencoded"


def test_html_and_templates_in_a_question_are_text_on_every_page(asker: Asker, newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reach(session, State.PUBLISHED)
    text = f"جشنواره گل محمدی لاله‌زار کجاست؟ {SCRIPT}"
    refused = asker.send(asker.form(text=text, county=SCRIPT, contact=SCRIPT))
    alike = asker.send(filled(refused.text) | {"text": text, "sum": "0"})
    asker.clock.seconds += 20
    alike = asker.send(filled(alike.text) | {"text": text})
    assert alike.status_code == 200 and hidden(alike.text)["text"] == text
    for page in (refused.text, alike.text):
        assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page and "{{ 7 * 7 }}" in page
    assert asker.send(hidden(alike.text)).status_code == 303 and asker.asked()[0].text == text


def test_characters_that_nobody_sees_are_gone_before_anything_is_judged(asker: Asker) -> None:
    assert asker.ask(text=f"\u202e{QUESTION}\u2066\u200b\u200e\ufeff").status_code == 303
    assert asker.ask(text="\u200b\u2060\ufeff" * 400).status_code == 422
    assert asker.ask(text=f"{QUESTION}{'\u200b' * 400}").status_code == 303
    assert asker.ask(text="آ" + "\u0301" * 900 + QUESTION).status_code == 303
    assert [each.text for each in asker.asked()[:2]] == [QUESTION, QUESTION]


def test_a_formula_is_a_text_and_a_broken_character_is_refused(asker: Asker) -> None:
    assert asker.ask(text='=HYPERLINK("http://x.example";"کلیک کنید")').status_code == 303
    body = urlencode({**asker.form(), "text": ""}) + "%00%FF%ED%A0%80" + "a" * 20
    assert asker.client.post("/ask", content=body, headers={"content-type": FORM}).status_code in (303, 422)
    assert asker.asked()[0].text.startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=range(5),
)
def test_a_form_of_another_site_is_refused(asker: Asker, headers: dict[str, str]) -> None:
    answer = asker.send(asker.form(), **headers)
    assert answer.status_code == 422 and "سایت دیگری" in answer.text and asker.asked() == []


def test_our_own_form_is_taken_with_the_headers_that_browsers_send(asker: Asker) -> None:
    own = {"origin": "http://news", "sec-fetch-site": "same-origin"}
    assert asker.send(asker.form(), **own).status_code == 303
    without_referrer = {"origin": "null", "sec-fetch-site": "same-origin"}  # our pages send no referrer
    assert asker.send(asker.form(), **without_referrer).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_do_nothing(asker: Asker, method: str) -> None:
    assert asker.client.request(method, "/ask", content=b"x").status_code == 404
    assert asker.client.request(method, "/ask/x").status_code == 404
    assert asker.asked() == []


def test_no_answer_has_a_cookie_a_script_or_anything_from_elsewhere(asker: Asker) -> None:
    code = asker.ask().headers["location"]
    for path in ("/ask", code, "/ask/nothing", "/ask/%0d%0aSet-Cookie:a=b", "/nothing", "/health"):
        answer = asker.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src" not in policy and "form-action 'self'" in policy, path
        kept_secret = "no-referrer" if path == code else "same-origin"
        assert answer.headers["referrer-policy"] == kept_secret and "set-cookie" not in answer.headers, path
        assert answer.headers["cache-control"] == "no-store" and "<script" not in answer.text, path
        assert answer.text.count("http://") == answer.text.count("http://news"), path


TYPED = st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace").decode())


@given(st.fixed_dictionaries({"text": TYPED, "county": TYPED, "contact": TYPED}), TYPED)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(asker: Asker, typed: dict[str, str], sum: str) -> None:
    asker.clock.seconds += 10_000
    form = asker.form(**typed)
    assert {asker.send(form).status_code, asker.send(form | {"sum": sum}).status_code} <= {200, 303, 422}


@pytest.mark.parametrize(
    "body",
    [b"", b"&" * 5000, b"=" * 5000, b"a=b&" * 2000, b"text=%", b"\xff\xfe" * 100, b"token=" + b"A" * 3000],
    ids=range(7),
)
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "application/json", ""])
def test_what_is_no_form_is_refused(asker: Asker, body: bytes, kind: str) -> None:
    assert asker.client.post("/ask", content=body, headers={"content-type": kind}).status_code == 422


def test_a_large_body_is_refused_before_it_is_read(asker: Asker) -> None:
    with served(asker.intake) as address:
        head = f"POST /ask HTTP/1.1\r\nHost: news\r\nContent-Type: {FORM}\r\n"
        told = _raw(address, f"{head}Content-Length: 10000000\r\n\r\n".encode() + b"x" * 1000)
        assert b" 413 " in told  # and not the 408 of a form that does not come to its end
        chunks = b"".join(b"1000\r\n" + b"x" * 0x1000 + b"\r\n" for _ in range(2500))
        told = _raw(address, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks + b"0\r\n\r\n")
        assert told == b"" or b" 413 " in told
        form = urlencode(asker.form()).encode()
        told = _raw(address, f"{head}Content-Length: {len(form)}\r\n\r\n".encode() + form)
        assert b" 303 " in told


def test_a_slow_body_is_given_up(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE_S", 0.3)
    with served(asker.intake) as address:
        head = f"POST /ask HTTP/1.1\r\nHost: news\r\nContent-Type: {FORM}\r\nContent-Length: 500\r\n\r\ntext="
        assert b" 408 " in _raw(address, head.encode())


def test_logs_have_no_word_of_a_question_and_no_address(
    asker: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise NotAvailable("پایگاه داده پاسخ نداد")

    caplog.set_level(logging.DEBUG)
    asker.ask(contact="0913 123 4567")
    form = asker.form(contact="0913 123 4567")
    with monkeypatch.context() as patched:
        patched.setattr(Newsroom, "session", away)
        assert asker.send(form).status_code == 503
    with monkeypatch.context() as patched:
        patched.setattr("bumi.intake.pages.tells_of_emergency", lambda text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            asker.send(asker.form(contact="0913 123 4567"))
    said = caplog.text
    assert "پایگاه داده پاسخ نداد" in said
    assert "روستا" not in said and "0913" not in said and "testclient" not in said
    assert all(each.state is QuestionState.HELD for each in asker.asked())


def _raw(address: str, sent: bytes) -> bytes:
    """Send bytes to the form; return all that it answers until it closes or its head has come."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=120) as connection:
        with suppress(OSError):  # it does not listen to the end
            connection.sendall(sent)
        told = b""
        with suppress(OSError):
            while b"\r\n\r\n" not in told and (got := connection.recv(65536)):
                told += got
        return told
