"""Maintenance: lists follow the database, one failure stops no other list, links have targets."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bumi.current_province import serving
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import shelves
from bumi.newsroom.publication.stories import settled_stories
from bumi.newsroom.tables import Appearance, Campaign
from bumi.province import province
from bumi.publishing.pages import story_pages
from bumi.publishing.publish import publish_due, publish_lists
from bumi.publishing.run import GRACE, LISTS, publish_run
from bumi.settings import Settings
from bumi.storage import Rejected, Storage
from tests.processes import until
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, Desk, Watched, contents, image, province_with_another_name, read, rebuilt

LATER = NOW + timedelta(hours=1)


def refuse(*keys: str) -> Callable[[str], None]:
    def hook(key: str) -> None:
        if key in keys:
            raise Rejected("این یکی نه")

    return hook


@pytest.fixture
def standing(newsroom: Newsroom, place: Storage, settings: Settings) -> Storage:
    """A place where every standing page is."""
    publish_due(newsroom, place, settings, NOW)
    return place


def test_a_list_that_fails_stops_no_piece_and_no_other_list(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    desk.approve()
    watched = Watched(standing, before=refuse("county/kerman/index.html"))
    said = publish_due(newsroom, watched, settings, NOW)
    assert [each.result for each in said] == ["published", "failed"]
    assert {"axis/culture/index.html", "index.html", "feed.atom"} <= set(watched.puts)
    with newsroom.session() as session:
        assert list(shelves.stale(session)) == ["county/kerman/index.html"]
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, NOW)
    assert watched.puts == ["county/kerman/index.html"]


def test_nothing_leads_to_a_list_that_was_never_put(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    desk.approve()
    watched = Watched(standing, before=refuse("archive/1405/09/index.html"))
    publish_due(newsroom, watched, settings, NOW)
    assert "archive/index.html" not in watched.puts and "sitemap/sections.xml" not in watched.puts
    assert {"index.html", "feed.atom", "county/kerman/index.html"} <= set(watched.puts)


def test_a_page_waits_for_the_section_it_leads_to(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve(agency="انجمن تازه")
    watched = Watched(standing, before=refuse("agency/انجمن-تازه/index.html"))
    said = publish_due(newsroom, watched, settings, NOW)
    assert not said[0].result.good and not any(key.startswith("p/") for key in watched.puts)
    assert "این یکی نه" in desk.problem(number)
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, LATER)
    order = [key for key in watched.puts if key.startswith(("p/", "agency/انجمن"))]
    assert order[0] == "agency/انجمن-تازه/index.html" and order[1].startswith("p/")


def test_a_new_story_touches_little(newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings) -> None:
    for number in range(40):
        desk.approve(f"خبر {number}", shade=number)
    publish_due(newsroom, standing, settings, NOW)
    desk.approve("یکی دیگر", shade=99)
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, NOW)
    lists = [key for key in watched.puts if not key.startswith(("p/", "media/"))]
    assert sorted(lists) == sorted(
        [
            "county/kerman/index.html",
            "axis/culture/index.html",
            "agency/انجمن-موسیقی-کرمان/index.html",
            "archive/1405/09/index.html",
            "search/1.json",
            "index.html",
            "feed.atom",
            "feed.json",
            "sitemap/news.xml",
            "sitemap/1.xml",
        ]
    )
    assert "county/kerman/1.html" in contents(standing)


def test_what_went_out_before_there_were_shelves_gets_its_places(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    """As after the migration of an older newsroom."""
    desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    before = contents(standing)
    with newsroom.engine.begin() as connection:
        for table in ("shelf_places", "shelves"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE stored_objects SET edition = '', outcome = 'unknown'")
    publish_due(newsroom, standing, settings, NOW)
    assert contents(standing) == before


def test_the_pieces_of_a_campaign_have_a_page_that_lists_them(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings, quick: Path
) -> None:
    of_series, alone = desk.approve("جشنواره انار"), desk.approve("خبری دیگر", shade=2)
    join_campaign(newsroom, of_series)
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, NOW)
    key = "campaign/1-جشنواره-انار-راور/index.html"
    mine = next(put for put in watched.puts if put.startswith(f"p/{of_series}-") and put.endswith("index.html"))
    other = next(put for put in watched.puts if put.startswith(f"p/{alone}-") and put.endswith("index.html"))
    assert watched.puts.index(key) < watched.puts.index(mine)
    found = contents(standing)
    listed, led, others, archive = (
        Page(found[each].decode()).links(each) for each in (key, mine, other, "archive/index.html")
    )
    assert mine in listed and other not in listed
    assert key in led and key not in others and key in archive
    assert rebuilt(newsroom, settings, quick) == found


def test_what_went_out_before_campaigns_had_pages_is_on_them(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings, quick: Path
) -> None:
    id = desk.approve("جشنواره انار")
    publish_due(newsroom, standing, settings, NOW)
    join_campaign(newsroom, id)
    with newsroom.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stored_objects SET edition = 'earlier' WHERE edition > ''")
    publish_due(newsroom, standing, settings, NOW)
    found = contents(standing)
    assert any(key.startswith("campaign/1-") for key in found) and rebuilt(newsroom, settings, quick) == found


def join_campaign(newsroom: Newsroom, id: int) -> None:
    """Make the piece one of a campaign."""
    with newsroom.session() as session:
        event = {"topic": "جشنواره انار راور"}
        by = machine(session).name
        session.add(Campaign(plan="event", brief=event, starts_at=NOW, ends_at=LATER, started_by=by, version=1))
        session.flush()
        session.add(Appearance(campaign_id=1, step="announcement", draft_at=NOW, publish_at=NOW, piece_id=id))


def test_a_list_leads_to_no_address_whose_page_is_not_there_yet(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings, quick: Path
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    desk.approve("خبر دوم", shade=3)
    renamed: list[str] = []

    def rename(key: str) -> None:
        """Give the first story another address while lists are being made, of which home is one of the last."""
        if key == "county/kerman/index.html" and not renamed:
            desk.rename(number, "نوای جنوب")
            renamed.append(key)

    watched = Watched(standing, before=rename)
    publish_due(newsroom, watched, settings, NOW)
    assert renamed and "p/1-نوای-جنوب/index.html" not in contents(standing)
    home = contents(standing)["index.html"].decode()
    assert not any(link not in contents(standing) for link in Page(home).links("index.html"))
    publish_due(newsroom, standing, settings, NOW)
    assert "نوای-جنوب" in contents(standing)["index.html"].decode()
    assert contents(standing) == rebuilt(newsroom, settings, quick)


def test_lists_go_on_while_a_story_cannot_move_to_its_address(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    desk.rename(number, "نوای جنوب")
    desk.approve("خبر دوم", shade=3)
    watched = Watched(standing, before=refuse("p/1-نوای-جنوب/index.html"))
    publish_due(newsroom, watched, settings, NOW)
    home = contents(standing)["index.html"].decode()
    assert "خبر دوم" in home and not Page(home).links("index.html") - contents(standing).keys()


def test_a_story_moves_to_its_address_while_it_is_being_corrected(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    desk.rename(number, "نوای جنوب")
    desk.edit(number, "هنوز تأیید نشده")
    publish_due(newsroom, standing, settings, NOW)
    served = contents(standing)
    assert "نوای-جنوب" in served["index.html"].decode() and "p/1-نوای-جنوب/index.html" in served
    assert not any("هنوز تأیید نشده".encode() in body for body in served.values())


def test_an_image_stays_while_a_list_may_show_it_and_a_while_after(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    desk.withdraw(number)
    deaf, shown = Watched(standing, before=refuse("index.html")), f"media/{image()[0].sha256}.png"
    for graces in range(3):
        publish_due(newsroom, deaf, settings, NOW + graces * GRACE)
    assert shown in contents(standing)
    publish_due(newsroom, standing, settings, NOW + 3 * GRACE)
    assert shown not in contents(standing)["index.html"].decode() and shown in contents(standing)
    publish_due(newsroom, standing, settings, NOW + 4 * GRACE)
    assert shown not in contents(standing)


@pytest.fixture
def rename_agency(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Give an agency another name in the province's data; it is found under the former one, too."""
    with ExitStack() as served:

        def rename(former: str, name: str) -> None:
            served.enter_context(serving(province_with_another_name(tmp_path / "renamed", former, name)))

        yield rename


