"""The page of a story: facts box, advice, quotations, corrections, earlier stories, share links; each said once."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bumi.piece import Change, EarlierStory, FactKind, Quotation, Story, StoryFact
from bumi.province import province
from bumi.publishing.keys import page_key, section_of, sections, standing_sections
from bumi.publishing.objects import font, story_script, stylesheet
from bumi.publishing.pages import FactRow, agencies_page, fact_rows, section_page, story_page
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, SETTINGS, cover, story, words
from tests.publishing.test_calendars import event

_TWICE = re.compile(r"(?<!\w)(استان|شهرستان|اداره|بخش|دستگاه|بایگانی|کارزار) \1(?!\w)")
CAPACITY = StoryFact(kind=FactKind.CAPACITY, text="۴۵ نفر", line="• ظرفیت: ۴۵ نفر")
CALL = StoryFact(kind=FactKind.CONTACT, text="امداد ۱۱۲")


WHEN = StoryFact(kind=FactKind.WHEN, text="سه‌شنبه ۱۰ آذر، ساعت ۱۹")
WHERE = StoryFact(kind=FactKind.WHERE, text="دانشگاه بم")


def text_of(one: Story) -> str:
    """Return what readers see of the page of a story, on one line."""
    main = story_page(one, SETTINGS).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", f"<{main}").split())


def test_the_facts_box_has_rows_with_links_and_the_calendar() -> None:
    page = Page(story_page(story(7, event=event(), facts=(WHEN, WHERE, CAPACITY, CALL)), SETTINGS))
    assert page.words["dt"] == ["کی", "کجا", "ظرفیت", "تماس"]
    assert {"href": "tel:112", "dir": "ltr", "class": "contact"} in page.attributes("a")
    assert "p/7-جشنواره/event.ics" in page.links("p/7-جشنواره/index.html")


def test_time_and_place_of_an_event_stand_once() -> None:
    listed = StoryFact(kind=FactKind.WHERE, text="دانشگاه", line="• مکان: دانشگاه")
    told = story(event=event(place="دانشگاه بم"), county="بم", facts=(WHEN, WHERE, listed))
    assert fact_rows(told) == [FactRow(FactKind.WHEN, [WHEN.text]), FactRow(FactKind.WHERE, ["دانشگاه بم"])]
    for gone in ({"called_off": True}, {"dropped": True}):
        page = Page(story_page(story(event=event(**gone)), SETTINGS))
        assert "dt" not in page.words and "به تقویم اضافه کنید" not in page.words["a"]


def test_what_the_approved_text_does_not_say_of_an_event_is_said_only_where_it_moved_since() -> None:
    silent = story(event=event())
    assert fact_rows(silent) == [] and "به تقویم اضافه کنید" in Page(story_page(silent, SETTINGS)).words["a"]
    listed = StoryFact(kind=FactKind.WHEN, text="ساعت ۲۰", line="• زمان: ساعت ۲۰")
    moved = event(changed_at=silent.updated_at + timedelta(hours=1))
    for changes, said in (({}, "ساعت ۲۰"), ({"event": moved}, "دوشنبه ۳۰ آذر ۱۴۰۵، ساعت ۱۹")):
        told = silent.model_copy(update={"facts": (listed,)} | changes)
        assert fact_rows(told) == [FactRow(FactKind.WHEN, [said])]


def test_what_to_do_stands_above_the_picture_in_a_crisis() -> None:
    body = "باران می‌بارد.\n\nچه باید کرد:\n• با شماره ۱۱۲ تماس بگیرید"
    text = story_page(
        story(kind="notice", urgency="crisis", fields=words(body=body), media=(cover()[0],), facts=(CAPACITY,)),
        SETTINGS,
    )
    order = [
        text.index(each) for each in ("</header>\n  <section", "چه باید کرد", "tel:112", "<dl>", "<figure", "باران")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({"urgency": "crisis", "fields": words(body="چه باید کرد:\n• در خانه بمانید")}, ["هشدار"]),
        ({"urgency": "crisis", "fields": words(body="راه باز شد.")}, []),
        ({"urgency": "crisis", "fields": words(body="چه باید کرد:\n• در خانه بمانید"), "expired_at": NOW}, []),
        ({"urgency": "urgent"}, ["فوری"]),
        ({}, []),
    ],
    ids=["warning", "end of a warning", "over", "urgent", "normal"],
)
def test_a_warning_and_an_urgent_story_have_their_mark(changes: dict[str, Any], marks: list[str]) -> None:
    page = Page(story_page(story(kind="notice", **changes), SETTINGS))
    assert [each for each in page.words["p"] if each in ("هشدار", "فوری")] == marks


def test_a_quotation_is_set_as_one_with_its_speaker() -> None:
    line = "سعید احمدی، مدیر، گفت: «همه بیایند.»"
    quotation = Quotation(line=line, text="همه بیایند.", speaker="سعید احمدی", role="مدیر")
    page = Page(story_page(story(fields=words(body=line), quotations=(quotation,)), SETTINGS))
    assert page.attributes("blockquote") and page.words["cite"] == ["سعید احمدی"]
    assert "«همه بیایند.»" in page.words["p"] and "، مدیر" in page.words["figcaption"]


def test_corrections_are_listed_with_the_first_publication() -> None:
    changes = (Change(at=NOW + timedelta(days=2), parts=()), Change(at=NOW + timedelta(days=1), parts=("تیتر", "متن")))
    seen = text_of(story(0, correction="این مطلب اصلاح شد", changes=changes))
    assert seen.index("دوباره منتشر شد") < seen.index("تیتر و متن اصلاح شد") < seen.index("نخستین انتشار")
    assert 'href="#changes"' in story_page(story(correction="اصلاح شد", changes=changes), SETTINGS)
    assert "نخستین انتشار" not in text_of(story())


def test_earlier_stories_are_links_and_a_withdrawn_page_has_none() -> None:
    earlier = EarlierStory(slug="3-پیشین", headline="خبر پیشین", published_at=NOW)
    page = Page(story_page(story(7, related=(earlier,)), SETTINGS))
    assert page_key("3-پیشین") in page.links("p/7-جشنواره/index.html") and "خبر پیشین" in page.words["a"]
    assert "از همین بخش" in page.words["h2"] and "پیش از این" not in page.words["h2"]
    of_event = earlier.model_copy(update={"slug": "2-نخست", "headline": "خبر نخست", "same_event": True})
    page = Page(story_page(story(7, related=(earlier, of_event)), SETTINGS))
    assert page.words["h2"][-2:] == ["پیش از این", "از همین بخش"]
    assert page.words["a"].index("خبر نخست") < page.words["a"].index("خبر پیشین")
    for gone in ({"withdrawn": "نادرست بود"}, {"taken_down": True}):
        assert "خبر پیشین" not in story_page(story(related=(earlier,), **gone), SETTINGS)


def test_each_share_link_says_where_it_came_from() -> None:
    page = Page(story_page(story(7), SETTINGS))
    shares = {urlsplit(each["href"]) for each in page.attributes("a", rel="noopener nofollow")}
    assert {each.hostname for each in shares} == {"eitaa.com", "ble.ir", "t.me"}
    own = page.attributes("link", rel="canonical")[0]["href"]
    for each in shares:
        asked = parse_qs(each.query)
        [url] = asked["url"]
        assert url.partition("?from=")[0] == own and url.partition("?from=")[2] in ("eitaa", "bale", "telegram")
        assert asked["text"] == ["جشنواره موسیقی نواحی"]
    assert all("hidden" in each for each in page.attributes("button", type="button"))  # until the script shows them


def test_tags_lead_to_what_has_them() -> None:
    page = Page(story_page(story(7), SETTINGS))
    assert [each["href"] for each in page.attributes("a") if "?q=" in each["href"]] == [
        "../../search/index.html?q=%DA%A9%D8%B1%D9%85%D8%A7%D9%86",
        "../../search/index.html?q=%D9%85%D9%88%D8%B3%DB%8C%D9%82%DB%8C+%D9%86%D9%88%D8%A7%D8%AD%DB%8C",
    ]


@pytest.mark.parametrize(
    ("kicker", "shown"), [("رویداد در بم", False), ("انجمن موسیقی کرمان", False), ("آموزش همگانی", True)]
)
def test_a_kicker_that_names_what_stands_beside_it_is_left_out(kicker: str, shown: bool) -> None:
    page = Page(story_page(story(county="بم", fields=words(kicker=kicker)), SETTINGS))
    assert (kicker in page.words["p"]) is shown


def test_a_caption_that_the_lede_has_is_left_out() -> None:
    photo = cover()[0].model_copy(update={"alt": words().lede})
    assert "figcaption" not in story_page(story(media=(photo,)), SETTINGS)


def test_no_section_and_no_agency_has_its_kind_or_its_name_twice() -> None:
    agencies = [each.name for each in province().agencies]
    assert agencies
    for section in (*standing_sections(), *(section_of("agency", each) for each in agencies)):
        assert not _TWICE.search(section_text := f"{section.label} {section.own_name} | {section.title}"), section_text
        assert not _TWICE.search(section_page(section, 0, 0, [], [], SETTINGS))
    for county, agency in zip(
        [each.name for each in province().counties] * 9, [province().name, *agencies], strict=False
    ):
        one = story(county=county, agency=agency)
        assert _TWICE.search(text_of(one)) is None
        links = re.search('<nav class="more".*?</nav>', story_page(one, SETTINGS), re.DOTALL)
        names = [each.key for each in sections(one)]
        assert links and len(names) == len(set(names)) == links.group().count("<a ")
    assert not _TWICE.search(agencies_page([section_of("agency", each) for each in agencies], SETTINGS))


def test_a_story_is_light() -> None:
    """Without its pictures: the page with all that it loads, as stored."""
    heavy = words(body="\n\n".join(["متن " * 200] * 8), hashtags=("کرمان",) * 3)
    page = len(story_page(story(fields=heavy, facts=(CAPACITY, CALL)), SETTINGS).encode())
    assert page + sum(len(each().body) for each in (font, stylesheet, story_script)) < 120_000
