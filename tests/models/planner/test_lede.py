"""Ledes and headlines: without frames, place and date once, never the agency as the doer of what it only tells."""

from datetime import datetime
from typing import Any

import pytest

from bumi.brief import Quote
from bumi.models.planner import known
from bumi.models.planner.lede import covers, opening_of
from bumi.models.planner.notes import as_written
from bumi.models.planner.prompts import prompt
from bumi.persian.calendar import TEHRAN
from tests.models.planner.briefs import brief


def opened(**said: Any) -> tuple[str, str]:
    made = brief(**said)
    found = opening_of(made, prompt(made.kind), as_written(made, str), 0)
    return found.headline, found.lede.text


@pytest.mark.parametrize(
    ("said", "headline", "lede"),
    [
        (
            {"topic": "جشنواره انار", "when": "پنجشنبه و جمعه ۱۹ و ۲۰ آذر، ۱۵ تا ۲۱", "where": "پارک شهر"},
            "جشنواره انار برگزار می‌شود",
            "جشنواره انار روزهای پنجشنبه و جمعه ۱۹ و ۲۰ آذر، از ساعت ۱۵ تا ۲۱، در پارک شهر برگزار می‌شود.",
        ),
        (
            {"topic": "شب شعر یلدا در انار", "when": "دوشنبه ۳۰ آذر", "where": "کتابخانه عمومی انار"},
            "شب شعر یلدا در انار برگزار می‌شود",
            "شب شعر یلدا روز دوشنبه ۳۰ آذر در کتابخانه عمومی انار برگزار می‌شود.",
        ),
        (
            {"kind": "recap", "topic": "سیل در روستای بیاض", "when": "شامگاه سه‌شنبه ۱۰ آذر"},
            "سیل در روستای بیاض رخ داد",
            "سیل در روستای بیاض شامگاه سه‌شنبه ۱۰ آذر رخ داد.",
        ),
        (
            {"topic": "خون بدهیم، زندگی ببخشیم", "when": "۱۲ آذر", "where": "مسجد جامع"},
            "خون بدهیم، زندگی ببخشیم",
            "برنامه «خون بدهیم، زندگی ببخشیم» ۱۲ آذر در مسجد جامع انار برگزار می‌شود.",
        ),
        (
            {"kind": "feature", "topic": "خانه گلیم انار، کارگاهی که گلیم کهن را زنده نگه می‌دارد"},
            "خانه گلیم انار، کارگاهی که گلیم کهن را زنده نگه می‌دارد",
            "خانه گلیم انار کارگاهی است که گلیم کهن را زنده نگه می‌دارد.",
        ),
        (
            {"kind": "feature", "topic": "پیرمردی که ۵۰ سال است کفش می‌دوزد", "where": "بازار انار"},
            "پیرمردی که ۵۰ سال است کفش می‌دوزد",
            "در بازار انار، پیرمردی ۵۰ سال است کفش می‌دوزد.",
        ),
        (
            {"kind": "explainer", "topic": "چطور گول پیامک را نخوریم"},
            "چطور گول پیامک را نخوریم",
            "شهرداری انار توضیح می‌دهد چطور گول پیامک را نخوریم.",
        ),
        (
            {"kind": "explainer", "topic": "پنج نکته برای روشن کردن بخاری"},
            "پنج نکته برای روشن کردن بخاری در انار",
            "شهرداری انار برای روشن کردن بخاری پنج نکته را یادآوری می‌کند.",
        ),
    ],
)
def test_a_topic_with_its_time_and_place_is_told_with_its_verb(said: Any, headline: str, lede: str) -> None:
    first, second = opened(**said)
    assert headline in (first, first.replace(" در انار", "")) and second == lede


def test_a_notice_names_its_source_once_and_the_place_once() -> None:
    headline, lede = opened(
        kind="notice",
        topic="قطع موقت آب در بخشی از شهر انار",
        agency="شرکت آب و فاضلاب",
        when="یکشنبه ۸ آذر، ساعت ۹ تا ۱۵",
        where="بلوار امام",
    )
    assert headline == "آب در بخشی از شهر انار به طور موقت قطع می‌شود"
    assert "شرکت آب و فاضلاب، آب در بخشی از شهر انار روز یکشنبه ۸ آذر، از ساعت ۹ تا ۱۵، به طور موقت" in lede
    assert "بلوار امام" not in lede, "the topic says a place already"


