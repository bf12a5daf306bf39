"""The letter around a release: what is said to a newsroom is told apart from what is said to readers."""

import pytest

from bumi.release.layout import rows_as_points
from bumi.release.letters import is_courtesy, is_mark, unfolded, without_greeting
from bumi.release.reading import read_release


@pytest.mark.parametrize(
    "line",
    [
        "همشهریان گرامی شهر زرند",
        "با سلام و احترام",
        "سلام علیکم",
        "باسلام",
        "سلام وقت بخیر",
        "درود بر شما همکاران رسانه‌ای",
        "لطفا این خبر رو کار کنید",
        "درود خبرنگاران عزیز، لطفا پوشش داده شود 🙏",
        "لطفا پوشش خبری داده شود.",
        "جهت انتشار",
        "لذا خواهشمند است دستور فرمایید نسبت به پوشش خبری آن اقدام گردد.",
        "با سلام؛ احتراماً متن خبر زیر جهت درج در آن رسانه محترم ارسال می‌گردد.",
        "پیشاپیش از صبر و شکیبایی شما همشهریان فهیم کمال تشکر را داریم.",
        "با تشکر از همکاری شما",
        "منتظر حضور گرم شما هستیم.",
        "سلامتی شما آرزوی ماست",
        "کانال منابع طبیعی سیرجان رو دنبال کنید",
        "تماس با روابط عمومی: ۰۳۴۳۱۳۲۲۱۱۱",
        "والسلام",
    ],
)
def test_manners_are_no_news(line: str) -> None:
    assert is_courtesy(line)


@pytest.mark.parametrize(
    "line",
    [
        "شهروندان محترم می‌توانند با ۱۳۷ تماس بگیرند.",
        "مدیر محترم مدرسه گفت بچه‌ها خوب‌اند",
        "با تشکر از خیران، کار مدرسه تمام شد",
        "مشترکان گرامی آب را ذخیره کنند",
        "خبر ساخت پل را منتشر کرد",
        "گزارش کار را برای انتشار آماده کردیم",
        "از همکاری مردم تشکر کرد",
        "سلام زمستان در بم",
        "گفت: «منتظر حضور شما هستیم.»",
    ],
)
def test_what_tells_something_is_kept(line: str) -> None:
    assert not is_courtesy(line)


def test_a_greeting_before_the_news_goes_alone() -> None:
    assert (
        without_greeting("با سلام و احترام به اطلاع می‌رساند برق فردا قطع می‌شود")
        == "به اطلاع می‌رساند برق فردا قطع می‌شود"
    )


def test_the_head_of_a_letter_names_its_office_and_who_signs_is_told() -> None:
    lines = [
        "شرکت گاز کرمان",
        "روابط عمومی",
        "با سلام",
        "گاز به ۷ روستا رسید",
        "گاز رسید.",
        "مدیر گاز کرمان - رضا راوری",
    ]
    letter = unfolded(lines)
    assert (letter.office, letter.lines) == ("شرکت گاز کرمان", ["گاز به ۷ روستا رسید", "گاز رسید."])
    assert letter.left_out == ["روابط عمومی", "با سلام", "مدیر گاز کرمان - رضا راوری"]


def test_an_office_alone_above_news_may_be_its_headline() -> None:
    lines = ["شهرداری زرند و بازار تازه", "بازار تازه باز شد.", "۴۰ غرفه دارد."]
    assert unfolded(lines).lines == lines


def test_whoever_reads_a_release_is_told_what_is_left_out_of_it() -> None:
    text = "با سلام و احترام\nپل زرند باز شد\nشهرداری زرند پل تازه را باز کرد.\nمنتظر حضور گرم شما هستیم."
    release = read_release(text)
    (told,) = (each.text for each in release.asked if each.field == "release")
    assert "«با سلام و احترام»؛ «منتظر حضور گرم شما هستیم»" in told
    assert release.topic == "پل زرند باز شد" and release.notes == () and release.text == text


def test_a_table_is_a_list_with_the_name_of_each_column() -> None:
    table = "دور | مسافت | اسب\n---|---|---\nاول | ۱۰۰۰ متر | شبدیز\nدوم | ۱۲۰۰ متر | طوفان"
    assert rows_as_points(f"نتایج:\n{table}\nپایان کار.").splitlines() == [
        "نتایج:",
        "- دور: اول، مسافت: ۱۰۰۰ متر، اسب: شبدیز",
        "- دور: دوم، مسافت: ۱۲۰۰ متر، اسب: طوفان",
        "پایان کار.",
    ]
    assert rows_as_points("الف | ب\nج | د") == "الف | ب\nج | د"


def test_labels_with_their_values_are_a_list() -> None:
    text = "کارگاه عکاسی بم برپا می‌شود\nکارگاه عکاسی در بم برپا می‌شود.\nمهلت ثبت‌نام: ۲۲ آذر\nظرفیت: ۴۰ نفر"
    assert read_release(text).notes == ("مهلت ثبت‌نام: ۲۲ آذر", "ظرفیت: ۴۰ نفر")


@pytest.mark.parametrize(
    "line",
    [
        "سلام علیکم و رحمه الله",
        "ممنون میشم کار بشه",
        "شهروندان گرامی توجه فرمایید",
        "لطفا به اشتراک بگذارید",
        "موفق باشید",
    ],
)
def test_a_line_of_nothing_but_manners_is_no_news_in_whatever_words(line: str) -> None:
    assert is_courtesy(line)


@pytest.mark.parametrize(
    "line", ["تقدیر از خبرنگاران بم", "انتشار کتاب تازه", "ارسال کمک به سیل‌زدگان", "همایش رسانه در بم"]
)
def test_one_word_that_is_none_makes_it_news(line: str) -> None:
    assert not is_courtesy(line)


@pytest.mark.parametrize("line", ["شهردار راور", "رضا راوری", "رضا راوری - رئیس شبکه راور", "رضا راوری شهردار راور"])
def test_whoever_signs_is_taken_off_the_end(line: str) -> None:
    letter = unfolded(["پل راور باز شد", "پل راور باز شد.", "کار سه ماه طول کشید.", line])
    assert letter.left_out == [line] and len(letter.lines) == 3


@pytest.mark.parametrize(
    "line", ["انتهای متن", "سرویس اجتماعی", "کرمان - ۹ آذر ۱۴۰۵", "گزارش از: رضا", "https://t.me/ravar"]
)
def test_marks_of_a_newsroom_are_no_news(line: str) -> None:
    assert is_mark(line)


def test_a_label_of_letterheads_below_news_is_a_fact() -> None:
    text = (
        "تاریخ: ۱۴۰۵/۰۹/۰۸\nکارگاه سفال راور برپا شد\nکارگاه سفال در راور برپا شد.\nساعت: ۸ تا ۱۲\nکار سه ماه طول کشید."
    )
    assert read_release(text).notes == ("ساعت: ۸ تا ۱۲", "کار سه ماه طول کشید")


def test_a_last_line_of_many_words_takes_no_time() -> None:
    line = "مدیر شبکه راور در نشست خبری با خبرنگاران محلی استان سخن گفته."
    assert unfolded(["پل راور باز شد", "پل راور باز شد.", "کار سه ماه طول کشید.", line]).lines[-1] == line
