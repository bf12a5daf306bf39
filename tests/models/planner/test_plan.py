"""An outline says every part once: sentences as they are typed, what is none as a fact, the agency once."""

import re
from typing import Any

import pytest

from bumi.brief import Quote
from bumi.models.planner.assembly import Outline, PlannedSentence, assembled
from bumi.models.planner.facts import LabelledFact
from bumi.models.planner.notes import as_written, units
from bumi.models.planner.plan import LEAST, may_be_woven, outline, printable, to_weave
from bumi.models.planner.prompts import prompt
from bumi.models.scoring.faithfulness import evidence
from bumi.models.scoring.reranking import Reranked
from tests.models.planner.briefs import brief


def made(seed: int = 0, woven: Any = None, **said: Any) -> tuple[Outline, str, str]:
    given = brief(**said)
    found = outline(given, prompt(given.kind), seed, woven=woven or {})
    fields, _ = assembled(found, given.parts())
    return found, fields.lede, fields.body


def test_sentences_stand_word_for_word_and_the_rest_as_facts() -> None:
    notes = ["روز آخر ۹ گروه طرح خود را ارائه می‌کنند", "ظرفیت ۴۵ نفر", "مربی‌ها از کرمان می‌آیند و شب می‌مانند"]
    _, _, body = made(notes=notes)
    assert "روز آخر ۹ گروه طرح خود را ارائه می‌کنند." in body
    assert body.endswith("جزئیات:\n• ظرفیت: ۴۵ نفر")


def test_among_shorthand_every_note_stays_whole_and_in_its_place() -> None:
    notes = ["۲۲ نفر از ۶ طایفه", "شرکت رایگان؛ ثبت‌نام نمی‌خواهد و بچه با بزرگترش بیاید", "ورود آزاد"]
    found, _, body = made(notes=notes)
    assert body == f"جزئیات:\n• {notes[0]}\n• {notes[1]}\n• {notes[2]}" and not found.paragraphs


def test_every_part_is_rested_on_and_no_sentence_stands_twice() -> None:
    note = "کارگاه پته‌دوزی برای بانوان روستا برگزار می‌شود"
    given = brief(notes=[note, note, "ظرفیت ۳۰ نفر", "ظرفیت ۳۰ نفر"], when="شنبه ۷ آذر", where="پارک شهر")
    fields, sources = assembled(outline(given, prompt(given.kind)), given.parts())
    assert {"n1", "n2", "n3", "n4", "when", "where"} <= {id_ for each in sources for id_ in each.rests_on}
    assert fields.body.count("ظرفیت") == 1 and fields.lede.count("برگزار") == 1 and "برگزار" not in fields.body


def test_the_agency_is_named_once() -> None:
    for kind in ("event", "recap", "notice", "statement", "explainer", "literacy"):
        for notes in (["ظرفیت ۴۵ نفر"], ["روز آخر ۹ گروه طرح خود را ارائه می‌کنند"]):
            _, lede, body = made(kind=kind, notes=notes, agency="بنیاد نخل")
            assert f"{lede} {body}".count("بنیاد نخل") == 1, kind


def test_many_orders_of_a_notice_are_a_list_and_advice_is_one_in_its_own_order() -> None:
    orders = [
        "از ماندن در بستر رودخانه خودداری کنید",
        "دام‌ها را به زمین بلند ببرید",
        "راه‌های فرعی را نبندید لطفاً نکنید",
    ]
    _, _, body = made(kind="notice", notes=[*orders, "سطح نارنجی"])
    assert f"چه باید کرد:\n• {orders[0]}\n• {orders[1]}" in body and body.endswith("جزئیات:\n• سطح نارنجی")
    _, _, body = made(kind="literacy", topic="عکس خبری", notes=["شرح عکس: نام، جا", *orders[:2], "تاریخ"])
    assert body.startswith("نکته‌ها:\n• شرح عکس: نام، جا\n• از ماندن")


def test_an_urgent_notice_says_what_to_do_and_whom_to_call_before_its_details() -> None:
    notes = ["۴۰ ماشین در راه", "کسی پیاده راه نیفتد", "امداد ۱۱۲", "دامداران گله را ببرند دشت", "لودر خراب است"]
    said: dict[str, Any] = {"kind": "notice", "urgency": "crisis", "topic": "برف در گردنه", "notes": notes}
    _, _, body = made(**said)
    assert body == (
        "چه باید کرد:\n• کسی پیاده راه نیفتد\n• دامداران گله را ببرند دشت\n• تماس: امداد ۱۱۲"
        "\n\nجزئیات:\n• ۴۰ ماشین در راه\n• لودر خراب است"
    )
    _, _, body = made(**{**said, "topic": "شکستن دیواره حوضچه"}, where="دره تا پل")
    assert body.startswith("جزئیات:\n• مکان: دره تا پل"), "the place is said before what to do there"


