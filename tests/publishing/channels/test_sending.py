"""Sending to channels: once, after the page, at its time, corrected and taken back; never again blindly."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Semaphore
from urllib.parse import unquote

import pytest

from bumi.errors import BadInput, BumiError, Rejected, UnknownOutcome, Unreachable
from bumi.messengers import Abilities, Post, RateLimited
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.publication import channel_answers, channel_posts, publication
from bumi.newsroom.states import PostState, Role, State
from bumi.newsroom.workflow.timeline import timeline
from bumi.province import province as kerman
from bumi.settings import Settings
from bumi.storage.folder import FolderStorage
from bumi.words import Channel
from tests.publishing.channels.scripted import ABILITIES, Province, Scripted
from tests.publishing.stage import NOW, Desk, cover, png

BALE = ["site", "bale"]
BOTH = ["site", "bale", "eitaa"]
TIMED_OUT = "بله پاسخ کامل نداد؛ در کانال نگاه کنید"
UNREACHED = "به بله نمی‌شود وصل شد؛ شبکه را ببینید"
REVOKED = "توکن بله باطل است؛ توکن تازه بگیرید"


on_both = pytest.mark.parametrize("newsroom", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def newsroom(request: pytest.FixtureRequest, quick: Path, sqlite_template: Path) -> Iterator[Newsroom]:
    if getattr(request, "param", "sqlite") == "sqlite":
        opened = open_newsroom(f"sqlite:///{shutil.copy(sqlite_template, quick / 'bumi.db')}")
        yield opened
        opened.close()
    else:
        yield request.getfixturevalue("shared_newsroom")


@pytest.fixture
def bale() -> Scripted:
    return Scripted()


@pytest.fixture
def province(newsroom: Newsroom, settings: Settings, bale: Scripted) -> Province:
    made = Province(newsroom, settings, bale)
    made.open()
    return made


@on_both
def test_a_piece_goes_out_once_with_its_caption_link_and_card(province: Province, desk: Desk, bale: Scripted) -> None:
    number = desk.approve(channels=BALE)
    [said] = province.go_on()
    assert province.go_on() == province.go_on() == []
    [post] = bale.books.messages.values()
    caption, tags, link, disclosure = post.text.split("\n\n")
    assert caption.startswith("آیین گشایش") and tags == "#کرمان #موسیقی_نواحی"
    assert unquote(link).startswith("https://news.example/kerman/p/") and link.endswith("/?from=bale")
    assert disclosure == kerman().disclosure
    assert len(post.pictures) == 1 and post.pictures[0].alt == "کارت خبر"
    [row] = province.posts(number)
    assert row.state is said.state is PostState.POSTED and said.good
    assert (row.messages, row.link, row.chat) == (["1"], "https://ble.example/kerman/1", "@kerman")
    assert said.link == row.link and bale.count("post") == 1


def test_nothing_goes_to_a_channel_before_its_page_is_at_the_site(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    number = desk.approve(channels=BALE)
    assert province.send() == [] and desk.state(number) is State.APPROVED
    province.publish()
    assert bale.count("post") == 0
    province.send()
    assert bale.count("post") == 1


def test_what_was_published_before_a_channel_was_opened_never_goes_there(
    newsroom: Newsroom, settings: Settings, desk: Desk, bale: Scripted
) -> None:
    early = desk.approve("خبر قدیمی", channels=BALE)
    Province(newsroom, settings).go_on()
    province = Province(newsroom, settings, bale)
    province.clock.at += timedelta(hours=1)
    late = desk.approve("خبر تازه", shade=2, channels=BALE)
    other = desk.approve("خبر سایت", shade=3, channels=["site"])
    province.go_on()
    desk.correct(early, "خبر قدیمی، اصلاح‌شده", shade=4)
    desk.withdraw(other)
    province.go_on()
    assert [row.piece_id for row in province.posts()] == [late] and bale.count("post") == 1


@on_both
def test_a_correction_edits_the_text_and_a_changed_card_is_posted_again(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    words, card = desk.approve(channels=BALE), desk.approve("خبر دوم", shade=2, channels=BALE)
    province.go_on()
    desk.correct(words, "جشنواره موسیقی نواحی", shade=1)
    desk.correct(card, "خبر دوم، به وقت دیگر", shade=3)
    province.go_on()
    assert (bale.count("post"), bale.count("edit")) == (3, 2)
    assert all("اصلاحیه: این مطلب پس از انتشار اصلاح شد" in text for text in bale.texts[:2])
    assert bale.texts[2].startswith("اصلاحیه: خبر دوم، به وقت دیگر\n\n") and "?from=bale\n" in bale.texts[2]
    assert [row.number for row in province.posts(card)] == [0, 1]
    assert all(row.edited_at for row in province.posts() if row.number == 0)
    assert province.go_on() == []
    desk.correct(card, "خبر دوم، باز هم", shade=3)
    province.go_on()
    assert (bale.count("post"), bale.count("edit")) == (3, 4), "both messages are edited, and no card is another"
    assert bale.texts[2].startswith("اصلاحیه: خبر دوم، باز هم")


@pytest.mark.parametrize("why", ["cannot", "refused", "id unknown"])
def test_where_it_cannot_edit_a_visible_correction_is_posted_once(
    newsroom: Newsroom, settings: Settings, desk: Desk, why: str
) -> None:
    bale = Scripted(abilities=replace(ABILITIES, edits=why != "cannot"))
    province = Province(newsroom, settings, bale)
    province.open()
    number = desk.approve(channels=BALE)
    province.go_on()
    if why == "id unknown":
        with newsroom.session() as session:
            [row] = channel_posts.of_piece(session, number)
            row.messages = []
    desk.correct(number, "جشنواره موسیقی نواحی", shade=1)
    bale.script = [Rejected("پیام کهنه است و ویرایش نمی‌شود؛ پیام تازه بفرستید")] if why == "refused" else []
    province.go_on()
    assert province.go_on() == []
    assert (bale.count("post"), bale.count("edit")) == (2, 0)
    assert bale.texts[1].startswith("اصلاحیه: جشنواره موسیقی نواحی")
    assert province.states() == [PostState.POSTED, PostState.POSTED]


def test_a_correction_comes_after_one_that_was_called_off_and_where_the_brief_drops_the_channel(
    newsroom: Newsroom, settings: Settings, desk: Desk
) -> None:
    eitaa = Scripted(Channel.EITAA, replace(ABILITIES, edits=False, deletes=False))
    province = Province(newsroom, settings, eitaa)
    number = desk.approve(channels=BOTH)
    province.go_on()
    desk.correct(number, "تیتر دوم", shade=1)
    province.opens_at = lambda moment: moment + timedelta(hours=8)
    province.go_on()
    Province(newsroom, settings).open()  # without Eitaa
    province.opens_at = lambda moment: moment
    province.go_on()
    assert province.states() == [PostState.POSTED, PostState.DELETED]
    with newsroom.session() as session:
        found = piece(session, number)
        found.brief = found.brief | {"channels": ["site"]}
    desk.correct(number, "تیتر سوم", shade=1)
    province.go_on()
    assert province.states() == [PostState.POSTED, PostState.DELETED, PostState.POSTED]
    assert eitaa.texts[1].startswith("اصلاحیه: تیتر سوم") and len(eitaa.texts) == 2


def test_what_stands_in_another_chat_is_left_to_a_person_and_corrected_nowhere(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    number = desk.approve(channels=BALE)
    province.go_on()
    bale.chat = "@rafsanjan"
    desk.correct(number, "جشنواره موسیقی نواحی", shade=1)
    [said] = province.go_on()
    assert (said.state, said.link) == (PostState.LEFT, "https://ble.example/kerman/1") and "@kerman" in said.why
    assert province.go_on() == [] and len(bale.books.done) == 1


def test_a_correction_that_waited_while_the_chat_changed_is_left_to_a_person(
    newsroom: Newsroom, settings: Settings, desk: Desk
) -> None:
    eitaa = Scripted(Channel.EITAA, replace(ABILITIES, edits=False, deletes=False))
    province = Province(newsroom, settings, eitaa)
    province.open()
    number = desk.approve(channels=BOTH)
    province.go_on()
    desk.correct(number, "جشنواره موسیقی نواحی", shade=1)
    province.opens_at = lambda moment: moment + timedelta(hours=8)
    province.go_on()
    assert province.states() == [PostState.POSTED, PostState.WAITING]
    eitaa.chat, province.opens_at = "@rafsanjan", lambda moment: moment
    [said] = province.go_on()
    assert said.state is PostState.LEFT and "@kerman" in said.why
    assert province.states() == [PostState.LEFT, PostState.DELETED] and province.go_on() == []
    assert len(eitaa.texts) == 1, "readers of the new chat have seen nothing to correct"
    with newsroom.reading() as session:
        [(asked, _)] = channel_posts.questions(session)
    assert (asked.number, asked.chat) == (0, "@kerman") and "«برداشتم»" in asked.error


@pytest.mark.parametrize("edits", [True, False])
def test_the_card_of_a_correction_follows_what_nothing_can_edit(
    newsroom: Newsroom, settings: Settings, edits: bool
) -> None:
    """Where posts are edited, the correction is there for the square card that the edit could not show."""
    channel = Scripted(Channel.EITAA, replace(ABILITIES, edits=edits))
    province, desk = Province(newsroom, settings, channel), Desk(newsroom, [cover(20, name="square")])
    province.open()
    number = desk.approve(channels=BOTH)
    province.go_on()
    desk.covers = [cover(30, name="square"), cover(31, name="correction")]
    desk.correct(number, "جشنواره موسیقی نواحی", shade=1)
    province.go_on()
    before, after = (post.pictures for post in channel.books.messages.values())
    assert [each.body for each in before] == [png(20)] and [each.body for each in after] == [png(30 if edits else 31)]
    assert province.go_on() == []


def test_a_picture_too_large_to_be_posted_makes_no_correction(province: Province, desk: Desk, bale: Scripted) -> None:
    bale.abilities = replace(ABILITIES, picture_bytes=10)
    number = desk.approve(channels=BALE)
    province.go_on()
    desk.correct(number, "جشنواره موسیقی نواحی", shade=2)
    province.go_on()
    assert (bale.count("post"), bale.count("edit")) == (1, 1) and province.go_on() == []


def test_what_is_withdrawn_or_taken_down_is_deleted(province: Province, desk: Desk, bale: Scripted) -> None:
    numbers = [desk.approve(f"خبر {shade}", shade=shade, channels=BALE) for shade in range(1, 4)]
    province.go_on()
    desk.withdraw(numbers[0])
    desk.take_down(numbers[1])
    said = province.go_on()
    assert [each.state for each in said] == [PostState.DELETED] * 2
    assert list(bale.books.messages) == ["3"] and province.go_on() == []
    assert province.states() == [PostState.DELETED, PostState.DELETED, PostState.POSTED]


@on_both
@pytest.mark.parametrize("error", [Rejected(REVOKED, to_all=True), Unreachable(UNREACHED)])
def test_what_a_messenger_that_does_nothing_should_delete_is_left_to_people_and_tried_on(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom, error: BumiError
) -> None:
    gone, kept = (desk.approve(f"خبر {shade}", shade=shade, channels=BALE) for shade in (2, 3))
    province.go_on()
    desk.withdraw(gone)
    desk.correct(kept, "خبری دیگر", shade=3)

    def asked() -> list[tuple[int, PostState, str]]:
        with newsroom.reading() as session:
            return [(row.piece_id, row.state, row.error) for row, _ in channel_posts.questions(session)]

    def fails(what: str) -> None:
        raise error

    bale.before = fails
    province.go_on(20)
    at_once = PostState.LEFT if isinstance(error, Rejected) else PostState.POSTED
    assert sorted(asked()) == [(gone, at_once, str(error)), (kept, PostState.POSTED, str(error))]
    province.go_on()
    assert province.states(gone) == [PostState.LEFT]
    bale.before = lambda what: None
    province.go_on()
    assert asked() == [] and province.states(gone) == [PostState.DELETED] and len(bale.texts) == 1


@pytest.mark.parametrize("refused", [False, True], ids=["cannot", "refused"])
def test_what_cannot_be_deleted_is_left_to_a_person_with_its_link(
    newsroom: Newsroom, settings: Settings, desk: Desk, refused: bool
) -> None:
    eitaa = Scripted(Channel.EITAA, replace(ABILITIES, edits=False, deletes=refused))
    province = Province(newsroom, settings, eitaa)
    province.open()
    number = desk.approve(channels=BOTH)
    province.go_on()
    desk.withdraw(number)
    eitaa.script = [Rejected("ایتا این پیام را برنمی‌دارد؛ خودتان برش دارید")] if refused else []
    [said] = province.go_on()
    assert (said.state, said.link) == (PostState.LEFT, "https://ble.example/kerman/1") and not said.good
    [row] = province.posts()
    assert row.state is PostState.LEFT and "خودتان" in row.error
    with newsroom.session() as session:
        editor = add_user(session, "مریم", Role.EDITOR)
        channel_answers.record_removed(session, channel_posts.key_of(row), editor, NOW)
        assert timeline(session, piece(session, number))[-1].what == "مریم آن را از کانال برداشت؛ ایتا، مطلب ۱"
    assert province.states() == [PostState.DELETED] and province.go_on() == []


def test_an_approval_voided_between_site_and_channel_stops_what_has_not_gone_out(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    voided, withdrawn = desk.approve(channels=BALE), desk.approve("خبر دوم", shade=2, channels=BALE)
    province.publish()
    desk.edit(voided, "هنوز تأییدنشده")
    desk.withdraw(withdrawn)
    province.send()
    assert bale.books.done == [] and desk.state(voided) is State.SUBMITTED
    assert province.states() == [PostState.WAITING, PostState.DELETED]
    desk._agree(voided)
    province.go_on()
    assert [text.split("\n")[0] for text in bale.texts] == [
        "آیین گشایش جشنواره پنجشنبه در تالار فرهنگ کرمان برپا می‌شود."
    ]
    assert "اصلاحیه" not in bale.texts[0], "nobody in the channel has seen the text before"


@on_both
def test_an_approval_voided_while_the_run_is_about_to_post_stops_it(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    number = desk.approve(channels=BALE)
    province.publish()
    bale.before = lambda what: desk.edit(number, "هنوز تأییدنشده") if what == "probe" else None
    province.send()
    assert bale.books.done == [] and province.states() == [PostState.WAITING]


@on_both
def test_a_time_out_is_unconfirmed_and_never_posted_again_until_a_person_has_looked(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom
) -> None:
    there, absent = desk.approve(channels=BALE), desk.approve("خبر دوم", shade=2, channels=BALE)
    bale.taken = [UnknownOutcome(TIMED_OUT)]
    [said] = province.go_on()
    assert said.state is PostState.UNCONFIRMED and said.why == TIMED_OUT
    bale.script = [UnknownOutcome(TIMED_OUT)]
    province.go_on()
    for _ in range(3):
        assert province.go_on(60) == []
    assert province.states() == [PostState.UNCONFIRMED] * 2 and bale.count("post") == 1
    with newsroom.session() as session:
        assert [row.error for row, _ in channel_posts.questions(session)] == [TIMED_OUT] * 2
        editor = add_user(session, "مریم", Role.EDITOR)
        keys = [channel_posts.key_of(row) for row in channel_posts.recorded(session)]
        channel_answers.confirm(session, keys[0], editor, "https://ble.ir/kerman/1", NOW)
        channel_answers.resend(session, keys[1], editor, province.clock.at)
        lines = [timeline(session, piece(session, number))[-1] for number in (there, absent)]
        assert [line.by for line in lines] == ["مریم", "مریم"]
    province.go_on()
    assert province.states() == [PostState.POSTED] * 2 and len(bale.texts) == bale.count("post") == 2
    desk.withdraw(there)
    province.go_on()
    assert len(bale.texts) == 1, "it is deleted by the id in the link"


@on_both
def test_the_link_of_another_message_is_refused(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom
) -> None:
    desk.approve(channels=BALE)
    province.go_on()
    number = desk.approve("خبر دوم", shade=2, channels=BALE)
    bale.taken = [UnknownOutcome(TIMED_OUT)]
    province.go_on()
    with newsroom.session() as session:
        editor, key = add_user(session, "مریم", Role.EDITOR), channel_posts.PostKey(number, Channel.BALE, 0)
        with pytest.raises(BadInput, match="بله، مطلب ۱"):
            channel_answers.confirm(session, key, editor, "https://ble.ir/kerman/1", NOW)
        channel_answers.confirm(session, key, editor, "https://ble.ir/kerman/2", NOW)


def test_of_several_messages_those_that_nobody_knows_are_left_to_a_person(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom
) -> None:
    bale.abilities = replace(ABILITIES, caption=100)  # so the text follows the picture
    number = desk.approve(channels=BALE)
    province.go_on()
    desk.withdraw(number)
    [said] = province.go_on()
    assert said.state is PostState.LEFT and "دیگری را نمی‌شناسد" in said.why and bale.count("delete") == 1
    assert province.go_on() == []


def test_edits_and_deletions_without_an_answer_are_repeated(province: Province, desk: Desk, bale: Scripted) -> None:
    number = desk.approve(channels=BALE)
    province.go_on()
    desk.correct(number, "جشنواره موسیقی نواحی", shade=1)
    bale.taken = [UnknownOutcome(TIMED_OUT)]
    [said] = province.go_on(40)
    assert said.state is PostState.POSTED and not said.good and province.posts()[0].error == TIMED_OUT
    province.go_on()
    assert bale.count("edit") == 2 and province.posts()[0].error == ""
    desk.withdraw(number)
    bale.taken = [UnknownOutcome(TIMED_OUT)]
    province.go_on(40)
    province.go_on()
    assert bale.count("delete") == 2 and province.states() == [PostState.DELETED]


@on_both
def test_crises_come_first_and_break_quiet_hours(province: Province, desk: Desk, bale: Scripted) -> None:
    wakes = NOW + timedelta(hours=8)
    province.opens_at = lambda moment: max(moment, wakes)
    standing = desk.approve("رویداد", channels=BALE)
    desk.approve("بحران", shade=2, channels=BALE, urgency="crisis", kind="notice")
    province.go_on()
    assert province.states() == [PostState.WAITING, PostState.POSTED]
    province.clock.at = wakes
    late = desk.approve("بحران دوم", shade=3, channels=BALE, urgency="crisis", kind="notice")
    province.go_on()
    assert [row.piece_id for row in sorted(province.posts(), key=lambda row: row.messages)] == [2, late, standing]
    province.opens_at = lambda moment: moment + timedelta(hours=8)
    desk.withdraw(standing)
    province.go_on()
    assert len(bale.texts) == 2, "what makes no sound is done by night too"


def test_the_rate_of_a_channel_is_kept_and_the_rest_goes_with_the_next_run(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    bale.abilities = replace(ABILITIES, a_minute=6)
    for shade in range(1, 8):
        desk.approve(f"خبر {shade}", shade=shade, channels=BALE)
    at = []
    bale.before = lambda what: at.append(province.clock.at) if what == "post" else None
    province.go_on()
    assert bale.count("post") == 5, "four waits of ten seconds are as long as a run waits"
    province.go_on()
    assert bale.count("post") == 7
    assert all(later - earlier >= timedelta(seconds=10) for earlier, later in pairwise(at))


def test_a_messenger_that_asks_to_wait_is_asked_again_no_earlier(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    desk.approve(channels=BALE)
    bale.script = [RateLimited("بله فرصت می‌خواهد؛ اندکی دیگر دوباره فرستاده می‌شود", 300)]
    [said] = province.go_on(4)
    assert said.state is PostState.WAITING
    assert province.go_on() == [] and bale.count("post") == 0
    province.go_on()
    assert bale.count("post") == 1


def test_a_clock_that_was_ahead_once_silences_no_channel(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom
) -> None:
    desk.approve(channels=BALE)
    province.publish()
    with newsroom.session() as session:
        channel_posts.rest(session, Channel.BALE, NOW + timedelta(days=400), "")
        assert channel_posts.any_due(session, [Channel.BALE], province.clock.at, quiet=False)
    province.send()
    assert bale.count("post") == 1 and province.clock.slept == 0


@pytest.mark.parametrize("error", [Rejected(REVOKED, to_all=True), Unreachable(UNREACHED)])
def test_what_concerns_a_whole_channel_stops_it_alone_and_says_why(
    newsroom: Newsroom, settings: Settings, desk: Desk, bale: Scripted, error: Rejected
) -> None:
    eitaa = Scripted(Channel.EITAA)
    province = Province(newsroom, settings, bale, eitaa)
    province.open()
    for shade in (1, 2, 3):
        desk.approve(f"خبر {shade}", shade=shade, channels=BOTH)
    bale.script = [error] * 9
    said = province.go_on()
    assert eitaa.count("post") == 3 and len(bale.script) == 8, "the channel is asked once"
    assert [each.why for each in said if each.channel is Channel.BALE] == [str(error)]
    with newsroom.reading() as session:
        assert {each.channel: each.problem for each in channel_posts.opened(session)}[Channel.BALE] == str(error)
    bale.script = []
    province.go_on(30)
    province.go_on()
    assert bale.count("post") == 3
    with newsroom.reading() as session:
        assert not any(each.problem for each in channel_posts.opened(session))


def test_a_channel_that_does_not_answer_is_not_posted_to(province: Province, desk: Desk, bale: Scripted) -> None:
    desk.approve(channels=BALE)

    def dead(what: str) -> None:
        raise Unreachable(UNREACHED)

    bale.before = dead
    [said] = province.go_on()
    assert said.piece == 0 and said.why and province.states() == [PostState.WAITING]
    assert province.posts()[0].error == UNREACHED
    bale.before = lambda what: None
    province.go_on()
    assert bale.count("post") == 1


def test_a_refused_post_waits_for_a_person_and_the_others_go_on(
    province: Province, desk: Desk, bale: Scripted, newsroom: Newsroom
) -> None:
    desk.approve(channels=BALE)
    desk.approve("خبر دوم", shade=2, channels=BALE)
    bale.script = [Rejected("متن بلندتر از ۱۰۲۴ نویسه است؛ کوتاهش کنید")]
    province.go_on()
    assert province.states() == [PostState.FAILED, PostState.POSTED] and province.go_on(60) == []
    with newsroom.session() as session:
        [(row, _)] = channel_posts.questions(session)
        editor = add_user(session, "مریم", Role.EDITOR)
        channel_answers.resend(session, channel_posts.key_of(row), editor, province.clock.at)
    province.go_on()
    assert province.states() == [PostState.POSTED] * 2


def test_old_news_does_not_flood_a_channel_that_comes_back(province: Province, desk: Desk, bale: Scripted) -> None:
    desk.approve(channels=BALE)
    province.publish()
    province.clock.at += timedelta(days=3)
    [said] = province.go_on()
    assert said.state is PostState.FAILED and "دو روز" in said.why and bale.count("post") == 0


def test_what_a_lost_image_keeps_back_is_not_unconfirmed(province: Province, desk: Desk, bale: Scripted) -> None:
    number = desk.approve(channels=BALE)
    province.publish()
    store = province.newsroom.media
    assert isinstance(store, FolderStorage)
    for path in [path for path in store.root.rglob("*") if path.is_file()]:
        path.unlink()
    [said] = province.send()
    assert said.state is PostState.WAITING and "مطلب" in said.why and bale.books.done == []
    assert province.posts(number)[0].next_attempt_at


def test_a_channel_that_was_closed_meanwhile_is_not_flooded(province: Province, desk: Desk, bale: Scripted) -> None:
    eitaa = Scripted(Channel.EITAA)
    desk.approve(channels=BALE)
    province.publish()
    Province(province.newsroom, province.settings, eitaa).open()  # without Bale
    desk.approve("خبر دوم", shade=2, channels=BALE)
    province.publish()
    assert province.states() == [PostState.DELETED]
    province.go_on()
    desk.approve("خبر سوم", shade=3, channels=BALE)
    province.go_on()
    assert [row.piece_id for row in province.posts() if row.state is PostState.POSTED] == [3] and len(bale.texts) == 1
    with province.newsroom.session() as session:
        editor, key = add_user(session, "مریم", Role.EDITOR), channel_posts.PostKey(1, Channel.BALE, 0)
        channel_answers.resend(session, key, editor, province.clock.at)
    province.go_on()
    assert province.states(1) == [PostState.POSTED], "a person may want it nevertheless"
    desk.withdraw(3)
    Province(province.newsroom, province.settings, eitaa).open()
    assert province.states(3) == [PostState.LEFT], "what stands in a channel that is closed is a person's to remove"


def test_what_has_ended_before_its_time_is_deleted_and_what_has_ended_stays(
    province: Province, desk: Desk, bale: Scripted
) -> None:
    ends = NOW + timedelta(hours=5)
    replaced = desk.approve("اطلاعیه", kind="notice", urgency="crisis", channels=BALE, expire_at=ends)
    desk.approve("رویداد", shade=2, channels=BALE, expire_at=ends)
    province.go_on()
    with province.newsroom.session() as session:
        piece(session, replaced).expire_at = province.clock.at  # as `retire_replaced` does
        publication.expire(session, province.clock.at)
    province.go_on()
    assert province.states() == [PostState.DELETED, PostState.POSTED]
    province.clock.at = ends
    with province.newsroom.session() as session:
        assert len(publication.expire(session, ends)) == 1
    assert province.go_on() == [] and len(bale.texts) == 1


class _Meeting(Scripted):
    """A messenger whose first two posts wait for each other, so that two runs are at work at once."""

    def __init__(self, abilities: Abilities) -> None:
        super().__init__(abilities=abilities)
        self._both, self._first = Barrier(2, timeout=120), Semaphore(2)

    def post(self, post: Post) -> Sequence[str]:
        if self._first.acquire(blocking=False):
            self._both.wait()
        return super().post(post)


@on_both
def test_two_runs_at_once_share_the_work(newsroom: Newsroom, settings: Settings, desk: Desk) -> None:
    bale = _Meeting(abilities=replace(ABILITIES, a_minute=60_000))
    provinces = [Province(newsroom, settings, bale) for _ in range(2)]
    provinces[0].open()
    for shade in range(1, 9):
        desk.approve(f"خبر {shade}", shade=shade, channels=BALE)
    provinces[0].publish()
    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(lambda one: one.send(), provinces))
    assert [len(bale.texts), bale.count("post"), sum(map(len, said))] == [8, 8, 8]
    assert all(said), "each did some of it"
    assert provinces[0].states() == [PostState.POSTED] * 8
