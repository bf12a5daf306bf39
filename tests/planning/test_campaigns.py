"""Campaigns: due drafts, no repetition of facts, moved and cancelled events."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.brief import Quote
from bumi.errors import BadInput, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan import campaigns as rows
from bumi.newsroom.publication import publication
from bumi.newsroom.states import State
from bumi.newsroom.tables import Campaign, Piece
from bumi.newsroom.workflow.revisions import add_revision
from bumi.newsroom.workflow.undo import offer, recording, undo
from bumi.planning.campaigns import (
    answer_report,
    awaiting_answer,
    cancel_event,
    draft_due_steps,
    move_event,
    start_campaign,
)
from tests.newsroom.stage import due_ids
from tests.planning.stage import NOTES, NOW, QUOTES, STARTS, approve, author, chief, days, editor, event, go_out, work

STEPS = ["teaser", "announcement", "reminder", "day"]


def begin(session: Session) -> Campaign:
    return start_campaign(session, event(), author(session), now=NOW)


def appear(session: Session, campaign: Campaign, *steps: str) -> list[Piece]:
    """Let the steps go out, each at its time."""
    made = []
    for each in campaign.standing:
        if each.step in steps:
            (piece,) = draft_due_steps(session, campaign, each.draft_at)
            approve(session, piece, each.draft_at)
            go_out(session, piece, each.publish_at)
            made.append(piece)
    return made


def test_nothing_is_drafted_before_its_time_and_nothing_twice(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        teaser = campaign.standing[0]
        assert rows.due(session, teaser.draft_at - timedelta(minutes=1)) == []
        assert draft_due_steps(session, campaign, teaser.draft_at - timedelta(minutes=1)) == []
        assert rows.due(session, teaser.draft_at) == [campaign.id]
        assert len(draft_due_steps(session, campaign, teaser.draft_at)) == 1
        assert draft_due_steps(session, campaign, teaser.draft_at) == []
        assert rows.due(session, teaser.draft_at) == []


def test_what_was_begun_goes_on_whoever_its_author_speaks_for_by_now(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        author(session).agency = "شهرداری بم"
        with pytest.raises(Refused, match="نه برای"):
            begin(session)
        assert len(draft_due_steps(session, campaign, campaign.standing[0].draft_at)) == 1


def test_a_series_says_every_note_and_quotation_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        pieces = appear(session, begin(session), *STEPS)
        said = [note for piece in pieces for note in piece.brief_model.notes if note in NOTES]
        quoted = [quote.text for piece in pieces for quote in piece.brief_model.quotes]
        assert said == list(NOTES)
        assert quoted == [quote["text"] for quote in QUOTES]
        teaser, announcement, reminder, day = (piece.brief_model for piece in pieces)
        assert (teaser.where, announcement.where) == ("", "باغ ملی راور")
        assert reminder.notes[0] == "تا آغاز این برنامه ۲ روز مانده است."
        assert day.notes == ("این برنامه در همان زمان و مکانی که اعلام شد برگزار می‌شود.",)
        assert [piece.publish_at for piece in pieces] == sorted(piece.publish_at or NOW for piece in pieces)


def test_an_event_of_one_note_is_told_with_it_again_where_it_has_to_be(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(notes=NOTES[:1]), author(session), now=NOW)
        pieces = appear(session, campaign, *STEPS)
        assert [NOTES[0] in piece.brief_model.notes for piece in pieces] == [True, True, False, False]


def test_what_an_editor_cut_from_one_piece_is_left_for_the_next(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        (teaser,) = draft_due_steps(session, campaign, campaign.standing[0].draft_at)
        work(session, teaser)
        assert teaser.revision
        add_revision(session, teaser, teaser.revision.fields_model, editor(session), teaser.revision.sources_model[:2])
        (announcement,) = draft_due_steps(session, campaign, campaign.standing[1].draft_at)
        assert announcement.brief_model.notes == NOTES[:6]


def test_the_ledes_of_the_series_are_known_to_the_writer(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        (teaser,) = appear(session, campaign, "teaser")
        (announcement,) = draft_due_steps(session, campaign, campaign.standing[1].draft_at)
        assert teaser.revision
        assert rows.sibling_ledes(session, [announcement.id]) == [teaser.revision.fields_model.lede]


def test_an_announcement_nobody_approved_in_time_never_goes_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        (teaser,) = draft_due_steps(session, campaign, campaign.standing[0].draft_at)
        work(session, teaser)
        with pytest.raises(Refused, match="گذشته است"):
            approve(session, teaser, STARTS)


def test_a_cancelled_event_takes_all_that_is_not_out_with_it_and_tells_readers(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        (teaser,) = appear(session, campaign, "teaser")
        announcement = campaign.standing[1]
        (waiting,) = draft_due_steps(session, campaign, announcement.draft_at)
        approve(session, waiting, announcement.draft_at)
        change = cancel_event(session, campaign, editor(session), "باران", announcement.draft_at)
        assert (change.discarded, change.live) == ((waiting.id,), (teaser.id,))
        assert waiting.state is State.DISCARDED
        assert publication.due(session, STARTS) == []
        assert draft_due_steps(session, campaign, STARTS) == []
        assert rows.due(session, STARTS + days(5)) == []
        assert change.notice
        notice = session.get_one(Piece, change.notice).brief_model
        said = "«جشنواره انار» که زمان آن چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۷:۰۰ اعلام شده بود، برگزار نمی‌شود."
        assert (notice.topic, notice.notes) == ("لغو جشنواره انار", (said,))


@pytest.mark.parametrize("moved", [False, True])
def test_a_change_of_an_event_is_undone_whole(newsroom: Newsroom, moved: bool) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        (teaser,) = appear(session, campaign, "teaser")
        announcement = campaign.standing[1]
        (waiting,) = draft_due_steps(session, campaign, announcement.draft_at)
        approve(session, waiting, announcement.draft_at)
        moment = announcement.draft_at
        approved, expires = waiting.approved_hash, teaser.expire_at
        standing = [(each.step, each.publish_at) for each in campaign.standing]
        with recording(session, "کارزار") as changes:
            if moved:
                change = move_event(session, campaign, STARTS + days(14), None, editor(session), "باران", moment)
            else:
                change = cancel_event(session, campaign, editor(session), "باران", moment)
        action = offer(session, editor(session), "تغییر رویداد", "/", [changes]) or 0
        assert waiting.state is State.DISCARDED and teaser.expire_at != expires
    with newsroom.session() as session:
        assert undo(session, action, editor(session)).restored == ("کارزار",)
    with newsroom.session() as session:
        campaign = session.get_one(Campaign, campaign.id)
        assert [(each.step, each.publish_at) for each in campaign.standing] == standing
        assert (campaign.starts_at, campaign.cancelled_at, campaign.cancelled_why) == (STARTS, None, "")
        again = session.get_one(Piece, waiting.id)
        assert again.approved_hash == approved and again.id in due_ids(session, announcement.publish_at)
        assert session.get_one(Piece, teaser.id).expire_at == expires
        assert change.notice and session.get_one(Piece, change.notice).state is State.DISCARDED
        assert [each.step for each in campaign.standing if each.piece_id is None] == ["reminder", "day", "report"]


def test_an_event_nobody_heard_of_is_cancelled_without_a_notice(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        assert cancel_event(session, begin(session), editor(session), "باران", NOW).notice is None


def test_a_moved_event_has_its_series_anew_and_repeats_nothing_readers_have_seen(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        teaser, announcement = appear(session, campaign, "teaser", "announcement")
        reminder = next(each for each in campaign.standing if each.step == "reminder")
        (waiting,) = draft_due_steps(session, campaign, reminder.draft_at)
        change = move_event(session, campaign, STARTS + days(14), None, editor(session), "باران", reminder.draft_at)
        assert (change.discarded, change.live) == ((waiting.id,), (teaser.id, announcement.id))
        standing = {each.step: each for each in campaign.standing}
        assert set(standing) == {"teaser", "announcement", "notice1", "reminder", "day", "report"}
        assert standing["reminder"].publish_at == reminder.publish_at + days(14)
        (again,) = draft_due_steps(session, campaign, standing["reminder"].draft_at)
        assert again.brief_model.when == ""
        assert again.brief_model.starts_at == STARTS + days(14)
        assert announcement.expire_at == STARTS + days(14)
        assert change.notice
        assert "چهارشنبه ۱۸ آذر ۱۴۰۵" in session.get_one(Piece, change.notice).brief_model.notes[0]


def test_what_is_just_being_published_while_the_event_is_cancelled_is_not_tried_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        teaser = campaign.standing[0]
        (piece,) = draft_due_steps(session, campaign, teaser.draft_at)
        approve(session, piece, teaser.draft_at)
        publication.begin(session, piece, teaser.publish_at)
        change = cancel_event(session, campaign, editor(session), "باران", teaser.publish_at)
        assert change.live == (piece.id,)
        publication.fail(session, piece, "انباره پاسخ نداد", teaser.publish_at)
        assert piece.id not in due_ids(session, STARTS)


def test_the_report_asks_and_is_written_from_the_answer_alone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        appear(session, campaign, *STEPS)
        assert awaiting_answer(campaign, STARTS - timedelta(minutes=1)) is None
        after = STARTS + days(3)
        assert draft_due_steps(session, campaign, after) == []
        waiting = awaiting_answer(campaign, after)
        assert waiting and waiting[1][0] == "چند نفر آمدند و از کجا؟"
        quote = Quote(speaker="مریم احمدی", text="از همه سپاسگزاریم.")
        report = answer_report(session, campaign, ["۴۰۰ نفر آمدند"], [quote], author(session), after).brief_model
        assert (report.kind.value, report.notes, report.quotes) == ("recap", ("۴۰۰ نفر آمدند",), (quote,))
        assert not set(NOTES) & set(report.parts().values())
        with pytest.raises(Refused, match="گزارشی نمی‌خواهد"):
            answer_report(session, campaign, ["باز هم"], [], author(session), after)


def test_only_editors_move_and_cancel_and_all_reasons_are_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        cancel_event(session, campaign, chief(session), "باران", NOW)
        with pytest.raises(Refused) as refused:
            move_event(session, campaign, STARTS, None, author(session), "", NOW)
        assert len(refused.value.problems) == 3


def test_an_event_without_its_hour_or_over_begins_no_campaign(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        with pytest.raises(BadInput, match="starts_at"):
            start_campaign(session, event(starts_at=None), author(session), now=NOW)
        with pytest.raises(BadInput, match="تمام شده است"):
            start_campaign(session, event(), author(session), now=STARTS + days(1))


def test_events_that_nobody_has_announced_are_known(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = begin(session)
        soon = STARTS - days(7)
        assert rows.unannounced(session, soon, soon + days(7)) == [campaign]
        assert rows.unannounced(session, soon - days(1), soon + days(6)) == []
        appear(session, campaign, "teaser")
        assert rows.unannounced(session, soon, soon + days(7)) == []
