"""Campaigns (کارزار): an event becomes a series of pieces, drafted when due, moved or called off with the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.brief import Brief, Quote, brief_from
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit, submit_next
from bumi.newsroom.plan.campaigns import add_campaign, said
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import Appearance, Campaign, Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import jalali
from bumi.persian.calendar import now as present
from bumi.persian.text import digits_to_persian, normal
from bumi.planning.plan import province_plan
from bumi.planning.series import Notice, reckon, series
from bumi.planning.shares import change_brief, report_brief, step_brief

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Change", "answer", "awaiting_answer", "call_off", "draft_due", "reschedule", "start"]

_NOTICE = "notice"


@dataclass(frozen=True)
class Change:
    """What a moved or cancelled event did to its pieces, by their ids.

    `discarded` were not out yet; `live` readers have seen, or are just about to: they need a correction or to be
    withdrawn; `notice` is the piece that tells readers, where there are such.
    """

    discarded: tuple[int, ...]
    live: tuple[int, ...]
    notice: int | None


def start(session: "Session", brief: Brief, by: User, plan: str = "event", now: datetime | None = None) -> Campaign:
    """Begin the series of an event whose brief has all its facts; nothing is written before its time.

    BadInput where the event has no exact time, or is over; Refused where `by` does not speak for its agency.
    """
    now = now or present()
    if brief.starts_at is None:
        raise BadInput("«starts_at» نوشته نشده است؛ کارزار از روی ساعت آغاز رویداد چیده می‌شود")
    ends_at = brief.ends_at or brief.starts_at
    if ends_at <= now:
        raise BadInput(f"رویداد {jalali(ends_at)} تمام شده است؛ برای آن گزارش بفرستید")
    new = add_campaign(session, plan, brief, brief.starts_at, ends_at, by)
    _plan(session, new, now)
    return new


def draft_due(session: "Session", campaign: Campaign, now: datetime) -> list[Piece]:
    """Hand in the briefs of the steps whose time to be drafted has come; return their pieces.

    A step that asks the agency first is left for `answer`, and one whose event has begun meanwhile is dropped.
    """
    plan, made = series(campaign.plan), []
    for each in campaign.standing:
        step = plan.of(each.step)
        if campaign.cancelled_at or each.piece_id or step is None or step.ask or each.draft_at > now:
            continue
        if step.counted == "start" and campaign.starts_at <= now:
            each.dropped = "تا آغاز رویداد نوشته نشد"
            continue
        brief = step_brief(
            campaign.brief_model, step, campaign.starts_at, campaign.ends_at, each.publish_at, said(campaign)
        )
        each.piece = submit_next(session, brief, user(session, campaign.started_by))
        session.flush()
        made.append(each.piece)
    session.flush()
    return made


def awaiting_answer(campaign: Campaign, now: datetime) -> tuple[Appearance, tuple[str, ...]] | None:
    """Return the report that waits for the agency, and what it is asked; None where nothing is to be asked yet."""
    plan = series(campaign.plan)
    for each in campaign.standing:
        step = plan.of(each.step)
        if step and step.ask and not each.piece_id and not campaign.cancelled_at and campaign.ends_at <= now:
            return each, step.ask
    return None


def answer(
    session: "Session",
    campaign: Campaign,
    notes: Sequence[str],
    quotes: Sequence[Quote],
    by: User,
    now: datetime | None = None,
) -> Piece:
    """Hand in the report of an event with what the agency says happened; Refused where none is awaited."""
    waiting = awaiting_answer(campaign, now or present())
    if waiting is None:
        raise _refused(campaign, "گزارشی نمی‌خواهد: رویداد تمام نشده، لغو شده یا گزارشش رسیده است")
    if not notes:
        raise BadInput("برای گزارش دست‌کم یک یادداشت از آنچه رخ داد بنویسید")
    step = series(campaign.plan).of(waiting[0].step)
    assert step is not None
    waiting[0].piece = submit(session, report_brief(campaign.brief_model, step, notes, quotes), by)
    session.flush()
    return waiting[0].piece


def call_off(session: "Session", campaign: Campaign, by: User, why: str, now: datetime | None = None) -> Change:
    """Cancel the event with all its pieces, in one action; Refused, with all the reasons, to others than editors."""
    now = now or present()
    why = " ".join(normal(why).split())
    _may_change(campaign, by, why)
    campaign.cancelled_at, campaign.cancelled_why = now, why
    discarded, live = _clear(session, campaign, by, f"رویداد لغو شد: {why}", now)
    told = _tell(session, campaign, series(campaign.plan).cancelled) if live else None
    return Change(discarded, live, told)


def reschedule(
    session: "Session",
    campaign: Campaign,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
    why: str,
    now: datetime | None = None,
) -> Change:
    """Move the event: pieces not out yet give way to new ones, in one action.

    Without an end, it lasts as long as before. Refused, with all the reasons, to others than editors.
    """
    now = now or present()
    why = " ".join(normal(why).split())
    _may_change(campaign, by, why)
    ends_at = ends_at or starts_at + (campaign.ends_at - campaign.starts_at)
    if starts_at <= now or ends_at < starts_at:
        raise BadInput(f"زمان تازه ({jalali(starts_at)}) باید در آینده و پیش از پایان رویداد باشد")
    discarded, live = _clear(session, campaign, by, f"زمان رویداد تغییر کرد: {why}", now)
    told = _tell(session, campaign, series(campaign.plan).moved, jalali(starts_at)) if live else None
    for each in (it.piece for it in campaign.standing if it.piece):
        if each.expire_at and each.expire_at > now:
            each.expire_at = starts_at
    campaign.brief = _moved(campaign.brief_model, starts_at, ends_at).model_dump(mode="json")
    campaign.starts_at, campaign.ends_at = starts_at, ends_at
    _plan(session, campaign, now)
    return Change(discarded, live, told)


def _plan(session: "Session", campaign: Campaign, now: datetime) -> None:
    """Give the campaign its appearances; those that readers have seen stay as they are."""
    seen = [each.step for each in campaign.standing if each.piece]
    plan, quiet = series(campaign.plan), province_plan().quiet
    for each in reckon(plan, campaign.starts_at, campaign.ends_at, now, quiet, seen):
        campaign.appearances.append(
            Appearance(
                step=each.step.step,
                draft_at=each.draft_at,
                publish_at=each.publish_at,
                dropped=each.dropped,
                piece=None,
            )
        )
    session.flush()


def _clear(
    session: "Session", campaign: Campaign, by: User, why: str, now: datetime
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Drop all that is not out yet, and return the ids of the pieces that were discarded and of those that are live."""
    discarded, live = [], []
    for each in campaign.standing:
        piece = each.piece
        if piece and _out(piece):
            live.append(piece.id)
            if campaign.cancelled_at or piece.state is State.PUBLISHING:
                piece.expire_at = now  # what is just going out, and fails, is not tried again
            continue
        each.dropped = why
        if piece and piece.state not in GONE:
            move(session, piece, State.DISCARDED, by, why, at=now)
            discarded.append(piece.id)
    session.flush()
    return tuple(discarded), tuple(live)


