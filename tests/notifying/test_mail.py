"""Mail to a real server: what it says, and what becomes of a message however the server answers."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bumi.errors import BadInput, Rejected, Unreachable
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import MOST_ATTEMPTS, problems_of
from bumi.newsroom.notifications.spreading import make_digests, spread
from bumi.newsroom.states import State
from bumi.newsroom.tables import NotificationMessage, NotificationPlace, SendOutcome
from bumi.notifying import MailServer, open_mail, send_waiting, sending
from bumi.persian.calendar import now, start_of, tehran_day
from bumi.settings import Settings
from bumi.words import Kind
from tests.newsroom.stage import reach
from tests.notifying.stage import Book, parts, return_pieces, serving_mail

DESK = "https://desk.example.ir"
PLACES = (NotificationPlace.MAIL,)


@pytest.fixture
def send(newsroom: Newsroom, mail: MailServer) -> Callable[[], int]:
    """Send all that waits."""
    return lambda: send_waiting(newsroom, {NotificationPlace.MAIL: mail}, DESK, lambda: False)


def outcomes(newsroom: Newsroom) -> list[tuple[SendOutcome, int]]:
    with newsroom.reading() as session:
        rows = session.scalars(select(NotificationMessage).order_by(NotificationMessage.key))
        return [(row.outcome, row.attempts) for row in rows]


def test_a_mail_names_number_and_kind_and_leads_to_the_desk(
    newsroom: Newsroom, book: Book, send: Callable[[], int]
) -> None:
    (id,) = return_pieces(newsroom)
    assert send() == 1 and send() == 0
    (mail,) = book.taken
    assert mail["Subject"] == "مطلب ۱ (خبر رویداد) برای اصلاح بازگشت"
    assert (mail["To"], mail["From"].addresses[0].addr_spec) == ("person0@example.ir", "desk@example.ir")
    assert mail["List-Unsubscribe"] == f"<{DESK}/notifications>" and mail["Auto-Submitted"] == "auto-generated"
    text, page = parts(mail)
    for part in (text, page):
        assert f"{DESK}/pieces/{id}" in part and "وارد میز شوید" in part
    assert '<html lang="fa" dir="rtl">' in page
    assert outcomes(newsroom) == [(SendOutcome.SENT, 1)]


def test_what_is_late_waits_for_the_end_of_the_quiet_hours(
    newsroom: Newsroom, send: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    return_pieces(newsroom)
    with newsroom.session() as session:
        choose(session, "نرگس", Choices(mail="narges@example.ir", quiet_from=22, quiet_until=7))
    night = start_of(tehran_day(now()) + timedelta(days=1), time(3))
    for moment, sent in ((night, 0), (night + timedelta(hours=3), 0), (night + timedelta(hours=4), 1)):
        monkeypatch.setattr(sending, "now", lambda moment=moment: moment)
        assert send() == sent
    assert outcomes(newsroom) == [(SendOutcome.SENT, 1)]


def test_no_message_has_a_word_of_a_piece(newsroom: Newsroom, book: Book, send: Callable[[], int]) -> None:
    with newsroom.session() as session:
        for state in (State.CHANGES_REQUESTED, State.SUBMITTED, State.PUBLISH_FAILED, State.PUBLISHED):
            reach(session, state)
        made = [piece(session, number) for number in (1, 2, 3, 4)]
        texts = [str(value) for it in made if it.revision for value in (it.brief, it.revision.fields, it.slug)]
        while spread(session, now() - timedelta(days=1), PLACES):
            pass
        make_digests(session, start_of(tehran_day(now()) + timedelta(days=1), time(12)), PLACES)
        for row in session.scalars(select(NotificationMessage)):
            row.send_at = now()
    assert send() >= 4
    ours = set(re.findall(r"\w+", " ".join(kind.persian for kind in Kind))) | {"مطلب", "event", "در", "از", "و", "به"}
    words = {word for text in texts for word in re.findall(r"[^\W\d]+", text)} - ours
    assert len(words) > 20
    said = [f"{mail['Subject']} {part}" for mail in book.taken for part in parts(mail)]
    assert len(said) >= 8
    for each in said:
        assert words.isdisjoint(re.findall(r"[^\W\d]+", re.sub(r"<[^>]*>", " ", each))), each


def test_the_same_message_has_the_same_id_and_others_have_others(
    newsroom: Newsroom, book: Book, send: Callable[[], int]
) -> None:
    return_pieces(newsroom, 2)
    send()
    assert len(set(book.ids)) == 2
    with newsroom.session() as session:
        for row in session.scalars(select(NotificationMessage)):
            row.outcome = SendOutcome.WAITING
    send()
    assert sorted(book.ids) == sorted(2 * list(dict.fromkeys(book.ids)))


@pytest.mark.parametrize("answer", ["451 greylisted", "421 busy"])
def test_not_now_is_tried_again_later(
    newsroom: Newsroom, book: Book, send: Callable[[], int], monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    return_pieces(newsroom)
    book.rcpt = answer
    assert send() == 0 and book.taken == []
    assert outcomes(newsroom) == [(SendOutcome.WAITING, 1)]
    book.rcpt = ""
    assert send() == 0  # its time has not come
    monkeypatch.setattr(sending, "now", lambda: now() + timedelta(minutes=2))
    assert send() == 1 and len(book.taken) == 1


def test_a_text_that_is_not_taken_now_is_tried_again(newsroom: Newsroom, book: Book, send: Callable[[], int]) -> None:
    return_pieces(newsroom)
    book.data = "452 disk full"
    assert send() == 0 and outcomes(newsroom) == [(SendOutcome.WAITING, 1)]


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_refusal_for_good_fails_with_a_reason_for_the_person(
    newsroom: Newsroom, book: Book, send: Callable[[], int], where: str
) -> None:
    return_pieces(newsroom)
    setattr(book, where, "550 no such user here")
    assert send() == 0 and send() == 0
    assert [outcome for outcome, _ in outcomes(newsroom)] == [SendOutcome.FAILED]
    with newsroom.reading() as session:
        (problem,) = problems_of(session, "نرگس", now())
    assert "no such user here 550" in problem.error and "نشانی" in problem.error


def test_silence_before_the_text_is_tried_again(newsroom: Newsroom, book: Book, send: Callable[[], int]) -> None:
    return_pieces(newsroom)
    book.silent = "before the text"
    assert send() == 0 and outcomes(newsroom) == [(SendOutcome.WAITING, 1)]


def test_silence_after_the_text_is_unknown_and_not_sent_again(
    newsroom: Newsroom, book: Book, send: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    return_pieces(newsroom)
    book.silent = "after the text"
    assert send() == 0 and len(book.taken) == 1
    book.silent = ""
    monkeypatch.setattr(sending, "now", lambda: now() + timedelta(days=1))
    assert send() == 0 and len(book.taken) == 1
    assert outcomes(newsroom) == [(SendOutcome.UNKNOWN, 1)]


def test_a_server_that_is_away_is_tried_for_long_and_not_for_ever(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    return_pieces(newsroom)
    away = {NotificationPlace.MAIL: MailServer("127.0.0.1", 9, False, "", "", "desk@example.ir", patience=1)}
    later = iter(range(1, 1000))
    monkeypatch.setattr(sending, "now", lambda: now() + next(later) * timedelta(hours=5))
    for _ in range(3):
        assert send_waiting(newsroom, away, DESK, lambda: False) == 0
    assert outcomes(newsroom) == [(SendOutcome.FAILED, MOST_ATTEMPTS)]


def test_settings_of_mail(monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory) -> None:
    assert open_mail(Settings()) is None
    told = {"smtp_url": "smtps://desk%40example.ir@mail.example.ir", "mail_from": "desk@example.ir"}
    monkeypatch.setenv("BUMI_SMTP_PASSWORD", "of the environment")
    server = open_mail(Settings.model_validate(told))
    assert server and (server.host, server.port, server.tls) == ("mail.example.ir", 465, True)
    assert (server.user, server.password) == ("desk@example.ir", "of the environment")
    assert "environment" not in repr(server)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "smtp-password").write_text("of systemd\n")  # type: ignore[operator]
    server = open_mail(Settings.model_validate(told))
    assert server and server.password == "of systemd"
    for wrong in (
        {"smtp_url": "http://x"},
        {"smtp_url": "smtp://u:p@x"},
        {"mail_from": "desk"},
        {"smtp_url": "smtp://x:y"},
    ):
        with pytest.raises(BadInput):
            open_mail(Settings.model_validate(told | wrong))


def test_probing_says_what_is_wrong(book: Book, mail: MailServer) -> None:
    assert mail.probe() == f"127.0.0.1:{book.port}"
    with pytest.raises(Unreachable):
        MailServer("127.0.0.1", 9, False, "", "", "desk@example.ir", patience=1).probe()
    with pytest.raises((Rejected, Unreachable)):
        MailServer("127.0.0.1", book.port, False, "user", "wrong", "desk@example.ir", patience=1).probe()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, with its key, which nobody trusts yet."""
    if not shutil.which("openssl"):
        pytest.skip("real part missing: openssl (Debian: apt-get install openssl)")
    folder = tmp_path_factory.mktemp("tls")
    made = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(["openssl", "req", "-x509", *made, *names], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return both


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # it sees STARTTLS alone as TLS
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the server's own streams
@pytest.mark.parametrize(("password", "trusted"), [("right", True), ("wrong", True), ("right", False)])
def test_only_a_trusted_server_gets_the_password(
    newsroom: Newsroom, certificate: Path, monkeypatch: pytest.MonkeyPatch, password: str, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return_pieces(newsroom)
    with serving_mail(certificate) as book:
        server = MailServer("127.0.0.1", book.port, True, "desk", password, "desk@example.ir", patience=5)
        sent = send_waiting(newsroom, {NotificationPlace.MAIL: server}, DESK, lambda: False)
    fine = trusted and password == "right"
    assert (sent, len(book.taken)) == (int(fine), int(fine))
    assert outcomes(newsroom) == [(SendOutcome.SENT if fine else SendOutcome.WAITING, 1)]
