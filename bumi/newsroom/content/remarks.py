"""Remarks on passages of a text, with replies and mentions; they follow their words through later revisions.

Remarks are for the people of the desk: no page for readers, no export and no model reads them.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.shown_names import shown_names
from bumi.newsroom.accounts.users import who_sees
from bumi.newsroom.notifications.outbox import note_mention
from bumi.newsroom.tables import FactCheck, Piece, Remark, Revision, User
from bumi.newsroom.workflow.refusals import numbered
from bumi.newsroom.workflow.revisions import written
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, normal

LONGEST = 1000
"""The most characters of a remark."""

_AROUND = 40  # characters beside a passage, by which its place is known among the same words elsewhere
_MENTION = re.compile(r"(?<!\S)@")


class MarkedPassage(NamedTuple):
    """Some words of a field of a text."""

    field: str
    start: int
    end: int


class RemarkThread(NamedTuple):
    """A remark with its replies: `place` is None if its words are no longer in the text.

    `named` is the unverified name of somebody who answered a fact-check link, empty for a remark of a user.
    """

    remark: Remark
    replies: list[Remark]
    place: MarkedPassage | None
    named: str


def remark(session: Session, piece: Piece, number: int, passage: MarkedPassage, by: User, text: str) -> Remark:
    """Add a remark of `by` on a passage of revision `number`, and tell those whom it mentions.

    Raise BadInput for a passage that is not in that revision, for an empty or overlong text, and for a mention of
    somebody who may not see the piece.
    """
    query = select(Revision).where(Revision.piece_id == piece.id, Revision.number == number)
    revision = session.scalar(query.options(lazyload("*")))
    if revision is None:
        raise BadInput(f"{numbered(piece)}: ویرایش {digits_to_persian(str(number))} نیست؛ صفحه را دوباره باز کنید")
    new = remark_on(piece, revision, passage, _checked(text))
    new.by = by.name
    return _added(session, piece, new, by)


def reply(session: Session, piece: Piece, id: int, by: User, text: str) -> Remark:
    """Reply to a remark, and tell those whom the reply mentions; a closed remark stays closed. Raise as `remark`."""
    to = first_remark(session, piece, id)
    place = {"field": to.field, "start": to.start, "end": to.end, "words": to.words}
    new = Remark(
        piece_id=piece.id, revision_id=to.revision_id, parent_id=to.id, by=by.name, text=_checked(text), **place
    )
    return _added(session, piece, new, by)


def set_done(session: Session, piece: Piece, id: int, by: User, done: bool) -> None:
    """Close a remark, or open it again."""
    found = first_remark(session, piece, id)
    found.done_by, found.done_at = (by.name, now()) if done else (None, None)
    session.flush()


def threads(session: Session, piece: Piece) -> list[RemarkThread]:
    """Return the remarks of a piece with their replies, oldest first, each where its words are in the latest text."""
    query = select(Remark).where(Remark.piece_id == piece.id).order_by(Remark.id)
    every = list(session.scalars(query))
    if not every:
        return []
    texts = written(piece).fields_model.texts()
    earlier = {each.revision_id for each in every if each.revision_id != piece.revision_id}
    of = select(Revision).where(Revision.id.in_(earlier)).options(lazyload("*"))
    before = {each.id: each.fields_model.texts() for each in session.scalars(of)}
    names = dict(session.execute(select(FactCheck.id, FactCheck.named).where(FactCheck.piece_id == piece.id)).all())
    return [
        RemarkThread(
            each,
            [other for other in every if other.parent_id == each.id],
            followed(each, before.get(each.revision_id, texts), texts),
            names.get(each.check_id or 0, ""),
        )
        for each in every
        if each.parent_id is None
    ]


def remark_on(piece: Piece, revision: Revision, passage: MarkedPassage, text: str) -> Remark:
    """Return a new remark on a passage of a revision, by nobody yet. Raise BadInput if there are no words there."""
    whole = revision.fields_model.texts().get(passage.field, "")
    start, end = max(passage.start, 0), min(passage.end, len(whole))
    words = whole[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise BadInput(f"{numbered(piece)}: واژه‌هایی برای یادداشت برگزیده نشده است؛ جمله‌ای از متن را برگزینید")
    return Remark(
        piece_id=piece.id,
        revision_id=revision.id,
        field=passage.field,
        start=start,
        end=start + len(words),
        words=words,
        text=text,
    )


def followed(remark: Remark, before: Mapping[str, str], after: Mapping[str, str]) -> MarkedPassage | None:
    """Return where the words of a remark, made on the texts `before`, are in the texts `after`; None if nowhere.

    Of several places it is that with the most of the same text around it; another field is searched last.
    """
    text, length = before.get(remark.field, ""), len(remark.words)
    left, right = text[max(remark.start - _AROUND, 0) : remark.start], text[remark.end : remark.end + _AROUND]
    for name in (remark.field, *after):
        places = _places(remark.words, after.get(name, ""))
        if places:
            whole = after[name]
            start = max(
                places,
                key=lambda at: (
                    _common(left[::-1], whole[max(at - _AROUND, 0) : at][::-1])
                    + _common(right, whole[at + length : at + length + _AROUND]),
                    -abs(at - remark.start),
                ),
            )
            return MarkedPassage(name, start, start + length)
    return None


def mentioned(session: Session, piece: Piece, text: str, by: User) -> list[User]:
    """Return the people whom «@name» mentions, by the names that `by` knows.

    Raise BadInput for one who may not see the piece, or does not exist; of a name that `by` may not know, which of
    both it is remains unsaid.
    """
    found: dict[str, User] = {}
    if "@" not in text:
        return []
    known_as = shown_names(session, by)
    named = [(known_as(each.name), each) for each in who_sees(session, piece)]
    people = sorted(named, key=lambda each: -len(each[0]))
    for at in _MENTION.finditer(text):
        rest = text[at.end() :]
        who = next((each for name, each in people if _begins(rest, name)), None)
        if who is None:
            name = rest.split(maxsplit=1)[0] if rest.split() else ""
            raise BadInput(f"«@{name}» کسی نیست که این مطلب را ببیند؛ نامش را درست کنید یا «@» را بردارید")
        found[who.name] = who
    return list(found.values())


def first_remark(session: Session, piece: Piece, id: int) -> Remark:
    """Return a remark of the piece that is no reply. Raise Refused if there is none."""
    found = session.get(Remark, id)
    if found is None or found.piece_id != piece.id or found.parent_id is not None:
        raise Refused(f"{numbered(piece)} چنین یادداشتی ندارد؛ صفحه را دوباره باز کنید")
    return found


def _added(session: Session, piece: Piece, new: Remark, by: User) -> Remark:
    people = mentioned(session, piece, new.text, by)
    session.add(new)
    session.flush()
    for who in people:
        note_mention(session, piece, new.id, by, who)
    return new


def _checked(text: str) -> str:
    said = "\n".join(" ".join(line.split()) for line in normal(text).strip().splitlines())
    if not said:
        raise BadInput("یادداشت خالی است؛ آن را بنویسید")
    if len(said) > LONGEST:
        raise BadInput(digits_to_persian(f"یادداشت {len(said)} نویسه دارد؛ آن را به {LONGEST} نویسه برسانید"))
    return said


def _places(words: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)]


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _begins(rest: str, name: str) -> bool:
    return rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
