"""Every finding of the check `facts`, through the door that everybody uses."""

import pytest

from bumi.brief import Brief
from bumi.checks import check_fields, check_text
from bumi.finding import Finding, Severity
from bumi.piece import Fields


def brief(**told: object) -> Brief:
    given = {"kind": "event", "topic": "نمایشگاه خط", "agency": "شهرداری راور", "county": "راور", "axis": "فرهنگ"}
    return Brief.model_validate(given | {"notes": ["۴۸ اثر، ۱۷ هنرجو"]} | told)


def found(text: str, about: Brief | None, field: str = "body") -> list[Finding]:
    return check_text(text, field, about, only=["facts"])


def codes(text: str, about: Brief | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.matched) for finding in found(text, about)]


QUOTES = [
    {"speaker": "مریم احمدی", "role": "شهردار", "text": "درِ باغ به روی همه باز است."},
    {"speaker": "رضا کریمی", "role": "باغدار", "text": "امسال انار ما شیرین شد."},
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نمایشگاه در سیرجان است.", "سیرجان"),
        ("نمایشگاه خط در ارگ بم است.", "ارگ بم"),
        ("نمایشگاه در انار است.", "انار"),
        ("نمایشگاه را اداره میراث فرهنگی برپا می‌کند.", "میراث فرهنگی"),
        ("نمایشگاه را سازمان دامپزشکی برپا می‌کند.", "سازمان دامپزشکی"),
        ("نمایشگاه را پژوهشکده معماری خشتی برپا می‌کند.", "پژوهشکده معماری"),
        ("اثر علی رضایی‌نژاد اول شد.", "علی رضایی‌نژاد"),
        ("اثر گل‌نسا ریگ‌آبادی‌پور اول شد.", "ریگ‌آبادی‌پور"),
        ("دکتر سنگچولی خط نوشت.", "دکتر سنگچولی"),
        ("ماه‌نسا دهبکری گفت: «نمایشگاه خوبی بود.»", "ماه‌نسا دهبکری"),
        ("به گفته کانون پرورش فکری، نمایشگاه باز است.", "کانون پرورش فکری"),
    ],
)
def test_a_name_that_neither_brief_nor_county_has_blocks(text: str, name: str) -> None:
    (finding,) = (it for it in found(text, brief()) if it.code == "unknown-name")
    assert (finding.matched, finding.severity) == (name, Severity.BLOCKS)
    assert name in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "شهرداری راور در هجدک، شهری در استان کرمان، نمایشگاه خط برپا می‌کند.",  # the county's places, the province
        "دانه‌های انار در نمایشگاه خط بود و بافت قالی راور هم.",  # words that are places too
        "وی گفت: «نمایشگاه باز است.» او افزود نمایشگاه خوب است.",
        "آثار در نمایشگاه شهرداری برپا شد.",
        "در نمایشگاه خط «سیرجان» و «علی رضایی‌نژاد» نوشته بود.",  # quotations have a check of their own
    ],
)
def test_what_the_brief_or_its_county_has_may_be_named(text: str) -> None:
    assert codes(text, brief()) == []


def test_a_number_among_the_words_of_another_is_shown_with_what_the_brief_says() -> None:
    (finding,) = found("در نمایشگاه ۱۷ اثر به نمایش درآمد.", brief())
    assert (finding.code, finding.matched, finding.severity) == ("misplaced", "۱۷", Severity.WARNS)
    assert "«۴۸»" in finding.message and "۴۸ اثر، ۱۷ هنرجو" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "در نمایشگاه ۴۸ اثر از ۱۷ هنرجو به نمایش درآمد.",
        "۱۷ هنرجو ۴۸ اثر آورده‌اند.",
        "چهل و هشت اثر در نمایشگاه خط راور است.",
        "گفت: «۱۷ اثر آورده‌اند.»",
    ],
)
def test_numbers_in_their_own_place(text: str) -> None:
    assert codes(text, brief()) == []


def test_two_numbers_exchanged_are_both_found() -> None:
    assert codes("۱۷ اثر از ۴۸ هنرجو به نمایش درآمد.", brief()) == [("misplaced", "۱۷"), ("misplaced", "۴۸")]


def test_a_unit_written_once_goes_for_the_numbers_after_it() -> None:
    about = brief(notes=["غرفه‌ها: پارسال ۳۲، امسال ۵۱", "۱۱ غرفه ویژه زنان"])
    assert codes("شمار غرفه‌ها از ۳۲ غرفه در پارسال به ۵۱ غرفه در امسال رسید.", about) == []
    assert ("misplaced", "۱۱") in codes("شمار غرفه‌ها از ۱۱ غرفه در پارسال به ۵۱ غرفه در امسال رسید.", about)


def test_days_and_places_have_their_places_too() -> None:
    about = brief(when="شنبه ۱۸ مهر", notes=["ثبت‌نام تا پنجشنبه ۹ مهر", "داوران از سیرجان، هنرجویان از زرند"])
    assert ("misplaced", "پنجشنبه ۹ مهر") in codes("نمایشگاه خط پنجشنبه ۹ مهر برپا می‌شود.", about)
    assert codes("ثبت‌نام نمایشگاه خط تا پنجشنبه ۹ مهر است.", about) == []
    assert ("misplaced", "زرند") in codes("داوران از زرند می‌آیند.", about)


