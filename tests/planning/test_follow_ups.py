"""Follow-ups of an event that one piece announced: their dates, what is asked of people and when, and the brief."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.follow_ups import see_to_follow_up
from bumi.newsroom.publication.stories import story
from bumi.newsroom.tables import Piece
from bumi.planning.campaigns import draft_due_steps, start_campaign
from bumi.planning.follow_ups import EventPlan, event_plans, follow_up_brief
from bumi.planning.plan_settings import province_plan
from bumi.planning.reminders import Subject, due_reminders
from bumi.words import Kind
from tests.planning.stage import NOW, STARTS, approve, author, days, event, go_out


def announced(session: Session, ahead: float) -> Piece:
    """Let the one piece about an event go out, so many days before it begins."""
    piece = submit(session, event(), author(session))
    approve(session, piece, STARTS - days(ahead + 1))
    go_out(session, piece, STARTS - days(ahead))
    return piece


def plan_of(session: Session) -> EventPlan:
    session.expire_all()
    (plan,) = event_plans(session, province_plan().quiet)
    return plan


def test_people_are_to_hear_of_it_a_week_two_days_and_some_hours_before(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        announced(session, ahead=14)
        found = {each.step.step: each.publish_at for each in plan_of(session).follow_ups}
        assert list(found) == ["announcement", "reminder", "day"]
        assert list(found.values()) == sorted(found.values()) and found["day"] == STARTS - timedelta(hours=3)
        assert STARTS - days(8) < found["announcement"] < STARTS - days(6)


def test_what_would_follow_at_once_is_left_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        announced(session, ahead=1)
        assert [each.step.step for each in plan_of(session).follow_ups] == ["day"]


def test_it_is_asked_for_when_it_is_to_be_drafted_until_somebody_sees_to_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = announced(session, ahead=14)

        def asked(at: object) -> list[tuple[int, str, bool]]:
            told = due_reminders(session, province_plan(), at)  # type: ignore[arg-type]
            return [(each.id, each.slug, each.overdue) for each in told if each.subject is Subject.FOLLOW_UP]

        first, second, _ = plan_of(session).follow_ups
        assert asked(first.draft_at - timedelta(minutes=1)) == []
        assert asked(first.draft_at) == [(piece.id, "announcement", False)]
        assert asked(first.publish_at) == [(piece.id, "announcement", True)]
        assert asked(second.draft_at) == [(piece.id, "reminder", False)]  # what is past is past
        assert "«یادآوری نخست» باید" in first.sentence and "«یادآوری» باید" in second.sentence
        again = submit(session, event(), author(session))
        see_to_follow_up(session, again, piece.id, "reminder")
        session.expire_all()
        assert asked(second.draft_at) == []
        assert asked(STARTS) == []


def test_its_brief_says_when_it_goes_out_and_its_piece_is_the_same_event(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = announced(session, ahead=14)
        plan = plan_of(session)
        brief = follow_up_brief(plan, "reminder")
        assert brief is not None and brief.kind is Kind.EVENT and brief.starts_at == STARTS
        assert brief.publish_at == plan.follow_ups[1].publish_at and "تا آغاز این برنامه" in brief.notes[0]
        assert follow_up_brief(plan, "report") is None
        again = submit(session, brief, author(session))
        see_to_follow_up(session, again, piece.id, "reminder")
        approve(session, again, STARTS - days(4))
        go_out(session, again, brief.publish_at)
        told = story(session, again).event
        assert told and told.root == f"piece/{piece.id}"
        assert [each.piece.id for each in event_plans(session, province_plan().quiet)] == [piece.id]


def test_the_pieces_of_a_campaign_have_their_plan_already(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(), author(session), now=NOW)
        teaser = campaign.standing[0]
        (piece,) = draft_due_steps(session, campaign, teaser.draft_at)
        approve(session, piece, teaser.draft_at)
        go_out(session, piece, teaser.publish_at)
        assert event_plans(session, province_plan().quiet) == []
