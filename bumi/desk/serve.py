"""Serve the desk with uvicorn on this machine, with its background processes."""

import ctypes
import os
from collections.abc import Callable
from contextlib import closing, suppress
from socket import socket
from threading import Thread
from urllib.parse import urlsplit

import uvicorn

from bumi.checks import as_written, check_text
from bumi.current_province import serving
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.desk.drafter import Drafter, DraftWaiting
from bumi.desk.model_processes import JudgeProcess, SuggestionProcess
from bumi.desk.notifier import Notifier
from bumi.desk.server_config import server_config
from bumi.models.planner.reading import read_brief
from bumi.newsroom.database import newsroom_of
from bumi.province import province
from bumi.settings import Settings

_ARENAS_OPTION = -8  # M_ARENA_MAX of malloc.h


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None], draft: DraftWaiting) -> None:
    """Serve until interrupted; `ready` is called with the address. Port 0 means the port of BUMI_DESK_URL.

    `draft` drafts all that waits, in a process of its own. Requests are not logged, because a
    one-time link is an address.
    """
    with serving(settings.province_folder):
        province()  # what is wrong with its files is told before anything starts
    port = port or urlsplit(settings.desk_url).port or 8020
    _few_arenas()
    with (
        newsroom_of(settings) as newsroom,
        closing(Drafter(settings, draft)) as drafter,
        closing(JudgeProcess(settings)) as judge,
        closing(SuggestionProcess(settings)) as suggester,
        closing(Notifier(settings, newsroom)) as notifier,
    ):
        desk = Desk(
            newsroom,
            settings,
            drafter.nudge,
            drafter.drafting,
            judge.judge,
            suggester.suggestions,
            notifier.places,
        )
        server = DeskServer(config(desk, host, port))
        drafter.nudge()  # for briefs that were submitted while the desk was closed
        Thread(target=_warm, args=[settings], daemon=True).start()
        ready(f"http://{host}:{port}" if host != "127.0.0.1" else settings.desk_url)
        with closing(desk.films), suppress(KeyboardInterrupt):
            server.run()


class DeskServer(uvicorn.Server):
    """The server of the desk, which ends the streams of open pages before it waits for all requests to end."""

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """End the streams, and then the server."""
        self.config.app.state.live.close()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def config(desk: Desk, host: str, port: int) -> uvicorn.Config:
    """Return the configuration of the server; forwarded addresses are accepted only from proxies in the settings.

    BadInput where a proxy in the settings is no address.
    """
    return server_config(create_app(desk), host, port, desk.settings.desk_proxies, "BUMI_DESK_PROXIES")


def _few_arenas() -> None:
    """Limit glibc to two heaps: with one for each thread, the memory of a burst of requests is never given back."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if set_option:
        set_option(_ARENAS_OPTION, 2)


def _warm(settings: Settings) -> None:
    """Load the word lists, so that the first editor does not wait for them."""
    typed = {"agency": "اداره", "topic": "کارگاه", "when": "فردا", "notes": ["ظرفیت ۳۰ نفر", "پارکینگ کم"]}
    with serving(settings.province_folder):
        check_text("این متن برای آماده شدن است.")
        read_brief(typed, formal=as_written)
