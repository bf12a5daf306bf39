"""The private folder for run locks and for Prefect's files on this machine."""

import os
from pathlib import Path

from bumi.errors import NotAvailable
from bumi.settings import Settings


def prefect_home() -> Path:
    """Return the folder, created if missing and closed to other users; NotAvailable if that fails."""
    home = Path(os.environ.setdefault("PREFECT_HOME", str((Settings().home / "prefect").resolve())))
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as error:
        raise NotAvailable(
            f"پوشه «{home}» ساخته نشد یا از دیگران پوشیده نماند؛ اجازه نوشتن بدهید یا PREFECT_HOME را عوض کنید"
        ) from error
    return home
