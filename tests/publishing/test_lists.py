"""Lists: the newest first, by Jalali month, each page with the ways onward; and light however much there is."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bumi.piece import Story, Variant
from bumi.publishing.keys import Section, month, sections, standing_sections
from bumi.publishing.lists import CAMPAIGNS, ON_HOME, agencies_page, archive_page, home_page, section_page
from bumi.publishing.sheets import SIZE
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, SETTINGS, cover, image, story, words

LONG = "خبری با تیتری بلند که دو سطر را در صفحه پر می‌کند و به پایان نمی‌رسد"


def listed(count: int) -> list[Story]:
    return [story(id, fields=words(f"خبر {id}")) for id in range(count, 0, -1)]


def heavy(count: int) -> list[Story]:
    """As heavy as stories get: every field full, every rendition there."""

    def variants(id: int) -> tuple[Variant, ...]:
        of = cover(id)[0].sha256
        return tuple(
            Variant(of=of, sha256=f"{id:064}", content_type=kind, width=width, height=width // 2)
            for kind in ("image/webp", "image/jpeg")
            for width in (360, 720, 1200)
        )

    return [
        story(
            id,
            fields=words(LONG, kicker="روتیتری برای خبر", lede=LONG * 3),
            media=(cover(id)[0],),
            variants=variants(id),
        )
        for id in range(count, 0, -1)
    ]


def headlines(page: Page) -> list[str]:
    return [word for word in page.words["a"] if word.startswith("خبر ")]


def bam(stories: Sequence[Story], number: int = 0, sheets: int = 0) -> Page:
    return Page(section_page(sections(story(county="بم"))[0], number, sheets, stories, SETTINGS))


def test_home_leads_with_the_newest_and_goes_on_to_older_news() -> None:
    page = Page(home_page(listed(30), standing_sections(), SETTINGS))
    assert headlines(page) == [f"خبر {id}" for id in range(30, 6, -1)]
    assert page.words["h2"] == ["تازه‌ها", "شهرستان‌ها", "محورها"]
    assert "archive/index.html" in page.links("index.html")


def test_a_warning_comes_before_the_news_and_staff_is_spoken_to_below_it() -> None:
    stories = [
        story(3, kind="literacy", fields=words("خبر ۳")),
        story(2, fields=words("خبر ۲")),
        story(1, kind="notice", urgency="crisis", expire_at=NOW + timedelta(days=9), fields=words("خبر ۱")),
    ]
    text = home_page(stories, standing_sections(), SETTINGS)
    assert headlines(Page(text)) == ["خبر ۱", "خبر ۲", "خبر ۳"]
    assert text.index('class="warnings"') < text.index("خبر ۱") < text.index('class="lead"') < text.index("خبر ۲")
    assert Page(text).words["h2"] == ["برای مدیران و روابط‌عمومی‌ها", "شهرستان‌ها", "محورها"]


def test_lists_show_pictures_without_words() -> None:
    media = (image(1)[0], cover(9)[0])
    page = bam([story(1, media=media), story(2)])
    assert [each["src"].rpartition("/")[2] for each in page.attributes("img")] == [f"{cover(9)[0].sha256}.png"]
    assert [each["alt"] for each in page.attributes("img")] == [""]


@pytest.mark.parametrize(
    "text",
    [
        home_page(heavy(ON_HOME), standing_sections(), SETTINGS),
        section_page(sections(story())[0], 0, 9, heavy(2 * SIZE), SETTINGS),
    ],
    ids=["home", "section"],
)
def test_lists_are_light(text: str) -> None:
    assert len(text.encode()) < 60_000


def test_home_is_whole_before_anything_is_published() -> None:
    page = Page(home_page([], standing_sections(), SETTINGS))
    assert "هنوز مطلبی منتشر نشده است." in page.words["p"]


def test_pages_of_a_section_lead_to_each_other() -> None:
    key = "county/bam/index.html"
    assert bam(listed(3)).links(key) & {"county/bam/1.html", "county/bam/2.html"} == set()
    assert "county/bam/3.html" in bam(listed(3), 0, 3).links(key)
    middle, last = bam(listed(3), 2, 3), bam(listed(3), 3, 3)
    assert {"county/bam/1.html", "county/bam/3.html"} <= middle.links("county/bam/2.html")
    assert {"county/bam/2.html", key} <= last.links("county/bam/3.html")
    assert "بم، برگ ۲" in middle.words["h1"]


def test_a_page_whose_stories_are_all_withdrawn_says_so() -> None:
    assert "مطلبی در این برگ نمانده است." in bam([], 1, 1).words["p"]
    assert "هنوز مطلبی در این بخش منتشر نشده است." in bam([]).words["p"]


def test_the_archive_leads_to_every_month_campaign_county_and_axis() -> None:
    months = [month(story(id).published_at) for id in (1, 40, 200)]
    campaigns = [Section("campaign", name, f"{id}-{name}", "کارزار") for id, name in ((9, "گلاب"), (10, "پسته"))]
    page = Page(archive_page(months, campaigns, standing_sections(), SETTINGS))
    wanted = {each.key for each in (*months, *campaigns, *standing_sections())}
    assert wanted <= page.links("archive/index.html")
    assert page.words["h2"] == ["۱۴۰۶", "۱۴۰۵", "کارزارها", "شهرستان‌ها", "محورها"]
    assert [word for word in page.words["a"] if word in ("گلاب", "پسته")] == ["پسته", "گلاب"]


def test_the_archive_shows_the_latest_campaigns() -> None:
    campaigns = [Section("campaign", f"رویداد {id}", f"{id}-رویداد", "کارزار") for id in range(1, CAMPAIGNS + 6)]
    links = Page(archive_page([], campaigns, [], SETTINGS)).links("archive/index.html")
    assert campaigns[5].key in links and campaigns[4].key not in links


def test_agencies_stand_in_the_order_of_the_alphabet() -> None:
    agencies = [Section("agency", name, name, "دستگاه") for name in ("ب", "الف")]
    page = Page(agencies_page(agencies, SETTINGS))
    assert [word for word in page.words["a"] if word in ("الف", "ب")] == ["الف", "ب"]