def test_a_role_is_that_of_its_speaker() -> None:
    about = brief(quotes=QUOTES)
    (finding,) = found("مریم احمدی، باغدار، گفت: «درِ باغ به روی همه باز است.»", about)
    assert (finding.code, finding.matched, finding.suggestions) == ("role", "باغدار", ("شهردار",))
    assert codes("رضا کریمی، وزیر کشور، گفت: «امسال انار ما شیرین شد.»", about) == [("role", "وزیر کشور")]
    assert codes("رضا کریمی، باغدار راوری، گفت: «امسال انار ما شیرین شد.»", about) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("۲۰ نفر، ۱۲ زن و ۹ مرد، آمدند.", "۲۰"),
        ("در این دوره ۲۴ هنرجو شامل ۱۲ دختر و ۱۳ پسر درس می‌خوانند.", "۲۴"),
        ("نمایشگاه سه روز از ۱۸ تا ۲۱ مهر باز است.", "سه"),
    ],
)
def test_a_sum_that_does_not_add_up_needs_no_brief(text: str, said: str) -> None:
    assert codes(text) == [("sum", said)]


@pytest.mark.parametrize(
    "text",
    [
        "۲۰ نفر، ۱۲ زن و ۸ مرد، آمدند.",
        "۲۰ نفر آمدند که ۱۲ نفر زن و ۵ نفر کودک بودند.",
        "از ۴۰ غرفه، ۱۲ غرفه زنان و ۹ غرفه مردان بسته بود.",
        "نمایشگاه سه روز از ۱۸ تا ۲۰ مهر باز است.",
    ],
)
def test_a_sum_that_may_be_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_range_does_not_end_before_it_begins() -> None:
    assert codes("از ۲۰ تا ۱۸ مهر برپاست.") == [("range", "۲۰ تا ۱۸ مهر")]
    assert codes("از ۱۸ تا ۲۰ مهر و روزهای ۲۲ و ۱۸ مهر برپاست.") == []


def test_nobody_enrols_after_the_event() -> None:
    about = brief(when="شنبه ۱۸ مهر", notes=["ثبت‌نام تا ۱۵ مهر", "نتیجه ۲۵ مهر"])
    assert ("late", "۲۵ مهر") in codes("ثبت‌نام تا ۲۵ مهر است.", about)
    assert "late" not in dict(codes("ثبت‌نام تا ۱۵ مهر است و نتیجه ۲۵ مهر می‌آید.", about))


def test_a_place_is_in_its_own_county() -> None:
    assert codes("ارگ راین در شهرستان بم دیدنی است.") == [("elsewhere", "بم")]
    assert codes("ارگ راین در شهرستان کرمان دیدنی است. بم در شهرستان بم است.") == []


def test_a_place_stands_once_in_a_list() -> None:
    about = brief(notes=["هنرجویانی از راور، بم و ماهان، ۱۷ هنرجو"])
    assert ("place-twice", "راور") in codes("هنرجویان از راور، بم و راور آمدند.", about)
    assert codes("هنرجویان از راور، بم و ماهان آمدند. نمایشگاه در راور است و راور آماده است.", about) == []


def test_the_opening_names_no_other_county_in_the_place_of_the_briefs() -> None:
    about = brief(notes=["هنرجویان بم هم آمدند"])

    def opening(text: str, about: Brief = about) -> list[str]:
        return [it.matched for it in found(text, about, "headline") if it.code == "other-county"]

    assert opening("نمایشگاه خط در بم") == ["بم"]
    assert opening("نمایشگاه خط راور با هنرجویان بم") == opening("نمایشگاه خط") == []
    assert opening("نمایشگاه خط در بم", brief(topic="نمایشگاه خط در بم")) == []


def test_a_sentence_of_which_the_brief_has_nothing_is_told() -> None:
    text = "نمایشگاه خط راور باز شد. کارخانه سیمان دودکش بلندی ساخت."
    assert codes(text, brief()) == [("no-evidence", "کارخانه سیمان دودکش بلندی ساخت.")]
    assert codes("از مردم خواسته شده است در این برنامه شرکت کنند.", brief()) == []


def whole(body: str, about: Brief) -> list[tuple[str, Severity]]:
    fields = Fields(headline="نمایشگاه خط راور", lede="نمایشگاه خط راور شنبه ۱۸ مهر برپا می‌شود.", body=body)
    found = check_fields(fields, about, only=["facts"])
    return [(finding.code, finding.severity) for finding in found if finding.code.startswith("missing")]


def test_what_of_the_brief_is_missing_is_told_one_by_one() -> None:
    about = brief(
        when="شنبه ۱۸ مهر", where="نگارخانه کوثر", quotes=QUOTES[:1], call_to_action="پوشه کار خود را بیاورید"
    )
    assert whole("در نمایشگاه ۴۸ اثر از ۱۷ هنرجو هست.", about) == [
        ("missing-where", Severity.WARNS),
        ("missing-call", Severity.WARNS),
        ("missing-q1", Severity.WARNS),
    ]
    said = "در نگارخانه کوثر مریم احمدی، شهردار، گفت: «درِ باغ به روی همه باز است.» پوشه کار خود را بیاورید."
    assert whole(said, about) == [("missing-n1", Severity.ADVISES)]
    assert whole(f"{said} ۱۷ هنرجو ۴۸ اثر آورده‌اند.", about) == []


def test_without_a_brief_only_what_contradicts_itself_is_judged() -> None:
    assert codes("علی رضایی‌نژاد در سیرجان ۱۷ اثر را به فرمانداری داد.") == []
