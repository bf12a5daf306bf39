"""Who pitched for a commission that is cancelled, expires, or goes to another is told so, once, and without names."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.commissions import accept_pitch, cancel_commission, follow_commissions, withdraw_pitch
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import claim_messages, claimed_message
from bumi.newsroom.notifications.spreading import make_digests, spread
from bumi.newsroom.states import Role
from bumi.newsroom.tables import (
    Commission,
    Notification,
    NotificationKind,
    NotificationPlace,
    NotificationTiming,
    PitchState,
)
from bumi.notifying.wording import text_of
from bumi.persian.calendar import now, start_of, tehran_day
from tests.newsroom.commissions.stage import WEEK, contributor, offered, opened
from tests.newsroom.stage import NOW, WHY, person

NAMES = ("گلنار", "بهرام", "سیما")
MAIL = (NotificationPlace.MAIL,)
ENDS = {
    "cancelled": "فراخوان ۱، که برایش پیشنهاد داده بودید، لغو شد",
    "expired": "فراخوان ۱، که برایش پیشنهاد داده بودید، پایان یافت، چون مهلتش گذشت",
    "given": "فراخوان ۱، که برایش پیشنهاد داده بودید، به دیگری سپرده شد",
    "given back": "فراخوان ۱، که برایش پیشنهاد داده بودید، دیگر به نام شما نیست و دوباره باز است",
}


def end(session: Session, found: Commission, how: str) -> list[str]:
    """Let a commission end for those who pitched; return who has lost it to somebody else."""
    editor, pitches = person(session, Role.EDITOR), [offered(session, found, name) for name in NAMES]
    match how:
        case "cancelled":
            cancel_commission(session, found, editor, WHY, NOW)
        case "expired":
            for _ in range(2):
                follow_commissions(session, NOW + WEEK)
        case _:
            accept_pitch(session, pitches[0].id, editor, NOW)
            if how == "given back":
                withdraw_pitch(session, pitches[0].id, contributor(session), NOW)
    return [each.by for each in pitches if each.state is PitchState.DECLINED]


def told(session: Session) -> dict[str, str]:
    """Return what each person is sent now."""
    return {user: text_of(claimed_message(session, user, key), "https://desk").text for user, key in _claimed(session)}


def _claimed(session: Session) -> list[tuple[str, str]]:
    claimed = claim_messages(session, "run", now() + timedelta(days=2), 100, MAIL)
    assert len({user for user, _ in claimed}) == len(claimed)  # nobody twice
    return claimed


@pytest.mark.parametrize("timing", [NotificationTiming.NOW, NotificationTiming.DIGEST], ids=["at once", "digest"])
@pytest.mark.parametrize(("how", "sentence"), ENDS.items(), ids=ENDS)
def test_each_is_told_once_and_names_nobody(
    newsroom: Newsroom, how: str, sentence: str, timing: NotificationTiming
) -> None:
    with newsroom.session() as session:
        found = opened(session)
        lost = end(session, found, how)
        for number, name in enumerate(NAMES):
            choose(session, name, Choices(dict.fromkeys(NotificationKind, timing), f"p{number}@example.ir"))
        session.flush()
        moment = now()
        while spread(session, moment, MAIL):
            pass
        if timing is NotificationTiming.DIGEST:
            make_digests(session, start_of(tehran_day(moment) + timedelta(days=1), time(8)), MAIL)
        texts = told(session)
        assert sorted(each for each in texts if sentence in texts[each]) == sorted(lost)
        assert not any(name in texts[each] for each in lost for name in (*NAMES, "مریم", "رضا"))
        assert all(f"https://desk/commissions/{found.id}" in texts[each] for each in lost)
        assert lost == (list(NAMES) if how in ("cancelled", "expired") else ["بهرام", "سیما"])


def test_a_second_pitch_that_is_lost_is_told_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        found, editor = opened(session), person(session, Role.EDITOR)
        for _ in range(2):
            offered(session, found, "بهرام")
            chosen = offered(session, found, "گلنار")
            accept_pitch(session, chosen.id, editor, NOW)
            withdraw_pitch(session, chosen.id, contributor(session), NOW)
        kind = Notification.kind == NotificationKind.COMMISSION_LOST
        assert session.scalars(select(Notification.to).where(kind)).all() == ["بهرام", "بهرام"]
