"""A story's page: right for readers, for search engines and for link previews, whatever the words contain."""

import json
import re

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.persian.calendar import jalali
from bumi.piece import CRAFT, Media
from bumi.province import province
from bumi.publishing.keys import media_key, sections, story_key
from bumi.publishing.lists import section_page
from bumi.publishing.pages import story_page, story_pages
from bumi.publishing.pictures import renditions
from bumi.publishing.render import clean
from tests.publishing.reading import Page
from tests.publishing.stage import LEDE, NOW, SETTINGS, cover, image, story, words

_TWICE = re.compile(r"(?<!\w)(استان|شهرستان|اداره|محور|دستگاه) \1(?!\w)")


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(story_page(story(7), SETTINGS))


def test_is_persian_from_right_to_left(page: Page) -> None:
    assert page.attributes("html") == [{"lang": "fa", "dir": "rtl"}]
    assert page.meta("og:locale") == "fa_IR"


def test_shows_the_words_in_order(page: Page) -> None:
    assert page.words["h1"] == ["جشنواره موسیقی نواحی"]
    assert page.words["p"][:3] == [LEDE, "بیش از ۱۲۰ نوازنده می‌آیند.", "ورود برای همه آزاد است."]
    assert "#کرمان" in page.words["li"]


def test_shows_the_jalali_date_and_tells_machines_the_other(page: Page) -> None:
    assert page.words["time"] == ["چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۳۰"]
    assert page.attributes("time") == [{"datetime": "2026-12-02T10:30:00+03:30"}]


def test_leads_to_its_county_axis_and_agency(page: Page) -> None:
    wanted = {"county/kerman/index.html", "axis/culture/index.html", "agency/انجمن-موسیقی-کرمان/index.html"}
    assert wanted | {"index.html", "feed.atom"} <= page.links("p/7/index.html")


def test_shows_the_photo_and_what_is_to_be_seen() -> None:
    page = Page(story_page(story(7, media=(image(7)[0], cover(8)[0])), SETTINGS))
    [shown] = page.attributes("img")
    assert shown["src"] == f"../../media/{cover(8)[0].sha256}.png"
    assert (shown["alt"], shown["width"], shown["height"]) == ("عکس این مطلب", "40", "21")
    assert page.words["figcaption"] == ["نوازنده‌ای با قیچک"]
    assert page.meta("og:image") == f"https://news.example/media/{image(7)[0].sha256}.png"


@pytest.mark.parametrize("media", [(image(7)[0],), (image(7)[0], cover(8, name=CRAFT)[0])])
def test_a_card_is_not_shown_under_the_headline_it_has_but_can_be_taken(media: tuple[Media, ...]) -> None:
    page = Page(story_page(story(7, media=media), SETTINGS))
    assert page.attributes("img") == []
    [card] = [each for each in page.attributes("a") if "download" in each]
    assert card["href"] == f"../../media/{image(7)[0].sha256}.png"


def test_nothing_is_said_twice() -> None:
    """The post for social channels is made of sentences that the page has already, as all written before today."""
    call = "ورود برای همه آزاد است."
    fields = words("تیتری که یک بار دیده می‌شود", caption=f"{LEDE} {call}")
    text = story_page(story(fields=fields, media=(image()[0], cover(8)[0])), SETTINGS)
    seen = re.sub("<[^>]+>", " ", text.partition("<main")[2])
    assert [seen.count(each) for each in (LEDE, call, fields.headline)] == [1, 1, 1]


@pytest.mark.parametrize("county", [province().name, *(each.name for each in province().counties)])
def test_no_place_has_its_kind_twice(county: str) -> None:
    one = story(county=county)
    texts = [story_page(one, SETTINGS), *(section_page(each, 0, 0, [one], SETTINGS) for each in sections(one))]
    for text in texts:
        seen = " ".join(re.sub("<[^>]+>", " ", text).split())
        assert _TWICE.search(seen) is None and _TWICE.search(Page(text).meta("description")) is None


def test_tells_link_previews_what_it_is(page: Page) -> None:
    canonical = "https://news.example/p/7-%D8%AC%D8%B4%D9%86%D9%88%D8%A7%D8%B1%D9%87/"
    assert page.attributes("link", rel="canonical") == [{"rel": "canonical", "href": canonical}]
    assert page.meta("og:url") == canonical
    assert (page.meta("og:type"), page.meta("og:title")) == ("article", "جشنواره موسیقی نواحی")
    assert page.meta("og:image") == f"https://news.example/media/{image(7)[0].sha256}.png"
    assert page.meta("description") == page.meta("og:description") == LEDE


