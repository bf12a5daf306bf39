"""Every part of a brief finds its place, once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import Brief, Kind, brief_from, read_briefs
from bumi.settings import ROOT
from models.examples import read_pairs
from models.plan import APART, plan
from models.prompts import prompt

NOTES = [
    "۱۲ غرفه",
    "ورود رایگان",
    "پارکینگ بازدیدکنندگان در زمین خاکی جلوی مدرسه است و رایگان؛ توقف خودرو در کوچه‌های باریک اطراف ممنوع اعلام شده است",
    "سه استادکار از سیرجان می‌آیند و آموزش می‌دهند",
]
QUOTES = [
    {"speaker": "مریم کریمی", "role": "دبیر", "text": "همه بیایند."},
    {"speaker": "مریم کریمی", "role": "دبیر", "text": "جا هست"},
    {"speaker": "علی رضایی", "text": "خوب است"},
]


def brief(kind: str = "event", **changes: object) -> Brief:
    given = {"topic": "جشنواره پسته", "agency": "فرمانداری انار", "county": "انار", "axis": "فرهنگ", "notes": NOTES}
    return brief_from({"kind": kind, **given, **changes}, "سفارش")


@pytest.mark.parametrize("kind", list(Kind))
@given(
    notes=st.lists(st.sampled_from(NOTES), min_size=1, max_size=8),
    quotes=st.lists(st.sampled_from(QUOTES), max_size=4),
    when=st.sampled_from(["", "شنبه ۷ آذر"]),
    call=st.sampled_from(["", "ثبت‌نام تا ۱۰ آذر"]),
)
def test_nothing_is_left_out(kind: Kind, notes: list[str], quotes: list[dict[str, str]], when: str, call: str) -> None:
    made = brief(kind.value, notes=notes, quotes=quotes, when=when, call_to_action=call)
    every = [slot.request for slot in plan(made, prompt(kind)).slots() if slot.request]
    for unsaid in ([], every[1:], every[:1], every):
        said = {id_ for slot in plan(made, prompt(kind), unsaid=unsaid).slots() for id_ in slot.rests_on}
        assert set(made.parts()) - {"agency", "county", "topic"} <= said


def test_a_quotation_stands_verbatim_with_speaker_and_role() -> None:
    made = brief(quotes=QUOTES)
    slots = (slot for paragraph in plan(made, prompt(made.kind)).body for slot in paragraph)
    assert [slot.words for slot in slots if slot.rests_on[0].startswith("q")] == [
        "مریم کریمی، دبیر، گفت: «همه بیایند.»",
        "مریم کریمی افزود: «جا هست».",
        "علی رضایی گفت: «خوب است».",
    ]


def test_a_note_of_two_facts_makes_two_sentences_and_two_short_ones_make_one() -> None:
    ids = [slot.rests_on for paragraph in plan(brief(when="شنبه ۷ آذر"), prompt(Kind.EVENT)).body for slot in paragraph]
    assert ids == [("agency", "n1", "n2"), ("n3",), ("n3",), ("n4",)]


def test_every_pair_of_the_project_can_be_planned() -> None:
    for pair in read_pairs() + read_pairs(dev=True):
        made = brief_from({**pair["brief"], "kind": pair["kind"]}, "pair")
        assert plan(made, prompt(made.kind)).body or plan(made, prompt(made.kind)).lede.rests_on


@pytest.mark.parametrize(
    ("kind", "when", "written"),
    [
        ("event", "شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰", "شنبه ۷ آذر، ساعت ۱۰"),
        ("recap", "شنبه ۱۸ مهر ۱۴۰۲", "شنبه ۱۸ مهر ۱۴۰۲"),
        ("event", "پنجشنبه ۱۴۰۵/۰۷/۱۸ ساعت ۱۰", "پنجشنبه ۱۴۰۵/۰۷/۱۸ ساعت ۱۰"),
        ("notice", "سال ۱۴۰۴", "سال ۱۴۰۴"),
    ],
)
def test_the_year_is_left_out_only_of_a_date_near_at_hand(kind: str, when: str, written: str) -> None:
    made = brief(kind, when=when)
    slots = plan(made, prompt(made.kind)).slots()
    assert written in {text for slot in slots if slot.request for id_, text in slot.request.parts if id_ == "when"}


def test_two_sentences_on_one_note_stand_in_one_paragraph() -> None:
    for before in range(6):
        made = brief(notes=["این یادداشت یک جمله ساده و کامل است"] * before + [NOTES[2], NOTES[3]])
        paragraphs = [[slot.rests_on for slot in paragraph] for paragraph in plan(made, prompt(made.kind)).body]
        assert [item for paragraph in paragraphs for item in paragraph]
        for first, second in pairwise(paragraphs):
            assert first[-1] != second[0]


def test_a_note_that_is_a_sentence_stands_as_it_is() -> None:
    given = ["ورود آزاد", "کارگاه تا پایان مهر ادامه دارد"]
    made = brief(notes=given, when="شنبه", call_to_action="با ۱۱۵ تماس بگیرید.")
    words = [slot.words for paragraph in plan(made, prompt(made.kind)).body for slot in paragraph]
    assert words == ["", "کارگاه تا پایان مهر ادامه دارد.", "با ۱۱۵ تماس بگیرید."]


def test_a_headline_is_the_topic_with_the_county_once() -> None:
    assert plan(brief(), prompt(Kind.EVENT)).headline == "جشنواره پسته در انار"
    assert plan(brief(topic="جشنواره پسته انار"), prompt(Kind.EVENT)).headline == "جشنواره پسته انار"
    assert plan(brief(topic="مانور در مدرسه‌ها"), prompt(Kind.EVENT)).headline == "مانور در مدرسه‌ها"
    assert plan(brief(topic="مدرسه‌های شهرستان"), prompt(Kind.EVENT)).headline == "مدرسه‌های شهرستان انار"
    whole = {"county": "استان کرمان"}
    assert plan(brief(topic="سیل در جنوب استان", **whole), prompt(Kind.EVENT)).headline == "سیل در جنوب استان کرمان"
    assert plan(brief(topic="جشنواره پسته", **whole), prompt(Kind.EVENT)).headline == "جشنواره پسته در استان کرمان"


def test_the_province_is_not_said_twice_in_a_lede() -> None:
    for county, kind in (("استان کرمان", "استان"), ("انار", "شهرستان")):
        opening = plan(brief(topic=f"نشست مدیران {kind}", county=county), prompt(Kind.EVENT)).lede
        assert opening.request and opening.request.topic == f"نشست مدیران {kind} {county.split()[-1]}"
        assert opening.request.woven().count(county.split()[-1]) == 1 and "county" in opening.rests_on


def test_the_shortest_brief_opens_with_its_day_and_place() -> None:
    """The README's own sample: one note has all of it."""
    [sample] = read_briefs(ROOT / "briefs" / "03-short-ravar.yaml")
    for seed in range(7):
        made = plan(sample, prompt(sample.kind), seed)
        assert {"topic", "when", "where"} <= set(made.lede.rests_on)
        assert [slot.rests_on for paragraph in made.body for slot in paragraph] == [("agency", "n1")]
    assert sample.parts()["n1"] == "ورود آزاد"


