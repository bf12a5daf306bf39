"""The schema of an answer, and answers as models give them."""

import json

import pytest

from bumi.models.constraints.schema import PieceAnswer, piece_schema, read_answer, repair_schema

SAID = {"rests_on": ["n1"], "text": "آب قطع شد."}
ANSWER = {"headline": "آب قطع شد", "lede": [SAID], "paragraphs": [[SAID]], "facts": []}


def test_only_the_parts_of_the_brief_can_be_cited_and_only_its_notes_are_facts() -> None:
    schema = piece_schema(["topic", "n1", "q1"])
    assert schema["$defs"]["Sentence"]["properties"]["rests_on"]["items"]["enum"] == ["topic", "n1", "q1"]
    assert schema["$defs"]["Fact"]["properties"]["note"]["enum"] == ["n1"]
    repairs = repair_schema(["n1"])["$defs"]
    assert all(it["properties"]["rests_on"]["items"]["enum"] == ["n1"] for it in repairs.values())


def test_ids_come_before_the_text_that_rests_on_them() -> None:
    assert [*piece_schema(["n1"])["$defs"]["Sentence"]["properties"]] == ["rests_on", "text"]


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "بفرمایید:\n{}\nامیدوارم خوب باشد.", "\n\n{}"])
def test_an_answer_is_read_whatever_stands_around_it(around: str) -> None:
    answer = read_answer(PieceAnswer, around.replace("{}", json.dumps(ANSWER, ensure_ascii=False)))
    assert answer and answer.lede[0].text == SAID["text"]


@pytest.mark.parametrize("text", ["", "نه", "{", "[]", '{"headline": "x"}', json.dumps({**ANSWER, "lede": []})])
def test_what_is_no_answer_is_none(text: str) -> None:
    assert read_answer(PieceAnswer, text) is None


def test_digits_are_persian_except_in_a_place_holder() -> None:
    said = {"rests_on": ["q1"], "text": "ساعت 8: {{q1}}"}
    answer = read_answer(PieceAnswer, json.dumps({**ANSWER, "lede": [said]}))
    assert answer and answer.lede[0].text == "ساعت ۸: {{q1}}"
