"""Serve the question form with uvicorn."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import uvicorn

from bumi.current_province import serving
from bumi.desk.server_config import server_config
from bumi.errors import BadInput
from bumi.intake.app import create_app
from bumi.intake.intake import Intake
from bumi.intake.rendering import PATH
from bumi.newsroom.database import newsroom_of
from bumi.province import province
from bumi.settings import Settings

_MOST_CONNECTIONS = 500
_BACKLOG = 512


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is called with the address of the form. Requests are not logged.

    BadInput where the settings name another path for the form than it has, or a proxy that is no address.
    """
    _refuse_other_path(settings.intake_url)
    with serving(settings.province_folder):
        province()  # what is wrong with its files is told before anything starts
    with newsroom_of(settings) as newsroom:
        server = uvicorn.Server(config(Intake(newsroom, settings), host, port))
        ready(f"http://{host}:{port}{PATH}")
        with suppress(KeyboardInterrupt):
            server.run()


def config(intake: Intake, host: str, port: int) -> uvicorn.Config:
    """Return the configuration of the server; BadInput where a proxy in the settings is no address."""
    proxies = intake.settings.intake_proxies
    return server_config(create_app(intake), host, port, proxies, "BUMI_INTAKE_PROXIES", _MOST_CONNECTIONS, _BACKLOG)


def _refuse_other_path(url: str) -> None:
    if url and not url.endswith(f"//{urlsplit(url).netloc}{PATH}"):
        raise BadInput(f"BUMI_INTAKE_URL: «{url}» نشانی فرم پرسش نیست؛ مانند https://news.example.ir{PATH} بنویسید")
