import re

import pytest
import yaml

from bumi.brief import Brief
from bumi.checks import check_fields, check_text
from bumi.finding import Finding
from bumi.piece import Fields
from bumi.settings import ROOT


def found(text: str, field: str = "body", brief: Brief | None = None) -> list[Finding]:
    return [finding for finding in check_text(text, field, brief, only=["dignity"]) if finding.code != "calm"]


def codes(text: str, brief: Brief | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in found(text, brief=brief)]


@pytest.fixture
def crisis(brief: Brief) -> Brief:
    return Brief.model_validate(brief.model_dump() | {"kind": "notice", "urgency": "crisis"})


@pytest.mark.parametrize(
    "text",
    [
        "مسئول این اداره یک احمق است.",
        "راننده به مأمور گفت: «خفه شو».",
        "این آدم‌های بی‌شعور باغ را خراب کردند.",
        "شورا مشتی بی سواد است.",
        "مدیران بی‌سواد آب را هدر دادند.",
        "این معتادان انگل جامعه‌اند.",
        "مردم مثل گاو زندگی می‌کنند.",
        "این مردم گوسفند هستند و دنبال هر کس راه می‌افتند.",
        "راننده الاغ است که راه نمی‌دهد.",
        "مسئولان مردم را خر فرض کرده‌اند.",
        "اهالی عقب‌مانده این روستا با جاده مخالفت کردند.",
        "مردم این منطقه بی‌سواد و نادان هستند.",
        "این حرامزاده‌ها شیشه مدرسه را شکستند.",
        "ضعیفه‌ای از خانه بیرون آمد.",
        "زنان خیابانی از پارک رانده شدند.",
        "لر نفهم راه را بست.",
    ],
)
def test_insults_block(text: str) -> None:
    assert codes(text) == [("insult", "blocks")]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("کارگر افغانی از داربست افتاد.", "کارگر افغانستانی از داربست افتاد."),
        ("افغانی‌های ساکن رفسنجان واکسن زدند.", "افغانستانی‌های ساکن رفسنجان واکسن زدند."),
        ("افغانی ها تا جمعه مهلت دارند.", "افغانستانی‌ها تا جمعه مهلت دارند."),
        ("کلاس ویژه معلولین ذهنی باز شد.", "کلاس ویژه افراد دارای کم‌توانی ذهنی باز شد."),
        ("پسر عقب مانده ذهنی گم شد.", "پسر دارای کم‌توانی ذهنی گم شد."),
        ("یک مرد کور از خیابان گذشت.", "یک مرد نابینا از خیابان گذشت."),
        ("کودکان کر و لال خواندند.", "کودکان ناشنوا خواندند."),
        ("مدرسه کرولال‌ها بازسازی شد.", "مدرسه ناشنوایان بازسازی شد."),
        ("دختری فلج با ویلچر آمد.", "دختری دارای معلولیت حرکتی با ویلچر آمد."),
        ("پیرمرد چلاق بلیت نداشت.", "پیرمرد دارای معلولیت حرکتی بلیت نداشت."),
        ("کودکان سرطانی عروسک گرفتند.", "کودکان مبتلا به سرطان عروسک گرفتند."),
        ("جمع‌آوری متکدیان آغاز شد.", "ساماندهی متکدیان آغاز شد."),
        ("گداهای میدان شناسایی شدند.", "نیازمندان میدان شناسایی شدند."),
        ("عمله‌های ساختمان مزد نگرفته‌اند.", "کارگران ساختمان مزد نگرفته‌اند."),
        ("گبرهای کرمان جشن سده گرفتند.", "زرتشتیان کرمان جشن سده گرفتند."),
        ("اراذل و اوباش دستگیر شدند.", "متهمان به برهم زدن نظم دستگیر شدند."),
    ],
)
def test_slurs_warn_and_have_a_better_word(text: str, better: str) -> None:
    finding = found(text)[0]
    assert (finding.code, finding.severity) == ("slur", "warns")
    assert text[: finding.start] + finding.suggestions[0] + text[finding.end :] == better


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("با لهجه خنده‌دار شعر خواند.", "blocks"),
        ("لهجه‌ای مسخره دارد.", "blocks"),
        ("از پشت کوه آمده‌اند و قانون نمی‌دانند.", "blocks"),
        ("دهاتی‌های ساده‌لوح فریب خوردند.", "blocks"),
        ("دهاتی‌ها برای خرید به شهر آمدند.", "warns"),
        ("روستاهای عقب‌مانده جنوب آب ندارند.", "warns"),
        ("یک جوک لری گفت.", "warns"),
        ("بازیگر ادای لهجه سیرجانی را درآورد.", "warns"),
    ],
)
def test_mockery_weighs_as_much_as_it_is_certain(text: str, severity: str) -> None:
    assert codes(text) == [("mockery", severity)]


