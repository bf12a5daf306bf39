"""What is a sentence already is told from what is noted, and printed as it stands."""

import pytest

from bumi.models.data.training_examples import read_notes
from bumi.persian.syntax import (
    as_sentence,
    ends_in_verb,
    figure_clause,
    is_sentence,
    joined_clauses,
    refers_back,
    segments,
)


@pytest.mark.parametrize(
    "note",
    [
        "هنگام کار دستکش، ماسک و عینک بپوشید",
        "پس از وصل شدن، چند دقیقه آب را باز بگذارید تا زلال شود",
        "رنگ‌ها گیاهی است، از روناس و پوست گردو و پوست انار",
        "شعله آبی نشانه سوختن درست است، شعله زرد یعنی هوا کم است؛ بخاری را خاموش کنید",
        "خبر کانال بی‌نام، بدون منبع دوم، بازنشر نشود",
        "در جمله نخست بنویسید چه کسی، کجا و کی، چه کرده است",
        "متن جایگزین بنویسید تا نابینایان هم بدانند در عکس چیست",
        "«گفتنی است» و «لازم به ذکر است» خبری ندارند؛ آن‌ها را بردارید",
        "اداره راهداری قلعه‌گنج ۶ لودر، ۲ گریدر و ۲۳ راهدار را به کار گرفت",
        "هر نفر می‌تواند از هر میوه حداکثر ۵ کیلو بخرد",
        "میانگین زمان ترخیص از ۵ روز به ۳ روز کاهش یافت",
        "رانندگان اجازه ندارند بدون زنجیر چرخ حرکت کنند",
        "کسی که کابل مسروقه بخرد، شریک جرم است.",
        "در اصلاحیه بگویید چه چیزی نادرست بود و درست آن چیست.",
    ],
)
def test_a_sentence_is_one(note: str) -> None:
    assert is_sentence(note)
    assert as_sentence(note) == f"{note.rstrip('.')}."


@pytest.mark.parametrize(
    "note",
    [
        "ظرفیت ۴۵ نفر",
        "ورود به خانه‌های مسکونی فقط با اجازه صاحبخانه",
        "ظرفیت ۴۰ نفر، ثبت‌نام حضوری انجام می‌شود",  # an item of a list before the sentence
        "گوشی خاموش، نور صفحه بازیگر را کور می‌کند",
        "کار ۶۵ روز، ۱۱ مقنی، ۳۴۰ متر کوره پاک شد",
        "میانگین زمان تخلیه ۳ دقیقه؛ در مانور سال گذشته ۵ دقیقه بود",
        "باران شد → سالن شماره ۲ آماده است",
        "شماره شخصی = جعلی است و باز نشود",
        "نکته: پیوند ناشناس را باز نکنید و نفرستید",
        "یخ زد؟ با آب ولرم آن را باز کنید",
        "مدرک لیسانس/کارشناسی مرتبط لازم است",
        "گواهی داده می‌شود",  # too short to stand alone
        "تا ساعت ۲۲ وصل می‌شود",  # and without a subject
        "شاگردها از خرید ۲۰ دست لباس",
        "طناب نایلونی و زنجیر ممنوع (تیر برق وسط زمین هست)",  # the verb is that of the brackets
        "زودتر برسید صندلی جلو می‌ماند",  # a condition without «اگر»
        "راننده اول ماشین را ول کرد رفت",
        "تیم کامل نبود بازی نمی‌کند",
        "خط‌کشی و تابلو هنوز نزدند، تا آخر دی",  # the verb behind the comma is another
        "بلیت ۴۰ هزار تومان بود، از فروردین ۶۰ هزار",
        "ماه پیش ۴۶ پرونده، ۳۱ نفر پولشان برنگشت",  # and before it there is none
        "با تب بالای ۳۸ درجه تزریق ممنوع، چند روز بعد بیایید",
        "در ماشین موسیقی نه، جدول ضرب می‌خوانند",
        "قدمتش را ۷۵۰ سال می‌گویند سند قطعی نیست",
        "گواهی دوره نباشد مدرسه قرارداد نمی‌بندد",
        "کارتخوان هست پول نقد کمتر بیاورید",
        "نصب با این کمیته، ۶ نفر نیروی جهادی، ۳ تا لوله کج و سوراخ عوض شد",
    ],
)
def test_shorthand_is_none(note: str) -> None:
    assert not is_sentence(note)


def test_nine_of_ten_sentences_of_a_newsroom_are_sentences() -> None:
    told = [each["sentence"] for each in read_notes()[::40]]
    long = [each for each in told if len(each.split()) > 4]
    assert sum(map(is_sentence, long)) >= 0.88 * len(long)


def test_a_participle_has_its_verb_where_one_thing_is_spoken_of() -> None:
    assert as_sentence("تا ساعت ۱۲ پنجشنبه خسارتی گزارش نشده") == "تا ساعت ۱۲ پنجشنبه خسارتی گزارش نشده است."
    assert not is_sentence("تا امروز ۲۰ نفر از اهالی ثبت‌نام شده"), "of several it may be «شده‌اند»"


def test_clauses_that_slashes_part_are_one_sentence() -> None:
    assert joined_clauses("۴۰ چادر برپا شد / ۱۲ خانواده جابه‌جا شدند") == "۴۰ چادر برپا شد و ۱۲ خانواده جابه‌جا شدند"
    assert joined_clauses("۴۰ چادر برپا شد / ۱۲ تا ماند → نوبت ۱۹ دی") == "۴۰ چادر برپا شد و ۱۲ تا ماند (نوبت ۱۹ دی)"
    assert joined_clauses("۴۰ چادر برپا شد / ۱۲ تا کوچک") == ""


def test_the_first_clause_with_a_figure() -> None:
    assert figure_clause("۹۰۰ نهال بنه کاشته شد؛ ۴۰۰ تا ماند") == "۹۰۰ نهال بنه کاشته شد"
    assert figure_clause("نهال بنه در دامنه کاشته شد") == "" and figure_clause("۴۰۰ تا کتاب به مدرسه دادیم") == ""


def test_digits_are_persian_and_marks_at_the_end_one() -> None:
    assert as_sentence("٤٢٠ نفر در این طرح ویزیت شدند؛") == "۴۲۰ نفر در این طرح ویزیت شدند."
    assert segments("آب را ببندید؛ با 122 تماس بگیرید.") == ["آب را ببندید", "با 122 تماس بگیرید"]


def test_what_leans_on_the_sentence_before_it() -> None:
    assert refers_back("شوهرش راننده بوده است") and refers_back("این بنا مرمت شد") and refers_back("می‌خواهد بفروشد")
    assert not refers_back("آموزش رایگان است") and not refers_back("انار شهداد شیرین است")


def test_a_text_ends_in_a_verb_or_not() -> None:
    assert ends_in_verb("چطور گول نخوریم") and ends_in_verb("۸۴ غرفه ساخته می‌شود")
    assert not ends_in_verb("جشنواره انار") and not ends_in_verb("خرید و فروش")
