"""deploy/logrotate turns the log of errors, which no service and no journal does."""

import shutil
import subprocess
from getpass import getuser
from grp import getgrgid
from os import getgid
from pathlib import Path

import pytest

from bumi import logs
from bumi.settings import ROOT

CONFIGURATION = (ROOT / "deploy" / "logrotate" / "bumi").read_text("utf-8")
STATE = "/var/lib/bumi/"


def test_the_log_of_errors_is_rotated_and_stays_its_owners(tmp_path: Path) -> None:
    program = shutil.which("logrotate") or "/usr/sbin/logrotate"
    if not Path(program).exists():
        pytest.skip("real part missing: logrotate (Debian: apt-get install logrotate)")
    log = tmp_path / logs._ERRORS
    log.parent.mkdir()
    log.write_text("خطا\n", "utf-8")
    assert f"{STATE}{logs._ERRORS} {{" in CONFIGURATION
    ours = CONFIGURATION.replace(STATE, f"{tmp_path}/").replace(
        "bumi bumi", f"{getuser()} {getgrgid(getgid()).gr_name}"
    )
    (tmp_path / "bumi").write_text(ours, "utf-8")
    (tmp_path / "bumi").chmod(0o644)
    subprocess.run([program, "--force", "--state", str(tmp_path / "state"), str(tmp_path / "bumi")], check=True)
    assert log.read_text("utf-8") == "" and log.stat().st_mode & 0o077 == 0
    assert log.with_name("errors.log.1").read_text("utf-8") == "خطا\n"
