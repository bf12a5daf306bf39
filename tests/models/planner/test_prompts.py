"""The files of prompts/ are whole, and quotations and news are attributed by them."""

from pathlib import Path

import pytest

from bumi.brief import Kind, Quote
from bumi.errors import NotAvailable
from bumi.models.planner.assembly import PlannedSentence
from bumi.models.planner.prompts import by, filled, names_place, prompt, quotations


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_its_file(kind: Kind) -> None:
    made = prompt(kind)
    assert made.version.startswith(f"{kind.value}@")
    assert made.paragraph >= 1 and made.quote_after >= 0
    assert all("{agency}" in pattern for pattern in (*made.attribution.source, *made.attribution.advice))
    assert "{text}" in made.attribution.first
    assert all("«{text}»" in pattern for pattern in made.attribution.again)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"topic": "شب شعر", "when": "شنبه", "where": "بافت"}, "«شب شعر» شنبه در بافت برگزار می‌شود."),
        ({"topic": "شب شعر"}, "«شب شعر» برگزار می‌شود."),
        ({"topic": "شب شعر", "where": "بافت"}, "«شب شعر» در بافت برگزار می‌شود."),
    ],
)
def test_what_hangs_on_an_empty_part_is_left_out(parts: dict[str, str], expected: str) -> None:
    assert filled("«{topic}» {when} در {where} برگزار می‌شود.", parts) == expected


def test_sources_go_in_turn_and_advice_has_its_own() -> None:
    voice, told = prompt(Kind.EVENT).attribution, PlannedSentence("باران بارید.", ("n1",))
    said = [by("شهرداری انار", told, voice, turn) for turn in range(len(voice.source) + 1)]
    assert said[0] == said[-1] and len({each.text for each in said}) == len(voice.source)
    assert all("شهرداری انار، باران بارید." in each.text and each.rests_on == ("agency", "n1") for each in said)
    assert by("شهرداری انار", told, voice, 0, advice=True).text == "به توصیه شهرداری انار، باران بارید."


def test_a_place_is_named_by_itself_alone() -> None:
    assert names_place("کتابخانه مرکزی بم", "بم") and names_place("بم؛ هفته کتاب", "بم")
    assert not names_place("کتاب مثل‌های بمی", "بم")


def test_a_speaker_is_named_in_full_once_and_the_verbs_go_in_turn() -> None:
    quotes = [Quote(speaker="مریم انصاری", role="سرپرست", text=text) for text in ("یک کلمه", "دو کلمه.", "سه کلمه؟")]
    said = [each.text for each in quotations(quotes, prompt(Kind.EVENT).attribution)]
    assert said[0] == "مریم انصاری، سرپرست، گفت: «یک کلمه»."
    assert sum("سرپرست" in each for each in said) == 1 and len({each.split("«")[0] for each in said}) == 3
    assert said[1].endswith("کلمه.»") and said[2].endswith("؟»")


def test_a_file_that_is_missing_is_no_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.models.planner.prompts.PACKAGE", tmp_path)
    with pytest.raises(NotAvailable, match=r"event\.yaml: این پرونده نیست"):
        prompt.__wrapped__(Kind.EVENT)
