"""The desk of a county: its governor's office and nobody of another county, gaps as briefs, crises of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bumi.desk.desk import Desk
from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user, user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.plan.county_sheets import keep_sheet
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import BriefDraft, Notification, Piece
from bumi.persian.calendar import now, tehran_day, whole_minute
from bumi.persian.months import month_of
from tests.desk.stage import BAM, HERITAGE, Browser, seen
from tests.newsroom.stage import approve, brief, new_piece, publish, send

Person = Callable[[str], Browser]
RAVAR = "فرمانداری شهرستان راور"
DRAFT = "گل محمدی در لاله‌زار"  # the headline of every draft here
CRISIS: dict[str, Any] = {"name": "flood", "what": "رودخانه بالا آمده است", "hours": "3", "source": BAM}


@pytest.fixture
def other(desk: Desk, person: Person) -> Browser:
    """Somebody of the governor's office of another county."""
    with desk.newsroom.session() as session:
        add_user(session, "شیرین", Role.CONTENT, RAVAR)
    return person("شیرین")


def typed_now() -> str:
    return whole_minute(now() - timedelta(hours=1)).isoformat()


def coming(desk: Desk, **changes: str) -> int:
    """Have another agency plan a piece on Bam in three days, and return it."""
    at = whole_minute(now() + timedelta(days=3)).isoformat()
    with desk.newsroom.session() as session:
        piece = new_piece(session, **{"county": "بم", "topic": "افتتاح موزه خرما", "publish_at": at, **changes})
        send(session, piece)
        return piece.id


def test_an_office_comes_to_the_page_of_its_own_county(person: Person) -> None:
    office = person("سهراب")
    assert office.client.get("/county").headers["location"] == "/county/bam"
    page = office.open("/county/bam")
    assert "شهرستان بم" in seen(page) and 'href="/county" aria-current="page"' in page
    assert "سفارش بنویس" in page and "بدون مطلب" in page
    assert 'href="/county"' not in person("نرگس").open("/")
    person("نرگس").open("/county", 404)
    assert person("مریم").client.get("/county").headers["location"] == "/coverage"


@pytest.mark.parametrize("path", ["/county/bam", "/county/bam/pdf", "/county/bam?month=1405-01"])
def test_nobody_opens_the_page_of_another_county(person: Person, other: Browser, path: str) -> None:
    for browser in (other, person("نرگس")):
        browser.open(path, 404)
    for name in ("سهراب", "مریم", "رضا"):
        assert person(name).client.get(path).status_code == 200, name


def test_nobody_begins_a_brief_for_another_county(person: Person, other: Browser, desk: Desk) -> None:
    for browser in (other, person("نرگس")):
        browser.send("/county/bam/brief", 404, "/help", axis="فرهنگ")
    with desk.newsroom.reading() as session:
        assert session.scalar(select(BriefDraft.id)) is None


@pytest.mark.parametrize("slug", ["yazd", "province", "BAM", "bam%00", "%D8%A8%D9%85", "1"])
def test_an_address_of_no_county_is_not_there(person: Person, slug: str) -> None:
    person("رضا").open(f"/county/{slug}", 404)


def test_planned_pieces_of_others_are_told_without_a_word_of_their_drafts(
    person: Person, other: Browser, desk: Desk
) -> None:
    id = coming(desk)
    page = person("سهراب").open("/county/bam")
    assert "افتتاح موزه خرما" in page and "در انتظار بررسی" in page
    assert DRAFT not in page and f"/pieces/{id}" not in page
    assert f"/pieces/{id}" in person("نرگس").open("/?shelf=decide")  # whose piece it is
    assert f"/pieces/{id}" in person("مریم").open("/county/bam")
    person("سهراب").open(f"/pieces/{id}", 404)
    assert "افتتاح موزه خرما" not in other.open("/county/ravar")


def test_what_an_agency_has_locked_is_not_told(person: Person, desk: Desk) -> None:
    coming(desk, embargo_until=whole_minute(now() + timedelta(days=2)).isoformat())
    assert "افتتاح موزه خرما" not in person("سهراب").open("/county/bam")


def test_an_office_works_on_its_own_pieces_as_before(person: Person, other: Browser, desk: Desk) -> None:
    id, office = coming(desk), person("سهراب")
    with desk.newsroom.session() as session:
        session.get_one(Piece, id).agency = "فرمانداری بم"  # an alias of its agency
    assert f"/pieces/{id}" in office.open("/county/bam") and DRAFT in office.open(f"/pieces/{id}")
    other.open(f"/pieces/{id}", 404)


