"""Sample data: thirty briefs of one week (bench/briefs), drafted by the model, approved, and published at their times.

`python -m bench.week FOLDER`: FOLDER/output has the site as it stands on the evening of the last day, FOLDER/.bumi the
database, and FOLDER/drafts.txt what Bumi wrote, to be read beside the briefs. A second call drafts nothing again.
"""

import argparse
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.serving import AFTERWARDS, demo_settings
from bumi.brief import read_briefs
from bumi.errors import Refused
from bumi.flows.local.entrances import draft_here
from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.content.pieces import pieces, submit
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.states import State
from bumi.newsroom.workflow.findings import findings
from bumi.newsroom.workflow.transitions import move
from bumi.pipeline.run_context import Progress
from bumi.publishing import publish_due
from bumi.settings import ROOT, Settings
from bumi.storage import open_storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Piece

BRIEFS = ROOT / "bench" / "briefs"


def main() -> None:
    """Draft, approve and publish the week, and say what was refused."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    for line in week(options.parse_args().folder, lambda *said: print(*said, flush=True)):
        print(line)


def week(folder: Path, progress: Progress) -> list[str]:
    """Publish the week into `folder`, and return why any piece of it was not approved."""
    (folder / ".bumi").mkdir(parents=True, exist_ok=True)
    settings = demo_settings(folder)
    with newsroom_of(settings) as newsroom:
        _submit(newsroom)
        draft_here(0, progress, settings)
        refused = _approve(newsroom)
        _publish(newsroom, settings)
        with newsroom.reading() as session:
            told = [_as_text(session, each) for each in sorted(pieces(session), key=lambda it: it.id)]
        (folder / "drafts.txt").write_text("\n\n".join(told), "utf-8")
    return refused


def _submit(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        chief = add_user(session, "week-chief", Role.CHIEF)
        if pieces(session):
            return
        for brief in read_briefs(*sorted(BRIEFS.glob("*.yaml"))):
            submit(session, brief, chief)


def _approve(newsroom: Newsroom) -> list[str]:
    refused: list[str] = []
    with newsroom.session() as session:
        editor = add_user(session, "week-editor", Role.EDITOR)
        waiting = [each for each in pieces(session) if each.state is State.SUBMITTED]
        eve = min(each.publish_at for each in pieces(session) if each.publish_at) - timedelta(days=1)
        for each in waiting:
            try:
                move(session, each, State.APPROVED, editor, at=eve)
            except Refused as error:
                refused += error.problems
    return refused


def _publish(newsroom: Newsroom, settings: Settings) -> None:
    with newsroom.reading() as session:
        moments = sorted(each.publish_at for each in pieces(session) if each.publish_at)
    for moment in (*moments, moments[-1] + AFTERWARDS):
        publish_due(newsroom, open_storage(settings), settings, moment)


def _as_text(session: "Session", piece: "Piece") -> str:
    """Return a piece as a reader gets it, under its number, state and the topic of its brief."""
    head = f"#{piece.id} {piece.state.value} · {piece.brief_model.topic}"
    if piece.revision is None:
        return head
    fields = piece.revision.fields_model
    found = "\n".join(f"  ! {each.severity.value} {each.code}: {each.message}" for each in findings(session, piece))
    return "\n".join((head, fields.kicker, fields.headline, fields.lede, fields.body, found))


if __name__ == "__main__":
    main()
