"""A release is edited: its sentences in its order, each once, as the form of its brief has them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bumi.brief import Brief, brief_from
from bumi.checks import as_written, check_fields, fix
from bumi.finding import blocking
from bumi.models.planner.release import edited
from bumi.models.planner.release.lede import shortened_lede
from bumi.models.planner.release.wording import in_print
from bumi.models.realiser import Candidate
from bumi.models.request import Request
from bumi.models.writer import Writer
from bumi.persian.text import flat
from bumi.piece import Draft
from bumi.pipeline.steps import copy_edited
from bumi.release import read_release
from bumi.settings import ROOT

SAMPLES = sorted((ROOT / "tests" / "releases").glob("*.txt"))
RELEASE = """کارگاه سفال در راور برپا شد
راور - کارگاه سفال با حضور ۲۵ هنرجو در راور برپا شد.
به گزارش روابط عمومی اداره میراث فرهنگی راور، مهدی کرمانی، رئیس این اداره، با اشاره به رونق سفر گفت: «۵ استاد آمدند.»
وی افزود: کوره تازه تا بهار آماده می‌شود.
شرایط حضور:
- کارت شناسایی
- پیش‌بند
هنرجویان برای دوره بعد با شماره ۰۳۴۳۳۷۲۰۰۰۰ تماس بگیرند.
انتهای پیام/"""
OWN = {"axis": "فرهنگ", "county": "راور", "agency": "اداره میراث فرهنگی راور"}


class Silent:
    """A realiser that nobody asks."""

    name, adapter = "silent", ""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        raise AssertionError(requests)


def written(text: str) -> str:
    return fix(as_written(text))


def printed(part: str, brief: Brief) -> str:
    return in_print(part, written, brief.agency)


def bare(text: str) -> str:
    """Return the letters of `text`: copy editing gives a name and its office a comma, and a word its half-space."""
    return flat(text.replace("،", "")).replace(" ", "")


def drafted(changes: dict[str, Any] | None = None, text: str = RELEASE) -> Draft:
    return copy(brief_from(read_release(text).data() | OWN | (changes or {}), "آزمون"))


def copy(brief: Brief) -> Draft:
    return copy_edited(edited(brief, 0, written), brief)


def test_a_release_keeps_its_order_its_paragraphs_and_its_attributions() -> None:
    fields = drafted().fields
    assert fields.headline == "کارگاه سفال در راور برپا شد"
    assert fields.lede == "کارگاه سفال با حضور ۲۵ هنرجو در راور برپا شد."
    assert fields.body.split("\n\n") == [
        "به گزارش اداره میراث فرهنگی راور، مهدی کرمانی، رئیس این اداره، با اشاره به رونق سفر گفت: «۵ استاد آمدند.»",
        "وی افزود: کوره تازه تا بهار آماده می‌شود.",
        "شرایط حضور:\n• کارت شناسایی\n• پیش‌بند",
        "هنرجویان برای دوره بعد با شماره ۰۳۴۳۳۷۲۰۰۰۰ تماس بگیرند.",
    ]
    assert fields.caption == f"{fields.lede} هنرجویان برای دوره بعد با شماره ۰۳۴۳۳۷۲۰۰۰۰ تماس بگیرند."


def test_every_sentence_rests_on_its_own_part_of_the_form() -> None:
    draft = drafted()
    rests_on = [source.rests_on for source in draft.sources]
    assert rests_on == [("lede",), ("agency", "q1"), ("n1",), ("n2",), ("n3",), ("call",)]
    for source in draft.sources:
        assert source.text in getattr(draft.fields, source.field)


def test_who_corrects_a_note_gets_what_the_form_says() -> None:
    notes = list(read_release(RELEASE).notes)
    body = drafted({"notes": [notes[0].replace("بهار", "پایان دی"), *notes[1:]]}).fields.body
    assert "وی افزود: کوره تازه تا پایان دی آماده می‌شود." in body and "بهار" not in body
    assert body.index("کوره") < body.index("شرایط")


def test_who_takes_a_note_out_or_adds_one_gets_what_the_form_says() -> None:
    notes = list(read_release(RELEASE).notes)
    assert "کوره" not in drafted({"notes": notes[1:]}).fields.body
    added = drafted({"notes": [*notes, "بازدید رایگان است"]}).fields.body
    assert added.count("بازدید رایگان است.") == 1
    assert "• مکان: خانه سفال" in drafted({"where": "خانه سفال"}).fields.body
    assert "زمان" not in drafted().fields.body


def test_a_name_returns_where_the_one_who_was_named_before_is_taken_out() -> None:
    body = drafted({"quotes": []}).fields.body
    assert "مهدی کرمانی افزود: کوره" in body and "وی افزود" not in body


def test_a_corrected_speaker_says_what_was_said() -> None:
    quote = {"speaker": "رضا راوری", "role": "رئیس اداره", "text": "۵ استاد آموزش دادند."}
    assert "رضا راوری، رئیس اداره، گفت: «۵ استاد آموزش دادند.»" in drafted({"quotes": [quote]}).fields.body


def test_spoken_words_half_spaces_and_digits_are_mended_outside_of_quotations() -> None:
    quote = "شهردار راور، رضا راوری، گفت: «درختا رو خودمون می کاریم، 12 تا.»"
    fields = drafted(text=f"خبر تازه راور\nشهرداری راور 12 درخت رو می کارد.\n{quote}").fields
    assert fields.lede == "شهرداری راور ۱۲ درخت را می‌کارد." and "«درختا رو خودمون می کاریم، " in fields.body


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_release_is_printed_once_and_whole(path: Path) -> None:
    found = read_release(path.read_text("utf-8")).data()
    own = {name: found[name] or value for name, value in {**OWN, "county": "استان کرمان"}.items()}
    brief = brief_from(found | own, path.stem)
    draft = copy(brief)
    text = bare(f"{draft.fields.lede} {draft.fields.body}")
    parts = [*shortened_lede(printed(brief.lede, brief)), printed(brief.call_to_action, brief)]
    for part in filter(None, [*parts, *(quote.text for quote in brief.quotes)]):
        assert text.count(bare(part).rstrip(".")) == 1
    for source in draft.sources:
        assert source.text in getattr(draft.fields, source.field)
    used = [source.rests_on[-1] for source in draft.sources]
    used = [id_ for at, id_ in enumerate(used) if id_ != "lede" or at == 0]  # a long one is split
    assert sorted(used) == sorted(id_ for id_ in brief.parts() if id_[0] in "nq" or id_ in ("lede", "call"))
    assert not blocking(check_fields(draft.fields, brief, sources=draft.sources))


def test_the_writer_edits_a_release_and_asks_no_model() -> None:
    brief = brief_from(read_release(RELEASE).data() | OWN, "آزمون")
    (draft,) = Writer(Silent(), as_written).draft([brief])
    assert draft.model.name == "release" and draft.fields.lede.startswith("کارگاه سفال")


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "گشایش مسیر تازه «چشمه» در راور\nمسیر پیاده‌روی تازه با ۴ پل گشایش می‌یابد.",
            "مسیر تازه «چشمه» در راور گشایش می‌یابد",
        ),
        ("برگزاری نشست و کارگاه شعر\nنشست شعر در راور برگزار شد.", "برگزاری نشست و کارگاه شعر"),
        ("آغاز طرح «از امروز»\nطرح تازه راور با ۴ خانه آغاز می‌شود.", "طرح «از امروز» آغاز می‌شود"),
        ("برگزاری نشست شاعران راور\nشاعران راور گرد هم آمدند.", "برگزاری نشست شاعران راور"),
        (
            "اطلاعیه اداره میراث فرهنگی راور درباره نفت\nبه اطلاع مردم راور می‌رساند سهمیه نفت از فردا شارژ می‌شود.",
            "سهمیه نفت از فردا شارژ می‌شود",
        ),
        ("اطلاعیه درباره نفت\nرئیس اداره گفت: سهمیه نفت شارژ می‌شود.", "سهمیه نفت شارژ می‌شود"),
    ],
)
def test_a_headline_has_the_verb_of_its_lede_where_that_is_certain(text: str, headline: str) -> None:
    assert drafted(text=f"{text}\nکار سه ماه طول کشید و پایان یافت.").fields.headline == headline


def test_a_notice_says_once_that_it_is_one() -> None:
    text = "اطلاعیه درباره نفت\nسهمیه نفت رئیس اداره را گفت.\nکار سه ماه طول کشید."
    fields = drafted(text=text).fields
    assert fields.headline == "اطلاعیه درباره نفت" and "اطلاعیه" not in fields.kicker


SOURCE = "به گزارش روابط عمومی اداره میراث فرهنگی راور، "


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            f"مسیر تازه\n{SOURCE}مسیر تازه باز شد.\nمهدی کرمانی، رئیس این اداره، گفت: راه هموار است.\nمسیر ۴ پل دارد.",
            "lede",
        ),
        (f"کارگاه‌ها\n{SOURCE}بازرسان این اداره آمدند.\nکارگاه‌ها ۱۷ اخطار گرفتند.", "lede"),
        (f"برق راور\n{SOURCE}برق راور فردا قطع می‌شود.\nمشترکان وسایل حساس را از پریز بکشند.", "lede"),
        (f"بازدید\n{SOURCE}بازدید محدود می‌شود.\nبنا بر این اعلام، تنها مسجد باز است.", "lede"),
        (f"مسیر تازه\n{SOURCE}مسیر تازه باز شد.\nمسیر ۴ پل دارد.\nرئیس این اداره گفت: راه هموار است.", "body"),
    ],
)
def test_the_source_is_named_once_and_before_anything_speaks_of_it(text: str, named: str) -> None:
    fields = drafted(text=text).fields
    assert getattr(fields, named).startswith("به گزارش اداره میراث فرهنگی راور، ")
    assert f"{fields.lede}\n{fields.body}".count("به گزارش") == 1


def test_a_caption_is_clear_without_its_headline() -> None:
    text = f"فراخوان اداره میراث فرهنگی راور\n{SOURCE}همایش سفال در تالار این اداره برگزار می‌شود.\nورود آزاد است."
    assert drafted(text=text).fields.caption.startswith("به گزارش اداره میراث فرهنگی راور، همایش سفال")


def test_an_agency_that_only_the_headline_named_is_not_lost() -> None:
    text = "اطلاعیه اداره میراث فرهنگی راور درباره سفال\nکوره سفال راور از فردا خاموش می‌شود.\nکوره ۴ ماه روشن بود."
    fields = drafted(text=text).fields
    assert fields.headline == "کوره سفال راور از فردا خاموش می‌شود"
    assert "اداره میراث فرهنگی راور" in fields.lede


def test_this_office_is_named_where_nothing_before_it_says_which() -> None:
    text = "بازرسی از ۵۶ مغازه راور\nدر راور ۲۰۸۰ اسباب‌بازی جمع شد.\nبازرسان این اداره سه روز در بازار بودند."
    assert "بازرسان اداره میراث فرهنگی راور سه روز" in drafted(text=text).fields.body


def test_who_is_named_below_his_office_is_given_it_in_short() -> None:
    text = (
        "کوره تازه راور\nرئیس اداره میراث فرهنگی راور از ساخت کوره تازه خبر داد."
        "\nمهدی کرمانی در بازدید از کوره اظهار کرد: کار تا بهار پایان می‌یابد."
    )
    assert "مهدی کرمانی، رئیس این اداره، در بازدید" in drafted(text=text).fields.body
    province = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"
    other = text.replace("\nمهدی", f"\nبه گزارش روابط عمومی {province}، مهدی")
    body = drafted({"agency": province}, other).fields.body
    assert body.startswith(f"به گزارش {province}، مهدی کرمانی در بازدید")  # «این اداره» would be that office


def test_who_speaks_in_a_paragraph_goes_on_in_his_own_words() -> None:
    text = (
        "کوره راور\nکوره راور گرم شد.\nمهدی کرمانی، رئیس اداره میراث فرهنگی راور، گفت: کوره گرم است. "
        "سه استاد را از دست دادیم و جا نداریم."
    )
    body = drafted(text=text).fields.body
    assert "وی افزود: «سه استاد را از دست دادیم و جا نداریم»." in body
    assert "اعلام کرد" not in body


def test_we_whom_somebody_misses_are_no_office() -> None:
    text = "کوره راور\nکوره راور گرم شد.\nبه گفته مهدی کرمانی، پنج تن از استادان دیگر در میان ما نیستند."
    assert "در میان ما نیستند" in drafted(text=text).fields.body


def test_a_long_name_of_who_goes_on_is_a_pronoun() -> None:
    text = (
        "قالی راور\nمهدی کرمانی، رئیس اداره میراث فرهنگی راور، گفت: کوره گرم است."
        "\nرئیس اداره میراث فرهنگی راور یادآور شد: کار تا بهار پایان می‌یابد."
    )
    assert "وی یادآور شد: کار" in drafted(text=text).fields.body


def test_an_office_that_says_we_without_a_passive_is_quoted() -> None:
    body = drafted(text="کوره راور\nکوره راور گرم شد.\nبرای هنرجویان جا نداریم.").fields.body
    assert body == "اداره میراث فرهنگی راور اعلام کرد: «برای هنرجویان جا نداریم»."


def test_a_lede_that_leans_on_its_source_stands_alone() -> None:
    news = "مدیر کشاورزی این شهرستان با اعلام این خبر گفت: ۲۱۰۰ هکتار ذرت کاشته شد."
    text = f"ذرت راور\n{SOURCE}{news}\nذرت گران شد."
    assert drafted(text=text).fields.lede.endswith("مدیر کشاورزی راور گفت: ۲۱۰۰ هکتار ذرت کاشته شد.")


def test_a_caption_ends_no_thought_in_the_middle() -> None:
    points = "- شنبه: محله مکی\n- یکشنبه: محله سراسیاب"
    text = f"برق راور قطع می‌شود\nبرق راور به شرح زیر قطع می‌شود:\n{points}\nکار سه روز طول می‌کشد."
    caption = drafted(text=text).fields.caption
    assert caption == "برق راور به شرح زیر قطع می‌شود: شنبه: محله مکی؛ یکشنبه: محله سراسیاب."
    many = "\n".join(f"- محله شماره {number} از ساعت ۸ تا ۱۲" for number in range(40))
    assert drafted(text=text.replace(points, many)).fields.caption == "برق راور قطع می‌شود."


def test_a_caption_calls_readers_and_names_nobody_anew() -> None:
    asks = "مهدی کرمانی، رئیس راه، از رانندگان خواست پیش از سفر با سامانه ۱۴۱ تماس بگیرند."
    text = f"گردنه راور باز شد\nگردنه راور باز شد.\n{asks}"
    assert drafted(text=text).fields.caption == "گردنه راور باز شد. رانندگان پیش از سفر با سامانه ۱۴۱ تماس بگیرند."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "بهره‌برداری از کوره سفال راور/ کار برای ۸۵ نفر\nکوره سفال با کار برای ۸۵ نفر در راور به بهره‌برداری رسید.",
            "کوره سفال راور به بهره‌برداری رسید",
        ),
        ("پایان مرمت کوره\nرئیس میراث راور از پایان مرمت کوره سفال خبر داد.", "مرمت کوره سفال پایان یافت"),
        ("آغاز ثبت‌نام سفال\nرئیس میراث راور از آغاز ثبت‌نام سفال از شنبه خبر داد.", "آغاز ثبت‌نام سفال"),
        ("فوری/ نشت گاز در راور مهار شد\nنشت گاز در راور مهار شد و کسی آسیب ندید.", "نشت گاز در راور مهار شد"),
        ("تغییر مسیر ۲ خط از فردا\nمسیر ۲ خط راور از سه‌شنبه ۱۰ آذر تغییر می‌کند.", "تغییر مسیر ۲ خط"),
        ("هم‌زمان با هفته پژوهش؛ ۳ کوره تازه ساخته شد\nدر راور ۳ کوره ساخته شد.", "۳ کوره تازه ساخته شد"),
    ],
)
def test_a_headline_tells_one_news_with_its_verb(text: str, headline: str) -> None:
    assert drafted(text=f"{text}\nکار سه ماه طول کشید.").fields.headline == headline


def test_a_kicker_is_never_empty() -> None:
    fields = drafted({"kind": "notice"}, "اطلاعیه راور\nسهمیه نفت رئیس اداره را گفت.\nکار سه ماه طول کشید.").fields
    assert fields.kicker == OWN["agency"] and "اطلاعیه" in fields.headline
