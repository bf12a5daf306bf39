"""The brief (سفارش محتوا) that a public-relations officer writes: its fields, validation and reading from files."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bumi.errors import BadInput
from bumi.messages import at_most, few_problems, problem_in_persian
from bumi.persian.calendar import clock, jalali_day, parse_moment, to_tehran
from bumi.persian.text import digits_to_persian, is_whole, normal
from bumi.plain_yaml import bytes_of, documents_in
from bumi.province import province
from bumi.release import Release, release_in, untold
from bumi.timed_notes import with_time_and_place
from bumi.words import Channel, Kind, Urgency

__all__ = ["Brief", "Channel", "Kind", "Quote", "Saying", "Urgency", "brief_from", "problems_by_field", "read_briefs"]


def _tidy(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    return " ".join(normal(_whole(str(value))).split())


def _whole(text: str) -> str:
    if not is_whole(text):
        raise ValueError("نویسه‌ای ناقص دارد؛ آن را پاک کنید یا دوباره بنویسید")
    return text


def _lines(value: object) -> object:
    """Return a text of several lines, each tidied."""
    return "\n".join(str(_tidy(line)) for line in value.splitlines()).strip() if isinstance(value, str) else value


def _with_colon(value: object) -> object:
    """Return a note such as «ظرفیت: ۳۰ نفر» as text, which YAML takes for a key and its value."""
    if isinstance(value, dict) and len(value) == 1 and all(isinstance(part, str) for part in (*value, *value.values())):
        return ": ".join(*value.items())
    return value


def _known_county(name: str) -> str:
    place = province()
    if name in (place.name, "کل استان"):
        return place.name
    if county := place.county(name):
        return county.name
    raise ValueError(f"شهرستان «{name}» در {place.name} نیست؛ نام شهرستان یا «{place.name}» را بنویسید")


def _known_axis(name: str) -> str:
    if axis := province().axis(name):
        return axis.name
    names = "، ".join(axis.name for axis in province().axes)
    raise ValueError(f"محور «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {names}")


def _moment(value: object, end_of_day: bool = False) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value and to_tehran(value)
    if not isinstance(value, str):
        raise ValueError("زمان باید متن باشد؛ مانند ۱۴۰۵/۰۹/۰۴ ۱۰:۳۰ بنویسید")
    return parse_moment(_whole(value), end_of_day)


def _last_moment(value: object) -> datetime | None:
    return _moment(value, end_of_day=True)


_Text = Annotated[str, BeforeValidator(_tidy)]
_Name = Annotated[str, StringConstraints(max_length=60), BeforeValidator(_tidy)]
_Note = Annotated[
    str, StringConstraints(min_length=2, max_length=600), BeforeValidator(_tidy), BeforeValidator(_with_colon)
]
_Moment = Annotated[datetime, BeforeValidator(_moment)]
_LastMoment = Annotated[datetime, BeforeValidator(_last_moment)]
_Model = ConfigDict(frozen=True, extra="forbid")
_MOST_NOTES, _MOST_QUOTES, _MOST_KEYS = 30, 10, 40


class Quote(BaseModel):
    """A verbatim quotation with its speaker and the speaker's role.

    `intro` is how a press release introduces it, verbatim: «رضا احمدی با اشاره به کمبود آب گفت».
    """

    model_config = _Model

    speaker: _Text = Field(min_length=2, max_length=80)
    role: _Text = Field("", max_length=120)
    text: _Text = Field(min_length=3, max_length=600)
    intro: _Text = Field("", max_length=300)

    @property
    def who(self) -> str:
        """The speaker with the role, where one is given."""
        return f"{self.speaker}، {self.role}" if self.role else self.speaker

    @property
    def led_to(self) -> str:
        """The introduction of the quotation where it names the speaker, else the speaker with the role."""
        return self.intro if self.speaker.split()[-1] in self.intro else self.who


_Quote = Annotated[Quote, at_most(_MOST_KEYS)]


class Saying(BaseModel):
    """A person's choice for a note: the sentence `text`, or the note as it is, under `label` in the list of facts.

    `note` is its number in the brief, from 1; `by` says who chose.
    """

    model_config = _Model

    note: int = Field(ge=1, le=_MOST_NOTES)
    text: _Text = Field("", max_length=400)
    label: _Text = Field("", max_length=30)
    by: _Text = Field("", max_length=80)


class _Times(BaseModel):
    """The exact times of a brief, validated apart, so that their order is checked even where other keys are wrong."""

    model_config = ConfigDict(frozen=True)

    starts_at: _Moment | None = None
    ends_at: _LastMoment | None = None
    publish_at: _Moment | None = None
    embargo_until: _Moment | None = None
    expire_at: _LastMoment | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        """Drop empty keys, as in a form or a copied template."""
        if not isinstance(data, dict):
            return data
        if len(data) > _MOST_KEYS:
            raise ValueError(f"سفارش {len(data)} کلید دارد؛ حداکثر {_MOST_KEYS} کلید بنویسید")
        return {key: value for key, value in data.items() if value not in (None, "", [], ())}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        pairs = (
            ("starts_at", "ends_at"),
            ("embargo_until", "publish_at"),
            ("embargo_until", "expire_at"),
            ("publish_at", "expire_at"),
        )
        problems = [
            f"«{after}» پیش از «{before}» است؛ یکی از این دو زمان را درست کنید"
            for before, after in pairs
            if (first := getattr(self, before)) and (last := getattr(self, after)) and first > last
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self


class Brief(_Times):
    """One brief; `when` and `where` are free text, `starts_at` and `ends_at` exact where known.

    `lede` is the news in one sentence, where somebody wrote it; `sayings` are people's choices for single notes.
    `release` is the press release that the brief was read from: it gives the order of the parts, and no words.
    """

    model_config = _Model

    kind: Kind
    topic: _Text = Field(min_length=3, max_length=160)
    agency: _Text = Field(min_length=2, max_length=120)
    county: Annotated[_Name, AfterValidator(_known_county)]
    axis: Annotated[_Name, AfterValidator(_known_axis)]
    lede: _Text = Field("", max_length=600)
    when: _Text = Field("", max_length=200)
    where: _Text = Field("", max_length=200)
    release: Annotated[str, BeforeValidator(_lines)] = Field("", max_length=60_000)
    notes: Annotated[tuple[_Note, ...], at_most(_MOST_NOTES)] = Field((), max_length=_MOST_NOTES, validate_default=True)
    quotes: Annotated[tuple[_Quote, ...], at_most(_MOST_QUOTES)] = Field((), max_length=_MOST_QUOTES)
    sayings: Annotated[tuple[Saying, ...], at_most(_MOST_NOTES)] = Field((), max_length=_MOST_NOTES)
    call_to_action: _Text = Field("", max_length=300)
    channels: Annotated[tuple[Channel, ...], at_most(_MOST_KEYS)] = Field((Channel.SITE,), max_length=_MOST_KEYS)
    urgency: Urgency = Urgency.NORMAL
    internal_note: _Text = Field("", max_length=1000)
    photo: _Text = Field("", max_length=200)

    @model_validator(mode="before")
    @classmethod
    def _with_time_and_place(cls, data: object) -> object:
        """Take time and place from a note that lists them, where the brief has none."""
        return with_time_and_place(data) if isinstance(data, dict) and not data.get("release") else data

    @field_validator("notes")
    @classmethod
    def _some(cls, notes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Require notes, except for a release, which may say all in its lede and quotations."""
        if not notes and not info.data.get("release"):
            raise PydanticCustomError("missing", "Field required")
        return notes

    def parts(self) -> dict[str, str]:
        """Return every part a sentence may rest on, by id: topic agency county lede when where call n1.. q1..

        A note for which somebody chose a sentence is that sentence.
        """
        named = {
            "topic": self.topic,
            "agency": self.agency,
            "county": self.county,
            "lede": self.lede,
            "when": self.when or self._when_in_words(),
            "where": self.where,
            "call": self.call_to_action,
        }
        said = {each.note: each.text for each in self.sayings if each.text}
        notes = {f"n{i}": said.get(i, note) for i, note in enumerate(self.notes, 1)}
        quotes = {f"q{i}": f"{q.led_to}: «{q.text}»" for i, q in enumerate(self.quotes, 1)}
        return {key: text for key, text in (named | notes | quotes).items() if text}

    def _when_in_words(self) -> str:
        if not self.starts_at:
            return ""
        day = jalali_day(self.starts_at, year=False)
        return day if clock(self.starts_at) == "۰۰:۰۰" else f"{day}، ساعت {clock(self.starts_at)}"

    def facts(self) -> str:
        """Return everything in the brief that may be published, as one text."""
        return "\n".join(self.parts().values())


