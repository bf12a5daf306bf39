"""Retention: what is older than the settings say goes, what is not stays, and pieces always do."""

from datetime import timedelta

from sqlalchemy import select

from bumi.newsroom.accounts.sign_in import SignInOutcome, attempts, invite, note_attempt
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.typed import KEPT, begin_draft, bring_back, drafts, keep_unsaved, thrown_away, unsaved
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import ask, contact_of, mark_spam
from bumi.newsroom.sign_ups import sign_ups
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import (
    BriefDraft,
    Invitation,
    Notification,
    PublicQuestion,
    QuestionState,
    SignInAttempt,
    UnsavedEdit,
)
from bumi.newsroom.workflow.timeline import timeline
from bumi.persian.calendar import now
from bumi.pipeline import retention
from bumi.planning import province_plan
from bumi.settings import Settings
from tests.newsroom.questions.stage import TEXT
from tests.newsroom.sign_ups.stage import bootcamp, pass_by, signed_up
from tests.newsroom.stage import person, reach, words

OURS = Settings(keep_sign_ins_days=10, keep_drafts_days=20)


def test_attempts_and_links_are_kept_for_so_many_days(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        for days in (9, 11):
            note_attempt(session, editor.name, SignInOutcome.WRONG, "127.0.0.1")
            session.get_one(SignInAttempt, attempts(session)[0].id).at = now() - timedelta(days=days)
        invite(session, editor, machine(session))
        invite(session, editor, machine(session))  # the first one is void
        used = next(each for each in session.query(Invitation) if each.used_at)
        used.used_at = now() - timedelta(days=11)
    assert retention.apply(OURS).sign_ins == 1
    with newsroom.session() as session:
        assert len(attempts(session)) == 1 and session.query(Invitation).count() == 1


def test_a_brief_that_nobody_goes_on_typing_can_be_restored_for_a_month(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = person(session, Role.CONTENT)
        fresh, old = begin_draft(session, author, {"topic": "تازه"}), begin_draft(session, author, {"topic": "کهنه"})
        old.updated_at = now() - timedelta(days=21)
    assert retention.apply(OURS)[:3] == (0, 1, 0) and retention.apply(OURS)[:3] == (0, 0, 0)
    with newsroom.session() as session:
        assert [each.id for each in drafts(session, author)] == [fresh.id]
        assert [each.form["topic"] for each in thrown_away(session, author)] == ["کهنه"]
        bring_back(session, old.id)
    assert retention.apply(OURS).abandoned == 0  # restoring it is going on with it
    with newsroom.session() as session:
        session.get_one(BriefDraft, old.id).dropped_at = now() - KEPT
    assert retention.apply(OURS).dropped == 1
    with newsroom.session() as session:
        assert session.get(BriefDraft, old.id) is None


def test_pieces_stay_and_old_unsaved_edits_go(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor, chief = (
            reach(session, State.DISCARDED),
            person(session, Role.EDITOR),
            person(session, Role.CHIEF),
        )
        piece.updated_at = piece.created_at = now() - timedelta(days=4000)
        for by in (editor, chief):
            keep_unsaved(session, piece, by, words("ویرایش"), 1)
        session.get_one(UnsavedEdit, (piece.id, chief.name)).at = now() - timedelta(days=21)
    retention.apply(OURS)
    with newsroom.session() as session:
        assert timeline(session, piece)
        assert unsaved(session, piece, editor) and unsaved(session, piece, chief) is None


def test_private_words_of_the_public_go_as_the_plan_says(newsroom: Newsroom) -> None:
    keep = province_plan().questions
    with newsroom.session() as session:
        old, recent, waiting = (ask(session, TEXT, contact="0913") for _ in range(3))
        for question, days in ((old, keep.keep_text + 1), (recent, keep.keep_contact + 1)):
            mark_spam(session, question, person(session, Role.EDITOR))
            question.closed_at = now() - timedelta(days=days)
    done = retention.apply(OURS)
    assert (done.contacts, done.questions) == (2, 1)
    with newsroom.session() as session:
        kept = [session.get_one(PublicQuestion, each.id) for each in (old, recent, waiting)]
        assert [each.text for each in kept] == ["", TEXT, TEXT]
        assert [contact_of(session, each) is None for each in kept] == [True, True, False]
    done = retention.apply(OURS)
    assert (done.contacts, done.questions) == (0, 0)


def test_a_question_that_nobody_closes_loses_its_private_words_too(newsroom: Newsroom) -> None:
    keep = province_plan().questions
    with newsroom.session() as session:
        left = ask(session, TEXT, contact="0913", at=now() - timedelta(days=keep.keep_open + 1))
    done = retention.apply(OURS)
    assert (done.contacts, done.questions) == (0, 0), "it is told first"
    with newsroom.session() as session:
        session.scalars(select(Notification)).one().at -= timedelta(days=keep.warn_open)
    done = retention.apply(OURS)
    assert (done.contacts, done.questions) == (1, 1)
    with newsroom.reading() as session:
        found = session.get_one(PublicQuestion, left.id)
        assert (found.state, found.text) == (QuestionState.EXPIRED, "")


def test_names_of_people_who_signed_up_go_as_the_plan_says(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        for number in range(2):
            signed_up(session, found, number)
        pass_by(campaign, timedelta(days=province_plan().sign_ups.keep - 1))
    assert retention.apply(OURS).signed_up == 0
    with newsroom.session() as session:
        pass_by(session.merge(campaign), timedelta(days=province_plan().sign_ups.keep + 1))
    assert [retention.apply(OURS).signed_up for _ in range(2)] == [2, 0]
    with newsroom.session() as session:
        assert [(each.name, each.contact) for each in sign_ups(session, campaign.id)] == [("", "")] * 2
