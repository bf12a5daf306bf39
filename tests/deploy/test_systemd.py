"""The units of deploy/systemd: systemd accepts them, they are hardened, and what they start exists."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bumi.settings import ROOT, Settings

UNITS = ROOT / "deploy" / "systemd"
NAMES = sorted(path.name for path in UNITS.glob("bumi-*.*") if path.is_file())
SERVICES = [name for name in NAMES if name.endswith(".service")]
PROGRAM = "/opt/bumi/.venv/bin/"
WORST = 2.0  # of 10, by `systemd-analyze security`


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units beside programs that exist, since systemd looks whether what a unit starts is there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("real part missing: systemd-analyze (Debian: apt-get install systemd)")
    units = shutil.copytree(UNITS, tmp_path / "units")
    for path in units.glob("bumi-*.service"):
        path.write_text(path.read_text("utf-8").replace(PROGRAM, f"{tmp_path}/bin/"), "utf-8")
    for program in ("bumi", "prefect"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / program).touch(0o755)
    return units


def instance(name: str) -> str:
    return name.replace("@.", "@1.")


def analyzed(*arguments: str) -> str:
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_systemd_takes_every_unit(installed: Path, name: str) -> None:
    told = analyzed("verify", "--man=no", "--recursive-errors=no", str(installed / instance(name)))
    assert name.partition("@")[0] not in told, told


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(installed: Path, name: str) -> None:
    told = analyzed("security", "--offline=true", "--no-pager", str(installed / instance(name)))
    score = re.search(r"exposure level for \S+: ([\d.]+)", told)
    assert score and float(score[1]) < WORST, told


def test_every_command_that_a_unit_starts_exists() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text("utf-8")
    started = [
        command
        for name in SERVICES
        for command in re.findall(rf"{PROGRAM}bumi ([\w-]+(?: --[\w-]+)*)", (UNITS / name).read_text("utf-8"))
    ]
    assert len(started) >= 4
    for name, *options in (command.split() for command in started):
        section = reference.partition(f"### `bumi {name}")[2].partition("\n### ")[0]
        assert section and all(option in section for option in options), (name, options)


def test_every_timer_has_its_service() -> None:
    timers = [name for name in NAMES if name.endswith(".timer")]
    assert timers and {name.replace(".timer", ".service") for name in timers} <= {*SERVICES}


def test_the_files_of_settings_name_settings_that_exist() -> None:
    named = re.findall(r"^#?(BUMI_\w+)=", (ROOT / "deploy" / "etc" / "bumi.env").read_text("utf-8"), re.MULTILINE)
    apart = {"BUMI_METRICS_TOKEN", "BUMI_MODEL_KEY"}  # secrets, which are no settings
    assert len(named) > 5
    assert {name.removeprefix("BUMI_").lower() for name in set(named) - apart} <= Settings.model_fields.keys()