def brief_from(data: object, place: str) -> Brief:
    """Return the brief in `data` (a mapping); BadInput lists *all* that is wrong, naming `place`."""
    try:
        return Brief.model_validate(data)
    except ValidationError as error:
        problems = few_problems([problem for _, problem in _sentences(error, data)])
        raise BadInput(*(f"{place}: {problem}" for problem in problems)) from None


def problems_by_field(data: object) -> dict[str, list[str]]:
    """Return the problems of `data` by field, empty where it is a valid brief.

    A problem of two times is listed with the first that it names.
    """
    try:
        Brief.model_validate(data)
    except ValidationError as error:
        found: dict[str, list[str]] = {}
        for field, sentence in _sentences(error, data):
            found.setdefault(field or sentence.partition("»")[0].removeprefix("«"), []).append(sentence)
        return found
    return {}


def _sentences(error: ValidationError, data: object) -> list[tuple[str, str]]:
    """Return each problem as (field, sentence), also of the times' order, which pydantic skips after other errors."""
    errors = error.errors()
    try:
        _Times.model_validate(data)
    except ValidationError as untimely:
        errors += untimely.errors()
    told = (
        (str(each["loc"][0]) if each["loc"] else "", sentence)
        for each in errors
        for sentence in problem_in_persian(dict(each)).split("\n")
    )
    return list({sentence: (field, sentence) for field, sentence in told}.values())


def read_briefs(*paths: Path) -> list[Brief]:
    """Return the briefs of YAML files, several a file, and of press releases; BadInput lists all problems of all."""
    briefs: list[Brief] = []
    problems: list[str] = []
    for path in paths:
        try:
            data = bytes_of(path)
            if release := release_in(data, path.name):
                briefs.append(_of_release(release, path.name))
                continue
            documents = documents_in(data, path.name)
        except BadInput as error:
            problems += error.problems
            continue
        for number, document in enumerate(documents, 1):
            try:
                briefs.append(brief_from(document, f"{path.name}، سفارش {digits_to_persian(str(number))}"))
            except BadInput as error:
                problems += error.problems
    if problems:
        raise BadInput(*problems)
    return briefs


def _of_release(found: Release, name: str) -> Brief:
    try:
        return brief_from(found.data(), name)
    except BadInput as error:
        raise BadInput(*untold(error.problems, found, name)) from None
