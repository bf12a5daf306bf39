"""The data of a piece (مطلب): fields, images, the evidence for each sentence, and the published story."""

import hashlib
import json
import unicodedata
from datetime import datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from bumi.brief import Kind, Urgency
from bumi.image_metadata import SourceType
from bumi.making import StoryMaking
from bumi.persian.calendar import start_of, tehran_day, to_tehran
from bumi.words import Named

POINT = "• "  # the beginning of a list item in a body
DETAILS, WHAT_TO_DO = "جزئیات:", "چه باید کرد:"
"""The lines of a body that lead to the list of details, and to what people are to do in a crisis."""

PHOTO, CRAFT = "photo", "craft"
"""The names of the images without words that pages show beside a headline: a photo, or a decorative pattern."""

_Model = ConfigDict(frozen=True, extra="forbid")


class Fields(BaseModel):
    """The text of a piece. Paragraphs of `body` are separated by an empty line; hashtags have no «#».

    A line break in the headline is for cards. `caption` is the post for social channels; pages do not show it.
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
        """The headline on one line, as pages and lists show it."""
        return " ".join(self.headline.split())

    def texts(self) -> dict[str, str]:
        """Return each field as one text, by name; hashtags are joined by a space."""
        return {**self.model_dump(exclude={"hashtags"}), "hashtags": " ".join(self.hashtags)}


class Source(BaseModel):
    """The evidence for one sentence: `text` in `field` rests on parts of the brief, by id.

    `plain` says that no sentence of a model passed, so that a pattern wrote it or it is a list item in the notes'
    words. A fact whose form is a list item is not plain.
    """

    model_config = _Model

    field: str
    text: str
    rests_on: tuple[str, ...]
    notes: tuple[str, ...]
    plain: bool = False


class ModelNote(BaseModel):
    """The model of a draft; the same four values give the same draft."""

    model_config = _Model

    name: str
    adapter: str
    prompt: str
    seed: int


class Draft(BaseModel):
    """The writer's result: fields, evidence and model."""

    model_config = _Model

    fields: Fields
    sources: tuple[Source, ...]
    model: ModelNote


class Lookalike(BaseModel):
    """Another piece that may be a duplicate; `state` is in Persian."""

    model_config = _Model

    id: int
    state: str
    fields: Fields


class Media(BaseModel):
    """One image: content-addressed by the SHA-256 of its bytes; sizes in pixels.

    `alt` is the text of a card or what a photo shows; a pattern shows nothing. `credit` is who took a photo. `focus` is
    the point of it that every crop keeps, as shares from left and top. `source` says how it came to be; a photo of
    which nobody told so, and images made before this was recorded, have none.
    """

    model_config = _Model

    name: str
    sha256: str
    content_type: str
    width: int
    height: int
    alt: str
    credit: str = ""
    focus: tuple[float, float] | None = None
    source: SourceType | None = None

    @property
    def is_cover(self) -> bool:
        """Whether it is an image without words, for pages; all others are cards."""
        return self.name == CRAFT or self.shows_photo

    @property
    def of_gallery(self) -> bool:
        """Whether it is a further photo of the piece, uncropped: «photo-2», «photo-3» and so on."""
        return self.name.startswith(f"{PHOTO}-")

    @property
    def is_lead_photo(self) -> bool:
        """Whether it is the photo at the head of a page, cropped."""
        return self.name == PHOTO

    @property
    def shows_photo(self) -> bool:
        """Whether it is a photo itself, and not a card or a craft."""
        return self.is_lead_photo or self.of_gallery

    @property
    def photo_number(self) -> int:
        """Which photo of the piece it shows, if any: 1 is the lead, further ones are of the gallery."""
        return int(self.name.removeprefix(f"{PHOTO}-")) if self.of_gallery else 1


class Variant(BaseModel):
    """An image made of another (`of`, by its SHA-256): smaller, or in a lighter format; sizes in pixels."""

    model_config = _Model

    of: str
    sha256: str
    content_type: str
    width: int
    height: int


class Event(BaseModel):
    """Time and place of the event that a story announces, as calendars are to show them; times are aware.

    Stories with the same `root` announce the same event. `dropped`: the story no longer says when it is. At
    `changed_at` calendars were last told something else.
    """

    model_config = _Model

    root: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    changed_at: datetime
    called_off: bool = False
    dropped: bool = False

    @property
    def lasts_days(self) -> bool:
        """Whether only its days are known: 00:00 in Tehran means that no hour was given."""
        return to_tehran(self.starts_at).time() == time()

    @property
    def over_at(self) -> datetime:
        """When it is over: at its end or, where that is not known, with its day."""
        return over_at(self.starts_at, self.ends_at)


