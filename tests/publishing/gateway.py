"""A real S3 gateway of our own: Ceph's RADOS Gateway on its SQLite store, with a publisher's keys."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["KEYS", "Gateway", "quick_folder"]

KEYS = {"AWS_ACCESS_KEY_ID": "publisher", "AWS_SECRET_ACCESS_KEY": "publisher-secret"}


class Gateway:
    """One RADOS Gateway with its data in `folder`, on a free port of 127.0.0.1; it can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "db").mkdir(parents=True)
        (folder / "ceph.conf").write_text(
            "[global]\n"
            "rgw backend store = dbstore\n"
            "rgw config store = dbstore\n"
            f"dbstore db dir = {folder}/db\n"
            f"dbstore config uri = file:{folder}/db/config.db\n"
            f"rgw data = {folder}\n"
            f"run dir = {folder}\n"
            f"log file = {folder}/log\n"
            "admin socket =\n"
            f"rgw frontends = beast endpoint=127.0.0.1:{self.port}\n"
        )
        self._add_user()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            self._command("radosgw", "-f"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            with closing(socket.socket()) as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        """End it at once, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _add_user(self) -> None:
        """Make the publisher. What radosgw-admin prints at the end says so; after that it may hang for ever."""
        keys = (f"--access-key={KEYS['AWS_ACCESS_KEY_ID']}", f"--secret-key={KEYS['AWS_SECRET_ACCESS_KEY']}")
        command = self._command("radosgw-admin", "user", "create", "--uid=publisher", "--display-name=publisher", *keys)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as admin:
            done = any(line.rstrip() == "}" for line in admin.stdout or ())
            admin.kill()
        assert done, (self.folder / "log").read_text()[-2000:]

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [program, "-c", f"{self.folder}/ceph.conf", "-n", "client.rgw", "--no-mon-config", *arguments]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give an empty folder, in memory where there is one."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="bumi-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)