@pytest.mark.parametrize(
    "text",
    [
        "در این سیل ۳ نفر جان باختند و مقصر خودشان بودند.",
        "مقصر مرگ این کارگر، خود او بود.",
        "کشته شدن این زن تقصیر خودش بود.",
        "او به دلیل پوشش نامناسب مورد آزار قرار گرفت.",
        "پوشش نامناسب قربانی زمینه آزار را فراهم کرد.",
        "علت مرگ دختر غفلت مادر بود.",
        "کارگر فوت کرد؛ علت، بی احتیاطی کارگر اعلام شد.",
        "دختر نباید شب تنها بیرون می‌رفت.",
    ],
)
def test_blame_on_the_harmed_warns(text: str) -> None:
    assert codes(text) == [("blame", "warns")]


@pytest.mark.parametrize(
    "text",
    [
        "پیکر راننده متلاشی شد.",
        "پیکرها تکه‌تکه شده بود.",
        "سه نفر غرق در خون روی جاده افتاده بودند.",
        "جسد سوخته مرد را از خودرو بیرون آوردند.",
        "مقتول با ۱۷ ضربه چاقو از پا درآمد.",
        "مرد جوان خود را حلق‌آویز کرد.",
        "زن با خوردن قرص برنج خودکشی کرد.",
        "جوان خود را از روی پل پایین انداخت.",
    ],
)
def test_gore_and_ways_of_suicide_warn_and_block_at_first_sight(text: str) -> None:
    assert codes(text) == [("graphic", "warns")]
    assert [finding.severity.value for finding in found(text, "headline")] == ["blocks"]
    assert [finding.severity.value for finding in found(text, "lede")] == ["blocks"]


@pytest.mark.parametrize(
    "text",
    [
        "سگ گله از گوسفندان نگهبانی می‌کند.",
        "دامداران از حیواناتی مثل گاو و شتر شیر می‌دوشند.",
        "مردم گاو شیرده نگه می‌دارند.",
        "خر و قاطر بار هیزم می‌برند.",
        "گوسفند وحشی در پارک ملی خبر دیده شد.",
        "انگل‌های روده را باید درمان کرد.",
        "تماشاگران دیوانه‌وار دست زدند.",
        "فیلم «دیوانه از قفس پرید» نمایش داده شد.",
        "نمایش «ابله» در کرمان روی صحنه رفت.",
        "ابله مرغان واکسن دارد.",
        "اگر گردشگران گم شوند، با ۱۱۲ تماس بگیرند.",
        "خاک بر سر راه ریخته بود.",
        "افراد بی‌سواد می‌توانند از پیشخوان کمک بگیرند.",
        "آموزش بزرگسالان بی‌سواد در ریگان آغاز شد.",
        "نوبت ۲۱۰ کودک عقب افتاده است.",
        "تنبلی چشم کودکان سنجیده می‌شود.",
        "نرخ پنجاه افغانی در صرافی هرات",
        "شهروندان افغانستانی و خانواده‌های افغان ثبت‌نام می‌کنند.",
        "سید جمال‌الدین افغانی در کتاب درسی است.",
        "واکسن فلج اطفال رایگان است.",
        "کودکان فلج مغزی کاردرمانی می‌شوند.",
        "برف رفت‌وآمد را فلج کرد.",
        "گره کور این قالی را باز کردند.",
        "نقطه کور پیچ با آینه دیده می‌شود.",
        "کوری ناشی از دیابت پیشگیری می‌شود.",
        "گروه کر فرهنگسرا سرود خواند.",
        "انجمن نابینایان و ناشنوایان و جشن معلولان",
        "شاه و گدا در این حکایت یکی هستند.",
        "جمع‌آوری سگ‌های بلاصاحب آغاز شد.",
        "جمع‌آوری کمک برای کودکان کار در بم",
        "مرکز ترک اعتیاد به معتادان کمک می‌کند.",
        "دیوار حمال خانه ترک برداشته است.",
        "محله گبرها در نقشه قدیم کرمان هست.",
        "مردم عرب خوزستان میهمان بودند.",
        "لهجه شیرین راوری در ضرب‌المثل‌ها مانده است.",
        "دهات اطراف راور آب دارند.",
        "منطقه عقب‌مانده از برنامه واکسن دوباره دیده می‌شود.",
        "موسیقی لری و بلوچی در جشنواره نواخته شد.",
        "گل دوم تقصیر خودشان بود و بازی را باختند.",
        "به دلیل پوشش نامناسب شبکه، تلفن زنان روستا قطع است.",
        "به دلیل پوشش گیاهی نامناسب، سیل بیشتر آسیب زد.",
        "اگر برق شب نمی‌رفت، زنان روستا کار می‌کردند.",
        "بی‌احتیاطی راننده کامیون علت تصادف اعلام شد.",
        "باند سارقان سیم متلاشی شد.",
        "مغز پسته در دستگاه له شد.",
        "سر گوسفند قربانی را جدا کردند.",
        "ورق‌ها تکه‌تکه بریده می‌شود.",
        "پیشگیری از خودکشی با مشاوره رایگان",
        "پایگاه انتقال خون تا ۱۸ باز است.",
        "جسد به پزشکی قانونی منتقل شد و ۳ نفر جان باختند.",
        "سوختگی بدن کودک را با آب خنک بشویید.",
        "قرص برنج در انبار غله خطرناک است.",
    ],
)
def test_what_is_meant_otherwise_may_stand(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("سیل وحشتناک در راه است.", "شدید"),
        ("فاجعه در راور", "حادثه"),
        ("گاز مرگبار در کمین است.", "خطرناک"),
        ("فوراً فرار کنید.", "با آرامش از محل دور شوید"),
    ],
)
def test_panic_warns_where_calm_is_owed(text: str, calm: str, crisis: Brief, brief: Brief) -> None:
    (finding,) = found(text, brief=crisis)
    assert (finding.code, finding.severity, finding.suggestions) == ("panic", "warns", (calm,))
    assert codes(text, brief) == codes(text) == []
    assert codes(text, brief.model_copy(update={"urgency": crisis.urgency})) == [("panic", "warns")]


