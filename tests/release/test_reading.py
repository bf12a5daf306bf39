"""A press release read as a brief: what it says is found, nothing is made up, and what is unsure is asked.

tests/releases/ has releases in the manner of Iranian agencies, each with what it must give.
"""

import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import brief_from, read_briefs
from bumi.errors import BadInput, NotAvailable
from bumi.persian.calendar import TEHRAN
from bumi.persian.text import flat
from bumi.release import read_release, still_asked
from bumi.settings import ROOT
from tests.desk.attacks import TEXTS

RELEASE = """نمایشگاه خرما و صنایع وابسته در بم برپا می‌شود
به گزارش روابط عمومی سازمان جهاد کشاورزی جنوب کرمان، نمایشگاه خرما پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹ \
در محل نمایشگاه دائمی بم برپا می‌شود.
احمد رضایی، مدیر باغبانی این سازمان، گفت: «۴۰ غرفه برای باغداران کنار گذاشته‌ایم و اجاره‌ای نمی‌گیریم.»
وی افزود: «بازدید برای همه آزاد است.»
۱۲ تعاونی روستایی هم محصول خود را می‌آورند."""


SAMPLES = sorted((ROOT / "tests" / "releases").glob("*.txt"))
SIGNED = ("* این خبر را روابط عمومی", "روابط عمومی و امور بین‌الملل")
NOT_YET = {("16-several-counties-province", "axis"), ("16-several-counties-province", "asked")} | {
    ("25-village-unnamed-agency", "kind")
}
"""What is not found as it should be: whoever finds it takes it out."""


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reading", "times"):
        monkeypatch.setattr(f"bumi.release.{module}.now", lambda: datetime(2026, 11, 30, 10, tzinfo=TEHRAN))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_release_gives_what_it_must(path: Path) -> None:
    wanted = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    release = read_release(path.read_text("utf-8"))
    found = release.data() | {"asked": sorted({each.field for each in release.asked})}
    wrong = {(path.stem, part) for part, want in wanted.items() if not right(found, part, want, wanted)}
    assert wrong == {(name, part) for name, part in NOT_YET if name == path.stem}


def right(found: dict[str, Any], part: str, want: Any, wanted: dict[str, Any]) -> bool:
    got = found["call_to_action" if part == "call" else part]
    if part == "asked":
        return bool(got == sorted(want))
    if part == "notes":
        return len(got) == len(want) and all(
            plain(note).startswith(plain(begin)) for note, begin in zip(got, want, strict=True)
        )
    if part == "quotes":
        return len(got) == len(want) and all(
            plain(quote[key]) == plain(each[key])
            for quote, each in zip(got, want, strict=True)
            for key in ("speaker", "role")
        )
    if part == "topic" and part in wanted["asked"]:  # shortened: its words are the lede's, whole and in order
        words = iter(plain(wanted["lede"]).replace("،", "").split())
        return plain(got).startswith(plain(want)) and all(word in words for word in plain(got).split())
    return plain(got) == plain(want)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", flat(text)))


def plain(text: str) -> str:
    return flat(text).strip(" .،:")


def test_nothing_of_a_release_is_lost_or_told_twice() -> None:
    for path in SAMPLES:
        text = path.read_text("utf-8")
        release = read_release(text)
        told = " ".join([release.agency, release.lede, *release.notes, release.call_to_action])
        told += " ".join(f" {quote['intro']} {quote['text']}" for quote in release.quotes)
        told += " ".join(each.text for each in release.asked if each.field == "release")  # left out, and told
        for line in (line for line in text.splitlines()[2:] if not line.startswith(SIGNED)):
            for sentence in line.split(". "):
                words = words_of(sentence)
                assert len(words) < 8 or len(words & words_of(told)) > 0.8 * len(words), sentence
        assert len(set(map(flat, release.notes))) == len(release.notes)
        assert not any("انتهای پیام" in note or "کد خبر" in note for note in release.notes)


