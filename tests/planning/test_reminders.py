"""Reminders: when they appear and when they end."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import see_to_occasion
from bumi.newsroom.publication.channel_answers import confirm
from bumi.newsroom.publication.channel_posts import key_of, of_piece, open_channels
from bumi.newsroom.states import PostState
from bumi.persian.calendar import parse_moment, tehran_day
from bumi.planning.campaigns import answer_report, draft_due_steps, start_campaign
from bumi.planning.crises import issue_notice
from bumi.planning.plan_settings import province_plan
from bumi.planning.reminders import Reminder, Subject, due_reminders
from bumi.words import Channel
from tests.planning.stage import NOW, STARTS, approve, author, days, editor, event, go_out
from tests.planning.test_crises import facts, out

SPRING = parse_moment("1405/02/15 09:00")  # a quiet time of the calendar


def of(session: Session, subject: Subject, now: object) -> list[Reminder]:
    return [each for each in due_reminders(session, province_plan(), now) if each.subject is subject]  # type: ignore[arg-type]


def test_an_event_nobody_has_announced_is_told_some_days_before_until_it_is_announced(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(), author(session), now=NOW)
        lone = submit(session, event(topic="نمایشگاه کتاب"), author(session))
        assert of(session, Subject.ANNOUNCEMENT, STARTS - days(8)) == []
        told = of(session, Subject.ANNOUNCEMENT, STARTS - days(7))
        assert [each.id for each in told] == [campaign.id, lone.id]
        assert "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۷:۰۰ برگزار می‌شود و هنوز کسی خبرش را نداده است" in told[0].sentence
        (teaser,) = draft_due_steps(session, campaign, campaign.standing[0].draft_at)
        for piece in (teaser, lone):
            approve(session, piece, STARTS - days(14))
            go_out(session, piece, STARTS - days(13))
        assert of(session, Subject.ANNOUNCEMENT, STARTS - days(7)) == []


def test_a_piece_that_is_due_and_not_approved_is_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(), author(session), now=NOW)
        teaser = campaign.standing[0]
        (piece,) = draft_due_steps(session, campaign, teaser.draft_at)
        assert of(session, Subject.APPROVAL, teaser.publish_at - days(1.1)) == []
        (soon,) = of(session, Subject.APPROVAL, teaser.publish_at - days(0.9))
        (late,) = of(session, Subject.APPROVAL, teaser.publish_at)
        assert (soon.id, soon.overdue, late.overdue) == (piece.id, False, True)
        approve(session, piece, teaser.publish_at)
        assert of(session, Subject.APPROVAL, teaser.publish_at) == []


def test_a_report_is_asked_for_until_it_is_there(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign = start_campaign(session, event(), author(session), now=NOW)
        assert of(session, Subject.REPORT, STARTS - days(1)) == []
        assert [it.overdue for it in of(session, Subject.REPORT, STARTS + days(1))] == [False]
        (late,) = of(session, Subject.REPORT, STARTS + days(4))
        assert late.overdue and "از استانداری کرمان بپرسید چه رخ داد" in late.sentence
        answer_report(session, campaign, ["همه آمدند"], [], author(session), STARTS + days(4))
        assert of(session, Subject.REPORT, STARTS + days(4)) == []


def test_an_update_in_a_crisis_is_nagged_about_until_the_notice_has_expired(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        given = facts()
        piece = issue_notice(session, "flood", given, author(session), now=given.since)
        (ready,) = of(session, Subject.CRISIS, given.since)
        assert ready.overdue and "هنوز کسی تأییدش نکرده" in ready.sentence
        out(session, piece)
        due = given.next_update
        assert of(session, Subject.CRISIS, due - timedelta(minutes=31)) == []
        assert [it.overdue for it in of(session, Subject.CRISIS, due - timedelta(minutes=30))] == [False]
        assert [it.overdue for it in of(session, Subject.CRISIS, due + timedelta(hours=5))] == [True]
        assert of(session, Subject.CRISIS, given.until) == []


def test_an_occasion_is_proposed_until_a_piece_sees_to_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        (told,) = (it for it in of(session, Subject.OCCASION, SPRING) if "فردوسی" in it.sentence)
        assert "۲۵ اردیبهشت" in told.sentence
        piece = submit(session, event(topic="شاهنامه‌خوانی"), author(session))
        see_to_occasion(session, piece, "ferdowsi", tehran_day(parse_moment("1405/02/25")))
        assert not [it for it in of(session, Subject.OCCASION, SPRING) if "فردوسی" in it.sentence]
        assert [it for it in of(session, Subject.OCCASION, SPRING + days(365)) if "فردوسی" in it.sentence]


def test_what_channels_ask_of_people_is_told_until_they_answer(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        open_channels(session, {Channel.BALE}, NOW)
        piece = submit(session, event(channels=["site", "bale"]), author(session))
        approve(session, piece, NOW)
        go_out(session, piece, NOW)
        (post,) = of_piece(session, piece.id)
        assert of(session, Subject.CHANNEL, NOW) == []
        post.state = PostState.UNCONFIRMED
        (told,) = of(session, Subject.CHANNEL, NOW)
        assert told.id == piece.id and "روشن نیست به بله رسیده باشد" in told.sentence
        confirm(session, key_of(post), editor(session), "", NOW)
        assert of(session, Subject.CHANNEL, NOW) == []
        post.error = "به بله نمی‌شود وصل شد؛ شبکه را ببینید"
        (told,) = of(session, Subject.CHANNEL, NOW)
        assert "هنوز از بله برداشته یا در آن اصلاح نشده است" in told.sentence
