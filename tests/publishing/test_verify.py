"""Verification and rebuilding of the stored site."""

from datetime import timedelta

import pytest

from bumi.newsroom.database import Newsroom
from bumi.publishing.publish import publish_due
from bumi.publishing.verify import rebuild_site, verify_site
from bumi.settings import Settings
from bumi.storage import Storage
from tests.publishing.stage import NOW, Desk, Watched, contents, everywhere, read

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def right(newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings) -> dict[str, bytes]:
    """What a place holds when all is well."""
    number = desk.approve()
    desk.approve("خبر دوم", shade=2)
    publish_due(newsroom, place, settings, NOW)
    desk.withdraw(number)
    publish_due(newsroom, place, settings, LATER)
    publish_due(newsroom, place, settings, LATER + timedelta(hours=1))
    return contents(place)


@everywhere
def test_where_all_is_well_nothing_is_put(
    newsroom: Newsroom, place: Storage, settings: Settings, right: dict[str, bytes]
) -> None:
    watched = Watched(place)
    for found in (verify_site(newsroom, watched, settings, LATER), rebuild_site(newsroom, watched, settings, LATER)):
        assert (found.compared, found.repaired, found.removed, found.strangers) == (len(right), [], [], [])
    assert watched.puts == []


@everywhere
def test_what_was_lost_cut_or_changed_is_put_right(
    newsroom: Newsroom, place: Storage, settings: Settings, right: dict[str, bytes]
) -> None:
    page, banner = sorted(key for key in right if key.startswith("p/") and key.endswith("index.html"))[::-1]
    picture = next(key for key in right if key.startswith("media/"))
    style = next(key for key in right if key.endswith(".css"))
    place.delete("feed.atom")
    place.delete(picture)
    place.put(style, right[style][:-1], "text/css", "")
    place.put("index.html", right["index.html"].replace(b"<h1", b"<h6"), "text/html", "")
    place.put(banner, right[page], "text/html", "")
    found = verify_site(newsroom, place, settings, LATER)
    assert set(found.repaired) == {"feed.atom", picture, style, "index.html", banner}
    assert contents(place) == right


@everywhere
def test_strangers_are_named_and_left(
    newsroom: Newsroom, place: Storage, settings: Settings, right: dict[str, bytes]
) -> None:
    place.put("ads.txt", b"none", "text/plain", "")
    for found in (verify_site(newsroom, place, settings, LATER), rebuild_site(newsroom, place, settings, LATER)):
        assert found.strangers == ["ads.txt"]
    assert read(place, "ads.txt") == b"none"


@everywhere
def test_an_emptied_place_is_filled_again(
    newsroom: Newsroom, place: Storage, settings: Settings, right: dict[str, bytes]
) -> None:
    for key in right:
        place.delete(key)
    found = rebuild_site(newsroom, place, settings, LATER)
    assert found.problems == [] and contents(place) == right
