"""Reading briefs: what people write, and all that can be wrong with it."""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import Brief, Channel, Kind, Urgency, brief_from, read_briefs
from bumi.errors import BadInput
from bumi.persian.calendar import MONTHS, WEEKDAYS, jalali, jalali_day, parse_moment
from bumi.persian.text import digits_to_latin, digits_to_persian, normal
from bumi.province import province
from bumi.settings import ROOT
from bumi.words import FOR_BRIEFS
from tests.desk.attacks import BRIEFS

SAMPLES = sorted((Path(__file__).parents[1] / "briefs").glob("*.yaml"))
GOOD = """
kind: خبر رویداد
topic: نمایشگاه کتاب
agency: اداره فرهنگ و ارشاد بم
county: بم
axis: فرهنگ
notes:
  - ورود آزاد
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "brief.yaml"


def read(path: Path, text: str) -> Brief:
    path.write_text(text, "utf-8")
    (brief,) = read_briefs(path)
    return brief


def problems(path: Path, text: str) -> tuple[str, ...]:
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        read_briefs(path)
    return caught.value.problems


def test_five_keys_and_one_note_are_enough(written: Path) -> None:
    brief = read(written, GOOD)
    assert brief.kind is Kind.EVENT
    assert brief.channels == (Channel.SITE,)
    assert brief.urgency is Urgency.NORMAL
    assert brief.parts() == {
        "topic": "نمایشگاه کتاب",
        "agency": "اداره فرهنگ و ارشاد بم",
        "county": "بم",
        "n1": "ورود آزاد",
    }


def test_values_are_taken_in_persian_or_english_and_stored_in_normal_form(written: Path) -> None:
    text = GOOD.replace("خبر رویداد", "notice").replace("بم\naxis: فرهنگ", "شهر بابك\naxis: کسب و کار")
    brief = read(written, text + "urgency: فوری\nchannels: [ایتا, bale]\n")
    assert (brief.kind, brief.county, brief.axis) == (Kind.NOTICE, "شهربابک", "کسب‌وکار")
    assert (brief.urgency, brief.channels) == (Urgency.URGENT, (Channel.EITAA, Channel.BALE))


@pytest.mark.parametrize("name", ["استان کرمان", "کل استان"])
def test_the_county_may_be_the_whole_province(written: Path, name: str) -> None:
    assert read(written, GOOD.replace("county: بم", f"county: {name}")).county == "استان کرمان"


@pytest.mark.parametrize("moment", ["1405/09/04 10:30", "۱۴۰۵/۹/۴ ساعت ۱۰:۳۰", "2026-11-25T07:00Z", "2026-11-25 10:30"])
def test_times_may_be_jalali_or_iso_in_any_digits(written: Path, moment: str) -> None:
    brief = read(written, GOOD + f"starts_at: {moment}\n")
    assert brief.starts_at and jalali(brief.starts_at) == "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۳۰"
    assert brief.parts()["when"] == "چهارشنبه ۴ آذر، ساعت ۱۰:۳۰"


def test_a_last_day_lasts_to_its_end(written: Path) -> None:
    brief = read(written, GOOD + "starts_at: 1405-09-04\nends_at: 1405-09-04\nexpire_at: 2026-11-25\n")
    assert brief.ends_at == brief.expire_at == parse_moment("1405/09/04 23:59")


def test_a_note_may_hold_a_colon(written: Path) -> None:
    brief = read(written, GOOD + "  - ظرفیت: ۳۰ نفر\n  - مهلت - فردا 9:30\n")
    assert brief.notes == ("ورود آزاد", "ظرفیت: ۳۰ نفر", "مهلت - فردا 9:30")


def test_a_key_left_empty_is_one_not_written(written: Path) -> None:
    assert read(written, GOOD + "when:\nquotes:\nchannels: []\nstarts_at:\nphoto: ''\n") == read(written, GOOD)
    assert problems(written, GOOD.replace("نمایشگاه کتاب", "")) == (
        "brief.yaml، سفارش ۱: «topic» نوشته نشده است؛ آن را بیفزایید",
    )


def test_spaces_and_arabic_letters_are_tidied_and_half_spaces_kept(written: Path) -> None:
    assert read(written, GOOD.replace("نمایشگاه کتاب", "كارگاه   قالي‌بافي")).topic == "کارگاه قالی‌بافی"


def test_quotes_stay_verbatim_with_their_speaker(written: Path) -> None:
    brief = read(written, GOOD + "quotes:\n  - speaker: نگار سعیدپور\n    role: مربی\n    text: «بیایید»، همین!\n")
    assert brief.parts()["q1"] == "نگار سعیدپور، مربی: ««بیایید»، همین!»"
    brief = read(written, GOOD + "quotes:\n  - speaker: نگار سعیدپور\n    text: بیایید\n")
    assert brief.parts()["q1"] == "نگار سعیدپور: «بیایید»"


def test_what_is_internal_is_no_fact(written: Path) -> None:
    brief = read(written, GOOD + "internal_note: محرمانه\nphoto: عکس ورودی\n")
    assert "محرمانه" not in brief.facts()
    assert "عکس" not in brief.facts()


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one.yaml", "two.yaml", "three.yaml"))
    one.write_text(GOOD + "---" + GOOD.replace("بم\naxis: فرهنگ", "یزد\naxis: ورزش") + "tpoic: x\n", "utf-8")
    two.write_text("kind: [", "utf-8")
    three.write_text("", "utf-8")
    with pytest.raises(BadInput) as caught:
        read_briefs(one, two, three, tmp_path / "four.yaml")
    places = [problem.split(":")[0] for problem in caught.value.problems]
    assert places == ["one.yaml، سفارش ۲"] * 3 + ["two.yaml", "three.yaml", "four.yaml"]


def test_times_must_be_in_order(written: Path) -> None:
    text = GOOD + "embargo_until: 1405/09/05\npublish_at: 1405/09/04\n"
    assert problems(written, text) == (
        "brief.yaml، سفارش ۱: «publish_at» پیش از «embargo_until» است؛ یکی از این دو زمان را درست کنید",
    )


def test_every_bad_order_is_told_beside_what_else_is_wrong(written: Path) -> None:
    text = GOOD + "starts_at: 1405/09/05\nends_at: 1405/09/04\npublish_at: 1405/09/08\nexpire_at: 1405/09/07\n"
    ends, expires = problems(written, text)
    assert "«ends_at» پیش از «starts_at»" in ends and "«expire_at» پیش از «publish_at»" in expires
    unknown, *others = problems(written, text + "tpoic: x\n")
    assert "tpoic" in unknown and others == [ends, expires]


@pytest.mark.parametrize("name", list(Brief.model_fields))
def test_every_text_has_a_limit(name: str) -> None:
    data = yaml.safe_load(GOOD) | {name: "ن" * (70_000 if name == "release" else 5000)}
    with pytest.raises(BadInput) as caught:
        brief_from(data, "سفارش")
    assert all(f"«{name}" in problem for problem in caught.value.problems)


def test_a_brief_survives_the_database(written: Path) -> None:
    for brief in read_briefs(*SAMPLES):
        assert brief_from(json.loads(json.dumps(brief.model_dump(mode="json"))), "پایگاه داده") == brief


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_briefs_or_bad_input(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_bytes(content)
        assert_briefs_or_problems(path)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*Brief.model_fields, "tpoic"]), values))
def test_any_yaml_gives_briefs_or_bad_input(changes: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_text(yaml.safe_dump(yaml.safe_load(GOOD) | changes, allow_unicode=True), "utf-8")
        assert_briefs_or_problems(path)


@given(values | st.dictionaries(st.sampled_from(list(Brief.model_fields)), values))
def test_any_data_gives_a_brief_or_bad_input(data: object) -> None:
    """What the HTTP API hands over has other types than a file has."""
    try:
        brief_from(data, "سفارش")
    except BadInput as error:
        assert error.problems


def assert_briefs_or_problems(path: Path) -> None:
    try:
        briefs = read_briefs(path)
    except BadInput as error:
        assert error.problems
        assert all(problem.startswith("any.yaml") for problem in error.problems)
    else:
        assert briefs


def test_the_samples_are_of_every_kind_and_from_all_over_the_province() -> None:
    briefs = read_briefs(*SAMPLES)
    assert len(briefs) >= 12
    assert {brief.kind for brief in briefs} == {*FOR_BRIEFS}
    assert {brief.axis for brief in briefs} == {axis.name for axis in province().axes}
    assert len({brief.county for brief in briefs}) >= 9
    assert len({brief.agency for brief in briefs}) >= 10


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_weekdays_agree_with_the_calendar(path: Path) -> None:
    text = normal(path.read_text("utf-8"))
    for number, month in enumerate(MONTHS, 1):
        for before, rest in zip(text.split(month), text.split(month)[1:], strict=False):
            weekday, _, day = digits_to_latin(" ".join(before.split()[-2:])).partition(" ")
            if weekday in WEEKDAYS and day.isdigit():
                date = jalali_day(parse_moment(f"1405/{number}/{day}"), year=False)
                assert date == digits_to_persian(f"{weekday} {day} {month}"), rest[:20]


SHORT: dict[str, Any] = {
    "kind": "خبر رویداد",
    "topic": "شب شعر یلدا در راور",
    "agency": "اداره فرهنگ و ارشاد اسلامی راور",
    "county": "راور",
    "axis": "فرهنگ",
    "notes": ["دوشنبه ۳۰ آذر، ساعت ۱۹، کتابخانه عمومی راور، ورود آزاد"],
}
"""The brief of the README, word for word."""


def test_the_time_and_the_place_of_a_note_are_those_of_the_brief() -> None:
    brief = Brief.model_validate(SHORT)
    assert (brief.when, brief.where) == ("دوشنبه ۳۰ آذر، ساعت ۱۹", "کتابخانه عمومی راور")
    assert brief.notes == ("ورود آزاد",)
    assert Brief.model_validate(brief.model_dump(mode="json")) == brief
    assert "\n".join(f"  - {note}" for note in SHORT["notes"]) in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "دوشنبه ۳۰ آذر، ساعت ۲۰"},
        {"starts_at": "1405/09/30 19:00"},
        {"where": "سالن شهرداری"},
        {"kind": "معرفی"},
        {"notes": [*SHORT["notes"], "سه‌شنبه ۱ دی، پارک شهر"]},
    ],
)
def test_notes_are_left_whole_where_the_brief_or_another_note_says_it(changes: dict[str, Any]) -> None:
    brief = Brief.model_validate(SHORT | changes)
    assert SHORT["notes"][0] in brief.notes


def test_what_hides_in_a_brief_is_not_kept() -> None:
    typed = {
        "topic": "نشست\u202e انار",
        "agency": "شهر\u200bداری راور",
        "notes": ["با ９⑨ غرفه"],
        "where": "باغ\u2067 ملی",
    }
    brief = brief_from({"kind": "event", "county": "راور", "axis": "فرهنگ", **typed}, "سفارش")
    assert (brief.topic, brief.agency, brief.notes) == ("نشست انار", "شهرداری راور", ("با ۹۹ غرفه",))
    assert brief.where == "باغ ملی"


@pytest.mark.parametrize("kind", BRIEFS)
def test_what_is_no_brief_is_told_in_few_words_at_once(kind: str) -> None:
    try:
        data = json.loads(BRIEFS[kind](20_000))
    except (ValueError, RecursionError):
        data = json.loads(BRIEFS["deep notes"](500))
    begun = time.thread_time()
    with pytest.raises(BadInput) as error:
        brief_from(data, "سفارش")
    assert time.thread_time() - begun < 2
    assert sum(map(len, error.value.problems)) < 10_000


def test_of_many_problems_the_first_are_told_and_how_many_more_there_are() -> None:
    quote = {f"k{number}": "" for number in range(30)}
    with pytest.raises(BadInput) as error:
        brief_from({"quotes": [quote] * 10}, "سفارش")
    assert len(error.value.problems) == 21 and error.value.problems[-1].startswith("سفارش: و ۳")


def test_a_note_that_was_said_as_a_sentence_is_that_sentence(written: Path) -> None:
    said = "\nsayings:\n  - {note: 1, text: ورود برای همه آزاد است., by: مریم}\nlede: کتاب‌ها فردا به بم می‌رسند."
    parts = read(written, GOOD + said).parts()
    assert parts["n1"] == "ورود برای همه آزاد است." and parts["lede"] == "کتاب‌ها فردا به بم می‌رسند."


def test_a_label_leaves_a_note_as_it_was_typed(written: Path) -> None:
    assert read(written, f"{GOOD}\nsayings:\n  - {{note: 1, label: هزینه}}").parts()["n1"] == "ورود آزاد"
