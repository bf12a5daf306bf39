"""The plan on the desk: campaigns, messages with one voice, occasions, coverage; each by who may."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from persiantools.jdatetime import JalaliDate

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.plan.shared_messages import message, uses
from bumi.newsroom.tables import Appearance, BriefDraft, Campaign, EventFollowUp, OccasionPiece, Piece
from bumi.persian.calendar import now, start_of, typed, whole_minute
from bumi.planning import proposals, province_plan, start_campaign
from tests.desk.stage import HERITAGE, WATER, Browser, seen
from tests.planning.stage import approve, event, go_out

Person = Callable[[str], Browser]
BRIEF: dict[str, Any] = {
    "kind": "event", "topic": "جشنواره انار", "agency": HERITAGE, "county": "راور", "axis": "فرهنگ",
    "notes": "ورود آزاد است\nظرفیت ۳۰ نفر است", "channels": "site", "urgency": "normal",
}  # fmt: skip
SAYS: dict[str, Any] = {
    "title": "دوره آبیاری نوین", "facts": "دوره از ۱۵ دی آغاز می‌شود.\n- ورود آزاد است",
    "names": "ارزوئیه: ارزویه، ارزوییه",
    "figures": "ظرفیت دوره: ۴۵ نفر", "speaker": "", "role": "", "text": "",
}  # fmt: skip


def in_days(days: int) -> str:
    return typed(start_of(now().date() + timedelta(days=days)).replace(hour=17))


def test_a_campaign_is_begun_with_the_form_of_a_brief_moved_and_called_off(person: Person, desk: Desk) -> None:
    author, editor = person("نرگس"), person("مریم")
    place = author.send("/campaigns", page="/plan")
    assert "کارزار آغاز می‌شود" in author.open(place)
    form = BRIEF | {"purpose": "campaign", "send": "1"}
    assert author.send(place, page=place, **form) == f"{place}?wrong=1"
    assert "ساعت آغاز رویداد را بنویسید" in author.open(f"{place}?wrong=1", 422)
    began = author.send(place, page=place, **form, starts_at=in_days(20))
    path = began.partition("?")[0]
    shown = seen(author.open(path))
    assert "پیش‌خبر" in shown and "گزارش" in shown and "جابه‌جا شد" not in shown
    assert "جشنواره انار" in seen(author.open("/plan")) and "جشنواره انار" not in seen(person("هادی").open("/plan"))

    moved = in_days(25)
    assert "دلیل آن نوشته نشده است" in editor.send(f"{path}/move", 409, path, version="1", starts_at=moved, why="")
    editor.send(f"{path}/move", page=path, version="1", starts_at=moved, ends_at="", why="بارندگی")
    assert "کس دیگری این کارزار را تغییر داد" in editor.send(f"{path}/cancel", 409, path, version="1", why="لغو")
    assert editor.send(f"{path}/cancel", page=path, version="2", why="سیل") == f"{path}?said=called-off"
    assert "لغو شد: سیل" in seen(editor.open(path))
    with desk.newsroom.reading() as session:
        (campaign,) = session.query(Campaign)
        assert typed(campaign.starts_at) == moved and not campaign.standing


def test_the_report_of_an_event_is_what_the_agency_answers(person: Person, desk: Desk) -> None:
    began = whole_minute(now()) - timedelta(days=2)
    with desk.newsroom.session() as session:
        begun = start_campaign(
            session, event(began, agency=HERITAGE), user(session, "نرگس"), now=began - timedelta(days=9)
        )
        path = f"/campaigns/{begun.id}"
    author = person("نرگس")
    assert "از اداره‌کل میراث فرهنگی" in seen(author.open("/plan"))
    again = author.send(f"{path}/report", 422, path, notes="", speaker="مریم احمدی", role="", text="همه آمدند")
    assert "دست‌کم یک یادداشت" in seen(again) and "همه آمدند" in again
    wrong = author.send(f"{path}/report", 422, path, notes="سه هزار نفر آمدند", speaker="", role="", text="بی گوینده")
    assert "سه هزار نفر آمدند" in wrong
    place = author.send(f"{path}/report", page=path, notes="سه هزار نفر آمدند")
    with desk.newsroom.reading() as session:
        (row,) = session.query(Appearance).where(Appearance.step == "report", Appearance.dropped == "")
        assert place.startswith(f"/pieces/{row.piece_id}?") and row.piece and row.piece.brief["kind"] == "recap"


def test_a_message_holds_once_another_approves_it_and_a_change_of_it_is_followed(person: Person, desk: Desk) -> None:
    writer, editor, author = person("مریم"), person("کامران"), person("هادی")
    wrong = writer.send("/messages/new", 422, **SAYS | {"figures": "ظرفیت دوره: چند نفر"})
    assert "یک عدد و یکای آن نیست" in wrong and "ارزویه، ارزوییه" in wrong
    path = writer.send("/messages/new", **SAYS).partition("?")[0]
    author.open(path, 404)
    assert "خودش آن را نوشته است" in writer.send(f"{path}/approve", 409)
    editor.send(f"{path}/approve")
    assert "ظرفیت دوره" in author.open(path)

    place = author.send(f"{path}/variant", page=path)
    assert "نسخه‌ای از پیام مشترک" in author.open(place)
    form = BRIEF | {
        "purpose": "message 1",
        "send": "1",
        "topic": "دوره آبیاری در کهنوج",
        "kind": "notice",
        "notes": "در سالن شهرداری",
    }
    against = author.send(place, 422, place, **form | {"notes": "ظرفیت دوره ۶۰ نفر است"})
    assert "پیام مشترک برای «ظرفیت دوره» می‌گوید ۴۵ نفر" in seen(against) and "۶۰ نفر است" in against
    author.send(place, page=place, **form)
    with desk.newsroom.session() as session:
        (use,) = uses(session, message(session, 1))
        assert use.piece.brief["notes"][0] == "دوره از ۱۵ دی آغاز می‌شود." and use.piece.agency != HERITAGE
        approve(session, use.piece, now())
        go_out(session, use.piece, now())

    old = writer.send(f"{path}/edit", 422, f"{path}/edit", version="0", **SAYS)
    assert "نسخه دیگری نوشته شد" in seen(old)
    writer.send(f"{path}/edit", page=f"{path}/edit", version="1", **SAYS | {"figures": "ظرفیت دوره: ۶۰ نفر"})
    assert "نسخه ۲ در انتظار تأیید" in seen(editor.open(path)) and "۴۵ نفر" in author.open(path)
    editor.send(f"{path}/approve")
    for page in (path, "/plan"):
        assert "با نسخه پیشین" in seen(editor.open(page))


def test_an_occasion_proposes_a_brief_until_one_is_handed_in(person: Person, desk: Desk) -> None:
    (first, *_) = proposals(now().date(), province_plan())
    kept, author = first.occasion.kept, person("نرگس")
    assert kept.name in seen(author.open("/plan"))
    assert f'value="{kept.slug}"' in author.open("/calendar") + author.open("/plan")
    author.send("/plan/occasion", 404, "/plan", slug="none")
    place = author.send("/plan/occasion", page="/plan", slug=kept.slug)
    with desk.newsroom.reading() as session:
        purpose = session.query(BriefDraft).one().form["purpose"]
    assert f"برای مناسبت «{kept.name}»" in author.open(place) and "بپرسید:" in author.open(place)
    author.send(place, page=place, **BRIEF | {"purpose": purpose, "send": "1", "topic": kept.name})
    with desk.newsroom.reading() as session:
        assert session.query(OccasionPiece).one().slug == kept.slug
    assert f'value="{kept.slug}"' not in author.open("/plan")


@pytest.mark.parametrize(
    "purpose", ["message 99", "message x", "occasion x y", "occasion yalda 2026-99-99", "anything", " "]
)
def test_a_purpose_that_is_none_hands_in_a_plain_brief(person: Person, desk: Desk, purpose: str) -> None:
    author = person("نرگس")
    place = author.send("/briefs/new", page="/briefs/new", kind="event")
    assert author.send(place, page=place, **BRIEF | {"purpose": purpose, "send": "1"}).startswith("/pieces/")
    with desk.newsroom.reading() as session:
        assert session.query(Piece).count() == 1 and session.query(OccasionPiece).count() == 0


def test_coverage_is_a_page_an_excel_file_and_a_printed_sheet_that_agree(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        for county in ("بم", "بم", "راور"):
            piece = submit(session, event(starts_at=None, county=county), user(session, "رضا"))
            approve(session, piece, now())
            go_out(session, piece, now())
    editor, week = person("مریم"), f"week={JalaliDate(now().date()).isoformat()}"
    shown = seen(editor.open(f"/coverage?{week}&weeks=1000"))
    assert "۳ مطلب منتشرشده" in shown and "بم ۲ از ۳" in shown and "راور ۱ از ۲" in shown
    assert "۳ مطلب منتشرشده" in seen(editor.open("/coverage"))  # the newsroom's first week
    with desk.newsroom.session() as session:
        earlier = submit(session, event(starts_at=None), user(session, "رضا"))
        approve(session, earlier, now() - timedelta(days=20))
        go_out(session, earlier, now() - timedelta(days=20))
    assert "۰ مطلب منتشرشده" in seen(editor.open("/coverage"))  # last week

    excel = editor.client.get(f"/coverage/excel?{week}")
    assert load_workbook(BytesIO(excel.content))["خلاصه"]["B3"].value == 3
    assert excel.headers["content-disposition"].endswith('.xlsx"')
    pdf = editor.client.get(f"/coverage/pdf?{week}")
    assert pdf.content.startswith(b"%PDF") and pdf.headers["content-type"] == "application/pdf"

    editor.send(f"/coverage/brief?{week}", 404, "/coverage", by="county", name="تهران")
    place = editor.send(f"/coverage/brief?{week}", page="/coverage", by="axis", name="گردشگری")
    assert "محور گردشگری کم‌خبر است" in editor.open(place)


def test_people_hear_of_an_event_again_by_one_touch_and_after_an_approval(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        told = event(starts_at=start_of(now().date() + timedelta(days=2)).replace(hour=17), agency=HERITAGE)
        announced = submit(session, told, user(session, "نرگس"))
        approve(session, announced, now() - timedelta(days=9))
        go_out(session, announced, now() - timedelta(days=8))
        id = announced.id
    author = person("نرگس")
    page = author.open("/plan")
    assert "رویدادهای بی‌کارزار" in page and "سفارش بنویس" in page
    assert "رویدادهای بی‌کارزار" not in person("هادی").open("/plan")
    touch: dict[str, Any] = {"event": str(id), "step": "day"}
    person("هادی").send("/plan/follow-up", 404, page="/plan", **touch)
    author.send("/plan/follow-up", 404, page="/plan", event=str(id), step="report")
    place = author.send("/plan/follow-up", page="/plan", **touch)
    assert "یادآوری رویدادی است که خبرش منتشر شده" in author.open(place)
    form = BRIEF | {"purpose": f"follow-up {id} day", "starts_at": in_days(2), "send": "1"}
    sent = author.send(place, page=place, **form)
    with desk.newsroom.reading() as session:
        (row,) = session.query(EventFollowUp)
        assert (row.event_id, row.step) == (id, "day") and sent.startswith(f"/pieces/{row.piece_id}?")
        assert session.get_one(Piece, row.piece_id).published_at is None
    assert f'href="/pieces/{row.piece_id}">روز رویداد</a>' in author.open("/plan")


def test_nobody_tells_again_of_an_event_that_is_not_theirs_to_see(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = submit(session, event(agency=HERITAGE), user(session, "نرگس")).id
    other = person("هادی")
    place = other.send("/briefs/new", page="/briefs/new", kind="event")
    own = BRIEF | {"agency": WATER, "purpose": f"follow-up {id} day", "starts_at": in_days(2), "send": "1"}
    assert "?said=submitted" in other.send(place, page=place, **own)
    with desk.newsroom.reading() as session:
        assert session.query(EventFollowUp).count() == 0
