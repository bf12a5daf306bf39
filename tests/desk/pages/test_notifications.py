"""The page on which people choose what they are told, and link a chat."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from bumi.desk.app import create_app
from bumi.desk.desk import Desk, OpenPlaces
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.chat_links import chat_of, link_chat
from bumi.newsroom.notifications.choices import choices_of
from bumi.newsroom.notifications.messages import claim_messages, settle
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.states import State
from bumi.newsroom.tables import NotificationKind, NotificationPlace, NotificationTiming, SendOutcome
from bumi.persian.calendar import now
from bumi.words import Channel
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

PAGE = "/notifications"
CHOSEN: dict[str, Any] = {
    "mail": "narges@example.ir",
    "by_chat": "1",
    "quiet_from": "23",
    "quiet_until": "6",
    "digest_hour": "9",
}


@pytest.fixture
def narges(desk: Desk) -> Browser:
    """A content team at a desk that can send mail and has a bot."""
    places = OpenPlaces(frozenset(NotificationPlace), {Channel.BALE: "bumi_bot"})
    open_desk = replace(desk, places=lambda: places)
    browser = Browser(TestClient(create_app(open_desk), base_url="http://desk", follow_redirects=False), open_desk)
    browser.enter_as("نرگس")
    return browser


def test_what_is_chosen_is_kept(narges: Browser, newsroom: Newsroom) -> None:
    assert narges.send(PAGE, page=PAGE, returned="never", **CHOSEN) == f"{PAGE}?said=chosen"
    with newsroom.reading() as session:
        kept = choices_of(session, "نرگس")
    assert (kept.mail, kept.quiet_from, kept.quiet_until, kept.digest_hour) == ("narges@example.ir", 23, 6, 9)
    assert kept.timings[NotificationKind.RETURNED] is NotificationTiming.NEVER
    assert kept.timings[NotificationKind.WAITING] is NotificationTiming.DIGEST  # which a content team is not asked
    page = narges.open(PAGE)
    assert 'value="narges@example.ir"' in page and 'name="waiting"' not in page
    assert re.search(r'name="returned" value="never" checked', page)


@pytest.mark.parametrize("wrong", [{"mail": "نرگس"}, {"digest_hour": "24"}])
def test_what_is_wrong_is_told_and_nothing_is_kept(narges: Browser, newsroom: Newsroom, wrong: dict[str, Any]) -> None:
    page = narges.send(PAGE, status=422, page=PAGE, **(CHOSEN | wrong))
    assert "این کار انجام نشد" in page and 'value="23" selected' in page
    with newsroom.reading() as session:
        assert choices_of(session, "نرگس").mail == ""


def test_a_hand_made_timing_is_refused(narges: Browser) -> None:
    narges.send(PAGE, status=422, page=PAGE, returned="sometimes", **CHOSEN)


def test_a_chat_is_linked_by_a_code_once_and_unlinked(narges: Browser, newsroom: Newsroom) -> None:
    page = narges.send(f"{PAGE}/code", status=200, page=PAGE)
    found = re.search(r"/start ([\w-]+)<", page)
    assert found and "@bumi_bot" in page and "«بله»" in page and ">۰۷:۰۰</option>" in page
    assert f'href="https://ble.ir/bumi_bot?start={found[1]}"' in page
    assert found[1] not in narges.open(PAGE)
    with newsroom.session() as session:
        assert link_chat(session, found[1], Channel.BALE, "42", now()) == "نرگس"
        assert link_chat(session, found[1], Channel.BALE, "43", now()) is None
    assert "گفت‌وگویتان در «بله»" in seen(narges.open(PAGE))
    assert narges.send(f"{PAGE}/unlink", page=PAGE) == f"{PAGE}?said=unlinked"
    with newsroom.reading() as session:
        assert chat_of(session, "نرگس") is None


def test_what_did_not_arrive_is_told_with_its_reason(narges: Browser, newsroom: Newsroom) -> None:
    narges.send(PAGE, page=PAGE, **(CHOSEN | {"quiet_from": "0", "quiet_until": "0"}))
    with newsroom.session() as session:
        reach(session, State.CHANGES_REQUESTED)
        spread(session, now(), [NotificationPlace.MAIL])
        ((user, key),) = claim_messages(session, "run", now(), 5, [NotificationPlace.MAIL])
        settle(
            session,
            user,
            key,
            "run",
            SendOutcome.FAILED,
            "سرور نامه این نامه را نپذیرفت (550)؛ نشانی نامه‌تان را ببینید",
        )
    assert "آنچه نرسید سرور نامه این نامه را نپذیرفت (550)" in seen(narges.open(PAGE))


def test_where_nothing_can_be_sent_the_page_says_so(person: Callable[[str], Browser]) -> None:
    page = seen(person("رضا").open(PAGE))
    assert "هنوز راهی برای فرستادن ندارد" in page and "این سامانه رباتی ندارد" in page
    assert "رسیدن مطلب برای تصمیم" in page
