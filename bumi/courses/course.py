"""Courses of media literacy: lessons with questions and exercises, as assets/courses/*.yaml has them."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bumi.brief import Brief
from bumi.checks import CHECKS
from bumi.checks.rule import Rule
from bumi.persian.text import digits_to_latin, is_whole, normal
from bumi.province import province
from bumi.words import Kind

LONGEST_SOLUTION = 4_000
"""The most characters of the text that an exercise asks for."""


def _line(value: object) -> object:
    return " ".join(normal(value).split()) if isinstance(value, str) and is_whole(value) else value


def _prose(value: object) -> object:
    return normal(value).strip() if isinstance(value, str) and is_whole(value) else value


def _as_typed(value: object) -> object:
    """Return the text of an exercise, whose wrong letters and signs are to be found, each paragraph on one line."""
    if not isinstance(value, str) or not is_whole(value):
        return value
    return "\n\n".join(" ".join(block.splitlines()) for block in value.strip().split("\n\n"))


def _number(value: object) -> object:
    return digits_to_latin(value) if isinstance(value, str) else value


def _known_findings(prefix: str) -> str:
    """Return the check, or the check and code, of findings; ValueError (Persian) for one that no check makes."""
    check, slash, _ = prefix.partition("/")
    if not any(_makes(rule, prefix) if slash else True for rule in CHECKS.get(check, ())):
        raise ValueError(f"یافته «{prefix}» را هیچ بررسی بومی نمی‌سازد؛ یکی از نام‌های docs/checks.md را بنویسید")
    return prefix


def _makes(rule: Rule, prefix: str) -> bool:
    """Return whether a rule may make a finding whose check and code begin with `prefix`."""
    beginning, parameter, _ = rule.code.partition("{")
    return beginning.startswith(prefix) or bool(parameter and prefix.startswith(beginning))


type _Line = Annotated[str, Field(min_length=2, max_length=400), BeforeValidator(_line)]
type _Word = Annotated[str, Field(min_length=1, max_length=80), BeforeValidator(_line)]
type _Prose = Annotated[str, Field(min_length=2, max_length=12_000), BeforeValidator(_prose)]
type _Text = Annotated[str, Field(min_length=2, max_length=LONGEST_SOLUTION), BeforeValidator(_as_typed)]
type _Slug = Annotated[str, Field(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
type _Minutes = Annotated[int, Field(ge=1, le=600), BeforeValidator(_number)]
type _Place = Annotated[int, Field(ge=1, le=99), BeforeValidator(_number)]


class _Part(BaseModel):
    """A part of a course; `version` changes with its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @cached_property
    def version(self) -> str:
        """A hash of the content, sixteen hexadecimal digits."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class AnswerChoice(_Part):
    """One of the answers that a question offers; `why` is the reason that it is right or wrong."""

    text: _Line
    right: bool
    why: _Line


class LessonQuestion(_Part):
    """A question with two to six choices, exactly one of them right."""

    ask: _Line
    choices: Annotated[tuple[AnswerChoice, ...], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError(f"پرسش «{self.ask}» باید یک پاسخ درست داشته باشد، نه بیشتر و نه هیچ؛ right را درست کنید")
        if len({choice.text for choice in self.choices}) < len(self.choices):
            raise ValueError(f"پرسش «{self.ask}» دو گزینه یکسان دارد؛ یکی را عوض کنید")
        return self

    @property
    def answer(self) -> AnswerChoice:
        """The right choice."""
        return next(choice for choice in self.choices if choice.right)

    def order(self, reader: str) -> tuple[AnswerChoice, ...]:
        """Return the choices in the order that `reader` sees: another for others, always the same for one person."""

        def key(choice: AnswerChoice) -> bytes:
            return hashlib.sha256("\x1f".join((reader, self.ask, choice.text)).encode()).digest()

        return tuple(sorted(self.choices, key=key))


class WorkedExample(_Part):
    """A text before and after it was mended, and why it is better."""

    before: _Prose
    after: _Prose
    why: _Prose


class WritingExercise(_Part):
    """A faulty text to be mended.

    `clear` are the findings (check, or check/code, or the beginning of a code) that must be gone, and `keep` the words
    and numbers that must still be there. `brief` has the notes that the text must be true to. `solution` is a text that
    passes.
    """

    task: _Prose
    text: _Text
    hints: tuple[_Line, ...] = ()
    clear: Annotated[tuple[Annotated[str, AfterValidator(_known_findings)], ...], Field(min_length=1)]
    keep: tuple[_Word, ...] = ()
    brief: tuple[_Line, ...] = ()
    solution: _Text

    @property
    def as_brief(self) -> Brief | None:
        """The notes as a brief for the checks, None without notes."""
        if not self.brief:
            return None
        place = province()
        return Brief(
            kind=Kind.RECAP,
            topic="خبر",
            agency=place.agencies[0].name,
            county=place.name,
            axis=place.axes[0].name,
            notes=self.brief,
        )


class CourseLesson(_Part):
    """A lesson: some minutes of reading, questions, and perhaps an exercise.

    Paragraphs of `text` are separated by empty lines; a line of a list begins with «- ». `see` is the slug of a
    piece that goes on from here; the desk links to it once it is published.
    """

    id: _Slug
    title: _Line
    minutes: _Minutes
    text: _Prose
    example: WorkedExample | None = None
    see: _Line | None = None
    questions: tuple[LessonQuestion, ...] = ()
    exercise: WritingExercise | None = None

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not self.questions and self.exercise is None:
            raise ValueError(f"درس «{self.title}» نه پرسش دارد و نه تمرین؛ دست‌کم یکی بنویسید")
        if len({question.ask for question in self.questions}) < len(self.questions):
            raise ValueError(f"درس «{self.title}» یک پرسش را دو بار دارد؛ یکی را بردارید")
        return self

    @property
    def parts(self) -> "tuple[LessonQuestion | WritingExercise, ...]":
        """What a reader must answer: the questions, then the exercise."""
        return (*self.questions, *((self.exercise,) if self.exercise else ()))


class Course(_Part):
    """A course of some lessons for one group of readers, `audience` (`for` in the file), in `minutes` altogether.

    `place` is where it stands in the list of courses.
    """

    slug: _Slug
    place: _Place = 99
    title: _Line
    audience: _Line = Field(alias="for")
    minutes: _Minutes
    about: _Prose
    lessons: Annotated[tuple[CourseLesson, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({lesson.id for lesson in self.lessons}) < len(self.lessons):
            raise ValueError(f"در دوره «{self.title}» دو درس یک id دارند؛ یکی را عوض کنید")
        return self

    def lesson(self, id: str) -> CourseLesson | None:
        """Return the lesson with this id, or None."""
        return next((lesson for lesson in self.lessons if lesson.id == id), None)


def paragraphs(text: str) -> Iterator[tuple[str, ...] | str]:
    """Yield the paragraphs of a lesson's text; a list («- » before each line) comes as a tuple of its items."""
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield tuple(line.removeprefix("- ") for line in lines)
        elif lines:
            yield " ".join(lines)
