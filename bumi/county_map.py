"""The tile map of the counties of the current province, for readers and for the report of coverage."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationError

from bumi.current_province import per_province, province_folder
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.persian.lexicon import province_data
from bumi.province import province


def _tile(name: str) -> str:
    if name == ".":
        return ""
    if county := province().county(name):
        return county.name
    raise ValueError(f"شهرستان «{name}» در {province().name} نیست؛ نام آن را درست کنید")


_Rows = TypeAdapter(tuple[tuple[Annotated[str, AfterValidator(_tile)], ...], ...])


@per_province(cache)
def tiles() -> tuple[tuple[str, ...], ...]:
    """Return the counties in rows from north to south, each from west to east; empty where there is none.

    BadInput with all problems of map.yaml.
    """
    try:
        return _Rows.validate_python(province_data("map"))
    except ValidationError as error:
        problems = (problem_in_persian(dict(each)) for each in error.errors())
        raise BadInput(*(f"{province_folder()}/map.yaml: {each}" for each in problems)) from None
