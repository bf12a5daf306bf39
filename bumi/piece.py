"""A piece (مطلب): the words and images that go out, and the evidence for them."""

import hashlib
import json
import unicodedata
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bumi.brief import Kind, Urgency

__all__ = [
    "CRAFT",
    "PHOTO",
    "POINT",
    "Draft",
    "Fields",
    "Lookalike",
    "Media",
    "ModelNote",
    "Source",
    "Story",
    "Variant",
    "content_hash",
]

POINT = "• "  # a line of a body that begins so is a point of a list

PHOTO, CRAFT = "photo", "craft"
"""The names of the images without words, which pages show beside a headline: the photo, or a pattern that decorates."""

_Model = ConfigDict(frozen=True, extra="forbid")


class Fields(BaseModel):
    """What a reader reads. Paragraphs of `body` are parted by an empty line; hashtags have no «#».

    A line break in the headline is where an editor would have the cards break it. `caption` is the post for social
    channels: lede and body say the same on a page, which does not show it.
    """

    model_config = _Model

    kicker: str = ""
    headline: str
    lede: str
    body: str
    caption: str = ""
    hashtags: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The headline on one line, as pages and lists have it: where it is broken is for the cards."""
        return " ".join(self.headline.split())

    def texts(self) -> dict[str, str]:
        """Return each field as one text, by name; hashtags are joined by a space."""
        return {**self.model_dump(exclude={"hashtags"}), "hashtags": " ".join(self.hashtags)}


class Source(BaseModel):
    """The evidence for one sentence: `text` stands in `field` and rests on parts of the brief, by id.

    `plain` says that a model was to write it and nothing of it passed: a pattern wrote it, or it is a point of a list
    in the notes' words. A fact that stands in a list because that is its form is not plain.
    """

    model_config = _Model

    field: str
    text: str
    rests_on: tuple[str, ...]
    notes: tuple[str, ...]
    plain: bool = False


class ModelNote(BaseModel):
    """Which model wrote a draft; the same four give the same draft."""

    model_config = _Model

    name: str
    adapter: str
    prompt: str
    seed: int


class Draft(BaseModel):
    """What the writer hands over."""

    model_config = _Model

    fields: Fields
    sources: tuple[Source, ...]
    model: ModelNote


class Lookalike(BaseModel):
    """Another piece that may say the same, as far as a check of duplicates asks; `state` is in Persian."""

    model_config = _Model

    id: int
    state: str
    fields: Fields


class Media(BaseModel):
    """One image: content-addressed by the SHA-256 of its bytes; sizes in pixels.

    `alt` is what a card says, or what a photo shows; a craft shows nothing.
    """

    model_config = _Model

    name: str
    sha256: str
    content_type: str
    width: int
    height: int
    alt: str

    @property
    def is_cover(self) -> bool:
        """Whether it is without words, for pages, which have the headline as text; all others are cards."""
        return self.name in (PHOTO, CRAFT)


class Variant(BaseModel):
    """An image made of another (`of`, by its SHA-256): smaller, or in a lighter format; sizes in pixels."""

    model_config = _Model

    of: str
    sha256: str
    content_type: str
    width: int
    height: int


class Story(BaseModel):
    """A piece as readers meet it: everything a page needs, times aware.

    `slug` is stable; pages under `former_slugs` lead to it. `campaign` is the event whose series it is of, with its
    number; empty and 0 for none. A notice with `expire_at` holds until then. At most one of `withdrawn` (the reason),
    `expired_at` and `taken_down` says that it was taken back.
    """

    model_config = _Model

    id: int
    slug: str
    kind: Kind
    agency: str
    county: str
    axis: str
    fields: Fields
    media: tuple[Media, ...]
    variants: tuple[Variant, ...] = ()
    published_at: datetime
    updated_at: datetime
    urgency: Urgency = Urgency.NORMAL
    expire_at: datetime | None = None
    correction: str = ""
    withdrawn: str = ""
    expired_at: datetime | None = None
    taken_down: bool = False
    former_slugs: tuple[str, ...] = ()
    campaign: str = ""
    campaign_id: int = 0

    @property
    def listed(self) -> bool:
        """Whether lists and feeds lead to it."""
        return not (self.withdrawn or self.expired_at or self.taken_down)


def content_hash(fields: Fields, media: tuple[Media, ...] = ()) -> str:
    """Return the SHA-256 that an approval is bound to: every word and every image, in NFC."""
    content = {"fields": fields.model_dump(), "media": [item.model_dump() for item in media]}
    written = unicodedata.normalize("NFC", json.dumps(content, ensure_ascii=False, sort_keys=True))
    return hashlib.sha256(written.encode()).hexdigest()
