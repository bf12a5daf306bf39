"""Through real clients and every fault: once a person has looked, the ledger and the messengers' books agree."""

from datetime import timedelta

import pytest

from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import Fault, StandIn
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import PostState
from bumi.settings import Settings
from bumi.words import Channel
from tests.messengers.served import TOKEN
from tests.publishing.channels.person import answer_all, disagreements
from tests.publishing.channels.scripted import Province
from tests.publishing.channels.sending_process import CHAT, messengers_of
from tests.publishing.stage import Desk, far

_POST = {Channel.EITAA: "sendFile", Channel.RUBIKA: "sendFile"}
_EDIT = {Channel.RUBIKA: "editMessageText"}
_LONGEST_WAIT = timedelta(minutes=31)

_CHANNELS = tuple(BOTS) if far(0, 1) else (Channel.BALE, Channel.EITAA)


@pytest.mark.soak
@pytest.mark.parametrize("channel", _CHANNELS)
def test_ledger_and_books_agree_after_every_fault(
    newsroom: Newsroom, desk: Desk, settings: Settings, channel: Channel
) -> None:
    with StandIn(channel, TOKEN, CHAT) as server:
        province = Province(newsroom, settings, *messengers_of({channel: server.url}))
        province.open()
        numbers = []
        for shade, fault in enumerate(Fault, 1):
            numbers.append(desk.approve(f"خبر {shade}", shade=shade, channels=["site", channel]))
            server.order(fault, _POST.get(channel, "sendPhoto"), seconds=1)
            _settle(province, server)
        posted = len(server.book)
        assert posted == len(Fault) and disagreements(newsroom, [server]) == []
        for number, fault in zip(numbers, Fault, strict=True):
            desk.correct(number, f"خبر {number} به وقت دیگر", shade=number)
            if channel is not Channel.EITAA:
                server.order(fault, _EDIT.get(channel, "editMessageCaption"), seconds=1)
                _settle(province, server)
        _settle(province, server)
        assert disagreements(newsroom, [server]) == []
        assert len(server.book) > posted, "what could not be edited was corrected visibly"
        for number, fault in zip(numbers, Fault, strict=True):
            desk.withdraw(number)
            if channel is not Channel.EITAA:
                server.order(fault, "deleteMessage", seconds=1)
                _settle(province, server)
        _settle(province, server)
    assert server.shown() == [] and disagreements(newsroom, [server]) == []
    assert set(province.states()) == {PostState.DELETED}


def _settle(province: Province, server: StandIn) -> None:
    """Let runs and a person do what is due until nothing is."""
    for _ in range(9):
        said = province.go_on()
        province.clock.at += _LONGEST_WAIT
        if not any(answer_all(province.newsroom, [server], province.clock.at)) and not said:
            return
    raise AssertionError("it does not come to rest")
