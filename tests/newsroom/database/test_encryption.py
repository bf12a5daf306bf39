"""Encrypted backups: age and gpg, there and back; what refuses, and that nothing plain is left behind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.database.backup import back_up, restore
from bumi.newsroom.database.encryption import decrypting, encrypting

CONTENT = bytes(range(256)) * 5000


class Pair(NamedTuple):
    """Somebody for whom backups are encrypted, and the file with which they open them."""

    recipient: str
    identity: Path


@pytest.fixture(params=["age", "gpg"])
def pair(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """A fresh key; that of gpg has its public part alone in the keyring, as on a server."""
    program = request.param
    if shutil.which(program) is None:
        pytest.skip(f"real part missing: {program} (Debian: apt-get install {'gnupg' if program == 'gpg' else 'age'})")
    identity = tmp_path / "identity"
    if program == "age":
        subprocess.run(["age-keygen", "-o", str(identity)], check=True, capture_output=True)
        told = subprocess.run(["age-keygen", "-y", str(identity)], check=True, capture_output=True, text=True)
        yield Pair(told.stdout.strip(), identity)
        return
    with tempfile.TemporaryDirectory(prefix="gpg-") as theirs, tempfile.TemporaryDirectory(prefix="gpg-") as ours:
        gpg("--quick-generate-key", "--passphrase", "", "bumi@example.ir", "default", "default", "never", home=theirs)
        identity.write_bytes(gpg("--export-secret-keys", home=theirs))
        gpg("--import", home=ours, given=gpg("--export", home=theirs))
        monkeypatch.setenv("GNUPGHOME", ours)
        yield Pair("bumi@example.ir", identity)
        for home in (theirs, ours):
            subprocess.run(["gpgconf", "--kill", "all"], env=os.environ | {"GNUPGHOME": home}, check=False)


def gpg(*arguments: str, home: str, given: bytes = b"") -> bytes:
    command = ["gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which plain copies lie while they are worked on; its path is short, as gpg's sockets lie there."""
    with tempfile.TemporaryDirectory(prefix="private-") as folder, monkeypatch.context() as patched:
        patched.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def test_a_database_comes_back_from_an_encrypted_backup(pair: Pair, tmp_path: Path, private: Path) -> None:
    old, new, path = f"sqlite:///{tmp_path}/old.db", f"sqlite:///{tmp_path}/new.db", tmp_path / "backup"
    open_newsroom(old).close()
    with encrypting(path, pair.recipient) as plain:
        back_up(old, plain)
        assert plain.parent.parent == private and plain.parent.stat().st_mode & 0o077 == 0
    assert b"SQLite" not in path.read_bytes() and path.stat().st_mode & 0o077 == 0
    with decrypting(path, pair.identity) as plain:
        restore(new, plain)
    with closing(open_newsroom(new)) as newsroom:
        assert newsroom.is_current()
    assert not [*private.iterdir()] and not [*tmp_path.glob(".backup*")]


def test_what_is_encrypted_streams_back_byte_for_byte_and_only_with_its_identity(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with encrypting(path, pair.recipient) as plain:
        plain.write_bytes(CONTENT)
    with decrypting(path, pair.identity) as plain:
        assert plain.read_bytes() == CONTENT
    other = tmp_path / "other"
    other.write_text("AGE-SECRET-KEY-1" + "Q" * 58)
    with pytest.raises(BadInput, match=r"شناسه|کلید"), decrypting(path, other):
        pass
    with pytest.raises(BadInput), decrypting(path, None):
        pass  # nobody has the identity here
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BadInput, match="باز نشد"), decrypting(path, pair.identity):
        pass


def test_only_an_encrypted_backup_is_replaced(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    for content in (b"first", b"second"):
        with encrypting(path, pair.recipient, replace=True) as plain:
            plain.write_bytes(content)
    with decrypting(path, pair.identity) as plain:
        assert plain.read_bytes() == b"second"
    with pytest.raises(Refused, match="--replace"), encrypting(path, pair.recipient):
        pass
    database = tmp_path / "bumi.db"
    database.write_bytes(b"SQLite format 3\0")
    with pytest.raises(Refused, match="نامی دیگر"), encrypting(database, pair.recipient, replace=True):
        pass
    assert database.read_bytes() == b"SQLite format 3\0"


@pytest.mark.parametrize("recipient", ["age1nobody", "nobody@example.ir"])
def test_a_recipient_that_is_none_leaves_no_file(recipient: str, tmp_path: Path, private: Path) -> None:
    if shutil.which("age" if recipient.startswith("age1") else "gpg") is None:
        pytest.skip("real part missing: age and gpg (Debian: apt-get install age gnupg)")
    path = tmp_path / "backup"
    with pytest.raises(NotAvailable, match="BUMI_BACKUP_RECIPIENT"), encrypting(path, recipient) as plain:
        plain.write_bytes(CONTENT)
    assert not path.exists() and not [*private.iterdir()] and not [*tmp_path.glob(".backup*")]


def test_a_failed_backup_leaves_no_file(tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: program)
    with pytest.raises(OSError), encrypting(tmp_path / "backup", "age1x") as plain:
        plain.write_bytes(CONTENT)
        raise OSError
    assert not [*tmp_path.iterdir()] and not [*private.iterdir()]


def test_without_a_recipient_nothing_is_encrypted_and_a_plain_backup_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with encrypting(path, " , ") as plain:
        assert plain == path
    path.write_bytes(b"PGDMP")
    with decrypting(path) as plain:
        assert plain == path


def test_a_program_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotAvailable, match="بسته gnupg"), encrypting(tmp_path / "backup", "a@example.ir"):
        pass
    (tmp_path / "backup").write_bytes(b"age-encryption.org/v1\n")
    with pytest.raises(NotAvailable, match="بسته age"), decrypting(tmp_path / "backup"):
        pass