def test_a_statement_says_who_told_of_what_and_when_and_where() -> None:
    said: dict[str, Any] = {"kind": "statement", "when": "سه‌شنبه ۳ آذر", "where": "نشست با فروشندگان"}
    headline, lede = opened(topic="ساماندهی بازار خرما", **said)
    assert headline == "شهرداری انار از ساماندهی بازار خرما خبر داد"
    assert lede == "شهرداری انار روز سه‌شنبه ۳ آذر در نشست با فروشندگان از ساماندهی بازار خرما خبر داد."
    headline, lede = opened(topic="بازار خرما", notes=["۸۴ غرفه سرپوشیده تا پاییز ساخته می‌شود"], **said)
    assert headline == "بازار خرما؛ ۸۴ غرفه سرپوشیده تا پاییز ساخته می‌شود"
    assert lede.endswith("اعلام کرد: ۸۴ غرفه سرپوشیده تا پاییز ساخته می‌شود.")


def test_a_death_is_not_the_doing_of_who_tells_of_it() -> None:
    note = "گازگرفتگی امسال جان ۶ نفر را گرفته است"
    _, lede = opened(kind="explainer", topic="گازگرفتگی", agency="اورژانس کرمان", notes=[note])
    assert lede == f"به گفته اورژانس کرمان، {note}."


def test_advice_is_given_as_such() -> None:
    note = "یک سخنگو تعیین کنید و نام او را بگویید"
    _, lede = opened(kind="literacy", topic="نخستین ساعت بحران", notes=[note])
    assert lede == f"به توصیه شهرداری انار، {note}."


@pytest.mark.parametrize(
    ("today", "verb"),
    [("2026-11-29", "قطع می‌شود"), ("2026-11-30", "قطع شد"), ("2026-12-20", "قطع شد"), ("2026-08-01", "قطع می‌شود")],
)
def test_a_crisis_notice_of_what_has_begun_is_of_the_past(
    today: str, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "now", lambda: datetime.fromisoformat(f"{today}T10:00").replace(tzinfo=TEHRAN))
    said = {"kind": "notice", "urgency": "crisis", "topic": "قطع گاز شهر انار", "when": "دوشنبه ۹ آذر، از ۲ بامداد"}
    assert opened(**said)[0] == f"گاز شهر انار {verb}"
    assert opened(**said | {"urgency": "urgent"})[0] == "گاز شهر انار قطع می‌شود"


def test_an_event_that_is_an_action_is_done_and_a_service_until_a_day() -> None:
    sown = opened(topic="بذرکاری بادام کوهی با مردم", when="جمعه ۱۳ آذر", where="دامنه‌های میمند")
    assert sown[1].endswith("بذرکاری بادام کوهی با مردم روز جمعه ۱۳ آذر در دامنه‌های میمند انار انجام می‌شود.")
    licensed = opened(kind="notice", topic="تمدید پروانه چرای دام", when="تا ۳۰ آذر")
    assert licensed[1].endswith("تمدید پروانه چرای دام تا ۳۰ آذر در انار انجام می‌شود.")


def test_a_month_that_the_topic_names_and_a_stretch_of_road_are_not_said_again() -> None:
    assert "آبان آبان" not in opened(kind="recap", topic="بازرسی نانوایی‌ها در آبان", when="آبان ۱۴۰۵")[1]
    moved = opened(kind="notice", topic="تغییر مسیر خط ۱۴", when="شنبه ۱۴ آذر", where="میدان آزادی تا شهرک ولی‌عصر")
    assert "میدان" not in moved[1]


def test_a_lede_that_somebody_wrote_stands_word_for_word() -> None:
    _, lede = opened(lede="نخستین جشنواره گلاب با ۲۰ دیگ برپا می‌شود", topic="جشنواره گلاب")
    assert lede == "نخستین جشنواره گلاب با ۲۰ دیگ برپا می‌شود."


