"""The command line on a real, empty installation in a folder of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from bumi.cli import app
from bumi.newsroom.database import open_newsroom
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import carry
from bumi.settings import Settings
from bumi.storage import open_media
from tests.flows.stage import open_lenient_judge, open_plain_writer

BRIEF = """
kind: event
topic: کارگاه پته‌دوزی
agency: میراث فرهنگی کرمان
county: سیرجان
axis: گردشگری
notes: [ورود برای همه آزاد است]
"""


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Bumi = Callable[..., Said]


@pytest.fixture
def bumi(home: Path, monkeypatch: pytest.MonkeyPatch) -> Bumi:
    """Run `bumi` with words, with a writer and a judge without weights."""
    monkeypatch.setattr("bumi.pipeline.writing.open_writer", open_plain_writer)
    monkeypatch.setattr("bumi.pipeline.writing.open_judge", open_lenient_judge)
    (home / "brief.yaml").write_text(BRIEF, "utf-8")

    def run(*words: str, stdin: str | None = None) -> Said:
        result = CliRunner().invoke(app, list(words), input=stdin)
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def staffed(bumi: Bumi, installation: Path) -> Bumi:
    """A newsroom with «ali», who hands in briefs, «sara», who edits, and «mina», who is chief."""
    for name, role in (("ali", "content"), ("sara", "editor"), ("mina", "chief")):
        assert bumi("user", "add", name, "--role", role).status == 0
    return bumi


@pytest.fixture
def waiting(staffed: Bumi) -> Bumi:
    """A newsroom where piece 1, handed in by «ali», waits for an editor."""
    staffed("submit", "brief.yaml", "--as", "ali")
    settings = Settings()
    newsroom = open_newsroom(settings.database_url, open_media(settings))
    carry(RunContext(settings, newsroom, open_plain_writer), lambda step, bench, *ids: step(bench, *ids))
    newsroom.close()
    return staffed