def test_the_parts_are_found() -> None:
    release = read_release(RELEASE)
    assert release.topic == "نمایشگاه خرما و صنایع وابسته در بم برپا می‌شود"
    assert (release.kind, release.county, release.agency) == ("event", "بم", "سازمان جهاد کشاورزی جنوب کرمان")
    assert release.starts_at == "۱۴۰۵/۰۹/۱۲ ۰۹:۰۰" and release.when == "پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹"
    assert release.where == "نمایشگاه دائمی بم"
    assert [quote["text"] for quote in release.quotes] == [
        "۴۰ غرفه برای باغداران کنار گذاشته‌ایم و اجاره‌ای نمی‌گیریم.",
        "بازدید برای همه آزاد است.",
    ]
    assert {(quote["speaker"], quote["role"]) for quote in release.quotes} == {
        ("احمد رضایی", "مدیر باغبانی این سازمان")
    }
    assert release.notes[-1] == "۱۲ تعاونی روستایی هم محصول خود را می‌آورند"
    assert not any("گفت" in note or "به گزارش" in note for note in release.notes)
    assert brief_from(release.data() | {"axis": "کسب‌وکار"}, "آزمون")


def test_a_question_stands_until_it_is_answered() -> None:
    text = "کارگاه عکاسی برگزار شد\nکارگاه عکاسی در بم و فهرج برگزار شد.\nمدیر کارگاه گفت: «صد نفر آمدند و آموختند.»"
    fields = {each.field for each in still_asked(text, read_release(text).data())}
    assert fields == {"agency", "axis", "county", "quotes"}
    answered = read_release(text).data() | {"agency": "شهرداری بم", "axis": "آموزش", "county": "بم"}
    assert {each.field for each in still_asked(text, answered)} == {"quotes"}
    answered["quotes"] = [answered["quotes"][0] | {"speaker": "علی رضایی", "role": "مدیر کارگاه"}]
    assert not still_asked(text, answered)


def test_a_deadline_is_not_the_day_of_the_event() -> None:
    assert read_release("خبر\nنشست شعر برگزار می‌شود و تا جمعه ۲۰ آذر ۱۴۰۵ نام‌نویسی می‌کند.").when == ""
    assert read_release("خبر\nنشست شعر جمعه ۲۰ آذر ۱۴۰۵ برگزار می‌شود.").starts_at == "۱۴۰۵/۰۹/۲۰ ۰۰:۰۰"
    assert read_release("خبر\nبخش تازه بیمارستان ۱۲ فروردین افتتاح شد.").when == ""


@pytest.mark.parametrize(
    ("intro", "speaker", "role"),
    [
        ("دکتر مهران امینی، رئیس دانشگاه، با اشاره به کمبودها گفت", "مهران امینی", "رئیس دانشگاه"),
        ("رئیس دانشگاه، دکتر مهران امینی، گفت", "مهران امینی", "رئیس دانشگاه"),
        (
            "سیدعلی حسینی مدیرکل راهداری استان کرمان در گفت‌وگو با ایرنا افزود",
            "سیدعلی حسینی",
            "مدیرکل راهداری استان کرمان",
        ),
        ("مدیرکل صنعت، معدن و تجارت استان کرمان گفت", "مدیرکل صنعت، معدن و تجارت استان کرمان", ""),
        ("مدیرکل راهداری استان کرمان رضا محمدی گفتند", "رضا محمدی", "مدیرکل راهداری استان کرمان"),
    ],
)
def test_a_speaker_is_a_name_or_else_an_office(intro: str, speaker: str, role: str) -> None:
    (quote,) = read_release(f"تیتر\nدر نشست امروز سخن گفتند.\n{intro}: «این کار تا بهار پایان می‌یابد.»").quotes
    assert (quote["speaker"], quote["role"], quote["intro"]) == (speaker, role, intro)


def test_a_quotation_on_a_line_of_its_own_is_of_who_is_named_before() -> None:
    release = read_release("تیتر خبر\nلید خبر این است.\nعلی رضایی، شهردار بم، گفت:\n«این کار تا بهار\nپایان می‌یابد.»")
    assert release.notes == () and release.quotes[0]["text"] == "این کار تا بهار پایان می‌یابد."


