"""A message of the province: the facts, figures, quotations and spellings that everybody gives alike."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bumi.brief import Brief, Quote, brief_from
from bumi.messages import at_most
from bumi.persian.amounts import amounts
from bumi.persian.text import normal
from bumi.planning.files import read_as

__all__ = ["Content", "Figure", "Name", "inherited", "read_content"]

_Model = ConfigDict(frozen=True, extra="forbid")


def _tidy(text: str) -> str:
    return " ".join(normal(text).split())


def _one_amount(text: str) -> str:
    found = amounts(_tidy(text))
    if len(found) != 1 or not _tidy(text)[found[0][1] :].strip():
        raise ValueError(f"«{text}» یک عدد و یکای آن نیست؛ مانند «۴۵ نفر» بنویسید")
    return _tidy(text)


_Text = Annotated[str, Field(min_length=2, max_length=400), AfterValidator(_tidy)]


class Figure(BaseModel):
    """A number with its unit, and by which words a text names it: «ظرفیت دوره», «۴۵ نفر»."""

    model_config = _Model

    name: _Text
    value: Annotated[str, AfterValidator(_one_amount)]

    @property
    def amount(self) -> frozenset[Decimal | str]:
        """The number, in the forms that may be compared."""
        return amounts(self.value)[0][2]

    @property
    def unit(self) -> str:
        """The first word after the number."""
        return self.value[amounts(self.value)[0][1] :].split()[0]


class Name(BaseModel):
    """How a name is spelt, and how it is not."""

    model_config = _Model

    right: _Text
    wrong: tuple[_Text, ...] = ()


class Content(BaseModel):
    """What a message says."""

    model_config = _Model

    title: _Text
    facts: Annotated[tuple[_Text, ...], at_most(15), Field(min_length=1, max_length=15)]
    figures: Annotated[tuple[Figure, ...], at_most(10), Field(max_length=10)] = ()
    quotes: Annotated[tuple[Quote, ...], at_most(5), Field(max_length=5)] = ()
    names: Annotated[tuple[Name, ...], at_most(50), Field(max_length=50)] = ()


def inherited(content: Content, own: Brief) -> Brief:
    """Return the brief of a variant: the message's facts, figures and quotations, then what is its own.

    BadInput where that is more than a brief can hold.
    """
    shared = [*content.facts, *(f"{figure.name}: {figure.value}" for figure in content.figures)]
    data = own.model_dump() | {
        "release": "",
        "notes": _each_once([*shared, *own.notes]),
        "quotes": _each_once([*content.quotes, *own.quotes]),
    }
    return brief_from(data, own.topic)


def read_content(path: Path) -> Content:
    """Return the message in a YAML file; BadInput lists all that is wrong."""
    return read_as(Content, path)


def _each_once[T](items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
