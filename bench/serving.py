"""Servers for measurements: the published pages behind deploy/nginx/site.conf, and the desk with somebody signed in."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from urllib.parse import urlsplit

import uvicorn

from bumi.desk.desk import Desk
from bumi.desk.serve import DeskServer, config
from bumi.intake.intake import Intake
from bumi.intake.serve import config as intake_config
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.content.pieces import pieces
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.tables import SignIn
from bumi.publishing.verify import rebuild_site
from bumi.settings import ROOT, Settings
from bumi.storage import open_storage
from tests.servers import running

COOKIE = {"name": "bumi", "value": "audit"}
"""The cookie of somebody who is signed in at the desk of `desk_served`."""

_PORTS = range(15_000, 32_000)
_claims: list[socket.socket] = []  # of the ports that this process has been given

AFTERWARDS = timedelta(hours=6)
"""How long after the last publication readers look at a site."""

_CONFIGURATIONS = ROOT / "deploy" / "nginx"
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
{user}
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/bumi.conf;
}}
"""
"""What nginx needs around a configuration of deploy/nginx, to run in a folder of its own."""


def demo_settings(folder: Path) -> Settings:
    """Return the settings of the demonstration that `bumi demo` or `bench.week` made in `folder`."""
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder.resolve()}/.bumi/demo.db",
        storage_url=f"{folder.resolve()}/output",
        media=f"{folder.resolve()}/.bumi/demo-media",
        site_url="http://127.0.0.1:8000",
    )


@contextmanager
def rebuilt(settings: Settings) -> Iterator[tuple[Newsroom, Settings]]:
    """Yield a copy of a demonstration: its database, and its site as our templates make it now.

    The site stands as it was some hours after its last publication.
    """
    with tempfile.TemporaryDirectory() as folder:
        with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as ours:
            ours.execute("VACUUM INTO ?", [f"{folder}/copy.db"])
        address = f"http://127.0.0.1:{free_port()}"
        copy = {"database_url": f"sqlite:///{folder}/copy.db", "storage_url": f"{folder}/site", "site_url": address}
        apart = settings.model_copy(update=copy)
        with newsroom_of(apart) as newsroom:
            with newsroom.reading() as session:
                last = max(each.published_at for each in pieces(session) if each.published_at)
            rebuild_site(newsroom, open_storage(apart), apart, last + AFTERWARDS)
            yield newsroom, apart


@contextmanager
def site_served(site: Path, address: str, allowed: str = "", intake: int = 8030) -> Iterator[str]:
    """Serve the folder `site` at `address` by nginx as deploy/nginx/site.conf says, without TLS; yield the address.

    `allowed` is what its policy allows besides, such as 'wasm-unsafe-eval'; `intake` the port of the question form.
    """
    policy = {"default-src 'self';": f"default-src 'self' {allowed};"}
    port = urlsplit(address).port or 80
    behind = {"server 127.0.0.1:8030;": f"server 127.0.0.1:{intake};"}
    with _nginx("site.conf", port, {"/srv/site;": f"{site.resolve()};"} | policy | behind):
        yield address


@contextmanager
def desk_served(newsroom: Newsroom, settings: Settings) -> Iterator[str]:
    """Serve the desk behind nginx as deploy/nginx/bumi.conf says, without TLS, with a chief signed in by `COOKIE`.

    Yield its address.
    """
    with newsroom.session() as session:
        chief = add_user(session, "audit", Role.CHIEF)
        session.add(SignIn(hash=fingerprint(COOKIE["value"]), user=chief.name))
    port = free_port()
    with running(DeskServer(config(Desk(newsroom, settings, lambda: None), "127.0.0.1", port))):
        outside = free_port()
        with _nginx("bumi.conf", outside, {"server 127.0.0.1:8020;": f"server 127.0.0.1:{port};"}):
            yield f"http://127.0.0.1:{outside}"


@contextmanager
def forms_served(newsroom: Newsroom, settings: Settings) -> Iterator[int]:
    """Serve the public forms, for the nginx of the site to be in front of them; yield their port."""
    port = free_port()
    with running(uvicorn.Server(intake_config(Intake(newsroom, settings), "127.0.0.1", port))):
        yield port


@contextmanager
def _nginx(name: str, port: int, replaced: Mapping[str, str]) -> Iterator[None]:
    """Run nginx on `port` of this machine with the configuration of this name, of which parts are replaced."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"listen 443 ssl;": f"listen 127.0.0.1:{port};", "/var/log/nginx/": f"{folder}/"}
        configuration = _without_tls((_CONFIGURATIONS / name).read_text("utf-8"))
        for theirs, ours in (here | dict(replaced)).items():
            if configuration.count(theirs) != 1:
                raise ValueError(f"{name} has {theirs!r} {configuration.count(theirs)} times, once is expected")
            configuration = configuration.replace(theirs, ours)
        Path(folder, "bumi.conf").write_text(configuration, "utf-8")
        around = AROUND.format(folder=folder, user="" if os.geteuid() else "user root;")
        Path(folder, "nginx.conf").write_text(around, "utf-8")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        with subprocess.Popen([program, "-p", folder, "-c", f"{folder}/nginx.conf"]) as process:
            try:
                _wait_for(port)
                yield
            finally:
                process.terminate()


def free_port() -> int:
    """Return a port of this machine on which nobody listens, and which no other call returns while this process lives.

    It is below the ports that Linux gives to connections, so that it stays free until its server listens, and again
    while that is away.
    """
    while True:
        port = SystemRandom().choice(_PORTS)
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0bumi-port-{port}")  # a name without a file, which goes with this process
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
        else:
            _claims.append(claim)
            return port


def _without_tls(configuration: str) -> str:
    """Return the configuration without its redirection to TLS, certificates and IPv6."""
    lines = configuration.splitlines()
    plain = lines.index("server {")
    rest = lines[:plain] + lines[lines.index("}", plain) + 1 :]
    return "\n".join(it for it in rest if not it.strip().startswith(("ssl_", "http2 ", "listen [::]")))


def _wait_for(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port} after {seconds} s")