def test_ledes_open_in_several_ways_and_one_seed_in_one() -> None:
    made = brief(when="شنبه ۷ آذر", where="سالن شهر")
    ways = {plan(made, prompt(made.kind), seed).lede.request.first for seed in range(40)}  # type: ignore[union-attr]
    assert ways == {"topic", "when", "where", "county"}
    assert plan(made, prompt(made.kind), 3) == plan(made, prompt(made.kind), 3)


def test_one_seed_names_the_source_otherwise_than_the_next() -> None:
    made = brief(when="شنبه ۷ آذر", where="سالن شهر")
    frames = [plan(made, prompt(made.kind), seed).body[0][0].frame for seed in range(3)]
    assert len(set(frames)) == 3 and all(made.agency in frame for frame in frames)


def test_what_is_tried_for_another_opening_names_its_source_as_before() -> None:
    frames = {plan(brief(), prompt(Kind.EVENT), 1 + APART * tried).body[0][0].frame for tried in range(7)}
    assert len(frames) == 1 and frames != {plan(brief(), prompt(Kind.EVENT), 2).body[0][0].frame}


def test_a_time_and_a_place_that_the_lede_does_not_say_are_points() -> None:
    made = brief("feature", when="پاییز", where="بروات")
    points = plan(made, prompt(made.kind)).points
    assert [(slot.words, slot.plain) for slot in points] == [("• زمان: پاییز", False), ("• مکان: بروات", False)]


def test_a_time_that_says_whose_it_is_is_not_told_of_the_topic() -> None:
    of_market = {"topic": "ثبت‌نام غرفه‌های بازارچه", "where": "پارک شهر"}
    made = brief("notice", when="بازارچه از ۲۰ تا ۲۵ اسفند", **of_market)
    found = plan(made, prompt(made.kind))
    assert not {"when", "where"} & set(found.lede.rests_on)
    assert {"when", "where"} <= {id_ for point in found.points for id_ in point.rests_on}
    for when in ("از ۲۰ تا ۲۵ اسفند", "شنبه ۲۰ اسفند"):
        made = brief("notice", when=when, **of_market)
        assert "when" in plan(made, prompt(made.kind)).lede.rests_on


def test_spoken_words_of_the_notes_are_put_into_writing() -> None:
    made = brief(notes=["نوه‌اش یاد می‌گیره"])
    slots = plan(made, prompt(made.kind), 0, lambda text: text.replace("می‌گیره", "می‌گیرد")).slots()
    assert any(slot.request and "می‌گیرد" in slot.request.source() for slot in slots)