def test_published_pieces_lead_to_where_readers_find_them(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        piece = new_piece(session, county="بم")
        approve(session, piece, now())
        publish(session, piece, now())
        slug = piece.slug
    page = person("سهراب").open("/county/bam")
    assert f"{desk.settings.site_url}/p/" in page and slug and DRAFT in page
    assert "۱ از " in seen(page)


def test_a_gap_becomes_a_brief_of_the_office(person: Person, desk: Desk) -> None:
    place = person("سهراب").send("/county/bam/brief", page="/county/bam", axis="گردشگری")
    assert place.startswith("/briefs/")
    with desk.newsroom.reading() as session:
        [draft] = session.scalars(select(BriefDraft))
        assert (draft.by, draft.form["county"], draft.form["axis"]) == ("سهراب", "بم", "گردشگری")
        assert draft.form["agency"] == BAM
    person("سهراب").send("/county/bam/brief", 404, "/county/bam", axis="هیچ")


def test_a_month_is_chosen_and_printed(person: Person) -> None:
    office, this = person("سهراب"), month_of(tehran_day(now()))
    assert this.moved(-1).name in seen(office.open(f"/county/bam?month={this.moved(-1).address}"))
    for odd in (this.moved(1).address, "1405-13", "<b>"):
        assert this.name in seen(office.open(f"/county/bam?month={odd}")), odd
    answer = office.client.get(f"/county/bam/pdf?month={this.address}")
    assert answer.content.startswith(b"%PDF") and f"bam-{this.address}.pdf" in answer.headers["content-disposition"]


def test_a_kept_sheet_stays_as_it_was_and_chiefs_find_those_of_all_counties(
    person: Person, other: Browser, desk: Desk
) -> None:
    office, editor, month = person("سهراب"), person("مریم"), month_of(tehran_day(now())).moved(-1)
    assert "هنوز برگی بایگانی نشده است" in editor.open("/county-sheets")
    with desk.newsroom.session() as session:
        keep_sheet(session, "bam", month, b"%PDF kept", now())
    own = f"/county/bam/pdf?month={month.address}"
    assert office.client.get(own).content == b"%PDF kept" and other.client.get(own).status_code == 404
    assert office.client.get(f"{own}&anew=1").content != b"%PDF kept"
    assert "بایگانی شد و همان می‌ماند" in office.open(f"/county/bam?month={month.address}")
    assert "بایگانی شد" not in office.open("/county/bam")
    listed = editor.open("/county-sheets")
    assert f'href="{own}"' in listed and month.name in listed and "/county-sheets" in editor.open("/coverage")
    office.open("/county-sheets", 403)


def test_a_notice_for_the_own_county_is_told_to_editors_at_once(person: Person, desk: Desk) -> None:
    office = person("سهراب")
    form = office.open("/crises")
    assert "<option selected>بم</option>" in form and "<option>راور</option>" not in form
    place = office.send("/crises", page="/crises", since=typed_now(), county="بم", **CRISIS)
    id = int(place.removeprefix("/pieces/").partition("?")[0])
    with desk.newsroom.reading() as session:
        notice = session.get_one(Piece, id)
        assert (notice.state, notice.agency, notice.approved_by) == (State.SUBMITTED, BAM, None)
        [told] = session.scalars(select(Notification).where(Notification.piece_id == id))
        assert told.kind.value == "crisis"
    assert "هشدار سیلاب" in seen(office.open("/county/bam"))
    office.send(f"/pieces/{id}/move", 0, f"/pieces/{id}", to="approved", version="1", why="بحران است", now="1")
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).approved_by is None
    office.send(f"/crises/{id}/update", page="/crises", what="آب پایین می‌رود", hours="1")


@pytest.mark.parametrize("county", ["راور", "استان کرمان"], ids=["a-neighbour", "the-province"])
def test_a_notice_for_elsewhere_is_refused_with_the_reason(person: Person, desk: Desk, county: str) -> None:
    page = person("سهراب").send("/crises", 422, "/crises", since=typed_now(), county=county, **CRISIS)
    assert "تنها برای شهرستان بم اطلاعیه بحران می‌نویسد" in seen(page) and county in seen(page)
    assert "رودخانه بالا آمده است" in page
    with desk.newsroom.reading() as session:
        assert session.scalar(select(Piece.id)) is None


def test_an_office_touches_no_notice_of_another(person: Person, other: Browser, desk: Desk) -> None:
    place = person("سهراب").send("/crises", page="/crises", since=typed_now(), county="بم", **CRISIS)
    id = int(place.removeprefix("/pieces/").partition("?")[0])
    for action in ("update", "end"):
        other.send(f"/crises/{id}/{action}", 404, "/crises", what="پایان", hours="1")
    assert "هشدار سیلاب" not in other.open("/crises") + other.open("/county/ravar")


def test_an_ordinary_brief_is_no_way_round(desk: Desk) -> None:
    with desk.newsroom.session() as session:
        office = user(session, "سهراب")
        submit(session, brief(agency=BAM, county="راور"), office)  # an ordinary piece may be about a neighbour
        with pytest.raises(Refused, match="نه برای «راور»"):
            submit(session, brief(agency=BAM, county="راور", urgency="crisis"), office)
        submit(session, brief(agency=HERITAGE, county="راور", urgency="crisis"), user(session, "نرگس"))
