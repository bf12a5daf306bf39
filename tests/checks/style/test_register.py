import time

import pytest

from bumi.brief import Brief
from bumi.checks import check_text, fix
from bumi.finding import Finding, Severity


def found(text: str, code: str, brief: Brief | None = None) -> list[Finding]:
    return [finding for finding in check_text(text, brief=brief, only=["register"]) if finding.code == code]


def mended(text: str, code: str) -> str:
    """The text with the first suggestion of each finding; an editor does that by hand."""
    for finding in sorted(found(text, code), key=lambda it: it.start, reverse=True):
        text = text[: finding.start] + next(iter(finding.suggestions), finding.matched) + text[finding.end :]
    return text


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("این کتاب رو خوندم و خوبه", "این کتاب را خواندم و خوب است"),
        ("اگه بشه یه روز دیگه میان", "اگر بشود یک روز دیگر می‌آیند"),
        ("می‌خوام بگم نمیشه", "می‌خواهم بگویم نمی‌شود"),
        ("مردم میگن می دونن", "مردم می‌گویند می‌دانند"),
        ("بچه‌ها دارن بازی می‌کنن", "بچه‌ها دارند بازی می‌کنند"),
        ("پیمانکار کابل رو برسونه", "پیمانکار کابل را برساند"),
        ("همون خونه تو میدون", "همان خانه در میدان"),
        ("خودشون کتاب‌هاشون رو میارن", "خودشان کتاب‌هایشان را می‌آورند"),
        ("بلیت واسه خانواده‌تون کافیه؟", "بلیت برای خانواده‌تان کافی است؟"),
        ("چیزایی که اون‌جا نیست برمیگرده", "چیزهایی که آنجا نیست برمی‌گردد"),
    ],
)
def test_spoken_forms(spoken: str, written: str) -> None:
    assert mended(spoken, "informal") == written
    assert {finding.severity for finding in found(spoken, "informal")} == {Severity.WARNS}


@pytest.mark.parametrize(
    "text",
    [
        "از این رو، روستا رو به رشد است و مردم به کشاورزی رو آورده‌اند.",
        "بره و کنه در دامداری‌های بافت دیده شد.",
        "بچه‌ها در باغ بازی می‌کنند و می‌توان از آن‌ها پرسید.",
        "پایتون، ستون، قانون، زیتون، اکنون و کارتون",
        "راه نیفتید و در خودرو بمانید.",
        "خون‌های اهدایی",
        "به شماره شبای شهرداری",
    ],
)
def test_written_persian_is_not_taken_for_spoken(text: str) -> None:
    assert found(text, "informal") == []


def test_what_may_be_a_good_word_is_told_beside_what_is_spoken() -> None:
    assert found("بره آورد", "informal") == []
    assert mended("اگه بره خوب است. بره زیبا بود.", "informal") == "اگر برود خوب است. بره زیبا بود."


def test_the_words_of_speakers_and_names_are_their_own(brief: Brief) -> None:
    assert check_text("گفت: «می‌خوام این پروژه رو ببینین! جنجالی می‌باشد!»", only=["register"]) == []
    own = brief.model_copy(update={"topic": "پروژه خونه مادری"})
    assert check_text("پروژه خونه مادری", brief=own, only=["register"]) == []
    assert len(check_text("پروژه خونه مادری", brief=brief, only=["register"])) == 2


@pytest.mark.parametrize(
    ("padded", "plain"),
    [
        ("ورود آزاد می‌باشد و بلیت لازم نمی باشد.", "ورود آزاد است و بلیت لازم نیست."),
        ("برنامه برگزار گردید و برگزار خواهد گردید.", "برنامه برگزار شد و برگزار خواهد شد."),
        ("ثبت‌نام نمایند و اعلام ننموده است.", "ثبت‌نام کنند و اعلام نکرده است."),
        ("نسبت به تکمیل پرونده اقدام نمایید.", "پرونده را تکمیل کنید."),
        ("نسبت به تعویض لوله‌ها اقدام گردد.", "لوله‌ها تعویض شود."),
        ("نسبت به پرداخت بدهی خود در سامانه اقدام کنند.", "بدهی خود را در سامانه پرداخت کنند."),
        ("نسبت به اجرای طرح اقدام شد.", "طرح اجرا شد."),
        ("در راستای توسعه و به‌منظور رفاه", "برای توسعه و برای رفاه"),
        ("فرم جهت ثبت‌نام در دفتر است.", "فرم برای ثبت‌نام در دفتر است."),
        ("چاه مورد بررسی قرار نگرفت.", "چاه بررسی نشد."),
        ("از این آب استفاده و سالن مورد استفاده قرار می‌گیرد.", "از این آب استفاده و سالن به کار می‌رود."),
        ("آمد. لازم به ذکر است که راه باز است.", "آمد. راه باز است."),
        ("لذا کلیه شهروندان از ساعت ۸ الی ۱۲ بیایند.", "بنابراین همه شهروندان از ساعت ۸ تا ۱۲ بیایند."),
        ("از همه دعوت به عمل می‌آید.", "از همه دعوت می‌شود."),
    ],
)
def test_padding(padded: str, plain: str) -> None:
    assert mended(padded, "padding") == plain
    assert {finding.severity for finding in found(padded, "padding")} == {Severity.ADVISES}