def over_at(starts_at: datetime, ends_at: datetime | None) -> datetime:
    """Return when an event is over: at its end or, where that is not known, with its day."""
    return ends_at or start_of(tehran_day(starts_at) + timedelta(days=1))


class FactKind(Named):
    """What a fact of the facts box says, with its Persian label; the box has them in this order."""

    WHEN = "when", "کی"
    WHERE = "where", "کجا"
    ROUTE = "route", "مسیر"
    AUDIENCE = "audience", "برای"
    COST = "cost", "هزینه"
    CAPACITY = "capacity", "ظرفیت"
    REGISTER = "register", "ثبت‌نام"
    DEADLINE = "deadline", "مهلت"
    CONDITIONS = "conditions", "شرایط"
    PAPERS = "papers", "مدارک"
    BRING = "bring", "همراه"
    FORBIDDEN = "forbidden", "ممنوع"
    PROGRAMME = "programme", "برنامه"
    PRIZE = "prize", "جایزه"
    CAUSE = "cause", "علت"
    CONTACT = "contact", "تماس"


class StoryFact(BaseModel):
    """A fact of the facts box, in its own words; `line` is what of the body says it, "" where only the brief does."""

    model_config = _Model

    kind: FactKind
    text: str
    line: str = ""


class Quotation(BaseModel):
    """A verbatim quotation of the body: `line` is the whole sentence there, `text` the quoted words in it."""

    model_config = _Model

    line: str
    text: str
    speaker: str
    role: str = ""


class Change(BaseModel):
    """A correction of a published piece: when, and the Persian names of the parts that it changed, if any."""

    model_config = _Model

    at: datetime
    parts: tuple[str, ...]


class EarlierStory(BaseModel):
    """A story to which the page of another one links: both are about the same thing, place or event.

    They are of the `same_event` or campaign, or else of the same county and axis, or alike.
    """

    model_config = _Model

    slug: str
    headline: str
    published_at: datetime
    same_event: bool = False


class Byline(BaseModel):
    """The author of a story as readers know them: the name that is shown, and the slug of their page."""

    model_config = _Model

    name: str
    slug: str


class Author(Byline):
    """An author as their page presents them; `county` and `biography` may be empty."""

    county: str = ""
    biography: str = ""


class StoryAnswer(BaseModel):
    """When a question from the public was asked, when and in how many working days its agency answered.

    `question` is its whole wording where the body has it, in the paragraph `line`; else the headline has all of it.
    """

    model_config = _Model

    asked_at: datetime
    answered_at: datetime
    working_days: int
    question: str = ""
    line: str = ""


class Story(BaseModel):
    """A published piece with everything that a page needs; times are aware.

    `slug` is stable; pages under `former_slugs` redirect to it. `campaign` and `campaign_id` name the event of its
    series, "" and 0 for none. A notice is valid until `expire_at`; what it tells of, as a power cut, is over at
    `over_at`, if its brief says so. `contributed`: a contributor wrote it, and no machine; `byline` names them, where
    it may. At most one of `withdrawn` (the reason), `expired_at` and `taken_down` says that the piece was retracted.
    `changes` are its corrections, latest first. `answer` is of one that answers a question. Only its own page needs
    `making`, `related` and `answers`: the stories and the answers that it links to
    (`bumi.newsroom.publication.story_links`), and `sign_up`, the code of the sign-up list of its event.
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
    over_at: datetime | None = None
    correction: str = ""
    withdrawn: str = ""
    expired_at: datetime | None = None
    taken_down: bool = False
    former_slugs: tuple[str, ...] = ()
    campaign: str = ""
    campaign_id: int = 0
    contributed: bool = False
    byline: Byline | None = None
    event: Event | None = None
    making: StoryMaking | None = None
    facts: tuple[StoryFact, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    changes: tuple[Change, ...] = ()
    answer: StoryAnswer | None = None
    related: tuple[EarlierStory, ...] = ()
    answers: tuple[EarlierStory, ...] = ()
    sign_up: str = ""

    @property
    def listed(self) -> bool:
        """Whether lists and feeds contain it."""
        return not (self.withdrawn or self.expired_at or self.taken_down)


def content_hash(fields: Fields, media: tuple[Media, ...] = (), author: str | None = None) -> str:
    """Return the SHA-256 to which an approval is bound: of all text, in NFC, all images, and the author if it has one.

    What an image does not have is left out, so that a new field of `Media` voids no approval.
    """
    content: dict[str, object] = {
        "fields": fields.model_dump(),
        "media": [item.model_dump(exclude_defaults=True) for item in media],
    }
    content |= {"author": author} if author else {}
    written = unicodedata.normalize("NFC", json.dumps(content, ensure_ascii=False, sort_keys=True))
    return hashlib.sha256(written.encode()).hexdigest()