def test_how_long_somebody_does_something_is_not_his_age() -> None:
    _, _, body = made(kind="feature", topic="موزه رادیو", notes=["صاحبش بی‌نیاز، ۴۱ ساله جمع می‌کند"])
    assert "بی‌نیاز، ۴۱ سال است جمع می‌کند" in body
    _, _, body = made(kind="feature", topic="دبستان", notes=["نوه‌اش، ۱۲ ساله یاد گرفته", "۶ ساله ثبت‌نام می‌شود"])
    assert "سال است" not in body


def test_a_portrait_names_its_source_among_the_facts() -> None:
    _, _, body = made(kind="feature", topic="موزه رادیو", notes=["۱۹۳ دستگاه"], agency="خانه رادیو")
    _, lede, _ = made(kind="feature", topic="موزه رادیو", notes=["۱۹۳ دستگاه"], agency="خانه رادیو")
    assert ("• منبع: خانه رادیو" in body) != ("خانه رادیو" in lede)


def test_a_call_that_is_a_sentence_ends_the_piece_and_the_caption() -> None:
    call = "برای گرفتن غرفه تا ۱۵ آذر به بخشداری بروید"
    found, _, body = made(notes=["۱۲ غرفه"], call_to_action=call)
    assert body.endswith(f"\n\n{call}.") and found.closing == [f"{call}."]
    found, _, body = made(notes=["۱۲ غرفه"], call_to_action="ثبت‌نام تا ۱۵ آذر در دبیرخانه")
    assert body.endswith("• ثبت‌نام: تا ۱۵ آذر در دبیرخانه") and found.closing == ["ثبت‌نام: تا ۱۵ آذر در دبیرخانه."]


def test_a_caption_has_no_marks_of_a_list() -> None:
    given = brief(notes=["۱۲ غرفه"], call_to_action="ثبت‌نام تا ۱۵ آذر در دبیرخانه", channels=["site", "eitaa"])
    fields, _ = assembled(outline(given, prompt(given.kind)), given.parts())
    assert fields.caption == f"{fields.lede} ثبت‌نام: تا ۱۵ آذر در دبیرخانه."


def test_a_time_or_place_that_the_lede_does_not_say_is_a_fact_with_its_owner() -> None:
    _, _, body = made(kind="notice", topic="ثبت‌نام غرفه‌های بازارچه", when="بازارچه از ۲۰ اسفند", where="پارک شهر")
    assert "• زمان بازارچه: از ۲۰ اسفند\n• مکان بازارچه: پارک شهر" in body
    _, _, body = made(where="جلوی پل → میدان → پارک")
    assert "• مسیر: جلوی پل، سپس میدان، سپس پارک" in body
    _, _, body = made(when="شنبه ۷ آذر", where="حرکت ۶ صبح از میدان آزادی")
    assert "جزئیات:\n• حرکت ۶ صبح از میدان آزادی\n" in body


def test_quotations_stand_word_for_word_once() -> None:
    quotes = [Quote(speaker="پریسا کوهی", role="دبیر", text="خوش آمدید.").model_dump()]
    _, _, body = made(kind="recap", quotes=quotes, notes=["ظرفیت ۴۵ نفر"])
    assert body.startswith("پریسا کوهی، دبیر، گفت: «خوش آمدید.»")


def test_what_people_chose_for_a_note_is_kept() -> None:
    sayings = [{"note": 1, "text": "این کارگاه ۴۵ نفر ظرفیت دارد"}, {"note": 2, "label": "چه یاد می‌گیریم"}]
    _, _, body = made(notes=["ظرفیت ۴۵", "سوزن‌دوزی روی شال"], sayings=sayings)
    assert "این کارگاه ۴۵ نفر ظرفیت دارد." in body and body.endswith("• چه یاد می‌گیریم: سوزن‌دوزی روی شال")


def test_a_chosen_sentence_keeps_its_words() -> None:
    typed = "خیلیا گفتن خودمون میایم"
    chosen = (
        "یک تیم به خاطر فحش دادن به داور محروم شد و هیئت کوتاه نمی‌آید.",
        "تخمه نیاورید چون فردایش بچه‌ها کلاس دارند.",
        "برای خاک شنی یک نوبت بس است و بقیه را می‌گوییم.",
        "خسارتی گزارش نشده.",
    )
    sayings = [{"note": at, "text": text} for at, text in enumerate(chosen, 1)]
    _, _, body = made(notes=[typed, "فردا کلاس", "خاک", "خسارت", typed], sayings=sayings)
    assert all(text in body for text in chosen)


