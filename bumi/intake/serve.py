"""Serve the question form with uvicorn."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import uvicorn

from bumi.current_province import serving
from bumi.desk.proxies import proxies_of
from bumi.errors import BadInput
from bumi.intake.app import create_app
from bumi.intake.intake import Intake
from bumi.intake.rendering import PATH
from bumi.newsroom.database import newsroom_of
from bumi.province import province
from bumi.settings import Settings

_MOST_CONNECTIONS = 500
_KEEP_ALIVE_S = 75  # longer than nginx keeps a connection, which would else send a form into one that is closing
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
    proxies = proxies_of(intake.settings.intake_proxies, "BUMI_INTAKE_PROXIES")
    return uvicorn.Config(
        create_app(intake),
        host=host,
        port=port,
        log_level="warning",
        log_config=None,  # one handler for all: bumi.logs
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        limit_concurrency=_MOST_CONNECTIONS,
        backlog=_BACKLOG,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def _refuse_other_path(url: str) -> None:
    if url and not url.endswith(f"//{urlsplit(url).netloc}{PATH}"):
        raise BadInput(f"BUMI_INTAKE_URL: «{url}» نشانی فرم پرسش نیست؛ مانند https://news.example.ir{PATH} بنویسید")
