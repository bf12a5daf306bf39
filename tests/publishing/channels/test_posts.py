"""The text of a post: its link has Persian letters where a messenger links them, and is encoded elsewhere."""

import pytest

from bumi.publishing.channels.posts import text_of
from bumi.words import Channel
from tests.publishing.stage import SETTINGS, story


@pytest.mark.parametrize(
    ("channel", "path"),
    [(Channel.BALE, "p/1-جشنواره/"), (Channel.RUBIKA, "p/1-%D8%AC%D8%B4%D9%86%D9%88%D8%A7%D8%B1%D9%87/")],
    ids=["readable", "encoded"],
)
def test_a_link_is_as_readable_as_the_messenger_allows(channel: Channel, path: str) -> None:
    said = text_of(story(), channel, SETTINGS)
    assert f"{SETTINGS.site_url.rstrip('/')}/{path}?from={channel.value}" in said.split("\n\n")