def test_a_first_note_that_is_the_news_is_the_lede_with_the_time_where_it_says_none() -> None:
    note = "جشنواره انار با حضور ۴۰ باغدار برگزار می‌شود"
    _, lede = opened(topic="جشنواره انار", when="شنبه ۷ آذر", where="میدان امام انار", notes=[note])
    assert lede.endswith("جشنواره انار روز شنبه ۷ آذر در میدان امام انار با حضور ۴۰ باغدار برگزار می‌شود.")
    note = "به دلیل آلودگی هوا همه برنامه‌های فضای باز لغو شد"
    _, lede = opened(kind="notice", topic="لغو برنامه‌های فضای باز", when="پنجشنبه ۱۲ آذر", notes=[note])
    assert "۱۲ آذر" not in lede, "the time is not that of the calling off"


def test_what_is_done_for_something_else_has_its_own_time_and_place() -> None:
    said: dict[str, Any] = {
        "kind": "notice",
        "topic": "ثبت‌نام غرفه‌های بازارچه",
        "when": "بازارچه از ۲۰ اسفند",
        "where": "پارک شهر",
    }
    _, lede = opened(call_to_action="ثبت‌نام از شنبه ۱ تا جمعه ۷ اسفند در واحد بازار شهرداری", **said)
    assert lede.endswith("غرفه‌های بازارچه از شنبه ۱ تا جمعه ۷ اسفند در واحد بازار شهرداری انجام می‌شود.")
    _, lede = opened(**said)
    assert "پارک شهر" not in lede and "اسفند" not in lede


def test_the_first_word_of_a_topic_is_left_out_only_where_it_is_a_stage() -> None:
    said: dict[str, Any] = {"kind": "notice", "when": "شنبه تا چهارشنبه"}
    _, lede = opened(topic="آغاز ثبت‌نام کلاس‌ها", **said)
    assert "، ثبت‌نام کلاس‌ها از شنبه تا چهارشنبه" in lede
    assert "هفته سوم" in opened(topic="خاموشی‌های هفته سوم", **said)[1]
    assert "برگزار" not in opened(topic="سهمیه هفته سوم", **said)[1]


def test_a_place_that_the_topic_names_is_not_said_again_and_two_actions_have_no_verb() -> None:
    _, lede = opened(topic="مسابقه دو خیابان شریعتی", where="خیابان شریعتی، از چهارراه تا میدان")
    assert lede.count("شریعتی") == 1
    _, lede = opened(kind="notice", topic="آتش‌سوزی نخلستان و پیشگیری از تکرار آن")
    assert "رخ داد" not in lede
    assert "رخ داد" not in opened(kind="notice", topic="طوفان گرد و غبار", when="یکشنبه ۲۰ مرداد")[1], "it is to come"
    assert "زیست." not in opened(kind="event", topic="آموزش همیاران محیط زیست")[1], "a noun, not a verb"
    _, lede = opened(kind="statement", topic="علوفه عشایر", when="تا ۱۵ دی", where="خیابان امام")
    assert "۱۵ دی" not in lede and "خیابان" not in lede, "neither is when or where it was said"


def test_a_warning_is_given_by_who_gives_it_of_the_time_that_it_is_of() -> None:
    _, lede = opened(kind="notice", topic="هشدار بارش برف", agency="هواشناسی استان", when="پنجشنبه ۱۲ آذر")
    assert lede == "هواشناسی استان نسبت به بارش برف روز پنجشنبه ۱۲ آذر هشدار داد."


