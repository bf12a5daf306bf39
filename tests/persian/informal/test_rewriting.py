import json
import re
import time
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from bumi.checks import as_written, check_text, fix
from bumi.persian.numbers import spelled_out
from bumi.settings import ROOT

_TABLE = Path(__file__).with_name("spoken.tsv")
_WRITTEN = 20  # every so many sentences of the gold drafts


def rows(of: str) -> list[tuple[str, str]]:
    lines = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(spoken, written) for kind, spoken, written in lines if kind == of]


def changes(text: str, other: str) -> set[tuple[int, str]]:
    """The words that differ, word by word."""
    old, new = (re.findall(r"[\w\u200c\u064b-\u0652]+|[^\w\s]", each) for each in (text, other))
    found: set[tuple[int, str]] = set()
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and end - start == last - first:
            found |= set(zip(range(start, end), new[first:last], strict=True))
        elif kind != "equal":
            found.add((start, " ".join(new[first:last])))
    return found


def gold_sentences() -> list[str]:
    drafts = [
        json.loads(line)["draft"]
        for path in sorted((ROOT / "models" / "data" / "pairs").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [
        part["text"] for draft in drafts for part in (*draft["lede"], *(it for each in draft["body"] for it in each))
    ]


@pytest.mark.parametrize(("of", "found"), [("seen", 0.93), ("apart", 0.85)])
def test_notes_are_written_as_a_newsroom_writes(of: str, found: float) -> None:
    right = made = wanted = 0
    for spoken, written in rows(of):
        ours = changes(spoken, fix(spelled_out(as_written(spoken))))
        due = changes(spoken, fix(written))
        right, made, wanted = right + len(ours & due), made + len(ours), wanted + len(due)
    assert right / made >= 0.98
    assert right / wanted >= found


def test_written_sentences_stay_as_they_are() -> None:
    sentences = gold_sentences()[::_WRITTEN]
    assert len(sentences) > 150
    assert [text for text in sentences if spelled_out(as_written(text)) != text] == []


@pytest.mark.parametrize(
    "text",
    [
        "رضا و زهرا در دریا شنا نکردند؛ خدا، اعضا، فضا، امضا، شما، آنها، پیدا، تنها، کالا، بالا، اجرا، شورا",
        "گرما، سرما، خرما، علما، حکما، فقها، دانا، شنوا، نانوا، پروا، کرونا و آمینو اسید",
        "قانون، زیتون، ستون، تلفن، هامون، کارون، صابون، بیرون، اکنون و خون‌گرمی مردم",
        "رو به رو شدن با سیل، روبه‌رو، رو به رشد، از این رو، تندرو، خط کندرو، میانه‌رو",
        "پیاده رو در دست تعمیر است و پیاده‌رو بسته است.",
        "مراسم در روستای شرفیه و حسینیه حیدریه، با خانم نسیمه و آقای فخرایی",
        "هدف، کم کردن مصرف و نگه داشتن آب است.",
        "نحوه ثبت‌نام کردن مهاجران و علت مجوز نگرفتن ۳ کارگاه",
        "۱۲ قطعه زمین؛ برای نمونه، آزادی بیان؛ در این میان، مواد ممنوعه؛ بدین ترتیب",
        "شماره شبا را به کسی ندهید؛ دکترای افتخاری؛ هیئت منصفه",
        "حمیده و سعیده و فریده شاگرد اول شدند.",
        "شهر به تو نیاز دارد و تو ای ایران، سرای منی.",
        "نشانی را از «خونه مادری» بپرسید و به «اونا» بدهید.",
        "گوشی‌ات را بردار! نور و قاب‌بندی را از یک عکاس خبری یاد بگیر؛ با ماشین نیا",
    ],
)
def test_what_only_looks_spoken_stays(text: str) -> None:
    assert as_written(text) == text


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("ماشینا رو تو کوچه نذارید", "ماشین‌ها را در کوچه نگذارید"),
        ("رو یخ راه نرید", "روی یخ راه نروید"),
        ("در رو باز نکنید، یکی میاد", "در را باز نکنید، یکی می‌آید"),
        ("پلیسا جاده رو بستن", "پلیس‌ها جاده را بستند"),
        ("برای بستن جاده اومدن", "برای بستن جاده آمدن"),
        ("بچه‌ها خسته‌ن و راه بسته‌س", "بچه‌ها خسته‌اند و راه بسته است"),
        ("هر کی بیاد کرمونیه", "هر کس بیاید کرمانی است"),
        ("قیمتش خوبه ولی باید چک بده", "قیمتش خوب است ولی باید چک بدهد"),
    ],
)
def test_the_sentence_tells_what_a_word_is(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


def test_the_register_check_tells_the_same() -> None:
    spoken = "کارگرا ماشینا رو تو کوچه گذاشتن."
    told = {(it.start, it.suggestions[0]) for it in check_text(spoken, only=["register"])}
    assert told == {(0, "کارگرها"), (7, "ماشین‌ها"), (14, "را"), (17, "در"), (25, "گذاشتند")}
    assert as_written(spoken) == "کارگرها ماشین‌ها را در کوچه گذاشتند."


def test_no_question_word_is_joined_to_what_it_asks_about() -> None:
    assert fix("شیرینی خانگی چی؟") == "شیرینی خانگی چی؟"
    assert fix("قهوه چی محل") == "قهوه‌چی محل"


def test_a_note_takes_a_few_milliseconds() -> None:
    spoken = [spoken for spoken, _ in rows("seen")]
    for _ in range(2):
        started = time.process_time()
        for each in spoken:
            as_written(each)
    assert (time.process_time() - started) / len(spoken) < 0.005
