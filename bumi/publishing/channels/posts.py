"""What a post shows: the caption with its hashtags, the link to the page and the disclosure, and the cards."""

from collections.abc import Mapping
from hashlib import sha256

from bumi.messengers import Abilities, Post, PostPicture
from bumi.messengers.bot import size_of
from bumi.newsroom.publication.channel_posts import digest
from bumi.piece import Fields, Media, Story
from bumi.publishing.keys import public_url, readable_url, story_key
from bumi.publishing.render import disclosure_of
from bumi.settings import Settings
from bumi.words import Channel

_CARD, _CORRECTION = "square", "correction"
"""The cards that messengers show whole; see bumi/cards/selection.py."""


_ENCODED = frozenset({Channel.RUBIKA, Channel.SOROUSH})
"""The messengers of which nobody has seen yet that they link an address with Persian letters whole."""


def caption_of(fields: Fields, between: str = "") -> str:
    """Return the caption with its hashtags, and what stands `between` them."""
    tags = " ".join(f"#{tag}" for tag in fields.hashtags)
    return "\n\n".join(filter(None, (fields.caption or fields.lede, between, tags)))


def post_of(
    story: Story,
    channel: Channel,
    abilities: Abilities,
    settings: Settings,
    media: Mapping[str, bytes],
    *,
    edits: bool = False,
    corrects: bool = False,
) -> Post:
    """Return the post of a story, whose pictures are in `media` by hash: one that `edits` or `corrects` an earlier one.

    Hashtags are left out where the caption is too long with them; words that were approved never are.
    """
    pictures = tuple(
        PostPicture(media[each.sha256], each.content_type, each.alt)
        for each in pictures_of(story, abilities, corrects)
        if len(media[each.sha256]) <= abilities.picture_bytes
    )
    note = f"اصلاحیه: {story.correction}" if edits and story.correction else ""
    begins = f"اصلاحیه: {story.fields.title}\n\n" if corrects else ""
    bare = story.model_copy(update={"fields": story.fields.model_copy(update={"hashtags": ()})})
    texts = [begins + text_of(each, channel, settings, note) for each in (story, bare)]
    room = abilities.caption if pictures else abilities.text
    return Post(next((text for text in texts if size_of(text) <= room), texts[0]), pictures)


def package_of(story: Story, channel: Channel, settings: Settings, media: Mapping[str, bytes]) -> Post:
    """Return what a person posts to a channel that no bot serves: the text, and all cards, in order."""
    pictures = (PostPicture(media[each.sha256], each.content_type, each.alt) for each in cards_of(story))
    return Post(text_of(story, channel, settings), tuple(pictures))


def text_of(story: Story, channel: Channel, settings: Settings, note: str = "") -> str:
    """Return the text of a post: the caption, a `note` and its hashtags, the link to the page and the disclosure."""
    address = public_url if channel in _ENCODED else readable_url
    link = f"{address(settings, story_key(story))}?from={channel.value}"
    return "\n\n".join(filter(None, (caption_of(story.fields, note), link, disclosure_of(story))))


def cards_of(story: Story) -> list[Media]:
    """Return the cards of a story, in order; those that are only covers of its page are none."""
    return [each for each in story.media if not each.is_cover]


def pictures_of(story: Story, abilities: Abilities, corrects: bool = False) -> list[Media]:
    """Return the cards that messengers show, in order: the square one or, where there is none, the first.

    A post that `corrects` one which nothing can edit shows the card of the correction, if there is one. Where posts are
    edited, it is there to show that square card which the edit could not.
    """
    cards = cards_of(story)
    names = (_CORRECTION, _CARD) if corrects and not abilities.edits else (_CARD,)
    own = [each for name in names for each in cards if each.name == name] or cards
    return own[:1] if abilities.pictures else []


def hashes_of(post: Post) -> tuple[str, str]:
    """Return the hashes of the text and of the pictures of a post."""
    return digest(post.text), digest(*(sha256(each.body).hexdigest() for each in post.pictures))


def messages_of(post: Post, abilities: Abilities) -> int:
    """Return how many messages a post becomes: its pictures, and its text where that is no caption."""
    captioned = post.pictures and size_of(post.text) <= abilities.caption
    return len(post.pictures) + (not captioned)
