"""How a published story was made, from its revision, drafts and timeline; what is not public is left out here."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.making import PassageOrigin, StoryMaking, StoryPassage
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, TimelineLine, User
from bumi.newsroom.tables.content import Revision
from bumi.persian.person_names import is_given_name, without_titles
from bumi.persian.text import digits_to_latin, flat
from bumi.piece import Fields, ModelNote, Source
from bumi.province import Publicity, province

_FIELDS = ("headline", "lede", "body")  # what pages show, in order
_SENTENCE_END = re.compile(r"(?<=[.!؟?…])\s+|\n+")
_LONG_NUMBER = re.compile(r"\d(?:[ \u00a0\u200c.–/-]?\d){4,}")  # telephones, ids, accounts
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|@\w+")
_WORD = re.compile(r"[\w\u200c]+")


def making_of(session: Session, piece: Piece, revision: Revision, until: datetime) -> StoryMaking:
    """Return how `revision` was made, which readers see since `until`."""
    note, draft = _drafted(session, revision)
    approver, approved_at = _approval(session, piece, until)
    agency = province().agency(piece.agency)
    public = agency.publishes if agency else Publicity.KINDS
    fields = revision.fields_model
    shown = fields.model_copy(update={"headline": fields.title})
    return StoryMaking(
        model=note.name if note else "",
        approver=approver,
        approved_at=approved_at,
        passages=tuple(passages(shown, revision.sources_model, draft, public)),
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
    digits, words = re.sub(r"\D", "", digits_to_latin(published)), set(_words(published))
    numbers = (re.sub(r"\D", "", found) for found in _LONG_NUMBER.findall(digits_to_latin(note)))
    addresses = (flat(found) for found in _ADDRESS.findall(note))
    return (
        any(number not in digits for number in numbers)
        or any(address not in flat(published) for address in addresses)
        or not words.issuperset(_of_persons(note))
    )


def _of_persons(note: str) -> Iterator[str]:
    """Yield words that may be of a person's name: given names, what follows one, and what follows a title."""
    words = _words(note)
    untitled = set(_words(without_titles(note)))
    named = False
    for word in words:
        titled = word not in untitled
        given = is_given_name(word)
        if given or (named and not titled):
            yield word
        named = given or titled


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text))


def _drafted(session: Session, revision: Revision) -> tuple[ModelNote | None, Fields | None]:
    """Return the newest draft of a machine up to `revision`, and by which model; two times None if there is none."""
    query = select(Revision.model, Revision.fields).where(
        Revision.piece_id == revision.piece_id, Revision.number <= revision.number, Revision.model.is_not(None)
    )
    for model, fields in session.execute(query.order_by(Revision.number.desc())):
        if model:  # JSON has a null of its own
            return ModelNote.model_validate(model), Fields.model_validate(fields)
    return None, None


def _approval(session: Session, piece: Piece, until: datetime) -> tuple[str, datetime | None]:
    """Return who approved what readers see since `until`, and when: the role, with the name if the province says so."""
    query = (
        select(User, TimelineLine.at)
        .join(TimelineLine, TimelineLine.by == User.name)
        .where(TimelineLine.piece_id == piece.id, TimelineLine.to_state == State.APPROVED, TimelineLine.at <= until)
        .order_by(TimelineLine.at.desc(), TimelineLine.id.desc())
    )
    for by, at in session.execute(query.limit(1)):
        name = f" ({by.persian})" if province().names_approvers else ""
        return by.role.persian + name, at
    return "", None
