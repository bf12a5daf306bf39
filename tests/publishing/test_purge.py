"""The purge hook: a CDN is told the addresses that changed, once each, and its silence stops nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bumi.newsroom.database import Newsroom
from bumi.publishing.publish import publish_due
from bumi.publishing.purge import purge
from bumi.publishing.storage import open_place
from bumi.settings import Settings
from tests.publishing.stage import NOW, SETTINGS, Desk


class _Cdn(BaseHTTPRequestHandler):
    told: list[list[str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.told.append(json.loads(body)["urls"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def cdn() -> Iterator[tuple[str, list[list[str]]]]:
    """The address of a CDN's hook, and what it was told."""
    told = _Cdn.told = list[list[str]]()
    with HTTPServer(("127.0.0.1", 0), _Cdn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/purge", told
        server.shutdown()


def test_it_is_told_of_what_changed(
    newsroom: Newsroom, desk: Desk, folder_settings: Settings, cdn: tuple[str, list[list[str]]]
) -> None:
    address, told = cdn
    settings = folder_settings.model_copy(update={"purge_url": address})
    desk.approve()
    publish_due(newsroom, open_place(settings), settings, NOW)
    publish_due(newsroom, open_place(settings), settings, NOW)
    [urls] = told
    assert len(urls) == len(set(urls)) and "https://news.example/kerman/" in urls
    assert any("/kerman/p/1-" in url for url in urls)


def test_nobody_there_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    purge(SETTINGS.model_copy(update={"purge_url": "http://127.0.0.1:9/purge"}), ["index.html"])
    assert "was not told" in caplog.text
    purge(SETTINGS, ["index.html"])