def test_a_headline_is_never_cut_within_a_word() -> None:
    words = " ".join(["اداره‌کل کتابخانه‌های عمومی استان کرمان", *(["نویسندگان"] * 30), "را دعوت کرد."])
    release = read_release(words)
    assert set(release.topic.split()) <= set(words.split()) and len(release.topic) <= 110
    assert "topic" in {each.field for each in release.asked}


@pytest.mark.parametrize(
    ("lede", "topic"),
    [
        (
            "برنامه صعود زمستانی به کوه خبر با شرکت کوهنوردان ۵ شهرستان استان، روزهای پنجشنبه ۸ و جمعه ۹ بهمن "
            "اجرا می‌شود.",
            "برنامه صعود زمستانی به کوه خبر با شرکت کوهنوردان ۵ شهرستان استان اجرا می‌شود",
        ),
        (
            "فرمانده انتظامی استان کرمان از کشف یک تن و ۲۰۰ کیلوگرم مواد مخدر در شهرستان‌های ریگان و فهرج خبر داد.",
            "کشف یک تن و ۲۰۰ کیلوگرم مواد مخدر در شهرستان‌های ریگان و فهرج",
        ),
        (
            "پل تازه رودخانه زرند پس از سه ماه باز شد و تا پایان هفته روشنایی هر دو سوی آن به دست کارگران شهرداری "
            "آماده می‌شود.",
            "پل تازه رودخانه زرند پس از سه ماه باز شد",
        ),
    ],
)
def test_a_lede_without_a_headline_is_shortened_by_whole_parts(lede: str, topic: str) -> None:
    release = read_release(f"{lede}\nکار دیگری هم انجام شد و ادامه دارد.")
    assert release.topic == topic and release.lede == lede[:-1]


def test_of_more_sentences_than_a_brief_holds_none_is_lost() -> None:
    text = "تیتر\nلید خبر این است.\n" + "\n".join(f"این جمله شماره {number} از خبر است." for number in range(70))
    release = read_release(text)
    assert len(release.notes) <= 30 and all(f"شماره {number} از" in " ".join(release.notes) for number in range(70))


def test_a_day_without_its_year_is_the_nearest_whose_weekday_agrees() -> None:
    assert read_release("خبر\nنشست جمعه ۳۱ شهریور برپا می‌شود.").starts_at in ("", "۱۴۰۶/۰۶/۳۱ ۰۰:۰۰")
    assert read_release("خبر\nنشست ۱۲ آذر برپا می‌شود.").starts_at == ""


def test_what_is_not_said_is_left_empty() -> None:
    release = read_release("یک خبر کوتاه بی نام و نشان\nچیزی رخ داده است که جزئیاتی ندارد.")
    assert (release.county, release.agency, release.when, release.where, release.quotes) == ("", "", "", "", ())


@given(st.text(max_size=400) | st.lists(st.sampled_from(RELEASE.split()), max_size=60).map(" ".join))
def test_every_word_proposed_stands_in_the_text(text: str) -> None:
    release, whole = read_release(text), flat(text)
    for note in release.notes:
        assert words_of(note) <= words_of(text)
    for quote in release.quotes:
        assert flat(quote["text"]) in whole and words_of(quote["speaker"]) <= words_of(whole)


@pytest.mark.parametrize("kind", TEXTS)
def test_no_release_takes_long_whatever_is_in_it(kind: str) -> None:
    text, begun = TEXTS[kind](59_000), time.thread_time()
    read_release(text)
    assert time.thread_time() - begun < 2


def test_what_is_longer_than_any_release_is_refused_rather_than_cut() -> None:
    with pytest.raises(BadInput, match="۶۰٬۰۰۱ نویسه"):
        read_release("ا" * 60_001)


