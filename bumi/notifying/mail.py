"""Mail by SMTP: sends one message, and says of a failure whether the server may have taken it.

Until the server has asked for the text (354), nothing was sent. From then on, only its answer says whether it took the
message: without one the outcome is unknown, and the message is not sent again.
"""

import hashlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate
from html import escape
from urllib.parse import unquote, urlsplit

from bumi.errors import BadInput, NotAvailable, Rejected, UnknownOutcome, Unreachable
from bumi.newsroom.notifications.messages import ClaimedMessage
from bumi.notifying.wording import MessageText, phrase
from bumi.settings import Settings, secret

_PATIENCE_S = 30.0  # without a byte from the server
_PORTS = {"smtp": 587, "smtps": 465}
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHOWN = 120  # characters of what a server says
_TAKES_TEXT = 354


@dataclass(frozen=True)
class MailServer:
    """A mail server with the right to send as `sender`; no representation of it has the password."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)
    sender: str
    patience: float = _PATIENCE_S

    def send(self, message: ClaimedMessage, words: MessageText, begin: Callable[[], None]) -> None:
        """Send a message; `begin` is called when all that is missing is the text, and may refuse.

        Raise Rejected for good (5xx), with `to_all` where the server refuses us and not this message; Unreachable where
        it may be tried again; UnknownOutcome where the server may have taken it.
        """
        self.deliver(message.address, mail_of(message, words, self.sender), begin)

    def deliver(self, address: str, mail: bytes, begin: Callable[[], None]) -> None:
        """Send a mail to an address; `begin` and the errors as for `send`."""
        with self._connection() as connection:
            self._ask(connection.mail(self.sender), to_all=True)
            self._ask(connection.rcpt(address))
            begin()
            self._send_text(connection, mail)

    def probe(self) -> str:
        """Connect and sign in; return the name of the server. Raise Unreachable or Rejected as `send` does."""
        with self._connection():
            return f"{self.host}:{self.port}"

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        """Give a connection on which we are signed in."""
        try:
            connection = self._open()
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, error.smtp_error, to_all=True) from error
        except (OSError, smtplib.SMTPException) as error:  # an SSL error is an OSError
            raise self._unreachable(type(error).__name__) from error
        try:
            yield connection
        except (OSError, smtplib.SMTPException) as error:
            raise self._unreachable(type(error).__name__) from error
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _open(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.patience, context=context)
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=self.patience)
        try:
            connection.ehlo()
            if not self.tls and self.host not in _LOOPBACK:
                connection.starttls(context=context)
                connection.ehlo()
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _send_text(self, connection: smtplib.SMTP, mail: bytes) -> None:
        code, answer = connection.docmd("DATA")
        if code != _TAKES_TEXT:
            self._ask((code, answer))
        try:
            connection.send(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
            code, answer = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise UnknownOutcome(
                f"سرور نامه ({self.host}) پس از گرفتن متن پاسخ نداد ({type(error).__name__})؛ "
                "شاید رسیده باشد و دوباره فرستاده نشد"
            ) from error
        self._ask((code, answer))

    def _ask(self, answer: tuple[int, bytes], to_all: bool = False) -> None:
        code, said = answer
        if not 200 <= code < 300:
            raise self._refused(code, said, to_all)

    def _refused(self, code: int, said: bytes | str, to_all: bool = False) -> NotAvailable:
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        # The number last: before Latin letters, and after Persian ones, it would be shown behind them.
        shown = f"{' '.join(words.split())[:_SHOWN]} {code}"
        if 500 <= code < 600 and to_all:
            return Rejected(
                f"سرور نامه ({self.host}) ما را نپذیرفت ({shown})؛ BUMI_SMTP_URL و گذرواژه‌اش را درست کنید", True
            )
        if 500 <= code < 600:
            return Rejected(f"سرور نامه این نامه را نپذیرفت ({shown})؛ نشانی نامه‌تان را ببینید")
        return self._unreachable(shown)

    def _unreachable(self, why: str) -> Unreachable:
        return Unreachable(f"سرور نامه ({self.host}) اکنون نمی‌گیرد ({why})؛ چیزی فرستاده نشد و دوباره کوشیده می‌شود")


def open_mail(settings: Settings) -> MailServer | None:
    """Return the mail server of the settings, or None where they name none.

    Raise BadInput for an address that is none, or without a sender.
    """
    if not settings.smtp_url:
        return None
    address = urlsplit(settings.smtp_url)
    try:
        port = address.port
    except ValueError:
        port = -1
    if address.scheme not in _PORTS or not address.hostname or port == -1 or address.password:
        raise BadInput(
            "BUMI_SMTP_URL نشانی سرور نامه نیست؛ مانند smtps://user@mail.example.ir:465 و بی گذرواژه بنویسید"
        )
    if not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+", settings.mail_from):
        raise BadInput(f"BUMI_MAIL_FROM («{settings.mail_from}») نشانی فرستنده نیست؛ مانند desk@example.ir بنویسید")
    return MailServer(
        address.hostname,
        port or _PORTS[address.scheme],
        address.scheme == "smtps",
        unquote(address.username or ""),
        secret("smtp-password", "BUMI_SMTP_PASSWORD"),
        settings.mail_from,
    )


def mail_of(message: ClaimedMessage, words: MessageText, sender: str) -> bytes:
    """Return the mail of a message, as text and as HTML from right to left.

    Its Message-ID follows from the message, so that a repetition can be recognised.
    """
    mail = EmailMessage(POLICY)
    mail["From"] = Address(phrase("site"), addr_spec=sender)
    mail["To"] = message.address
    mail["Subject"] = words.subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = message_id(message.user, message.key, sender)
    mail["List-Unsubscribe"] = f"<{words.preferences}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{words.text}\n\n{phrase('choices')}:\n{words.preferences}\n")
    mail.add_alternative(_page(words), subtype="html")
    return mail.as_bytes()


def message_id(user: str, key: str, sender: str) -> str:
    """Return the Message-ID of the message `key` to a person."""
    digest = hashlib.sha256(f"{user}\n{key}".encode()).hexdigest()[:32]
    return f"<bumi-{digest}@{sender.rpartition('@')[2]}>"


def _page(words: MessageText) -> str:
    links = ((escape(line.link), escape(line.sentence)) for line in words.lines)
    items = "".join(f'<p><a href="{link}" style="color:#0b6e6e">{sentence}</a></p>' for link, sentence in links)
    more = f"<p>{escape(words.more)}.</p>" if words.more else ""
    heading = f'<h1 style="font-size:18px">{escape(words.subject)}</h1>' if len(words.lines) > 1 else ""
    return (
        '<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"></head>'
        '<body style="font:16px/1.9 Vazirmatn,Tahoma,sans-serif;text-align:right;color:#1f1c18">'
        f"{heading}{items}{more}<p>{escape(phrase('sign_in'))}.</p>"
        f'<p style="font-size:13px"><a href="{escape(words.preferences)}" style="color:#625b52">'
        f"{escape(phrase('choices'))}</a></p></body></html>"
    )
