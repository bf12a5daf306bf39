"""Pages of stories, sections and the home page: for readers, search engines and link previews."""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.persian.calendar import jalali, parse_moment, start_of
from bumi.piece import CRAFT, Event, Media, Story, Variant
from bumi.province import province
from bumi.publishing.dependencies import SIZE
from bumi.publishing.keys import Section, media_key, month, sections, standing_sections, story_key
from bumi.publishing.objects import edition
from bumi.publishing.pages import (
    CAMPAIGNS,
    ON_HOME,
    agencies_page,
    archive_page,
    events_page,
    home_page,
    not_found_page,
    section_page,
    story_page,
    story_pages,
)
from bumi.publishing.pictures import renditions
from bumi.publishing.render import clean, event_when
from tests.publishing.reading import Page
from tests.publishing.stage import LEDE, NOW, SETTINGS, cover, image, story, words
from tests.publishing.test_calendars import event

_TWICE = re.compile(r"(?<!\w)(استان|شهرستان|اداره|بخش|دستگاه) \1(?!\w)")


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(story_page(story(7), SETTINGS))


def test_is_persian_from_right_to_left(page: Page) -> None:
    assert page.attributes("html") == [{"lang": "fa", "dir": "rtl"}]
    assert page.meta("og:locale") == "fa_IR"


def test_shows_the_words_in_order(page: Page) -> None:
    assert page.words["h1"] == ["جشنواره موسیقی نواحی"]
    assert page.words["p"][:3] == [LEDE, "بیش از ۱۲۰ نوازنده می‌آیند.", "ورود برای همه آزاد است."]
    assert "#کرمان" in page.words["a"]


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
    assert (shown["alt"], shown["width"], shown["height"]) == ("نوازنده‌ای با قیچک", "40", "21")
    assert "نوازنده‌ای با قیچک" in page.words["span"]
    assert page.meta("og:image") == f"https://news.example/media/{image(7)[0].sha256}.png"


@pytest.mark.parametrize("media", [(image(7)[0],), (image(7)[0], cover(8, name=CRAFT)[0])])
def test_a_card_is_not_shown_under_the_headline_it_has_but_can_be_taken(media: tuple[Media, ...]) -> None:
    page = Page(story_page(story(7, media=media), SETTINGS))
    assert [each["alt"] for each in page.attributes("img")] == [""] * (len(media) - 1)  # a band of the craft
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
    texts = [story_page(one, SETTINGS), *(section_page(each, 0, 0, [one], [], SETTINGS) for each in sections(one))]
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
    """What a reader may follow to share the page is asked of nobody before."""
    own = ("https://news.example/", "webcal://news.example/")
    shares = {each["href"] for each in page.attributes("a", rel="noopener nofollow")}
    assert len(shares) == 3 and all(each.startswith(own) for each in page.addresses() - shares)


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
    [own, ld] = page.attributes("script")
    assert own["src"].startswith("../../assets/story.") and ld["type"] == "application/ld+json"


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
    return Page(section_page(sections(story(county="بم"))[0], number, sheets, stories, [], SETTINGS))


def test_lists_show_pictures_without_words() -> None:
    media = (image(1)[0], cover(9)[0])
    page = bam([story(1, media=media), story(2)])
    assert [each["src"].rpartition("/")[2] for each in page.attributes("img")] == [f"{cover(9)[0].sha256}.png"]
    assert [each["alt"] for each in page.attributes("img")] == [""]


@pytest.mark.parametrize(
    "text",
    [
        home_page(heavy(ON_HOME), [], NOW, SETTINGS),
        section_page(sections(story())[0], 0, 9, heavy(2 * SIZE), [], SETTINGS),
    ],
    ids=["home", "section"],
)
def test_lists_are_light(text: str) -> None:
    assert len(text.encode()) < 60_000


def test_home_is_whole_before_anything_is_published() -> None:
    page = Page(home_page([], [], None, SETTINGS))
    assert "هنوز مطلبی منتشر نشده است." in page.words["p"]
    assert {each.key for each in standing_sections() if each.kind == "county"} <= page.links("index.html")


