"""Pages that list stories: the home page and one page for each county, axis and agency.

Stories come newest first, without the withdrawn ones.
"""

from collections.abc import Sequence
from itertools import groupby

from bumi.calendar import jalali_day
from bumi.piece import Story
from bumi.province import province
from bumi.publishing.keys import HOME, Section, sections
from bumi.publishing.render import render
from bumi.settings import Settings

__all__ = ["all_sections", "home_page", "section_page"]

_WITH_PICTURE = 24


def all_sections(stories: Sequence[Story]) -> list[Section]:
    """Return every section that has a page: all counties and axes, and each agency that was ever named.

    Give it the withdrawn stories too: a section does not go when its last story does, so links to it stay good.
    """
    known = [Section("county", province().name, "province", "استان")]
    known += [Section("county", county.name, county.slug, "شهرستان") for county in province().counties]
    known += [Section("axis", axis.name, axis.slug, "محور") for axis in province().axes]
    named = (section for story in stories for section in sections(story))
    return list({section.key: section for section in (*known, *named)}.values())


def home_page(stories: Sequence[Story], ways: Sequence[Section], settings: Settings) -> str:
    """Return the home page: the newest story large, the next ones by month, and the way to every section."""
    months = _by_month(stories[1:_WITH_PICTURE])
    by_kind = [
        (label, [way for way in ways if way.kind == kind])
        for kind, label in (("county", "شهرستان‌ها"), ("axis", "محورها"), ("agency", "دستگاه‌ها"))
    ]
    return render("home.html", HOME, settings, lead=stories[:1], months=months, ways=by_kind)


def section_page(section: Section, stories: Sequence[Story], settings: Settings) -> str:
    """Return the page of one section: the newest stories with pictures, all older ones as lines."""
    own = [story for story in stories if section.key in {each.key for each in sections(story)}]
    months, older = _by_month(own[:_WITH_PICTURE]), _by_month(own[_WITH_PICTURE:])
    return render("section.html", section.key, settings, at=[section], section=section, months=months, older=older)


def _by_month(stories: Sequence[Story]) -> list[tuple[str, list[Story]]]:
    """Group the stories under their Jalali months, as in «آذر ۱۴۰۵»."""

    def month(story: Story) -> str:
        return jalali_day(story.published_at, weekday=False).partition(" ")[2]

    return [(name, list(group)) for name, group in groupby(stories, month)]
