"""A Prefect server of our own, for as long as it is needed, where no other is configured."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bumi.errors import NotAvailable

__all__ = ["answers", "prefect_server"]

_PATIENCE = 120  # seconds; a busy small machine takes 15 to start a server for the first time


@contextmanager
def prefect_server(ui: bool = False) -> Iterator[Callable[[], str]]:
    """Have a Prefect API for the block: PREFECT_API_URL's, or a server of our own that ends with the block.

    Prefect would start one by itself, but within the first flow run, and after importing all of it here too.
    This one comes up while the flow is still being imported: enter before importing prefect, and call what is
    given before running a flow. It waits and returns the API's address, or raises NotAvailable.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield lambda: _await(address, None)
        return
    port = _free_port()
    own = os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    server = _start(port, ui)
    try:
        yield lambda: _await(own, server)
    finally:
        del os.environ["PREFECT_API_URL"]
        server.terminate()
        server.wait()


def answers(address: str) -> bool:
    """Say whether a Prefect API answers at `address`."""
    try:
        with urlopen(f"{address}/health", timeout=5):
            return True
    except OSError:
        return False


def _await(address: str, server: subprocess.Popen[bytes] | None) -> str:
    deadline = time.monotonic() + _PATIENCE
    while not answers(address):
        if time.monotonic() > deadline or (server and server.poll() is not None):
            remedy = f"«{_log()}» را ببینید" if server else "روشنش کنید یا PREFECT_API_URL را بردارید"
            raise NotAvailable(f"سرور Prefect در {address} پاسخ نداد؛ {remedy}")
        time.sleep(0.05)
    return address


def _start(port: int, ui: bool) -> subprocess.Popen[bytes]:
    log = _log()
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as out:
        return subprocess.Popen(
            [*command, "--ui" if ui else "--no-ui"], stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )


def _log() -> Path:
    return Path(os.environ["PREFECT_HOME"]) / "server.log"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