def test_of_a_topic_that_is_a_question_no_noun_phrase_is_made() -> None:
    said: dict[str, Any] = {"topic": "موتورهایی که پلاک ندارند، تا کی ترخیص می‌شوند؟", "agency": "پلیس راه"}
    headline, lede = opened(kind="notice", notes=["مهلت: تا ۱۵ دی، بعد مزایده"], **said)
    assert headline == said["topic"]
    assert lede == f"{said['topic']} پلیس راه اعلام کرد: مهلت تا ۱۵ دی است."
    for kind in ("notice", "explainer", "recap", "literacy"):
        told = opened(kind=kind, notes=["کارت ملی"], **said)[1]
        assert told == f"{said['topic']} پلیس راه این نکته‌ها را یادآوری می‌کند."
    _, lede = opened(kind="explainer", topic="چه جوری بفهمیم روغن تقلبی")
    assert lede == "شهرداری انار توضیح می‌دهد چه جوری بفهمیم روغن تقلبی."
    _, lede = opened(kind="statement", topic="چرا بازار هنوز سقف ندارد؟", when="دوشنبه ۹ آذر")
    assert lede == "شهرداری انار روز دوشنبه ۹ آذر توضیح داد چرا بازار هنوز سقف ندارد."


def test_a_question_to_a_speaker_is_answered_by_the_amount_that_is_told_or_by_his_words() -> None:
    said: dict[str, Any] = {
        "kind": "statement",
        "topic": "شیر را کیلویی چند می‌خرند",
        "agency": "اتحادیه دامداران بردسیر",
    }
    _, lede = opened(**said, notes=["نرخ جدید → ۲۷ هزار تومان (قبلی ۲۳)"])
    assert lede == f"{said['topic']}؟ اتحادیه دامداران بردسیر نرخ جدید را ۲۷ هزار تومان اعلام کرد."
    _, lede = opened(kind="statement", topic="بازار خرما", notes=["۸۴ غرفه ساخته می‌شود، فاز اول ۳۰ تا"])
    assert lede == "شهرداری انار اعلام کرد: ۸۴ غرفه ساخته می‌شود."
    quotes = [Quote(speaker="سهراب امیری", role="رئیس اتحادیه", text="شیر نمی‌ماند.").model_dump()]
    _, lede = opened(kind="statement", topic="بازار شیر", agency="اتحادیه دامداران بردسیر", quotes=quotes)
    assert lede == "سهراب امیری، رئیس اتحادیه دامداران بردسیر، درباره بازار شیر گفت: «شیر نمی‌ماند.»"
    _, lede = opened(**said, quotes=quotes)
    assert lede == f"{said['topic']}؟ سهراب امیری، رئیس اتحادیه دامداران بردسیر، گفت: «شیر نمی‌ماند.»"


def test_a_mark_without_a_question_is_said_as_it_is() -> None:
    for topic in ("پول اشتباه رفت؟", "آمار را گرد کنیم یا دقیق بگوییم؟"):
        _, lede = opened(kind="explainer", topic=topic, agency="بنیاد خبر، دفتر انار", notes=["زنگ به بانک"])
        assert lede == f"{topic} بنیاد خبر، دفتر انار، این نکته‌ها را یادآوری می‌کند."


def test_of_danger_a_lede_says_what_since_when_where_and_what_to_do() -> None:
    said: dict[str, Any] = {"kind": "notice", "urgency": "crisis", "when": "شنبه ۱۲ دی، از ساعت ۱۱"}
    headline, lede = opened(**said, topic="نشت گاز کلر", where="بلوار کار", notes=["کپسول ۶۰ کیلویی", "کسی نیاید جلو"])
    assert lede == "شهرداری انار از نشت گاز کلر روز شنبه ۱۲ دی، از ساعت ۱۱، در بلوار کار انار خبر داد."
    _, lede = opened(**said, topic="سیل در رودخانه شور؛ حاشیه را خالی کنید", where="از سد تا پل")
    assert lede == "شهرداری انار درباره سیل در رودخانه شور روز شنبه ۱۲ دی، از ساعت ۱۱، هشدار داد: حاشیه را خالی کنید."
    headline, _ = opened(**said, topic="گیر کردن خودروها در برف", notes=["حدود ۴۰ ماشین", "کسی پیاده راه نیفتد"])
    assert headline == "گیر کردن خودروها در برف؛ کسی پیاده راه نیفتد"
    headline, _ = opened(**said, topic="آتش در جنگل", notes=["داوطلب برود بخشداری، تنها نرود"])
    assert headline == "آتش در جنگل"


