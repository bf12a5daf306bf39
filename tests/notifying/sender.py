"""A sending process of its own, to be killed at any moment."""

import multiprocessing
import time
from datetime import timedelta
from multiprocessing.process import BaseProcess

from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.notifications import messages
from bumi.newsroom.tables import NotificationPlace
from bumi.notifying import MailServer, send_waiting

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload([__name__])
_LEASE = timedelta(seconds=5)  # so that what a dead sender held is soon free


def start(newsroom: Newsroom, port: int) -> BaseProcess:
    """Start a process that sends what waits, again and again."""
    url = newsroom.engine.url.render_as_string(hide_password=False)
    process = _FORK.Process(target=_send_for_ever, args=(url, port), daemon=True)
    process.start()
    return process


def _send_for_ever(url: str, port: int) -> None:
    messages.LEASE = _LEASE
    mail = MailServer("127.0.0.1", port, False, "", "", "desk@example.ir")
    newsroom = open_newsroom(url)
    while True:
        send_waiting(newsroom, {NotificationPlace.MAIL: mail}, "https://desk.example.ir", lambda: False)
        time.sleep(0.02)
