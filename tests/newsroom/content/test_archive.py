"""The photo archive: each picture once, who may use it, and what its rights forbid before and after publication."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.archive import (
    KEPT_AFTER,
    ArchiveFilter,
    PhotoDetails,
    PhotoImage,
    add_to_archive,
    allow_again,
    count_archive,
    edit_photo,
    erase_expired,
    put_into_draft,
    search_archive,
    set_focus,
    withdraw_photo,
)
from bumi.newsroom.content.photos import give_photo, lead_with, photos_of, shown_photos
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom
from bumi.newsroom.media.cleaning import GRACE, clean_media, missing
from bumi.newsroom.publication.publication import begin, claim, release
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import ArchivePhoto, Notification, NotificationKind, PhotoConsent, PhotoRights, User
from bumi.newsroom.workflow.photo_rights import forbidden, may_be_used, photo_questions, uses
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, tehran_day
from tests.newsroom.stage import NOW, WHY, approve, new_piece, person, publish, reach, send, store

HERITAGE = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"
WATER = "شرکت آب و فاضلاب استان کرمان"
TODAY = tehran_day(NOW)
DAY = timedelta(days=1)
READY = PhotoDetails("گل‌چینی در لاله‌زار", "آرش کامیاب", PhotoRights.OWN, consent=PhotoConsent.NOBODY, county="بردسیر")


def officer(session: Session, name: str = "نرگس", agency: str = HERITAGE) -> User:
    return add_user(session, name, Role.CONTENT, agency)


def added(session: Session, data: bytes = b"jpeg", by: User | None = None, **changes: Any) -> ArchivePhoto:
    store(session, data, b"small " + data)
    image = PhotoImage(data, b"small " + data, 1600, 900)
    return add_to_archive(session, by or officer(session), image, replace(READY, **changes))


def found(session: Session, user: User, **asked: Any) -> list[str]:
    return [each.caption for each in search_archive(session, user, ArchiveFilter(**asked), 1, TODAY)]


def test_a_photo_is_kept_once_and_found_in_any_spelling_by_those_who_may(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        own, other, editor = officer(session), officer(session, "هادی", WATER), person(session, Role.EDITOR)
        first = added(session, by=own)
        assert added(session, by=own, caption="شرحی دیگر").id == first.id and first.caption == READY.caption
        assert first.agency == HERITAGE, "a content team adds for its own agency"
        with pytest.raises(Refused, match="دستگاه دیگری"):
            added(session, by=other)
        added(session, b"dam", by=editor, caption="سد جیرفت", credit="ایرنا", county="جیرفت", agency="")
        for word in ("گلچینی", "گل چيني لاله زار", "کامیاب", "بردسير"):
            assert found(session, own, word=word) == [READY.caption], word
        assert found(session, other) == ["سد جیرفت"] and len(found(session, editor)) == 2
        assert found(session, own, county="جیرفت") == ["سد جیرفت"] and found(session, own, word="کویر") == []
        assert found(session, own, rights=PhotoRights.AGENCY) == []
        assert count_archive(session, editor, ArchiveFilter(), TODAY) == 2
        with pytest.raises(Refused, match="اجازه تغییر"):
            edit_photo(session, first.id, other, READY)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"rights": PhotoRights.MISSING}, "حق انتشار"),
        ({"consent": PhotoConsent.MISSING}, "رضایت کسانی"),
        ({"credit": ""}, "عکاس"),
        ({"expires_on": TODAY}, ""),
        ({"expires_on": TODAY - DAY}, "اجازه انتشار داشت"),
    ],
    ids=["ready", "rights", "consent", "credit", "last-day", "expired"],
)
def test_what_a_photo_lacks_keeps_its_piece_from_approval(
    newsroom: Newsroom, changes: dict[str, Any], reason: str
) -> None:
    with newsroom.session() as session:
        piece, photo = new_piece(session), added(session, **changes)
        give_photo(session, piece, officer(session), b"jpeg", 1600, 900)
        told = may_be_used(photo, TODAY)
        assert [reason in each for each in told] == ([True] if reason else [])
        assert [each.id for each in session.scalars(select(ArchivePhoto).where(forbidden(TODAY)))] == (
            [photo.id] if reason else []
        )
        if not reason:
            approve(session, piece)
            return
        send(session, piece)
        with pytest.raises(Refused, match=reason):
            move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)


def test_a_withdrawn_photo_stops_what_is_approved_and_asks_about_what_is_published(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        photo, pieces = added(session), [new_piece(session) for _ in range(2)]
        for piece in pieces:
            give_photo(session, piece, officer(session), b"jpeg", 1600, 900)
            approve(session, piece)
        publish(session, pieces[0])
        assert photo_questions(session, TODAY) == []
        with pytest.raises(BadInput, match="دلیل"):
            withdraw_photo(session, photo.id, officer(session), " ")
        withdraw_photo(session, photo.id, officer(session), WHY, NOW)
        with pytest.raises(Refused, match="پس گرفته شده است"):
            begin(session, pieces[1], NOW)
        version = pieces[1].version
        assert [claim(session, NOW, name, 9)[0] for name in ("one", "two")] == [[], []]
        assert "پس گرفته شده است" in pieces[1].problem and pieces[1].state is State.APPROVED
        assert pieces[1].version == version, "no open page of it is out of date"
        told = [line for line in timeline(session, pieces[1]) if line.what.endswith("منتشر نمی‌شود")]
        assert [line.why for line in told] == [pieces[1].problem], "it is said once"
        kind = Notification.kind == NotificationKind.FAILED
        assert session.scalars(select(Notification.piece_id).where(kind)).all() == [pieces[1].id]
        [(asked, shown)] = photo_questions(session, TODAY)
        assert asked.id == photo.id and [use.piece.id for use in shown] == [each.id for each in pieces]
        assert [(use.piece.id, use.live) for use in uses(session, photo)] == [
            (pieces[0].id, True),
            (pieces[1].id, False),
        ]
        move(session, pieces[0], State.WITHDRAWN, person(session, Role.EDITOR), WHY)
        [(_, shown)] = photo_questions(session, TODAY)
        assert [(use.piece.id, use.live) for use in shown] == [(pieces[1].id, False)]
        allow_again(session, photo.id, officer(session))
        assert photo_questions(session, TODAY) == []
        begin(session, pieces[1], NOW)


def test_what_goes_out_after_the_last_day_of_its_photo_is_asked_about_before(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        added(session, expires_on=TODAY + 2 * DAY)
        pieces = [new_piece(session, publish_at=NOW + days * DAY) for days in (2, 3)]
        for piece in pieces:
            give_photo(session, piece, officer(session), b"jpeg", 1600, 900)
            approve(session, piece)
        [(_, shown)] = photo_questions(session, TODAY)
        assert [use.piece.id for use in shown] == [pieces[1].id]


def test_a_piece_whose_run_died_before_its_photo_was_withdrawn_has_a_way_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, photo = new_piece(session), added(session, expires_on=TODAY)
        give_photo(session, piece, officer(session), b"jpeg", 1600, 900)
        approve(session, piece)
        begin(session, piece, NOW, "dead")
        release(session, "dead")
        later = NOW + DAY
        assert claim(session, later, "next", 9)[0] == []
        assert piece.state is State.PUBLISH_UNCONFIRMED and "اجازه انتشار داشت" in piece.problem
        edit_photo(session, photo.id, person(session, Role.EDITOR), replace(READY, agency=HERITAGE))
        assert claim(session, later, "next", 9)[0] == [piece], "with the photo allowed again it goes out by itself"
        release(session, "next")
        withdraw_photo(session, photo.id, person(session, Role.EDITOR), WHY, later)
        assert claim(session, later, "last", 9)[0] == []
        move(session, piece, State.CHANGES_REQUESTED, person(session, Role.EDITOR), WHY)


def test_a_photo_that_the_archive_does_not_have_is_judged_by_the_editor_alone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        store(session, b"file of a brief")
        give_photo(session, piece, officer(session), b"file of a brief", 9, 9)
        approve(session, piece)


def test_the_first_photo_of_a_draft_leads_and_each_has_what_the_archive_says(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        own = officer(session)
        one = added(session, captured=True)
        two = added(session, b"dam", caption="سد", captured=True, rights=PhotoRights.AGENCY)
        set_focus(session, two.id, own, (1.2, 0.25))
        draft = begin_draft(session, own, {}).id
        ids = [put_into_draft(session, draft, own, each.id).id for each in (one, two)]
        with pytest.raises(Refused, match="در سفارش هست"):
            put_into_draft(session, draft, own, one.id)
        with pytest.raises(Refused, match="در بایگانی نیست"):
            put_into_draft(session, draft, officer(session, "هادی", WATER), two.id)
        lead_with(session, draft, ids[1])
        there = photos_of(session, draft_id=draft)
        assert [each.sha256 for each in there] == [two.sha256, one.sha256]
        assert not {each.id for each in there} & set(ids), "browsers keep what an id has shown"
        piece = reach(session, State.SUBMITTED)
        for data in (b"dam", b"jpeg"):
            give_photo(session, piece, own, data, 1600, 900)
        assert [tuple(each) for each in shown_photos(session, piece.id)] == [
            (b"dam", "سد", "آرش کامیاب", (1.0, 0.25), False),
            (b"jpeg", READY.caption, "آرش کامیاب", None, True),
        ]


def test_what_an_editor_forbids_only_editors_allow_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        own, editor = officer(session), person(session, Role.EDITOR)
        photo = added(session, by=own)
        withdraw_photo(session, photo.id, own, WHY)
        allow_again(session, photo.id, own)
        withdraw_photo(session, photo.id, editor, WHY)
        for change in (allow_again, partial(withdraw_photo, why="دلیلی دیگر")):
            with pytest.raises(Refused, match="دبیر"):
                change(session, photo.id, own)
        assert photo.withdrawn_by == editor.name and photo.withdrawn_why == WHY
        allow_again(session, photo.id, editor)
        edit_photo(session, photo.id, own, replace(READY, expires_on=TODAY + DAY))
        assert photo.decided_by is None
        stricter = replace(READY, agency=HERITAGE, consent=PhotoConsent.MISSING, expires_on=TODAY)
        edit_photo(session, photo.id, editor, stricter)
        assert photo.decided_by == editor.name and photo.decided_at
        looser = (
            {"consent": PhotoConsent.HELD},
            {"expires_on": None},
            {"expires_on": TODAY + DAY},
            {"rights": "agency"},
        )
        for loose in looser:
            with pytest.raises(Refused, match=f"دبیر \\(«{editor.name}»"):
                edit_photo(session, photo.id, own, replace(stricter, **loose))
        edit_photo(session, photo.id, own, replace(stricter, caption="شرحی دیگر", expires_on=TODAY - DAY))
        assert photo.caption == "شرحی دیگر" and photo.agency == HERITAGE


def test_a_content_team_without_an_agency_adds_for_that_of_its_brief(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        free = add_user(session, "بی‌دستگاه", Role.CONTENT)
        photo = added(session, by=free, agency=WATER)
        edit_photo(session, photo.id, free, READY)
        assert photo.agency == WATER


def test_details_that_cannot_be_are_refused_together(newsroom: Newsroom) -> None:
    with newsroom.session() as session, pytest.raises(BadInput) as told:
        added(
            session,
            rights=PhotoRights.LICENSED,
            county="شیراز",
            taken_on=TODAY,
            expires_on=TODAY - DAY,
            caption="ا" * 400,
        )
    assert len(told.value.problems) == 4


def test_bytes_go_after_expiry_where_no_reader_sees_the_photo_and_its_row_stays(newsroom: Newsroom) -> None:
    moment = now()
    with newsroom.session() as session:
        live, waiting = (added(session, data, expires_on=TODAY) for data in (b"live", b"waiting"))
        give_photo(session, new_piece(session), officer(session), b"waiting", 1600, 900)
        gone, kept = added(session, b"gone"), added(session, b"kept")
        piece = new_piece(session)
        give_photo(session, piece, officer(session), b"live", 1600, 900)
        approve(session, piece)
        publish(session, piece)
        withdraw_photo(session, gone.id, officer(session), WHY, moment)
        draft = begin_draft(session, officer(session), {}).id
        put_into_draft(session, draft, officer(session), gone.id)
        assert erase_expired(session, moment + KEPT_AFTER - DAY) == 0
        assert erase_expired(session, moment + KEPT_AFTER + DAY) == 1
        assert [each.erased_at for each in (live, waiting, kept)] == [None] * 3 and gone.erased_at
        assert "پاک شده" in may_be_used(gone, TODAY)[0]
        for change in (allow_again, partial(edit_photo, details=READY)):
            with pytest.raises(Refused, match="پاک شده"):
                change(session, gone.id, officer(session))
    assert clean_media(newsroom, now() + GRACE + DAY).removed == 2
    assert missing(newsroom) == []
    with newsroom.session() as session:
        assert len(search_archive(session, person(session, Role.EDITOR), ArchiveFilter(), 1, TODAY)) == 3
        again = added(session, b"gone", by=officer(session))
        assert again.erased_at is None and again.withdrawn_at