def test_tells_search_engines_what_it_is(page: Page) -> None:
    about = json.loads(page.words["script"][0])
    assert (about["@type"], about["headline"], about["inLanguage"]) == ("NewsArticle", "جشنواره موسیقی نواحی", "fa-IR")
    assert about["datePublished"] == "2026-12-02T10:30:00+03:30"
    assert about["author"]["name"] == "انجمن موسیقی کرمان"


def test_asks_nothing_of_another_site(page: Page) -> None:
    assert all(each.startswith("https://news.example/") for each in page.addresses())


def test_a_correction_is_noted() -> None:
    corrected = Page(story_page(story(correction="ساعت آغاز درست شد؛ ۵ آذر ۱۴۰۵"), SETTINGS))
    assert "اصلاحیه" in corrected.words["strong"]
    assert any("ساعت آغاز درست شد؛ ۵ آذر ۱۴۰۵" in text for text in corrected.words["p"])


def test_a_withdrawn_story_leaves_only_a_banner() -> None:
    text = story_page(story(withdrawn="به درخواست برگزارکننده"), SETTINGS)
    page = Page(text)
    assert page.words["h1"] == ["این مطلب بازپس گرفته شد"]
    assert "به درخواست برگزارکننده" in page.words["p"]
    assert page.meta("robots") == "noindex"
    assert "نواحی" not in text and "media/" not in text and "ld+json" not in text


def test_what_expired_stays_readable_with_a_dated_note() -> None:
    page = Page(story_page(story(expired_at=NOW), SETTINGS))
    assert page.meta("robots") == "noindex" and "پایان زمان" in page.words["strong"]
    assert page.words["h1"] == ["جشنواره موسیقی نواحی"] and jalali(NOW) in page.words["time"]


def test_of_what_was_taken_down_nothing_is_left() -> None:
    text = story_page(story(taken_down=True), SETTINGS)
    page = Page(text)
    assert page.words["h1"] == ["این مطلب حذف شده است"]
    assert "noindex" in page.meta("robots")
    for trace in ("نواحی", "media/", "ld+json", "انجمن", "county/kerman/"):
        assert trace not in text


def test_a_former_address_leads_to_the_present_one() -> None:
    told = story(former_slugs=("7-پیشین",), taken_down=True)
    own, former = story_pages(told, SETTINGS)
    assert (own.key, own.gone, own.piece) == (story_key(told), True, told.id)
    assert (former.key, former.gone, former.piece) == ("p/7-پیشین/index.html", False, told.id)
    page = Page(former.load().decode())
    assert page.links(former.key) >= {own.key}
    [refresh] = page.attributes("meta", **{"http-equiv": "refresh"})
    assert refresh["content"] == f"0; url=../../{own.key}"


def test_screens_load_no_more_than_they_need() -> None:
    wide, data = cover(7, 800, 420)
    made = tuple(variant for variant, _ in renditions(wide, data))
    page = Page(story_page(story(media=(wide,), variants=made), SETTINGS))
    [source], [shown] = page.attributes("source"), page.attributes("img")
    assert [each.split()[1] for each in source["srcset"].split(", ")] == ["360w", "720w", "800w"]
    assert shown["src"].endswith(".jpg") and (shown["width"], shown["height"]) == ("800", "420")
    assert page.meta("og:image:type") == "image/jpeg"
    assert {media_key(each) for each in made} <= page.links("p/7/index.html")


def test_a_story_without_image_or_kicker_is_whole() -> None:
    Page(story_page(story(media=(), fields=words(hashtags=())), SETTINGS))


@given(st.text(min_size=1, max_size=80))
@example('"><script>alert(1)</script>')
@example("</script><!-- ]]> ' onload='x' &amp; {{ 7 * 7 }}")
@example("\u202eوارونه\u200f \u2067تیتر")
@example("\x00\x0b\ud800")
@hypothesis_settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_hostile_words_stay_words(text: str) -> None:
    fields = words(text, lede=text, body=text, kicker=text, caption=text, hashtags=(text,))
    page = Page(story_page(story(fields=fields, agency=text, correction=text), SETTINGS))
    shown = clean(text)
    assert "".join(page.words.get("h1", [])).split() == shown.split()
    assert page.meta("og:title").split() == shown.split()
    assert clean(json.loads(page.words["script"][0])["headline"]) == shown
    assert len(page.attributes("script")) == 1
