"""The files of the plan, which editors change: read as our classes, and what is wrong told in Persian, all at once."""

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, TypeAdapter, ValidationError

from bumi.errors import BadInput
from bumi.messages import few_problems, problem_in_persian
from bumi.persian.calendar import parse_moment
from bumi.persian.text import digits_to_latin
from bumi.plain_yaml import documents_of

__all__ = ["Clock", "Moment", "problems_in", "read_as"]


def _clock(value: object) -> object:
    try:
        return datetime.strptime(digits_to_latin(str(value)), "%H:%M").time()
    except ValueError:
        raise ValueError(f"«{value}» ساعت نیست؛ مانند 22:00 بنویسید") from None


def _moment(value: object) -> object:
    return parse_moment(value) if isinstance(value, str) else value


Clock = Annotated[time, BeforeValidator(_clock)]
"""An hour and minute of Tehran's clock, in any digits."""

Moment = Annotated[
    AwareDatetime, BeforeValidator(lambda value: parse_moment(value) if isinstance(value, str) else value)
]
"""A Jalali or ISO date and time, in any digits."""


def problems_in(kind: type[object], data: object) -> dict[str, list[str]]:
    """Return what keeps `data` from being a `kind`, by the field it stands in, empty where it is one.

    A sentence about several fields stands with the first that it names.
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


def read_as[T](kind: type[T], path: Path) -> T:
    """Return the one document of a YAML file as `kind`; BadInput lists all that is wrong, naming the file."""
    document, *more = documents_of(path)
    if more:
        raise BadInput(f"{path.name}: سطر «---» پرونده را چند بخش کرده است؛ آن را بردارید")
    try:
        return TypeAdapter(kind).validate_python(document)
    except ValidationError as error:
        raise BadInput(*(f"{path.name}: {problem_in_persian(dict(each))}" for each in error.errors())) from None
