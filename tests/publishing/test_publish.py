"""Publishing to a folder and to a real S3 gateway, and the purge of a CDN."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.publication import ledger
from bumi.newsroom.states import State
from bumi.persian.calendar import jalali, now
from bumi.publishing.outcomes import Result
from bumi.publishing.pictures import renditions
from bumi.publishing.publish import publish_due, publish_lists, purge, what_is_due
from bumi.publishing.run import GRACE
from bumi.settings import Settings
from bumi.storage import Rejected, Storage, StoredHead, UnknownOutcome, Unreachable, open_storage
from bumi.storage.folder import FolderStorage
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, SETTINGS, Desk, Watched, contents, cover, everywhere, image, read, rebuilt

LATER = NOW + timedelta(hours=1)


def page(place: Storage, key: str) -> str:
    return read(place, key).decode()


def page_of(place: Storage, number: int) -> str:
    return next(key for key in contents(place) if key.startswith(f"p/{number}-"))


@everywhere
def test_what_is_due_goes_out_with_its_lists(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number, later = desk.approve(), desk.approve("خبر فردا", publish_at="1405/09/05 08:00")
    watched = Watched(place)
    [outcome] = publish_due(newsroom, watched, settings, NOW)
    assert (outcome.piece, outcome.result) == (number, Result.PUBLISHED)
    assert outcome.url.startswith("https://news.example/kerman/p/1-")
    assert (desk.state(number), desk.state(later)) == (State.PUBLISHED, State.SCHEDULED)
    assert contents(place) == rebuilt(newsroom, settings, quick)
    assert "جشنواره موسیقی نواحی" in page(place, "index.html")
    assert not any("خبر فردا".encode() in body for body in contents(place).values())
    pages = [key for key in watched.puts if key.startswith(("p/", "media/", "assets/"))]
    assert len(pages) == len(set(pages))


@everywhere
def test_what_a_page_leads_to_is_there_before_it(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    """From the first object on; readers come in by the home page, and to how a story was made by the story."""

    def look(key: str) -> None:
        served = set(place.listing())
        if key.endswith(".html") and "index.html" in served:
            own = {key.replace("made.html", "index.html")}
            missing = Page(page(place, key)).links(key) - served - own
            assert missing == set(), (key, missing)

    for number in range(3):
        desk.approve(f"خبر {number}", shade=number, agency=f"انجمن {number}", county=("بم", "راور", "کرمان")[number])
    publish_due(newsroom, Watched(place, after=look), settings, NOW)
    desk.correct(1, "خبری درست", shade=9)
    desk.withdraw(2)
    desk.approve("خبر تازه", shade=5, agency="انجمن تازه")
    publish_due(newsroom, Watched(place, after=look), settings, LATER)


def test_twice_changes_nothing(newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings) -> None:
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    watched = Watched(place)
    assert publish_due(newsroom, watched, settings, LATER) == []
    assert watched.puts == []


def test_a_look_says_what_is_due_and_what_is_coming(newsroom: Newsroom, desk: Desk) -> None:
    number, later = desk.approve(), desk.approve("خبر فردا", publish_at="1405/09/05 08:00")
    assert [(each.piece, each.result) for each in what_is_due(newsroom, NOW)] == [(number, Result.DUE)]
    told = what_is_due(newsroom, NOW, include_future=True)
    assert [(each.piece, each.result) for each in told] == [(number, Result.DUE), (later, Result.COMING)]
    assert "پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۰۸:۰۰" in told[1].why
    assert desk.state(number) is State.APPROVED


def test_a_fast_clock_publishes_nothing_early(newsroom: Newsroom, desk: Desk, folder_settings: Settings) -> None:
    class Slow(Watched):
        def probe(self) -> datetime | None:
            return now() - timedelta(hours=1)

    number = desk.approve(publish_at=(now() - timedelta(minutes=30)).isoformat(timespec="seconds"))
    place = open_storage(folder_settings)
    assert publish_due(newsroom, Slow(place), folder_settings) == []
    assert [each.piece for each in publish_due(newsroom, place, folder_settings)] == [number]


@everywhere
def test_a_correction_rewrites_its_page_with_a_dated_note(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number, other = desk.approve(shade=1), desk.approve("خبر دیگر", shade=2)
    publish_due(newsroom, place, settings, NOW)
    desk.correct(number, "جشنواره موسیقی، این بار درست", shade=3)
    watched = Watched(place)
    publish_due(newsroom, watched, settings, LATER)
    text = page(place, page_of(place, number))
    assert "این بار درست" in text and "اصلاحیه" in text and jalali(LATER) in text
    assert "این بار درست" in page(place, "index.html") and "این بار درست" in page(place, "feed.atom")
    assert not any(put.startswith(f"p/{other}-") or "/bam/" in put for put in watched.puts)
    old = f"media/{image(1)[0].sha256}.png"
    assert old in contents(place)  # for readers who hold the old page
    publish_due(newsroom, place, settings, LATER + GRACE)
    assert old not in contents(place)
    assert contents(place) == rebuilt(newsroom, settings, quick)


@everywhere
def test_what_is_withdrawn_leaves_a_banner_and_every_list(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    key = page_of(place, number)
    desk.withdraw(number, "به درخواست برگزارکننده")
    assert [each.result for each in publish_due(newsroom, place, settings, NOW)] == [Result.TAKEN_BACK]
    assert "بازپس گرفته شد" in page(place, key) and "به درخواست برگزارکننده" in page(place, key)
    publish_due(newsroom, place, settings, NOW + GRACE)
    everything = contents(place)
    assert not any("جشنواره موسیقی نواحی".encode() in body for body in everything.values())
    assert not any(key.startswith("media/") for key in everything)
    assert everything == rebuilt(newsroom, settings, quick)


@everywhere
def test_what_is_taken_down_is_gone_at_once_with_all_its_images(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number, other = desk.approve(), desk.approve("خبر دیگر", shade=1)  # with the same images
    third = desk.approve("خبر سوم", shade=3)
    publish_due(newsroom, place, settings, NOW)
    for each in (number, third):
        desk.take_down(each)
    publish_lists(newsroom, place, settings, NOW)
    assert "حذف شده است" in page(place, page_of(place, number))
    everything = contents(place)
    assert not any("جشنواره موسیقی نواحی".encode() in body for body in everything.values())
    assert f"media/{image(1)[0].sha256}.png" in everything  # another story shows it
    assert f"media/{image(3)[0].sha256}.png" not in everything
    assert desk.state(other) is State.PUBLISHED
    assert everything == rebuilt(newsroom, settings, quick)


@pytest.mark.parametrize("gone", [0, 1])
def test_a_rendition_that_two_images_have_in_common_stays_for_the_other(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path, gone: int
) -> None:
    alike = [cover(shade, 80, 42) for shade in (24, 25)]  # two greys that are one in WebP
    numbers = []
    for number, each in enumerate(alike):
        desk.covers = [each]
        numbers.append(desk.approve(f"خبر {number}", number))
    publish_due(newsroom, place, settings, NOW)
    assert len({data for each in alike for _, data in renditions(*each) if data[8:12] == b"WEBP"}) == 1
    desk.take_down(numbers[gone])
    publish_due(newsroom, place, settings, NOW)
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_what_expires_leaves_the_lists_and_stays_readable(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number = desk.approve(expire_at="1405/09/05 08:00")
    publish_due(newsroom, place, settings, NOW)
    assert publish_due(newsroom, place, settings, LATER) == []
    over = NOW + timedelta(days=1)
    assert [each.result for each in publish_due(newsroom, place, settings, over)] == [Result.TAKEN_BACK]
    assert desk.state(number) is State.EXPIRED
    text = page(place, page_of(place, number))
    assert "پایان زمان" in text and "جشنواره موسیقی نواحی" in text
    lists = (body for key, body in contents(place).items() if not key.startswith("p/"))
    assert not any("جشنواره موسیقی نواحی".encode() in body for body in lists)
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_an_earlier_revision_comes_back_byte_for_byte_but_for_its_note(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = desk.approve(shade=1)
    publish_due(newsroom, place, settings, NOW)
    desk.correct(number, "این بار نادرست", shade=3)
    publish_due(newsroom, place, settings, NOW)
    desk.roll_back(number, 1)
    publish_due(newsroom, place, settings, LATER)
    text = page(place, page_of(place, number))
    assert "جشنواره موسیقی نواحی" in text and "اصلاحیه" in text
    assert not any("این بار نادرست".encode() in body for body in contents(place).values())
    assert {f"media/{image(1)[0].sha256}.png"} <= set(contents(place))


def test_another_address_is_led_to_from_the_old_one(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    old = page_of(place, number)
    desk.rename(number, "نوای جنوب")
    watched = Watched(place)
    assert [each.result for each in publish_lists(newsroom, watched, settings, NOW)] == [Result.PUBLISHED]
    assert watched.puts.index("p/1-نوای-جنوب/index.html") < watched.puts.index(old)
    assert 'http-equiv="refresh"' in page(place, old) and "../../p/1-نوای-جنوب/index.html" in page(place, old)
    assert "p/1-نوای-جنوب/index.html" in page(place, "index.html") and old not in page(place, "index.html")
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_other_templates_or_another_name_make_every_page_again(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    renamed = settings.model_copy(update={"site_name": "نامی دیگر"})
    publish_due(newsroom, place, renamed, LATER)
    served = contents(place)
    assert all("نامی دیگر".encode() in body for key, body in served.items() if key.endswith(".html"))
    assert served == rebuilt(newsroom, renamed, quick)
    watched = Watched(place)
    publish_due(newsroom, watched, renamed, LATER)
    assert watched.puts == []


def no_to(piece: int, error: NotAvailable) -> Callable[[str], None]:
    def hook(key: str) -> None:
        if key.startswith(f"p/{piece}-"):
            raise error

    return hook


def test_one_that_fails_does_not_stop_another(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    first = desk.approve(shade=1)
    desk.approve("خبر دوم", shade=2)
    full = no_to(first, Unreachable("دیسک پر است؛ جا باز کنید"))
    outcomes = publish_due(newsroom, Watched(place, before=full), settings, NOW)
    assert [each.result for each in outcomes] == [Result.FAILED, Result.PUBLISHED]
    assert desk.state(first) is State.PUBLISH_FAILED and desk.problem(first) == "دیسک پر است؛ جا باز کنید"
    assert "خبر دوم" in page(place, "index.html") and "نواحی" not in page(place, "index.html")
    assert publish_due(newsroom, place, settings, NOW) == []  # its next attempt is in a minute at most
    assert [each.result for each in publish_due(newsroom, place, settings, LATER)] == [Result.PUBLISHED]
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_what_the_place_rejects_is_tried_once_and_waits_for_a_person(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number, tries = desk.approve(), list[str]()

    def too_large(key: str) -> None:
        if key.startswith("p/"):
            tries.append(key)
            raise Rejected("پذیرفته نشد (EntityTooLarge)؛ کوچکش کنید")

    assert [each.result for each in publish_due(newsroom, Watched(place, before=too_large), settings, NOW)] == [
        Result.FAILED
    ]
    assert len(tries) == 1 and desk.state(number) is State.PUBLISH_FAILED
    assert publish_due(newsroom, place, settings, NOW + timedelta(days=9)) == []


def test_what_nobody_foresaw_fails_one_piece_only(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    first = desk.approve(shade=1)
    desk.approve("خبر دوم", shade=2)

    def break_down(key: str) -> None:
        if key.startswith(f"p/{first}-"):
            raise ZeroDivisionError

    outcomes = publish_due(newsroom, Watched(place, before=break_down), settings, NOW)
    assert [each.result for each in outcomes] == [Result.FAILED, Result.PUBLISHED]
    assert "ZeroDivisionError" in desk.problem(first)


def silent(times: int) -> Callable[[str], None]:
    """Return a hook that loses the answer for pages, so many times."""
    left = [times]

    def hook(key: str) -> None:
        if _is_story(key) and left[0]:
            left[0] -= 1
            raise UnknownOutcome("پاسخی نیامد؛ دوباره ببینید")

    return hook


@pytest.mark.parametrize(("moment", "puts"), [("after", 1), ("before", 1)])
def test_after_silence_it_looks_and_puts_only_what_is_not_there(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, moment: str, puts: int
) -> None:
    desk.approve()
    watched = Watched(place, **{moment: silent(1)})
    assert [each.result for each in publish_due(newsroom, watched, settings, NOW)] == [Result.PUBLISHED]
    assert len([put for put in watched.puts if _is_story(put)]) == puts


@everywhere
def test_an_outcome_nobody_knows_is_recorded_so_and_settled_later(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    number = desk.approve()
    outcomes = publish_due(newsroom, Watched(place, before=silent(99)), settings, NOW)
    assert [each.result for each in outcomes] == [Result.UNCONFIRMED]
    assert desk.state(number) is State.PUBLISH_UNCONFIRMED
    assert [each.result for each in publish_due(newsroom, place, settings, LATER)] == [Result.PUBLISHED]
    assert contents(place) == rebuilt(newsroom, settings, quick)


def _is_story(key: str) -> bool:
    return key.startswith("p/") and key.endswith("index.html")


class Blind(Watched):
    """A place that stores pages and never says so."""

    def _lose(self, key: str) -> None:
        if _is_story(key):
            raise UnknownOutcome("پاسخی نیامد؛ دوباره ببینید")

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        stored = super().put(key, body, content_type, cache_control, gone)
        self._lose(key)
        return stored

    def head(self, key: str) -> StoredHead | None:
        self._lose(key)
        return super().head(key)


@everywhere
@pytest.mark.parametrize("act", [Desk.discard, lambda desk, number: desk.edit(number, "ویرایش تازه")])
def test_what_nobody_knows_the_outcome_of_can_be_stopped(
    newsroom: Newsroom,
    desk: Desk,
    place: Storage,
    settings: Settings,
    quick: Path,
    act: Callable[[Desk, int], None],
) -> None:
    number = desk.approve()
    publish_due(newsroom, Blind(place), settings, NOW)
    assert desk.state(number) is State.PUBLISH_UNCONFIRMED
    assert any(key.startswith("p/") for key in place.listing())
    act(desk, number)
    assert publish_due(newsroom, place, settings, NOW) == []
    assert not any(key.startswith(("p/", "media/")) for key in place.listing())
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_the_old_page_comes_back_where_a_correction_is_given_up(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    before = contents(place)
    desk.correct(number, "این بار درست", shade=3)
    publish_due(newsroom, Blind(place), settings, NOW)
    assert "این بار درست" in page(place, page_of(place, number))
    desk.edit(number, "هنوز نه")
    publish_due(newsroom, place, settings, NOW)
    publish_due(newsroom, place, settings, NOW + GRACE)
    assert contents(place) == before


def test_what_we_did_not_put_stays(newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings) -> None:
    place.put("ads.txt", b"none", "text/plain", "")
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    assert read(place, "ads.txt") == b"none"


def test_a_place_that_cannot_be_reached_leaves_its_reason_on_what_waits(
    newsroom: Newsroom, desk: Desk, folder_settings: Settings
) -> None:
    number = desk.approve()
    Path(folder_settings.storage_url).write_text("a file where the folder should be")
    with pytest.raises(NotAvailable, match="BUMI_STORAGE_URL"):
        publish_due(newsroom, open_storage(folder_settings), folder_settings, NOW)
    assert desk.state(number) is State.APPROVED and "BUMI_STORAGE_URL" in desk.problem(number)


class Died(BaseException):
    """The process ends here: nothing after it runs, no error is recorded."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_put_changes_nothing_in_the_end(quick: Path, folder_settings: Settings, moment: str) -> None:
    """Die around every kind of put in turn, run again, and compare with a run that nothing disturbed."""
    prepared = open_newsroom(f"sqlite:///{quick}/prepared.db")
    Desk(prepared).approve()
    prepared.close()

    kept: list[Newsroom] = []  # an engine that is collected while threads open another may complain

    def run(name: str, dies_at: str = "") -> tuple[dict[str, bytes], list[str]]:
        newsroom = open_newsroom(f"sqlite:///{shutil.copy(quick / 'prepared.db', quick / f'{name}.db')}")
        kept.append(newsroom)
        place = FolderStorage(quick / name)
        watched = Watched(place, **{moment: lambda key: _die(key == dies_at)})
        try:
            publish_due(newsroom, watched, folder_settings, NOW)
        except Died:
            publish_due(newsroom, place, folder_settings, NOW)
        with newsroom.session() as session:
            assert {row.outcome for row in ledger.recorded(session).values()} == {"done"}
        newsroom.close()
        return contents(place), watched.puts

    undisturbed, puts = run("undisturbed")
    kinds = {key if key.count("/") == 0 else key.partition("/")[0]: key for key in puts}
    for number, key in enumerate(kinds.values()):
        assert run(f"{number}", key)[0] == undisturbed, key