def test_an_agency_with_another_name_renews_what_shows_it_and_nothing_else(
    newsroom: Newsroom,
    desk: Desk,
    standing: Storage,
    settings: Settings,
    quick: Path,
    rename_agency: Callable[[str, str], None],
) -> None:
    mine, other = province().agencies[:2]
    changed = [desk.approve(f"خبر {at}", shade=at, agency=mine.name, county="بم") for at in range(2)]
    same = desk.approve("خبر دیگر", shade=9, agency=other.name, county="راور")
    publish_due(newsroom, standing, settings, NOW)
    rename_agency(mine.name, "اداره‌ای با نام تازه")
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, LATER)
    pages = [key for key in watched.puts if key.startswith("p/")]
    assert len(pages) == 2 * len(changed), "the story, and how it was made"
    assert all(key.startswith(tuple(f"p/{id}-" for id in changed)) for key in pages)
    assert f"agency/{mine.slug}/index.html" in watched.puts
    assert not any(f"p/{same}-" in key or other.slug in key or "ravar" in key for key in watched.puts)
    found = contents(standing)
    assert "اداره‌ای با نام تازه" in found[f"agency/{mine.slug}/index.html"].decode()
    shown = [name for name in (*pages, "agency/index.html", "feed.atom") if f">{mine.name}<" in found[name].decode()]
    assert shown == []
    assert rebuilt(newsroom, settings, quick) == found
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, LATER)
    assert watched.puts == []


