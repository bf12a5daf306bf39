"""A local S3 gateway: Ceph RADOS Gateway on SQLite, with keys of a publisher and of a guest."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.serving import free_port


def keys_of(user: str) -> dict[str, str]:
    """Return the keys of one of the gateway's users, by the names under which boto3 looks for them."""
    return {"AWS_ACCESS_KEY_ID": user, "AWS_SECRET_ACCESS_KEY": f"{user}-secret"}


KEYS = keys_of("publisher")


class Gateway:
    """One RADOS Gateway with its data in `folder`, on a free port of 127.0.0.1; it can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
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
        for user in ("publisher", "guest"):
            self._add_user(user)

    @property
    def command(self) -> list[str]:
        """The command that runs it in the foreground."""
        return self._command("radosgw", "-f")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 120
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

    def _add_user(self, name: str) -> None:
        """Make a user. What radosgw-admin prints at the end says so; after that it may hang for ever."""
        access, secret = keys_of(name).values()
        keys = (f"--uid={name}", f"--display-name={name}", f"--access-key={access}", f"--secret-key={secret}")
        command = self._command("radosgw-admin", "user", "create", *keys)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as admin:
            done = any(line.rstrip() == "}" for line in admin.stdout or ())
            admin.kill()
        assert done, (self.folder / "log").read_text()[-2000:]

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [program, "-c", f"{self.folder}/ceph.conf", "-n", "client.rgw", "--no-mon-config", *arguments]


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give an empty folder, in memory where there is one."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="bumi-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)