def test_panic_without_a_calm_word_is_named_too(crisis: Brief) -> None:
    assert codes("همه خواهیم مرد.", crisis) == codes("هیچ راه نجاتی نیست.", crisis) == [("panic", "warns")]
    assert codes("فیلم ترسناک نمایش داده نمی‌شود و سیل آرام گرفت.", crisis) == []


def test_a_quotation_is_judged_too_but_blame_and_panic_are_only_advised_on(crisis: Brief) -> None:
    assert codes("گفت: «سیل وحشتناک بود».", crisis) == [("panic", "advises")]
    assert codes("گفت: «مرگ او تقصیر خودش بود».") == [("blame", "advises")]
    assert codes("گفت: «کارگر افغانی آمد».") == [("slur", "warns")]
    assert codes("گفت: «این احمق‌ها».") == [("insult", "blocks")]


def test_a_hashtag_is_judged_word_by_word() -> None:
    (finding,) = found("کرمان کارگران_افغانی", "hashtags")
    assert (finding.matched, finding.code) == ("افغانی", "slur")


def test_a_title_may_stand_but_not_what_a_book_says() -> None:
    assert codes("رمان «گدا» و نمایش تازه «ابله»") == []
    assert codes("در کتابش نوشت «مردم احمق‌اند».") == codes("در کتاب خود «احمق» نوشت.") == [("insult", "blocks")]


def test_letters_of_another_keyboard_hide_nothing() -> None:
    assert codes("كارگر افغاني") == [("slur", "warns")]
    assert codes("بي\u00a0شعور") == [("insult", "blocks")]


def test_of_what_overlaps_the_longest_is_told_once() -> None:
    assert [finding.matched for finding in found("دهاتی‌های ساده‌لوح و معلول ذهنی")] == ["دهاتی‌های ساده‌لوح", "معلول ذهنی"]


def test_the_message_names_the_words_and_a_remedy() -> None:
    (finding,) = found("کارگر افغانی")
    assert finding.message.startswith("«افغانی» ")
    assert "شهروند افغانستان" in finding.message


def test_every_rule_names_what_it_found_and_offers_nothing_it_would_find(crisis: Brief) -> None:
    for rule in yaml.safe_load((ROOT / "assets/words/dignity.yaml").read_text("utf-8")):
        assert rule["message"].count("{}") == 1 and "؛" in rule["message"]
        for line in rule["words"]:
            for better in re.split(" / ", line.partition(" = ")[2]):
                assert codes(f"مرد {better}", crisis) == []


WHOLE = "آب راور فردا قطع می‌شود. شهرداری راور خواست مردم آب ذخیره کنند."


def calm(body: str, brief: Brief, lede: str = "آب قطع می‌شود.", **changes: str) -> list[Finding]:
    brief = Brief.model_validate(brief.model_dump() | {"kind": "notice", "urgency": "crisis"} | changes)
    found = check_fields(Fields(headline="قطع آب", lede=lede, body=body), brief, only=["dignity"])
    return [finding for finding in found if finding.code == "calm"]


def test_a_notice_that_says_what_to_do_who_says_it_and_when_is_calm(brief: Brief) -> None:
    assert calm(WHOLE, brief) == []
    assert calm("مردم آب ذخیره کنند.", brief, lede="به گفته شهرداری آب فردا قطع می‌شود.") == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("آب راور فردا قطع می‌شود. شهرداری راور آن را اعلام کرد.", "کاری که مردم باید بکنند"),
        ("آب فردا قطع می‌شود. آب ذخیره کنید.", "منبع خبر"),
        ("شهرداری راور: آب قطع می‌شود. آب ذخیره کنید.", "زمان"),
        ("آب قطع می‌شود.", "کاری که مردم باید بکنند و منبع خبر و زمان"),
    ],
)
def test_what_is_missing_is_named_at_the_end_of_the_body(body: str, missing: str, brief: Brief) -> None:
    (finding,) = calm(body, brief)
    assert f"«{missing}»" in finding.message
    assert (finding.field, finding.start, finding.end, finding.severity) == ("body", len(body), len(body), "warns")


def test_only_urgent_notices_are_held_to_it(brief: Brief) -> None:
    assert calm("آب قطع می‌شود.", brief, urgency="urgent")
    assert calm("آب قطع می‌شود.", brief, urgency="normal") == []
    assert calm("آب قطع می‌شود.", brief, kind="recap") == []
