"""The Prefect server of our own: it comes up, answers nobody but us, and ends with its block or with us."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from bumi.errors import NotAvailable
from bumi.flows.local.server import answers, prefect_server
from bumi.settings import ROOT
from tests.processes import alive, ended, family, until

_FOREIGN = "https://elsewhere.example"
_COMMAND = [{"prefect.deployments.steps.run_shell_script": {"script": "touch owned"}}]
_LIKE_BUMI_UP = """
from bumi.flows.local.server import key_file, prefect_server
with prefect_server() as ready:
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow_in_subprocess
    from tests.flows.at_work import at_work
    address = ready()
    flow = get_client(sync_client=True).create_flow(at_work)
    engine = run_flow_in_subprocess(at_work)
    print(address, key_file(), flow, flush=True)
    engine.join()
"""


class Up(NamedTuple):
    """A process like `bumi up` in the middle of a flow."""

    process: "subprocess.Popen[str]"
    address: str
    home: Path
    key: str
    flow: str

    def ask(self, method: str, path: str, content: Any = None, key: str = "", **headers: str) -> tuple[int, str, Any]:
        """Return (status, the origin that may read it, the answer) of a request, signed where there is a key."""
        if key:
            headers["Authorization"] = f"Basic {base64.b64encode(key.encode()).decode()}"
        body = None if content is None else json.dumps(content)
        headers |= {"Content-Type": "application/json"} if body else {}
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=120)) as asking:
            asking.request(method, f"/api{path}", body, {name.replace("_", "-"): it for name, it in headers.items()})
            answer = asking.getresponse()
            read = answer.read()
            allowed = answer.headers.get("Access-Control-Allow-Origin", "")
        return answer.status, allowed, json.loads(read) if answer.status < 300 and read else read


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    home = tmp_path_factory.mktemp("up")
    env = os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(home / "prefect")}
    env.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-c", _LIKE_BUMI_UP]
    with subprocess.Popen(command, env=env, cwd=home, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline(), process.stdout.readline()]
        address, key_file, flow = next(line for line in said if line.startswith("http")).split()
        everybody = family(process.pid)
        yield Up(process, address, home, Path(key_file).read_text(), flow)
        for pid in alive(everybody):
            os.kill(pid, signal.SIGKILL)


def test_a_server_answers_within_its_block_and_is_gone_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "of:another")
    with prefect_server() as ready:
        address = ready()
        assert os.environ["PREFECT_API_URL"] == address and answers(address)
        assert os.environ["PREFECT_API_AUTH_STRING"] != "of:another"
    assert not answers(address) and "PREFECT_API_URL" not in os.environ
    assert os.environ["PREFECT_API_AUTH_STRING"] == "of:another"


def test_a_configured_server_is_used_and_no_other_started(prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import PREFECT_API_URL

    own = str(PREFECT_API_URL.value())
    monkeypatch.setenv("PREFECT_API_URL", own)
    with prefect_server() as ready:
        assert ready() == own
    assert answers(own)


def test_a_server_that_dies_is_followed_by_another_at_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with prefect_server() as ready:
        address = ready()
        (first,) = family(os.getpid()) & _servers()
        os.kill(first, signal.SIGKILL)
        assert ended({first})
        until(lambda: answers(address), "the second server")
        (second,) = family(os.getpid()) & _servers()
    assert second != first and ended({second}) and not answers(address)


def test_a_server_that_cannot_come_up_is_told_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(sys, "executable", "false")
    with prefect_server() as ready, pytest.raises(NotAvailable, match=r"server\.log"):
        ready()


@pytest.mark.parametrize("key", ["", "bumi:", "bumi:wrong", "admin:admin"])
@pytest.mark.parametrize("origin", [{}, {"Origin": _FOREIGN}, {"Origin": "null"}])
def test_nobody_without_the_key_gets_a_command_run(up: Up, key: str, origin: dict[str, str]) -> None:
    """The attack: a step that runs a shell is put into a deployment, from a page or by another user, and run."""
    deployment = {
        "name": "mine",
        "flow_id": up.flow,
        "entrypoint": "bumi.flows.reminders.reminding",
        "pull_steps": _COMMAND,
    }
    for method, path, content in (
        ("POST", "/flows/", {"name": "mine"}),
        ("POST", "/deployments/filter", {}),
        ("POST", "/deployments/", deployment),
        ("PATCH", f"/deployments/{up.flow}", {"pull_steps": _COMMAND}),
        ("POST", f"/deployments/{up.flow}/create_flow_run", {}),
        ("GET", "/admin/settings", None),
    ):
        assert up.ask(method, path, content, key, **origin)[:2] == (401, ""), (method, path)


def test_nobody_without_the_key_listens_or_speaks_to_its_sockets(up: Up) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    for path in ("/events/in", "/events/out", "/logs/out"):
        asked = up.ask("GET", path, Sec_WebSocket_Key=base64.b64encode(os.urandom(16)).decode(), **upgrade)
        assert asked[:2] == (403, ""), path


def test_no_other_page_may_ask_or_read_even_with_the_key(up: Up) -> None:
    asking = {"Access_Control_Request_Method": "PATCH", "Access_Control_Request_Headers": "authorization"}
    for foreign in (_FOREIGN, "http://127.0.0.1:8000", "null"):
        assert up.ask("OPTIONS", f"/deployments/{up.flow}", Origin=foreign, **asking)[:2] == (400, "")
        assert up.ask("POST", "/deployments/filter", {}, up.key, Origin=foreign)[:2] == (200, "")


def test_the_key_opens_all_and_is_told_to_nobody_else(up: Up) -> None:
    assert up.ask("GET", f"/flows/{up.flow}", key=up.key)[2]["name"] == "at-work"
    named = [path for path in Path("/proc").glob("[0-9]*/cmdline") if _holds(path, up.key)]
    written = [path for path in (up.home / "prefect").rglob("*") if path.is_file() and _holds(path, up.key)]
    assert not named and written == [up.home / "prefect" / "key"]


def test_all_that_is_prefects_is_closed_to_other_users(up: Up) -> None:
    home = up.home / "prefect"
    assert home.stat().st_mode & 0o777 == 0o700
    files = {path.name: _open_to_others(path) for path in home.iterdir()}
    assert {"key", "prefect.db", "server.log"} <= files.keys() and not any(files.values())


def test_nobody_else_can_answer_at_its_address(up: Up) -> None:
    """It listens on this machine alone, at a port that was ours before the server began."""
    port = urlsplit(up.address).port
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path("/proc/net", table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]


def test_server_and_flow_end_when_whoever_began_them_is_killed(up: Up) -> None:
    everybody = family(up.process.pid)
    assert len(everybody) >= 3 and alive(everybody) == everybody and answers(up.address)
    up.process.kill()
    assert ended(everybody) and not answers(up.address)


def _open_to_others(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o077
    except FileNotFoundError:
        return 0  # a journal of the database that has just been closed


def _servers() -> set[int]:
    return {
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if _holds(path, ":bumi.flows.local.serving")
    }


def _holds(path: Path, key: str) -> bool:
    try:
        return key.partition(":")[2].encode() in path.read_bytes()
    except OSError:
        return False  # it ended meanwhile
