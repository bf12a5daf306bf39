"""The demonstration behind `make run`: the sample briefs, taken the whole way; a second time there is little to do."""

import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bumi.brief import read_briefs
from bumi.calendar import now
from bumi.cli.files import write_cards
from bumi.errors import Refused
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.pieces import piece, pieces, submit
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.transitions import move
from bumi.newsroom.users import Role, add_user
from bumi.publishing.places import open_place
from bumi.publishing.publish import publish_due
from bumi.settings import ROOT, Settings
from flows.bench import Progress
from flows.entrances import draft_here

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["demo"]

_AUTHOR, _EDITOR = "demo-author", "demo-editor"
_CARDS = Path(".bumi/cards")


def demo(approve: bool, progress: Progress) -> dict[str, Any]:
    """Submit the sample briefs, work, perhaps approve and publish, and return what there is to look at."""
    settings = Settings()
    with closing(open_newsroom(settings.database_url)) as newsroom:
        _submit_samples(newsroom)
        draft_here(0, progress)
        refused = _approve_all(newsroom) if approve else []
        if approve:
            publish_due(newsroom, open_place(settings), settings, now())
        return _look(newsroom, settings) | {"refused": refused}


def _submit_samples(newsroom: Newsroom) -> None:
    briefs = read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))
    with newsroom.session() as session:
        author = add_user(session, _AUTHOR, Role.CONTENT)
        add_user(session, _EDITOR, Role.EDITOR)
        known = [each.brief_model for each in _ours(session)]
        for brief in briefs:
            if brief not in known:
                submit(session, brief, author)


def _approve_all(newsroom: Newsroom) -> list[str]:
    refused: list[str] = []
    with newsroom.session() as session:
        waiting = [each.id for each in _ours(session) if each.state is State.SUBMITTED]
    for id in waiting:
        try:
            with newsroom.session() as session:
                move(session, piece(session, id), State.APPROVED, add_user(session, _EDITOR, Role.EDITOR))
        except Refused as error:
            refused += error.problems
    return refused


def _look(newsroom: Newsroom, settings: Settings) -> dict[str, Any]:
    from flows.report import line

    with newsroom.session() as session:
        ours = _ours(session)
        for each in ours:
            write_cards(session, each, _CARDS)
        lines = [line(session, each) for each in ours]
    return {"pieces": lines, "cards": str(_CARDS), "pages": settings.storage_url, "next": _next(lines, settings)}


def _next(lines: list[Any], settings: Settings) -> list[str]:
    bumi = "bumi" if shutil.which("bumi") else sys.argv[0]
    waiting = [it["id"] for it in lines if it["state"] == State.SUBMITTED]
    live = [it["id"] for it in lines if it["state"] == State.PUBLISHED]
    commands = []
    if live and not settings.storage_url.startswith("s3://"):
        commands += [f"python3 -m http.server --bind 127.0.0.1 --directory {settings.storage_url} 8000"]
    if waiting:
        commands += [f"{bumi} show {waiting[0]}", f"{bumi} approve {waiting[0]} --as {_EDITOR}", f"{bumi} publish"]
    return commands or [f"{bumi} list"]


def _ours(session: "Session") -> list[Piece]:
    return [each for each in pieces(session) if each.submitted_by == _AUTHOR]
