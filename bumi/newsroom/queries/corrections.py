"""Corrections: what editors changed in the texts of a writer, sentence by sentence and by kind of finding, over weeks.

Compared are the text that was handed in, which is the last one before somebody else edited it, and the published one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.finding import Finding
from bumi.newsroom.accounts.users import MACHINE
from bumi.newsroom.states import GONE
from bumi.newsroom.tables import Piece, Revision, User
from bumi.persian.morphology import sentences

_FIELDS = ("headline", "lede", "body")
_BY_EDITOR = "editor"
_MOST_PIECES = 300  # of the weeks that are asked for, the latest
_WEEK = timedelta(days=7)


class Correction(NamedTuple):
    """A sentence that was changed, taken out (`after` is empty) or put in (`before` is).

    `checks` name the findings of the checks that the change did away with; where there are none, an editor saw to it.
    """

    piece_id: int
    published_at: datetime
    checks: tuple[str, ...]
    before: str
    after: str


class CorrectedWeek(NamedTuple):
    """A week, by the moment it begins: the sentences handed in of what it published, and how many were corrected."""

    begin: datetime
    sentences: int
    corrected: int

    @property
    def share(self) -> float:
        """The share of sentences that were corrected, from 0 to 1."""
        return self.corrected / self.sentences if self.sentences else 0.0


class Corrections(NamedTuple):
    """The corrections of a writer, latest first, the number of their published pieces, and the weeks in order."""

    found: list[Correction]
    pieces: int
    weeks: list[CorrectedWeek]

    @property
    def by_check(self) -> dict[str, list[Correction]]:
        """The corrections by check, the most frequent first; under «editor» what no check had found."""
        kinds: dict[str, list[Correction]] = {}
        for each in self.found:
            for check in each.checks or (_BY_EDITOR,):
                kinds.setdefault(check, []).append(each)
        return dict(sorted(kinds.items(), key=lambda kind: -len(kind[1])))


def corrections_of(session: Session, writer: User, begin: datetime, weeks: int) -> Corrections:
    """Return what was corrected in the pieces of `writer` first published in `weeks` weeks from `begin` on."""
    end = begin + weeks * _WEEK
    query = select(Piece).where(
        Piece.submitted_by == writer.name,
        *(Piece.published_at >= begin, Piece.published_at < end, Piece.state.not_in(GONE)),
    )
    pieces = session.scalars(query.order_by(Piece.published_at.desc(), Piece.id.desc()).limit(_MOST_PIECES)).all()
    found: list[Correction] = []
    handed, corrected = Counter[int](), Counter[int]()
    for piece in pieces:
        given, at = _handed_in(session, piece, writer), piece.published_at
        if given is None or at is None or piece.published_revision is None:
            continue
        of_piece = list(_between(piece.id, at, given, piece.published_revision))
        week = (at - begin) // _WEEK
        handed[week] += sum(len(_sentences(given, field)) for field in _FIELDS)
        corrected[week] += sum(bool(each.before) for each in of_piece)
        found += of_piece
    told = [CorrectedWeek(begin + week * _WEEK, handed[week], corrected[week]) for week in range(weeks)]
    return Corrections(found, len(pieces), told)


def _handed_in(session: Session, piece: Piece, writer: User) -> Revision | None:
    """Return the last revision before the first by another person; None where another wrote from the beginning."""
    query = select(Revision).where(Revision.piece_id == piece.id).order_by(Revision.number)
    given = None
    for each in session.scalars(query):
        if each.by not in (writer.name, MACHINE):
            return given
        given = each
    return given


def _between(piece_id: int, at: datetime, given: Revision, published: Revision) -> Iterator[Correction]:
    if given.hash == published.hash:
        return
    standing = {each.fingerprint for each in _findings(published)}
    gone = [each for each in _findings(given) if each.fingerprint not in standing]
    for field in _FIELDS:
        text, old, new = given.fields[field], _sentences(given, field), _sentences(published, field)
        spans = _spans(text)
        for tag, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            for number, (before, after) in enumerate(zip_longest(old[first:last], new[start:stop], fillvalue="")):
                here = spans[first + number] if before else (-1, -1)
                checks = dict.fromkeys(each.check for each in gone if each.field == field and _meets(each, here))
                yield Correction(piece_id, at, tuple(checks), before, after)


def _meets(finding: Finding, span: tuple[int, int]) -> bool:
    return finding.start < span[1] and span[0] < max(finding.end, finding.start + 1)


def _findings(revision: Revision) -> list[Finding]:
    return [Finding.model_validate(each) for each in revision.checkup.findings] if revision.checkup else []


def _sentences(revision: Revision, field: str) -> list[str]:
    text: str = revision.fields[field]
    return [text[start:end] for start, end in _spans(text)]


def _spans(text: str) -> Sequence[tuple[int, int]]:
    return sentences(text)
