"""Quotations: sentences of a text that are a quotation of its brief, word for word."""

import pytest

from bumi.newsroom.publication.quotations import quotations_of
from bumi.piece import Fields, Source

QUOTE = {"speaker": "سعید ملک‌آبادی", "role": "مسئول آموزش هلال‌احمر", "text": "هدف ما ترساندن بچه‌ها نیست."}
SENTENCE = "سعید ملک‌آبادی، مسئول آموزش هلال‌احمر، گفت: «هدف ما ترساندن بچه‌ها نیست.»"


def said(body: str, text: str = SENTENCE, ids: tuple[str, ...] = ("q1",)) -> list[tuple[str, str, str]]:
    sources = (Source(field="body", text=text, rests_on=ids, notes=()),)
    found = quotations_of(Fields(headline="", lede="", body=body), sources, [QUOTE])
    return [(each.text, each.speaker, each.role) for each in found]


def test_a_quotation_has_its_words_and_its_speaker() -> None:
    told = [("هدف ما ترساندن بچه‌ها نیست.", QUOTE["speaker"], QUOTE["role"])]
    assert said(f"مانور برگزار شد. {SENTENCE} همه آمدند.") == told


def test_a_speaker_may_be_named_in_another_sentence() -> None:
    later = "او گفت: «هدف ما ترساندن بچه‌ها نیست.»"
    assert said(f"سعید ملک‌آبادی آمد. {later}", later) == [(QUOTE["text"], QUOTE["speaker"], "")]


@pytest.mark.parametrize(
    ("body", "text", "ids"),
    [
        (SENTENCE.replace("نیست", "نبود"), SENTENCE.replace("نیست", "نبود"), ("q1",)),  # other words
        (SENTENCE.replace("سعید", "وحید"), SENTENCE.replace("سعید", "وحید"), ("q1",)),  # another speaker
        (SENTENCE, SENTENCE, ("n1",)),
        ("چیز دیگری.", SENTENCE, ("q1",)),
        ("گفت هدف ترساندن نیست.", "گفت هدف ترساندن نیست.", ("q1",)),
        (f"شهرداری تکذیب کرد که {SENTENCE}", SENTENCE, ("q1",)),
        *(
            (told, told, ("q1",))
            for told in (
                SENTENCE.replace(" گفت", " پس از دو روز در ۱۲ محله گفت"),
                SENTENCE.replace(" گفت", " تکذیب کرد"),
                SENTENCE.replace(" گفت", " نگفت"),
                f"آب قطع شد. {SENTENCE}",
            )
        ),
    ],
)
def test_anything_else_stays_a_sentence(body: str, text: str, ids: tuple[str, ...]) -> None:
    assert said(body, text, ids) == []
