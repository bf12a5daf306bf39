"""Pages that list stories: home, the pages of each section (the newest first), and the ways to all of them."""

from collections.abc import Sequence
from itertools import groupby

from bumi.piece import Story
from bumi.publishing.front import front
from bumi.publishing.keys import AGENCIES, ARCHIVE, HOME, Section, month
from bumi.publishing.render import render
from bumi.settings import Settings

__all__ = ["CAMPAIGNS", "ON_HOME", "agencies_page", "archive_page", "home_page", "section_page"]

ON_HOME, CAMPAIGNS = 48, 60
"""How many of the newest stories the home page is chosen from, and how many campaigns the archive shows."""


def home_page(stories: Sequence[Story], ways: Sequence[Section], settings: Settings) -> str:
    """Return the home page: what is worth most of `stories`, the newest first, and the way to counties and axes."""
    by_kind = [(title, [way for way in ways if way.kind == kind]) for kind, title in _KINDS[:2]]
    return render("home.html", HOME, settings, front=front(stories), ways=by_kind)


def section_page(section: Section, number: int, sheets: int, stories: Sequence[Story], settings: Settings) -> str:
    """Return one page of a section: its front page (0), or one of its `sheets` of older stories (1 is the oldest)."""
    key = section.sheet(number) if number else section.key
    newer = (section.sheet(number + 1) if number < sheets else section.key) if number else None
    behind = number - 1 if number else sheets
    older = section.sheet(behind) if behind else None
    months = [("", list(stories))] if section.kind == "archive" else _by_month(stories)
    return render(
        "section.html",
        key,
        settings,
        at=[section],
        section=section,
        number=number,
        months=months,
        newer=newer,
        older=older,
    )


def archive_page(
    months: Sequence[Section], campaigns: Sequence[Section], ways: Sequence[Section], settings: Settings
) -> str:
    """Return the page that leads everywhere: months by year and campaigns, the newest first, then counties and axes."""
    newest_first = sorted(months, key=lambda each: each.slug, reverse=True)
    years = [(year, list(group)) for year, group in groupby(newest_first, lambda each: each.name.rpartition(" ")[2])]
    by_kind = [(title, [way for way in ways if way.kind == kind]) for kind, title in _KINDS[:2]]
    latest = sorted(campaigns, key=lambda each: int(each.slug.partition("-")[0]), reverse=True)[:CAMPAIGNS]
    groups = [*years, ("کارزارها", latest), *by_kind]
    return render("archive.html", ARCHIVE, settings, title="بایگانی", groups=groups)


def agencies_page(agencies: Sequence[Section], settings: Settings) -> str:
    """Return the page that leads to every agency that was ever named, in the order of the alphabet."""
    named = sorted(agencies, key=lambda each: (each.name, each.slug))
    return render("archive.html", AGENCIES, settings, title=_KINDS[2][1], groups=[("", named)])


_KINDS = (("county", "شهرستان‌ها"), ("axis", "محورها"), ("agency", "دستگاه‌ها"))


def _by_month(stories: Sequence[Story]) -> list[tuple[str, list[Story]]]:
    """Group the stories under their Jalali months, as in «آذر ۱۴۰۵»."""
    return [(name, list(group)) for name, group in groupby(stories, lambda story: month(story.published_at).name)]
