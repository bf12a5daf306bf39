"""The catalogue of Persian sentences for what is wrong in a brief."""

import re

import pytest
from pydantic import ValidationError

from bumi.brief import Brief, brief_from
from bumi.errors import BadInput
from bumi.messages import messages, problem_in_persian
from bumi.settings import PACKAGE

GOOD = {
    "kind": "event",
    "topic": "نمایشگاه کتاب",
    "agency": "اداره فرهنگ",
    "county": "بم",
    "axis": "فرهنگ",
    "notes": ["ورود آزاد"],
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"topic": ""}, "«topic» نوشته نشده است؛ آن را بیفزایید"),
        ({"tpoic": "x"}, "«tpoic» شناخته نیست؛ نام آن را ببینید یا برش دارید"),
        ({"topic": "شب"}, "«topic» کوتاه است (شب)؛ دست‌کم ۳ نویسه بنویسید"),
        ({"notes": ["ورود آزاد", "  "]}, "«notes.۲» نوشته نشده است؛ آن را بنویسید"),
        ({"topic": "ن" * 161}, "«topic» بلند است؛ حداکثر ۱۶۰ نویسه بنویسید"),
        ({"topic": ["x"]}, "«topic» باید متن باشد، نه فهرست"),
        ({"county": "ن" * 61}, "«county» بلند است؛ حداکثر ۶۰ نویسه بنویسید"),
        ({"county": "یزد"}, "«county»: شهرستان «یزد» در استان کرمان نیست؛ نام شهرستان یا «استان کرمان» را بنویسید"),
        ({"notes": []}, "«notes» نوشته نشده است؛ آن را بیفزایید"),
        ({"notes": "ورود آزاد"}, "«notes» باید فهرست باشد؛ هر مورد در سطری که با خط تیره آغاز می‌شود"),
        ({"notes": ["ورود آزاد"] * 31}, "«notes» حداکثر ۳۰ مورد می‌پذیرد؛ کوتاه‌ترش کنید"),
        ({"notes": ["ورود آزاد", "آ"]}, "«notes.۲» کوتاه است (آ)؛ دست‌کم ۲ نویسه بنویسید"),
        ({"notes": [{"a": "b", "c": "d"}]}, "«notes.۱» باید متن باشد، نه مجموعه‌ای از کلیدها"),
        ({"quotes": ["سلام"]}, "«quotes.۱» باید از کلید و مقدار ساخته شده باشد، نه سلام"),
        ({"starts_at": "فردا"}, "«starts_at»: «فردا» تاریخ نیست؛ مانند ۱۴۰۵/۰۹/۰۴ ۱۰:۳۰ بنویسید"),
        (
            {"urgency": "زود"},
            "«urgency» نمی‌تواند «زود» باشد؛ یکی از این‌ها را بنویسید: normal، urgent یا crisis",
        ),
    ],
)
def test_a_sentence_names_the_field_the_value_and_the_remedy(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        brief_from(GOOD | change, "سفارش ۱")
    assert caught.value.problems == (f"سفارش ۱: {sentence}",)


def test_a_value_that_is_no_mapping_at_all_is_named() -> None:
    with pytest.raises(BadInput, match="«سفارش» باید از کلید و مقدار ساخته شده باشد، نه سلام"):
        brief_from("سلام", "پرونده")


def test_an_error_without_a_sentence_of_its_own_still_names_field_and_value() -> None:
    assert problem_in_persian({"type": "new_in_pydantic", "loc": ("when",), "input": 7}) == (
        "«when» درست نیست (۷)؛ مقدار آن را ببینید"
    )


def test_braces_in_the_input_are_only_text() -> None:
    with pytest.raises(ValidationError) as caught:
        Brief.model_validate(GOOD | {"kind": "{0.__class__}"})
    assert "{۰.__class__}" in problem_in_persian(dict(caught.value.errors()[0]))


@pytest.mark.parametrize(("check", "room"), [("card", "cards"), ("message", "planning")])
def test_the_messages_of_cards_and_of_shared_messages_are_used(check: str, room: str) -> None:
    source = "".join(path.read_text("utf-8") for path in (PACKAGE / room).glob("*.py"))
    keys = [key for key in messages() if key.startswith(f"{check}/")]
    used = {key for key in keys if any(f'"{part}"' in source for part in (key, *re.split("[/.]", key)[1:]))}
    assert len(keys) > 2 and used == {*keys}