def test_what_the_lede_says_is_not_said_again_in_other_words() -> None:
    lede = "اورژانس هوایی در شش ماه با ۲۱۴ پرواز ۲۳۱ بیمار را جابه‌جا کرد"
    chosen = ("در این مدت ۲۱۴ پرواز انجام شد و ۲۳۱ بیمار منتقل شدند", "یک بالگرد در کرمان و یکی در جیرفت است")
    sayings = [{"note": at, "text": text} for at, text in enumerate(chosen, 1)]
    _, _, body = made(notes=["214 پرواز، 231 بیمار", "بالگرد: کرمان، جیرفت"], sayings=sayings, lede=lede)
    assert chosen[0] not in body and chosen[1] in body


def test_a_chosen_sentence_has_its_half_spaces_and_digits_set() -> None:
    sayings = [{"note": 1, "text": "عینک داده نمی شود ولی بچه ها از بهزیستی نامه میگیرند 3 روزه"}]
    _, _, body = made(notes=["عینک"], sayings=sayings)
    assert "عینک داده نمی‌شود ولی بچه‌ها از بهزیستی نامه می‌گیرند ۳ روزه." in body


def test_a_note_of_a_sentence_and_more_is_two_where_neither_leans() -> None:
    told = "همه کارکنان تا ظهر ساختمان را ترک می‌کنند"
    notes = ["آب آشامیدنی را ذخیره کنید لطفاً نریزید؛ گزارش حادثه با ۱۲۲", "میانگین ۳ دقیقه؛ در مانور پیش ۵ دقیقه بود"]
    given = brief(notes=[*notes, told, told])
    found = [(each.id, each.whole) for each in units(given, as_written(given, str))]
    assert found[:3] == [("n1", True), ("n1", False), ("n2", False)]


def test_what_a_model_wove_stands_as_a_sentence() -> None:
    note, told = "قیمت روز هر صبح در کانال مدیریت", "همه غرفه‌ها تا ظهر باز می‌مانند"
    given = brief(notes=[note, "ظرفیت ۴۵ نفر", told, f"{told} و بعد بسته می‌شوند"])
    (unit,) = to_weave(given, as_written(given, str))
    _, _, body = made(notes=[*given.notes], woven={unit: f"{note} اعلام می‌شود."})
    assert f"{note} اعلام می‌شود." in body and body.endswith("جزئیات:\n• ظرفیت: ۴۵ نفر")
    shorthand = brief(notes=[note, "ظرفیت ۴۵ نفر", "ورود آزاد", "۱۲ غرفه"])
    assert to_weave(shorthand, as_written(shorthand, str)) == [], "no single sentence among facts"
    half = brief(notes=[note, "ظرفیت ۴۵ نفر"])
    assert to_weave(half, as_written(half, str)) == [unit]
    _, _, body = made(notes=[note, note.replace("صبح", "شب"), "ظرفیت ۴۵ نفر"], woven={unit: f"{note} اعلام می‌شود."})
    assert "اعلام می‌شود" not in body, "one of three"
    advice = brief(kind="explainer", notes=[note])
    assert to_weave(advice, as_written(advice, str)) == [], "advice is a list by right"


def test_facts_and_sentences_are_evidence_of_their_own() -> None:
    found = Outline(
        "", "تیتر", [PlannedSentence("لید.", ("topic",))], [[PlannedSentence("جمله.", ("n1",), plain=True)]]
    )
    found.with_facts([LabelledFact("۴۵ نفر", ("n2",), "ظرفیت")])
    fields, sources = assembled(found, {"topic": "موضوع", "n1": "یک", "n2": "دو"})
    assert fields.body == "جمله.\n\nجزئیات:\n• ظرفیت: ۴۵ نفر"
    assert [(each.text, each.notes, each.plain) for each in sources] == [
        ("لید.", ("موضوع",), False),
        ("جمله.", ("یک",), True),
        ("• ظرفیت: ۴۵ نفر", ("دو",), False),
    ]


def test_what_somebody_said_as_a_sentence_is_one_however_short() -> None:
    sayings = [{"note": 1, "text": "ورود رایگان است.", "by": "نرگس"}]
    _, lede, body = made(notes=["ورود رایگان"], sayings=sayings)
    assert "ورود رایگان است." in f"{lede} {body}" and "•" not in body


