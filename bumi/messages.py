"""The catalogue of Persian messages, and the validation errors of pydantic in its words: for files, forms, the API."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bumi.persian.text import digits_to_persian, shown
from bumi.settings import PACKAGE

_SHOWN = 60  # characters of a value that are shown
_LONGEST = 400  # characters of a sentence
_MOST_TOLD = 20


@cache
def messages() -> Mapping[str, str]:
    """Return the messages of assets/messages/fa.yaml by their keys."""
    found: dict[str, str] = yaml.safe_load((PACKAGE / "assets" / "messages" / "fa.yaml").read_text("utf-8"))
    return found


def message(key: str, **values: object) -> str:
    """Return a message with its parameters, a number in Persian digits; KeyError for a key or parameter unknown."""
    shown = {name: digits_to_persian(str(value)) if isinstance(value, int) else value for name, value in values.items()}
    return messages()[key].format(**shown)


def problem_in_persian(error: dict[str, Any]) -> str:
    """Return one Persian sentence for one of pydantic's error dicts: the field, the value, the remedy."""
    place = (digits_to_persian(str(part + 1)) if isinstance(part, int) else part for part in error["loc"])
    field = ".".join(place) or "سفارش"
    kind = "empty" if error["type"] == "string_too_short" and not str(error["input"]).strip() else error["type"]
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(", ", "، ").replace(" or ", " یا ")
    sentence = messages().get(f"field/{kind}") or messages()["field/other"]
    text = digits_to_persian(sentence.format(**context | {"field": field, "input": _shown(error.get("input"))}))
    told = shown(text if "{field}" in sentence or not error["loc"] else f"«{field}»: {text}")
    # The place comes first and the remedy last, so a long sentence loses its middle.
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST // 2]}…{told[-_LONGEST // 2 :]}"


def few_problems(problems: list[str]) -> list[str]:
    """Return the first twenty problems and how many more there are."""
    more = len(problems) - _MOST_TOLD
    return problems if more <= 0 else [*problems[:_MOST_TOLD], digits_to_persian(f"و {more} ایراد دیگر")]


def at_most(most: int) -> BeforeValidator:
    """Return a validator that refuses a longer list or mapping before its items are validated."""

    def judged(value: object) -> object:
        if isinstance(value, list | tuple | dict) and len(value) > most:
            raise PydanticCustomError("too_long", "at most {max_length} items", {"max_length": most})
        return value

    return BeforeValidator(judged)


def _shown(value: object) -> str:
    """Return a value for display: short text as it is, containers by their kind."""
    if isinstance(value, dict):
        return "مجموعه‌ای از کلیدها"
    return "فهرست" if isinstance(value, list | tuple) else str(value)[:_SHOWN] or "خالی"
