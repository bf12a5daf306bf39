"""Campaigns (کارزار): the series of pieces about an event, its start, due drafts, report, move and cancellation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.brief import Brief, Quote, brief_from
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit, submit_next
from bumi.newsroom.plan.campaigns import add_campaign, lock_pieces, said
from bumi.newsroom.publication.events import call_off_events
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import SINGLE, Appearance, Campaign, Piece, User
from bumi.newsroom.workflow.event_times import give_time
from bumi.newsroom.workflow.transitions import READY, STUMBLED, move
from bumi.persian.calendar import jalali
from bumi.persian.calendar import now as present
from bumi.persian.text import digits_to_persian, normal
from bumi.planning.campaign_steps import ChangeNotice, change_brief, reckon, report_brief, series, step_brief
from bumi.planning.plan_settings import province_plan
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOTICE = "notice"


@dataclass(frozen=True)
class CampaignChange:
    """Effect of a moved or cancelled event on its pieces, by id.

    `discarded` were not published yet; `live` are published or being published, and need a correction or withdrawal;
    `notice` is the piece that tells readers, if any.
    """

    discarded: tuple[int, ...]
    live: tuple[int, ...]
    notice: int | None


def start_campaign(
    session: "Session", brief: Brief, by: User, plan: str = "event", now: datetime | None = None
) -> Campaign:
    """Start the campaign of an event from its brief; pieces are drafted when they are due.

    BadInput where the event has no exact time or is over; Refused where `by` may not speak for its agency.
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


def event_of_piece(session: "Session", piece: Piece, by: User, now: datetime | None = None) -> Campaign:
    """Return the campaign of the event that a piece announces; one of this piece alone is made where there is none.

    So a single piece has a sign-up list as well, and its event is moved and cancelled in the same way. What tells of
    the event again belongs to the piece that announced it. Refused for pieces of other kinds, without an exact time,
    about what has begun, or that were taken back.
    """
    now = now or present()
    if piece.follow_up:
        piece = session.get_one(Piece, piece.follow_up.event_id)
    if piece.appearances:
        return piece.appearances[0].campaign
    brief = piece.brief_model
    if why := why_no_list(piece, now):
        raise Refused(f"مطلب {digits_to_persian(str(piece.id))}: {why}")
    assert brief.starts_at
    new = add_campaign(session, SINGLE, brief, brief.starts_at, brief.ends_at or brief.starts_at, by)
    publish_at = piece.published_at or piece.publish_at or piece.created_at
    step = series(SINGLE).steps[0].step
    new.appearances.append(Appearance(step=step, draft_at=piece.created_at, publish_at=publish_at, piece=piece))
    session.flush()
    session.expire(piece, ["appearances"])
    return new


def why_no_list(piece: Piece, now: datetime) -> str:
    """Return the Persian reason why the event of a piece can have no sign-up list, or "" where it can."""
    starts_at = piece.brief_model.starts_at
    if piece.kind is not Kind.EVENT or piece.state in GONE:
        return "خبر رویدادی نیست که برگزار شود؛ فهرست ثبت‌نام از «خبر رویداد» باز می‌شود"
    if starts_at is None:
        return "آغاز رویداد در سفارش نیست؛ آن را بنویسید، مانند ۱۴۰۵/۰۹/۰۴ ۱۰:۳۰"
    return f"رویداد {jalali(starts_at)} آغاز شده است" if starts_at <= now else ""


def draft_due_steps(session: "Session", campaign: Campaign, now: datetime) -> list[Piece]:
    """Submit the briefs of all steps due for drafting; return their pieces.

    A step that asks the agency waits for `answer_report`; a step before an event that has begun is dropped.
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
    """Return the report step that waits for the agency and its questions; None if there is none."""
    plan = series(campaign.plan)
    for each in campaign.standing:
        step = plan.of(each.step)
        if step and step.ask and not each.piece_id and not campaign.cancelled_at and campaign.ends_at <= now:
            return each, step.ask
    return None


def answer_report(
    session: "Session",
    campaign: Campaign,
    notes: Sequence[str],
    quotes: Sequence[Quote],
    by: User,
    now: datetime | None = None,
) -> Piece:
    """Submit the report of an event with the agency's answers; Refused where none is awaited."""
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


