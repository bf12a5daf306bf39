"""Benchmark of publishing against `aws s3 sync` and rclone, on one real gateway in one run: `make bench-publishing`.

First a whole site of pieces with cards, pages and lists is published; then `aws s3 sync` and `rclone sync`, ten objects
at a time like ours, copy the same tree to other buckets. Then the archive is filled, and one more piece is published.
The gateway keeps its data in memory, so that no disk is measured. Images are copies of one card, each made unique by
some bytes at its end; renditions exist beforehand, as after the drafting flow.
"""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from bumi.brief import Brief
from bumi.cards import cards_for, covers_for
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, attach_media, attach_renditions, record_findings, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.media.store import expect, put
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.piece import Fields, Media, Variant
from bumi.province import province
from bumi.publishing import cover, publish_due, rebuild_site, renditions, widest
from bumi.settings import Settings
from bumi.storage.folder import FolderStorage
from bumi.storage.s3 import S3Storage
from tests.publishing.gateway import KEYS, Gateway, quick_folder

_NOW = now()
_WORDS = Fields(
    headline="جشنواره موسیقی نواحی در تالار فرهنگ کرمان",
    lede="آیین گشایش جشنواره پنجشنبه با بیش از ۱۲۰ نوازنده از هشت شهرستان برپا می‌شود.",
    body="\n\n".join(["ورود برای همه آزاد است و بلیتی فروخته نمی‌شود. درها از ساعت ۱۷ باز است."] * 6),
    hashtags=("کرمان", "موسیقی_نواحی"),
)

_PEERS = {
    "aws": "{aws} --endpoint-url {gateway} s3 sync {tree} s3://{bucket}/site --only-show-errors",
    "rclone": "rclone sync {tree} :s3:{bucket}/site --s3-provider Ceph --s3-endpoint {gateway} --s3-env-auth "
    "--s3-no-check-bucket --transfers 10 --checkers 10 --config /dev/null",
}
"""The commands of the peers, by the bucket that each fills."""

Images = list[tuple[Media, bytes]]