def test_no_lede_only_says_that_something_was_announced() -> None:
    _, lede = opened(kind="notice", topic="سطل‌های نارنجی", when="از اول بهمن", notes=["شیشه نه"])
    assert lede == "شهرداری انار از سطل‌های نارنجی از اول بهمن خبر داد."
    _, lede = opened(kind="recap", topic="برف‌روبی شبانه گردنه", when="شنبه ۷ آذر", notes=["۲ لودر"])
    assert lede == "شهرداری انار از برف‌روبی شبانه گردنه روز شنبه ۷ آذر خبر داد."
    _, lede = opened(kind="recap", topic="بخاری نو رسید دست خانواده‌ها", notes=["۱۹ روستا"])
    assert lede == "به گزارش شهرداری انار، بخاری نو به دست خانواده‌ها رسید."
    _, lede = opened(kind="literacy", topic="زیرنویس ویدئو", notes=["هر ویدئو بالای ۱۵ ثانیه زیرنویس بخواهد"])
    assert "بخواهد" not in lede
    _, lede = opened(kind="explainer", topic="پادکست را با گوشی ضبط کنیم", notes=["گوشی نزدیک"])
    assert lede == "شهرداری انار برای آنکه پادکست را با گوشی ضبط کنیم، این نکته‌ها را یادآوری می‌کند."


def test_a_time_with_more_beside_it_is_said_and_the_rest_is_a_fact() -> None:
    made = brief(when="پنجشنبه ۱۷ دی، ۹ تا ۱۳ (داوری از ۱۱)", where="پارک شهر")
    found = opening_of(made, prompt(made.kind), as_written(made, str), 0)
    assert "روز پنجشنبه ۱۷ دی، از ساعت ۹ تا ۱۳، در پارک شهر" in found.lede.text and found.rest["when"] == "داوری از ۱۱"
    assert "عصرها" not in opened(kind="notice", when="عصرها ۱۶ تا ۲۰، غیر از دوشنبه")[1], (
        "but of what is of the time itself"
    )


def test_a_title_and_what_it_is_of_are_one_subject() -> None:
    headline, lede = opened(topic="عروسک با هسته خرما؛ کارگاه مادر و کودک", when="شنبه ۷ آذر")
    assert headline == "کارگاه مادر و کودک «عروسک با هسته خرما» در انار برگزار می‌شود"
    assert lede.startswith("کارگاه مادر و کودک «عروسک با هسته خرما» روز شنبه ۷ آذر")


def test_a_headline_has_a_figure_of_a_report_beside_it() -> None:
    headline, _ = opened(kind="recap", topic="مانور زلزله مدارس", notes=["۳۴ مدرسه، ۶۲۰۰ دانش‌آموز", "چای"])
    assert headline == "مانور زلزله مدارس در انار برگزار شد؛ ۳۴ مدرسه، ۶۲۰۰ دانش‌آموز"
    headline, _ = opened(
        kind="notice", topic="کارت‌های بی‌صاحب در باجه", notes=["۲۱۷ کارت برگشتی از اول سال / علت نشانی"]
    )
    assert headline == "کارت‌های بی‌صاحب در باجه؛ ۲۱۷ کارت برگشتی"


def test_a_portrait_of_somebody_names_him() -> None:
    quotes = [Quote(speaker="اکبر مکی", text="ساعت دروغ نمی‌گوید.").model_dump()]
    said: dict[str, Any] = {"kind": "feature", "quotes": quotes, "notes": ["حاج اکبر مکی، ۷۱ ساله، مغازه ۶ متری"]}
    assert opened(topic="مردی که ساعت را زنده می‌کند", **said)[1] == "حاج اکبر مکی، ۷۱ ساله، ساعت را زنده می‌کند."
    said["notes"] = ["اکبر مکی، ۷۱ ساله"]
    assert (
        opened(topic="۳۴ سال است باران را او اندازه می‌گیرد", **said)[1] == "۳۴ سال است باران را اکبر مکی اندازه می‌گیرد."
    )


def test_a_place_is_said_as_people_say_it() -> None:
    assert "روز شنبه ۷ آذر جلوی مسجد جامع در انار برگزار" in opened(when="شنبه ۷ آذر", where="جلوی مسجد جامع")[1]
    assert "پشت مدرسه روستا برگزار" in opened(where="زمین پشت مدرسه روستا")[1], "not «روستای انار»"


