"""The Prefect server of `bumi up`, where no other is configured.

Anyone with access to its API can run any command as us, so it listens on localhost only and requires a key that is
generated at each start. The key is in the environment of our own processes, never in a command line or log.
"""

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.request import urlopen

from bumi.errors import NotAvailable
from bumi.pipeline.home import prefect_home

_PATIENCE = 120  # seconds; a busy small machine takes 15 to start a server for the first time
_GRACE = 10  # seconds for an orderly shutdown of the server
_LONGEST_PAUSE = 30  # seconds before another server, which grow with each that died

_logger = logging.getLogger(__name__)


@contextmanager
def prefect_server() -> Iterator[Callable[[], str]]:
    """Provide a Prefect API for the block: PREFECT_API_URL's, or a server of our own that ends with the block.

    Enter before importing prefect, and call the function that it yields before using the API: it waits, and returns
    the API's address or raises NotAvailable. The server has Prefect's web pages, which anyone who can read `key_file()`
    can open. If it dies, another takes its place at the same address.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield lambda: _await(address)
        return
    key = f"bumi:{secrets.token_urlsafe(32)}"
    # The socket listens before the server inherits it: no other process can take the port, now or between two servers.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        own = {"PREFECT_API_URL": f"{origin}/api", "PREFECT_API_AUTH_STRING": key}
        server = _Server(listener, own | _settings(origin, key))
        with closing(server), _environment(own), _key_file(key):
            try:
                yield lambda: _await(own["PREFECT_API_URL"], server)
            finally:
                _send_log_lines()


def answers(address: str) -> bool:
    """Return whether a Prefect API answers at `address`."""
    try:
        with urlopen(f"{address}/health", timeout=5):
            return True
    except OSError:
        return False


def key_file() -> Path:
    """Return the path of the key to Prefect's web pages, while a server of ours runs."""
    return Path(os.environ["PREFECT_HOME"]) / "key"


def _send_log_lines() -> None:
    """Send the log lines that Prefect has queued: once the server has ended, it would complain of each."""
    if "prefect" in sys.modules:
        from prefect.logging.handlers import APILogHandler

        APILogHandler().flush()


def _await(address: str, server: "_Server | None" = None) -> str:
    deadline = time.monotonic() + _PATIENCE
    while not answers(address):
        if time.monotonic() > deadline or (server and server.has_failed):
            remedy = f"«{_log()}» را ببینید" if server else "روشنش کنید یا PREFECT_API_URL را بردارید"
            raise NotAvailable(f"سرور Prefect در {address} پاسخ نداد؛ {remedy}")
        time.sleep(0.05)
    return address


def _settings(origin: str, key: str) -> dict[str, str]:
    return {
        "PREFECT_SERVER_API_AUTH_STRING": key,
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(prefect_home() / "ui"),
        # Leases of concurrency limits outlive a server that dies.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    }


class _Server:
    """The process of the server; another is started when it dies, until `close`."""

    def __init__(self, listener: socket.socket, settings: dict[str, str]) -> None:
        self._listener, self._settings = listener, settings
        self._changing = threading.Lock()
        self._closed = False
        self._deaths = 0
        self._process = self._start()
        self._thread = threading.Thread(target=self._keep, name="server", daemon=True)
        self._thread.start()

    @property
    def has_failed(self) -> bool:
        """Whether a process has died."""
        return self._deaths > 0

    def close(self) -> None:
        """End the server, in order where it takes a few seconds only."""
        with self._changing:
            self._closed = True
            self._process.terminate()
        self._thread.join(_GRACE)
        if self._thread.is_alive():
            self._process.kill()
            self._thread.join()

    def _keep(self) -> None:
        while True:
            self._process.wait()
            with self._process:  # closes the pipe
                pass
            time.sleep(min(self._deaths, _LONGEST_PAUSE))
            with self._changing:
                if self._closed:
                    return
                self._deaths += 1
                _logger.error("The Prefect server died and is started again; see %s.", _log())
                self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        socket_number = self._listener.fileno()
        with _private(_log()) as out:
            return subprocess.Popen(
                [sys.executable, "-m", "bumi.flows.local.serving", str(socket_number)],
                env=os.environ | self._settings,
                stdin=subprocess.PIPE,  # never written to: it closes when we end, and the server stops with it
                stdout=out,
                stderr=out,
                pass_fds=[socket_number],
                umask=0o077,
                start_new_session=True,  # Ctrl-C is for us: the flows need the server until they have ended
            )


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _key_file(key: str) -> Iterator[None]:
    """Keep the key in its file for the block."""
    with _private(key_file()) as file:
        file.write(key.encode())
    try:
        yield
    finally:
        key_file().unlink(missing_ok=True)


def _private(path: Path) -> BinaryIO:
    """Open a new file for writing that replaces `path` and that only this user can read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _log() -> Path:
    return Path(os.environ["PREFECT_HOME"]) / "server.log"
