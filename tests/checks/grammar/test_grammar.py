import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.checks import check_text
from bumi.checks.grammar.agreement import people
from bumi.finding import Finding
from bumi.persian.verbs import finite

WORDS = "نه|که|را|است|می‌باشد|دو|یک|کتاب‌ها|از|با|مردم|نمی‌رود|،|.|«|»|\n"


def grammar(text: str) -> list[Finding]:
    return check_text(text, only=["grammar"])


def only(text: str) -> Finding:
    (finding,) = grammar(text)
    assert not finding.safe
    return finding


@pytest.mark.parametrize(
    ("text", "code", "matched", "suggestions"),
    [
        ("آن‌ها به شهر رفتند را دیدیم.", "object-marker", "رفتند را", ()),
        ("درفشی را که افتاده بود را برداشت.", "object-marker", "بود را", ("بود",)),
        ("مراسم برگزار می‌شود است.", "two-verbs", "می‌شود است", ("می‌شود",)),
        ("این طرح هزینه دارد می‌باشد", "two-verbs", "دارد می‌باشد", ("دارد",)),
        ("مدیر گفت که مدرسه باز است می‌باشد.", "two-verbs", "است می‌باشد", ("است",)),
        ("او برگزیده شد بود و رفت.", "two-verbs", "شد بود", ("شده بود",)),
        ("این پل می‌تواند است.", "two-verbs", "می‌تواند است", ()),
        ("دانش‌آموزان شرکت کرد.", "agreement", "کرد", ("کردند",)),
        ("امروز دانش‌آموزان در این مسابقه شرکت خواهد کرد.", "agreement", "خواهد", ("خواهند",)),
        ("مردم می‌تواند با شماره ۱۳۷ تماس بگیرند.", "agreement", "می‌تواند", ("می‌توانند",)),
        ("کشاورزان محصول فروخته است.", "agreement", "فروخته است", ("فروخته‌اند",)),
        ("معلم‌ها هشدار می‌دهد که برف می‌آید.", "agreement", "می‌دهد", ("می‌دهند",)),
        ("دانش آموزان شرکت کرد.", "agreement", "کرد", ("کردند",)),
        ("دانش‌آموزان در مسابقه شرکت کرد و جایزه گرفت.", "agreement", "کرد", ("کردند",)),
        ("دانش‌آموزان دختر و پسر دبیرستان‌های راور در این جشنواره شرکت کرد.", "agreement", "کرد", ("کردند",)),
        ("به گفته مدیر مدرسه، دانش‌آموزان شرکت کرد.", "agreement", "کرد", ("کردند",)),
        ("هنرمندان اجرا کرد.", "agreement", "کرد", ("کردند",)),
        ("یک کتاب‌ها خریدیم.", "counted-plural", "یک کتاب‌ها", ("یک کتاب", "کتاب‌ها")),
        ("در سه مدرسه‌های شهر برگزار شد.", "counted-plural", "سه مدرسه‌های", ("سه مدرسه",)),
        ("از چند دانش‌آموزان پرسیدیم.", "counted-plural", "چند دانش‌آموزان", ("چند دانش‌آموز",)),
        ("او سه کتابها خرید.", "counted-plural", "سه کتابها", ("سه کتاب",)),
        ("این ۳ کارگاه‌ها رایگان است.", "counted-plural", "۳ کارگاه‌ها", ("۳ کارگاه",)),
        ("مراسم به با حضور مردم برگزار شد.", "prepositions", "به با", ()),
        ("با اینکه که باران آمد، رفتیم.", "that", "اینکه که", ("اینکه",)),
        (
            "نه درس نمی‌خواند و نه کار نمی‌کند.",
            "neither",
            "نه درس نمی‌خواند و نه کار نمی‌کند",
            ("نه درس می‌خواند و نه کار می‌کند",),
        ),
    ],
)
def test_what_is_certainly_wrong(text: str, code: str, matched: str, suggestions: tuple[str, ...]) -> None:
    finding = only(text)
    assert (finding.code, finding.severity, finding.matched) == (code, "warns", matched)
    assert finding.suggestions == suggestions


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("کتابی که خریدم را خواندم.", "خریدم را"),
        ("آنچه گفت را نوشتیم.", "گفت را"),
        ("جشن امسال برگزار شد. در به مدرسه برگزار شد.", "در به"),
    ],
)
def test_what_some_accept_is_only_advised_on(text: str, matched: str) -> None:
    finding = only(text)
    assert (finding.matched, finding.severity, finding.suggestions) == (matched, "advises", ())


