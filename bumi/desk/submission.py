"""Submission of a brief for its purpose: a new piece, a campaign, a variant of a message, or a change of a brief.

The purpose is kept with the draft, as «campaign», «message 3», «occasion yalda 2026-12-21», «follow-up 12 reminder» for
the event that piece 12 announced, «edition 3» for the next edition of the event of campaign 3, or «brief 12 1» for a
change of version 1 of the brief of piece 12; other words mean none.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bumi.brief import Brief, Kind
from bumi.desk.brief_form import data_of, empty_form, form_of, undated
from bumi.desk.form import whole_number
from bumi.errors import Refused
from bumi.newsroom.accounts.access import sees_campaign, sees_message, sees_piece
from bumi.newsroom.content.briefs import FIXED, change_brief
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.content.typed import drop_draft, turn_into
from bumi.newsroom.plan.campaigns import see_to_occasion
from bumi.newsroom.plan.follow_ups import see_to_follow_up
from bumi.newsroom.plan.shared_messages import message
from bumi.newsroom.sign_ups import add_edition
from bumi.newsroom.tables import Message, Piece, User
from bumi.persian.calendar import jalali, now, parse_moment, typed
from bumi.persian.text import digits_to_persian, normal
from bumi.planning import NextEdition, Occasion, occasions_between, start_campaign, submit_variant
from bumi.province import province
from bumi.questions import CONTRADICTS, asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOR_CAMPAIGN = "campaign"
_EDITION = "edition"
_CHANGE = "brief"
_PURPOSES = {
    FOR_CAMPAIGN: "کارزار",
    _EDITION: "کارزار نوبت بعدی",
    "message": "نسخه پیام مشترک",
    "occasion": "مناسبت",
    "follow-up": "یادآوری رویداد",
}
_NEAR = timedelta(days=1)


def message_purpose(id: int) -> str:
    """Return the purpose of a variant of a message."""
    return f"message {id}"


def change_purpose(piece: Piece) -> str:
    """Return the purpose of a change of the brief of a piece, as it is now."""
    return f"{_CHANGE} {piece.id} {piece.brief_version}"


def changed_piece(session: "Session", purpose: str, by: User) -> Piece | None:
    """Return the piece whose brief a form changes, if `by` may see it; None for other purposes."""
    word, about = _parted(purpose)
    id = whole_number(about[0]) if word == _CHANGE and len(about) == 2 else None
    return session.get(Piece, id) if id is not None and sees_piece(session, by, id) else None


def fixed_fields(piece: Piece) -> dict[str, Any]:
    """Return the fields of the form that a change of the brief of `piece` leaves as they are."""
    form = form_of(piece.brief_model.model_dump())
    return {name: form[name] for name in FIXED}


def occasion_form(occasion: Occasion) -> dict[str, Any]:
    """Return the form of the brief for an occasion; what to ask the agency is in the internal note."""
    kept = occasion.kept
    return empty_form(kept.kind, "") | {
        "topic": kept.name,
        "county": kept.county or province().name,
        "axis": kept.axis,
        "when": occasion.when,
        "internal_note": f"بپرسید: {kept.ask}",
        "purpose": f"occasion {kept.slug} {occasion.first.isoformat()}",
    }


def follow_up_form(brief: Brief, event: int, step: str) -> dict[str, Any]:
    """Return the form of a brief with which people hear again, at a step, of the event that piece `event` announced."""
    return form_of(brief.model_dump()) | {"purpose": f"follow-up {event} {step}"}


def edition_form(edition: NextEdition) -> dict[str, Any]:
    """Return the form of the brief of an event's next edition: that of the former one, a year or so later."""
    form = undated(form_of(edition.campaign.brief_model.model_dump()))
    times = {"starts_at": typed(edition.starts_at), "ends_at": typed(edition.ends_at)}
    note = "از روی نوبت پیش نوشته شده است؛ هر نکته را دوباره از دستگاه بپرسید."
    return form | times | {"when": "", "internal_note": note, "purpose": f"{_EDITION} {edition.campaign.id}"}


def submit_brief(session: "Session", brief: Brief, by: User, purpose: str, draft: int, why: str = "") -> str:
    """Submit a brief for its purpose, drop its draft, and return the address of what was made.

    `why` is the reason of a change after an approval.

    BadInput or Refused where the brief does not suit its purpose, or changes that of a piece that `by` may not see.
    """
    word, about = _parted(purpose)
    if word in (FOR_CAMPAIGN, _EDITION):
        campaign = start_campaign(session, brief, by)
        former = whole_number(about[0]) if about else None
        if former is not None and sees_campaign(session, by, former):
            add_edition(session, campaign, former)
        drop_draft(session, draft)
        return f"/campaigns/{campaign.id}?said=started"
    if changed := changed_piece(session, purpose, by):
        version = whole_number(about[1]) or 0
        made = change_brief(session, changed, brief, by, version, draft, why)
        return f"/pieces/{changed.id}?said={'brief-changed' if made.number else 'brief-asked'}"
    if word == _CHANGE:
        raise Refused(
            "مطلبی که سفارشش را عوض می‌کردید دیگر در دسترس شما نیست و چیزی فرستاده نشد؛ تغییر را به دبیر بگویید، یا "
            "سفارش تازه‌ای بنویسید"
        )
    if word == "message" and (found := _message(session, about)) and sees_message(session, by, found.id):
        piece = submit_variant(session, message(session, found.id), brief, by)
    else:
        piece = submit(session, brief, by)
        if occasion := _occasion(word, about):
            see_to_occasion(session, piece, occasion.kept.slug, occasion.first)
        if (event := _event(word, about)) and sees_piece(session, by, event):
            see_to_follow_up(session, piece, event, about[1])
    turn_into(session, draft, piece)
    return f"/pieces/{piece.id}?said=submitted"