def test_an_agency_that_gets_an_address_has_its_stories_there(
    newsroom: Newsroom,
    desk: Desk,
    standing: Storage,
    settings: Settings,
    quick: Path,
    rename_agency: Callable[[str, str], None],
) -> None:
    """An agency that the province's data did not list is listed, under another slug."""
    number = desk.approve(agency="انجمن تازه")
    publish_due(newsroom, standing, settings, NOW)
    listed = province().agencies[0]
    rename_agency(listed.name, "انجمن تازه")
    watched = Watched(standing)
    publish_due(newsroom, watched, settings, LATER)
    front = f"agency/{listed.slug}/index.html"
    own = next(key for key in watched.puts if key.startswith(f"p/{number}-") and key.endswith("index.html"))
    assert watched.puts.index(front) < watched.puts.index(own)
    found = contents(standing)
    assert own in Page(found[front].decode()).links(front) and front in Page(found[own].decode()).links(own)
    assert rebuilt(newsroom, settings, quick) == found
    desk.withdraw(number)
    publish_due(newsroom, standing, settings, LATER)
    told = "جشنواره موسیقی نواحی".encode()
    assert not [key for key, body in contents(standing).items() if key != own and told in body]


def test_a_takedown_does_not_wait_for_the_lists_of_another_run(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    key = next(each for each in contents(standing) if each.startswith(f"p/{number}-") and each.endswith("index.html"))
    shown = f"media/{image()[0].sha256}.png"
    desk.take_down(number)
    with ThreadPoolExecutor() as threads:
        with newsroom.alone(LISTS):
            run = threads.submit(publish_lists, newsroom, standing, settings, NOW)
            until(lambda: "حذف شده است" in read(standing, key).decode() and shown not in standing.listing())
            assert not run.done()
        run.result()


def test_a_page_that_is_made_again_is_not_put_over_a_newer_one(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    """A takedown comes while another run, which has read the story before, makes all pages again."""
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    key = next(each for each in contents(standing) if each.startswith(f"p/{number}-") and each.endswith("index.html"))
    with newsroom.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stored_objects SET edition = 'zz', sha256 = 'x' WHERE piece_id IS NOT NULL")
    began = Event()

    def slow(put: str) -> None:
        if put == key:
            desk.take_down(number)
            began.set()
            time.sleep(0.5)

    with ThreadPoolExecutor() as threads:
        first = threads.submit(publish_lists, newsroom, Watched(standing, before=slow), settings, NOW)
        assert began.wait(120)
        publish_lists(newsroom, standing, settings, NOW)
        assert "حذف شده است" in read(standing, key).decode()
        first.result()
    assert "حذف شده است" in read(standing, key).decode()


def test_pages_of_a_story_that_has_changed_since_it_was_read_are_left(
    newsroom: Newsroom, desk: Desk, standing: Storage, settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, standing, settings, NOW)
    with newsroom.session() as session:
        [before] = settled_stories(session, [number])
    desk.take_down(number)
    publish_lists(newsroom, standing, settings, NOW)
    after = contents(standing)
    with publish_run(newsroom, standing, settings, NOW) as run:
        assert run.delivery.deliver(story_pages(before.story, settings), of=before) is False
    assert contents(standing) == after
