"""The structured answer for a whole piece: pydantic models, its JSON schema, and the schema as a logits processor."""

import json
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bumi.errors import NotAvailable
from bumi.persian.text import digits_to_latin, digits_to_persian, normal

if TYPE_CHECKING:
    import torch

LABELS = (
    *("زمان", "مکان", "مهلت", "ظرفیت", "هزینه", "شرایط", "مدارک", "برنامه", "آمار", "علت", "ممنوع", "هشدار", "اقدام"),
    *("مسئول", "تماس", "ثبت‌نام", "نکته"),
)
"""The closed list of what a fact may be labelled."""

_HOLDER = re.compile(r"\{\s*q\d+\s*\}")
_FENCE = re.compile(r"^```\w*\s*|\s*```\s*$")


def _listed(label: str) -> str:
    if label not in LABELS:
        raise ValueError(f"«{label}» is no label")
    return label


_Label = Annotated[str, AfterValidator(_listed), Field(json_schema_extra={"enum": [*LABELS]})]
_Ids = Annotated[list[str], Field(min_length=1, max_length=8)]


def _tidy(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = " ".join(digits_to_persian(normal(value)).split())
    return _HOLDER.sub(lambda match: digits_to_latin(match.group()), text)


_Text = Annotated[str, BeforeValidator(_tidy), Field(min_length=1, max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Sentence(_Strict):
    """A sentence, and the ids of the parts of the brief that it rests on; «{{q1}}» stands for a quotation.

    The names of this class and the next are in the JSON schema that models are asked with.
    """

    rests_on: _Ids
    text: _Text


class Fact(_Strict):
    """A note that stands in the list of facts in its own words, under a label."""

    label: _Label
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
    """Return the answer in `text`, fenced or with words around it or not; None where there is none."""
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


class Grammars:
    """Makes constraints for the tokens of one tokenizer, of which a model knows `size`; `ends` end a text."""

    def __init__(self, tokenizer: Any, size: int, ends: list[int]) -> None:
        from llguidance.hf import from_tokenizer

        try:
            self._tokens = from_tokenizer(tokenizer, n_vocab=max(size, len(tokenizer)), eos_token=ends)
        except ValueError as error:
            raise NotAvailable(f"واژه‌ساز این مدل را نمی‌توان به قالب پاسخ پای‌بند کرد ({error})") from None

    def of(self, schema: Mapping[str, Any], prompt_length: int) -> "SchemaConstraint":
        """Return the constraint for one answer that begins behind `prompt_length` tokens."""
        from llguidance import LLMatcher

        compact: Any = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
        grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults=compact)
        return SchemaConstraint(LLMatcher(self._tokens, grammar), prompt_length)


class SchemaConstraint:
    """Keeps one answer to a schema, as transformers' `generate` asks for it: a `LogitsProcessor` for one row."""

    def __init__(self, matcher: Any, prompt_length: int) -> None:
        self._matcher, self._read = matcher, prompt_length

    def __call__(self, input_ids: "torch.Tensor", scores: "torch.Tensor") -> "torch.Tensor":
        """Return `scores` (1, vocabulary) without the tokens that may not follow `input_ids` (1, length)."""
        import torch

        for token in input_ids[0, self._read :].tolist():
            self._matcher.consume_token(token)
        self._read = input_ids.shape[1]
        packed = torch.frombuffer(bytearray(self._matcher.compute_bitmask()), dtype=torch.uint8)
        allowed = (packed[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1
        mask = torch.zeros(scores.shape[1], dtype=torch.bool)
        bits = allowed.flatten()[: scores.shape[1]].bool()
        mask[: len(bits)] = bits
        return scores.masked_fill(~mask.to(scores.device), float("-inf"))