def _out(piece: Piece) -> bool:
    shown = piece.published_revision_id is not None or piece.state is State.PUBLISHING
    return shown and piece.state not in GONE


def _tell(session: "Session", campaign: Campaign, notice: Notice, new: str = "") -> int:
    """Hand in the notice that tells readers of the change, and return its piece's id."""
    event, old = campaign.brief_model, jalali(campaign.starts_at)
    topic, note = (words.format(topic=event.topic, old=old, new=new) for words in (notice.topic, notice.note))
    piece = submit_next(session, change_brief(event, topic, note), user(session, campaign.started_by))
    number = sum(each.step.startswith(_NOTICE) for each in campaign.appearances) + 1
    told = Appearance(step=f"{_NOTICE}{number}", draft_at=piece.created_at, publish_at=piece.created_at, piece=piece)
    campaign.appearances.append(told)
    session.flush()
    return piece.id


def _moved(event: Brief, starts_at: datetime, ends_at: datetime) -> Brief:
    """Return the event's brief with its new time; the day in the officer's own words was of the old one."""
    return brief_from(event.model_dump() | {"starts_at": starts_at, "ends_at": ends_at, "when": ""}, f"«{event.topic}»")


def _may_change(campaign: Campaign, by: User, why: str) -> None:
    reasons = []
    if not by.decides:
        reasons.append(f"«{by.name}» اجازه این کار را ندارد؛ کار «دبیر» یا «سردبیر» است")
    if not why:
        reasons.append("دلیل آن نوشته نشده است؛ در یک جمله بنویسیدش")
    if campaign.cancelled_at:
        reasons.append(f"{jalali(campaign.cancelled_at)} لغو شده است؛ برای رویداد تازه کارزار تازه‌ای بسازید")
    if reasons:
        raise _refused(campaign, *reasons)


def _refused(campaign: Campaign, *reasons: str) -> Refused:
    number = digits_to_persian(str(campaign.id))
    return Refused(*(f"کارزار {number}: {reason}" for reason in reasons))