def main(aws: str, first: int, archive: int) -> None:
    """Print the figures; `aws` is the program, `first` and `archive` are numbers of pieces."""
    os.environ |= KEYS | {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    os.environ.pop("AWS_CA_BUNDLE", None)  # rclone refuses it, and the gateway speaks plain HTTP
    with quick_folder() as folder:
        gateway = Gateway(folder / "gateway")
        gateway.start()
        try:
            _measure(folder, gateway.url, aws, first, archive)
        finally:
            gateway.stop()


def _measure(folder: Path, gateway: str, aws: str, first: int, archive: int) -> None:
    settings = Settings(
        _env_file=None,
        storage_url="s3://ours/site",
        s3_endpoint_url=gateway,
        site_url="https://news.example",
    )
    place = Counting(settings)
    for bucket in ("ours", *_PEERS):
        place.client.create_bucket(Bucket=bucket)
    newsroom = open_newsroom(f"sqlite:///{folder}/bumi.db")
    cards = _cards()
    _fill(newsroom, first, cards, alike=False)

    ours, objects = _publish(newsroom, place, settings)
    print(f"{first} pieces, {objects} objects")
    print(f"bumi publish    {ours:8.1f} s {objects / ours:8.0f} objects/s")
    tree = _tree(newsroom, settings, folder)
    for bucket, peer in _PEERS.items():
        theirs = _timed(peer.format(aws=aws, tree=tree, gateway=gateway, bucket=bucket).split())
        print(f"{bucket:15} {theirs:8.1f} s {objects / theirs:8.0f} objects/s   ratio {ours / theirs:5.2f}   at most 1")

    _fill(newsroom, archive - first, cards, alike=True)
    _publish(newsroom, place, settings)
    _fill(newsroom, 1, cards, alike=False)
    one, objects = _publish(newsroom, place, settings)
    print(f"one more piece in a site of {archive}: {one:.2f} s, {objects} objects put       under 1 s")


class Counting(S3Storage):
    """A bucket that counts the objects put."""

    puts = 0

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        self.puts += 1
        return super().put(key, body, content_type, cache_control, gone)


def _publish(newsroom: Newsroom, place: Counting, settings: Settings) -> tuple[float, int]:
    """Publish the due pieces; return the seconds and the number of objects put."""
    before = place.puts
    start = time.perf_counter()
    said = publish_due(newsroom, place, settings, _NOW)
    seconds = time.perf_counter() - start
    assert all(each.result.good for each in said), said
    return seconds, place.puts - before


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def _tree(newsroom: Newsroom, settings: Settings, folder: Path) -> Path:
    """Return a folder with the same site."""
    with closing(sqlite3.connect(folder / "bumi.db")) as own, closing(sqlite3.connect(folder / "copy.db")) as other:
        own.backup(other)
    copy = open_newsroom(f"sqlite:///{folder}/copy.db", newsroom.media)
    found = rebuild_site(copy, FolderStorage(folder / "tree"), settings, _NOW)
    assert not found.problems, found.problems
    copy.close()
    (folder / "copy.db").unlink()
    return folder / "tree"


def _cards() -> Images:
    brief = Brief.model_validate(
        {"kind": "event", "topic": _WORDS.headline, "agency": "انجمن موسیقی کرمان", "county": "کرمان"}
        | {"axis": "فرهنگ", "notes": ["ورود آزاد است"]}
    )
    return [*cards_for(_WORDS, brief), *covers_for(_WORDS, brief)]


def _fill(newsroom: Newsroom, count: int, cards: Images, alike: bool) -> None:
    """Add approved pieces, each with its own images, or (`alike`) all with the same."""
    counties = [county.name for county in province().counties]
    axes = [axis.name for axis in province().axes]
    agencies = [agency.name for agency in province().agencies]
    kept = [media for media, _ in cards]
    shown = (cover(kept), widest(kept))
    made = [(each, data) for media, card in cards if media in shown for each, data in renditions(media, card)]
    for start in range(0, count, 200):
        with newsroom.session() as session:
            author, editor = add_user(session, "زهرا", Role.EDITOR), add_user(session, "مریم", Role.EDITOR)
            for number in range(start, min(count, start + 200)):
                brief = Brief.model_validate(
                    {"kind": "event", "topic": "جشنواره موسیقی", "notes": ["ورود آزاد است"]}
                    | {"agency": agencies[number % len(agencies)], "county": counties[number % len(counties)]}
                    | {"axis": axes[number % len(axes)]}
                )
                piece = submit(session, brief, author)
                mark = b"" if alike else f"{piece.id:09}".encode()
                own = {media.sha256: _marked(media, data, mark) for media, data in cards}
                revision = add_revision(session, piece, _WORDS, author)
                record_findings(session, revision, [])
                lighter = [_marked(each, data, mark) for each, data in made]
                for about, data in [*own.values(), *lighter]:
                    expect(session, [about.sha256])
                    put(newsroom.media, about.sha256, data)
                attach_media(session, revision, own.values())
                attach_renditions(
                    session, ((each.model_copy(update={"of": own[each.of][0].sha256}), data) for each, data in lighter)
                )
                move(session, piece, State.SUBMITTED, machine(session), at=_NOW)
                move(session, piece, State.APPROVED, editor, at=_NOW)


def _marked[T: (Media, Variant)](media: T, data: bytes, mark: bytes) -> tuple[T, bytes]:
    """Return an image that looks the same but has different bytes."""
    own = data + mark
    return media.model_copy(update={"sha256": sha256(own).hexdigest()}), own


if __name__ == "__main__":
    program, *sizes = sys.argv[1:]
    main(program, *(int(size) for size in sizes or ("2000", "10000")))
