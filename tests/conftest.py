"""What all tests share: no network, no reports to anybody, nothing of the developer's own, and honest skips."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Prefect or transformers: both read the environment once.
_HOME = tempfile.TemporaryDirectory(prefix="bumi-tests-")
os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_HOME": _HOME.name,
}
for _name in [name for name in os.environ if name.startswith("BUMI_")] + ["PREFECT_API_URL"]:
    os.environ.pop(_name, None)

# Speed says nothing here: other work shares the machine. `make soak` looks a hundred times as far.
_LENIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("default", _LENIENT)
settings.register_profile("soak", _LENIENT, max_examples=10_000)
settings.load_profile("default")

REAL_PART_MISSING = "real part missing: "
"""How the reason begins when a test is skipped since this machine lacks a program; see `make test`."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI every real part must be there: what would be skipped for want of one has failed."""
    report = yield
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    if REAL_PART_MISSING in reason and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = reason
    return report


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty installation: its database, pages and settings are this folder's."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest schema, to be copied: to migrate one takes ten times as long."""
    from bumi.newsroom.database import open_newsroom

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    open_newsroom(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def installation(home: Path, sqlite_template: Path) -> Path:
    """An installation with an empty newsroom, in the database of the settings."""
    (home / ".bumi").mkdir()
    shutil.copy(sqlite_template, home / ".bumi" / "bumi.db")
    return home


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """One Prefect server with a database of its own for all tests that need it, started for the first of them."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=240):
        yield