def test_a_note_is_never_cut_where_a_later_piece_leans_on_the_one_before() -> None:
    for note in (
        "۱۴ تابلو در ۱۱۰۰ متر؛ ۷ تا برداشته می‌شود، ۷ تا در جای خود می‌ماند",
        "پیمانکار تازه از ۲۰ آذر کار را آغاز می‌کند؛ ۷۰ روزه تحویل",
        "۴۵ دقیقه؛ سالن ۱۲۰ صندلی برای تماشاگران دارد",
    ):
        given = brief(notes=[note])
        assert [each.text for each in units(given, as_written(given, str))] == [note]


def test_what_an_agency_says_in_its_own_voice_is_said_of_it_or_a_fact_as_typed() -> None:
    _, _, body = made(kind="notice", notes=["دلال و واسطه نداریم، پول به کسی ندهید", "بار", "تا اعلام ما نقد نمی‌گیریم"])
    assert "• دلال و واسطه نیست، پول به کسی ندهید" in body and "• تا اعلام این شهرداری نقد نمی‌گیرند" in body
    _, lede, body = made(kind="notice", notes=["از صبح خودمان پخش زنده را برایتان می‌گذاریم"])
    assert "• از صبح خودمان" in body and "خودمان" not in lede


def test_tips_and_one_line_more_are_one_list() -> None:
    said: dict[str, Any] = {"kind": "explainer", "topic": "شارژر", "notes": ["شارژر متفرقه نه"]}
    _, _, body = made(**said, call_to_action="۱۲۵ شبانه‌روزی")
    assert body == "نکته‌ها:\n• شارژر متفرقه نه\n• تماس: ۱۲۵ شبانه‌روزی"


def test_a_report_takes_its_first_figure_into_the_lede_once() -> None:
    notes = ["چای داغ", "۴۲۰ نفر در دو روز ویزیت شدند"]
    _, lede, body = made(kind="recap", topic="کاروان پزشکی", notes=notes)
    assert (
        lede.endswith("ویزیت شدند.")
        and re.search("برپا شد. (به گزارش|بنا بر اعلام) شهرداری انار، ۴۲۰", lede)
        and "۴۲۰" not in body
    )
    _, lede, body = made(
        kind="recap", topic="کاروان پزشکی", notes=["از ۶۰ نفر نوبت ۱۹ دی", "۴۲ نفر در دو روز جراحی شدند"]
    )
    assert "۴۲" not in lede, "it may be a part of what stands in the facts"


def test_who_a_portrait_is_of_opens_it_and_the_rest_of_the_note_is_a_fact() -> None:
    quotes = [Quote(speaker="یاسر کوهی", text="کتاب را خودم می‌چینم.").model_dump()]
    said: dict[str, Any] = {"kind": "feature", "topic": "کتاب‌فروشی سیار", "quotes": quotes}
    _, lede, body = made(**said, notes=["صاحبش یاسر کوهی / ۳۱ ساله / پیش‌تر راننده"])
    assert lede == "یاسر کوهی، ۳۱ ساله، صاحب کتاب‌فروشی سیار است." and "• یاسر کوهی: پیش‌تر راننده" in body
    _, lede, body = made(**said, notes=["یاسر کوهی / ۳۱ ساله / راننده"])
    assert lede == "یاسر کوهی می‌گوید: «کتاب را خودم می‌چینم.»" and "می‌چینم" not in body, "not said to be its owner"


def judged(fluency: float, woven: bool = True) -> Reranked:
    return Reranked("ورود آزاد است.", fluency, woven, evidence("ورود آزاد است.", "ورود آزاد"))


def test_a_sentence_at_the_bound_is_printed_and_one_under_it_is_not() -> None:
    assert printable(judged(LEAST)) and not printable(judged(LEAST - 0.01))
    assert not printable(judged(LEAST, woven=False)), "the bound is calibrated on what is woven"
    assert printable(judged(0.0, woven=False)), "of a server's model the likelihood is not known"


@pytest.mark.parametrize(
    "note",
    [
        "پرونده کیفری سنگین در جلسه سیار نه",  # what is denied would be a guess
        "یخ زد؟ با آب ولرم باز شود",
        "باران شد → سالن شماره ۲",
        "سرفصل‌ها: نوشتن، ساخت، تحلیل داده",
        "ظرفیت ۴۵ نفر با صندلی رزرو",  # its label says it
        "ورود آزاد",
    ],
)
def test_a_note_whose_meaning_would_be_a_guess_is_never_woven(note: str) -> None:
    assert not may_be_woven(note)


def test_a_plain_fragment_may_be_woven() -> None:
    assert may_be_woven("قیمت روز هر صبح در کانال مدیریت")


def test_a_spoken_verb_at_the_end_is_no_noun_that_lacks_one() -> None:
    assert not may_be_woven("مشتری‌ها حالا از ایرانشهر هم میان")
