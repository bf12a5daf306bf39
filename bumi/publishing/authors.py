"""Changes of authors on the published site: another name, another biography, or a consent that was withdrawn."""

from itertools import batched
from typing import TYPE_CHECKING

from bumi.newsroom.publication import bylines, ledger, shelves
from bumi.publishing.dependencies import lists_naming_author, sheet_count
from bumi.publishing.feeds import WAYS
from bumi.publishing.keys import ALL, author_section, section_called
from bumi.publishing.run import PublishRun

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Shelf

_AT_A_TIME = 500  # stories of one statement


def renew_authors(run: PublishRun) -> None:
    """Mark the pages and lists that show an author otherwise than readers are to see them now.

    The pages of authors who are no longer shown, or not at this address, are removed.
    """
    with run.newsroom.reading() as session:
        waiting = bylines.outdated_accounts(session)
    for account in waiting:
        with run.newsroom.session() as session:
            _renew(session, account)
    with run.newsroom.reading() as session:
        left = [each.name for each in bylines.left_shelves(session)]
    if left:
        with run.newsroom.session() as session:
            for each in bylines.left_shelves(session):
                _close(session, each, run)


def _renew(session: "Session", account: str) -> None:
    author = bylines.renew_author(session, account)
    section = author_section(author) if author else None
    own = {section.shelf: section.name} if section else {}
    for ids in batched(bylines.stories_by(session, account), _AT_A_TIME):
        spots = shelves.place(session, {id: {ALL: "", **own} for id in ids}).values()
        name = section.shelf if section else ""
        shelves.touch(session, {key for spot in spots for key in lists_naming_author(spot, name)})
    if section and (length := shelves.lengths(session, [section.shelf])):
        sheets = sheet_count(length[section.shelf].length)
        shelves.touch(session, {WAYS, *(section.sheet(number) for number in range(sheets + 1))})


def _close(session: "Session", shelf: "Shelf", run: PublishRun) -> None:
    section = section_called(shelf.name, "")
    ledger.drop(session, (section.sheet(number) for number in range(sheet_count(shelf.length) + 1)), run.now)
    bylines.close_shelf(session, shelf)
    shelves.touch(session, {WAYS})
