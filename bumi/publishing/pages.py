"""HTML pages: stories, home page, sections, events to come, archive and agencies, and the one for unknown addresses."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bumi.image_metadata import SourceType
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import plain_hours
from bumi.persian.text import word_row
from bumi.piece import Author, Event, FactKind, Media, Story, StoryAnswer
from bumi.province import province, site_name
from bumi.publishing import keys
from bumi.publishing.calendars import CALENDAR, event_calendar
from bumi.publishing.front import front_page, illustrated, section_lead
from bumi.publishing.layout import laid_out
from bumi.publishing.made import drafting_model, made_pages
from bumi.publishing.objects import WebObject, text_object
from bumi.publishing.render import (
    clean,
    disclosure_of,
    event_iso,
    event_when,
    iso,
    picture,
    place_of,
    plain,
    preview,
    render,
    to_do,
)
from bumi.settings import Settings
from bumi.words import Channel, Kind, Urgency

ON_HOME, ANSWERS_ON_HOME, ON_EVENTS_PAGE, CAMPAIGNS = 48, 3, 200, 60
"""Number of newest stories considered for the home page, of answers on it, of events on their page, of campaigns in the
archive."""

_SHARE = {
    Channel.EITAA: "https://eitaa.com/share/url",
    Channel.BALE: "https://ble.ir/share/url",
    Channel.TELEGRAM: "https://t.me/share/url",
}
"""The addresses at which messengers share a page: each opens the messenger and asks to whom."""

_KINDS = (("county", "شهرستان‌ها"), ("axis", "بخش‌ها"), ("agency", "دستگاه‌ها"))


def story_pages(story: Story, settings: Settings) -> list[WebObject]:
    """Return the pages of `story`: event calendar, how it was made, its own, and redirects from former addresses."""
    former = [keys.page_key(slug) for slug in story.former_slugs]
    calendar = event_calendar(story, story.event, settings) if story.event else ""
    slugs, own = (story.slug, *story.former_slugs) if story.event else (), keys.story_key(story)
    return [
        *(text_object(keys.calendar_key(slug), calendar, CALENDAR, piece=story.id) for slug in slugs),
        *made_pages(story, settings),
        text_object(own, story_page(story, settings), piece=story.id, gone=story.taken_down),
        *(text_object(key, render("moved.html", key, settings, to=own), piece=story.id) for key in former),
    ]


def story_page(story: Story, settings: Settings) -> str:
    """Return the page of `story`; of other stories it shows those that it links to (`Story.related`)."""
    stands = story.event and not (story.event.dropped or story.event.called_off)
    return render(
        _template(story),
        keys.story_key(story),
        settings,
        at=() if story.taken_down else keys.sections(story),
        story=story,
        news_article=_question_page(story, story.answer, settings) if story.answer else _news_article(story, settings),
        event=_schema_event(story, story.event, settings) if story.event and not story.event.dropped else None,
        disclosure=disclosure_of(story),
        stands=stands,
        join_url=settings.sign_up_url(story.sign_up) if story.sign_up else "",
        facts=fact_rows(story),
        kicker=_own_kicker(story),
        urgency_mark=_urgency_mark(story),
        share=share_links(story, settings),
        tags=tag_links(story),
    )


def _template(story: Story) -> str:
    if story.taken_down or story.withdrawn:
        return "taken_down.html" if story.taken_down else "withdrawn.html"
    return "answer.html" if story.answer else "story.html"


class FactRow(NamedTuple):
    """A row of the facts box: what it is about, and what is said of it."""

    kind: FactKind
    texts: list[str]


def fact_rows(story: Story) -> list[FactRow]:
    """Return the rows of the facts box: what the approved text says, with the county of an event.

    An event that moved after the text was published has its time as calendars have it.
    """
    rows: dict[FactKind, list[str]] = {}
    event, facts = story.event, list(story.facts)
    if event and not (event.dropped or event.called_off):
        if event.changed_at > story.updated_at:
            rows[FactKind.WHEN] = [event_when(event, year=True)]
            facts = [each for each in facts if each.kind is not FactKind.WHEN]
        told = next((each.text for each in facts if each.kind is FactKind.WHERE and not each.line), "")
        if told:
            rows[FactKind.WHERE] = [place_of(story, event.model_copy(update={"place": told}))]
    for each in facts:
        said = set(word_row(" ".join(rows.get(each.kind, []))).split())
        if not set(word_row(each.text).split()) <= said:
            rows.setdefault(each.kind, []).append(each.text)
    if FactKind.WHEN in rows:
        rows[FactKind.WHEN] = list(map(plain_hours, rows[FactKind.WHEN]))
    return [FactRow(kind, rows[kind]) for kind in FactKind if kind in rows]


def share_links(story: Story, settings: Settings) -> list[tuple[str, str]]:
    """Return the Persian name and the share address of each messenger; the shared link says where it came from."""
    page, text = keys.public_url(settings, keys.story_key(story)), clean(story.fields.headline)
    return [
        (to.persian, f"{address}?{urlencode({'url': f'{page}?from={to.value}', 'text': text})}")
        for to, address in _SHARE.items()
    ]


def tag_links(story: Story) -> list[tuple[str, str]]:
    """Return each hashtag with the key of the page that finds what has it."""
    return [(tag, f"{keys.SEARCH}?{urlencode({'q': clean(tag).replace('_', ' ')})}") for tag in story.fields.hashtags]


def _own_kicker(story: Story) -> str:
    """Return the kicker, unless it names what the page names beside it: the county or the agency."""
    county, _, agency, *_ = keys.sections(story)
    told = word_row(story.fields.kicker)
    beside = (county.name, county.own_name, agency.name, agency.own_name, story.agency)
    return "" if any(word_row(name) in told for name in beside) else story.fields.kicker


def _urgency_mark(story: Story) -> str:
    """Return the mark of an urgent story or a warning; none where the warning ends, or is over."""
    match story.urgency:
        case Urgency.CRISIS if to_do(story) and not story.expired_at and story.kind is not Kind.LITERACY:
            return "هشدار"
        case Urgency.URGENT if not story.expired_at:
            return "فوری"
        case _:
            return ""


def _news_article(story: Story, settings: Settings) -> dict[str, Any]:
    """Return the schema.org NewsArticle for search engines."""
    county, axis, *_ = keys.sections(story)
    cover, card = picture(story), preview(story)
    images = [cover, card] if cover and cover.is_lead_photo and cover != card else [card]
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": keys.public_url(settings, keys.story_key(story)),
        "headline": story.fields.headline,
        "description": story.fields.lede,
        "image": [_schema_image(story, image, settings) for image in images if image],
        "datePublished": iso(story.published_at),
        "dateModified": iso(story.updated_at),
        "inLanguage": "fa-IR",
        "articleSection": axis.name,
        "keywords": list(story.fields.hashtags),
        "contentLocation": {"@type": "Place", "name": county.name},
        **_schema_author(story, settings),
        **({"expires": iso(story.expired_at)} if story.expired_at else {}),
        **_schema_making(story, settings),
        "publisher": {"@type": "Organization", "name": site_name(settings), "url": keys.public_url(settings, "")},
    }


def _schema_author(story: Story, settings: Settings) -> dict[str, Any]:
    """Return who wrote `story` and whose it is: the author with their page, or else the agency."""
    agency = keys.sections(story)[2]
    house = {"@type": "Organization", "name": agency.name, "url": keys.public_url(settings, agency.key)}
    if story.byline is None:
        return {"author": house}
    page = keys.public_url(settings, keys.author_section(story.byline).key)
    return {"author": {"@type": "Person", "name": story.byline.name, "url": page}, "sourceOrganization": house}


def _schema_person(author: Author, settings: Settings) -> dict[str, Any]:
    """Return the schema.org ProfilePage of an author for search engines."""
    page = keys.public_url(settings, keys.author_section(author).key)
    place = {"@type": "Place", "name": author.county}
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "inLanguage": "fa-IR",
        "mainEntity": {
            "@type": "Person",
            "@id": page,
            "url": page,
            "name": author.name,
            **({"description": author.biography} if author.biography else {}),
            **({"homeLocation": place} if author.county else {}),
        },
    }


def _question_page(story: Story, answer: StoryAnswer, settings: Settings) -> dict[str, Any]:
    """Return the schema.org QAPage for search engines; who asked is in no page."""
    county, _, agency, *_ = keys.sections(story)
    address, told = keys.public_url(settings, keys.story_key(story)), laid_out(story)
    said = (text for block in told.blocks for text in (block.text, *(item.text for item in block.items)) if text)
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "url": address,
        "inLanguage": "fa-IR",
        "datePublished": iso(story.published_at),
        "dateModified": iso(story.updated_at),
        "mainEntity": {
            "@type": "Question",
            "name": story.fields.headline,
            "text": answer.question or story.fields.headline,
            "dateCreated": iso(answer.asked_at),
            "contentLocation": {"@type": "Place", "name": county.name},
            "answerCount": 1,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": "\n".join([story.fields.lede, *said]),
                "url": address,
                "dateCreated": iso(answer.answered_at),
                "author": {"@type": "Organization", "name": agency.name, "url": keys.public_url(settings, agency.key)},
            },
        },
        "publisher": {"@type": "Organization", "name": site_name(settings), "url": keys.public_url(settings, "")},
    }


def _schema_image(story: Story, image: Media, settings: Settings) -> dict[str, Any]:
    """Return the schema.org ImageObject of an image of `story`: where it is, whose, and how it came to be."""
    shown = plain(story, image)
    return {
        "@type": "ImageObject",
        "url": keys.public_url(settings, keys.media_key(shown)),
        "width": shown.width,
        "height": shown.height,
        **({"caption": image.alt} if image.alt else {}),
        "creditText": image.credit or keys.sections(story)[2].name,
        **({"digitalSourceType": image.source.uri} if image.source else {}),
    }


def _schema_making(story: Story, settings: Settings) -> dict[str, str]:
    """Return where it is told how `story` was made, and that a trained model drafted it, if one did."""
    if story.making is None:
        return {}
    by_model = {"digitalSourceType": SourceType.MODEL.uri} if drafting_model(story.making) else {}
    return {"publishingPrinciples": keys.public_url(settings, keys.made_key(story.slug)), **by_model}


def _schema_event(story: Story, event: Event, settings: Settings) -> dict[str, Any]:
    """Return the schema.org Event for search engines."""
    county, _, agency, *_ = keys.sections(story)
    card = preview(story)
    address = {"@type": "PostalAddress", "addressRegion": province().name, "addressCountry": "IR"}
    if county.name != province().name:
        address["addressLocality"] = county.name
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": story.fields.headline,
        "description": story.fields.lede,
        "url": keys.public_url(settings, keys.story_key(story)),
        "image": [keys.public_url(settings, keys.media_key(plain(story, card)))] if card else [],
        "startDate": event_iso(event),
        **({"endDate": event_iso(event, event.ends_at)} if event.ends_at else {}),
        "eventStatus": f"https://schema.org/{'EventCancelled' if event.called_off else 'EventScheduled'}",
        "inLanguage": "fa-IR",
        "location": {"@type": "Place", "name": place_of(story, event), "address": address},
        "organizer": {"@type": "Organization", "name": agency.name, "url": keys.public_url(settings, agency.key)},
    }


def home_page(
    stories: Sequence[Story],
    events: Sequence[Story],
    moment: datetime | None,
    settings: Settings,
    lead: Story | None = None,
    answers: Sequence[Story] = (),
) -> str:
    """Return the home page of `stories` (newest first), with the next `events` and the `lead` that an editor chose.

    The newest `answers` to the public stand below the news.

    `moment` is `moment_of` these stories; it is None where there are none.
    """
    axes = [each for each in keys.standing_sections() if each.kind == "axis"]
    front = front_page(stories, events, axes, moment, lead.id if lead else None) if moment else None
    counts = Counter(keys.sections(story)[0].key for story in stories)
    return render("home.html", keys.HOME, settings, front=front, counts=counts, answers=answers)


def section_page(
    section: keys.Section,
    number: int,
    sheets: int,
    stories: Sequence[Story],
    events: Sequence[Story],
    settings: Settings,
    author: Author | None = None,
) -> str:
    """Return a page of a section: the front page (0), or one of its `sheets` of older stories (1: oldest).

    The front page leads with the story of the greatest news value, and has the next `events` of a county or an axis;
    that of an `author` says who they are.
    """
    coming = {event.id for event in events}
    others = [story for story in stories if story.id not in coming]
    lead = section_lead(others) if number == 0 else None
    others = [story for story in others if story is not lead]
    months = [("", others)] if section.kind == "archive" else _by_month(others)
    shown = {"at": [section], "section": section, "number": number, "months": months, "events": events, "lead": lead}
    shown |= {"author": author, "person": _schema_person(author, settings) if author and not number else None}
    pictures = illustrated(lead, others)
    links = _neighbours(section, number, sheets)
    return render("section.html", section.sheet(number), settings, illustrated=pictures, **shown, **links)


def answers_page(
    section: keys.Section,
    number: int,
    sheets: int,
    answers: Sequence[Story],
    ways: Sequence[keys.Section],
    settings: Settings,
) -> str:
    """Return a page of answers to the public, of all or of an axis or agency, numbered as `section_page` has it.

    `ways` are the axes and agencies with answers, which the front page of all answers links to.
    """
    axes, agencies = ([each for each in ways if each.slug.startswith(f"{kind}/")] for kind in ("axis", "agency"))
    groups = [("به تفکیک محور", axes), ("به تفکیک دستگاه", agencies)] if not (section.slug or number) else []
    shown = {"at": [section], "section": section, "number": number, "months": _by_month(answers), "groups": groups}
    links = _neighbours(section, number, sheets)
    return render("answers.html", section.sheet(number), settings, **shown, **links)


def _by_month(stories: Sequence[Story]) -> list[tuple[str, list[Story]]]:
    found = groupby(stories, lambda story: keys.month(story.published_at).name)
    return [(name, list(group)) for name, group in found]


def _neighbours(section: keys.Section, number: int, sheets: int) -> dict[str, str | None]:
    """Return the keys of the newer and the older page beside a page of a section."""
    older = number - 1 if number else sheets
    return {
        "newer": section.sheet(number + 1 if number < sheets else 0) if number else None,
        "older": section.sheet(older) if older else None,
    }


def events_page(events: Sequence[Story], settings: Settings) -> str:
    """Return the page of the events to come, by Jalali month."""
    by_month = groupby(events, lambda story: keys.month(story.event.starts_at).name if story.event else "")
    months = [(name, list(group)) for name, group in by_month]
    return render("events.html", keys.EVENTS_PAGE, settings, months=months)


def not_found_page(settings: Settings) -> str:
    """Return the page that web servers answer with where there is no page, at any depth: its links are absolute."""
    return render("not_found.html", keys.NOT_FOUND, settings, root=keys.public_url(settings, ""))


def archive_page(
    months: Sequence[keys.Section], campaigns: Sequence[keys.Section], ways: Sequence[keys.Section], settings: Settings
) -> str:
    """Return the archive: months by year and campaigns, newest first, then counties and axes."""
    newest_first = sorted(months, key=lambda each: each.slug, reverse=True)
    years = [(year, list(group)) for year, group in groupby(newest_first, lambda each: each.name.rpartition(" ")[2])]
    by_kind = [(title, [way for way in ways if way.kind == kind]) for kind, title in _KINDS[:2]]
    latest = sorted(campaigns, key=lambda each: int(each.slug.partition("-")[0]), reverse=True)[:CAMPAIGNS]
    groups = [*years, ("کارزارها", latest), *by_kind]
    return render("archive.html", keys.ARCHIVE, settings, title="بایگانی", groups=groups)


def agencies_page(agencies: Sequence[keys.Section], settings: Settings) -> str:
    """Return the page of all agencies with stories, sorted by name."""
    named = sorted(agencies, key=lambda each: (alphabetical(each.name), each.slug))
    return render("archive.html", keys.AGENCIES, settings, title=_KINDS[2][1], groups=[("", named)])