def test_the_remedy_for_a_far_object_marker_is_shown() -> None:
    assert "کتابی را که خریدم" in only("کتابی که خریدم را خواندم.").message
    assert "آنچه را گفت" in only("آنچه گفت را نوشتیم.").message


@pytest.mark.parametrize(
    "text",
    [
        "رفت و آمد را آسان کرد. مبارز کرد را دید. ساعت برگشت را بگویید. گوشی را خاموش کنید. در آمد را شمرد.",
        "کسی که کار می‌کند است. هر چه بود بود. شهر پر از رفت و آمد است. او کرد است. فردا هوا بارانی است.",
        "آنچه اتفاق می‌افتاد بود. این راه می‌تواند باشد. کار انجام نشده است. مدرسه باز خواهد بود.",
        "گروه دانش‌آموزان شرکت کرد. مدیر مدرسه و دانش‌آموزان آمدند. پزشکان باید رفت.",
        "مدیر، معلمان و دانش‌آموزان شرکت کرد. مردم روستا خانه نو ساخت. احمدی، شهردار، دانش‌آموزان را تشویق کرد.",
        "در جشن معلمان شرکت کرد. به دیدار بیماران رفت، مردم را دید. کارگران کارخانه سیمان از صبح تا شب کار خود را کرد.",
        "درخت‌ها سبز شد. کتاب‌ها چاپ شد. مردان آنجلس دیشب پخش شد. شاعران کرد و لر آمدند.",
        "مردم رفت و آمد می‌کنند. بچه‌ها گفت و گو کردند. خریداران رسید، کارت و پول بیاورند. مسافران نزد ما ماندند.",
        "بچه‌ها را برد. دانش‌آموزان دیدند. بیماران تب دارند.",
        "فصل سه کتاب‌ها تمام شد. هر دو آن‌ها آمدند. سه شنبه‌ها بازار است. هر یک بچه‌ها هدیه گرفت.",
        "این دو معلمان شهرند. در ۸ کارگاه‌ها باز است. سال ۱۳۹۰ بازی‌ها آغاز شد. نامه‌ها یک به یک خوانده شد.",
        "یک آدم‌هایی هستند. چهار راه‌ها بسته است. یک تنها ماند. زیر ۳۵ ساله‌ها بیایند.",
        "با به کار بستن آن موفق شد. برای از بین بردن آفت آمد. پس از به ترتیب دو نفر آمد. به از این نمی‌شود.",
        "در به روی همه باز است. کلاه جلوی در به بازدیدکنندگان داده می‌شود. از با تجربه‌ترین مربیان است.",
        "نه نفر نیامدند و نه نفر نرفتند. نه، نمی‌آیم. نه تنها نیامد، بلکه زنگ هم نزد. نه می‌خورد و نه می‌خوابد.",
    ],
)
def test_good_persian_is_left_alone(text: str) -> None:
    assert grammar(text) == []


def test_quotations_and_addresses_are_left_alone() -> None:
    assert grammar("او گفت: «کتابی که خریدم را خواندم. مدرسه باز است می‌باشد. یک کتاب‌ها».") == []


def test_a_doubled_word_is_told_once() -> None:
    assert [finding.check for finding in check_text("بازارچه فردا باز است است.")] == ["repetition"]
    assert [finding.check for finding in check_text("بازارچه‌ها باز هستند هستند.")] == ["grammar"]


@given(st.sampled_from(sorted(people())))
def test_people_take_a_plural_verb_alone(who: str) -> None:
    assert only(f"{who} شرکت کرد.").suggestions == ("کردند",)
    assert grammar(f"{who} شرکت کردند.") == []
    assert grammar(f"گروه {who} شرکت کرد.") == []
    assert not finite(who)


@given(st.lists(st.sampled_from(WORDS.split("|"))))
def test_any_words_have_an_answer(words: list[str]) -> None:
    text = " ".join(words)
    for finding in grammar(text):
        assert text[finding.start : finding.end] == finding.matched
        assert finding.message
        assert finding.matched not in finding.suggestions
        assert "«" not in finding.matched
