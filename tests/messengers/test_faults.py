"""What goes wrong, by real sockets: which error it is, whether anything was sent, and that no error has the token."""

import logging
import socket
import ssl
import subprocess
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from bench.serving import free_port
from bumi.errors import NotAvailable, Rejected, UnknownOutcome, Unreachable
from bumi.messengers import Post, RateLimited
from bumi.messengers.bot import Bot
from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import Fault
from bumi.messengers.telegram import Telegram
from bumi.words import Channel
from tests.messengers.served import CHANNELS, EDITING, SECRET, TOKEN, bot_of, picture, served

PLAIN, PICTURED = Post("متن"), Post("متن", (picture(),))
POSTING = {Channel.EITAA: "sendFile", Channel.RUBIKA: "sendFile"}


@pytest.fixture(autouse=True)
def silent_about_tokens(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Everything that any logger records in a test is without the token."""
    caplog.set_level(logging.DEBUG)
    yield
    lines = [logging.Formatter().format(record) for record in caplog.get_records("call")]
    assert SECRET not in "\n".join(lines)


def failure[E: NotAvailable](kind: type[E], ask: Callable[[], object]) -> E:
    """Return the error of exactly this kind that asking raises; nothing that can be told of it has the token."""
    with pytest.raises(kind) as told:
        ask()
    assert type(told.value) is kind
    assert SECRET not in "".join(traceback.format_exception(told.value)) + repr(told.value)
    assert told.value.__cause__ is None
    return told.value


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("post", [PLAIN, PICTURED])
@pytest.mark.parametrize(
    ("fault", "kind", "taken"),
    [
        (Fault.RATE_LIMIT, RateLimited, 0),
        (Fault.REVOKED, Rejected, 0),
        (Fault.ERROR, UnknownOutcome, 0),
        (Fault.UNANSWERED, UnknownOutcome, 1),
        (Fault.CUT, UnknownOutcome, 1),
        (Fault.HALF, UnknownOutcome, 1),
    ],
)
def test_each_fault_of_posting_is_told_as_what_it_is_and_nothing_is_sent_twice(
    channel: Channel, post: Post, fault: Fault, kind: type[NotAvailable], taken: int
) -> None:
    method = POSTING.get(channel, "sendPhoto") if post.pictures else "sendMessage"
    with served(channel, silence=0.5 if fault is Fault.UNANSWERED else 20) as (bot, server):
        server.order(fault, method, seconds=17)
        error = failure(kind, lambda: bot.post(post))
        assert channel.persian in str(error)
        assert (len(server.book), server.asked.count(method)) == (taken, 1)
        if isinstance(error, Rejected):
            assert error.to_all
        if isinstance(error, RateLimited):
            assert error.seconds == (30 if channel is Channel.RUBIKA else 17)  # Rubika does not say how long
        assert len(bot_of(server).post(post)) == 1  # the next one is not spoilt


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_picture_that_the_messenger_finds_too_large_concerns_this_post_alone(channel: Channel) -> None:
    with served(channel) as (bot, server):
        server.order(Fault.TOO_LARGE, "upload" if channel is Channel.RUBIKA else "")
        assert not failure(Rejected, lambda: bot.post(PICTURED)).to_all
        assert server.book == {}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_slow_answer_is_an_answer(channel: Channel) -> None:
    with served(channel, silence=5) as (bot, server):
        server.order(Fault.SLOW, seconds=0.1)
        assert list(bot.post(PLAIN)) == ["1"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_chat_that_is_not_there_and_a_revoked_token_concern_every_request(channel: Channel) -> None:
    with served(channel) as (bot, server):
        if channel is not Channel.RUBIKA:  # which has one status for whatever is wrong with a request
            assert failure(Rejected, lambda: bot.to("@nowhere").post(PLAIN)).to_all
        server.token = "another"
        assert failure(Rejected, lambda: bot.post(PLAIN)).to_all
        assert failure(Rejected, bot.probe).to_all
        assert server.book == {}


@pytest.mark.parametrize("channel", EDITING)
@pytest.mark.parametrize("method", ["edit", "delete"])
@pytest.mark.parametrize(
    ("fault", "kind"), [(Fault.RATE_LIMIT, RateLimited), (Fault.ERROR, UnknownOutcome), (Fault.HALF, UnknownOutcome)]
)
def test_faults_of_edits_and_deletions(channel: Channel, method: str, fault: Fault, kind: type[NotAvailable]) -> None:
    with served(channel) as (bot, server):
        messages = bot.post(PLAIN)

        def ask() -> None:
            bot.edit(messages, Post("اصلاح")) if method == "edit" else bot.delete(messages)

        server.order(fault)
        failure(kind, ask)
        ask()
        assert server.book["1"].text == ("اصلاح" if method == "edit" else "متن")
        assert server.book["1"].deleted is (method == "delete")


@pytest.mark.parametrize("step", ["requestSendFile", "upload"])
@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.UNANSWERED, Fault.CUT, Fault.HALF])
def test_an_upload_to_rubika_that_fails_has_posted_nothing(step: str, fault: Fault) -> None:
    with served(Channel.RUBIKA, silence=0.5 if fault is Fault.UNANSWERED else 20) as (bot, server):
        server.order(fault, step)
        assert "چیزی در کانال گذاشته نشد" in str(failure(Unreachable, lambda: bot.post(PICTURED)))
        assert server.book == {}


@pytest.mark.parametrize("channel", CHANNELS)
def test_who_is_not_reached_was_sent_nothing(channel: Channel) -> None:
    port = free_port()
    for url in (
        f"http://127.0.0.1:{port}",
        "http://nowhere.invalid",
        f"http://{'a' * 80}.invalid",
        "http://news:99999",
    ):
        bot = BOTS[channel]("@news", TOKEN, url)
        assert "چیزی فرستاده نشد" in str(failure(Unreachable, lambda bot=bot: bot.post(PLAIN)))  # type: ignore[misc]


def test_a_failed_handshake_is_before_anything_is_sent() -> None:
    with served(Channel.TELEGRAM) as (_, server):
        bot = Telegram("@news", TOKEN, server.url.replace("http:", "https:"))
        assert "SSLError" in str(failure(Unreachable, lambda: bot.post(PLAIN)))
        assert server.asked == []


def test_who_cannot_prove_to_be_the_messenger_is_not_told_the_token(tmp_path: Path) -> None:
    made = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/cert.pem"]
    command = ["openssl", "req", "-x509", *made, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{tmp_path}/cert.pem", f"{tmp_path}/key.pem")
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(ssl.SSLError), context.wrap_socket(listener.accept()[0], server_side=True) as connection:
                heard.append(connection.recv(1_000))

        thread = Thread(target=serve)
        thread.start()
        bot = Telegram("@news", TOKEN, f"https://localhost:{listener.getsockname()[1]}")
        failure(Unreachable, lambda: bot.post(PLAIN))
        thread.join()
    assert heard in ([], [b""])


@contextmanager
def answering(answer: Callable[[str], bytes], early: bool = False) -> Iterator[str]:
    """Serve one request, answered by bytes that may be made of its first line; `early` answers before its end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with listener.accept()[0] as connection:
                asked = connection.recv(1_000)
                while not early and b"}" not in asked:
                    asked += connection.recv(10_000)
                connection.sendall(answer(asked.decode(errors="replace").splitlines()[0]))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(100_000):
                    pass

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def http(status: str, body: str = "", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body.encode())}", "", body]
    return "\r\n".join(lines).encode()


