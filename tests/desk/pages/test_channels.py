"""Channels at the page of a piece: what stands where, and what people answer about it, with who did."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication.channel_posts import of_piece
from bumi.newsroom.states import PostState, Role, State
from bumi.newsroom.tables import ChannelPost, OpenChannel
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.province import province
from bumi.words import Channel
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import WHY, approve, new_piece, publish, reach

Person = Callable[[str], Browser]
LINK = "https://eitaa.example/kerman/7"


def published(desk: Desk, *posts: ChannelPost) -> int:
    """Return a published piece with these messages about it."""
    with desk.newsroom.session() as session:
        id = reach(session, State.PUBLISHED).id
        for post in posts:
            post.piece_id, post.wanted_at = id, now()
            session.add(post)
    return id


def answer(browser: Browser, id: int, channel: Channel, said: str, status: int = 303, where: str = "") -> str:
    page = f"/pieces/{id}"
    form = {"channel": channel.value, "number": "0", "answer": said, "where": where}
    return browser.send(f"{page}/channels", status, page, **form)


def rows(desk: Desk, id: int) -> dict[Channel, ChannelPost]:
    with desk.newsroom.reading() as session:
        return {row.channel: row for row in of_piece(session, id)}


def questions(desk: Desk) -> int:
    return published(
        desk,
        ChannelPost(channel=Channel.BALE, state=PostState.UNCONFIRMED, error="بله پاسخ کامل نداد؛ در کانال نگاه کنید"),
        ChannelPost(channel=Channel.EITAA, state=PostState.LEFT, link=LINK, error="خودتان در کانال برش دارید"),
        ChannelPost(channel=Channel.RUBIKA, state=PostState.FAILED, error="روبیکا متن را نگرفت؛ آن را کوتاه کنید"),
        ChannelPost(channel=Channel.TELEGRAM, state=PostState.POSTED, posted_at=now()),
        ChannelPost(channel=Channel.SOROUSH, state=PostState.DELETED, error="این کانال بسته شد"),
    )


def test_the_page_shows_each_channel_and_asks_editors_alone(person: Person, desk: Desk) -> None:
    id = questions(desk)
    page = person("مریم").open(f"/pieces/{id}")
    words = seen(page)
    for said in ("در کانال‌ها", "نامعلوم", "در کانال هست", "نیست؛ دوباره بفرست", "برداشتم", "دوباره بفرست"):
        assert said in words, said
    assert words.count("دوباره بفرست") == 3, "also what was called off"
    assert f'href="{LINK}"' in page and "بله پاسخ کامل نداد" in words
    assert '<a href="#in-channels">۳ پرسش کانال</a>' in page and '<a href="#deciding">' in page
    queue = person("مریم").open("/")
    assert f'<a href="/pieces/{id}#in-channels">۳ پرسش از کانال‌ها' in queue
    assert "پرسش از کانال‌ها" not in seen(person("نرگس").open("/"))
    assert "در کانال هست" not in seen(person("نرگس").open(f"/pieces/{published(desk)}"))
    answer(person("مریم"), id, Channel.BALE, "there", where="https://ble.example/kerman/41")
    assert "ثبت شد که در کانال هست." in seen(person("مریم").open(f"/pieces/{id}?said=channel-there"))
    row = rows(desk, id)[Channel.BALE]
    assert (row.state, row.messages, row.link) == (PostState.POSTED, ["41"], "https://ble.example/kerman/41")


def test_the_page_counts_the_questions_that_the_queue_counts(person: Person, desk: Desk) -> None:
    left = {"state": PostState.POSTED, "posted_at": now(), "next_attempt_at": now()}
    id = published(desk, ChannelPost(channel=Channel.BALE, error="بله پاسخ نداد", **left))
    with desk.newsroom.session() as session:
        session.add(OpenChannel(channel=Channel.BALE, opened_at=now()))
    editor = person("مریم")
    assert "۱ پرسش از کانال‌ها" in editor.open("/")
    assert '<a href="#in-channels">۱ پرسش کانال</a>' in editor.open(f"/pieces/{id}")


@pytest.mark.parametrize(
    ("channel", "said", "state", "line"),
    [
        (Channel.BALE, "there", PostState.POSTED, "دید که در کانال هست"),
        (Channel.BALE, "absent", PostState.WAITING, "دوباره فرستاده شود"),
        (Channel.RUBIKA, "absent", PostState.WAITING, "دوباره فرستاده شود"),
        (Channel.SOROUSH, "absent", PostState.WAITING, "دوباره فرستاده شود"),
        (Channel.EITAA, "removed", PostState.DELETED, "از کانال برداشت"),
    ],
)
def test_an_answer_is_recorded_with_who_gave_it(
    person: Person, desk: Desk, channel: Channel, said: str, state: PostState, line: str
) -> None:
    id = questions(desk)
    assert answer(person("مریم"), id, channel, said).endswith("#in-channels")
    assert rows(desk, id)[channel].state is state
    with desk.newsroom.reading() as session:
        last = timeline(session, piece(session, id))[-1]
    assert last.by == "مریم" and line in last.what


def test_what_nobody_asks_any_more_is_refused(person: Person, desk: Desk) -> None:
    id = questions(desk)
    browser = person("مریم")
    answer(browser, id, Channel.BALE, "there")
    assert "دیگر پرسشی ندارد" in seen(answer(browser, id, Channel.BALE, "absent", 409))
    answer(browser, id, Channel.SOROUSH, "there", 409)
    answer(browser, id, Channel.TELEGRAM, "absent", 409)
    answer(browser, id, Channel.BALE, "perhaps", 404)
    assert rows(desk, id)[Channel.BALE].state is PostState.POSTED
    form = {"channel": "rubika", "number": "0", "answer": "absent", "where": ""}
    person("نرگس").send(f"/pieces/{id}/channels", 403, "/", **form)
    assert rows(desk, id)[Channel.RUBIKA].state is PostState.FAILED


def test_the_package_of_what_readers_see_has_its_cards_and_caption(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        made = new_piece(session, channels=["site", "instagram"])
        id = made.id
        approve(session, made)
    browser = person("نرگس")
    assert "?from=instagram" not in browser.open(f"/pieces/{id}"), "it has no address yet"
    with desk.newsroom.session() as session:
        publish(session, piece(session, id))
    page = browser.open(f"/pieces/{id}")
    assert f"/pieces/{id}/package" in page and "?from=instagram" in page and province().disclosure in page
    with ZipFile(BytesIO(browser.client.get(f"/pieces/{id}/package").content)) as archive:
        names, caption = archive.namelist(), archive.read("caption.txt").decode()
    assert names[0].startswith("01.") and names[-2:] == ["caption.txt", "alt.txt"]
    assert "?from=instagram" in caption and province().disclosure in caption
    with desk.newsroom.session() as session:
        waiting = reach(session, State.APPROVED).id
        move(session, piece(session, id), State.WITHDRAWN, add_user(session, "کامران", Role.EDITOR), WHY)
    for hidden in (id, waiting):
        assert "/package" not in browser.open(f"/pieces/{hidden}")
        assert browser.client.get(f"/pieces/{hidden}/package").status_code == 409
