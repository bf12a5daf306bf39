"""Pagination of shelves, which lists a story changes, and the order of delivery."""

from hypothesis import given
from hypothesis import strategies as st

from bumi.newsroom.publication.shelves import Spot
from bumi.newsroom.tables import Shelf
from bumi.publishing.dependencies import (
    SIZE,
    block_count,
    block_of,
    changed_sheets,
    every_list,
    front_span,
    in_order,
    leading_to,
    lists_of,
    sheet_count,
    sheet_span,
    shelf_and_sheet,
)
from bumi.publishing.keys import HOME, shelves_of
from tests.publishing.stage import story

lengths = st.integers(1, 20 * SIZE)


@given(lengths)
def test_every_place_is_on_one_page(length: int) -> None:
    spans = [sheet_span(number) for number in range(1, sheet_count(length) + 1)] + [front_span(length)]
    shown = [place for first, last in spans for place in range(first, last + 1)]
    assert shown == list(range(1, length + 1))


@given(lengths)
def test_the_front_page_is_never_short(length: int) -> None:
    first, last = front_span(length)
    assert min(length, SIZE + 1) <= last - first + 1 <= 2 * SIZE


@given(lengths, st.data())
def test_what_changes_with_a_story_is_touched(length: int, data: st.DataObject) -> None:
    """Its own page always; and when it is new, every page that is new or shows other places than before."""
    position = data.draw(st.integers(1, length))
    changed = changed_sheets(position, length)
    own = 0 if front_span(length).first <= position else block_of(position)
    assert own in changed and len(changed) <= 3
    new = changed_sheets(length, length)
    assert 0 in new and set(range(sheet_count(length - 1) + 1, sheet_count(length) + 1) if length > 1 else ()) <= set(
        new
    )


@given(lengths)
def test_the_sheet_before_a_new_one_learns_of_it(length: int) -> None:
    if length > 1 and sheet_count(length) > max(1, sheet_count(length - 1)):
        assert sheet_count(length) - 1 in changed_sheets(length, length)


@given(st.integers(0, 1000), st.integers(1, 300))
def test_blocks_cover_a_shelf(length: int, size: int) -> None:
    count = block_count(length, size)
    assert (
        count >= 1
        and sheet_span(count, size).last >= length
        and (count == 1 or sheet_span(count, size).first <= length)
    )


STORY = story(7)


def shelves(length: int) -> dict[str, Shelf]:
    return {name: Shelf(name=name, title=title, length=length) for name, title in shelves_of(STORY).items()}


def touched(place: int, length: int) -> set[str]:
    return lists_of(dict.fromkeys(shelves(length), Spot(place, length)))


def test_a_new_story_touches_as_few_lists_in_a_large_archive_as_in_a_small_one() -> None:
    at = 10_000 // SIZE * SIZE + 2  # no place where a page begins
    assert len(touched(at, at)) == len(touched(SIZE + 2, SIZE + 2)) == 10
    assert all(len(touched(place, place)) <= 20 for place in range(1, 600))


def test_a_correction_touches_the_page_where_the_story_stands() -> None:
    found = touched(3, 10 * SIZE)
    assert {"county/kerman/1.html", "search/1.json", "sitemap/1.xml", "feed.atom"} <= found
    assert "county/kerman/index.html" not in found


def test_every_list_that_a_story_touches_is_among_all_lists() -> None:
    for length in (1, SIZE, SIZE + 1, 2 * SIZE + 1, 3 * SIZE + 1, 129, 251):
        for place in {1, length // 2 + 1, length}:
            assert touched(place, length) <= every_list(shelves(length))


def test_an_empty_site_has_every_standing_page() -> None:
    found = every_list({})
    assert {HOME, "county/kerman/index.html", "search/1.json", "sitemap/1.xml", "robots.txt"} <= found


def test_older_pages_come_before_what_leads_to_them() -> None:
    order = [key for group in in_order(every_list(shelves(5 * SIZE))) for key in group]
    wanted = ["axis/culture/3.html", "axis/culture/2.html", "axis/culture/index.html", "search/1.json"]
    wanted += ["archive/index.html", "feed.atom", HOME, "sitemap.xml"]
    assert [key for key in order if key in wanted] == wanted
    assert sorted(order) == sorted(every_list(shelves(5 * SIZE)))


def test_what_leads_to_a_list_is_known() -> None:
    assert leading_to("axis/culture/3.html") == {"axis/culture/index.html", "axis/culture/2.html"}
    assert leading_to("archive/1405/09/index.html") == {"archive/index.html", "sitemap/sections.xml"}
    assert leading_to("search/3.json") == {"search/index.html"} and leading_to("sitemap/3.xml") == {"sitemap.xml"}
    for key in (HOME, "feed.atom", "county/kerman/index.html", "search/index.html"):  # every page does
        assert leading_to(key) is None


def test_keys_of_shelves_are_told_from_others() -> None:
    assert shelf_and_sheet("archive/1405/09/2.html") == ("archive/1405/09", 2)
    assert shelf_and_sheet("county/bam/index.html") == ("county/bam", 0)
    for key in (HOME, "agency/index.html", "archive/index.html", "search/index.html", "search/3.json", "feed.atom"):
        assert shelf_and_sheet(key) is None