def test_a_file_of_plain_text_is_read_as_a_release(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(f"محور: کسب‌وکار\n\n{RELEASE}", "utf-8")
    (brief,) = read_briefs(path)
    assert brief.release.startswith("نمایشگاه خرما")
    assert (brief.axis, brief.county, brief.topic) == ("کسب‌وکار", "بم", RELEASE.partition("\n")[0])
    assert len(brief.quotes) == 2 and brief.notes[-1].startswith("۱۲ تعاونی")


def test_what_a_release_leaves_open_is_told_with_what_it_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("پل بم باز شد\nشهرداری بم پل تازه را امروز باز کرد.\nمدیر پل گفت: «پل تازه ایمن است.»", "utf-8")
    with pytest.raises(BadInput) as error:
        read_briefs(path)
    missing, day, name, understood = error.value.problems
    assert "«محور» نوشته نشده است" in missing and "«امروز» کدام روز است" in day
    assert "نام «مدیر پل» در متن نیست" in name and "شهرستان «بم»" in understood


def test_what_a_release_does_not_say_is_told_at_once_with_what_it_does(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("نشست کتاب‌خوانان برگزار شد\nدر این نشست ۲۰ نفر سخن گفتند.\n۳ کتاب نقد شد.", "utf-8")
    with pytest.raises(BadInput) as error:
        read_briefs(path)
    told = "\n".join(error.value.problems)
    for part in ("دستگاه", "شهرستان", "محور"):
        assert f"release.txt: «{part}» نوشته نشده است" in told and f"«{part}: ...»" in told
    assert "موضوع «نشست کتاب‌خوانان برگزار شد»" in told and "، ۱ نکته؛ آنچه را کم است بالای متن بیفزایید" in told
    assert "YAML" not in told and len(error.value.problems) == 4


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04\x14\0", "ناقص است"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "Word"),
        ("a.pdf", b"%PDF-1.7", "a.pdf"),
        ("a.txt", "سلام".encode("cp1256"), "UTF-8"),
        ("a.txt", b"", "خالی"),
        ("a.yaml", "خبر: [".encode(), "YAML"),
        ("a.txt", b"kind: [", "YAML"),
    ],
)
def test_what_is_no_text_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises((BadInput, NotAvailable), match=told) as error:
        read_briefs(tmp_path / name)
    assert len(error.value.problems) == 1


def test_a_release_of_a_channel_is_read_without_its_signs() -> None:
    text = """🔴 فرماندار زرند:
✅ زیرساخت سه روستا تا نوروز تکمیل می‌شود
🔹 فرماندار زرند در جلسه امروز گفت: آبرسانی به سه روستا تا نوروز تکمیل می‌شود.
🔹 محسن صالحی افزود: «هزینه این طرح ۷ میلیارد تومان است.»
#زرند #آبرسانی
@zarand_news"""
    release = read_release(text)
    assert release.topic == "زیرساخت سه روستا تا نوروز تکمیل می‌شود" and release.notes == ()
    assert (release.agency, release.quotes[0]["role"]) == ("فرمانداری زرند", "فرماندار زرند")
    assert release.lede.startswith("فرماندار زرند در جلسه امروز گفت")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "همزمان با هفته پژوهش\nنمایشگاه پژوهش گشایش یافت\nنمایشگاه پژوهش در بم گشایش یافت.",
            "نمایشگاه پژوهش گشایش یافت",
        ),
        ("به گزارش روابط عمومی شهرداری بم\nپل تازه باز شد\nپل بم پس از دو سال باز شد.", "پل تازه باز شد"),
        ("تیتر: پل زرند باز شد\nلید: پل زرند امروز باز شد.\nمتن: کار سه ماه طول کشید.", "پل زرند باز شد"),
        ("خبر فوری\nبه علت تعمیر پست، برق راین فردا قطع می‌شود.", "برق راین فردا قطع می‌شود"),
        ("بافت/ پل تازه باز شد\nپل تازه بافت باز شد.\nکار سه ماه طول کشید.", "پل تازه باز شد"),
        ("شهردار بم خبر داد:\nآغاز ساخت پارک تازه\nشهردار بم از ساخت پارک خبر داد.", "آغاز ساخت پارک تازه"),
        ("شهردار بم خبر داد؛\nآغاز ساخت پارک تازه\nشهردار بم از ساخت پارک خبر داد.", "آغاز ساخت پارک تازه"),
        ("شهردار بم خبر داد\nپارک تازه باز شد\nبم - پارک تازه پس از دو سال باز شد.", "پارک تازه باز شد"),
        ("شهردار بم خبر داد:\nپارک تازه باز شد.\nبم - پارک تازه پس از دو سال باز شد.", "پارک تازه باز شد"),
        ("پارک تازه باز شد.\nبه گزارش شهرداری بم، پارک تازه پس از دو سال باز شد.", "پارک تازه باز شد"),
        ("آغاز طرح «بازیافت بده»\nشهرداری بم طرح تازه را آغاز کرد.", "آغاز طرح «بازیافت بده»"),
    ],
)
def test_the_headline_is_found_among_the_first_lines(text: str, topic: str) -> None:
    assert read_release(text).topic == topic


