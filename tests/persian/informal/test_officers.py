import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from bumi.checks import as_written
from bumi.persian.informal import left_spoken
from bumi.persian.lexicon import listed_lines
from bumi.persian.numbers import spelled_out
from bumi.pipeline.writing import formal
from bumi.province import province
from tests.persian.informal.test_rewriting import gold_sentences

_TABLE = Path(__file__).with_name("officers.tsv")
_SHARE = {"seen": (0.9, 0.06), "apart": (0.85, 0.08)}  # of notes written out whole at least, by half at most


def officers(of: str) -> Iterator[list[tuple[str, str]]]:
    """The notes of each officer of a set, spoken and written."""
    lines = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    for _, notes in groupby((line for line in lines if line[0] == of), lambda line: line[1]):
        yield [(spoken, written) for _, _, spoken, written in notes]


def readings(written: str) -> set[str]:
    """What may be written, without spaces and marks: what is between {} is either of two."""
    choice = re.search(r"\{([^}]*)\}", written)
    if not choice:
        return {letters(written)}
    return {
        each
        for part in choice[1].split("/")
        for each in readings(f"{written[: choice.start()]}{part}{written[choice.end() :]}")
    }


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("of", ["seen", "apart"])
def test_the_notes_of_an_officer_are_written_out_whole_or_not_at_all(of: str) -> None:
    whole = half = count = 0
    for notes in officers(of):
        told = formal(spelled_out("\n".join(spoken for spoken, _ in notes))).split("\n")
        for (spoken, written), ours in zip(notes, told, strict=True):
            count += 1
            if letters(ours) in readings(written):
                whole += 1
            elif letters(ours) != letters(spoken):
                half += 1
    assert whole / count >= _SHARE[of][0]
    assert half / count <= _SHARE[of][1]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("لباس گرم بیار، کد اشتباه نزن", "لباس گرم بیاورید، کد اشتباه نزنید"),
        ("با اسم خودت جواب نده، از حساب اداره جواب بده", "با اسم خودتان جواب ندهید، از حساب اداره جواب بدهید"),
        ("آخر هفته: نفر کشیک جواب بده، اسمش تو گروه هست", "آخر هفته: نفر کشیک جواب بدهد، اسمش در گروه هست"),
        ("میخچه رو خودت نبُر، همون روز بیا، نذار برا فردا", "میخچه را خودتان نبرید، همان روز بیایید، نگذارید برای فردا"),
        ("۳ ماه پشت هم ندی فسخ میشه، اختیاری نزن", "۳ ماه پشت هم ندهید فسخ می‌شود، اختیاری نزنید"),
    ],
)
def test_one_reader_is_addressed_as_all_are(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("رو برچسب عسل خونگی چی باید نوشته بشه", "روی برچسب عسل خانگی چه باید نوشته شود"),
        ("حنا رو زخم باز نذارید، اسم رو از رو نسخه خط بزنید", "حنا روی زخم باز نگذارید، اسم را از روی نسخه خط بزنید"),
        ("کتابایی که دیر شده رو بیارید", "کتاب‌هایی که دیر شده را بیاورید"),
        ("۷ تا میمونه تو ۱۱۰۰ متر، معمولا تو ۲ جلسه", "۷ تا می‌ماند در ۱۱۰۰ متر، معمولا در ۲ جلسه"),
        ("آدمای توی عکس، قرعه از توی پاکت درمیاد", "آدم‌های داخل عکس، قرعه از داخل پاکت درمی‌آید"),
        ("گِل راه افتاده تو دره، سگ تو راهه", "گِل راه افتاده در دره، سگ در راه است"),
        ("لوگو روش نیفته، روش کار اینه", "لوگو روی آن نیفتد، روش کار این است"),
        ("پیاده رو رو مغازه‌دارا اشغال کردن", "پیاده رو را مغازه‌دارها اشغال کردند"),
    ],
)
def test_particles_are_what_their_clause_says(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("کاراشونو خودشون میگن", "کارهایشان را خودشان می‌گویند"),
        ("اینا رو از باغدار بخرید، ارزونتره", "این‌ها را از باغدار بخرید، ارزان‌تر است"),
        ("تعمیرکارا ۵ نفر، همه از شهر، دستمزد نگرفتن", "تعمیرکارها ۵ نفر، همه از شهر، دستمزد نگرفتند"),
        ("باباها هم دعوتن، اونا میان", "باباها هم دعوت هستند، آن‌ها می‌آیند"),
        ("علمکا رو میزنن، درسیا نه", "علمک‌ها را می‌زنند، درسی‌ها نه"),
        ("عید میبریمشون مشهد، خوبه", "عید می‌بریمشان مشهد، خوب است"),
        ("خونواده‌ها بیان، نون‌پزی و بازخونی نداریم", "خانواده‌ها بیایند، نان‌پزی و بازخوانی نداریم"),
        ("راهنماش میگه ورودیش ۱۵ تومنه", "راهنمایش می‌گوید ورودی‌اش ۱۵ تومان است"),
    ],
)
def test_endings_are_read_one_after_another(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


def test_the_lines_of_a_brief_are_of_one_hand() -> None:
    notes = "واریزها سالمه، رسید داریم\nقلک‌ها معتبره به شرط پلمب\nراه تو شب بسته‌س"
    assert as_written(notes) == "واریزها سالم است، رسید داریم\nقلک‌ها معتبر است به شرط پلمب\nراه در شب بسته است"
    assert as_written("قلک‌ها معتبره به شرط پلمب") == "قلک‌ها معتبره به شرط پلمب"


@pytest.mark.parametrize(
    "text",
    [
        "پویش زباله نریز آغاز شد",
        "جشنواره بزن و بکوب",
        "کارت برگشتی، بطری دربسته و واژگونی تانکر",
        "زیره، مرزه، قطره و دیواره در محله",
        "هکاتون و پایتون در کتابخانه",
        "آسیب ندید؛ متن نامه بدین شرح است",
        "سیما فخرایی، نماینده مردم، بیان کرد",
        "جلسه بعد ۱ مهر است و خودرو جلو نیفتد",
        "تنگه، بازه و باریکه در نقشه",
    ],
)
def test_what_is_written_stays_beside_what_is_spoken(text: str) -> None:
    assert as_written(f"{text}\nاگه نزنی میشه").partition("\n")[0] == text


def test_names_stay_beside_what_is_spoken() -> None:
    places = {name for county in province().counties for name in (county.name, *county.aliases, *county.places)}
    given = " ".join(listed_lines("given-names")).split()
    told = [f"جلسه با {name}، ساعت ۹" for name in sorted({*places, *given})[::3]]
    assert len(told) > 140
    assert as_written("\n".join([*told, "اگه نزنی میشه"])).split("\n")[:-1] == told


def test_gold_sentences_stay_beside_what_is_spoken() -> None:
    sentences = gold_sentences()[::20]
    told = as_written("\n".join([*sentences, "اگه نزنی میشه"])).split("\n")
    assert len(told) > len(sentences) > 250
    assert sum(before != after for before, after in zip(sentences, told, strict=False)) <= 1


def test_a_sentence_that_would_be_half_written_stays_whole() -> None:
    spoken = "سانس خانوما صبحه سانس آقایون عصر. بیاین تو صف!"
    assert as_written(spoken) == "سانس خانم‌ها صبحه سانس آقایان عصر. بیایید در صف!"
    assert as_written(spoken, whole=True) == "سانس خانوما صبحه سانس آقایون عصر. بیایید در صف!"
    assert formal(spoken).startswith("سانس خانوما صبحه")


def test_names_and_written_words_are_not_left_of_speech() -> None:
    assert left_spoken("خانم صفیه میرزایی‌نسب در سرشیو و کیسکان، «خونه» و حسینیه") == ()
    assert left_spoken("کپسولو ببندید، شاگردا ۱۲ نفرن") == ("کپسولو", "شاگردا", "نفرن")
