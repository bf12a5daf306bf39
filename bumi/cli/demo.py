"""The demonstration of `make run`: draft the sample briefs and, if wanted, approve and publish them, each once.

People and events are invented, so the demonstration has a database and pages of its own.
"""

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bumi.brief import read_briefs
from bumi.cli.demo_channels import ChannelsDemo, messengers_of_demo
from bumi.cli.files import write_cards
from bumi.desk.serve import serve
from bumi.errors import Refused
from bumi.flows.local.entrances import draft_here, draft_waiting
from bumi.newsroom.accounts.sign_in import invite
from bumi.newsroom.accounts.users import Role, add_user, machine
from bumi.newsroom.content.pieces import piece, pieces, submit
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.pipeline.run_context import Progress
from bumi.province import province
from bumi.publishing import publish_due
from bumi.settings import DEFAULT_PROVINCE, PACKAGE, Settings
from bumi.storage import open_storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.pipeline.report import ReportLine

_AUTHOR, _EDITOR, _CHIEF = "demo-author", "demo-editor", "demo-chief"
_CARDS = Path(".bumi/cards")
_OWN = {
    "province": DEFAULT_PROVINCE,
    "database_url": "sqlite:///.bumi/demo.db",
    "storage_url": "output",
    "media": ".bumi/demo-media",
    "site_url": "http://127.0.0.1:8000",
}


def demo(approve: bool, channels: bool, progress: Progress) -> dict[str, Any]:
    """Submit and draft the sample briefs, approve, publish and send them if wanted, and return what to look at."""
    settings = _own_settings()
    with newsroom_of(settings) as newsroom:
        _submit_samples(newsroom)
        draft_here(0, progress, settings)
        refused = _approve_all(newsroom) if approve else []
        sent = _send(newsroom, settings) if channels else {}
        if approve and not channels:
            publish_due(newsroom, open_storage(settings), settings, now())
        return _look(newsroom, settings) | {"refused": refused} | sent


def _send(newsroom: Newsroom, settings: Settings) -> dict[str, Any]:
    """Publish, send to messengers of our own, then correct one piece and withdraw another there."""
    with messengers_of_demo() as servers:
        show = ChannelsDemo(newsroom, settings, servers, _EDITOR, _CHIEF)
        sent = show.publish_and_send()
        changed = {"corrected": show.correct(), "withdrawn": show.withdraw()}
        return {"channels": {"sent": sent, **changed, "changed": show.publish_and_send()}}


def open_demo_desk(ready: Callable[[str, dict[str, str]], None]) -> None:
    """Open the desk of the demonstration until interrupted; `ready` is called with its address and one-time codes.

    The published pages are served too.
    """
    settings = _own_settings()
    with newsroom_of(settings) as newsroom, newsroom.session() as session:
        people = ((_AUTHOR, Role.CONTENT), (_EDITOR, Role.EDITOR), (_CHIEF, Role.CHIEF))
        codes = {name: invite(session, add_user(session, name, role), machine(session)) for name, role in people}
    _serve_pages(settings)
    serve(settings, "127.0.0.1", 0, lambda address: ready(address, codes), draft_waiting)


def _serve_pages(settings: Settings) -> None:
    """Serve the folder of the site at its address until the process ends, unless the port is in use."""
    handler = partial(_Quiet, directory=settings.storage_url)
    with suppress(OSError):
        server = ThreadingHTTPServer(("127.0.0.1", urlsplit(settings.site_url).port or 8000), handler)
        Thread(target=server.serve_forever, daemon=True).start()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without logging requests."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def _own_settings() -> Settings:
    real = Settings()
    own = real.model_copy(update=_OWN)
    if real.site_url != own.site_url and Path(real.storage_url).resolve() == Path(own.storage_url).resolve():
        raise Refused(
            f"پوشه «{own.storage_url}» صفحه‌های {real.site_url} را دارد و نمونه‌ها ساختگی‌اند؛ "
            "BUMI_STORAGE_URL را به پوشه‌ای دیگر ببرید یا نمایش را در پوشه‌ای دیگر اجرا کنید"
        )
    return own


def _submit_samples(newsroom: Newsroom) -> None:
    briefs = read_briefs(*sorted((PACKAGE / "briefs").glob("*.yaml")))
    with newsroom.session() as session:
        author, chief = add_user(session, _AUTHOR, Role.CONTENT), add_user(session, _CHIEF, Role.CHIEF)
        add_user(session, _EDITOR, Role.EDITOR)
        known = [each.brief_model for each in _ours(session)]
        for brief in briefs:
            if brief not in known:
                # A content team cannot submit for an agency that is not listed.
                submit(session, brief, author if province().agency(brief.agency) else chief)


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
    from bumi.pipeline.report import line

    with newsroom.reading() as session:
        ours = _ours(session)
        for each in ours:
            write_cards(session, each, _CARDS)
        lines = [line(session, each) for each in ours]
    return {"pieces": lines, "cards": str(_CARDS), "pages": settings.storage_url, "next": _next(lines)}


def _next(lines: "list[ReportLine]") -> list[str]:
    own = " ".join(f"BUMI_{name.upper()}={value}" for name, value in _OWN.items())
    bumi = f"{own} {'bumi' if shutil.which('bumi') else sys.argv[0]}"
    waiting = [it for it in lines if it["state"] == State.SUBMITTED]
    commands = []
    if any(it["state"] == State.PUBLISHED for it in lines):
        commands += [f"python3 -m http.server --bind 127.0.0.1 --directory {_OWN['storage_url']} 8000"]
    if waiting:
        id, revision = waiting[0]["id"], waiting[0]["revision"]
        approve = f"{bumi} approve {id} --revision {revision} --as {_EDITOR}"
        commands += [f"{bumi} show {id}", approve, f"{bumi} publish"]
    return commands or [f"{bumi} list"]


def _ours(session: "Session") -> list[Piece]:
    return [each for each in pieces(session) if each.submitted_by in (_AUTHOR, _CHIEF)]
