"""Publishing, to a folder and to a real gateway: what is due goes out once, whatever happens on the way."""

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path

import pytest

from bumi.calendar import jalali
from bumi.errors import NotAvailable
from bumi.newsroom.conditions import LEASE
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.ledger import recorded
from bumi.newsroom.states import State
from bumi.newsroom.stories import media_bytes, stories
from bumi.publishing.delivery import Delivery
from bumi.publishing.places import Place, StoredHead, UnknownOutcome, open_place
from bumi.publishing.places.folder import FolderPlace
from bumi.publishing.publish import Result, publish_due, publish_lists
from bumi.publishing.site import WebObject, objects
from bumi.settings import Settings
from tests.publishing.stage import NOW, Desk, Watched, contents, everywhere, image, read


def wanted(newsroom: Newsroom, settings: Settings) -> dict[str, bytes]:
    """Return the site that the newsroom's stories make."""
    with newsroom.session() as session:
        live = stories(session)
        site = objects(live, lambda sha256: media_bytes(session, sha256), settings)
        return {each.key: each.load() for each in site}


def page(place: Place, key: str) -> str:
    return read(place, key).decode()


@everywhere
def test_what_is_due_goes_out_with_its_lists(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    number, later = desk.approve(), desk.approve("خبر فردا", publish_at="1405/09/05 08:00")
    watched = Watched(place)
    [outcome] = publish_due(newsroom, watched, settings, NOW)
    assert (outcome.piece, outcome.result) == (number, Result.PUBLISHED)
    assert outcome.url.startswith("https://news.example/kerman/p/1-")
    assert (desk.state(number), desk.state(later)) == (State.PUBLISHED, State.SCHEDULED)
    assert contents(place) == wanted(newsroom, settings)
    assert "جشنواره موسیقی نواحی" in page(place, "index.html")
    assert "خبر فردا" not in page(place, "index.html")
    assert [key.partition("/")[0] for key in watched.puts[:5]] == ["assets", "assets", "media", "media", "p"]
    assert watched.puts[-4:] == ["index.html", "feed.atom", "feed.json", "sitemap.xml"]


def test_twice_changes_nothing(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    watched = Watched(place)
    assert publish_due(newsroom, watched, settings, NOW + LEASE) == []
    assert watched.puts == []


def test_a_dry_run_only_says_what_is_due(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    number = desk.approve()
    assert [(each.piece, each.result) for each in publish_due(newsroom, place, settings, NOW, dry_run=True)] == [
        (number, Result.DUE)
    ]
    assert list(place.listing()) == []
    assert desk.state(number) is State.APPROVED


@everywhere
def test_a_correction_rewrites_its_page_with_a_dated_note(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    number, other = desk.approve(shade=1), desk.approve("خبر دیگر", shade=2)
    publish_due(newsroom, place, settings, NOW)
    key = next(key for key in contents(place) if key.startswith(f"p/{number}-"))
    desk.correct(number, "جشنواره موسیقی، این بار درست", shade=3)
    watched = Watched(place)
    at = NOW + LEASE
    publish_due(newsroom, watched, settings, at)
    assert "این بار درست" in page(place, key) and "اصلاحیه" in page(place, key) and jalali(at) in page(place, key)
    assert "این بار درست" in page(place, "index.html") and "این بار درست" in page(place, "feed.atom")
    assert not any(put.startswith(f"p/{other}-") or "/bam/" in put for put in watched.puts)
    assert f"media/{image(1)[0].sha256}.png" not in contents(place)
    assert contents(place) == wanted(newsroom, settings)


@everywhere
def test_what_is_withdrawn_leaves_a_banner_and_every_list(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    key = next(key for key in contents(place) if key.startswith("p/"))
    desk.withdraw(number, "به درخواست برگزارکننده")
    assert publish_due(newsroom, place, settings, NOW) == []
    assert "بازپس گرفته شد" in page(place, key) and "به درخواست برگزارکننده" in page(place, key)
    everything = contents(place)
    assert not any("جشنواره موسیقی نواحی".encode() in body for body in everything.values())
    assert not any(key.startswith("media/") for key in everything)
    assert everything == wanted(newsroom, settings)


def test_one_that_fails_does_not_stop_another(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    first = desk.approve(shade=1)
    desk.approve("خبر دوم", shade=2)

    def refuse(key: str) -> None:
        if key.startswith(f"p/{first}-"):
            raise NotAvailable("دیسک پر است؛ جا باز کنید")

    outcomes = publish_due(newsroom, Watched(place, before=refuse), settings, NOW)
    assert [each.result for each in outcomes] == [Result.FAILED, Result.PUBLISHED]
    assert desk.state(first) is State.PUBLISH_FAILED and desk.problem(first) == "دیسک پر است؛ جا باز کنید"
    assert "خبر دوم" in page(place, "index.html") and "نواحی" not in page(place, "index.html")
    assert [each.result for each in publish_due(newsroom, place, settings, NOW)] == [Result.PUBLISHED]
    assert contents(place) == wanted(newsroom, settings)


def test_what_nobody_foresaw_fails_one_piece_only(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
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
        if key.startswith("p/") and left[0]:
            left[0] -= 1
            raise UnknownOutcome("پاسخی نیامد؛ دوباره ببینید")

    return hook


def test_after_a_lost_answer_it_looks_and_does_not_put_again(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    desk.approve()
    watched = Watched(place, after=silent(1))
    assert [each.result for each in publish_due(newsroom, watched, settings, NOW)] == [Result.PUBLISHED]
    assert len([put for put in watched.puts if put.startswith("p/")]) == 1


def test_after_a_lost_request_it_looks_and_puts_again(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    desk.approve()
    outcomes = publish_due(newsroom, Watched(place, before=silent(1)), settings, NOW)
    assert [each.result for each in outcomes] == [Result.PUBLISHED]


@everywhere
def test_an_outcome_nobody_knows_is_recorded_so_and_settled_later(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    number = desk.approve()
    outcomes = publish_due(newsroom, Watched(place, before=silent(9)), settings, NOW)
    assert [each.result for each in outcomes] == [Result.UNCONFIRMED]
    assert desk.state(number) is State.PUBLISH_UNCONFIRMED
    assert [each.result for each in publish_due(newsroom, place, settings, NOW)] == [Result.PUBLISHED]
    assert contents(place) == wanted(newsroom, settings)


@everywhere
def test_what_nobody_knows_the_outcome_of_can_be_stopped(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    number = desk.approve()

    def lose_the_answer_for_good(key: str) -> None:
        if key.startswith("p/"):
            raise UnknownOutcome("پاسخی نیامد؛ دوباره ببینید")

    class Blind(Watched):
        def head(self, key: str) -> StoredHead | None:
            lose_the_answer_for_good(key)
            return super().head(key)

        def delete(self, key: str) -> None:
            lose_the_answer_for_good(key)
            super().delete(key)

    publish_due(newsroom, Blind(place, after=lose_the_answer_for_good), settings, NOW)
    assert desk.state(number) is State.PUBLISH_UNCONFIRMED
    assert any(key.startswith("p/") for key in place.listing())
    desk.discard(number)
    assert publish_due(newsroom, place, settings, NOW) == []
    assert contents(place) == wanted(newsroom, settings)
    assert not any(key.startswith("p/") for key in place.listing())


def test_a_put_that_failed_is_not_taken_for_done_in_the_same_run(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    """The correction's page arrives and its answer is lost; the old page comes back before the run ends."""
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    before = contents(place)
    desk.correct(number, "این بار درست", shade=3)
    lost = [1]

    class Blind(Watched):
        def head(self, key: str) -> StoredHead | None:
            if key.startswith("p/") and key in self.puts and lost[0]:
                lost[0] -= 1
                raise NotAvailable("پاسخی نیامد؛ دوباره ببینید")
            return super().head(key)

    outcomes = publish_due(newsroom, Blind(place), settings, NOW + LEASE)
    assert outcomes[0].result is Result.UNCONFIRMED
    assert contents(place) == before


def test_two_runs_at_once_wait_for_each_other(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    """A piece is withdrawn while a run puts its pages: the withdrawal's own run comes after, and has the last word."""
    desk.approve(shade=1)
    publish_due(newsroom, place, settings, NOW)
    later = desk.approve("خبر دوم", shade=2)
    started: list[Future[None]] = []

    def withdraw(key: str) -> None:
        if key == "index.html":
            desk.withdraw(1)
            started.append(threads.submit(publish_lists, newsroom, place, settings))
            assert not wait(started, timeout=0.2).done

    with ThreadPoolExecutor() as threads:
        publish_due(newsroom, Watched(place, before=withdraw), settings, NOW)
    assert started[0].exception() is None and desk.state(later) is State.PUBLISHED
    assert contents(place) == wanted(newsroom, settings)


def test_only_what_the_ledger_held_at_the_start_is_removed(newsroom: Newsroom, place: Place) -> None:
    early = Delivery(newsroom, place)
    page = WebObject("index.html", hashlib.sha256(b"home").hexdigest(), "text/html", "", lambda: b"home")
    Delivery(newsroom, place).deliver(page)
    early.remove_all_but(())
    assert contents(place) == {"index.html": b"home"}
    Delivery(newsroom, place).remove_all_but(())
    assert contents(place) == {}


@everywhere
def test_a_place_restored_from_an_old_copy_is_put_right(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, place, settings, NOW)
    old = contents(place)
    desk.withdraw(number)
    publish_lists(newsroom, place, settings)
    right = contents(place)
    restored = [key for key in right if old[key] != right[key]]
    for key in restored:
        place.put(key, old[key], "text/html", "")
    cut = next(key for key in right if key.startswith("assets/"))
    place.put(cut, right[cut][:-1], "text/css", "")
    watched = Watched(place)
    publish_lists(newsroom, watched, settings)
    assert sorted(watched.puts) == sorted([*restored, cut])
    assert contents(place) == right


@everywhere
def test_other_words_of_the_same_length_are_put_right(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    place.put("index.html", read(place, "index.html").replace(b"<h1", b"<h6"), "text/html", "")
    publish_lists(newsroom, place, settings)
    assert contents(place) == wanted(newsroom, settings)


def test_a_place_that_was_emptied_is_filled_again(
    newsroom: Newsroom, desk: Desk, place: Place, settings: Settings
) -> None:
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    for key in contents(place):
        place.delete(key)
    publish_lists(newsroom, place, settings)
    assert contents(place) == wanted(newsroom, settings)


def test_what_we_did_not_put_stays(newsroom: Newsroom, desk: Desk, place: Place, settings: Settings) -> None:
    place.put("robots.txt", b"User-agent: *", "text/plain", "")
    desk.approve()
    publish_due(newsroom, place, settings, NOW)
    assert read(place, "robots.txt") == b"User-agent: *"


def test_a_place_that_cannot_be_reached_leaves_its_reason_on_what_waits(
    newsroom: Newsroom, desk: Desk, folder_settings: Settings
) -> None:
    number = desk.approve()
    Path(folder_settings.storage_url).write_text("a file where the folder should be")
    with pytest.raises(NotAvailable, match="BUMI_STORAGE_URL"):
        publish_due(newsroom, open_place(folder_settings), folder_settings, NOW)
    assert desk.state(number) is State.APPROVED and "BUMI_STORAGE_URL" in desk.problem(number)


class Died(BaseException):
    """The process ends here: nothing after it runs, no error is recorded."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_put_changes_nothing_in_the_end(quick: Path, folder_settings: Settings, moment: str) -> None:
    """Die around every put in turn, run again, and compare with a run that nothing disturbed."""

    prepared = open_newsroom(f"sqlite:///{quick}/prepared.db")
    Desk(prepared).approve()
    prepared.close()

    def run(name: str, first: datetime, dies_at: str = "") -> tuple[dict[str, bytes], list[str]]:
        newsroom = open_newsroom(f"sqlite:///{shutil.copy(quick / 'prepared.db', quick / f'{name}.db')}")
        place = FolderPlace(quick / name)

        def die(key: str) -> None:
            if key == dies_at:
                raise Died

        watched = Watched(place, **{moment: die})
        try:
            publish_due(newsroom, watched, folder_settings, first)
        except Died:
            publish_due(newsroom, place, folder_settings, first + LEASE)
        with newsroom.session() as session:
            assert {row.outcome for row in recorded(session).values()} == {"done"}
        newsroom.close()
        return contents(place), watched.puts

    undisturbed, puts = run("undisturbed", NOW)
    page = next(i for i, key in enumerate(puts) if key.startswith("p/"))
    empty = [key for key in puts if key.startswith(("county/", "axis/")) and b'"empty"' in undisturbed[key]]
    for number, key in enumerate(puts):
        if key in empty[1:-1]:
            continue  # they are all alike
        # A piece that was not finished begins again, and is dated so.
        first = NOW - LEASE if number <= page else NOW
        assert run(f"{number}", first, key)[0] == undisturbed, key
