"""Sentences for notes without a verb: what they say is what the note says, and no more."""

from collections.abc import Sequence

import pytest

from bumi.brief import Kind
from bumi.checks import as_written
from bumi.models.planner.reading import read_brief
from bumi.models.planner.suggestions import MOST, About, Suggester, by_rule, lacks_verb
from bumi.models.realiser import Candidate
from bumi.models.request import Request
from bumi.models.scoring.faithfulness import values
from bumi.persian.lexicon import listed_data

EVENT = About(Kind.EVENT, "کارگاه سفال در سیرجان")
RECAP = About(Kind.RECAP, "مسابقه دوچرخه‌سواری در بم")


@pytest.mark.parametrize(
    ("about", "note", "first"),
    [
        (EVENT, "ظرفیت ۳۰ نفر", "ظرفیت این کارگاه ۳۰ نفر است."),
        (EVENT, "ورود رایگان", "ورود رایگان است."),
        (EVENT, "مهلت ثبت‌نام: ۲۵ آذر", "مهلت ثبت‌نام تا ۲۵ آذر است."),
        (EVENT, "همراه: کارت ملی، عکس", "کارت ملی و عکس همراه داشته باشید."),
        (EVENT, "بلیت ۵۰ هزار تومان، دانشجویان رایگان", "بلیت ۵۰ هزار تومان است و برای دانشجویان رایگان است."),
        (EVENT, "شنبه ۱۴ آذر ساعت ۱۰", "این کارگاه شنبه ۱۴ آذر ساعت ۱۰ برگزار می‌شود."),
        (EVENT, "گزارش خرابی: ۱۲۲", "برای خرابی با شماره ۱۲۲ تماس بگیرید."),
        (About(Kind.NOTICE, "قطع برق بم"), "علت: تعمیر پست", "علت آن تعمیر پست است."),
        (About(Kind.NOTICE, "قطع برق بم"), "عبور کامیون ممنوع", "عبور کامیون ممنوع است."),
        (About(Kind.NOTICE, "قطع آب بم"), "علت، تعویض لوله", "علت آن تعویض لوله است."),
        (RECAP, "حضور ۳۰۰ داوطلب", "۳۰۰ داوطلب حضور داشتند."),
        (RECAP, "نفر اول: علی رضایی، ۵۲ دقیقه", "علی رضایی با ۵۲ دقیقه نفر اول شد."),
        (RECAP, "هزینه ۸۰ میلیون تومان", "هزینه این مسابقه ۸۰ میلیون تومان بود."),
        (About(Kind.FEATURE, "گرمابه راین"), "تنها گرمابه خشتی شهر", "این گرمابه تنها گرمابه خشتی شهر است."),
        (About(Kind.STATEMENT, "پل کهنوج"), "خسارت پارسال ۱۵ میلیارد تومان", "خسارت پارسال ۱۵ میلیارد تومان بود."),
    ],
)
def test_a_rule_says_a_note_as_a_sentence(about: About, note: str, first: str) -> None:
    assert by_rule(about, note, as_written)[0] == first


@pytest.mark.parametrize(
    "note",
    [
        "ورود برای همه آزاد است",  # a sentence
        "هزینه ورود ندارد",
        "دام‌های باردار نه",
        "خیّران ۶۰ درصد، بهزیستی ۴۰ درصد",
        "ایستگاه جلوی بانک حذف",
        "پرداخت ۳۰ میلیون تومان",
        "وضعیت عادی از شنبه",
        "هر روز ۹ تا ۲۰",  # nine and twenty of what, is asked first
    ],
)
def test_where_no_rule_is_certain_none_speaks(note: str) -> None:
    assert by_rule(EVENT, note, as_written) == ()


def test_no_rule_adds_a_number_or_loses_one() -> None:
    notes = (
        "ظرفیت ۳۰ نفر",
        "جایزه اول ۲ میلیون و ۵۰۰ هزار تومان",
        "۹ تیم از ۳ شهر",
        "تماس: ۳۴۲۲۵۵۱۱",
        "سن: ۷ تا ۱۲ سال",
    )
    for note in notes:
        for kind in Kind:
            assert all(values(each) == values(note) for each in by_rule(About(kind, "جشنواره بم"), note))


def test_every_rule_fits_some_kind_and_fills_what_it_names() -> None:
    known = {"a", "v", "w", "name", "this", "this_event", "having", "be", "are", "list", "all", "plain", "at"}
    known |= {"head_same", "v_same"}
    for rule in listed_data("suggestions")["rules"]:
        for sentence in rule["says"]:
            named = {part.partition("}")[0] for part in sentence.split("{")[1:]}
            assert named <= known and sentence.endswith("."), sentence


class Scripted:
    """A realiser that says what it is told."""

    name, adapter = "scripted", ""

    def __init__(self, *candidates: Candidate) -> None:
        self.candidates, self.asked = [*candidates], list[Request]()

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        self.asked += requests
        return [self.candidates for _ in requests]


