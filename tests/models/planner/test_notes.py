""""""

import pytest

from bumi.brief import Brief
from bumi.checks import as_written
from bumi.models.planner import as_written as parts_as_written
from bumi.models.planner.notes import of_one_hand
from bumi.models.planner.reading import read_brief
from bumi.pipeline.writing import formal

NOTES = [
    "واریزهای آبان (۴۱ میلیون) سالمه، رسید داریم",
    "اگه زدی عکس رسید بیار دفتر",
    "سانس خانوما صبحه سانس آقایون عصر",
]


def test_a_note_is_spoken_where_its_neighbours_are() -> None:
    parts = {"agency": "انجمن نخل و خرما", "n1": NOTES[0], "n2": NOTES[1]}
    written = of_one_hand(parts, as_written)
    assert written(NOTES[0]) == "واریزهای آبان (۴۱ میلیون) سالم است، رسید داریم"
    assert (
        written("قلک‌ها معتبره به شرط پلمب") == "قلک‌ها معتبره به شرط پلمب"
    )  # not of the brief, and without a sure sign


def test_the_parts_of_a_brief_are_written_as_one() -> None:
    brief = Brief.model_validate(
        {"kind": "notice", "topic": "کارت خیریه", "agency": "خیریه", "county": "بم", "axis": "امنیت", "notes": NOTES}
    )
    parts = parts_as_written(brief, formal)
    assert parts["n1"] == "واریزهای آبان (۴۱ میلیون) سالم است، رسید هست"
    assert parts["n2"] == "اگر زدید عکس رسید بیاورید دفتر"
    assert parts["n3"] == NOTES[2]


def test_the_officer_is_asked_what_would_be_left_spoken() -> None:
    asked = read_brief({"kind": "notice", "notes": NOTES}, formal=as_written).notes
    spoken = [[(each.matched, each.text) for each in note.questions if each.kind == "spoken"] for note in asked]
    assert spoken == [[], [], [("صبحه", "«صبحه» گفتاری است؛ در خبر چه بنویسیم؟")]]


def test_the_officer_sees_how_spoken_sentences_will_be_written() -> None:
    notes = [
        "۱۲ تا تیم اومد و پارسال ۷ تا بود",
        "بینایی سنج از جیرفت میاد فقط همین یه روز هست",
        "ورود برای همه آزاد است",
    ]
    brief = {"kind": "event", "notes": notes, "call_to_action": "شناسنامه بچه یادتون نره", "topic": "دیدار"}
    read = read_brief(brief, formal=formal)
    asked = [[(each.kind, each.answers[0].text) for each in note.questions if each.answers] for note in read.notes]
    assert asked == [
        [("written", "۱۲ تا تیم آمد و پارسال ۷ تا بود")],
        [("written", "بینایی‌سنج از جیرفت می‌آید؛ فقط همین یک روز هست")],
        [],
    ]
    assert [each.kind for each in read.fields["call_to_action"]] == ["written"] and "topic" not in read.fields
    again = read_brief({"kind": "event", "notes": [asked[1][0][1]]}, formal=formal)
    assert not again.notes[0].questions


@pytest.mark.parametrize(("note", "word"), [("خیلیا گفتن کم بود", "گفتن"), ("اونموقع زیرزمین خونه‌ش بود", "خانه‌ش")])
def test_a_spoken_word_that_may_be_another_is_asked_about(note: str, word: str) -> None:
    (read,) = read_brief({"kind": "feature", "notes": [note]}, formal=formal).notes
    assert [each.matched for each in read.questions] == [word]


def test_shorthand_that_ends_in_a_verb_is_no_sentence_yet() -> None:
    shorthand = [
        "مهلت خرید / تا ۳۰ دی / تمدید نمی‌شود",
        "عکس با فلش: نه، عروسک‌گردان پشت پرده نور می‌خورد",
        "فقط آب ولرم یا سشوار، شعله و آب جوش نه، ترک می‌خورد",
        "زخم ← سرخود سوزاندن نه، جای زخم بدتر می‌ماند",
        "اهدا یا امانت شیء با رسید کتبی، خرید نداریم",
    ]
    whole = [
        "مدیر موزه گفت: بازدید تا شب آزاد است",
        "آسانسور خراب است",
        "پارک باز است؛ موزه تعطیل است",
        "وجه نقد در هیچ شعبه‌ای دریافت نمی‌شود",
    ]
    read = read_brief({"kind": "event", "notes": [*shorthand, *whole]}, formal=formal).notes
    assert [each.verbless for each in read] == [True] * len(shorthand) + [False] * len(whole)
    release = {"kind": "event", "notes": [*shorthand, "خانه‌ها رو دیدیم"], "release": "خبر"}
    assert not any(each.verbless or each.questions for each in read_brief(release, formal=formal).notes[:3])


def test_clauses_of_which_one_has_no_verb_are_asked_about_and_what_runs_on_is_joined() -> None:
    notes = ["خط‌کشی و تابلو هنوز نزدیم، تا آخر دی", "کارتخوان داریم پول نقد کمتر بیارید", "گله‌ها دیگه از جاده رد نمیشن"]
    read = read_brief({"kind": "recap", "notes": notes}, formal=formal).notes
    assert [each.verbless for each in read] == [True, True, False]
    assert [each.suggestions for each in read] == [(), ("کارتخوان هست؛ پول نقد کمتر بیاورید.",), ()]
    assert [answer.text for each in read[2].questions for answer in each.answers] == ["گله‌ها دیگر از جاده رد نمی‌شوند"]


def test_a_spoken_note_of_several_clauses_is_offered_as_it_will_be_written_unless_they_run_on() -> None:
    notes = ["شناسنامه بیارن، دفترچه مهم نیست", "۲ سال طول کشید آهن گرون شد ۵ ماه خوابید"]
    read = read_brief({"kind": "recap", "notes": notes}, formal=formal).notes
    assert [(each.verbless, each.suggestions) for each in read] == [
        (True, ("شناسنامه بیاورند، دفترچه مهم نیست.",)),
        (True, ()),
    ]


def test_what_the_lede_says_needs_no_sentence_of_its_own() -> None:
    given = {"kind": "recap", "notes": ["۲۱۴ پرواز، ۲۳۱ بیمار", "۲۱۴ پرواز، ۲ بالگرد"]}
    lede = "اورژانس هوایی در شش ماه با ۲۱۴ پرواز ۲۳۱ بیمار را جابه‌جا کرد"
    assert [each.verbless for each in read_brief(given, formal=formal).notes] == [True, True]
    assert [each.verbless for each in read_brief(given | {"lede": lede}, formal=formal).notes] == [False, True]
