"""Reading of editors' YAML files as typed objects, with all problems in Persian."""

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from bumi.current_province import province_folder
from bumi.errors import BadInput
from bumi.messages import few_problems, problem_in_persian
from bumi.persian.calendar import parse_moment
from bumi.persian.text import digits_to_latin
from bumi.plain_yaml import documents_of


class PlanFileModel(BaseModel):
    """A frozen model of a file of the plan, which forbids unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _clock(value: object) -> object:
    try:
        return datetime.strptime(digits_to_latin(str(value)), "%H:%M").time()
    except ValueError:
        raise ValueError(f"«{value}» ساعت نیست؛ مانند 22:00 بنویسید") from None


Clock = Annotated[time, BeforeValidator(_clock)]
"""Hour and minute in Tehran, in any digits."""

Moment = Annotated[
    AwareDatetime, BeforeValidator(lambda value: parse_moment(value) if isinstance(value, str) else value)
]
"""Jalali or ISO date and time, in any digits."""


def problems_in(kind: type[object], data: object) -> dict[str, list[str]]:
    """Return the problems (Persian) of `data` as a `kind`, by field; empty if it is valid.

    A problem of several fields is listed under the first it names.
    """
    try:
        TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        found: dict[str, list[str]] = {}
        for each in error.errors():
            sentence = problem_in_persian(dict(each))
            field = str(each["loc"][0]) if each["loc"] else sentence.partition("»")[0].removeprefix("«")
            found.setdefault(field, []).append(sentence)
        return {field: few_problems(told) for field, told in found.items()}
    return {}


def read_of_province[T](kind: type[T], name: str) -> T:
    """Read the file `name` of the current province as `kind`; BadInput lists all problems with its folder and name."""
    folder = province_folder()
    try:
        return read_as(kind, folder / name)
    except BadInput as error:
        raise BadInput(*(f"{folder}/{problem}" for problem in error.problems)) from None


def read_as[T](kind: type[T], path: Path) -> T:
    """Read the single document of a YAML file as `kind`; BadInput lists all problems with the file name."""
    document, *more = documents_of(path)
    if more:
        raise BadInput(f"{path.name}: سطر «---» پرونده را چند بخش کرده است؛ آن را بردارید")
    try:
        return TypeAdapter(kind).validate_python(document)
    except ValidationError as error:
        raise BadInput(*(f"{path.name}: {problem_in_persian(dict(each))}" for each in error.errors())) from None