@pytest.mark.parametrize("kind", ["statement", "explainer"])
def test_the_agency_is_the_source_of_a_lede_and_never_its_doer(kind: str) -> None:
    made = brief(kind, topic="گرمازدگی: نشانه‌ها", agency="مرکز بهداشت", when="شنبه ۷ آذر")
    lede = plan(made, prompt(made.kind)).lede
    assert "مرکز بهداشت" in lede.frame and "درباره گرمازدگی در انار" in lede.frame and "{sentence}" in lede.frame
    assert lede.place == "lede" and lede.request is not None and dict(lede.request.parts) == {"n1": NOTES[0]}
    assert {"topic", "agency", "n1"} <= set(lede.rests_on)


def test_what_cannot_be_said_becomes_a_point_and_the_next_sentence_names_the_source() -> None:
    made = brief(notes=["۶۲ گلیم، ۱۹ تا فروشی", "شش استادکار می‌آیند", "فروش: نه"], when="شنبه ۷ آذر")
    first = plan(made, prompt(made.kind)).body[0][0]
    again = plan(made, prompt(made.kind), unsaid={first.request})
    assert [(slot.rests_on, slot.words, slot.plain) for slot in again.points] == [
        (("n1",), "• ۶۲ گلیم، ۱۹ تا فروشی", True)
    ]
    assert again.body[0][0].rests_on == ("agency", "n2") and made.agency in again.body[0][0].frame


def test_two_short_notes_that_make_no_sentence_are_tried_one_by_one() -> None:
    made = brief(notes=["۱۲ غرفه", "ورود رایگان"], when="شنبه ۷ آذر")
    joined = plan(made, prompt(made.kind)).body[0][0].request
    apart = plan(made, prompt(made.kind), unsaid={joined})
    assert [dict(slot.request.parts) for slot in apart.body[0] if slot.request] == [
        {"n1": "۱۲ غرفه"},
        {"n2": "ورود رایگان"},
    ]
    assert not apart.points


def test_a_lede_does_without_a_note_that_it_cannot_say() -> None:
    made = brief("recap", when="شنبه ۷ آذر", where="سالن شهر")
    first = plan(made, prompt(made.kind)).lede
    again = plan(made, prompt(made.kind), unsaid={first.request}).lede
    assert "n1" in first.rests_on and "n1" not in again.rests_on and again.request
    last = plan(made, prompt(made.kind), unsaid={first.request, again.request}).lede
    assert last.plain and made.topic in last.words


def test_a_lede_around_a_note_takes_the_first_that_can_be_said() -> None:
    made = brief("statement")
    first = plan(made, prompt(made.kind)).lede
    again = plan(made, prompt(made.kind), unsaid={first.request}).lede
    assert first.rests_on[-1] == "n1" and again.rests_on[-1] == "n2" and again.frame == first.frame


def test_a_lede_that_begins_with_the_place_begins_with_in() -> None:
    made = brief(when="شنبه ۷ آذر", where="سالن شهر")
    requests = [plan(made, prompt(made.kind), seed).lede.request for seed in range(40)]
    woven = {request.first: request.woven() for request in requests if request}
    assert woven["where"].startswith("در سالن شهر\nانار\nجشنواره پسته\nشنبه ۷ آذر")
    assert woven["when"].startswith("شنبه ۷ آذر\nجشنواره پسته\nسالن شهر")


def test_where_no_place_is_known_a_lede_may_begin_with_its_county() -> None:
    made = brief("notice", when="", where="")
    requests = [plan(made, prompt(made.kind), seed).lede.request for seed in range(40)]
    assert {request.first for request in requests if request} == {"topic", "county"}


def test_a_note_that_is_not_said_well_as_a_whole_is_told_fact_by_fact() -> None:
    made = brief(notes=["ورود برای همه آزاد؛ پارکینگ پشت سالن شهر"], when="شنبه ۷ آذر")
    whole = [slot.request for row in plan(made, prompt(made.kind)).body for slot in row]
    pieces = [slot for row in plan(made, prompt(made.kind), unsaid=set(whole)).body for slot in row]
    assert [dict(slot.request.parts)["n1"] for slot in pieces if slot.request] == [
        "ورود برای همه آزاد",
        "پارکینگ پشت سالن شهر",
    ]


def test_a_fact_that_speaks_of_the_one_before_is_not_told_apart_from_it() -> None:
    made = brief(notes=["رمز پویا، تاریخ انقضا؛ هیچ‌کدام را به کسی نگویید"], when="شنبه ۷ آذر")
    whole = {slot.request for slot in plan(made, prompt(made.kind)).slots() if slot.request}
    points = plan(made, prompt(made.kind), unsaid=whole).points
    assert [slot.words for slot in points if "n1" in slot.rests_on] == [f"• {made.notes[0]}"]


def test_a_road_that_is_also_the_place_is_named_once() -> None:
    made = brief("notice", topic="مسدود شدن محور به علت سیلاب", where="محور بم-ریگان", when="از شنبه")
    lede = plan(made, prompt(made.kind)).lede
    assert lede.request and dict(lede.request.parts)["topic"] == "محور بم-ریگان به علت سیلاب"
    assert "where" in lede.rests_on and "where" not in dict(lede.request.parts)
    elsewhere = plan(made, prompt(made.kind), unsaid={lede.request}).lede
    assert elsewhere.request and dict(elsewhere.request.parts)["where"] == "محور بم-ریگان"
