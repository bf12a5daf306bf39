"""Facts keep their words; a label is given where it is sure, and a mark of shorthand is set as an editor sets it."""

import pytest

from models.planner.facts import LABELS, fact, label_of, tidy


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("ظرفیت ۴۵ نفر", "• ظرفیت: ۴۵ نفر"),
        ("علت - تعویض ترانس", "• علت: تعویض ترانس"),
        ("به علت سرمای هوا", "• علت: سرمای هوا"),
        ("هزینه ۱ میلیون تومان، دانشجویان نیم‌بها", "• هزینه: ۱ میلیون تومان، دانشجویان نیم‌بها"),
        ("کشاورزان رایگان/ دانشجو 50 هزار تومان", "• هزینه: کشاورزان رایگان، دانشجو ۵۰ هزار تومان"),
        ("تلفن ۳۴۲۲۵۲۰۰ داخلی ۳", "• تماس: ۳۴۲۲۵۲۰۰ داخلی ۳"),
        ("۱۴۱", "• تماس: ۱۴۱"),
        ("شنا ممنوع", "• ممنوع: شنا"),
        ("ویژه بانوان", "• مخاطبان: بانوان"),
        ("ثبت‌نام تا ۱۰ دی، اداره ورزش", "• ثبت‌نام: تا ۱۰ دی، اداره ورزش"),
        ("سه‌شنبه‌ها ساعت ۸ تا ۱۲", "• زمان: سه‌شنبه‌ها ساعت ۸ تا ۱۲"),
        ("ایستگاه سلامت: فشار خون رایگان", "• ایستگاه سلامت: فشار خون رایگان"),
        ("ورود آزاد", "• ورود آزاد"),
    ],
)
def test_a_note_as_a_fact(note: str, line: str) -> None:
    assert fact(note, ("n1",)).line() == line


@pytest.mark.parametrize(
    "note",
    [
        "مسیر خاکی ۲ کیلومتر",  # no label: the word is a part of what is said
        "مدرک لیسانس علوم تربیتی",
        "غرفه مشاوره رایگان هر دو روز",
        "ارزش ۱۸۰ میلیون ریال",
        "ویژه دانشجویان، پیش‌نیاز ندارد",  # the label would be of both
        "موسیقی محلی، جمعه ۱۸:۳۰",
        "برنج هندی کیلویی ۵۲ هزار تومان",
    ],
)
def test_no_label_where_none_is_sure(note: str) -> None:
    assert label_of(note) == "" and fact(note, ("n1",)).text == note


def test_labels_are_of_the_closed_list_or_the_notes_own() -> None:
    assert label_of("سرفصل‌ها: نوشتن، ساخت") == "سرفصل‌ها"
    assert label_of("شهریه ۳۰۰ هزار تومان") == "هزینه"
    assert all(label_of(f"{label} ۲ تا ۳") in ("", *LABELS) for label in LABELS)
    assert fact("۱۲ غرفه", ("n1",), "غرفه‌ها").line() == "• غرفه‌ها: ۱۲ غرفه", "a person's label stands"


@pytest.mark.parametrize(
    ("note", "tidied"),
    [
        ("هدیه = چادر و کتاب", "هدیه: چادر و کتاب"),
        ("۳۰۰ → ۴۵۰ غرفه", "از ۳۰۰ به ۴۵۰ غرفه"),
        ("ثبت‌نام → مصاحبه → پذیرش", "ثبت‌نام، سپس مصاحبه، سپس پذیرش"),
        ("گران‌فروشی → ۱۲۴", "گران‌فروشی: ۱۲۴"),
        ("اگر رد شدید → ثبت اعتراض", "اگر رد شدید، ثبت اعتراض"),
        ("مسیر جایگزین: جیرفت → کهنوج", "مسیر جایگزین: جیرفت به کهنوج"),
        ("علوم تربیتی/ روانشناسی", "علوم تربیتی، روانشناسی"),
        ("۲۰ چادر + ۶۰ پتو", "۲۰ چادر و ۶۰ پتو"),
        ("پلیس +۱۰", "پلیس +۱۰"),
        ("تاریخ ۱۴۰۵/۹/۱", "تاریخ ۱۴۰۵/۹/۱"),
    ],
)
def test_shorthand_is_set_as_an_editor_sets_it(note: str, tidied: str) -> None:
    assert tidy(note) == tidied
