"""A press release read as a brief: what it says is found, and nothing is made up."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import brief_from, read_briefs
from bumi.errors import BadInput
from bumi.release import read_release
from bumi.text import flat
from tests.desk.attacks import TEXTS

RELEASE = """نمایشگاه خرما و صنایع وابسته در بم برپا می‌شود
به گزارش روابط عمومی سازمان جهاد کشاورزی جنوب کرمان، نمایشگاه خرما پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹ \
در محل نمایشگاه دائمی بم برپا می‌شود.
احمد رضایی، مدیر باغبانی این سازمان، گفت: «۴۰ غرفه برای باغداران کنار گذاشته‌ایم و اجاره‌ای نمی‌گیریم.»
وی افزود: «بازدید برای همه آزاد است.»
۱۲ تعاونی روستایی هم محصول خود را می‌آورند."""


def test_the_parts_are_found() -> None:
    found = read_release(RELEASE)
    assert found["topic"] == "نمایشگاه خرما و صنایع وابسته در بم برپا می‌شود"
    assert (found["kind"], found["county"], found["agency"]) == ("event", "بم", "سازمان جهاد کشاورزی جنوب کرمان")
    assert found["starts_at"] == "۱۴۰۵/۰۹/۱۲ ۰۹:۰۰" and found["when"] == "پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹"
    assert found["where"] == "نمایشگاه دائمی بم"
    assert [quote["text"] for quote in found["quotes"]] == [
        "۴۰ غرفه برای باغداران کنار گذاشته‌ایم و اجاره‌ای نمی‌گیریم.",
        "بازدید برای همه آزاد است.",
    ]
    assert {(quote["speaker"], quote["role"]) for quote in found["quotes"]} == {
        ("احمد رضایی", "مدیر باغبانی این سازمان")
    }
    assert found["notes"][-1] == "۱۲ تعاونی روستایی هم محصول خود را می‌آورند"
    assert not any("گفت" in note or "به گزارش" in note for note in found["notes"])
    assert brief_from(found | {"axis": "کسب‌وکار"}, "آزمون")


def test_a_day_without_its_year_is_the_nearest_whose_weekday_agrees() -> None:
    assert read_release("خبر\nنشست جمعه ۳۱ شهریور برپا می‌شود.")["starts_at"] in ("", "۱۴۰۶/۰۶/۳۱ ۰۰:۰۰")
    assert read_release("خبر\nنشست ۱۲ آذر برپا می‌شود.")["starts_at"] == ""


def test_what_is_not_said_is_left_empty() -> None:
    found = read_release("یک خبر کوتاه بی نام و نشان\nچیزی رخ داده است که جزئیاتی ندارد.")
    assert (found["county"], found["agency"], found["when"], found["where"], found["quotes"]) == ("", "", "", "", [])


@given(st.text(max_size=400) | st.lists(st.sampled_from(RELEASE.split()), max_size=60).map(" ".join))
def test_every_word_proposed_stands_in_the_text(text: str) -> None:
    found, whole = read_release(text), flat(text)
    for note in found["notes"]:
        assert flat(note) in whole
    for quote in found["quotes"]:
        assert flat(quote["text"]) in whole and flat(quote["speaker"]) in whole


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
    assert (brief.axis, brief.county, brief.topic) == ("کسب‌وکار", "بم", RELEASE.partition("\n")[0])
    assert len(brief.quotes) == 2 and brief.notes[-1].startswith("۱۲ تعاونی")


def test_what_a_release_does_not_say_is_told_at_once_with_what_it_does(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("نشست کتاب‌خوانان برگزار شد\nدر این نشست: ۲۰ نفر از کتاب‌خوانان سخن گفتند.", "utf-8")
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
        ("a.docx", b"PK\x03\x04\x14\0", "Word"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.txt", "سلام".encode("cp1256"), "UTF-8"),
        ("a.txt", b"", "خالی"),
        ("a.yaml", "خبر: [".encode(), "YAML"),
        ("a.txt", b"kind: [", "YAML"),
    ],
)
def test_what_is_no_text_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=told) as error:
        read_briefs(tmp_path / name)
    assert len(error.value.problems) == 1
