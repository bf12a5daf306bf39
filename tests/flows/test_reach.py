"""The nightly flow: reads the access logs that the settings name, and tells what it found."""

from pathlib import Path

import pytest

from bumi.flows.reach import count_reach
from bumi.pipeline.run_context import RunContext
from tests.flows.test_drafting import latest_table


def test_the_logs_of_the_settings_are_read(
    prefect: None, bench: RunContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "site.log").write_bytes(b"nonsense\n")
    monkeypatch.setenv("BUMI_ACCESS_LOGS", str(tmp_path / "logs"))
    assert count_reach() == 0 and "| سطر ناخوانا | ۱ |" in latest_table("reach")