def name_purpose(purpose: str, by_request: bool = False) -> str:
    """Return the name of what a draft will become; empty where it becomes an ordinary piece.

    `by_request` as for `describe_purpose`.
    """
    word, about = _parted(purpose)
    if word == _CHANGE and about:
        return f"{'درخواست اصلاح' if by_request else 'تغییر'} سفارش مطلب {digits_to_persian(about[0])}"
    return _PURPOSES.get(word, "")


def describe_purpose(session: "Session", purpose: str, by_request: bool = False) -> str:
    """Return what submitting the brief will do; empty where it makes an ordinary piece.

    `by_request` says that a change of a brief is a request that an editor decides on.
    """
    word, about = _parted(purpose)
    if word in (FOR_CAMPAIGN, _EDITION):
        return (
            "با فرستادن این سفارش کارزار آغاز می‌شود: همه نکته‌ها و ساعت آغاز رویداد را بنویسید؛ "
            "هر مطلب به وقتش نوشته می‌شود."
        )
    if word == "message" and (found := _message(session, about)):
        return (
            f"نسخه‌ای از پیام مشترک «{found.title}» است: نکته‌ها، رقم‌ها و گفته‌های پیام خودبه‌خود افزوده می‌شود؛ "
            "آنچه ویژه شماست بنویسید."
        )
    if word == "follow-up":
        return "یادآوری رویدادی است که خبرش منتشر شده است؛ آنچه مردم باید دوباره بدانند نگه دارید و بفرستید."
    if word == _CHANGE and about:
        said = f"سفارش مطلب {digits_to_persian(about[0])} را عوض می‌کنید"
        if by_request:
            return f"{said}. درخواست شما نزد دبیر می‌رود و تا پذیرفتنش خوانندگان همان متن را می‌بینند."
        return f"{said}. هر نسخه می‌ماند و متن خودبه‌خود عوض نمی‌شود: صفحه مطلب می‌گوید کدام جمله‌ها باید از نو نوشته شود."
    if occasion := _occasion(word, about):
        return f"برای مناسبت «{occasion.kept.name}»، {occasion.when}."
    return ""


def campaign_problems(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return why a form cannot start a campaign, by field: a campaign needs an event with a start time ahead."""
    if _parted(form.get("purpose", ""))[0] not in (FOR_CAMPAIGN, _EDITION):
        return {}
    if form["kind"] != Kind.EVENT.value:
        return {"kind": [f"کارزار از «{Kind.EVENT.persian}» ساخته می‌شود"]}
    if not form["starts_at"].strip():
        return {"starts_at": ["ساعت آغاز رویداد را بنویسید؛ همه مطلب‌های کارزار از روی آن چیده می‌شود"]}
    ends_at = parse_moment(form["ends_at"] or form["starts_at"])
    if ends_at <= now():
        return {"starts_at": [f"رویداد {jalali(ends_at)} تمام شده است؛ برای آن گزارش بفرستید"]}
    return {}


def contradicting_time(form: Mapping[str, Any], before: Brief | None) -> dict[str, list[str]]:
    """Return, by field, why a form cannot be sent whose time in words is not its exact start.

    Words that stand in `before`, the brief that the form changes, are not asked about: they do not outlive a new start.
    """
    if before and " ".join(normal(form["when"]).split()) == before.when:
        return {}
    if not any(each.kind == CONTRADICTS for each in asked(data_of(form)).fields.get("when", ())):
        return {}
    words, starts = " ".join(form["when"].split()), jalali(parse_moment(form["starts_at"]))
    return {"when": [f"«when»: «{words}» با «starts_at» ({starts}) نمی‌خواند؛ یکی از این دو را درست کنید"]}


def _parted(purpose: str) -> tuple[str, list[str]]:
    word, *about = purpose.split() or [""]
    return word, about


def _message(session: "Session", about: list[str]) -> Message | None:
    id = whole_number(about[0]) if about else None
    return None if id is None else session.get(Message, id)


def _event(word: str, about: list[str]) -> int | None:
    """Return the number of the piece that announced the event of a follow-up."""
    return whole_number(about[0]) if word == "follow-up" and len(about) == 2 else None


def _occasion(word: str, about: list[str]) -> Occasion | None:
    """Return the named occasion on the named day."""
    if word != "occasion" or len(about) != 2:
        return None
    try:
        day = date.fromisoformat(about[1])
    except ValueError:
        return None
    near = occasions_between(day - _NEAR, day + _NEAR)
    return next((each for each in near if each.kept.slug == about[0] and each.first == day), None)