def _die(now: bool) -> None:
    if now:
        raise Died


class _Cdn(BaseHTTPRequestHandler):
    told: list[list[str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.told.append(json.loads(body)["urls"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def cdn() -> Iterator[tuple[str, list[list[str]]]]:
    """The address of a CDN's hook, and what it was told."""
    told = _Cdn.told = list[list[str]]()
    with HTTPServer(("127.0.0.1", 0), _Cdn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/purge", told
        server.shutdown()


def test_it_is_told_of_what_changed(
    newsroom: Newsroom, desk: Desk, folder_settings: Settings, cdn: tuple[str, list[list[str]]]
) -> None:
    address, told = cdn
    settings = folder_settings.model_copy(update={"purge_url": address})
    desk.approve()
    publish_due(newsroom, open_storage(settings), settings, NOW)
    publish_due(newsroom, open_storage(settings), settings, NOW)
    [urls] = told
    assert len(urls) == len(set(urls)) and "https://news.example/kerman/" in urls
    assert any("/kerman/p/1-" in url for url in urls)


def test_nobody_there_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    purge(SETTINGS.model_copy(update={"purge_url": "http://127.0.0.1:9/purge"}), ["index.html"])
    assert "was not told" in caplog.text
    purge(SETTINGS, ["index.html"])
