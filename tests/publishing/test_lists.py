"""Home and section pages: newest first, by Jalali month, and nothing withdrawn."""

from bumi.province import province
from bumi.publishing.keys import HOME, sections
from bumi.publishing.lists import all_sections, home_page, section_page
from tests.publishing.reading import Page
from tests.publishing.stage import SETTINGS, story, words

STORIES = [story(id, fields=words(f"خبر {id}"), county="بم" if id % 2 else "کرمان") for id in range(40, 0, -1)]


def test_home_leads_with_the_newest_and_goes_by_month() -> None:
    page = Page(home_page(STORIES, all_sections(STORIES), SETTINGS))
    headlines = [word for word in page.words["a"] if word.startswith("خبر ")]
    assert headlines == [f"خبر {id}" for id in range(40, 16, -1)]
    assert page.words["h2"] == ["دی ۱۴۰۵", "آذر ۱۴۰۵", "شهرستان‌ها", "محورها", "دستگاه‌ها"]


def test_home_is_light() -> None:
    assert len(home_page(STORIES, all_sections(STORIES), SETTINGS).encode()) < 60_000


def test_home_is_whole_before_anything_is_published() -> None:
    page = Page(home_page([], all_sections([]), SETTINGS))
    assert "هنوز مطلبی منتشر نشده است." in page.words["p"]


def test_a_section_lists_its_own_and_older_ones_as_lines() -> None:
    stories = [each.model_copy(update={"county": "بم"}) for each in STORIES]
    page = Page(section_page(sections(stories[0])[0], stories, SETTINGS))
    assert [word for word in page.words["a"] if word.startswith("خبر ")] == [f"خبر {id}" for id in range(40, 0, -1)]
    assert len(page.attributes("img")) == 24
    only_bam = Page(section_page(sections(STORIES[1])[0], STORIES, SETTINGS))
    assert [word for word in only_bam.words["a"] if word.startswith("خبر ")] == [f"خبر {id}" for id in range(39, 0, -2)]


def test_every_county_and_axis_has_a_page_and_the_agencies_that_were_named() -> None:
    found = all_sections(STORIES)
    assert len(found) == 1 + len(province().counties) + len(province().axes) + 1
    assert len({each.key for each in found} | {HOME}) == len(found) + 1
