"""What the plan reminds people of: an update that is owed, an event nobody has announced, a report that nobody sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bumi.newsroom.plan.campaigns import occasions_taken, running, unannounced, unannounced_pieces, unapproved
from bumi.newsroom.plan.crises import open_notices, waiting_notices
from bumi.newsroom.plan.shared_messages import messages
from bumi.persian.calendar import jalali, tehran_day
from bumi.planning.campaigns import awaiting_answer
from bumi.planning.notices import Facts
from bumi.planning.plan import Plan
from bumi.planning.proposals import proposals
from bumi.planning.voice import outdated

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["About", "Reminder", "Subject", "reminders"]

_SOON = timedelta(minutes=30)  # before an update is due in a crisis
_TODAY = timedelta(days=1)  # before a piece is due that nobody has approved
_LONG = timedelta(days=60)  # after an event, so long its report is asked for


class Subject(StrEnum):
    """What a reminder is about; in the order in which people should see them."""

    CRISIS = "crisis"
    APPROVAL = "approval"
    ANNOUNCEMENT = "announcement"
    REPORT = "report"
    CORRECTION = "correction"
    OCCASION = "occasion"

    @property
    def persian(self) -> str:
        """The words people use."""
        return _PERSIAN[self]


_PERSIAN = {
    Subject.CRISIS: "بحران",
    Subject.APPROVAL: "تأیید",
    Subject.ANNOUNCEMENT: "خبررسانی",
    Subject.REPORT: "گزارش",
    Subject.CORRECTION: "اصلاح",
    Subject.OCCASION: "مناسبت",
}


class About(StrEnum):
    """Of what a reminder gives the number."""

    PIECE = "piece"
    CAMPAIGN = "campaign"
    OCCASION = "occasion"


@dataclass(frozen=True)
class Reminder:
    """A sentence for people; `id` is of the piece or campaign it is about, 0 for an occasion, which has a `slug`."""

    subject: Subject
    about: About
    id: int
    sentence: str
    overdue: bool
    slug: str = ""


def reminders(session: "Session", plan: Plan, now: datetime) -> list[Reminder]:
    """Return all that somebody should see to, the most pressing subject first."""
    return [
        *_crises(session, now),
        *_approvals(session, now),
        *_announcements(session, plan, now),
        *_reports(session, plan, now),
        *_corrections(session),
        *_occasions(session, plan, now),
    ]


def _crises(session: "Session", now: datetime) -> Iterator[Reminder]:
    waiting = waiting_notices(session, now)
    for notice in waiting:
        sentence = f"«{notice.piece.brief['topic']}»: آماده است و هنوز کسی تأییدش نکرده؛ همین حالا بخوانیدش"
        yield Reminder(Subject.CRISIS, About.PIECE, notice.piece_id, sentence, overdue=True)
    for notice in (each for each in open_notices(session) if each not in waiting):
        due = notice.next_update_at
        if due - _SOON <= now < Facts.model_validate(notice.facts).until:
            promised = f"«{notice.piece.brief['topic']}»: اطلاعیه بعدی برای {jalali(due)} وعده داده شده است"
            sentence = f"{promised}؛ به‌روزش کنید یا پایانش را اعلام کنید"
            yield Reminder(Subject.CRISIS, About.PIECE, notice.piece_id, sentence, due <= now)


def _approvals(session: "Session", now: datetime) -> Iterator[Reminder]:
    for piece in unapproved(session, now + _TODAY):
        assert piece.publish_at is not None  # it was found by that
        sentence = f"«{piece.brief['topic']}»: باید {jalali(piece.publish_at)} منتشر شود و هنوز تأیید نشده است"
        yield Reminder(Subject.APPROVAL, About.PIECE, piece.id, sentence, piece.publish_at <= now)


def _announcements(session: "Session", plan: Plan, now: datetime) -> Iterator[Reminder]:
    until = now + timedelta(days=plan.ahead.warn)
    for campaign in unannounced(session, now, until):
        yield _unheard(About.CAMPAIGN, campaign.id, campaign.brief["topic"], campaign.starts_at)
    for piece in unannounced_pieces(session, now, until):
        starts_at = piece.brief_model.starts_at
        if starts_at and now < starts_at <= until:
            yield _unheard(About.PIECE, piece.id, piece.brief["topic"], starts_at)


def _unheard(about: About, id: int, topic: str, starts_at: datetime) -> Reminder:
    sentence = f"«{topic}»: {jalali(starts_at)} برگزار می‌شود و هنوز کسی خبرش را نداده است"
    return Reminder(Subject.ANNOUNCEMENT, about, id, sentence, overdue=False)


def _reports(session: "Session", plan: Plan, now: datetime) -> Iterator[Reminder]:
    for campaign in running(session, now - _LONG):
        if awaiting_answer(campaign, now):
            brief = campaign.brief_model
            sentence = f"«{brief.topic}»: از {brief.agency} بپرسید چه رخ داد، تا گزارشش نوشته شود"
            late = now - campaign.ends_at > timedelta(days=plan.ahead.answer)
            yield Reminder(Subject.REPORT, About.CAMPAIGN, campaign.id, sentence, late)


def _corrections(session: "Session") -> Iterator[Reminder]:
    for message in messages(session):
        for piece in outdated(session, message):
            sentence = f"«{piece.brief['topic']}»: با نسخه پیشین پیام «{message.title}» منتشر شده است؛ اصلاحش کنید"
            yield Reminder(Subject.CORRECTION, About.PIECE, piece.id, sentence, overdue=True)


def _occasions(session: "Session", plan: Plan, now: datetime) -> Iterator[Reminder]:
    today = tehran_day(now)
    for proposal in proposals(today, plan, occasions_taken(session)):
        one = proposal.occasion
        place = f" ({one.kept.county})" if one.kept.county else ""
        sentence = f"«{one.kept.name}»{place}، {one.when}: هنوز سفارشی ندارد؛ بپرسید: {one.kept.ask}"
        yield Reminder(Subject.OCCASION, About.OCCASION, 0, sentence, proposal.due <= today, one.kept.slug)