@pytest.mark.parametrize(
    "lede",
    [
        "بم - پل تازه شهر باز شد.",
        "کرمان - ایرنا - پل تازه شهر باز شد.",
        "کرمان (پانا) – پل تازه شهر باز شد.",
        "ایسنا/کرمان پل تازه شهر باز شد.",
        "به گزارش خبرگزاری تسنیم از کرمان، پل تازه شهر باز شد.",
        "به گزارش ایرنا به نقل از روابط عمومی شهرداری بم؛ پل تازه شهر باز شد.",
        "به گزارش روابط عمومی اداره صنعت، معدن و تجارت بم، پل تازه شهر باز شد.",
        "روابط عمومی شهرداری بم اعلام کرد: پل تازه شهر باز شد.",
        "شهرداری بم: پل تازه شهر باز شد.",
        "بم؛ به گزارش روابط عمومی شهرداری بم، پل تازه شهر باز شد.",
        "بم/ به گزارش شهرداری بم، پل تازه شهر باز شد.",
        "بم: پل تازه شهر باز شد.",
        "بم، به گزارش شهرداری بم، پل تازه شهر باز شد.",
        "بم؛ پل تازه شهر باز شد.",
        "روابط عمومی دانشکده فنی بم: پل تازه شهر باز شد.",
        "بم. پل تازه شهر باز شد.",
        "(بم) پل تازه شهر باز شد.",
        "[بم] - پل تازه شهر باز شد.",
        "کرمان - بم - ۹ آذر ۱۴۰۵ - پل تازه شهر باز شد.",
    ],
)
def test_the_lede_is_without_dateline_and_source(lede: str) -> None:
    assert read_release(f"پل بم\n{lede}\nکار سه ماه طول کشید.").lede == "پل تازه شهر باز شد"


def test_the_labels_of_a_form_are_no_words_of_the_news() -> None:
    release = read_release("تیتر: پل باز شد\nلید: پل زرند باز شد.\nمتن: به گزارش شهرداری زرند، پل ۴۰ متر است.")
    assert (release.lede, release.notes, release.agency) == ("پل زرند باز شد", ("پل ۴۰ متر است",), "شهرداری زرند")


def test_a_place_that_the_sentence_speaks_of_is_no_dateline() -> None:
    for lede in ("کرمان؛ شهر گنبدها، میزبان جهان شد", "بم-کرمان، محور پررفت‌وآمد استان، بسته شد"):
        assert read_release(f"تیتر\n{lede}.\nکار سه ماه طول کشید.").lede == lede


def test_who_says_it_on_a_line_of_its_own_is_not_lost() -> None:
    release = read_release("شهردار بم گفت:\nپل تازه شهر باز شد و ساخت آن سه ماه طول کشید.\nپل ۴۰ متر است.")
    assert release.lede == "شهردار بم گفت: پل تازه شهر باز شد و ساخت آن سه ماه طول کشید"


