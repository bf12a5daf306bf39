"""What the tests of notifying play with: a real mail server that can misbehave, people, and what they are told of."""

import asyncio
import random
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as Client
from sqlalchemy.orm import Session

from bench.serving import free_port
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import NotificationPlace, Piece
from bumi.persian.calendar import now
from tests.newsroom.stage import reach

PEOPLE = {"نرگس": Role.CONTENT, "مریم": Role.EDITOR, "رضا": Role.CHIEF}


def gather(session: Session) -> None:
    """Add people with an address; «نرگس» writes what `reach` makes."""
    for number, (name, role) in enumerate(PEOPLE.items()):
        add_user(session, name, role)
        choose(session, name, Choices(mail=f"person{number}@example.ir", quiet_from=0, quiet_until=0))


def return_pieces(newsroom: Newsroom, number: int = 1) -> list[int]:
    """Have so many pieces returned, of which «نرگس» is told at once; return their ids."""
    with newsroom.session() as session:
        pieces: list[Piece] = [reach(session, State.CHANGES_REQUESTED) for _ in range(number)]
        while spread(session, now(), (NotificationPlace.MAIL, NotificationPlace.CHAT)):
            pass
        return [piece.id for piece in pieces]


class Book:
    """What a mail server took, in order, and how it answers: `rcpt` and `data` are answers in place of success.

    `silent` is when it says nothing more: before the text, or after it was taken. `slow` is up to how many seconds it
    takes for a text, by chance before and after it is in the book.
    """

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[EmailMessage] = []
        self.connections = 0
        self.rcpt = self.data = self.silent = ""
        self.slow = 0.0
        self._chance, self._lock = random.Random(4), Lock()

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken."""
        return [mail["Message-ID"] for mail in self.taken]

    async def handle_EHLO(
        self, server: SMTP, session: Client, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count connections."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Client, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or answer as told."""
        if self.silent == "before the text":
            await asyncio.sleep(3)
        envelope.rcpt_tos.append(address)
        return self.rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Client, envelope: Envelope) -> str:
        """Write a text into the book, or answer as told."""
        if self.data:
            return self.data
        await asyncio.sleep(self._chance.uniform(0, self.slow))
        with self._lock:
            found = message_from_bytes(envelope.original_content or b"", policy=default)
            assert isinstance(found, EmailMessage)
            self.taken.append(found)
        await asyncio.sleep(self._chance.uniform(0, self.slow))
        if self.silent == "after the text":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


def _let_in(server: SMTP, session: Client, envelope: Envelope, mechanism: str, told: LoginPassword) -> AuthResult:
    return AuthResult(success=(told.login, told.password) == (b"desk", b"right"), handled=False)


def parts(mail: EmailMessage) -> list[str]:
    """Return the text and the HTML of a mail."""
    return [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]


@contextmanager
def serving_mail(certificate: Path | None = None) -> Iterator[Book]:
    """Serve mail for the block; with a certificate by TLS, for the user «desk» with the password «right»."""
    book, options = Book(), dict[str, Any]()
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {"ssl_context": context, "authenticator": _let_in, "auth_required": True, "auth_require_tls": False}
    book.port = free_port()
    server = Controller(book, hostname="127.0.0.1", port=book.port, ready_timeout=120, **options)
    server.start()
    try:
        yield book
    finally:
        server.stop()