def test_a_report_without_a_verb_has_its_figure_in_the_headline() -> None:
    headline, _ = opened(kind="recap", topic="یک روز کاشت نهال", notes=["۹۰۰ نهال بنه کاشته شد؛ ۴۰۰ تا ماند"])
    assert headline == "۹۰۰ نهال بنه کاشته شد"
    said: dict[str, Any] = {"kind": "recap", "topic": "کمک به زلزله‌زدگان"}
    headline, lede = opened(**said, notes=["۴۰ چادر", "۲۲ خانواده شب در چادر ماندند"])
    assert "۲۲" not in headline + lede, "it is not what the report is of"


def test_a_portrait_opens_with_its_first_sentence_about_the_thing() -> None:
    notes = ["این قهوه‌خانه ۶۰ سال است که هر صبح باز می‌شود"]
    _, lede = opened(kind="feature", topic="قهوه‌خانه سنتی راین", notes=notes)
    assert lede == "قهوه‌خانه سنتی راین ۶۰ سال است که هر صبح باز می‌شود."


def test_a_portrait_of_what_still_does_something_says_so() -> None:
    _, lede = opened(kind="feature", topic="آسیاب آبی ده‌سرد که هنوز گندم آرد می‌کند")
    assert lede == "آسیاب آبی ده‌سرد هنوز گندم آرد می‌کند."
    _, lede = opened(kind="feature", topic="غار ده‌سرد که هنوز کسی ندیده است")
    assert "غار ده‌سرد هنوز" not in lede


def test_a_text_covers_a_part_where_it_has_all_its_words() -> None:
    assert covers("روز شنبه ۷ آذر در پارک شهر", "شنبه ۷ آذر")
    assert not covers("روز شنبه ۷ آذر در پارک شهر", "شنبه ۸ آذر")
    assert covers("نوبت صبح مدارس ابتدایی و پیش‌دبستانی راور تعطیل است.", "ابتدایی و پیش‌دبستانی در نوبت صبح تعطیل است")


def test_an_event_whose_name_asks_takes_place_and_answers_nothing() -> None:
    _, lede = opened(kind="event", topic="کدام پل بیشتر بار می‌برد؟", when="پنجشنبه ۱۷ دی", notes=["تیم ۲ تا ۴ نفره"])
    assert "«کدام پل بیشتر بار می‌برد؟»" in lede and "برگزار می‌شود" in lede and "پاسخ" not in lede


def test_the_news_in_one_sentence_is_the_headline_except_of_what_is_to_come() -> None:
    news = "۳۷ معتاد متجاهر جمعه ۶ آذر از پارک نشاط جمع‌آوری شدند."
    notes = ["۴ نفر از ۳۷ نفر زن هستند."]
    headline, lede = opened(kind="recap", topic="جمع شدن معتادان از پارک نشاط", lede=news, notes=notes)
    assert headline == news.rstrip(".") and lede == news
    headline, _ = opened(kind="recap", topic="آزادی ۱۴ زندانی", lede=f"{news[:-1]} {news}", notes=notes)
    assert headline == "آزادی ۱۴ زندانی در انار"  # the sentence is too long for a card
    headline, _ = opened(topic="کارگاه پته‌دوزی", lede="کارگاه پته‌دوزی جمعه ۲۰ آذر در انار برگزار می‌شود.")
    assert headline == "کارگاه پته‌دوزی در انار برگزار می‌شود"


def test_news_that_is_too_long_for_a_headline_stands_there_without_its_time() -> None:
    lede = "ورود به باغ‌های پسته شرق جاده قدیم انار در ۱۹ و ۲۰ آذر به خاطر سم‌پاشی ممنوع است"
    headline, _ = opened(kind="notice", topic="سم‌پاشی باغ‌ها علیه پسیل، ورود ممنوع", when="۱۹ و ۲۰ آذر", lede=lede)
    assert headline == "ورود به باغ‌های پسته شرق جاده قدیم انار به خاطر سم‌پاشی ممنوع است"
