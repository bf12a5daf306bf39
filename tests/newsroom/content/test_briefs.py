"""A brief that changes: at once before an approval, as a request after it, and never what readers see by itself."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user, machine, user
from bumi.newsroom.content.briefs import (
    accept_request,
    change_brief,
    changes_of,
    decline_request,
    keep_text,
    open_requests,
    order_redraft,
    propose,
    settle_proposal,
)
from bumi.newsroom.content.edited import edited
from bumi.newsroom.content.photos import add_photo, copy_photos, photos_of, shown_photos
from bumi.newsroom.content.pieces import add_revision, needed, submit
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import due
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import BriefVersion, Piece, SentenceProposal
from bumi.newsroom.workflow.brief_versions import carried_sources, changes_since, open_proposals, versions
from bumi.newsroom.workflow.retraction import roll_back
from bumi.newsroom.workflow.revisions import written
from bumi.newsroom.workflow.transitions import move, why_not
from bumi.persian.calendar import now
from bumi.piece import ModelNote, Source
from tests.newsroom.stage import (
    NOW,
    WHY,
    approve,
    brief,
    correct,
    finish_work,
    new_piece,
    person,
    publish,
    reach,
    store,
    stories,
)
from tests.newsroom.stage import words as text

NOTES = ["در لاله‌زار برپا می‌شود", "ساعت ۹ صبح آغاز می‌شود"]


def change(session: Session, piece: Piece, name: str = "نرگس", why: str = "", **fields: Any) -> BriefVersion:
    by = user(session, name)
    draft = begin_draft(session, by, {}).id
    copy_photos(session, piece.id, draft, by)
    return change_brief(session, piece, brief(**fields), by, piece.brief_version, draft, why)


def names(session: Session, piece: Piece) -> list[str]:
    return [each.name for each in changes_since(session, piece, written(piece))]


def test_a_brief_changes_at_once_until_the_text_answers_it_or_holds(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor = person(session, Role.EDITOR)
        change(session, piece, notes=NOTES, when="شنبه ۱۴ آذر", agency="شرکت آب و فاضلاب استان کرمان")
        assert piece.agency == piece.brief_model.agency == brief().agency  # the agency stays
        assert names(session, piece) == ["when", "n2"]
        reasons = why_not(session, piece, State.APPROVED, editor, at=NOW)
        assert reasons and "سفارش پس از نوشتن متن عوض شده است" in reasons[0]
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            keep_text(session, piece, user(session, "نرگس"))
        keep_text(session, piece, editor)
        assert (written(piece).by, written(piece).fields_model) == ("bumi", text())
        reasons = why_not(session, piece, State.APPROVED, editor, at=NOW)
        assert reasons and "وارسی نشده" in reasons[0]  # it is checked against the new brief
        finish_work(session, written(piece))
        move(session, piece, State.APPROVED, editor, at=NOW)
        told = versions(session, piece)
        assert [(each.number, each.by) for each in told] == [(1, "نرگس"), (2, "نرگس")]
        assert [each.name for each in changes_of(session, told, told[1])] == ["when", "n2"]


def test_a_note_to_colleagues_asks_nothing_of_the_text(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        change(session, piece, internal_note="عکس در راه است")
        assert piece.brief_version == 2 and not names(session, piece)
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
        published = reach(session, State.PUBLISHED)
        asked = change(session, published, why=WHY, internal_note="زنگ بزنید")
        accept_request(session, published, asked.id, person(session, Role.EDITOR))
        assert (published.state, published.redraft_by) == (State.PUBLISHED, "")
        assert published.brief_model.internal_note == "زنگ بزنید"


def test_a_new_start_takes_the_old_wording_of_the_time_with_it(newsroom: Newsroom) -> None:
    when, more = {"when": "پنجشنبه ۲۰ آذر، ساعت ۱۷"}, {"when": "پنجشنبه ۲۷ آذر، پس از نماز"}
    with newsroom.session() as session:
        piece = new_piece(session, starts_at="1405/09/20 17:00", **when)
        change(session, piece, starts_at="1405/09/27 17:00", **when)
        assert names(session, piece) == ["when", "starts_at"] and "۲۷ آذر" in piece.brief_model.parts()["when"]
        change(session, piece, starts_at="1405/10/04 17:00", **more)
        assert piece.brief_model.when == more["when"]
        change(session, piece, **more)  # without a start, the words are all there is
        assert piece.brief_model.when == more["when"]


def test_who_changes_a_brief_has_ordered_the_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor = person(session, Role.EDITOR)
        change(session, piece, editor.name, internal_note="عکس در راه است")
        with pytest.raises(Refused, match="خودش سفارش آن را داده است"):
            move(session, piece, State.APPROVED, editor, at=NOW)


def test_nothing_is_changed_unseen(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        with pytest.raises(Refused, match="چیزی در سفارش عوض نشده"):
            change(session, piece)
        change(session, piece, notes=NOTES)
        draft = begin_draft(session, by := user(session, "نرگس"), {}).id
        with pytest.raises(Refused, match="کس دیگری عوض کرده"):
            change_brief(session, piece, brief(topic="جشنواره انار"), by, 1, draft)
        gone = reach(session, State.WITHDRAWN)
        with pytest.raises(Refused, match="سفارشش دیگر عوض نمی‌شود"):
            change(session, gone, why=WHY, notes=NOTES)


@pytest.mark.parametrize("state", [State.APPROVED, State.SCHEDULED, State.PUBLISHED])
def test_after_an_approval_a_change_is_a_request(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        piece = reach(session, state)
        editor = person(session, Role.EDITOR)
        shown = stories(session)
        with pytest.raises(Refused, match="بنویسید چه باید اصلاح شود"):
            change(session, piece, notes=NOTES)
        first, second = (change(session, piece, why=WHY, notes=[*NOTES[:1], each]) for each in ("عصر", "صبح زود"))
        assert (piece.state, piece.brief_version, piece.brief_model.notes) == (state, 1, brief().notes)
        assert open_requests(versions(session, piece)) == [first, second]
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            accept_request(session, piece, first.id, user(session, "نرگس"))
        with pytest.raises(Refused, match="دلیل رد"):
            decline_request(session, piece, second.id, editor, " ")
        accept_request(session, piece, first.id, editor)
        assert (piece.state, piece.approved_hash, piece.redraft_by) == (State.SUBMITTED, None, editor.name)
        assert piece.brief_model.notes[1] == "عصر" and stories(session) == shown
        assert not due(session, now()) and (step := needed(session, piece.id)) and step.step == "draft"
        with pytest.raises(Refused, match="سفارش پس از این درخواست عوض شده"):
            accept_request(session, piece, second.id, editor)
        decline_request(session, piece, second.id, editor, WHY)
        with pytest.raises(Refused, match="پیش از این تصمیم گرفته شده"):
            accept_request(session, piece, second.id, editor)
        assert (second.number, second.answer) == (None, WHY)


def test_an_answer_to_a_request_is_not_overwritten_by_another_of_the_same_moment(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        asked = change(session, piece, why=WHY, notes=NOTES)
        answered = update(BriefVersion).where(BriefVersion.id == asked.id).values(decided_at=NOW, answer="نه")
        session.execute(answered.execution_options(synchronize_session=False))  # as another transaction does
        with pytest.raises(Refused, match="پیش از این تصمیم گرفته شده"):
            decline_request(session, piece, asked.id, person(session, Role.EDITOR), WHY)
        assert asked.answer == "نه"


def test_a_correction_of_a_published_piece_is_requested_too(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED, live=True)
        assert change(session, piece, why=WHY, notes=NOTES).number is None


def test_sources_follow_their_notes(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, brief(notes=NOTES), add_user(session, "نرگس", Role.CONTENT))
        first, second = (
            Source(field="body", text=note, rests_on=(f"n{i}",), notes=(note,)) for i, note in enumerate(NOTES, 1)
        )
        fields = text().model_copy(update={"body": " ".join(NOTES)})
        add_revision(session, piece, fields, machine(session), [first, second])
        change(session, piece, notes=["ورود آزاد است", "ساعت ۹ صبح آغاز می‌شود"])
        assert [each.rests_on for each in carried_sources(session, piece, written(piece))] == [(), ("n2",)]
        change(session, piece, notes=["ساعت ۱۰ صبح آغاز می‌شود"])
        moved = carried_sources(session, piece, written(piece))[1]
        assert (moved.rests_on, moved.notes) == (("n1",), ("ساعت ۱۰ صبح آغاز می‌شود",))


def test_photos_are_part_of_a_version(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        by = user(session, "نرگس")
        for data in (b"old", b"new"):
            draft = begin_draft(session, by, {}).id
            store(session, data)
            add_photo(session, draft, by, data, 1, 1)
            change_brief(session, piece, brief(), by, piece.brief_version, draft)
            assert [each.data for each in shown_photos(session, piece.id)] == [data]
            assert names(session, piece) == ["photos"]
        change(session, piece, notes=NOTES)  # with copies of the same photos
        told = versions(session, piece)
        assert [len(each.photos) for each in told] == [0, 1, 1, 1] and told[2].photos == told[3].photos
        assert [each.id for each in photos_of(session, piece_id=piece.id)] == told[3].photos


def test_a_choice_between_two_sentences_holds_up_the_approval(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        editor, second = person(session, Role.EDITOR), person(session, Role.CHIEF)
        kept, gone = (
            SentenceProposal(
                piece_id=piece.id, field="body", kept=kept, drafted="همه می‌توانند بیایند.", rests_on=["n1"]
            )
            for kept in ("همه می‌آیند.", "دیگر نیست.")
        )
        change(session, piece, notes=NOTES)
        keep_text(session, piece, editor)
        finish_work(session, written(piece))
        propose(session, piece, [kept, gone])
        reasons = why_not(session, piece, State.APPROVED, editor, at=NOW)
        assert reasons and "۲ جمله تازه" in reasons[0]
        with pytest.raises(Refused, match="دیگر در متن نیست"), session.begin_nested():
            settle_proposal(session, piece, gone.id, editor, take=True)
        settle_proposal(session, piece, gone.id, editor, take=False)
        settle_proposal(session, piece, kept.id, editor, take=True)
        latest = written(piece)
        assert (latest.fields_model.body, latest.by, latest.sources_model[-1].rests_on) == (
            "همه می‌توانند بیایند.", editor.name, ("n1",),
        )  # fmt: skip
        assert not open_proposals(session, piece)
        finish_work(session, latest)
        with pytest.raises(Refused, match="آخرین ویرایش آن را نوشته"):
            move(session, piece, State.APPROVED, editor, at=NOW)
        move(session, piece, State.APPROVED, second, at=NOW)


def test_drafting_again_is_for_a_text_whose_brief_changed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.CHANGES_REQUESTED)
        with pytest.raises(Refused, match="از روی همین سفارش"):
            order_redraft(session, piece, user(session, "نرگس"))
        change(session, piece, notes=NOTES)
        order_redraft(session, piece, user(session, "نرگس"))
        assert (step := needed(session, piece.id)) and step.step == "draft"


def test_a_published_text_restored_holds_whatever_the_brief_says(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        editor = person(session, Role.EDITOR)
        accept_request(session, piece, change(session, piece, why=WHY, notes=NOTES).id, editor)
        keep_text(session, piece, editor)
        correct(session, piece)
        approve(session, piece)
        publish(session, piece)
        roll_back(session, piece, 1, person(session, Role.CHIEF), WHY)
        assert piece.state is State.APPROVED and not names(session, piece)


def test_the_writer_does_not_learn_from_a_brief_that_changed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = submit(session, brief(), add_user(session, "نرگس", Role.CONTENT))
        note = ModelNote(name="x", adapter="", prompt="1", seed=1)
        finish_work(session, add_revision(session, piece, text(), machine(session), model=note))
        correct(session, piece)
        approve(session, piece)
        publish(session, piece)
        assert [each.id for each in edited(session)] == [piece.id]
        accept_request(session, piece, change(session, piece, why=WHY, notes=NOTES).id, person(session, Role.EDITOR))
        keep_text(session, piece, person(session, Role.EDITOR))
        finish_work(session, written(piece))
        approve(session, piece)
        publish(session, piece)
        assert piece.state is State.PUBLISHED and not edited(session)