@pytest.mark.parametrize(
    "text",
    [
        "زمین به دور خورشید می‌گردد و مسافر باز می‌گردد.",
        "جهت باد از این جهت مهم است و تغییر جهت داد.",
        "پیوند کلیه بیماران؛ نمایی از شهر؛ گردی و نمودار",
        "پسته در این خاک به عمل می‌آید.",
        "این رقم قابل توجه است.",
        "به همین منظور نشست برگزار شد.",
    ],
)
def test_words_that_only_look_like_padding(text: str) -> None:
    assert found(text, "padding") == []


def test_empty_praise_unless_the_brief_has_it(brief: Brief) -> None:
    text = "نمایشگاه بی‌نظیر و بزرگ‌ترین باغ انار کشور"
    assert [f.matched for f in found(text, "superlative")] == ["بی‌نظیر", "بزرگ‌ترین باغ انار کشور"]
    own = brief.model_copy(update={"notes": ("بزرگترین باغ انار کشور؛ بی نظیر",)})
    assert found(text, "superlative", own) == []


def test_a_claim_with_a_number_or_a_source_stands() -> None:
    assert found("بزرگ‌ترین باغ کشور ۴۰ هکتار است.", "superlative") == []
    assert found("به گفته جهاد کشاورزی، بزرگ‌ترین باغ کشور است.", "superlative") == []


def test_bait_is_told_whoever_wrote_it(brief: Brief) -> None:
    own = brief.model_copy(update={"notes": ("این جشن را از دست ندهید",)})
    assert [f.matched for f in found("این جشن را از دست ندهید.", "superlative", own)] == ["از دست ندهید"]
    assert mended("حتما ببینید", "superlative") == "ببینید"


def test_one_exclamation_mark_is_enough() -> None:
    assert found("بیایید! باغ باز است. گفت: «زود! زود!»", "superlative") == []
    assert mended("بیایید! باغ باز است! چرا؟!", "superlative") == "بیایید! باغ باز است. چرا؟"


@pytest.mark.parametrize(
    ("foreign", "persian"),
    [
        ("سایت و سایت‌های ما و سایتی دیگر", "وبگاه و وبگاه‌های ما و وبگاهی دیگر"),
        ("پروژه‌ای و پروژه‌ی ما و پروژهٔ شما و پروژه‌ها", "طرحی و طرح ما و طرح شما و طرح‌ها"),
        ("لیست، لیستی، لیست‌هایی، لیستشان", "فهرست، فهرستی، فهرست‌هایی، فهرستشان"),
        ("ایمیلی به کاندیدای ما", "رایانامه‌ای به نامزد ما"),
        ("دیتای ما و کاندیداها", "داده ما و نامزدها"),
        ("موبایل‌ها و وب سایت و پمپ بنزین", "تلفن‌های همراه و وبگاه و جایگاه سوخت"),
        ("چک کنید و چک را بدهید", "بررسی کنید و چک را بدهید"),
        ("برنامه کنسل شد", "برنامه لغو شد"),
    ],
)
def test_foreign_words_keep_their_endings(foreign: str, persian: str) -> None:
    assert mended(foreign, "foreign") == persian


def test_several_equivalents_are_several_suggestions() -> None:
    (finding,) = found("سمینارها", "foreign")
    assert (finding.suggestions, finding.severity) == (("هم‌اندیشی‌ها", "همایش‌ها"), Severity.ADVISES)


def test_addresses_are_left_alone() -> None:
    assert check_text("نشانی https://bumi.ir/سایت و @لیست است.", only=["register"]) == []


def test_nothing_is_changed_without_asking() -> None:
    text = "این سایت رو ببینین که جنجالی می‌باشد"
    assert check_text(text, only=["register"])
    assert fix(text) == text


@pytest.mark.parametrize(
    "text", ["نسبت به تکمیل ", "بهترین ", "رو ", "می ", "! ", "لازم به ذکر است ", "مورد ", "تو سالن ", "کتاب رو دید "]
)
def test_long_texts_take_time_in_proportion(text: str) -> None:
    check_text("گرم", only=["register"])
    started = time.process_time()
    check_text(text * 20_000, only=["register"])
    assert time.process_time() - started < 5
