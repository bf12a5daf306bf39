"""Posting, editing and deleting, on servers that behave like the messengers', by what stands in their books."""

import pytest

from bumi.errors import Rejected, UnknownOutcome
from bumi.messengers import Inbox, Post, RateLimited, Update
from bumi.messengers.bot_api import BotApi
from bumi.messengers.stand_in import BookEntry, Fault, StandIn
from bumi.words import Channel
from tests.messengers.served import BOT_APIS, CHANNELS, EDITING, WITH_ALBUMS, picture, served

TEXT = "شب شعر یلدا در راور 🎉\n\n#راور #شب_شعر\nhttps://kerman.example.ir/a?from=bale"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_bot_says_its_name(channel: Channel) -> None:
    with served(channel) as (bot, _):
        assert bot.probe() == "bumi_bot"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_plain_message(channel: Channel) -> None:
    with served(channel) as (bot, server):
        assert list(bot.post(Post(TEXT))) == ["1"]
        assert server.shown() == [BookEntry("news", TEXT)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_picture_has_the_text_under_it(channel: Channel) -> None:
    with served(channel) as (bot, server):
        assert list(bot.post(Post(TEXT, (picture(),)))) == ["1"]
        assert server.shown() == [BookEntry("news", TEXT, picture().body)]


@pytest.mark.parametrize("channel", WITH_ALBUMS)
def test_an_album_keeps_its_order_and_has_the_text_under_the_first(channel: Channel) -> None:
    with served(channel) as (bot, server):
        assert list(bot.post(Post(TEXT, tuple(map(picture, range(1, 11)))))) == [str(n) for n in range(1, 11)]
        assert server.asked == ["sendMediaGroup"]
        shown = [(entry.text, entry.picture) for entry in server.shown()]
        assert shown == [(TEXT if n == 1 else "", picture(n).body) for n in range(1, 11)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_too_long_for_a_caption_follows_the_picture(channel: Channel) -> None:
    with served(channel) as (bot, server):
        fits, long = "ا" * 1_024, "ا" * 1_025
        assert list(bot.post(Post(fits, (picture(),)))) == ["1"]
        assert list(bot.post(Post(long, (picture(),)))) == ["3", "2"]
        assert [(entry.text, bool(entry.picture)) for entry in server.shown()] == [
            (fits, True),
            ("", True),
            (long, False),
        ]


@pytest.mark.parametrize("channel", CHANNELS)
def test_emoji_count_as_messengers_count_them(channel: Channel) -> None:
    with served(channel) as (bot, server):
        assert len(bot.post(Post("😀" * 512, (picture(),)))) == 1
        assert len(bot.post(Post("😀" * 513, (picture(),)))) == 2
        assert len(server.shown()) == 3


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_no_message_can_hold_is_refused_before_anything_is_sent(channel: Channel) -> None:
    with served(channel) as (bot, server):
        can = bot.abilities
        heavy = picture(size=can.picture_bytes + 1)
        many = tuple(map(picture, range(can.pictures + 1)))
        refused = {}
        for name, post in {
            "long": Post("ا" * (can.text + 1), (picture(),)),
            "heavy": Post(TEXT, (heavy,)),
            "many": Post(TEXT, many),
            "empty": Post(" \n"),
        }.items():
            with pytest.raises(Rejected) as told:
                bot.post(post)
            refused[name] = str(told.value)
            assert not told.value.to_all and channel.persian in refused[name]
        assert server.asked == [] and server.book == {}
        assert "۱۰ مگابایت" in refused["heavy"] and "نویسه" in refused["long"] and "خالی" in refused["empty"]


@pytest.mark.parametrize("channel", EDITING)
@pytest.mark.parametrize(("text", "pictures"), [(TEXT, 0), (TEXT, 1), ("ا" * 1_025, 1)])
def test_an_edit_changes_the_text_where_it_stands(channel: Channel, text: str, pictures: int) -> None:
    with served(channel) as (bot, server):
        images = (picture(),) * pictures
        messages = bot.post(Post(text, images))
        corrected = Post(f"اصلاح: {text}", images)
        bot.edit(messages, corrected)
        bot.edit(messages, corrected)  # again, as after an unknown outcome
        assert server.book[messages[0]].text == corrected.text
        assert [entry.text for entry in server.shown() if entry.text] == [corrected.text]


@pytest.mark.parametrize("channel", EDITING)
def test_a_longer_caption_than_fits_is_refused_and_nothing_changes(channel: Channel) -> None:
    with served(channel) as (bot, server):
        messages = bot.post(Post(TEXT, (picture(),)))
        with pytest.raises(Rejected, match="کوتاه کنید"):
            bot.edit(messages, Post("ا" * 1_025, (picture(),)))
        assert server.book["1"].text == TEXT


@pytest.mark.parametrize("channel", WITH_ALBUMS)
def test_an_album_is_edited_under_its_first_picture(channel: Channel) -> None:
    with served(channel) as (bot, server):
        images = (picture(1), picture(2))
        bot.edit(bot.post(Post(TEXT, images)), Post("اصلاح", images))
        assert [entry.text for entry in server.shown()] == ["اصلاح", ""]


@pytest.mark.parametrize("channel", EDITING)
def test_a_deletion_takes_every_message_and_may_be_repeated(channel: Channel) -> None:
    with served(channel) as (bot, server):
        messages = bot.post(Post("ا" * 1_025, (picture(),)))
        stays = bot.post(Post("دیگر"))
        bot.delete(messages)
        bot.delete(messages)
        assert [number for number, entry in server.book.items() if not entry.deleted] == list(stays)


def test_eitaayar_is_told_the_name_of_a_channel_without_its_sign() -> None:
    with served(Channel.EITAA) as (bot, server):
        bot.to("@news").post(Post(TEXT))
        assert server.shown() == [BookEntry("news", TEXT)]


def test_eitaa_neither_edits_nor_deletes() -> None:
    with served(Channel.EITAA) as (bot, server):
        messages = bot.post(Post(TEXT))
        assert not bot.abilities.edits and not bot.abilities.deletes
        with pytest.raises(Rejected, match="ویرایش را از ربات نمی‌پذیرد"):
            bot.edit(messages, Post("اصلاح"))
        with pytest.raises(Rejected, match="حذف را از ربات نمی‌پذیرد"):
            bot.delete(messages)
        assert server.asked == ["sendMessage"]


@pytest.mark.parametrize("channel", EDITING)
@pytest.mark.parametrize("method", ["edit", "delete"])
def test_what_is_too_old_is_refused(channel: Channel, method: str) -> None:
    with served(channel) as (bot, server):
        messages = bot.post(Post(TEXT))
        server.order(Fault.TOO_OLD)
        with pytest.raises(Rejected) as told:
            bot.edit(messages, Post("اصلاح")) if method == "edit" else bot.delete(messages)
        assert not told.value.to_all
        assert server.shown() == [BookEntry("news", TEXT)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_text_that_fails_after_its_picture_is_an_unknown_outcome(channel: Channel) -> None:
    with served(channel) as (bot, server):
        server.order(Fault.RATE_LIMIT, "sendMessage")
        with pytest.raises(UnknownOutcome, match="تصویرها را گرفت و متن را نه") as told:
            bot.post(Post("ا" * 1_025, (picture(),)))
        assert "دوباره کوشش" not in str(told.value)
        assert [bool(entry.picture) for entry in server.shown()] == [True]


@pytest.mark.parametrize("channel", BOT_APIS)
def test_people_write_to_a_bot_and_are_answered(channel: Channel) -> None:
    with served(channel) as (bot, server):
        assert isinstance(bot, BotApi)
        inbox: Inbox = bot
        assert inbox.updates() == []
        server.write("42", "/start abc")
        server.write("43", "سلام")
        assert inbox.updates() == [Update(1, "42", "/start abc"), Update(2, "43", "سلام")]
        assert inbox.updates(2) == [Update(2, "43", "سلام")]
        bot.to("42").post(Post("خوش آمدید"))
        assert server.shown() == [BookEntry("42", "خوش آمدید")]
        assert bot.chat == "news"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_chat_takes_so_many_messages_a_minute(channel: Channel) -> None:
    with served(channel, a_minute=2) as (bot, server):
        bot.post(Post("یک"))
        bot.post(Post("دو"))
        with pytest.raises(RateLimited) as told:
            bot.post(Post("سه"))
        assert 1 <= told.value.seconds <= 60
        assert len(server.book) == 2


@pytest.mark.parametrize(
    ("channel", "chat", "link"),
    [
        (Channel.TELEGRAM, "@kerman", "https://t.me/kerman/7"),
        (Channel.TELEGRAM, "-100123", ""),
        (Channel.SOROUSH, "@kerman", "https://splus.ir/kerman/7"),
        (Channel.EITAA, "kerman", "https://eitaa.com/kerman/7"),
        (Channel.EITAA, "@kerman", "https://eitaa.com/kerman/7"),
        (Channel.EITAA, "10945259", ""),
        (Channel.BALE, "@kerman", ""),
        (Channel.RUBIKA, "c0abc", ""),
    ],
)
def test_the_address_of_a_post(channel: Channel, chat: str, link: str) -> None:
    with served(channel) as (bot, _):
        assert bot.to(chat).link(["7", "6"]) == link


def test_a_client_that_dies_leaves_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with StandIn(Channel.BALE) as server:
        try:
            raise BrokenPipeError
        except BrokenPipeError:
            server._server.handle_error(None, None)
    assert capsys.readouterr().err == ""
