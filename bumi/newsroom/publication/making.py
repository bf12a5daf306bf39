"""How a published story was made, from its revision, drafts and timeline; what is not public is left out here."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.making import PassageOrigin, StoryMaking, StoryPassage
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, TimelineLine, User
from bumi.newsroom.tables.content import Revision
from bumi.persian.morphology import stop_words
from bumi.persian.person_names import is_given_name, is_surname, without_titles
from bumi.persian.text import digits_to_latin, flat, word_row
from bumi.piece import Fields, ModelNote, Source
from bumi.province import Publicity, province

_FIELDS = ("headline", "lede", "body")  # what pages show, in order
_SENTENCE_END = re.compile(r"(?<=[.!؟?…])\s+|\n+")
_JOINT = r"[\W_]*"  # between digits of one number
_LONG_NUMBER = re.compile(rf"\d(?:{_JOINT}\d){{3,}}")  # telephones, ids, accounts, codes
_ADDRESS = re.compile(r"\S*@\S+|https?://\S+|\w+\.\w+/\S*|[a-z][\w-]*\.[a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def making_of(session: Session, piece: Piece, revision: Revision, goes_out: bool) -> StoryMaking:
    """Return how `revision` was made, which readers see or, if it `goes_out`, are about to see."""
    note, draft = (None, _written(session, revision)) if revision.author else _drafted(session, revision)
    approver, approved_at = _approval(session, piece, goes_out)
    agency = province().agency(piece.agency)
    public = agency.publishes if agency else Publicity.KINDS
    fields = revision.fields_model
    shown = fields.model_copy(update={"headline": fields.title})
    found = passages(shown, revision.sources_model, draft, public)
    return StoryMaking(
        model=note.name if note else "",
        approver=approver,
        approved_at=approved_at,
        passages=tuple(map(_by_contributor, found) if revision.author else found),
    )


def passages(
    fields: Fields, sources: Sequence[Source], draft: Fields | None, public: Publicity
) -> Iterator[StoryPassage]:
    """Yield the passages of a text, of which a machine wrote `draft`, with what the agency lets be `public`."""
    texts, whole = fields.texts(), " ".join(fields.texts()[field] for field in _FIELDS)
    drafted = draft.texts() if draft else {}
    for field in _FIELDS:
        text, at = texts[field], 0
        before = " ".join(drafted.get(field, "").split())
        for source in (each for each in sources if each.field == field and each.text):
            if (start := text.find(source.text, at)) < 0:
                continue
            yield from _unsourced(field, text[at:start], before)
            yield _sourced(source, whole, public)
            at = start + len(source.text)
        yield from _unsourced(field, text[at:], before)


def _sourced(source: Source, whole: str, public: Publicity) -> StoryPassage:
    passage = StoryPassage(field=source.field, text=source.text, origin=PassageOrigin.BRIEF)
    if public is Publicity.NOTHING:
        return passage
    words = source.notes if len(source.notes) == len(source.rests_on) else ("",) * len(source.rests_on)
    told = (note if public is Publicity.NOTES and not says_more(note, whole) else "" for note in words)
    return passage.model_copy(update={"rests_on": source.rests_on, "notes": tuple(told)})


def _unsourced(field: str, text: str, drafted: str) -> Iterator[StoryPassage]:
    """Yield the sentences of a text without sources: headings and headlines of the draft, and what an editor wrote."""
    for sentence in _SENTENCE_END.split(text):
        said = " ".join(sentence.split())
        if _WORD.search(said):
            origin = PassageOrigin.DRAFT if said in drafted else PassageOrigin.EDITOR
            yield StoryPassage(field=field, text=said, origin=origin)


def says_more(note: str, published: str) -> bool:
    """Return whether a note has a number, an address or a name of a person that the published text does not have.

    In doubt it does: such a note is not shown at all.
    """
    digits, flat_text, words = digits_to_latin(published), flat(published), word_row(published)
    numbers = (re.sub(r"\D", "", found) for found in _LONG_NUMBER.findall(digits_to_latin(note)))
    return (
        any(not re.search(_as_written(number), digits) for number in numbers)
        or any(flat(address) not in flat_text for address in _ADDRESS.findall(note))
        or any(f" {name} " not in words for name in _of_persons(note))
    )


def _as_written(number: str) -> str:
    """Return a pattern for a whole number, however it is divided, and with or without the code of its city."""
    return rf"(?<!\d)(?:0\d\d{_JOINT})?{_JOINT.join(number)}(?!\d)"


def _of_persons(note: str) -> Iterator[str]:
    """Yield what may be a person's name: given names with the word behind, words behind titles, and surnames."""
    words = word_row(note).split()
    untitled = set(word_row(without_titles(note)).split())
    titled = False
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if is_given_name(word):
            yield f"{word} {following}".strip()
        elif (titled and word in untitled) or (is_surname(word) and word not in _no_surnames()):
            yield word
        titled = word not in untitled


@cache
def _no_surnames() -> frozenset[str]:
    """Return words that end as surnames do, and stand in any text."""
    return frozenset(word for each in stop_words() for word in word_row(each).split())


def _drafted(session: Session, revision: Revision) -> tuple[ModelNote | None, Fields | None]:
    """Return the newest draft of a machine up to `revision`, and by which model; two times None if there is none."""
    query = select(Revision.model, Revision.fields).where(
        Revision.piece_id == revision.piece_id, Revision.number <= revision.number, Revision.model.is_not(None)
    )
    for model, fields in session.execute(query.order_by(Revision.number.desc())):
        if model:  # JSON has a null of its own
            return ModelNote.model_validate(model), Fields.model_validate(fields)
    return None, None


def _written(session: Session, revision: Revision) -> Fields | None:
    """Return the newest text of the contributor up to `revision`, or None if they wrote none."""
    query = select(Revision.fields).where(
        Revision.piece_id == revision.piece_id, Revision.number <= revision.number, Revision.by == revision.author
    )
    fields = session.scalar(query.order_by(Revision.number.desc()).limit(1))
    return Fields.model_validate(fields) if fields else None


def _by_contributor(passage: StoryPassage) -> StoryPassage:
    of_draft = passage.origin is PassageOrigin.DRAFT
    return passage.model_copy(update={"origin": PassageOrigin.CONTRIBUTOR}) if of_draft else passage


def _approval(session: Session, piece: Piece, goes_out: bool) -> tuple[str, datetime | None]:
    """Return who approved what readers see, and when: the role, with the name if the province says so.

    Lines are in the order in which they were written: an approval and a publication may have different clocks.
    """
    of_piece = TimelineLine.piece_id == piece.id
    came_out = TimelineLine.to_state.in_((State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW))
    published = select(func.max(TimelineLine.id)).where(of_piece, TimelineLine.from_state == State.PUBLISHING, came_out)
    query = (
        select(User, TimelineLine.at)
        .join(TimelineLine, TimelineLine.by == User.name)
        .where(of_piece, TimelineLine.to_state == State.APPROVED)
        .order_by(TimelineLine.id.desc())
    )
    query = query if goes_out else query.where(TimelineLine.id < published.scalar_subquery())
    for by, at in session.execute(query.limit(1)):
        name = f" ({by.persian})" if province().names_approvers else ""
        return by.role.persian + name, at
    return "", None