@pytest.mark.parametrize(
    ("lede", "agency"),
    [
        ("کهنوج/ به گزارش روابط عمومی انجمن یاران جنوب کرمان، آزمایش رایگان شد.", "انجمن یاران جنوب کرمان"),
        ("آزمایش رایگان شد. این را روابط عمومی خیریه مهر در اطلاعیه‌ای گفت.", "خیریه مهر"),
        ("به گزارش باشگاه کوهنوردان جبال، صعود انجام شد.", "باشگاه کوهنوردان جبال"),
        ("شرکت تعاونی زنان «نخل امید» جیرفت مربا فرستاد.", "شرکت تعاونی زنان «نخل امید» جیرفت"),
        ("برق آمد. مدیر جهاد کشاورزی جیرفت و فرماندار جیرفت آن را دیدند.", "جهاد کشاورزی جیرفت"),
        ("پذیرش شبانه نیست.\nمنبع: روابط عمومی شبکه بهداشت و درمان کوهبنان", "شبکه بهداشت و درمان کوهبنان"),
        ("آموزش و پرورش شهرستان بم مدرسه‌ای تازه باز کرد.", "آموزش و پرورش شهرستان بم"),
    ],
)
def test_an_agency_that_is_not_listed_is_named_as_the_release_does(lede: str, agency: str) -> None:
    assert read_release(f"تیتر خبر\n{lede}").agency == agency


def test_what_is_told_of_the_past_is_no_event_though_one_is_to_come() -> None:
    text = """بازرسان ۴۴ کارگاه را دیدند
بازرسان شهرداری بم هفته گذشته از ۴۴ کارگاه بازدید کردند.
دوره ایمنی چهارشنبه ۲ دی در سالن شهرداری برگزار خواهد شد."""
    release = read_release(text)
    assert (release.kind, release.when, release.where) == ("recap", "", "")


@pytest.mark.parametrize(
    ("lede", "kind"),
    [
        ("سازمان دانش‌آموزی انار خبر داد: ۴۴ پیشتاز چهارشنبه ۱۸ آذر به اردو اعزام می‌شوند.", "event"),
        ("مجوز نخستین کمپ کویری ریگان تا پایان آذر صادر می‌شود.", "statement"),
        ("قلعه رایگان از شنبه ۱۴ آذر به روی گردشگران بسته است.", "notice"),
    ],
)
def test_what_is_to_come_is_no_report(lede: str, kind: str) -> None:
    assert read_release(f"تیتر خبر\n{lede}\nکار ادامه دارد.").kind == kind


def test_an_event_that_an_agency_announces_is_one() -> None:
    text = "جشنواره انار\nشهردار بم از برگزاری جشنواره انار در روزهای ۱۸ تا ۲۰ آذر در میدان اصلی بم خبر داد."
    release = read_release(text)
    assert (release.kind, release.where) == ("event", "میدان اصلی بم")


def test_the_first_of_several_days_is_when_it_begins() -> None:
    for days in ("۵ و ۶ اسفند ۱۴۰۵", "چهارشنبه ۵ و پنجشنبه ۶ اسفند ۱۴۰۵", "۵ تا ۶ اسفند ۱۴۰۵"):
        release = read_release(f"همایش\nهمایش معدن {days} در بم برگزار می‌شود.")
        assert (release.when, release.starts_at) == (days, "۱۴۰۵/۱۲/۰۵ ۰۰:۰۰")


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("محل گردآمدن، ساعت ۸:۳۰، کنار چشمه قدیمی خواهد بود.", "کنار چشمه قدیمی"),
        ("قرار حرکت ساعت ۵ صبح مقابل ورزشگاه تختی است.", "مقابل ورزشگاه تختی"),
        ("این برنامه در درمانگاه شماره یک بدون نوبت انجام می‌شود.", "درمانگاه شماره یک"),
        ("این برنامه در خانه‌های شهر برپاست.", ""),
        ("برنامه دیگری جمعه ۲ بهمن در فرهنگسرای شهر برپا می‌شود.", ""),
    ],
)
def test_the_place_is_where_the_event_is(sentence: str, place: str) -> None:
    assert read_release(f"پیاده‌روی\nپیاده‌روی جمعه ۲۷ آذر آغاز می‌شود.\n{sentence}").where == place


