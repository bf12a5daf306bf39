"""Pieces: taking in, finding, and what each step still has to do after a crash at any point."""

import pytest
from sqlalchemy.orm import Session

from bumi.brief import Kind
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import (
    add_revision,
    needed,
    piece,
    pieces,
    record_findings,
    record_problem,
    submit,
)
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from tests.newsroom.stage import NOW, WHY, attach, brief, card, person, reach, words


def step_of(session: Session, id: int) -> str:
    """Return the step that a piece waits for, or nothing."""
    found = needed(session, id)
    return found.step if found else ""


def test_a_brief_becomes_a_draft(newsroom: Newsroom) -> None:
    given = brief(publish_at="1405/09/05 08:00", quotes=[{"speaker": "مدیر", "text": "خوش آمدید"}])
    with newsroom.session() as session:
        id = submit(session, given, person(session, Role.CONTENT)).id
    with newsroom.session() as session:
        found = piece(session, id)
        assert found.brief_model == given
        assert (found.state, found.kind, found.agency, found.county) == (
            State.DRAFT,
            Kind.EVENT,
            given.agency,
            given.county,
        )
        assert (found.submitted_by, found.publish_at, found.revision) == ("زهرا", given.publish_at, None)


@pytest.mark.parametrize(
    ("topic", "slug"),
    [
        ("جشنواره گل محمدی", "1-جشنواره-گل-محمدی"),
        ("می‌آید: «آغاز» ۱۴۰۵/۷/۱!", "1-می-آید-آغاز-1405-7-1"),
        ("مُهرِ كرماني", "1-مهر-کرمانی"),
        ("؟؟؟", "1"),
        ("کلمه " * 30, "1" + "-کلمه" * 11),
    ],
)
def test_the_slug_says_what_the_piece_is_about(newsroom: Newsroom, topic: str, slug: str) -> None:
    with newsroom.session() as session:
        made = submit(session, brief(topic=topic), person(session, Role.CONTENT))
        assert made.slug == slug


def test_the_slug_stays_when_the_headline_changes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = reach(session, State.PUBLISHED)
        slug = made.slug
        add_revision(session, made, words("چیزی دیگر"), person(session, Role.CONTENT))
        assert made.slug == slug


def test_an_unknown_piece_is_bad_input(newsroom: Newsroom) -> None:
    with newsroom.session() as session, pytest.raises(BadInput, match=r"شماره ۴۲ نیست؛ .*bumi list"):
        piece(session, 42)


def test_a_decision_on_an_old_version_is_refused(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = reach(session, State.SUBMITTED)
        seen = made.version
        assert piece(session, made.id, seen=seen) is made
        add_revision(session, made, words("تازه"), person(session, Role.CONTENT))
        with pytest.raises(Refused, match="تغییر کرده است"):
            piece(session, made.id, seen=seen)


def test_pieces_are_found_by_state(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = {state: reach(session, state).id for state in State}
        assert [found.id for found in pieces(session)] == list(made.values())
        wanted = (State.SUBMITTED, State.PUBLISHED)
        assert [found.id for found in pieces(session, *wanted)] == [made[state] for state in wanted]


def test_a_crash_between_any_two_steps_loses_nothing(newsroom: Newsroom) -> None:
    """Each step is a transaction of its own; what waits is told from the data alone, before and after each."""

    with newsroom.session() as session:
        id = submit(session, brief(), person(session, Role.CONTENT)).id

    def waiting() -> str:
        with newsroom.session() as session:
            return step_of(session, id)

    assert waiting() == "draft"
    with newsroom.session() as session:
        add_revision(session, piece(session, id), words(), machine(session))
    for by in (None, Role.CONTENT):  # the way of a draft, then of what an editor returned and an author changed
        if by:
            with newsroom.session() as session:
                move(session, piece(session, id), State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)
            assert waiting() == ""
            with newsroom.session() as session:
                add_revision(session, piece(session, id), words("تازه"), person(session, by))
        assert waiting() == "check"
        with newsroom.session() as session:
            revision = piece(session, id).revision
            assert revision
            record_findings(session, revision, [])
        assert waiting() == "illustrate"
        with newsroom.session() as session:
            revision = piece(session, id).revision
            assert revision
            attach(session, revision, [card()])
        assert waiting() == "submit"
        with newsroom.session() as session:
            move(session, piece(session, id), State.SUBMITTED, machine(session))
        assert waiting() == ""


@pytest.mark.parametrize("state", [State.APPROVED, State.SCHEDULED, State.PUBLISHED, State.SUBMITTED])
def test_an_edit_before_the_editor_is_checked_and_illustrated_again(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        made = reach(session, state)
        assert step_of(session, made.id) == ""
        revision = add_revision(session, made, words("تازه"), person(session, Role.CONTENT))
        assert step_of(session, made.id) == "check"
        record_findings(session, revision, [])
        assert step_of(session, made.id) == "illustrate"
        attach(session, revision, [card()])
        assert step_of(session, made.id) == ""


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_nothing_else_waits_for_work(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        made = reach(session, state)
        assert step_of(session, made.id) == ""


def test_a_problem_is_kept_counted_and_cleared_by_success(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        troubled = submit(session, brief(), person(session, Role.CONTENT))
        submit(session, brief(topic="موضوع دیگر"), person(session, Role.CONTENT))
        record_problem(session, troubled, "draft", "مدل پیدا نشد")
        record_problem(session, troubled, "draft", "مدل باز هم پیدا نشد")
        assert (troubled.problem, troubled.problem_step, troubled.attempts) == ("مدل باز هم پیدا نشد", "draft", 2)
        add_revision(session, troubled, words(), machine(session))
        assert (troubled.problem, troubled.problem_step, troubled.attempts) == ("", "", 0)


def test_moments_come_back_aware_and_in_utc(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = reach(session, State.PUBLISHED).id
    with newsroom.session() as session:
        found = piece(session, id)
        assert found.published_at == NOW
        assert found.published_at.isoformat() == "2026-11-25T07:00:00+00:00"
