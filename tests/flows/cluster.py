"""Several machines on one: PostgreSQL, a Prefect server and workers as processes that can be killed and come again."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from bench.serving import free_port
from bumi.flows.deployments import deploy
from bumi.settings import ROOT
from tests.newsroom.conftest import postgresql_programs
from tests.processes import until

_SCRIPTED = Path(__file__).parent / "scripted"
_PREFECT = (sys.executable, "-W", "ignore", "-m", "prefect")


class Part:
    """A process that is started again whenever it ends, as a service manager does."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], folder: Path, user: str | None = None
    ):
        self.name = name
        self._command, self._env, self._folder, self._user = command, env, folder, user
        self._closed = False
        self._changing = threading.Lock()
        self._process = self._start()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The id of the process that runs now, or ran last."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()

    def close(self) -> None:
        """End it for good."""
        with self._changing:
            self._closed = True
            self._process.kill()
        self._thread.join()

    def _keep(self) -> None:
        while True:
            self._process.wait()
            time.sleep(1)
            with self._changing:
                if self._closed:
                    return
                self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{self.name}.log").open("ab") as log:
            return subprocess.Popen(
                self._command, env=self._env, cwd=self._folder, user=self._user, stdout=log, stderr=log
            )


class Cluster:
    """The parts, and where they answer."""

    def __init__(self, folder: Path, api: str, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.parts: list[Part] = []
        self.api = api or f"http://127.0.0.1:{free_port()}/api"
        self.env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(_SCRIPTED), str(ROOT))),
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_UI_ENABLED": "false",
            "OMP_NUM_THREADS": "1",
            **settings,
        }

    def begin(self, name: str, *command: str, env: Mapping[str, str] | None = None, user: str | None = None) -> Part:
        """Start a part."""
        part = Part(name, command, self.env | dict(env or {}), self.folder, user)
        self.parts.append(part)
        return part

    def begin_server(self) -> None:
        """Start the Prefect server, wait until it answers, and deploy to it."""
        port = self.api.removesuffix("/api").rpartition(":")[2]
        self.begin("server", *_PREFECT, "server", "start", "--host", "127.0.0.1", "--port", port)
        until(lambda: _answers(f"{self.api}/health"), "the Prefect server")
        self.deploy()

    def deploy(self) -> None:
        """Deploy all flows at the Prefect server."""

        async def afresh() -> None:
            async with get_client() as client:
                await deploy(client)

        with temporary_settings({PREFECT_API_URL: self.api}):
            asyncio.run(afresh())

    @contextmanager
    def client(self) -> Iterator[SyncPrefectClient]:
        """Give a client of the Prefect server."""
        with temporary_settings({PREFECT_API_URL: self.api}), get_client(sync_client=True) as client:
            yield client

    def begin_worker(self, name: str, pool: str) -> Part:
        """Start a worker, as `prefect worker start --type bumi` does."""
        work = f"import asyncio; from bumi.flows.worker import BumiWorker; asyncio.run(BumiWorker('{pool}').start())"
        return self.begin(name, sys.executable, "-W", "ignore", "-c", work)

    def close(self) -> None:
        """End all parts, the last first."""
        for part in reversed(self.parts):
            part.close()


@contextmanager
def cluster(folder: Path, api: str = "", **settings: str) -> Iterator[Cluster]:
    """Give a cluster without parts in `folder`, for the Prefect server at `api` or one of its own.

    All parts end with the block.
    """
    with closing(Cluster(folder, api, settings)) as made:
        yield made


def begin_postgresql(cluster: Cluster, folder: Path) -> str:
    """Start a PostgreSQL server as a part; return the address of its databases `bumi` and `prefect`, up to the name."""
    programs = postgresql_programs()
    assert programs
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    data, port = str(folder / "data"), str(free_port())
    initdb = [str(programs / "initdb"), "-D", data, "--username=bumi", "--auth=trust", "--locale=C", "--no-sync"]
    subprocess.run([*initdb, "--encoding=UTF8"], user=owner, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    options = ["-k", "", "-c", "listen_addresses=127.0.0.1", "-p", port, "-c", "fsync=off", "-c", "max_connections=200"]
    cluster.begin("postgresql", str(programs / "postgres"), "-D", data, *options, user=owner)
    there = ["-h", "127.0.0.1", "-p", port]
    ready = [str(programs / "pg_isready"), "-q", *there]
    until(lambda: subprocess.run(ready, check=False).returncode == 0, "PostgreSQL")
    for name in ("bumi", "prefect"):
        subprocess.run([str(programs / "createdb"), *there, "-U", "bumi", name], check=True)
    return f"//bumi@127.0.0.1:{port}/"


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5):
            return True
    except OSError:
        return False
