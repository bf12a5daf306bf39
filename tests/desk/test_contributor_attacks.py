"""A contributor who wants another's draft, fee or name, or to approve, claim twice, or change what is approved."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import accept_pitch, follow_commissions, hand_in, keep_findings, open_commission, pitch
from bumi.newsroom.content.pieces import add_revision
from bumi.newsroom.states import State
from bumi.newsroom.tables import FeeEntry, Piece, Pitch
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.piece import Fields
from tests.desk.stage import Browser, seen
from tests.newsroom.commissions.stage import OFFER, WEEK, terms
from tests.newsroom.stage import finish_work, new_piece, publish, words

Person = Callable[[str], Browser]
SECRET = " ".join(
    f"کوره {kiln} در دشت بم دوباره روشن شد و استادکاران آن را گرم کردند." for kiln in ("کهنه", "تازه", "بلند")
)


class Targets(NamedTuple):
    """What «گلنار» has: a piece in review, a published one; and what «بهرام» has, and an agency's draft."""

    review: int
    published: int
    other_piece: int
    other_pitch: int
    open: int


@pytest.fixture
def targets(desk: Desk) -> Targets:
    with desk.newsroom.session() as session:
        chief, editor, golnar, bahram = (user(session, name) for name in ("رضا", "مریم", "گلنار", "بهرام"))
        own = []
        for _ in range(2):
            opened = open_commission(session, terms(now() + WEEK), chief)
            piece = accept_pitch(session, pitch(session, opened, OFFER, None, golnar).id, editor)
            keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], golnar)
            finish_work(session, edit(session, piece, words("سه قنات در راور"), golnar, 0))
            hand_in(session, piece, golnar)
            own.append(piece)
        move(session, own[1], State.APPROVED, editor)
        publish(session, own[1])
        session.flush()
        follow_commissions(session, now())
        opened = open_commission(session, terms(now() + WEEK), chief)
        theirs = pitch(session, opened, OFFER, None, bahram)
        other = accept_pitch(session, theirs.id, editor)
        waiting = open_commission(session, terms(now() + WEEK), chief)
        offered = pitch(session, waiting, OFFER, None, bahram)
        drafted = new_piece(session)
        text = Fields(headline="سفال", lede="کوره‌ها روشن شد.", body=SECRET)
        finish_work(session, add_revision(session, drafted, text, user(session, "نرگس")))
        return Targets(own[0].id, own[1].id, other.id, offered.id, waiting.id)


def test_typing_anothers_unpublished_text_tells_nothing(person: Person, desk: Desk, targets: Targets) -> None:
    golnar, place = person("گلنار"), f"/pieces/{targets.review}"
    form = {"revision": "1", "headline": "سفال", "lede": "کوره‌ها.", "body": SECRET}
    form |= dict.fromkeys(("kicker", "caption", "hashtags"), "")
    for name, told in (("گلنار", False), ("مریم", True)):
        browser = person(name)
        page = browser.client.post(f"{place}/check", data=form | {"token": browser.token("/help")}).text
        assert ("درصد متن" in seen(page)) is told
    assert "درصد متن" not in seen(golnar.open(f"{place}/edit"))


def test_a_number_guessed_tells_not_whose_it_is(person: Person, targets: Targets) -> None:
    golnar, place = person("گلنار"), f"/commissions/{targets.open}"
    theirs, none = (
        seen(golnar.send(f"{place}/withdraw", 409, place, pitch=str(id))) for id in (targets.other_pitch, 999)
    )
    assert "بهرام" not in theirs and theirs.replace("۴", "۹۹۹") == none.replace("۴", "۹۹۹")
    for path in (f"/pieces/{targets.other_piece}", f"/pieces/{targets.other_piece}/edit"):
        golnar.open(path, 404)
    assert "بهرام" not in golnar.open(place)


def test_nobody_approves_their_own_text_or_fee(person: Person, desk: Desk, targets: Targets) -> None:
    golnar, place = person("گلنار"), f"/pieces/{targets.review}"
    golnar.send(f"{place}/move", 403, place, to="approved", revision="1")
    golnar.send(f"/fees/{targets.published}/approve", 403, "/commissions")
    for path in ("/fees", "/fees/excel", "/authors", "/people", "/archive/1"):
        golnar.open(path, 403)


def test_a_piece_is_paid_and_claimed_once(person: Person, desk: Desk, targets: Targets) -> None:
    golnar, place = person("گلنار"), f"/commissions/{targets.open}"
    golnar.send(f"{place}/pitch", page=place, words=OFFER)
    assert "در انتظار پاسخ است" in seen(golnar.send(f"{place}/pitch", 422, place, words=OFFER))
    with desk.newsroom.session() as session:
        for _ in range(2):
            follow_commissions(session, now())
        mine = select(Pitch).where(Pitch.by == "گلنار", Pitch.commission_id == targets.open)
        assert len(session.scalars(select(FeeEntry)).all()) == 1 and len(session.scalars(mine).all()) == 1


def test_what_is_changed_after_the_approval_waits_for_another(person: Person, desk: Desk, targets: Targets) -> None:
    golnar, place = person("گلنار"), f"/pieces/{targets.review}"
    with desk.newsroom.session() as session:
        move(session, session.get_one(Piece, targets.review), State.APPROVED, user(session, "مریم"))
    golnar.send(f"{place}/findings", 409, place, findings="ده قنات آب دارد")
    golnar.send(f"{place}/hand-in", 409, place)
    texts: dict[str, Any] = words("ده قنات در راور").texts()
    golnar.send(f"{place}/edit", page=place, revision="1", save="1", **texts)
    with desk.newsroom.reading() as session:
        found = session.get_one(Piece, targets.review)
        assert found.state is State.SUBMITTED and found.approved_by is None
