"""The front page: news value, what leads, that nothing is shown twice, and how warnings, events and choices end."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.lead import choose_lead, take_back_lead
from bumi.newsroom.states import Role
from bumi.persian.calendar import now
from bumi.piece import CRAFT, Story
from bumi.publishing.front import (
    HEADLINES,
    NEXT_EVENTS,
    SECONDS,
    FrontPage,
    by_news_value,
    front_page,
    holds,
    illustrated,
    section_lead,
)
from bumi.publishing.keys import sections, standing_sections
from bumi.publishing.pages import home_page
from bumi.publishing.publish import publish_due, publish_lists
from bumi.settings import Settings
from bumi.storage import Storage
from bumi.storage.folder import FolderStorage
from bumi.words import APART, Kind, Urgency
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, SETTINGS, Desk, cover, read, rebuilt, story, words
from tests.publishing.test_calendars import event

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AXES = [each for each in standing_sections() if each.kind == "axis"]


def told(id: int, kind: str = "statement", urgency: str = "normal", **changes: Any) -> Story:
    """Return a story of one day; the larger `id`, the newer by a minute."""
    at = NOW + id * HOUR / 60
    own = {"published_at": at, "updated_at": at, "slug": str(id), "fields": words(f"خبر {id}")}
    return story(id, kind=kind, urgency=urgency, **own | changes)


def announced(id: int, starts_at: datetime, **changes: Any) -> Story:
    return told(id, "event", event=event(**{"root": f"piece/{id}", "starts_at": starts_at} | changes))


def arranged(stories: Iterable[Story], moment: datetime = NOW, chosen: int | None = None) -> FrontPage:
    newest_first = sorted(stories, key=lambda each: (each.published_at, each.id), reverse=True)
    coming = [each for each in newest_first if each.event and each.event.over_at > moment]
    return front_page(newest_first, coming, AXES, moment, chosen)


def ids(stories: Iterable[Story]) -> list[int]:
    return [each.id for each in stories]


def shown(front: FrontPage) -> list[int]:
    """Return the ids of all stories of a front page, in its order."""
    blocks = [story for block in front.blocks for story in (block.first, *block.others)]
    lead = [front.lead] if front.lead else []
    return ids([*front.warnings, *lead, *front.seconds, *front.coming, *blocks, *front.staff])


def test_news_goes_by_urgency_then_kind_then_freshness() -> None:
    kinds = ("explainer", "feature", "statement", "recap", "notice")
    stories = [told(number, kind) for number, kind in enumerate(kinds)]
    stories += [told(6, "notice"), told(7, "explainer", "urgent")]
    assert ids(by_news_value(stories, NOW)) == [7, 6, 4, 3, 2, 1, 0]


def test_a_day_of_age_costs_one_point() -> None:
    one = told(0)
    urgent = told(1, urgency="urgent", published_at=NOW - 1.5 * DAY)
    assert ids(by_news_value([one, urgent], NOW)) == [1, 0]
    assert ids(by_news_value([one, urgent.model_copy(update={"published_at": NOW - 3 * DAY})], NOW)) == [0, 1]


def test_an_event_tomorrow_stands_above_one_in_three_weeks_and_one_that_is_over_sinks() -> None:
    tomorrow, later, over = announced(0, NOW + DAY), announced(0, NOW + 21 * DAY), announced(0, NOW - 2 * DAY)
    news = told(0, "explainer", published_at=NOW - 2 * DAY)
    unknown = announced(0, NOW + DAY, dropped=True)
    falling = [tomorrow, later, news, over]
    assert by_news_value(reversed(falling), NOW) == falling
    assert by_news_value([unknown, later], NOW) == [later, unknown]


def test_a_notice_whose_hours_are_over_sinks() -> None:
    cut = told(0, "notice", "urgent", over_at=NOW - DAY / 24)
    old = told(1, "explainer", published_at=NOW - DAY / 2)
    assert ids(by_news_value([cut, old], NOW)) == [1, 0]
    assert ids(by_news_value([cut, old], NOW - DAY / 12)) == [0, 1]


_STORIES = st.lists(
    st.tuples(
        st.sampled_from(Kind),
        st.sampled_from(Urgency),
        st.integers(0, 72),
        st.sampled_from(AXES),
        st.none() | st.integers(-48, 600),
        st.none() | st.integers(-24, 48),
        st.integers(0, 5),
    ),
    max_size=40,
)


def drawn(rows: list[tuple[Any, ...]]) -> list[Story]:
    """Return a story of each row: kind, urgency, age, axis, hours until its event and its expiry, and picture."""
    found = []
    for id, (kind, urgency, ago, axis, starts, expires, shade) in enumerate(rows, 1):
        changes: dict[str, Any] = {"axis": axis.name, "published_at": NOW - ago * HOUR}
        changes["media"] = (cover(shade, name=CRAFT)[0],) if shade else ()
        if kind is Kind.EVENT and starts is not None:
            changes["event"] = event(root=f"piece/{id}", starts_at=NOW + starts * HOUR)
        if expires is not None:
            changes["expire_at"] = NOW + expires * HOUR
        found.append(told(id, kind, urgency, **changes))
    return found


@given(_STORIES)
@hypothesis_settings(deadline=None, max_examples=40)
def test_every_front_page_is_edited(rows: list[tuple[Any, ...]]) -> None:
    stories = drawn(rows)
    front = arranged(stories)
    assert set(ids(front.warnings)) == {each.id for each in stories if holds(each, NOW)}
    places = shown(front)
    assert len(places) == len(set(places))
    apart = [each for each in (front.lead, *front.seconds, *front.coming) if each]
    assert all(each.kind not in APART for each in apart) and all(each.kind is Kind.LITERACY for each in front.staff)
    assert (front.lead is None) == all(each.kind in APART or holds(each, NOW) for each in stories)
    assert len(front.seconds) <= SECONDS and len(front.coming) <= NEXT_EVENTS
    for block in front.blocks:
        assert len(block.others) <= HEADLINES
        assert {sections(each)[1].key for each in (block.first, *block.others)} == {block.axis.key}
    pictures = [each.media[0].sha256 for each in stories if each.id in front.illustrated]
    assert len(pictures) == len(set(pictures)) and front.illustrated <= set(places)


@given(_STORIES, st.randoms(use_true_random=False))
@hypothesis_settings(deadline=None, max_examples=30)
def test_the_order_of_news_is_total_and_does_not_depend_on_the_order_of_reading(
    rows: list[tuple[Any, ...]], random: Any
) -> None:
    stories = drawn(rows)
    mixed = list(stories)
    random.shuffle(mixed)
    assert ids(by_news_value(mixed, NOW)) == ids(by_news_value(stories, NOW))
    assert arranged(mixed) == arranged(stories)
    for later in (HOUR, 9 * DAY):  # without events, the hour at which a page is made changes nothing
        plain = [each for each in stories if each.event is None]
        assert ids(by_news_value(plain, NOW + later)) == ids(by_news_value(plain, NOW))


def test_an_editors_choice_leads_below_a_warning_and_above_all_news() -> None:
    warning = told(1, "notice", "crisis", expire_at=NOW + DAY)
    stories = [warning, told(2, "notice", "urgent"), told(3, "explainer", published_at=NOW - 30 * DAY)]
    front = arranged(stories, chosen=3)
    assert ids(front.warnings) == [1] and front.lead and front.lead.id == 3 and ids(front.seconds) == [2]
    for chosen in (None, 99, 1):  # nothing, what is not listed, and what stands above the lead
        lead = arranged(stories, chosen=chosen).lead
        assert lead and lead.id == 2


def test_of_several_stories_about_one_event_one_is_shown() -> None:
    first, again = (announced(id, NOW + DAY, root="campaign/1") for id in (1, 2))
    assert shown(arranged([first, again, told(3)])) == [2, 3]


def test_a_warning_holds_until_it_ends() -> None:
    holding = told(1, "notice", "crisis", published_at=NOW - 48 * HOUR, expire_at=NOW + 24 * HOUR)
    over = told(2, "notice", "crisis", published_at=NOW - 48 * HOUR, expire_at=NOW - HOUR)
    endless = told(3, "notice", "crisis", published_at=NOW - 48 * HOUR)
    fresh = told(4, "notice", "crisis")
    assert ids(arranged([told(5), fresh, endless, over, holding]).warnings) == [4, 1]
    for gone in ({"withdrawn": "نادرست بود"}, {"expired_at": NOW}, {"taken_down": True}):
        assert arranged([told(5), fresh.model_copy(update=gone)]).warnings == []


def test_neighbours_in_a_list_have_no_picture_in_common_and_crafts_are_for_the_lead() -> None:
    red, green = ((cover(shade)[0],) for shade in (1, 2))
    craft = (cover(3, name=CRAFT)[0],)
    lead, *others = (told(id, media=media) for id, media in enumerate((red, red, green, (), green, craft, red), 1))
    assert illustrated(lead, others) == {1, 3, 7}
    assert illustrated(others[4], others[:1]) == {6, 2} and illustrated(None, others[4:]) == {7}


def test_the_page_of_a_section_leads_with_news_and_not_with_what_is_for_staff() -> None:
    assert section_lead([told(9, "literacy"), told(1, "explainer")]) == told(1, "explainer")
    assert section_lead([told(9, "literacy")]) is None and section_lead([]) is None


def headlines(text: str) -> list[str]:
    return [word for word in Page(text).words["a"] if word.startswith("خبر ")]


def test_a_warning_says_what_to_do_and_until_when() -> None:
    forbidden = "ممنوع:\n• عبور از رودخانه\n\n"
    body = f"شرح.\n\n{forbidden}چه باید کرد:\n• از رودخانه دور شوید\n• دام‌ها را بالا ببرید\n\nجزئیات:\n• هشدار نارنجی"
    fields = words("خبر سیل", body=body)
    warning = told(1, "notice", "crisis", expire_at=NOW + DAY, fields=fields)
    text = home_page([told(3, "literacy"), told(2), warning], [], NOW, SETTINGS)
    assert text.index("خبر سیل") < text.index("خبر 2") < text.index("برای مدیران") < text.index("خبر 3")
    seen = Page(text).words
    assert "از رودخانه دور شوید" in seen["span"] and "چه باید کرد" in seen["strong"]
    assert "عبور از رودخانه" not in text
    silent = warning.model_copy(update={"fields": words("خبر سیل", body=forbidden)})
    assert "چه باید کرد" not in home_page([silent], [], NOW, SETTINGS)
    assert "پنجشنبه ۵ آذر ۱۴۰۵، ساعت ۱۰:۳۰" in seen["time"]


def test_the_map_counts_the_news_of_each_county_and_is_light() -> None:
    stories = [told(id, county=county) for id, county in enumerate(("بم", "بم", "زرند", "استان کرمان"), 1)]
    text = home_page(stories[::-1], [], NOW, SETTINGS)
    page = Page(text)
    names = {each["href"]: each.get("aria-label") for each in page.attributes("a") if "aria-label" in each}
    assert names["county/bam/index.html"] == "بم، ۲ مطلب تازه" and names["county/rigan/index.html"] == "ریگان"
    assert len(names) == 25 and text.count("<rect ") == 25
    assert len(text[text.index('<svg class="map"') : text.index('<p class="hint"')].encode()) < 25_000


@pytest.mark.parametrize("how", ["expires", "withdrawn"])
def test_a_warning_of_long_ago_leads_the_site_until_it_ends(
    newsroom: Newsroom, quick: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("bumi.publishing.pages.ON_HOME", 2)
    settings = Settings(_env_file=None, storage_url=f"{quick}/site")
    place, desk = FolderStorage(quick / "site"), Desk(newsroom)

    def home() -> list[str]:
        return headlines((quick / "site" / "index.html").read_text())

    warning = desk.approve("خبر سیل", urgency="crisis", kind="notice", expire_at=NOW + 48 * HOUR)
    publish_due(newsroom, place, settings, NOW)
    for number in range(3):
        desk.approve(f"خبر {number}", shade=number)
        publish_due(newsroom, place, settings, NOW + (1 + number) * HOUR)
    assert home() == ["خبر سیل", "خبر 2", "خبر 1"]
    if how == "withdrawn":
        desk.withdraw(warning)
    publish_due(newsroom, place, settings, NOW + (49 if how == "expires" else 4) * HOUR)
    assert home() == ["خبر 2", "خبر 1"]


def test_a_warning_without_an_end_leaves_after_a_day_without_other_news(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    desk.approve("خبر سیل", urgency="crisis", kind="notice")
    publish_due(newsroom, place, settings, NOW)
    for later, warns in ((23 * HOUR, True), (25 * HOUR, False), (26 * HOUR, False)):
        publish_lists(newsroom, place, settings, NOW + later)
        assert ("<strong>هشدار</strong>" in read(place, "index.html").decode()) is warns
    assert rebuilt(newsroom, settings, quick)["index.html"] == read(place, "index.html")


def test_an_event_that_is_over_gives_up_the_lead(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    desk.approve("خبر تازه", kind="statement", shade=2)
    desk.approve("خبر جشن", starts_at=(NOW + 2 * HOUR).isoformat(), ends_at=(NOW + 4 * HOUR).isoformat())
    publish_due(newsroom, place, settings, NOW)
    assert headlines(read(place, "index.html").decode()) == ["خبر جشن", "خبر تازه"]
    publish_lists(newsroom, place, settings, NOW + 5 * HOUR)
    assert headlines(read(place, "index.html").decode()) == ["خبر تازه", "خبر جشن"]
    assert "خبر جشن" not in read(place, "events/index.html").decode()
    assert rebuilt(newsroom, settings, quick)["index.html"] == read(place, "index.html")


def test_the_lead_that_an_editor_chose_leads_until_its_time_is_over_or_it_is_taken_back(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings, quick: Path
) -> None:
    numbers = [desk.approve(f"خبر {number}", shade=number) for number in range(3)]
    for kind, number in zip(("explainer", "feature", "event"), numbers, strict=True):
        with newsroom.session() as session:
            piece(session, number).kind = Kind(kind)
    publish_due(newsroom, place, settings, NOW)
    moment = now()

    def led(number: int, at: datetime) -> str:
        publish_lists(newsroom, place, settings, at)
        return headlines(read(place, "index.html").decode())[0]

    with newsroom.session() as session:
        choose_lead(session, piece(session, numbers[0]), add_user(session, "مریم", Role.EDITOR))
    assert led(0, moment) == "خبر 0"
    assert rebuilt(newsroom, settings, quick)["index.html"] == read(place, "index.html")
    assert led(0, moment + DAY + HOUR) == "خبر 2"
    with newsroom.session() as session:
        choose_lead(session, piece(session, numbers[1]), add_user(session, "مریم", Role.EDITOR))
    assert led(1, moment) == "خبر 1"
    with newsroom.session() as session:
        take_back_lead(session, piece(session, numbers[1]), add_user(session, "مریم", Role.EDITOR))
    assert led(2, moment) == "خبر 2"
    with newsroom.session() as session:
        choose_lead(session, piece(session, numbers[1]), add_user(session, "مریم", Role.EDITOR))
    desk.withdraw(numbers[1])
    assert led(1, moment) == "خبر 2"
