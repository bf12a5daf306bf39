"""What a reader would ask of a brief as it is typed, and what needs no question."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.calendar import TEHRAN
from bumi.questions import Asked, asked
from bumi.questions.asking import about_voice
from bumi.words import Kind

NOW = datetime(2026, 11, 30, 10, tzinfo=TEHRAN)  # دوشنبه ۹ آذر ۱۴۰۵


def of(note: str, **brief: Any) -> list[tuple[str, list[str]]]:
    """The questions of one note: the kind of each, and the notes that its answers make."""
    found = asked({"kind": "event", "notes": [note]} | brief, NOW)
    return [(each.kind, [answer.text for answer in each.answers]) for each in found.notes[0]]


@pytest.mark.parametrize(
    ("note", "kind", "answers"),
    [
        ("هزینه ۵۰۰ تومان", "small", ["هزینه ۵۰۰ هزار تومان", "هزینه ۵۰۰ میلیون تومان"]),
        ("بلیط ۳۰ت، همراه آزاد", "small", ["بلیط ۳۰ هزار تومان، همراه آزاد", "بلیط ۳۰ میلیون تومان، همراه آزاد"]),
        ("کرایه همون ۶ تومنه", "small", ["کرایه همون ۶ هزار تومان است", "کرایه همون ۶ میلیون تومان است"]),
        ("ورودی (۳۰ ت)", "small", ["ورودی (۳۰ هزار تومان)", "ورودی (۳۰ میلیون تومان)"]),
        ("ودیعه ۵ م، ۲ ساله", "letter", ["ودیعه ۵ میلیون تومان، ۲ ساله", "ودیعه ۵ متر، ۲ ساله"]),
        ("جایزه ۵۰۰ه", "letter", ["جایزه ۵۰۰ هزار تومان"]),
        ("ماهی ۱ م و ۲۰۰", "letter", ["ماهی ۱ میلیون و ۲۰۰ هزار تومان"]),
        ("هزینه ۵۰۰ هزار", "price", ["هزینه ۵۰۰ هزار تومان", "هزینه ۵۰۰ هزار ریال"]),
        ("بلیت ۱۲۰", "price", ["بلیت ۱۲۰ هزار تومان", "بلیت ۱۲۰ میلیون تومان"]),
        (
            "پارسال ۲۱۰ میلیون جمع شد",
            "price",
            ["پارسال ۲۱۰ میلیون تومان جمع شد", "پارسال ۲۱۰ میلیون ریال جمع شد"],
        ),
        ("کارگاه هر روز ۱۷، رایگان", "unit", ["کارگاه هر روز ساعت ۱۷، رایگان"]),
        ("بیشترین: تصادف ۹۸، سکته ۳۹", "unit", []),
        ("فردا ساعت ۱۰ در پارک", "relative-day", ["سه‌شنبه ۱۰ آذر ساعت ۱۰ در پارک"]),
        ("فردا ۱۰ آذر بیایید", "relative-day", ["۱۰ آذر بیایید"]),
        ("دوشنبه ۹ آذر تا فردا ظهر", "relative-day", ["دوشنبه ۹ آذر تا سه‌شنبه ۱۰ آذر ظهر"]),
        ("پنجشنبه ساعت ۹", "weekday-alone", ["پنجشنبه ۱۲ آذر ساعت ۹", "پنجشنبه ۱۹ آذر ساعت ۹"]),
        ("دوشنبه ۱۲ آذر", "weekday", ["پنجشنبه ۱۲ آذر", "دوشنبه ۹ آذر"]),
        ("ثبت‌نام تا ۵ آذر", "over", []),
        ("ظرفیت ۳۰", "unit", ["ظرفیت ۳۰ نفر"]),
        ("دمای هوا منفی ۸", "unit", ["دمای هوا منفی ۸ درجه"]),
        ("لایروبی ۱۱۰۰ متر، از مجموع ۳۴۰۰", "unit", ["لایروبی ۱۱۰۰ متر، از مجموع ۳۴۰۰ متر"]),
        ("آبدهی قبل ۹ لیتر در ثانیه، حالا ۱۴", "unit", ["آبدهی قبل ۹ لیتر در ثانیه، حالا ۱۴ لیتر"]),
        ("معاف شدند: ۲۴۵، بیشتر کم‌خون", "unit", ["معاف شدند: ۲۴۵ نفر، بیشتر کم‌خون"]),
        ("حرکت ۱۴ از میدان آزادی", "unit", ["حرکت ساعت ۱۴ از میدان آزادی"]),
        ("هر روز ۹ تا ۲۰", "unit", ["هر روز ساعت ۹ تا ۲۰"]),
        ("مهلت ثبت‌نام محدود", "deadline", []),
        ("ثبت‌نام تا پایان ماه", "deadline", ["ثبت‌نام تا دوشنبه ۳۰ آذر"]),
        ("کتاب، دفتر و غیره", "trails", ["کتاب، دفتر"]),
        ("کتاب، دفتر و ...", "trails", ["کتاب، دفتر"]),
        ("ساعت ۱۸ تا ۱۶", "contradicts", []),
        ("تلفن ۳۴۲۲۵۵۱", "phone", []),
        ("تماس: ۰۹۱۳۳۴۵۶۷۸", "phone", []),
    ],
)
def test_a_note_is_asked_what_it_leaves_open(note: str, kind: str, answers: list[str]) -> None:
    assert of(note) == [(kind, answers)]


@pytest.mark.parametrize(
    "note",
    [
        "هزینه ۳۵ هزار تومان",
        "هزینه ۲ میلیون و ۵۰۰ تومان",
        "هر دوشنبه ساعت ۹ تا ۱۲",
        "دوشنبه‌ها تعطیل است",
        "شنبه تا چهارشنبه، ساعت ۸ تا ۱۳",
        "پنجشنبه ۱۲ آذر ساعت ۹",
        "از ۱ آذر در روستاها",
        "اورژانس: ۱۱۵",
        "تلفن ۰۳۴۳۳۵۲۲۳۳۴، ۳۴۲۲۵۵۱۱ و ۰۹۱۳۳۴۵۶۷۸۹",
        "تصادف ۱۲ مورد، پارسال ۱۹",
        "مهلت ۲۰ آذر",
        "ساعت ۲۲ تا ۲ بامداد",
        "نماز جمعه کرمان",
        "۴۰ غرفه، ۱۲ هزار جلد کتاب",
        "پلاک ۱۴، کوچه ۷",
        "سنشون ۱۰ تا ۱۴",
        "پروانه با اعتبار تا پایان ۱۴۰۴، مراجعه",
        "گزارش گرفتاری: ۱۱۲ و ۱۱۵",
        "پنج‌شنبه ۱۲ آذر، پنج شنبه ۱۲ آذر",
        "گزارش تخلف ۱۲۴",
        "ترکیدگی: اول فلکه بعد ۱۲۲",
        "گله را جدا کنید زنگ بزنید ۱۵۱۲",
        "۱۲۱",
        "به بانک، بعد ۰۹۶۳۸۰",
        "علت گرد و غبار، شاخص ۱۸۷",
        "تماشاگران ۲۰۰، ۱۱۰ و ۳۴۰ نفر",
        "۴۰ غرفه ۳ در ۳ متر",
        "شنبه تا چهارشنبه ساعت ۸ تا ۱۴، پنجشنبه بسته",
        "موزه دوشنبه تعطیل است",
        "بعد مهلت روزی ۲۰۰ هزار تومان جریمه",
        "کمک ۳۰ میلیون تومان، ۲۰ میلیون خرج شد",
    ],
)
def test_a_note_that_says_all_is_asked_nothing(note: str) -> None:
    assert of(note) == []


def test_a_day_without_school_or_water_is_no_weekly_one() -> None:
    assert [kind for kind, _ in of("مدارس چهارشنبه تعطیل است", kind="notice")] == ["weekday-alone"]


def test_days_and_hours_are_held_against_the_exact_ones() -> None:
    brief = {"kind": "event", "when": "چهارشنبه ۱۱ آذر ساعت ۹", "starts_at": "1405/09/12 10:00"}
    found = asked(brief | {"notes": ["شروع ساعت ۱۱", "مهلت ۱۰ آذر", "مهلت ثبت‌نام ۱۱ آذر", "پنجشنبه در پارک"]}, NOW)
    assert [answer.text for each in found.fields["when"] for answer in each.answers] == [
        "پنجشنبه ۱۲ آذر ساعت ۹",
        "چهارشنبه ۱۱ آذر ساعت ۱۰:۰۰",
    ]
    assert [[each.kind for each in asks] for asks in found.notes] == [["contradicts"], [], ["contradicts"], []]


def test_fields_are_asked_too() -> None:
    quotes = [{"speaker": "نگار", "text": "بیایید"}, {"speaker": "علی", "role": "مدیر", "text": "بیایید"}]
    brief = {"kind": "event", "agency": "اداره‌کل میراث فرهنگی", "starts_at": "1405/08/01 10:00", "quotes": quotes}
    found = asked(brief, NOW).fields
    assert {name: [each.kind for each in asks] for name, asks in found.items()} == {
        "agency": ["agency"],
        "starts_at": ["over"],
        "quotes": ["role"],
    }
    assert found["agency"][0].answers[0].text.startswith("اداره‌کل میراث فرهنگی، گردشگری")
    assert "agency" not in asked({"agency": "اداره فرهنگ و ارشاد اسلامی راور"}, NOW).fields
    assert "agency" not in asked({"agency": "دامپزشکی کهنوج"}, NOW).fields, "nothing nearer is known"
    assert "starts_at" in asked({"kind": "گزارش", "starts_at": "1405/12/01"}, NOW).fields


def test_what_was_done_and_what_will_be_is_told_apart() -> None:
    assert of("نصب ۴ دوربین", kind="statement") == [("tense", ["۴ دوربین نصب شده است", "۴ دوربین نصب خواهد شد"])]
    assert of("نصب ۴ دوربین تا بهمن", kind="statement") == of("نصب ۴ دوربین", kind="recap") == []


_ANY = st.one_of(st.text(), st.integers(), st.dictionaries(st.text(), st.text()))
_KEYS = ("kind", "when", "starts_at", "notes", "quotes", "agency")


@given(st.dictionaries(st.sampled_from(_KEYS), st.one_of(st.none(), _ANY, st.lists(_ANY))))
def test_whatever_is_typed_is_read(brief: dict[str, Any]) -> None:
    found = asked(brief, NOW)
    assert isinstance(found, Asked) and found.count() >= 0


@given(st.text(st.sampled_from("۱۲۳0 تاساعتهزینه:،.و«»مهلتشنبه/"), max_size=400))
def test_an_answer_changes_what_was_asked_and_nothing_else(note: str) -> None:
    for each in asked({"kind": "event", "notes": [note]}, NOW).notes[0]:
        assert each.matched in " ".join(note.split())


def test_whose_voice_a_note_has_is_asked_where_it_cannot_be_told() -> None:
    (found,) = about_voice("خودمان پخش زنده داریم", Kind.EVENT, "حوزه هنری")
    assert found.kind == "voice" and found.matched == "خودمان" and found.text.endswith("بنویسید.")
    assert not [*about_voice("نقدی نمی‌گیریم", Kind.EVENT, "حوزه هنری")], "the draft says «نمی‌گیرند»"
    assert not [*about_voice("خودمان را بیمه کنیم", Kind.EXPLAINER, "حوزه هنری")], "anybody, in advice"
