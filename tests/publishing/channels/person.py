"""A person who answers what the ledger asks about channels, by looking at the books of our stand-in messengers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote

from bumi.messengers.stand_in import BookEntry, StandIn
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import channel_answers, channel_posts
from bumi.newsroom.publication.channel_posts import digest
from bumi.newsroom.states import HIDDEN, PostState, Role
from bumi.newsroom.tables import ChannelPost, Piece
from bumi.publishing.keys import page_key

CORRECTS = "اصلاحیه: "


class Answers(NamedTuple):
    """How many of the unconfirmed and failed messages were there, and how many were not."""

    there: int
    absent: int

    def __add__(self, other: object) -> "Answers":
        """Return the answers of both."""
        assert isinstance(other, Answers)
        return Answers(self.there + other.there, self.absent + other.absent)


def answer_all(newsroom: Newsroom, servers: Iterable[StandIn], at: datetime) -> Answers:
    """Answer everything that is asked, and remove what is left to people."""
    said = Answers(0, 0)
    books = {server.channel: server.book for server in servers}
    with newsroom.session() as session:
        editor = add_user(session, "مریم", Role.EDITOR)
        asked = channel_posts.questions(session)
        for row, about in asked:
            key, book = channel_posts.key_of(row), books[row.channel]
            if row.state is PostState.POSTED:
                continue  # it is tried again
            if row.state is PostState.LEFT:
                for id in row.messages or [id for id, entry in of(book, about).items() if _is(row, entry)]:
                    book[id].deleted = True
                channel_answers.record_removed(session, key, editor, at)
                continue
            others = [each for each in channel_posts.of_piece(session, about.id) if each.channel is row.channel]
            known = {id for other in others for id in other.messages}
            found = [id for id, entry in of(book, about).items() if id not in known and _is(row, entry)]
            if found:
                channel_answers.confirm(session, key, editor, found[0], at)
                said += Answers(1, 0)
            else:
                channel_answers.resend(session, key, editor, at)
                said += Answers(0, 1)
    return said


def disagreements(newsroom: Newsroom, servers: Iterable[StandIn]) -> list[str]:
    """Return where the ledger and the books differ: lost, doubled, not corrected, or standing though taken back."""
    found: list[str] = []
    with newsroom.reading() as session:
        rows = channel_posts.recorded(session)
        pieces = {id: piece(session, id) for id in {row.piece_id for row in rows}}
        for server in servers:
            own = [row for row in rows if row.channel is server.channel]
            found += [f"{server.channel}: {each}" for each in _differing(own, pieces, server.book)]
    return found


def of(book: Mapping[str, BookEntry], about: Piece) -> dict[str, BookEntry]:
    """Return what stands in a book about a piece, by its link."""
    slug = page_key(about.slug).removesuffix("index.html")
    return {id: entry for id, entry in book.items() if slug in unquote(entry.text) and not entry.deleted}


def _differing(rows: list[ChannelPost], pieces: Mapping[int, Piece], book: Mapping[str, BookEntry]) -> list[str]:
    problems: list[str] = []
    for id, about in pieces.items():
        own, standing = [row for row in rows if row.piece_id == id], of(book, about)
        shown = [row for row in own if row.state is PostState.POSTED]
        slug = page_key(about.slug).removesuffix("index.html")
        ever = [entry for entry in book.values() if slug in unquote(entry.text) and not entry.text.startswith(CORRECTS)]
        if len(ever) > 1:
            problems.append(f"{id} was posted {len(ever)} times")
        if about.state in HIDDEN and (standing or shown):
            problems.append(f"{id} stands though it was taken back")
        if about.state not in HIDDEN and not shown:
            problems.append(f"{id} was lost: {[row.state for row in own]}")
        if sorted(standing) != sorted(row.messages[0] for row in shown if row.messages):
            problems.append(f"{id}: {sorted(standing)} stand, and the ledger has {[row.messages for row in shown]}")
            continue
        problems += [f"{id} shows another text" for row in shown if digest(book[row.messages[0]].text) != row.text_hash]
        if shown and shown[-1].revision_id != about.published_revision_id:
            problems.append(f"{id} was not corrected")
    return problems


def _is(row: ChannelPost, entry: BookEntry) -> bool:
    return entry.text.startswith(CORRECTS) == (row.number > 0)
