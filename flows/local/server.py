"""A Prefect server of our own, for as long as it is needed, where no other is configured.

Whoever may use its API may run any command as us, so it listens on this machine alone and asks for a key that is made
anew for each start. The key is in the environment of our own processes, in no command line and in no log.
"""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.request import urlopen

from bumi.errors import NotAvailable
from bumi.pipeline.home import prefect_home

__all__ = ["answers", "key_file", "prefect_server"]

_PATIENCE = 120  # seconds; a busy small machine takes 15 to start a server for the first time
_GRACE = 10  # seconds for the server to end in order


@contextmanager
def prefect_server(ui: bool = False) -> Iterator[Callable[[], str]]:
    """Have a Prefect API for the block: PREFECT_API_URL's, or a server of our own that ends with the block.

    Prefect would start one by itself, but within the first flow run, and after importing all of it here too.
    This one comes up while the flow is still being imported: enter before importing prefect, and call what is
    given before running a flow. It waits and returns the API's address, or raises NotAvailable. With `ui` it has
    Prefect's pages too, and whoever may read `key_file()` may open them.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield lambda: _await(address, None)
        return
    key = f"bumi:{secrets.token_urlsafe(32)}"
    # Listening begins here, and the child is handed the socket: nobody else can take the port meanwhile.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        own = {"PREFECT_API_URL": f"{origin}/api", "PREFECT_API_AUTH_STRING": key}
        server = _start(listener, own | _settings(origin, key, ui))
    with _environment(own), _ending(server), _key_file(key if ui else ""):
        try:
            yield lambda: _await(own["PREFECT_API_URL"], server)
        finally:
            _send_log_lines()


def answers(address: str) -> bool:
    """Say whether a Prefect API answers at `address`."""
    try:
        with urlopen(f"{address}/health", timeout=5):
            return True
    except OSError:
        return False


def key_file() -> Path:
    """Return where the key to Prefect's own pages is, while a server with these is up."""
    return Path(os.environ["PREFECT_HOME"]) / "key"


def _send_log_lines() -> None:
    """Send the log lines that Prefect has queued: once the server has ended, it would complain of each."""
    if "prefect" in sys.modules:
        from prefect.logging.handlers import APILogHandler

        APILogHandler().flush()


def _await(address: str, server: subprocess.Popen[bytes] | None) -> str:
    deadline = time.monotonic() + _PATIENCE
    while not answers(address):
        if time.monotonic() > deadline or (server and server.poll() is not None):
            remedy = f"«{_log()}» را ببینید" if server else "روشنش کنید یا PREFECT_API_URL را بردارید"
            raise NotAvailable(f"سرور Prefect در {address} پاسخ نداد؛ {remedy}")
        time.sleep(0.05)
    return address


def _settings(origin: str, key: str, ui: bool) -> dict[str, str]:
    return {
        "PREFECT_SERVER_API_AUTH_STRING": key,
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_UI_ENABLED": str(ui),
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(prefect_home() / "ui"),
    }


def _start(listener: socket.socket, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    socket_number = listener.fileno()
    with _private(_log()) as out:
        return subprocess.Popen(
            [sys.executable, "-m", "bumi.flows.local.serving", str(socket_number)],
            env=os.environ | settings,
            stdin=subprocess.PIPE,  # never written to: it ends when we do, and the server with it
            stdout=out,
            stderr=out,
            pass_fds=[socket_number],
            umask=0o077,
            start_new_session=True,  # Ctrl-C is for us: the flows still need the server to end in order
        )


@contextmanager
def _ending(server: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(_GRACE)
        except subprocess.TimeoutExpired:
            server.kill()
        with server:  # closes the pipe
            pass


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
    """Keep the key in its file for the block, unless there is none."""
    if not key:
        yield
        return
    with _private(key_file()) as file:
        file.write(key.encode())
    try:
        yield
    finally:
        key_file().unlink(missing_ok=True)


def _private(path: Path) -> BinaryIO:
    """Open a new file in the place of `path` for writing, that only this user can read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _log() -> Path:
    return Path(os.environ["PREFECT_HOME"]) / "server.log"
