"""The one structured answer in which a model writes a whole piece, as pydantic models and as a JSON schema."""

import re
from collections.abc import Collection
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bumi.persian.text import digits_to_latin, digits_to_persian, normal

__all__ = ["LABELS", "Fact", "PieceAnswer", "RepairAnswer", "Sentence", "piece_schema", "read_answer", "repair_schema"]

Label = Literal[
    "زمان",
    "مکان",
    "مهلت",
    "ظرفیت",
    "هزینه",
    "شرایط",
    "مدارک",
    "برنامه",
    "آمار",
    "علت",
    "ممنوع",
    "هشدار",
    "اقدام",
    "مسئول",
    "تماس",
    "ثبت‌نام",
    "نکته",
]
LABELS: tuple[str, ...] = get_args(Label)
"""The closed list of what a fact may be labelled."""

_HOLDER = re.compile(r"\{\s*q\d+\s*\}")
_FENCE = re.compile(r"^```\w*\s*|\s*```\s*$")


def _tidy(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = " ".join(digits_to_persian(normal(value)).split())
    return _HOLDER.sub(lambda match: digits_to_latin(match.group()), text)


_Ids = Annotated[list[str], Field(min_length=1, max_length=8)]
_Text = Annotated[str, BeforeValidator(_tidy), Field(min_length=1, max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Sentence(_Strict):
    """A sentence, and the ids of the parts of the brief that it rests on; «{{q1}}» stands for a quotation."""

    rests_on: _Ids
    text: _Text


class Fact(_Strict):
    """A note that stands in the list of facts in its own words, under a label."""

    label: Label
    note: str


class PieceAnswer(_Strict):
    """A whole piece as a model writes it."""

    headline: Annotated[str, BeforeValidator(_tidy), Field(min_length=1, max_length=200)]
    lede: list[Sentence] = Field(min_length=1, max_length=3)
    paragraphs: list[Annotated[list[Sentence], Field(max_length=8)]] = Field(max_length=20)
    facts: list[Fact] = Field(default=[], max_length=30)


class _Repair(Sentence):
    number: int


class RepairAnswer(_Strict):
    """Sentences written anew, each with the number of the problem that it mends."""

    sentences: list[_Repair] = Field(max_length=60)


def piece_schema(ids: Collection[str]) -> dict[str, Any]:
    """Return the JSON schema of a piece that may rest on the parts `ids` alone."""
    return _of_ids(PieceAnswer, ids)


def repair_schema(ids: Collection[str]) -> dict[str, Any]:
    """Return the JSON schema of repairs that may rest on the parts `ids` alone."""
    return _of_ids(RepairAnswer, ids)


def read_answer[Model: BaseModel](model: type[Model], text: str) -> Model | None:
    """Return the answer in `text`, fenced or not, with words around it or none; None where there is no such answer."""
    text = _FENCE.sub("", text.strip())
    start, end = text.find("{"), text.rfind("}")
    try:
        return model.model_validate_json(text[start : end + 1]) if 0 <= start < end else None
    except ValidationError:
        return None


def _of_ids(model: type[BaseModel], ids: Collection[str]) -> dict[str, Any]:
    """Return the schema of `model`, closed, every key required, with `ids` for whatever names a part."""
    schema: dict[str, Any] = _closed(model.model_json_schema())
    notes = [id_ for id_ in ids if re.fullmatch(r"n\d+", id_)]
    for definition in schema["$defs"].values():
        properties = definition["properties"]
        if "rests_on" in properties:
            properties["rests_on"]["items"] = {"type": "string", "enum": [*ids]}
        if "note" in properties:
            properties["note"] = {"type": "string", "enum": notes or [*ids]}
    return schema


def _closed(node: Any) -> Any:
    """Return a schema without titles, descriptions and defaults, whose objects have their own keys, all of them."""
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node:
        own = {name: _closed(each) for name, each in node["properties"].items()}
        rest = {"type": "object", "properties": own, "required": [*own], "additionalProperties": False}
        return rest | ({"$defs": _closed(node["$defs"])} if "$defs" in node else {})
    return {key: _closed(each) for key, each in node.items() if key not in ("title", "description", "default")}