def told(answer: bytes | Callable[[str], bytes], kind: type[NotAvailable], post: Post = PLAIN) -> NotAvailable:
    """Return the error of exactly this kind with which Telegram's client takes an answer."""
    with answering(answer if callable(answer) else lambda _: answer, early=bool(post.pictures)) as url:
        bot: Bot = Telegram("@news", TOKEN, url)
        return failure(kind, lambda: bot.post(post))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        http("200 OK", "hello"),
        http("200 OK", "[" * 100_000),
        http("200 OK", '{"ok": true, "result": {}}'),
        http("200 OK", '{"ok": true, "result": true}'),
        http("200 OK", '{"result": {"message_id": 1}}'),
        http("302 Found", "", "Location: http://127.0.0.1:1/"),
        http("408 Request Timeout"),
        http("502 Bad Gateway", "<html>nginx</html>"),
    ],
)
def test_what_is_no_whole_answer_leaves_the_outcome_unknown(answer: bytes) -> None:
    told(answer, UnknownOutcome)


@pytest.mark.parametrize(
    ("answer", "to_all"),
    [
        (http("403 Forbidden", '{"ok": false, "error_code": 403, "description": "Forbidden: bot was kicked"}'), True),
        (http("403 Forbidden", "<html>no</html>"), True),
        (http("404 Not Found", "<html>no</html>"), True),
        (
            http("400 Bad Request", '{"ok": false, "description": "Bad Request: not enough rights to send"}'),
            True,
        ),
        (http("200 OK", '{"ok": false, "description": "Bad Request: chat not found"}'), True),
        (http("403 Forbidden", '{"ok": false, "description": "Forbidden: MESSAGE_AUTHOR_REQUIRED"}'), False),
        (http("400 Bad Request", '{"ok": false, "description": "Bad Request: can\'t parse entities"}'), False),
        (http("409 Conflict"), False),
    ],
)
def test_a_refusal_concerns_this_request_or_every_one(answer: bytes, to_all: bool) -> None:
    error = told(answer, Rejected)
    assert isinstance(error, Rejected) and error.to_all is to_all


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (http("429 Too Many Requests", '{"ok": false, "parameters": {"retry_after": 5}}', "Retry-After: 9"), 5),
        (http("429 Too Many Requests", "", "Retry-After: 9"), 9),
        (http("429 Too Many Requests", "", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT"), 30),
        (http("429 Too Many Requests", "", "Retry-After: nan"), 1),
        (http("429 Too Many Requests", "", "Retry-After: 1e99"), 86_400),
        (http("429 Too Many Requests", '{"ok": false, "parameters": [5]}'), 30),
    ],
)
def test_how_long_to_wait(answer: bytes, seconds: float) -> None:
    error = told(answer, RateLimited)
    assert isinstance(error, RateLimited) and error.seconds == seconds


def test_who_hangs_up_before_the_end_of_a_large_picture_is_still_heard() -> None:
    error = told(http("413 Too Large"), Rejected, Post("متن", (picture(size=9_000_000),)))
    assert "تصویر سبک‌تری" in str(error)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (UnknownOutcome, lambda line: f"{line}\r\n\r\n".encode()),
        (UnknownOutcome, lambda line: http("502 Bad Gateway", line)),
        (UnknownOutcome, lambda line: http("200 OK", line, "a header without a colon")),
        (Rejected, lambda line: http("404 Not Found", f'{{"ok": false, "description": "no such method: {line}"}}')),
    ],
)
def test_a_messenger_that_repeats_the_token_does_not_make_it_known(
    kind: type[NotAvailable], answer: Callable[[str], bytes]
) -> None:
    told(answer, kind)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_bot_shows_no_token(channel: Channel) -> None:
    bot = BOTS[channel]("@news", TOKEN)
    assert "news" in repr(bot) and SECRET not in repr(bot) + str(bot) + f"{[bot]}"
