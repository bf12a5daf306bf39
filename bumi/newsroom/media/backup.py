"""Backups of the media store: a folder beside the backups of the database, to which each adds what is not there yet.

Beside the backup FILE, `media/` has the objects under their keys, shared by all backups in the folder, and `FILE.media`
lists those of this one, in the format of sha256sum.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from bumi.errors import BadInput, Refused
from bumi.newsroom.database.backup import new_file
from bumi.newsroom.media.store import SHARDS, hashes_in, key_of, put
from bumi.storage import PrivateStorage, overlap
from bumi.storage.folder import FolderStorage

_LINE = re.compile(r"([0-9a-f]{64})  media/[0-9a-f]{2}/\1")


@dataclass
class MediaCopy:
    """Objects that a backup lists; those that were copied, with their bytes; problems in words."""

    listed: int = 0
    copied: int = 0
    bytes: int = 0
    problems: list[str] = field(default_factory=list)


def back_up_media(store: PrivateStorage, file: Path) -> MediaCopy:
    """Copy what the media store has, and the folder beside `file` does not, there; then write the list.

    An object that is damaged is a problem and is not listed. Raise Refused if the folder is the store itself;
    NotAvailable if one of them does not answer.
    """
    folder, done = _beside(file), MediaCopy()
    if overlap(folder.name, store.name):
        raise Refused(f"«{folder.name}» خود تصویرهای تحریریه را دارد؛ پشتیبان را در پوشه‌ای دیگر بنویسید")
    with new_file(_list_of(file)) as part, part.open("w", encoding="ascii") as lines:
        for shard in SHARDS:
            there = hashes_in(folder, shard)
            for sha256, size in hashes_in(store, shard).items():
                if there.get(sha256) == size or _copy(store, folder, sha256, done):
                    lines.write(f"{sha256}  media/{key_of(sha256)}\n")
                    done.listed += 1
    return done


def restore_media(store: PrivateStorage, file: Path) -> MediaCopy:
    """Put the objects that the backup `file` lists into the media store, each verified; those there are left alone.

    What is lost or damaged in the backup is a problem. A backup without a list has none. Raise BadInput if the list is
    damaged, before anything is put.
    """
    folder, done = _beside(file), MediaCopy()
    for sha256 in _listed(_list_of(file)):
        done.listed += 1
        _copy(folder, store, sha256, done)
    return done


def _copy(source: PrivateStorage, target: PrivateStorage, sha256: str, done: MediaCopy) -> bool:
    """Copy one object, verified; return whether it is in `target` now. This is where bytes enter and leave a backup."""
    data = source.get(key_of(sha256))
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        what = "نیست" if data is None else "آسیب دیده است"
        done.problems.append(f"تصویر {sha256} در «{source.name}» {what}؛ آن را از پشتیبانی دیگر بیاورید")
        return False
    put(target, sha256, data)
    done.copied, done.bytes = done.copied + 1, done.bytes + len(data)
    return True


def _listed(path: Path) -> list[str]:
    try:
        lines = path.read_text("ascii").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"«{path}» خوانده نشد ({error})؛ فهرست تصویرهای پشتیبان را ببینید") from None
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise BadInput(f"«{path}» فهرست تصویرهای پشتیبان نیست یا آسیب دیده است؛ پشتیبانی دیگر را به کار ببرید")
    return [each[1] for each in found if each]


def _beside(file: Path) -> FolderStorage:
    return FolderStorage(file.absolute().parent / "media", private=True)


def _list_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.media")