def test_a_page_of_a_section_says_each_story_once_and_leads_with_the_most_urgent() -> None:
    stories = [story(3, fields=words("خبر ۳"), event=event()), story(2, fields=words("خبر ۲"))]
    stories += [story(1, kind="notice", urgency="urgent", fields=words("خبر ۱"))]
    page = Page(section_page(sections(story())[0], 0, 0, stories, stories[:1], SETTINGS))
    assert headlines(page) == ["خبر ۳", "خبر ۱", "خبر ۲"]
    older = Page(section_page(sections(story())[0], 1, 1, stories, [], SETTINGS))
    assert headlines(older) == ["خبر ۳", "خبر ۲", "خبر ۱"]


def test_the_page_of_a_county_marks_it_on_the_map() -> None:
    page = bam(listed(1))
    [marked] = page.attributes("a", **{"aria-current": "page"})
    assert marked["href"] == "../../county/bam/index.html"
    counties = {each.key for each in standing_sections() if each.kind == "county"}
    assert counties - page.links("county/bam/index.html") == {"county/province/index.html"}


def test_the_page_of_events_goes_by_month() -> None:
    at = [parse_moment(f"1405/{month}/{day} 19:00") for month, day in ((9, 10), (9, 11), (10, 1))]
    events = [story(id, fields=words(f"خبر {id}"), event=event(starts_at=each)) for id, each in enumerate(at, 1)]
    page = Page(events_page(events, SETTINGS))
    assert page.words["h2"][:2] == ["آذر ۱۴۰۵", "دی ۱۴۰۵"] and headlines(page) == ["خبر 1", "خبر 2", "خبر 3"]
    assert page.words["b"] == ["۱۰", "۱۱", "۱"] and "سه‌شنبه، ساعت ۱۹" in page.words["span"]
    assert "webcal://news.example/events.ics" in [each["href"] for each in page.attributes("a")]
    assert "اکنون رویدادی در پیش نیست." in Page(events_page([], SETTINGS)).words["p"]


def test_the_page_for_unknown_addresses_leads_home_from_any_depth() -> None:
    page = Page(not_found_page(SETTINGS))
    found = [each.get("href") or each.get("action") for _, each in page.tags if "href" in each or "action" in each]
    ours = ("https://news.example/", "webcal://news.example/", "data:", "#main")
    assert len(found) > 40 and all(each and each.startswith(ours) for each in found)
    assert page.meta("robots") == "noindex" and not page.attributes("link", rel="canonical")
    assert page.attributes("form", role="search") and "بم" in page.words["text"]


def test_the_foot_of_a_page_leads_to_the_question_form_where_there_is_one() -> None:
    asking = SETTINGS.model_copy(update={"intake_url": "https://news.example/ask"})
    assert Page(not_found_page(asking)).attributes("a", href=asking.intake_url)
    assert "بپرسید" not in not_found_page(SETTINGS) and edition(asking) != edition(SETTINGS)


def test_a_section_with_events_offers_them_as_a_subscription_and_as_a_file() -> None:
    section = sections(story(county="بم"))[0]
    told = section_page(section, 0, 0, [], [story(event=event())], SETTINGS)
    assert (
        'href="webcal://news.example/county/bam/events.ics"' in told and '/county/bam/events.ics">پرونده تقویم' in told
    )
    assert "در تقویم تلفن شما" not in section_page(section, 0, 0, listed(3), [], SETTINGS)


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
    assert page.words["h2"] == ["۱۴۰۶", "۱۴۰۵", "کارزارها", "شهرستان‌ها", "بخش‌ها"]
    assert [word for word in page.words["a"] if word in ("گلاب", "پسته")] == ["پسته", "گلاب"]


def test_the_archive_shows_the_latest_campaigns() -> None:
    campaigns = [Section("campaign", f"رویداد {id}", f"{id}-رویداد", "کارزار") for id in range(1, CAMPAIGNS + 6)]
    links = Page(archive_page([], campaigns, [], SETTINGS)).links("archive/index.html")
    assert campaigns[5].key in links and campaigns[4].key not in links


