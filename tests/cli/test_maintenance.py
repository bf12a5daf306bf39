"""`bumi tidy`, and backups of the command line that are encrypted."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Bumi


def test_tidy_says_what_it_removed(staffed: Bumi) -> None:
    nothing = {
        "sign_ins": 0,
        "abandoned": 0,
        "dropped": 0,
        "told": 0,
        "contacts": 0,
        "questions": 0,
        "signed_up": 0,
        "images": 0,
        "lost": [],
    }
    assert staffed("tidy", "--json").data == nothing
    assert "ورود کهنه پاک شد" in staffed("tidy").out


def test_a_backup_is_encrypted_for_whom_the_settings_name(
    staffed: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("age-keygen") is None:
        pytest.skip("real part missing: age (Debian: apt-get install age)")
    subprocess.run(["age-keygen", "-o", "identity"], cwd=home, check=True, capture_output=True)
    told = subprocess.run(["age-keygen", "-y", "identity"], cwd=home, check=True, capture_output=True, text=True)
    monkeypatch.setenv("BUMI_BACKUP_RECIPIENT", told.stdout.strip())
    said = staffed("backup", "kept.backup", "--json")
    assert said.status == 0 and (home / "kept.backup").read_bytes().startswith(b"age-encryption.org/v1")
    monkeypatch.setenv("BUMI_DATABASE_URL", "sqlite:///again.db")
    said = staffed("restore", "kept.backup")
    assert said.status == 2 and "--identity" in said.err and not (home / "again.db").exists()
    assert staffed("restore", "kept.backup", "--identity", "identity").status == 0
    assert staffed("user", "add", "sara", "--role", "editor").status == 0  # there already, with this role
