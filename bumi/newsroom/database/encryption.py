"""Encrypts backups for a recipient with age or gpg, and decrypts them: streams between files, by their own programs.

The plain copy lies only in a private folder of this machine (TMPDIR), and only while it is worked on.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.database.backup import new_file

_AGE = b"age-encryption.org/"
_GPG = (0x84, 0x85, 0x8C, 0xC1)  # how a message begins that is encrypted with a public key (RFC 9580)
_GPG_QUIETLY = ("gpg", "--quiet", "--no-greeting", "--yes")


@contextmanager
def encrypting(path: Path, recipients: str, replace: bool = False) -> Iterator[Path]:
    """Yield the path to write a backup to, which is encrypted to `path` after the block; `path` itself without any.

    `recipients` are age recipients (age1...), or gpg keys by fingerprint or address, with a comma between. Raise
    Refused if the file exists and `replace` is false, or it is not an encrypted backup; NotAvailable if a program or a
    key is missing.
    """
    keys = [key.strip() for key in recipients.split(",") if key.strip()]
    if not keys:
        yield path
        return
    if path.exists() and not (replace and _program_of(path)):
        other = "نامی دیگر بدهید" if replace else "نامی دیگر بدهید یا با «--replace» جایش را بگیرید"
        raise Refused(f"«{path}» هست و دست نخورد؛ {other}")
    command = _encrypting(keys)
    _require(command[0])
    with TemporaryDirectory(prefix="bumi-backup-") as folder:
        plain = Path(folder) / "plain"
        yield plain
        _encrypt(command, plain, path)


@contextmanager
def decrypting(path: Path, identity: Path | None = None) -> Iterator[Path]:
    """Yield the path of the plain backup: a decrypted copy for the block, or `path` itself if it is not encrypted.

    `identity` is a file of age's, or an exported secret key of gpg; without it gpg asks the keyring of this user. Raise
    BadInput if the identity is missing or does not fit.
    """
    program = _program_of(path)
    if not program:
        yield path
        return
    _require(program)
    with TemporaryDirectory(prefix="bumi-restore-") as folder:
        plain = Path(folder) / "plain"
        if program == "age":
            if identity is None:
                raise BadInput(f"«{path}» با age رمز شده است؛ پرونده شناسه‌اش را با «--identity» بدهید")
            _decrypt(("age", "--decrypt", "--identity", str(identity)), path, plain)
        else:
            _decrypt_with_gpg(path, plain, identity, Path(folder))
        yield plain


def _encrypting(keys: Sequence[str]) -> tuple[str, ...]:
    if keys[0].startswith("age1"):
        return ("age", "--encrypt", *(part for key in keys for part in ("--recipient", key)))
    named = (part for key in keys for part in ("--recipient", key))
    return (*_GPG_QUIETLY, "--batch", "--trust-model", "always", *named, "--encrypt")


def _encrypt(command: Sequence[str], plain: Path, path: Path) -> None:
    with new_file(path) as part, plain.open("rb") as source, part.open("wb") as target:
        if problem := _stream(command, source.fileno(), target.fileno()):
            raise NotAvailable(f"پشتیبان رمز نشد ({problem})؛ BUMI_BACKUP_RECIPIENT را ببینید")


def _decrypt(command: Sequence[str], path: Path, plain: Path, environment: Mapping[str, str] | None = None) -> None:
    with path.open("rb") as source, plain.open("xb") as target:
        plain.chmod(0o600)
        if problem := _stream(command, source.fileno(), target.fileno(), environment):
            raise BadInput(f"«{path}» با این شناسه باز نشد ({problem})؛ شناسه و پرونده را ببینید")


def _decrypt_with_gpg(path: Path, plain: Path, identity: Path | None, folder: Path) -> None:
    """Decrypt with the keyring of this user, or with one made of `identity` alone, which is not kept."""
    if identity is None:
        _decrypt((*_GPG_QUIETLY, "--decrypt"), path, plain)
        return
    home = folder / "gnupg"
    home.mkdir(0o700)
    own = {"GNUPGHOME": str(home)}
    try:
        with identity.open("rb") as key:
            if problem := _stream((*_GPG_QUIETLY, "--batch", "--import"), key.fileno(), subprocess.DEVNULL, own):
                raise BadInput(f"«{identity}» کلید محرمانه gpg نیست ({problem})؛ کلید صادرشده را بدهید")
        _decrypt((*_GPG_QUIETLY, "--decrypt"), path, plain, own)
    except OSError as error:
        raise BadInput(f"«{identity}» خوانده نشد ({error.strerror})؛ نشانی شناسه را ببینید") from error
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=os.environ | own, capture_output=True, check=False)


def _stream(command: Sequence[str], source: int, target: int, environment: Mapping[str, str] | None = None) -> str:
    """Run a program from one file to another; return what it says of its failure, or an empty string."""
    done = subprocess.run(
        command,
        stdin=source,
        stdout=target,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {}), "LC_ALL": "C"},
        check=False,
    )
    if not done.returncode:
        return ""
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[0][:200] if lines else f"{command[0]}: {done.returncode}"


def _program_of(path: Path) -> str:
    """Return the program that encrypted a file, or an empty string."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_AGE))
    except OSError:
        return ""  # whoever restores it says so
    return "age" if head == _AGE else "gpg" if head[:1] and head[0] in _GPG else ""


def _require(program: str) -> None:
    if shutil.which(program) is None:
        package = {"gpg": "gnupg"}.get(program, program)
        raise NotAvailable(f"«{program}» در این دستگاه نیست؛ در دبیان بسته {package} را نصب کنید")
