"""deploy/nginx before a desk that runs: TLS, headers, limits of size and rate, and who a request is from."""

import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from bench.serving import AROUND, free_port
from bumi.desk.form import PHOTO_FILE
from bumi.newsroom.accounts.passwords import fingerprint
from bumi.newsroom.accounts.sign_in import attempts
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import SignIn
from bumi.settings import ROOT
from tests.desk.conftest import migrated, newsroom
from tests.desk.test_serve import served
from tests.newsroom.stage import brief

__all__ = ["migrated", "newsroom"]

CONFIGURATION = (ROOT / "deploy" / "nginx" / "bumi.conf").read_text("utf-8")
HOST = "desk.example.ir"


class Proxy:
    """nginx with our configuration on free ports of this machine, before a desk at `desk_port`."""

    def __init__(self, folder: Path, desk_port: int) -> None:
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        certificate = ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
        subprocess.run(
            ["openssl", "req", "-x509", *certificate, "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"],
            check=True,
            capture_output=True,
        )
        here = {
            "listen [::]:443 ssl;": "",
            "listen [::]:80;": "",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "server 127.0.0.1:8020;": f"server 127.0.0.1:{desk_port};",
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": f"{folder}/cert.pem",
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": f"{folder}/key.pem",
            "/var/log/nginx/": f"{folder}/",
        }
        configuration = CONFIGURATION
        for theirs, ours in here.items():
            assert configuration.count(theirs) == 1, theirs
            configuration = configuration.replace(theirs, ours)
        (folder / "bumi.conf").write_text(configuration, "utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), "utf-8")

    def command(self, *arguments: str) -> list[str]:
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return [program, "-p", str(self.folder), "-c", f"{self.folder}/nginx.conf", *arguments]

    def client(self) -> httpx2.Client:
        trusted = ssl.create_default_context(cafile=f"{self.folder}/cert.pem")
        trusted.check_hostname = False  # reached by its address
        return httpx2.Client(
            base_url=f"https://127.0.0.1:{self.port}", headers={"host": HOST}, verify=trusted, timeout=60
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where nginx keeps its files; skips where there is no nginx."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        pytest.skip("real part missing: nginx (Debian: apt-get install nginx)")
    made = tmp_path / "nginx"
    made.mkdir()
    return made


@pytest.fixture
def proxy(folder: Path, newsroom: Newsroom) -> Iterator[Proxy]:
    """nginx before a desk."""
    with served(newsroom, "127.0.0.1") as desk:
        made = Proxy(folder, int(desk.rpartition(":")[2]))
        with subprocess.Popen(made.command()) as process:
            try:
                while not (folder / "nginx.pid").exists() or not answers(made):
                    assert process.poll() is None
                    time.sleep(0.02)
                yield made
            finally:
                process.terminate()


def answers(proxy: Proxy) -> bool:
    try:
        with proxy.client() as client:
            return client.get("/health").status_code == 200
    except httpx2.TransportError:
        return False


def test_nginx_takes_the_configuration(folder: Path) -> None:
    done = subprocess.run(Proxy(folder, 8020).command("-t"), capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "[warn]" not in done.stderr, done.stderr


def test_the_desk_is_reached_through_tls_with_its_headers_once(proxy: Proxy) -> None:
    plain = httpx2.get(f"http://127.0.0.1:{proxy.plain_port}/plan", headers={"host": HOST}, timeout=60)
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{HOST}/plan")
    with proxy.client() as client:
        page = client.get("/sign-in")
        assert page.status_code == 200 and "گذرواژه" in page.text
        for path, status in (("/sign-in", 200), ("/metrics", 404), ("/ready", 200), ("/nowhere", 404)):
            answer = client.get(path)
            assert answer.status_code == status
            for header in ("strict-transport-security", "x-request-id"):
                assert len(answer.headers.get_list(header)) == 1, (path, header)
        assert "bumi_" not in client.get("/metrics").text
        assert client.get("/sign-in").headers["x-request-id"].isdigit()  # the desk's own, which its log has
    log = (proxy.folder / "bumi.log").read_text("utf-8")
    assert f"id={page.headers['x-request-id']}" in log


def test_styles_are_packed_and_pages_with_the_token_of_their_forms_are_not(proxy: Proxy) -> None:
    with proxy.client() as client:
        page = client.get("/sign-in", headers={"accept-encoding": "gzip"})
        [path] = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
        sheet = client.get(path, headers={"accept-encoding": "gzip"})
    assert (sheet.headers["content-encoding"], sheet.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert "content-encoding" not in page.headers
    for header in ("strict-transport-security", "x-request-id"):
        assert len(sheet.headers.get_list(header)) == 1, header


def test_the_desk_learns_who_came_and_not_what_they_say_of_themselves(proxy: Proxy, newsroom: Newsroom) -> None:
    with proxy.client() as client:
        token = client.get("/sign-in").text.partition('name="token" value="')[2].partition('"')[0]
        form = {"token": token, "name": "مریم", "password": "نادرست", "next": "/"}
        sent = client.post("/sign-in", data=form, headers={"x-forwarded-for": "198.51.100.7"})
    assert sent.status_code == 401
    with newsroom.reading() as session:
        assert [each.address for each in attempts(session)] == ["127.0.0.1"]


def test_bodies_may_be_as_large_as_the_desk_takes_them(proxy: Proxy) -> None:
    with proxy.client() as client:
        for path, most in (("/briefs/1/photo", PHOTO_FILE.bytes), ("/api/pieces", 256 * 1024)):
            fits = client.post(path, content=b"x" * most)
            assert fits.status_code not in (413, 502), path
            large = client.post(path, content=b"x" * (most + 1))
            assert large.status_code == 413 and "بزرگ‌تر" in large.text, path


def test_who_asks_too_often_is_told_to_wait_and_other_pages_go_on(proxy: Proxy) -> None:
    with proxy.client() as client:
        answered = 0
        while (answer := client.get("/sign-in")).status_code == 200:
            answered += 1
        assert answered >= 60
        assert answer.status_code == 429 and "پی‌درپی" in answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert client.get("/help", follow_redirects=False).status_code < 400


def test_a_desk_that_is_away_is_said_to_be(folder: Path) -> None:
    made = Proxy(folder, free_port())
    with subprocess.Popen(made.command()) as process:
        try:
            while not (folder / "nginx.pid").exists():
                time.sleep(0.02)
            with made.client() as client:
                answer = client.get("/")
            assert answer.status_code == 502 and "پاسخ نمی‌دهد" in answer.text
            assert answer.headers["strict-transport-security"]
        finally:
            process.terminate()


def test_what_changes_reaches_open_pages_at_once(proxy: Proxy, newsroom: Newsroom) -> None:
    cookie = "narges"
    with newsroom.session() as session:
        session.add(SignIn(hash=fingerprint(cookie), user="نرگس"))
        id = submit(session, brief(), user(session, "نرگس")).id
    asked = {"cookie": f"bumi={cookie}"}
    with proxy.client() as client, client.stream("GET", f"/pieces/{id}/events", headers=asked) as answer:
        lines = answer.iter_lines()
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert [next(lines), next(lines), next(lines)] == ["retry: 3000", "", "event: progress"]
