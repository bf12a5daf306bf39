"""Other tools for Persian text, each in a process of its own: what they answer and what that costs."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bumi.settings import ROOT

__all__ = ["TOOLS", "Answer", "asked"]

TOOLS = {
    "halfspace": ("hazm", "shekar", "rishe", "virastar", "parsikit"),
    "spelling": ("shekar", "rishe"),
}
"""Which tools do which task."""

_BENCH = ROOT / "bench"
_PATIENCE = 1_800  # seconds


class Answer(NamedTuple):
    """The lines that a tool made of lines; seconds of loading and of the work, peak memory in gigabytes."""

    lines: list[str]
    loading: float
    seconds: float
    gb: float


def asked(peers: Path, tool: str, task: str, lines: Iterable[str]) -> Answer | None:
    """Return what a tool in the folder `peers` (`make peers`) makes of lines; None where it cannot be had."""
    program = [str(peers / "bin" / "python"), str(_BENCH / "peers.py"), tool, task]
    if tool == "virastar":
        program = ["node", str(_BENCH / "virastar.js")]
    environment = {**os.environ, "NODE_PATH": str(peers / "node_modules"), "HF_HUB_OFFLINE": "1"}
    given = "\n".join(lines)
    try:
        run = subprocess.run(program, input=given, env=environment, capture_output=True, text=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Answer(run.stdout.split("\n"), **json.loads(run.stderr.splitlines()[-1])) if run.returncode == 0 else None