def test_of_the_models_sentences_only_those_come_that_are_likely_and_add_nothing() -> None:
    told = [
        ("خوابگاه برای ۶۰ نفر است.", -0.5),
        ("خوابگاه ۶۰ نفره است.", -0.3),
        ("خوابگاه ۶۰ نفره هستند.", -4.0),
        ("خوابگاه ۶۰ نفره پذیرفته می‌شود.", -0.1),
        ("این کارگاه برای خوابگاه ۶۰ نفره است.", -0.1),
        ("خوابگاه ۷۰ نفره است.", -0.1),
        ("خوابگاه ۶۰ نفره نیست.", -0.1),
    ]
    model = Scripted(*(Candidate(text, gain, 5, woven=True) for text, gain in told))
    assert Suggester(model, as_written).suggest(EVENT, "خوابگاه ۶۰ نفره") == ("خوابگاه ۶۰ نفره است.",)
    assert len(model.asked) == 1


def test_the_model_is_not_asked_of_sentences_nor_of_long_notes() -> None:
    model = Scripted()
    for note in ("ورود برای همه آزاد است", "، ".join(["ظرفیت کم"] * 12)):
        Suggester(model).suggest(EVENT, note)
    assert not model.asked


def test_a_brief_is_read_in_the_order_of_its_notes() -> None:
    notes = ["ظرفیت ۳۰", "ورود برای همه آزاد است", "خوابگاه ۶۰ نفره"]

    def think(about: About, asked: Sequence[str]) -> dict[str, tuple[str, ...] | None]:
        assert about == EVENT and [*asked] == ["ظرفیت ۳۰", "خوابگاه ۶۰ نفره"]
        return {"ظرفیت ۳۰": (), "خوابگاه ۶۰ نفره": None}

    read = read_brief({"kind": "event", "topic": EVENT.topic, "notes": notes, "lede": "کارگاه سفال"}, think)
    assert [each.note for each in read.notes] == notes and read.thinking
    assert [each.verbless for each in read.notes] == [True, False, True]
    assert read.notes[0].questions[0].answers[0].text == "ظرفیت ۳۰ نفر" and read.notes[0].label == "ظرفیت"
    assert read.fields["lede"][0].kind == "verb"
    assert all(len(each.suggestions) <= MOST for each in read.notes)


def test_a_note_with_a_verb_of_its_own_needs_no_sentence() -> None:
    assert not lacks_verb("آسانسور خراب است") and not lacks_verb("پارک باز است؛ موزه تعطیل است")
    assert lacks_verb("کودک زیر ۵ سال نه") and lacks_verb("ظرفیت ۳۰ نفر")


def test_what_is_too_long_for_a_note_is_not_read() -> None:
    (read,) = read_brief({"kind": "event", "notes": ["ظرفیت ۳۰ نفر، " * 4000]}).notes
    assert not read.verbless and not read.suggestions


@pytest.mark.parametrize(
    ("about", "note", "sentence"),
    [
        (RECAP, "رهاسازی ۱۴ بال هوبره کشف شده در ایست بازرسی ۲۸ آبان", "{} انجام شد."),  # the day of the seizure
        (RECAP, "۲ بال تلف در قرنطینه", "{} بود."),
        (EVENT, "میز مشاوره و آوردن نمونه", "{} است."),
        (EVENT, "میز مشاوره و آوردن نمونه", "{} برگزار می‌شود."),
        (EVENT, "عبور از رودخانه ممنوع", "{} انجام می‌شود."),
        (EVENT, "مدرسه‌ها غیرحضوری", "{} انجام می‌شود."),
        (EVENT, "غرفه داریم همه دلال", "{} است."),
        (EVENT, "سالن ۵۰۰ نفره می‌شود یا حیاط", "{} است."),
        (EVENT, "بازدید یکشنبه، ۱۶ تا ۱۹", "{} است."),
    ],
)
def test_a_sentence_that_is_badly_said_or_says_more_is_not_offered(about: About, note: str, sentence: str) -> None:
    model = Scripted(Candidate(sentence.format(note), -0.01, 5, woven=True))
    assert sentence.format(note) not in Suggester(model, as_written).suggest(about, note)


def test_a_deed_may_follow_a_label() -> None:
    note = "علت - جابه‌جایی لوله و نصب شیر"
    model = Scripted(Candidate("علت، جابه‌جایی لوله و نصب شیر است.", -0.1, 5, woven=True))
    assert Suggester(model, as_written).suggest(About(Kind.NOTICE, "قطع آب بم"), note)


def test_no_rule_says_a_part_as_one_more_or_leaves_shorthand() -> None:
    centre = About(Kind.FEATURE, "مرکز توانبخشی بم")
    assert by_rule(centre, "۴ درمانگر، ۲ پزشک", as_written) and not by_rule(centre, "۴ درمانگر، ۲ نیمه‌وقت", as_written)
    for note in (
        "روز کار: یکشنبه / سه‌شنبه، ۱۶ تا ۱۹",
        "موضوع: مواد / قتل نه، ارجاع به معاضدت",
        "۲۲ تا خانوم دارن کار میکنن",
    ):
        assert not by_rule(centre, note, as_written)


def test_a_note_with_an_uncertain_number_is_asked_first() -> None:
    (read,) = read_brief({"kind": "event", "topic": EVENT.topic, "notes": ["ظرفیت ۳۰"]}).notes
    assert read.questions and not read.suggestions
