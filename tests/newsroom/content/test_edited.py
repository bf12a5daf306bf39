"""Which pieces teach: approved, published and edited ones that nobody has opted out or taken back."""

import pytest
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.edited import edited, let_teach
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.crises import add_notice
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.piece import ModelNote, Source
from tests.newsroom.stage import LATER, NOW, WHY, approve, brief, correct, finish_work, person, publish, words

SOURCE = Source(field="body", text="همه می‌آیند.", rests_on=("n1",), notes=("همه",))
BY_MODEL = ModelNote(name="m", adapter="a", prompt="p", seed=1)


def new(session: Session, model: ModelNote | None = BY_MODEL, edit: bool = True, **changes: object) -> Piece:
    """Return an approved piece that the machine wrote and, with `edit`, its author changed."""
    piece = submit(session, brief(**changes), add_user(session, "نرگس", Role.CONTENT))
    finish_work(session, add_revision(session, piece, words(), machine(session), [SOURCE], model))
    if edit:
        correct(session, piece)
    approve(session, piece)
    return piece


def out(session: Session, model: ModelNote | None = BY_MODEL, edit: bool = True, **changes: object) -> Piece:
    piece = new(session, model, edit, **changes)
    publish(session, piece)
    return piece


def test_an_edited_piece_teaches_with_its_draft_and_what_readers_have(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = out(session)
        (found,) = edited(session)
        assert (found.id, found.brief.topic, found.drafted) == (piece.id, piece.brief["topic"], (SOURCE,))
        assert found.published == piece.revision.fields_model if piece.revision else False


def test_what_is_not_settled_does_not(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new(session)  # approved, not out
        out(session, edit=False)  # as the machine wrote it
        out(session, model=None)  # a person's from the first
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        move(session, out(session), State.WITHDRAWN, editor, WHY)
        move(session, out(session), State.TAKEN_DOWN, chief, WHY)
        correct(session, out(session), "و باز هم درست‌تر")  # a correction waits
        assert edited(session) == []


def test_a_crisis_teaches_when_it_is_over_and_a_prepared_notice_never(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        crisis = out(session, urgency="crisis")
        prepared = out(session)
        add_notice(session, prepared, "flood", {}, LATER)
        assert edited(session) == []
        for piece in (crisis, prepared):
            piece.expire_at = NOW
            move(session, piece, State.EXPIRED, machine(session), at=LATER)
        assert [it.id for it in edited(session)] == [crisis.id]


def test_anybody_opts_a_piece_out_and_an_editor_in_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = out(session)
        author, editor = add_user(session, "نرگس", Role.CONTENT), person(session, Role.EDITOR)
        let_teach(session, piece, author, False)
        let_teach(session, piece, author, False)
        assert edited(session) == []
        with pytest.raises(Refused, match="دبیر"):
            let_teach(session, piece, author, True)
        let_teach(session, piece, editor, True)
        assert len(edited(session)) == 1
        told = [line.what for line in timeline(session, piece) if "آموزش نویسنده" in line.what]
        assert len(told) == 2


def test_a_piece_with_sentences_that_were_chosen_teaches_unedited_too(newsroom: Newsroom) -> None:
    chosen = [{"note": 1, "text": "ورود برای همه آزاد است.", "by": "نرگس"}]
    with newsroom.session() as session:
        out(session, edit=False)
        piece = out(session, edit=False, sayings=chosen)
        assert [it.id for it in edited(session)] == [piece.id]
        let_teach(session, piece, person(session, Role.EDITOR), teaches=False)
        assert edited(session) == []
