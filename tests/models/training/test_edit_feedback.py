"""What an editor's change teaches, and what it does not."""

from typing import Any

import pytest

from bumi.brief import brief_from
from bumi.models.data.training_examples import is_woven
from bumi.models.training.edit_feedback import lessons
from bumi.piece import Fields, Source

BRIEF = brief_from(
    {
        "kind": "event",
        "topic": "جشنواره انار",
        "agency": "شهرداری راور",
        "county": "راور",
        "axis": "فرهنگ",
        "when": "چهارشنبه ۴ آذر",
        "where": "باغ ملی راور",
        "notes": ["ورود آزاد", "۶۰ غرفه", "داوری بهترین انار، ۳ رقم، جایزه نهال پیوندی", "غرفه مجانیه"],
        "quotes": [{"speaker": "مریم احمدی", "text": "درِ باغ به روی همه باز است."}],
    },
    "brief",
)
LEDE = "جشنواره انار چهارشنبه ۴ آذر در باغ ملی راور برگزار می‌شود."
SAID = {
    ("agency", "n1"): "به گفته شهرداری راور، ورود آزاد است.",
    ("n2",): "۶۰ غرفه برپا می‌شود.",
    ("q1",): "مریم احمدی گفت: «درِ باغ به روی همه باز است.»",
    ("n3",): "• داوری بهترین انار، ۳ رقم، جایزه نهال پیوندی",
}


def source(field: str, ids: tuple[str, ...], text: str) -> Source:
    return Source(field=field, text=text, rests_on=ids, notes=tuple(BRIEF.parts()[id_] for id_ in ids))


DRAFTED = (
    source("lede", ("topic", "when", "where"), LEDE),
    *(source("body", ids, text) for ids, text in SAID.items()),
)


def taught(lede: str = LEDE, **instead: str) -> list[dict[str, Any]]:
    """What is learnt where the body's sentences that rest on the last of some ids were changed."""
    body = " ".join(instead.get(ids[-1], text) for ids, text in SAID.items() if ids != ("n3",))
    body += "\n\n" + instead.get("n3", SAID[("n3",)])
    return lessons(BRIEF, DRAFTED, Fields(headline="انار", lede=lede, body=body))


def test_what_nobody_changed_teaches_nothing() -> None:
    assert taught() == []


def test_a_sentence_teaches_with_the_note_it_rested_on() -> None:
    (note,) = taught(n2="۶۰ غرفه دایر است.")
    assert note == {"kind": "event", "topic": "جشنواره انار", "note": "۶۰ غرفه", "sentence": "۶۰ غرفه دایر است."}
    assert is_woven(note)


def test_a_lede_teaches_nothing_since_rules_write_it() -> None:
    assert taught(lede=LEDE.replace("می‌شود", "خواهد شد")) == []


def test_who_says_it_is_left_out() -> None:
    (note,) = taught(n1="به گفته شهرداری راور، ورود آزاد خواهد بود.")
    assert (note["note"], note["sentence"]) == ("ورود آزاد", "ورود آزاد خواهد بود.")


def test_a_point_that_became_a_sentence_teaches_wherever_it_stands() -> None:
    sentence = "داوری بهترین انار ۳ رقم دارد و جایزه نهال پیوندی است."
    (note,) = taught(n2=f"۶۰ غرفه برپا می‌شود. {sentence}", n3="")
    assert (note["note"], note["sentence"]) == (BRIEF.notes[2], sentence)


@pytest.mark.parametrize(
    "instead",
    [
        {"n2": "شصت غرفه در انتظار مردم است."},  # rephrased
        {"n2": "۶۱ غرفه دایر است."},  # another number
        {"n2": ""},  # cut
        {"n2": "۶۰ غرفه برپا میشود."},  # spacing
        {"q1": "مریم احمدی افزود: «درِ باغ به روی همه باز است.»"},
    ],
)
def test_what_the_writer_could_not_have_written_teaches_nothing(instead: dict[str, str]) -> None:
    assert taught(**instead) == []


def test_two_notes_in_one_sentence_teach_as_one() -> None:
    drafted = [source("body", ("n1", "n2"), "ورود آزاد است و ۶۰ غرفه برپا می‌شود.")]
    fields = Fields(headline="انار", lede=LEDE, body="ورود آزاد است و ۶۰ غرفه دایر است.")
    assert [note["note"] for note in lessons(BRIEF, drafted, fields)] == ["ورود آزاد؛ ۶۰ غرفه"]


def test_spoken_words_are_learnt_in_writing() -> None:
    drafted = [source("body", ("n4",), "غرفه مجانی است.")]
    fields = Fields(headline="انار", lede=LEDE, body="غرفه مجانی خواهد بود.")
    assert lessons(BRIEF, drafted, fields) == []
    (note,) = lessons(BRIEF, drafted, fields, lambda text: text.removesuffix("ه"))
    assert note["note"] == "غرفه مجانی"


def test_what_was_chosen_for_a_note_teaches_where_readers_were_given_it() -> None:
    chosen = ((1, "ورود آزاد است."), (2, "۶۰ غرفه هست و هر که خواست بیاید."), (4, "غرفه رایگان است."))
    sayings = [{"note": number, "text": text, "by": "نرگس"} for number, text in chosen]
    brief = brief_from(BRIEF.model_dump() | {"sayings": sayings}, "brief")
    body = "ورود آزاد است. ۶۰ غرفه هست و هر که خواست بیاید."
    told = lessons(brief, (), Fields(headline="انار", lede=LEDE, body=body))
    about = {"kind": "event", "topic": "جشنواره انار"}
    assert told == [
        {**about, "note": "ورود آزاد", "sentence": "ورود آزاد است."}
    ]  # the second is no weaving of its note