def test_agencies_stand_in_the_order_of_the_alphabet() -> None:
    agencies = [Section("agency", name, name, "دستگاه") for name in ("ب", "الف")]
    page = Page(agencies_page(agencies, SETTINGS))
    assert [word for word in page.words["a"] if word in ("الف", "ب")] == ["الف", "ب"]


TEN, LATER = parse_moment("1405/09/10 08:30"), parse_moment("1405/09/10 12:00")


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "said"),
    [
        (TEN, None, "سه‌شنبه ۱۰ آذر، ساعت ۸:۳۰"),
        (TEN, LATER, "سه‌شنبه ۱۰ آذر، ساعت ۸:۳۰ تا ۱۲"),
        (TEN, LATER + timedelta(days=2), "سه‌شنبه ۱۰ آذر، ساعت ۸:۳۰ تا پنجشنبه ۱۲ آذر"),
        (start_of(date(2026, 12, 1)), None, "سه‌شنبه ۱۰ آذر"),
        (start_of(date(2026, 12, 1)), LATER, "سه‌شنبه ۱۰ آذر"),
    ],
)
def test_a_page_says_when_its_event_is(starts_at: datetime, ends_at: datetime | None, said: str) -> None:
    moved_at = story().updated_at + timedelta(hours=1)
    event = Event(root="piece/1", starts_at=starts_at, ends_at=ends_at, place="تالار فرهنگ", changed_at=moved_at)
    assert event_when(event) == said
    page = Page(story_page(story(event=event), SETTINGS))
    assert page.words["time"][1].replace(" ۱۴۰۵", "") == said
    about = json.loads(page.words["script"][1])
    assert about["startDate"] == ("2026-12-01" if "ساعت" not in said else "2026-12-01T08:30:00+03:30")
    assert (about["@type"], about["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert (about["location"]["name"], about["organizer"]["name"]) == ("تالار فرهنگ، کرمان", "انجمن موسیقی کرمان")
    assert "به تقویم اضافه کنید" in page.words["a"] and "p/1-جشنواره/event.ics" in page.links("p/1-جشنواره/index.html")


def test_lists_say_the_last_day_of_an_event_of_several_days() -> None:
    fair = event(starts_at=parse_moment("1405/09/18 09:00"), ends_at=parse_moment("1405/09/20 18:00"))
    page = Page(events_page([story(event=fair)], SETTINGS))
    assert "چهارشنبه، ساعت ۹ تا جمعه ۲۰ آذر" in page.words["span"]


def test_an_event_that_is_called_off_is_not_to_be_added_to_a_calendar() -> None:
    event = Event(root="piece/1", starts_at=TEN, ends_at=None, place="", changed_at=NOW, called_off=True)
    page = Page(story_page(story(event=event), SETTINGS))
    assert json.loads(page.words["script"][1])["eventStatus"] == "https://schema.org/EventCancelled"
    assert "به تقویم اضافه کنید" not in page.words["a"]


def test_feeds_have_persian_names_and_the_foot_says_how_texts_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    land = province().model_copy(update={"contact": "۰۳۴ ۳۲۱۲ ۰۰۰۰"})
    monkeypatch.setattr("bumi.publishing.render.province", lambda: land)
    text = events_page([], SETTINGS)
    names = [each["title"] for each in Page(text).attributes("link", rel="alternate")]
    assert names == [
        "تازه‌ترین مطالب بومی؛ رسانه استان کرمان",
        "تازه‌ترین مطالب بومی؛ رسانه استان کرمان، برای برنامه‌ها",
        "رویدادها، بومی؛ رسانه استان کرمان",
    ]
    foot = text.partition("<footer")[2]
    assert "تماس با میز رسانه: ۰۳۴ ۳۲۱۲ ۰۰۰۰" in foot and "دبیر هر کدام را می‌خواند" in foot
    assert "Atom" not in foot and "JSON" not in foot
