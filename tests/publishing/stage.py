"""Sample stories, images and a newsroom with users for the tests of publishing."""

import hashlib
import shutil
import struct
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings as hypothesis_settings
from sqlalchemy import select

from bumi.brief import Brief
from bumi.current_province import province_folder
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, piece, record_findings, rename, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.retraction import roll_back
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.piece import PHOTO, Fields, Media, Story
from bumi.publishing.verify import rebuild_site
from bumi.settings import Settings
from bumi.storage import Copier, ListedObject, PrivateStorage, Storage, StoredHead
from bumi.storage.folder import FolderStorage
from bumi.storage.s3 import S3Storage
from tests.newsroom.stage import attach

Hook = Callable[[str], None]
NOW = parse_moment("1405/09/04 10:30")
SETTINGS = Settings(_env_file=None, site_url="https://news.example")
LEDE = "آیین گشایش جشنواره پنجشنبه در تالار فرهنگ کرمان برپا می‌شود."


def png(shade: int, width: int = 40, height: int = 21) -> bytes:
    """Return a real, small image of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def image(shade: int = 1, width: int = 40, height: int = 21) -> tuple[Media, bytes]:
    data = png(shade, width, height)
    sha256 = hashlib.sha256(data).hexdigest()
    about = Media(
        name=f"{width}x{height}", sha256=sha256, content_type="image/png", width=width, height=height, alt="کارت خبر"
    )
    return about, data


def cover(shade: int = 1, width: int = 40, height: int = 21, name: str = PHOTO) -> tuple[Media, bytes]:
    """Return an image without words: a photo, or what `name` says."""
    about, data = image(shade, width, height)
    return about.model_copy(update={"name": name, "alt": "نوازنده‌ای با قیچک" if name == PHOTO else ""}), data


def words(headline: str = "جشنواره موسیقی نواحی", **changes: Any) -> Fields:
    body = "بیش از ۱۲۰ نوازنده می‌آیند.\n\nورود برای همه آزاد است."
    return Fields.model_validate(
        {"headline": headline, "lede": LEDE, "body": body, "hashtags": ("کرمان", "موسیقی_نواحی")} | changes
    )


def story(id: int = 1, **changes: Any) -> Story:
    """Return a published story; a larger `id` is a day newer."""
    at = NOW + timedelta(days=id)
    return Story.model_validate(
        {
            "id": id,
            "slug": f"{id}-جشنواره",
            "kind": "event",
            "agency": "انجمن موسیقی کرمان",
            "county": "کرمان",
            "axis": "فرهنگ",
            "fields": words(),
            "media": (image(id)[0], image(id, 21, 21)[0]),
            "published_at": at,
            "updated_at": at,
        }
        | changes
    )


class Watched:
    """A real place that keeps the order of puts and calls `before` and `after` each, which may raise."""

    def __init__(self, place: Storage, before: Hook = lambda key: None, after: Hook = lambda key: None) -> None:
        self.place, self.before, self.after = place, before, after
        self.puts: list[str] = []

    def probe(self) -> datetime | None:
        return self.place.probe()

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        self.before(key)
        confirmed = self.place.put(key, body, content_type, cache_control, gone)
        self.puts.append(key)
        self.after(key)
        return confirmed

    def copier(self, source: PrivateStorage) -> Copier | None:
        """Give what copies, with `before` and `after` about it."""
        copies = self.place.copier(source)

        def copy(source_key: str, original: StoredHead, key: str, content_type: str, cache_control: str) -> bool:
            assert copies
            self.before(key)
            confirmed = copies(source_key, original, key, content_type, cache_control)
            self.puts.append(key)
            self.after(key)
            return confirmed

        return copy if copies else None

    def head(self, key: str) -> StoredHead | None:
        return self.place.head(key)

    def delete(self, key: str) -> None:
        self.place.delete(key)

    def listing(self) -> dict[str, ListedObject]:
        return self.place.listing()


class Desk:
    """The people of a newsroom: Zahra writes, Maryam edits; what she writes has two cards, and `covers`."""

    def __init__(self, newsroom: Newsroom, covers: Sequence[tuple[Media, bytes]] = ()) -> None:
        self.newsroom, self.covers = newsroom, covers

    def approve(self, headline: str = "جشنواره موسیقی نواحی", shade: int = 1, **brief: Any) -> int:
        """Bring a new piece all the way to approved; return its number."""
        asked = Brief.model_validate(
            {
                "kind": "event",
                "topic": "جشنواره موسیقی",
                "agency": "انجمن موسیقی کرمان",
                "county": "کرمان",
                "axis": "فرهنگ",
                "notes": ["ورود آزاد است"],
            }
            | brief
        )
        with self.newsroom.session() as session:
            number = submit(session, asked, add_user(session, "زهرا", Role.EDITOR)).id
        self._write(number, headline, shade)
        with self.newsroom.session() as session:
            move(session, piece(session, number), State.SUBMITTED, machine(session), at=NOW)
        self._agree(number)
        return number

    def correct(self, number: int, headline: str, shade: int) -> None:
        """Change a published piece, and approve the change."""
        self._write(number, headline, shade)
        self._agree(number)

    def withdraw(self, number: int, why: str = "به درخواست برگزارکننده") -> None:
        with self.newsroom.session() as session:
            move(session, piece(session, number), State.WITHDRAWN, self._editor(session), why, at=NOW)

    def take_down(self, number: int) -> None:
        with self.newsroom.session() as session:
            chief = add_user(session, "رضا", Role.CHIEF)
            move(session, piece(session, number), State.TAKEN_DOWN, chief, "حکم قانونی", at=NOW)

    def roll_back(self, number: int, revision: int) -> None:
        with self.newsroom.session() as session:
            roll_back(session, piece(session, number), revision, self._editor(session), "اصلاحیه نادرست بود")

    def rename(self, number: int, words: str) -> None:
        with self.newsroom.session() as session:
            rename(session, piece(session, number), words, self._editor(session))

    def edit(self, number: int, headline: str) -> None:
        """Change a piece that waits to go out; it has to be approved again."""
        self._write(number, headline, shade=99)

    def discard(self, number: int) -> None:
        with self.newsroom.session() as session:
            move(session, piece(session, number), State.DISCARDED, self._editor(session), "اشتباه بود", at=NOW)

    def state(self, number: int) -> State:
        with self.newsroom.session() as session:
            return piece(session, number).state

    def live(self) -> list[int]:
        """Return the numbers of the pieces that are published and nothing else."""
        with self.newsroom.reading() as session:
            return list(session.scalars(select(Piece.id).where(Piece.state == State.PUBLISHED).order_by(Piece.id)))

    def problem(self, number: int) -> str:
        with self.newsroom.session() as session:
            return piece(session, number).problem

    def _write(self, number: int, headline: str, shade: int) -> None:
        with self.newsroom.session() as session:
            writer = add_user(session, "زهرا", Role.EDITOR)
            revision = add_revision(session, piece(session, number), words(headline), writer)
            record_findings(session, revision, [])
            attach(session, revision, [image(shade), image(shade, 21, 21), *self.covers])

    def _agree(self, number: int, at: datetime = NOW) -> None:
        with self.newsroom.session() as session:
            move(session, piece(session, number), State.APPROVED, self._editor(session), at=at)

    def _editor(self, session: Any) -> Any:
        return add_user(session, "مریم", Role.EDITOR)


def rebuilt(newsroom: Newsroom, settings: Settings, quick: Path) -> dict[str, bytes]:
    """Return the site that the newsroom's stories make in an empty place."""
    copy = quick / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    source = newsroom.engine.url.database or ""
    for each in Path(source).parent.glob(f"{Path(source).name}*"):
        shutil.copy(each, copy)
    other = open_newsroom(f"sqlite:///{copy}/{Path(source).name}", newsroom.media)
    place = FolderStorage(copy / "site")
    found = rebuild_site(other, place, settings, NOW + timedelta(hours=1))
    other.close()
    assert found.problems == []
    return contents(place)


