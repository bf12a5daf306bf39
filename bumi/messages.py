"""Persian messages for pydantic's validation errors: one catalogue for files, forms and the API."""

from typing import Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bumi.persian.text import digits_to_persian, shown

_SHOWN = 60  # characters of a value that are shown
_LONGEST = 400  # characters of a sentence
_MOST_TOLD = 20

_SENTENCES = {
    "missing": "«{field}» نوشته نشده است؛ آن را بیفزایید",
    "empty": "«{field}» نوشته نشده است؛ آن را بنویسید",
    "extra_forbidden": "«{field}» شناخته نیست؛ نام آن را ببینید یا برش دارید",
    "string_too_short": "«{field}» کوتاه است ({input})؛ دست‌کم {min_length} نویسه بنویسید",
    "string_too_long": "«{field}» بلند است؛ حداکثر {max_length} نویسه بنویسید",
    "too_short": "«{field}» دست‌کم {min_length} مورد می‌خواهد",
    "too_long": "«{field}» حداکثر {max_length} مورد می‌پذیرد؛ کوتاه‌ترش کنید",
    "enum": "«{field}» نمی‌تواند «{input}» باشد؛ یکی از این‌ها را بنویسید: {expected}",
    "string_type": "«{field}» باید متن باشد، نه {input}",
    "tuple_type": "«{field}» باید فهرست باشد؛ هر مورد در سطری که با خط تیره آغاز می‌شود",
    "model_type": "«{field}» باید از کلید و مقدار ساخته شده باشد، نه {input}",
    "value_error": "{error}",
}


def problem_in_persian(error: dict[str, Any]) -> str:
    """Return one Persian sentence for one of pydantic's error dicts: the field, the value, the remedy."""
    place = (digits_to_persian(str(part + 1)) if isinstance(part, int) else part for part in error["loc"])
    field = ".".join(place) or "سفارش"
    kind = "empty" if error["type"] == "string_too_short" and not str(error["input"]).strip() else error["type"]
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(", ", "، ").replace(" or ", " یا ")
    sentence = _SENTENCES.get(kind, "«{field}» درست نیست ({input})؛ مقدار آن را ببینید")
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