def cancel_event(
    session: "Session", campaign: Campaign, by: User, why: str, now: datetime | None = None
) -> CampaignChange:
    """Cancel an event and its pieces; Refused, with all reasons, to users who are not editors."""
    now = now or present()
    why = " ".join(normal(why).split())
    _require_change_rights(campaign, by, why)
    campaign.cancelled_at, campaign.cancelled_why = now, why
    call_off_events(session, campaign, now)
    discarded, live = _drop_unpublished(session, campaign, by, f"رویداد لغو شد: {why}", now)
    told = _submit_notice(session, campaign, series(campaign.plan).cancelled) if live else None
    return CampaignChange(discarded, live, told)


def move_event(
    session: "Session",
    campaign: Campaign,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
    why: str,
    now: datetime | None = None,
) -> CampaignChange:
    """Move an event to a new time, and plan its unpublished pieces anew; `ends_at` None keeps the duration.

    Refused, with all reasons, to users who are not editors.
    """
    now = now or present()
    why = " ".join(normal(why).split())
    _require_change_rights(campaign, by, why)
    ends_at = ends_at or starts_at + (campaign.ends_at - campaign.starts_at)
    if starts_at <= now or ends_at < starts_at:
        raise BadInput(f"زمان تازه ({jalali(starts_at)}) باید در آینده و پیش از پایان رویداد باشد")
    discarded, live = _drop_unpublished(session, campaign, by, f"زمان رویداد تغییر کرد: {why}", now)
    told = _submit_notice(session, campaign, series(campaign.plan).moved, jalali(starts_at)) if live else None
    for each in (it.piece for it in campaign.standing if it.piece):
        if each.expire_at and each.expire_at > now:
            each.expire_at = starts_at
    give_time(session, campaign, _with_new_time(campaign.brief_model, starts_at, ends_at), now)
    _plan(session, campaign, now)
    return CampaignChange(discarded, live, told)


def _plan(session: "Session", campaign: Campaign, now: datetime) -> None:
    """Plan the appearances of the campaign; published ones stay."""
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


def _drop_unpublished(
    session: "Session", campaign: Campaign, by: User, why: str, now: datetime
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Drop unpublished appearances; return the ids of discarded pieces and of live ones.

    An approved correction of a live piece goes back to its author: nobody approved it for the new time.
    """
    lock_pieces(session, campaign)
    discarded, live = [], []
    for each in campaign.standing:
        piece = each.piece
        if piece and _is_live(piece):
            live.append(piece.id)
            if campaign.cancelled_at or piece.state is State.PUBLISHING:
                piece.expire_at = now  # a failing publication is not retried
            elif piece.state in (*READY, *STUMBLED):
                move(session, piece, State.CHANGES_REQUESTED, by, why, at=now)
            continue
        each.dropped = why
        if piece and piece.state not in GONE:
            move(session, piece, State.DISCARDED, by, why, at=now)
            discarded.append(piece.id)
    session.flush()
    return tuple(discarded), tuple(live)


def _is_live(piece: Piece) -> bool:
    shown = piece.published_revision_id is not None or piece.state is State.PUBLISHING
    return shown and piece.state not in GONE


def _submit_notice(session: "Session", campaign: Campaign, notice: ChangeNotice, new: str = "") -> int:
    """Submit the notice that tells readers of the change; return its piece's id."""
    event, old = campaign.brief_model, jalali(campaign.starts_at)
    topic, note = (words.format(topic=event.topic, old=old, new=new) for words in (notice.topic, notice.note))
    piece = submit_next(session, change_brief(event, topic, note), user(session, campaign.started_by))
    number = sum(each.step.startswith(_NOTICE) for each in campaign.appearances) + 1
    told = Appearance(step=f"{_NOTICE}{number}", draft_at=piece.created_at, publish_at=piece.created_at, piece=piece)
    campaign.appearances.append(told)
    session.flush()
    return piece.id


def _with_new_time(event: Brief, starts_at: datetime, ends_at: datetime) -> Brief:
    """Return the event's brief with its new time, without the old wording of the time."""
    return brief_from(event.model_dump() | {"starts_at": starts_at, "ends_at": ends_at, "when": ""}, f"«{event.topic}»")


def _require_change_rights(campaign: Campaign, by: User, why: str) -> None:
    reasons = not_an_editor(by)
    if not why:
        reasons.append("دلیل آن نوشته نشده است؛ در یک جمله بنویسیدش")
    if campaign.cancelled_at:
        reasons.append(f"{jalali(campaign.cancelled_at)} لغو شده است؛ برای رویداد تازه کارزار تازه‌ای بسازید")
    if reasons:
        raise _refused(campaign, *reasons)


def _refused(campaign: Campaign, *reasons: str) -> Refused:
    number = digits_to_persian(str(campaign.id))
    return Refused(*(f"کارزار {number}: {reason}" for reason in reasons))
