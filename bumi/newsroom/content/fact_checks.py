"""Fact-check links: somebody who knows, without an account, says of each sentence of one revision whether it is right.

A link works once, until its deadline, and while its revision is the latest. An answer is no approval: it becomes
remarks under a name that nobody has verified.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.accounts.passwords import fingerprint, secret
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.remarks import MarkedPassage, remark_on
from bumi.newsroom.notifications.outbox import note_answer
from bumi.newsroom.states import GONE
from bumi.newsroom.tables import FactCheck, Piece, Revision, User
from bumi.newsroom.workflow.revisions import written
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.calendar import jalali, now
from bumi.persian.morphology import sentences
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import POINT

DEADLINES = (24, 48, 168)
"""After how many hours a link may expire."""

LONGEST_ANSWER, LONGEST_NAME = 500, 80
"""The most characters of what is said of a sentence, and of the name of who says it."""

_QUOTING = re.compile("[«»؛]")  # with these a name would read as a sentence of the timeline
_FIELDS = ("headline", "lede", "body", "caption")


class FactVerdict(StrEnum):
    """What somebody says of a sentence."""

    RIGHT = "right"
    WRONG = "wrong"


class SentenceAnswer(NamedTuple):
    """What was said of one sentence; `text` is what is wrong with it."""

    verdict: FactVerdict
    text: str = ""


class AskedSentence(NamedTuple):
    """A sentence of the revision that is asked about."""

    passage: MarkedPassage
    words: str


def make_check(session: Session, piece: Piece, by: User, hours: int) -> str:
    """Make a link for the latest revision, and return its secret, which is not stored.

    Raise Refused unless `by` is an editor; BadInput for another deadline than one of `DEADLINES`.
    """
    if reasons := not_an_editor(by):
        raise Refused(*reasons)
    if hours not in DEADLINES:
        raise BadInput("مهلت پیوند یکی از مهلت‌های فهرست است؛ یکی را برگزینید")
    revision, code = written(piece), secret()
    ends = now() + timedelta(hours=hours)
    new = FactCheck(
        hash=fingerprint(code),
        piece_id=piece.id,
        revision_id=revision.id,
        by=by.name,
        created_at=now(),
        expires_at=ends,
    )
    session.add(new)
    number = digits_to_persian(str(revision.number))
    write_line(session, piece, by, f"{by.persian} پیوند پرسش از آگاه ساخت (ویرایش {number}، تا {jalali(ends)})")
    session.flush()
    return code


def known_check(session: Session, code: str) -> FactCheck | None:
    """Return the link with this secret, whether or not it still works; None for one that was never made."""
    return session.scalar(select(FactCheck).where(FactCheck.hash == fingerprint(code)))


def asked(session: Session, check: FactCheck) -> Revision | None:
    """Return the revision that a link asks about; None if it was answered or ended, or is too late."""
    piece = session.get_one(Piece, check.piece_id)
    over = check.answered_at or check.ended_at or check.expires_at <= now()
    if over or piece.revision is None or piece.revision_id != check.revision_id or piece.state in GONE:
        return None
    return piece.revision


def asked_sentences(revision: Revision) -> list[AskedSentence]:
    """Return the sentences of a revision, in reading order; each is asked about once."""
    texts, found = revision.fields_model.texts(), dict[str, AskedSentence]()
    for field in _FIELDS:
        whole = [(0, len(texts[field]))] if field == "headline" else sentences(texts[field])
        for start, end in whole:
            words = texts[field][start:end].strip()
            if shown := " ".join(words.removeprefix(POINT.strip()).split()):
                found.setdefault(shown, AskedSentence(MarkedPassage(field, start, end), shown))
    return list(found.values())


def answer_check(session: Session, check: FactCheck, named: str, answers: Mapping[int, SentenceAnswer]) -> None:
    """Store the answers, by the index of their sentence, as remarks; those of right sentences are closed.

    A wrong sentence changes the version of the piece, so that nobody decides on a page opened before. Raise BadInput,
    with all that is missing, for an empty name, no answer, or a wrong sentence without a text; Refused if the link does
    not work any more.
    """
    piece = session.get_one(Piece, check.piece_id, with_for_update=True, populate_existing=True)
    revision = asked(session, check)
    if revision is None:
        raise Refused("این پیوند دیگر کار نمی‌کند؛ از کسی که آن را فرستاد پیوند تازه‌ای بخواهید")
    named = " ".join(_QUOTING.sub("", normal(named)).split())
    known = asked_sentences(revision)
    if missing := missing_in(named, answers, len(known)):
        raise BadInput(*missing.values())
    own = update(FactCheck).where(FactCheck.id == check.id, FactCheck.answered_at.is_(None))
    if not session.scalars(own.values(answered_at=now(), named=named).returning(FactCheck.id)).all():
        raise Refused("این پیوند پیش از این پاسخ داده شده است")
    for index, answer in sorted(answers.items()):
        right = answer.verdict is FactVerdict.RIGHT
        said = "درست است" if right else f"نادرست: {' '.join(normal(answer.text).split())}"
        new = remark_on(piece, revision, known[index].passage, said)
        new.check_id, new.done_at = check.id, now() if right else None
        session.add(new)
    wrong = sum(answer.verdict is FactVerdict.WRONG for answer in answers.values())
    told = digits_to_persian(f"{len(answers) - wrong} جمله درست، {wrong} جمله نادرست")
    line = f"کسی که هویتش تأیید نشده است با پیوند پرسش پاسخ داد، با نام «{named}»: {told}"
    write_line(session, piece, machine(session), line)
    note_answer(session, check)
    if wrong:
        piece.updated_at = now()
    session.flush()


def standing_checks(session: Session, piece: Piece) -> list[FactCheck]:
    """Return the links of a piece that still work."""
    query = select(FactCheck).where(FactCheck.piece_id == piece.id).order_by(FactCheck.id)
    return [each for each in session.scalars(query) if asked(session, each)]


def end_check(session: Session, piece: Piece, id: int, by: User) -> None:
    """End a link before its deadline. Raise Refused unless `by` is an editor."""
    if reasons := not_an_editor(by):
        raise Refused(*reasons)
    found = session.get(FactCheck, id)
    if found is None or found.piece_id != piece.id:
        raise BadInput("چنین پیوندی نیست؛ صفحه را دوباره باز کنید")
    found.ended_at = found.ended_at or now()
    session.flush()


def missing_in(named: str, answers: Mapping[int, SentenceAnswer], count: int) -> dict[str, str]:
    """Return what is missing in the answers to `count` sentences, by the field of the form: «named», «text-2», ….

    The fields are those of a sentence's verdict and text, numbered from 0, and of the name.
    """
    problems = {}
    if not answers:
        problems["verdict-0"] = "دست‌کم درباره یک جمله بگویید که درست است یا نادرست"
    for index, answer in sorted(answers.items()):
        number, text = digits_to_persian(str(index + 1)), answer.text.strip()
        if not 0 <= index < count:
            problems[f"verdict-{index}"] = f"جمله {number} در این متن نیست؛ صفحه را دوباره باز کنید"
        elif answer.verdict is FactVerdict.WRONG and not text:
            problems[f"text-{index}"] = f"جمله {number} را نادرست دانسته‌اید؛ بنویسید درستش چیست"
        elif len(text) > LONGEST_ANSWER:
            problems[f"text-{index}"] = digits_to_persian(f"جمله {number}: پاسخ را به {LONGEST_ANSWER} نویسه برسانید")
    if not 0 < len(" ".join(normal(named).split())) <= LONGEST_NAME:
        problems["named"] = digits_to_persian(f"نام خود را بنویسید، با حداکثر {LONGEST_NAME} نویسه")
    return problems
