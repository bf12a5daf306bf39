"""Pages that move by themselves, and the choices of notifications, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from bench.serving import free_port
from bumi.desk import live
from bumi.desk.desk import Desk
from bumi.desk.serve import DeskServer, config
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import choices_of
from bumi.newsroom.tables import NotificationKind, NotificationTiming
from tests.desk.windows import draft, look
from tests.newsroom.stage import brief
from tests.servers import running


class Served:
    """The desk at one address, served as `bumi desk` does, which can be stopped and started again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.port = free_port()

    def start(self) -> None:
        self._running = ExitStack()
        self._running.enter_context(running(DeskServer(config(self.desk, "127.0.0.1", self.port))))

    def stop(self) -> None:
        self._running.close()


@pytest.fixture
def served(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(live, "_EVERY_S", 0.2)
    made = Served(desk)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def address(served: Served) -> str:
    return f"http://127.0.0.1:{served.port}"


def hand_in(newsroom: Newsroom, topic: str) -> int:
    with newsroom.session() as session:
        return submit(session, brief(topic=topic), user(session, "نرگس")).id


def test_pages_move_by_themselves_and_after_a_restart_too(
    sit_down: Callable[[str], Page], newsroom: Newsroom, served: Served, complaints: list[str]
) -> None:
    id = hand_in(newsroom, "جشنواره گل محمدی")
    author, editor = sit_down("نرگس"), sit_down("مریم")
    with author.expect_response(lambda answer: "/progress?" in answer.url):  # what changed before it listened
        author.goto(f"/pieces/{id}")
    expect(author.locator("progress")).to_be_visible()
    look(author)
    editor.goto("/?shelf=write")
    expect(editor.locator("#queue")).to_contain_text("نرگس اکنون آن را باز کرده است")
    asked: list[str] = []
    author.on("request", lambda request: asked.append(request.url))
    author.wait_for_timeout(1000)
    assert not [url for url in asked if "progress" in url or "here" in url], "it polls"
    draft(newsroom)
    expect(author.locator("#progress")).to_have_count(0)
    expect(author.locator("main")).to_contain_text("در انتظار بررسی")
    editor.goto("/?shelf=decide")
    expect(editor.locator("[data-row]")).to_have_count(1)
    editor.focus("[data-row]")
    second = hand_in(newsroom, "جشنواره پسته")
    draft(newsroom)
    expect(editor.locator("[data-row]")).to_have_count(2)
    expect(editor.locator(f"#row-{id}")).to_be_focused()  # the swap leaves it there
    editor.goto(f"/pieces/{second}")
    author.goto(f"/pieces/{second}")
    expect(editor.locator("#lookers")).to_contain_text("نرگس هم اکنون آن را باز کرده است")

    editor.goto("/?shelf=decide")
    served.stop()
    hand_in(newsroom, "جشنواره انار")
    draft(newsroom)
    served.start()
    expect(editor.locator("[data-row]")).to_have_count(3)
    # A browser that asks while the desk is away is refused, and what it was reading is cut off.
    complaints[:] = [each for each in complaints if "net::ERR_" not in each]


def test_people_choose_what_they_are_told(sit_down: Callable[[str], Page], newsroom: Newsroom) -> None:
    page = sit_down("نرگس")
    page.click(".me summary")
    page.click("text=اعلان‌ها")
    look(page)
    page.fill("#mail", "نه نشانی")
    page.click("main >> text=ثبت")
    expect(page.locator(".problems")).to_contain_text("نشانی نامه نیست")
    page.fill("#mail", "narges@example.ir")
    page.check("input[name=returned][value=never]")
    page.select_option("#digest_hour", "9")
    page.click("main >> text=ثبت")
    expect(page.locator(".said")).to_contain_text("انتخاب‌های شما ثبت شد")
    with newsroom.reading() as session:
        chosen = choices_of(session, "نرگس")
    assert chosen.mail == "narges@example.ir" and chosen.digest_hour == 9
    assert chosen.timings[NotificationKind.RETURNED] is NotificationTiming.NEVER
