"""Sign-ups: places in order, one for one contact, the last place once, and a cancellation that lets the next one in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bumi.errors import BadInput, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    SignUpCounts,
    cancel_sign_up,
    counts_of,
    open_list,
    open_sign_ups,
    sign_up,
    sign_up_view,
    sign_ups,
)
from bumi.newsroom.states import Role
from bumi.newsroom.tables import SignUpState
from bumi.persian.calendar import now
from tests.newsroom.sign_ups.stage import bootcamp, pass_by, signed_up
from tests.newsroom.stage import person

HAS, WAITS = SignUpState.CONFIRMED, SignUpState.WAITING


def test_places_go_in_order_and_a_cancellation_lets_the_next_one_in(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session)
        people = [signed_up(session, found, number) for number in range(4)]
        assert [each.state for each in people] == [HAS, HAS, WAITS, WAITS]
        last = sign_up_view(session, found.code, people[3].code, now())
        assert last and last.turn == 2 and last.event.full and last.cancellable
        cancel_sign_up(session, found.code, people[0].code, now())
        cancel_sign_up(session, found.code, people[0].code, now())
        assert [each.state for each in people[1:]] == [HAS, HAS, WAITS]
        assert (people[0].name, people[0].contact, people[0].contact_key) == ("", "", None)
        assert counts_of(session, found) == SignUpCounts(2, 1, 1, 0)
        assert sign_up(session, found.code, "زهرا احمدی", "p0@mail.ir", now()).state is WAITS  # at the end


@pytest.mark.parametrize("again", ["0913 123 4567", "+98 913 123 4567", "۰۹۱۳-۱۲۳-۴۵۶۷"], ids=["same", "abroad", "fa"])
def test_the_same_contact_signs_up_once(newsroom: Newsroom, again: str) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session)
        sign_up(session, found.code, "زهرا احمدی", "09131234567", now())
        with pytest.raises(Refused, match="پیش‌تر ثبت‌نام شده"):
            sign_up(session, found.code, "کسی دیگر", again, now())
        sign_up(session, found.code, "رضا کریمی", "09131234568", now())


def test_of_many_at_the_same_moment_exactly_one_gets_the_last_place(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session, capacity=1)
        code = found.code
    start = Barrier(4)

    def one(number: int) -> SignUpState:
        start.wait()
        with newsroom.session() as session:
            return sign_up(session, code, "زهرا احمدی", f"p{number}@mail.ir", now()).state

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [HAS, WAITS, WAITS, WAITS]


def test_two_cancel_at_once_and_two_of_the_waiting_list_get_their_places(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        people = [signed_up(session, found, number) for number in range(5)]
        id, code, own = campaign.id, found.code, [each.code for each in people]
    start = Barrier(2)

    def leave(number: int) -> None:
        start.wait()
        with newsroom.session() as session:
            cancel_sign_up(session, code, own[number], now())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(leave, range(2)))
    with newsroom.session() as session:
        assert [each.state for each in sign_ups(session, id)] == [HAS, HAS, WAITS]


@pytest.mark.parametrize(
    ("name", "contact", "told"),
    [
        ("", "p@mail.ir", "نام نوشته نشده"),
        ("۱۲۳", "p@mail.ir", "نام نوشته نشده"),
        ("ز" * 81, "p@mail.ir", "بیش از ۸۰ نویسه"),
        ("زهرا", "", "نه شماره تلفن کامل است"),
        ("زهرا", "زنگ بزنید", "«زنگ بزنید»"),
        ("زهرا\ud800", "p@mail.ir", "نویسه‌ای شکسته"),
    ],
    ids=["empty", "digits", "long", "no-contact", "words", "broken"],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(newsroom: Newsroom, name: str, contact: str, told: str) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        with pytest.raises(BadInput, match=told):
            sign_up(session, found.code, name, contact, now())
        assert sign_ups(session, campaign.id) == []


def test_a_closed_cancelled_or_unknown_list_takes_nobody(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session)
        with pytest.raises(Refused, match="بسته شده"):
            sign_up(session, found.code, "زهرا", "p@mail.ir", found.closes_at)
        with pytest.raises(Refused, match="بسته شده"):
            sign_up(session, "none", "زهرا", "p@mail.ir", now())
        campaign.cancelled_at = now()
        with pytest.raises(Refused, match="بسته شده"):
            signed_up(session, found, 1)
        shown = open_list(session, found.code, now())
        assert shown and shown.cancelled and not shown.open
        assert open_list(session, "none", now()) is None and sign_up_view(session, found.code, "x", now()) is None


def test_the_code_of_a_sign_up_is_good_on_its_own_list_alone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        _, one = bootcamp(session)
        _, other = bootcamp(session)
        mine = signed_up(session, one, 1)
        assert sign_up_view(session, other.code, mine.code, now()) is None
        with pytest.raises(Refused):
            cancel_sign_up(session, other.code, mine.code, now())
        assert mine.state is HAS


def test_more_places_let_people_in_and_fewer_than_have_one_are_refused(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=1)
        people = [signed_up(session, found, number) for number in range(3)]
        editor = person(session, Role.EDITOR)
        open_sign_ups(session, campaign, 2, found.closes_at, editor, now())
        assert [each.state for each in people] == [HAS, HAS, WAITS]
        with pytest.raises(Refused, match="۲ نفر ثبت‌نام کرده‌اند"):
            open_sign_ups(session, campaign, 1, found.closes_at, editor, now())
        with pytest.raises(BadInput, match="از ۱ تا"):
            open_sign_ups(session, campaign, 0, found.closes_at, editor, now())
        with pytest.raises(Refused, match="پایان ثبت‌نام"):
            open_sign_ups(session, campaign, 2, campaign.starts_at + timedelta(minutes=1), editor, now())
        pass_by(campaign, timedelta(hours=1))
        with pytest.raises(Refused, match="آغاز شده است"):
            open_sign_ups(session, campaign, 9, found.closes_at, editor, now())
        with pytest.raises(Refused):
            cancel_sign_up(session, found.code, people[0].code, now())
