"""A story's page: right for readers, for search engines and for link previews, whatever the words contain."""

import json

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.publishing.pages import story_page
from bumi.publishing.render import clean
from tests.publishing.reading import Page
from tests.publishing.stage import LEDE, SETTINGS, image, story, words


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


def test_shows_the_wide_card_with_its_words(page: Page) -> None:
    [shown] = page.attributes("img")
    assert shown["src"] == f"../../media/{image(7)[0].sha256}.png"
    assert (shown["alt"], shown["width"], shown["height"]) == ("کارت خبر", "40", "21")


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
