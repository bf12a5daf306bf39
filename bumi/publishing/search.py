"""Search without a server: a page whose script looks through shards of a plain index, the newest first.

A shard holds a block of the shelf of all stories, so a new story changes only the last one. Its words are as
people wrote them; templates/search.js makes query and words alike in the way of `bumi.persian.text.flat`.
"""

from collections.abc import Sequence

from bumi.persian.calendar import jalali_day
from bumi.persian.text import flat
from bumi.piece import Story
from bumi.publishing.assets import search_script
from bumi.publishing.keys import SEARCH, sections, story_key
from bumi.publishing.render import as_json, render
from bumi.settings import Settings

__all__ = ["search_key", "search_page", "shard"]


def search_key(number: int) -> str:
    """Return the key of a shard of the index; 1 has the oldest stories."""
    return f"search/{number}.json"


def search_page(shards: int, settings: Settings) -> str:
    """Return the page that searches so many shards."""
    return render("search.html", SEARCH, settings, shards=shards, script=search_script())


def shard(stories: Sequence[Story]) -> str:
    """Return one shard: of each story its key, headline, lede, place and day, and the other words it is found by."""
    return as_json([_entry(story) for story in stories], separators=(",", ":"))


def _entry(story: Story) -> dict[str, str]:
    fields = story.fields
    county, axis, agency, *_ = sections(story)
    shown = f"{fields.headline} {fields.lede} {county.name}"
    others = f"{fields.kicker} {axis.name} {agency.name} {' '.join(fields.hashtags)} {fields.body}".replace("_", " ")
    return {
        "key": story_key(story),
        "headline": fields.headline,
        "lede": fields.lede,
        "by": f"{county.name}، {jalali_day(story.published_at, weekday=False)}",
        "words": " ".join(_words(others, besides=_words(shown))),
    }


def _words(text: str, besides: Sequence[str] = ()) -> list[str]:
    """Return the words of a text once each, in their order, without those of a letter or two."""
    found = "".join(letter if letter.isalnum() else " " for letter in flat(text)).split()
    return [word for word in dict.fromkeys(found) if len(word) > 2 and word not in besides]
