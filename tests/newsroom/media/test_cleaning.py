"""Cleaning the media store: what is named stays, what nothing has named for a week goes, whoever puts meanwhile."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bumi.newsroom.content.photos import add_photo, photo, photos_of, remove_photo
from bumi.newsroom.content.typed import begin_draft, drop_draft
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.media import store
from bumi.newsroom.media.cleaning import GRACE, clean_media, missing
from bumi.newsroom.media.store import hashes_in, keep, key_of
from bumi.newsroom.publication.stories import media_bytes
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import BriefDraft
from bumi.newsroom.workflow.revisions import attach_renditions
from bumi.persian.calendar import now
from bumi.piece import Variant
from bumi.storage.folder import FolderStorage
from tests.newsroom.stage import card, new_piece, person, reach
from tests.publishing.stage import far

PICTURES = [f"picture {number}".encode() for number in range(6)]
DAY = timedelta(days=1)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def stored(newsroom: Newsroom) -> set[str]:
    return {sha256 for shard in store.SHARDS for sha256 in hashes_in(newsroom.media, shard)}


class Clock:
    """The time by which the store marks and the cleaning is done."""

    def __init__(self) -> None:
        self.at: datetime = now()

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(store, "now", made)
    return made


def test_what_revisions_renditions_and_photos_need_stays_for_ever(newsroom: Newsroom, clock: Clock) -> None:
    keep(newsroom, [b"lighter", PICTURES[0]])
    with newsroom.session() as session:
        piece = reach(session, State.WITHDRAWN)
        attach_renditions(session, [(rendition(b"lighter", 9), b"lighter")])
        draft = begin_draft(session, person(session, Role.CONTENT), {}).id
        add_photo(session, draft, person(session, Role.CONTENT), PICTURES[0], 1, 1)
        assert piece.revision
    for _ in range(3):
        clock.at += 30 * DAY
        done = clean_media(newsroom, clock.at)
        assert (done.removed, done.waiting, done.lost) == (0, 0, [])
    assert stored(newsroom) == {sha(b"card"), sha(b"lighter"), sha(PICTURES[0])}


def test_what_nothing_names_goes_at_the_end_of_its_grace_time(newsroom: Newsroom, clock: Clock) -> None:
    keep(newsroom, [PICTURES[0]])  # and the transaction that was to name it failed
    newsroom.media.put(key_of(sha(PICTURES[1])), PICTURES[1], "", "")  # left by a database that was lost
    newsroom.media.put("notes.txt", b"not ours", "", "")
    clock.at += GRACE - DAY
    done = clean_media(newsroom, clock.at)
    assert (done.removed, done.waiting) == (0, 2)
    clock.at += 2 * DAY
    done = clean_media(newsroom, clock.at)
    assert (done.removed, done.bytes, done.waiting) == (1, len(PICTURES[0]), 1)
    clock.at += GRACE
    assert clean_media(newsroom, clock.at).removed == 1
    assert stored(newsroom) == set() and newsroom.media.get("notes.txt") == b"not ours"


def test_what_a_dead_run_left_half_written_goes_at_once(newsroom: Newsroom, clock: Clock) -> None:
    keep(newsroom, PICTURES[:1])
    assert isinstance(newsroom.media, FolderStorage)
    left = newsroom.media.root / ".part" / "left"
    left.write_bytes(PICTURES[1])
    clean_media(newsroom, clock.at)
    assert not left.exists() and stored(newsroom) == {sha(PICTURES[0])}


def test_a_photo_waits_from_when_it_was_removed(newsroom: Newsroom, clock: Clock) -> None:
    keep(newsroom, PICTURES[:2])
    with newsroom.session() as session:
        by = person(session, Role.CONTENT)
        draft = begin_draft(session, by, {}).id
        one = add_photo(session, draft, by, PICTURES[0], 1, 1).id
        add_photo(session, draft, by, PICTURES[1], 1, 1)
    clock.at += 90 * DAY
    with newsroom.session() as session:
        remove_photo(session, draft, one)
    assert clean_media(newsroom, clock.at + GRACE - DAY).removed == 0
    clock.at += GRACE + DAY
    assert clean_media(newsroom, clock.at).removed == 1
    with newsroom.session() as session:
        drop_draft(session, draft)
    assert clean_media(newsroom, clock.at + GRACE + DAY).removed == 1


def test_what_is_lost_is_told_with_its_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new_piece(session)
    newsroom.media.delete(key_of(card()[0].sha256))
    [told] = clean_media(newsroom, now()).lost
    assert "مطلب ۱" in told and card()[0].sha256 in told and missing(newsroom) == [told]


@pytest.fixture
def newsrooms(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[[], Newsroom]]:
    """Make an empty newsroom for each example."""
    opened: list[Newsroom] = []

    def make() -> Newsroom:
        file = tmp_path / str(len(opened)) / "bumi.db"  # its images lie beside it
        file.parent.mkdir()
        shutil.copy(sqlite_template, file)
        opened.append(open_newsroom(f"sqlite:///{file}"))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


ACTS = st.tuples(
    st.sampled_from(["put", "attach", "add photo", "remove photo", "drop", "wait", "clean"]),
    st.integers(0, len(PICTURES) - 1),
)


@given(acts=st.lists(ACTS, min_size=5, max_size=30))
@settings(max_examples=far(8, 300), deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_needed_is_ever_removed_and_nothing_else_stays(
    newsrooms: Callable[[], Newsroom], clock: Clock, acts: list[tuple[str, int]]
) -> None:
    newsroom = newsrooms()
    needed_at: dict[str, datetime] = {}  # when each object was put or needed last
    attached = {b"card"}
    with newsroom.session() as session:
        new_piece(session)
        by = person(session, Role.CONTENT)
        draft = begin_draft(session, by, {}).id

    def photos() -> dict[int, bytes]:
        with newsroom.reading() as session:
            if session.get(BriefDraft, draft) is None:
                return {}
            return {each.id: photo(session, each.id) for each in photos_of(session, draft_id=draft)}

    def needed() -> set[str]:
        return {sha(data) for data in (*attached, *photos().values())}

    def touch(*data: bytes) -> None:
        needed_at.update({sha(each): clock.at for each in data})

    for act, number in [*acts, ("clean", 0)]:
        data = PICTURES[number]
        held = photos()
        match act:
            case "put":
                keep(newsroom, [data])
                touch(data)
            case "attach":
                keep(newsroom, [data])
                shown = rendition(data, width=number)
                with newsroom.session() as session:
                    attach_renditions(session, [(shown, data)])
                attached.add(data)
            case "add photo" if len(held) < 5 and draft_is_there(newsroom, draft):
                keep(newsroom, [data])
                with newsroom.session() as session:
                    add_photo(session, draft, by, data, 1, 1)
            case "remove photo" if held:
                id = sorted(held)[number % len(held)]
                with newsroom.session() as session:
                    remove_photo(session, draft, id)
                touch(held[id])
            case "drop":
                with newsroom.session() as session:
                    drop_draft(session, draft)
                touch(*held.values())
            case "wait":
                clock.at += (number + 1) * 2 * DAY
            case "clean":
                before = stored(newsroom)
                done = clean_media(newsroom, clock.at)
                free = before - needed()
                gone = {it for it in free if needed_at[it] < clock.at - GRACE}
                assert (stored(newsroom), done.removed) == (before - gone, len(gone))
                assert done.lost == []
    with newsroom.reading() as session:
        assert all(media_bytes(session, sha(data)) == data for data in attached)


def rendition(data: bytes, width: int) -> Variant:
    of, _ = card()
    return Variant(of=of.sha256, sha256=sha(data), content_type="image/webp", width=width, height=9)


def draft_is_there(newsroom: Newsroom, draft: int) -> bool:
    with newsroom.reading() as session:
        return session.get(BriefDraft, draft) is not None


def test_a_put_while_its_object_is_being_removed_puts_it_again(newsroom: Newsroom) -> None:
    """The put begins after the last look, when the object is still there and about to go."""
    data, puts = PICTURES[0], []
    keep(newsroom, [data])

    class Late(FolderStorage):
        def delete(self, key: str) -> None:
            puts.append(Thread(target=keep, args=(newsroom, [data])))
            puts[0].start()
            super().delete(key)

    assert isinstance(newsroom.media, FolderStorage)
    newsroom.media = Late(newsroom.media.root, private=True)
    assert clean_media(newsroom, now() + 2 * GRACE).removed == 1
    puts[0].join()
    assert stored(newsroom) == {sha(data)}
    assert clean_media(newsroom, now() + DAY).waiting == 1


def test_cleaning_without_mercy_while_others_put_loses_nothing_that_is_named(newsroom: Newsroom) -> None:
    """Even with no grace time at all an image is either named and there, or refused."""
    over: list[bool] = []

    def sweep() -> int:
        removed = 0
        while not over:
            removed += clean_media(newsroom, now() + DAY, timedelta(0)).removed
        return removed

    def put(number: int) -> int:
        named = 0
        for data in PICTURES:
            keep(newsroom, [data])
            try:
                with newsroom.session() as session:
                    by = person(session, Role.CONTENT)
                    add_photo(session, begin_draft(session, by, {}).id, by, data, 1, 1)
                named += 1
            except ValueError:  # removed before it was named
                continue
        return named

    with newsroom.session() as session:
        person(session, Role.CONTENT)
    with ThreadPoolExecutor(3) as threads:
        sweeper = threads.submit(sweep)
        named = sum(threads.map(put, range(2)))
        over.append(True)
        sweeper.result()
    assert named > 0 and missing(newsroom) == []
