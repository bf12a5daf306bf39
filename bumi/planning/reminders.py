"""Reminders: what is owed in crises, channels, approvals, answers, announcements, reports, corrections, occasions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bumi.newsroom.plan.campaigns import occasions_taken, running, unannounced, unannounced_pieces, unapproved
from bumi.newsroom.plan.crises import open_notices, waiting_notices
from bumi.newsroom.plan.due import DEADLINE_AHEAD, UPDATE_AHEAD
from bumi.newsroom.plan.shared_messages import messages
from bumi.newsroom.publication.channel_posts import questions
from bumi.newsroom.questions import pressing_questions
from bumi.newsroom.states import PostState
from bumi.persian.calendar import jalali, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.planning.answering import question_outlook
from bumi.planning.campaigns import awaiting_answer
from bumi.planning.crises import CrisisFacts
from bumi.planning.follow_ups import event_plans
from bumi.planning.occasions import proposals
from bumi.planning.plan_settings import ProvincePlan
from bumi.planning.shared_messages import outdated_variants
from bumi.planning.sign_ups import announcements_gone, calls_owed, next_editions, turnouts
from bumi.words import Named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LONG = timedelta(days=60)  # how long after an event its report is asked for


class Subject(Named):
    """Subject of a reminder, in order of display."""

    CRISIS = "crisis", "بحران"
    CHANNEL = "channel", "کانال"
    APPROVAL = "approval", "تأیید"
    QUESTION = "question", "پرسش مردم"
    ANNOUNCEMENT = "announcement", "خبررسانی"
    SIGN_UP = "sign_up", "ثبت‌نام رویداد"
    FOLLOW_UP = "follow_up", "یادآوری رویداد"
    REPORT = "report", "گزارش"
    CORRECTION = "correction", "اصلاح"
    EDITION = "edition", "نوبت بعدی رویداد"
    OCCASION = "occasion", "مناسبت"


class ReminderTarget(StrEnum):
    """Kind of thing whose id a reminder has."""

    PIECE = "piece"
    CAMPAIGN = "campaign"
    EVENT = "event"
    QUESTION = "question"
    EDITION = "edition"
    OCCASION = "occasion"


@dataclass(frozen=True)
class Reminder:
    """A reminder in Persian; `id` is that of its piece, campaign or question, 0 for an occasion.

    That of a next edition is the campaign of the former one. `slug` is that of an occasion, or the step with which
    people are to hear again of the event that a piece announced.
    """

    subject: Subject
    about: ReminderTarget
    id: int
    sentence: str
    overdue: bool
    slug: str = ""


def due_reminders(session: "Session", plan: ProvincePlan, now: datetime) -> list[Reminder]:
    """Return all reminders, the most urgent subject first."""
    return [
        *_crises(session, now),
        *_channels(session),
        *_approvals(session, now),
        *_questions(session, now),
        *_announcements(session, plan, now),
        *_sign_ups(session, now),
        *_follow_ups(session, plan, now),
        *_reports(session, plan, now),
        *_corrections(session),
        *_editions(session, plan, now),
        *_occasions(session, plan, now),
    ]


def _crises(session: "Session", now: datetime) -> Iterator[Reminder]:
    waiting = waiting_notices(session, now)
    for notice in waiting:
        sentence = f"«{notice.piece.brief['topic']}»: آماده است و هنوز کسی تأییدش نکرده؛ همین حالا بخوانیدش"
        yield Reminder(Subject.CRISIS, ReminderTarget.PIECE, notice.piece_id, sentence, overdue=True)
    for notice in (each for each in open_notices(session) if each not in waiting):
        due = notice.next_update_at
        if due - UPDATE_AHEAD <= now < CrisisFacts.model_validate(notice.facts).until:
            promised = f"«{notice.piece.brief['topic']}»: اطلاعیه بعدی برای {jalali(due)} وعده داده شده است"
            sentence = f"{promised}؛ به‌روزش کنید یا پایانش را اعلام کنید"
            yield Reminder(Subject.CRISIS, ReminderTarget.PIECE, notice.piece_id, sentence, due <= now)


def _channels(session: "Session") -> Iterator[Reminder]:
    asks = {
        PostState.UNCONFIRMED: "روشن نیست به {channel} رسیده باشد؛ در کانال نگاه کنید و در صفحه مطلب بگویید هست یا نه",
        PostState.FAILED: "به {channel} نرفت؛ دلیلش در صفحه مطلب است",
        PostState.POSTED: "هنوز از {channel} برداشته یا در آن اصلاح نشده است؛ باز کوشش می‌شود، دلیلش در صفحه مطلب است",
        PostState.LEFT: "باید به دست شما از {channel} برداشته شود؛ پس از آن در صفحه مطلب «برداشتم» را بزنید",
    }
    for post, piece in questions(session):
        sentence = f"«{piece.brief['topic']}»: {asks[post.state].format(channel=post.channel.persian)}"
        yield Reminder(Subject.CHANNEL, ReminderTarget.PIECE, piece.id, sentence, overdue=True)


def _approvals(session: "Session", now: datetime) -> Iterator[Reminder]:
    for piece in unapproved(session, now + DEADLINE_AHEAD):
        assert piece.publish_at is not None  # the query selects by it
        sentence = f"«{piece.brief['topic']}»: باید {jalali(piece.publish_at)} منتشر شود و هنوز تأیید نشده است"
        yield Reminder(Subject.APPROVAL, ReminderTarget.PIECE, piece.id, sentence, piece.publish_at <= now)


def _questions(session: "Session", now: datetime) -> Iterator[Reminder]:
    for question in pressing_questions(session, now):
        number = digits_to_persian(str(question.id))
        sentence = f"پرسش {number} مردم از {question.agency}: {question_outlook(question, now)}"
        late = question.due_at is not None and question.due_at < now
        yield Reminder(Subject.QUESTION, ReminderTarget.QUESTION, question.id, sentence, late)


def _announcements(session: "Session", plan: ProvincePlan, now: datetime) -> Iterator[Reminder]:
    until = now + timedelta(days=plan.ahead.warn)
    for campaign in unannounced(session, now, until):
        yield _announcement(ReminderTarget.CAMPAIGN, campaign.id, campaign.brief["topic"], campaign.starts_at)
    for piece in unannounced_pieces(session, now, until):
        starts_at = piece.brief_model.starts_at
        if starts_at and now < starts_at <= until:
            yield _announcement(ReminderTarget.PIECE, piece.id, piece.brief["topic"], starts_at)


def _announcement(about: ReminderTarget, id: int, topic: str, starts_at: datetime) -> Reminder:
    sentence = f"«{topic}»: {jalali(starts_at)} برگزار می‌شود و هنوز کسی خبرش را نداده است"
    return Reminder(Subject.ANNOUNCEMENT, about, id, sentence, overdue=False)


def _sign_ups(session: "Session", now: datetime) -> Iterator[Reminder]:
    for each in (*calls_owed(session, now), *announcements_gone(session, now), *turnouts(session, now)):
        yield Reminder(Subject.SIGN_UP, ReminderTarget.CAMPAIGN, each.campaign.id, each.sentence, each.overdue)


def _follow_ups(session: "Session", plan: ProvincePlan, now: datetime) -> Iterator[Reminder]:
    for each in event_plans(session, plan.quiet):
        if due := each.due(now):
            late = due.publish_at <= now
            yield Reminder(
                Subject.FOLLOW_UP, ReminderTarget.EVENT, due.event, due.sentence, overdue=late, slug=due.step.step
            )


def _reports(session: "Session", plan: ProvincePlan, now: datetime) -> Iterator[Reminder]:
    for campaign in running(session, now - _LONG):
        if awaiting_answer(campaign, now):
            brief = campaign.brief_model
            sentence = f"«{brief.topic}»: از {brief.agency} بپرسید چه رخ داد، تا گزارشش نوشته شود"
            late = now - campaign.ends_at > timedelta(days=plan.ahead.answer)
            yield Reminder(Subject.REPORT, ReminderTarget.CAMPAIGN, campaign.id, sentence, late)


def _corrections(session: "Session") -> Iterator[Reminder]:
    for message in messages(session):
        for piece in outdated_variants(session, message):
            sentence = f"«{piece.brief['topic']}»: با نسخه پیشین پیام «{message.title}» منتشر شده است؛ اصلاحش کنید"
            yield Reminder(Subject.CORRECTION, ReminderTarget.PIECE, piece.id, sentence, overdue=True)


def _editions(session: "Session", plan: ProvincePlan, now: datetime) -> Iterator[Reminder]:
    for each in next_editions(session, plan, now):
        late = each.starts_at - now < timedelta(days=plan.ahead.propose)
        yield Reminder(Subject.EDITION, ReminderTarget.EDITION, each.campaign.id, each.sentence, late)


def _occasions(session: "Session", plan: ProvincePlan, now: datetime) -> Iterator[Reminder]:
    today = tehran_day(now)
    for proposal in proposals(today, plan, occasions_taken(session)):
        one = proposal.occasion
        place = f" ({one.kept.county})" if one.kept.county else ""
        sentence = f"«{one.kept.name}»{place}، {one.when}: هنوز سفارشی ندارد؛ بپرسید: {one.kept.ask}"
        yield Reminder(Subject.OCCASION, ReminderTarget.OCCASION, 0, sentence, proposal.due <= today, one.kept.slug)