def far(sample: int, whole: int) -> int:
    """Return how far a harness goes: a sample under `make test`, the whole way under `make soak`."""
    return whole if hypothesis_settings().max_examples > 1000 else sample


everywhere = pytest.mark.parametrize("settings", ["folder", "s3"], indirect=True)


def province_with_another_name(folder: Path, former: str, name: str) -> Path:
    """Copy the province's data into `folder`, with another name for an agency and the former one as an alias."""
    copy = Path(shutil.copytree(province_folder(), folder / province_folder().name))
    agencies = yaml.safe_load((copy / "agencies.yaml").read_text("utf-8"))
    (each,) = [each for each in agencies if each["name"] == former]
    each |= {"name": name, "aliases": [*each.get("aliases", ()), former]}
    (copy / "agencies.yaml").write_text(yaml.safe_dump(agencies, allow_unicode=True), "utf-8")
    return copy


def contents(place: Storage) -> dict[str, bytes]:
    """Return all that the place holds."""
    return {key: read(place, key) for key in place.listing()}


def read(place: Storage, key: str) -> bytes:
    """Return the bytes a reader of the place would get."""
    if isinstance(place, S3Storage):
        body: bytes = place.client.get_object(Bucket=place.bucket, Key=place.prefix + key)["Body"].read()
        return body
    assert isinstance(place, FolderStorage)
    return (place.root / key).read_bytes()