def test_an_office_in_fewer_words_is_who_was_named_with_it() -> None:
    text = """تیتر
در نشست امروز سخن گفتند.
سیف‌الله گوغری، رئیس اداره میراث فرهنگی، گردشگری و صنایع دستی شهرستان بافت، گفت: «غرفه‌ها آماده است.»
رئیس اداره میراث فرهنگی بافت افزود: «ساکنان اجاره نمی‌دهند.»
این مسئول فرهنگی تصریح کرد: «راه روستا هموار شده است.»
یکی از مسافران گفت: «راه خوبی بود و آمدیم.»"""
    release = read_release(text)
    assert [quote["speaker"] for quote in release.quotes] == ["سیف‌الله گوغری"] * 3 + ["یکی از مسافران"]
    assert release.quotes[2]["intro"] == "سیف‌الله گوغری تصریح کرد"
    assert "quotes" not in {each.field for each in release.asked}


def test_the_police_write_names_between_quotation_marks() -> None:
    text = """کشف تریاک در ریگان
فرمانده انتظامی شهرستان ریگان از کشف ۳۲۰ کیلوگرم تریاک خبر داد.
به گزارش پایگاه خبری پلیس، سرهنگ «امین فاضلی» در تشریح این خبر گفت: ماموران به خودرویی مشکوک شدند.
سرهنگ «فاضلی» افزود: «شهروندان خبرها را به ۱۱۰ بگویند.»"""
    release = read_release(text)
    assert (release.agency, release.axis) == ("فرماندهی انتظامی ریگان", "امنیت")
    (quote,) = release.quotes
    assert (quote["speaker"], quote["role"]) == ("امین فاضلی", "فرمانده انتظامی شهرستان ریگان")
    assert quote["intro"] == "سرهنگ «فاضلی» افزود" and quote["text"] == "شهروندان خبرها را به ۱۱۰ بگویند."


@pytest.mark.parametrize(
    ("lede", "agency"),
    [
        ("جمعیت هلال احمر شهرستان سیرجان داوطلب می‌پذیرد.", "جمعیت هلال احمر شهرستان سیرجان"),
        ("جمعیت هلال احمر استان کرمان داوطلب می‌پذیرد.", "جمعیت هلال‌احمر استان کرمان"),
        ("فرماندار زرند از آبرسانی خبر داد.", "فرمانداری زرند"),
        ("مدیرکل تعاون، کار و رفاه اجتماعی استان کرمان سخن گفت.", "اداره‌کل تعاون، کار و رفاه اجتماعی استان کرمان"),
        ("نماینده مردم بم در مجلس شورای اسلامی با کشاورزان بروات دیدار کرد.", ""),
    ],
)
def test_the_agency_is_the_one_that_is_named(lede: str, agency: str) -> None:
    assert read_release(f"تیتر خبر\n{lede}").agency == agency


def test_lines_that_are_cut_by_width_are_joined_and_others_are_not() -> None:
    wrapped = """پل تازه زرند باز شد
پل تازه زرند پس از سه ماه کار شبانه‌روزی و با هزینه ۲۰ میلیارد تومان
برای رفت‌وآمد خودروهای سبک و سنگین در مسیر کرمان به زرند باز شد و تا
پایان هفته روشنایی آن هم به دست کارگران شهرداری زرند در هر دو سوی آن
آماده می‌شود."""
    assert read_release(wrapped).notes == () and read_release(wrapped).lede.endswith("هر دو سوی آن آماده می‌شود")
    listed = "فراخوان\nجمعیت داوطلب می‌پذیرد\nداوطلبان تا ۳۰ آذر ثبت‌نام کنند\nتلفن: ۰۳۴۴۲۳۰۰۰۰۰\nساعت مراجعه: ۸ تا ۱۳"
    assert read_release(listed).notes == ("تلفن: ۰۳۴۴۲۳۰۰۰۰۰", "ساعت مراجعه: ۸ تا ۱۳")


def test_a_county_that_is_named_beside_a_county_office_is_asked_about() -> None:
    lede = "به گزارش روابط عمومی اداره دامپزشکی شهرستان جیرفت، فروش مرغ زنده پس از تلفات تالاب جازموریان ممنوع است."
    assert read_release(f"مرغ زنده نخرید\n{lede}").county == ""
