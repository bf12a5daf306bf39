"""A woven sentence says every word of its note, in its order, and between them only what joins."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.brief import Kind
from bumi.text import digits_to_persian
from models.backends.beam import beam_search
from models.constraints.automaton import Thread
from models.constraints.constraint import Weave
from models.constraints.guard import Guard
from models.constraints.tokens import Vocabulary
from models.request import Request
from models.weights.encoding import encode_prompt
from tests.models.mock import MockModel, MockTokenizer

TOKENIZER = MockTokenizer()
VOCABULARY = Vocabulary(TOKENIZER)
WORDS = [
    "آب",
    "نان",
    "کارگاه",
    "۱۲",
    "۸:۳۰",
    "تا",
    "نه",
    "و",
    "باز",
    "می\u200cدهد",
    "سه\u200cشنبه،",
    "پارک؛",
    "همراه:",
    "ورود/",
    "AI",
]


def weave(source: str, head: str = "") -> Weave:
    return Weave(Thread(source, head), Guard(f"{source} {head}", VOCABULARY))


def can_be_woven(source: str, text: str, head: str = "") -> bool:
    """Whether `text`, a token a letter, may be written under the mask from its beginning to its end."""
    mask, written = weave(source, head), ""
    for char in f" {text}":
        token = TOKENIZER._ids[char.replace(" ", "▁")]
        if not mask.mask(written)[token]:
            return False
        written += char
    return bool(mask.mask(written)[TOKENIZER.eos_token_id])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ظرفیت ۴۵ نفر؛ ثبت‌نام تا ۱۷ آذر", "ظرفیت ۴۵ نفر است و ثبت‌نام تا ۱۷ آذر انجام می‌شود."),
        ("ورود آزاد", "ورود آزاد است."),
        ("9 تا 12", "از ساعت ۹ تا ۱۲ است."),
        ("جلو مدرسه", "جلوی مدرسه است."),
        ("کارت ملی، دو عکس", "کارت ملی، دو عکس لازم است."),
        ("کارت ملی (کپی)", "کارت ملی (کپی) لازم است."),
        ("کارت ملی (کپی)", "کارت ملی، کپی لازم است."),
        ("۴۰ دقیقه → ۱۵ دقیقه", "از ۴۰ دقیقه به ۱۵ دقیقه رسیده است."),
        ("سرشماره شخصی = جعلی", "سرشماره شخصی یعنی جعلی."),
        ("سرشماره شخصی = جعلی", "سرشماره شخصی جعلی است."),
        ("کلیک کردید؟ اینترنت قطع", "اگر کلیک کردید، اینترنت را قطع کنید."),
        ("لباس کهنه نه", "لباس کهنه پذیرفته نمی‌شود."),
        ("مدارک: کارت ملی", "مدارک شامل کارت ملی است."),
        ("کارشناس نه", "کارشناس نیست."),
        ("کشاورز نمره می‌دهد، کارشناس نه", "کشاورز نمره می‌دهد و کارشناس نمی‌دهد."),
        ("تلفن ۱۲۲", "تلفن شماره ۱۲۲ است."),
        ("آزمون ۸:۳۰", "آزمون ساعت ۸:۳۰ برگزار می‌شود."),
        ("اسانس ۳.۱ درصد", "اسانس ۳.۱ درصد است."),
        # A place has its «در» behind a time, or where a fact begins.
        ("شنبه پارک؛ یکشنبه میدان", "شنبه در پارک و یکشنبه در میدان برگزار می‌شود."),
        # A bare number is of what the others are of.
        ("تازه ۲۸۰ هزار تومان، خشک ۱۱۰", "تازه ۲۸۰ هزار تومان و خشک ۱۱۰ هزار تومان است."),
        # Behind a verb an arrow leads to an outcome.
        ("باران شد → سالن ورزش", "اگر باران شد، سالن ورزش باز است."),
        ("متن ضعیف بود → کارگاه نوشتن", "متن ضعیف بود و کارگاه نوشتن برگزار می‌شود."),
        ("گم شد، ۱۲۰ هزار تومان", "اگر گم شد، ۱۲۰ هزار تومان پرداخت می‌شود."),
        ("۸۴ نفر قبول شدند، ۷۱ نفرشان زن", "۸۴ نفر قبول شدند که ۷۱ نفرشان زن هستند."),
        ("عکس با فلاش نه", "عکس با فلاش مجاز نیست."),
        ("بلیت ۸۰ هزار تومان، دانشجو نصف", "بلیت ۸۰ هزار تومان است و برای دانشجو نصف است."),
        ("مراجعه: دفتر دهیاری", "مراجعه به دفتر دهیاری لازم است."),
        # Behind a whole clause parts may be told after a colon, without a verb, up to a semicolon.
        ("۴۲ غرفه: ۲۵ پسته، ۶ خوراک", "۴۲ غرفه برپا می‌شود: ۲۵ پسته و ۶ خوراک."),
        ("دو طرح رد شد: چاه، باغ", "دو طرح رد شد: چاه و باغ."),
        ("۴۲ غرفه: ۲۵ پسته؛ ورود رایگان", "۴۲ غرفه برپا می‌شود: ۲۵ پسته؛ ورود رایگان است."),
        ("نقش سرو را می‌دوزند، از حفظ", "نقش سرو را می‌دوزند، از حفظ."),
        # What is excepted needs no verb.
        ("پهپاد ممنوع، مگر با نامه", "پهپاد ممنوع است، مگر با نامه."),
        ("سرشماره رسمی، نه شماره شخصی", "سرشماره رسمی است، نه شماره شخصی."),
        ("رمز را به هیچ‌کس، حتی کارمند", "رمز را به هیچ‌کس، حتی کارمند ندهید."),
        # What leans on a clause needs no verb, whoever ended the clause.
        ("پسته نصیب دختران، به رسم قدیم", "پسته نصیب دختران می‌شود، به رسم قدیم."),
        # A predicate may stand before a «که» of the note's own.
        ("هزینه ۲ میلیارد تومان که نیمی نیامده", "هزینه ۲ میلیارد تومان است که نیمی نیامده است."),
        ("ثبت‌نام تا شنبه، ۰۳۴۴۲۲۰", "ثبت‌نام تا شنبه، با شماره ۰۳۴۴۲۲۰ انجام می‌شود."),
        ("۱۷ سفر؛ زرند، راور", "۱۷ سفر در زرند و راور انجام شده است."),
        ("مشاوره رایگان، همه پایگاه‌ها", "مشاوره رایگان در همه پایگاه‌ها فراهم است."),
        ("آزمون کتبی → تست → معاینه", "آزمون کتبی، تست و سپس معاینه برگزار می‌شود."),
        # A condition may begin any clause: with its verb, or as a noun before what comes of it.
        ("ورود آزاد؛ باران شد → سالن", "ورود آزاد است و اگر باران شد، در سالن برگزار می‌شود."),
        ("خسارت دید → گزارش", "اگر خسارت دید، گزارش لازم است."),
        ("باد شدید → سالن", "در صورت باد شدید، سالن باز است."),
        ("تب بالا: تماس بگیرید", "در صورت تب بالا تماس بگیرید."),
        ("سیم → کابل", "سیم به کابل تبدیل شده است."),
        ("کارت ملی؛ برق رفت آب می‌آید", "کارت ملی لازم است و اگر برق رفت آب می‌آید."),
        ("۱۱ مدرسه، مسجد", "در ۱۱ مدرسه و مسجد است."),
        ("هر بیمار ۲ نفر", "برای هر بیمار ۲ نفر است."),
        # One verb may do for two objects, and a time may come behind it.
        ("گل را شورا می‌دهد، کتاب را خیران", "گل را شورا می‌دهد و کتاب را خیران."),
        ("کتاب می‌آید، شنبه‌ها", "کتاب می‌آید، شنبه‌ها."),
        ("خاموشی پیشتر ۷ بار، حالا ۲ بار", "خاموشی پیشتر ۷ بار بود و حالا ۲ بار است."),
    ],
)
def test_what_joins_may_stand_between_the_words(source: str, text: str) -> None:
    assert can_be_woven(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ظرفیت ۴۵ نفر", "ظرفیت نفر است."),
        ("ظرفیت ۴۵ نفر", "نفر ۴۵ ظرفیت است."),
        ("ظرفیت ۴۵ نفر", "ظرفیت کارگاه ۴۵ نفر است."),
        ("ورود آزاد", "ورود آزاد نیست."),
        ("آب شیرین", "آب را که شد که شد شیرین."),
        ("۹ گروه", "ساعت ۹ گروه."),
        ("۹ گروه", "شماره ۹ گروه."),
        ("ورود آزاد", "ورود آزاد است"),
        ("کارشناس نه", "کارشناس نمی‌دهد."),
        ("۴۸ امدادگر، ۶ آمبولانس", "۴۸ امدادگر از ۶ آمبولانس هستند."),
        ("آب تابلو برق", "آب در تابلو برق است."),
        ("کتاب پذیرفته نمی‌شود", "کتاب پذیرفته نمی‌شود است."),
        ("ورود آزاد", "ورود آزاد."),
        ("اینترنت قطع", "اینترنت را قطع است."),
        ("سیم → کابل", "سیم از کابل است."),
        ("سرشماره شخصی = جعلی", "سرشماره شخصی جعلی."),
        # What a semicolon parts stays two facts.
        ("بخشودگی جریمه؛ ۱۸ کتاب برگشت", "بخشودگی جریمه و ۱۸ کتاب برگشت."),
        ("۹ تا ۱۲؛ دوشنبه عصر", "از ساعت ۹ تا ۱۲ دوشنبه عصر باز است."),
        # «باید» takes no verb that states a fact.
        ("باید با کودک", "باید با کودک است."),
        # What is told after a label as a clause is not its content.
        ("نکته: پیوند باز نشود", "نکته شامل پیوند باز نشود."),
        ("نکته: پیوند ناشناس باز نشود", "نکته پیوند ناشناس باز نشود."),
        # A question with an answer of its own is not a second subject.
        ("متوسطه؟ فردا اعلام می‌شود", "متوسطه و فردا اعلام می‌شود."),
        # No place is made of what is none, nor of a noun behind a noun.
        ("شنبه گلیم", "شنبه در گلیم است."),
        ("مشاوره، همه پرونده‌ها", "مشاوره در همه پرونده‌ها است."),
        ("مبلغی که نیامده", "مبلغی است و که نیامده است."),
        ("ثبت‌نام، ۲۰ نفر", "ثبت‌نام، با شماره ۲۰ نفر است."),
        ("مدیر مدرسه", "مدیر در مدرسه است."),
        ("از مدرسه به میدان", "در از مدرسه به میدان است."),
        ("گلیم، پته", "برای گلیم و برای پته است."),
        ("مدارک: دفتر دهیاری", "مدارک به دفتر دهیاری لازم است."),
        ("۴۲ غرفه: ۲۵ پسته؛ ورود رایگان", "۴۲ غرفه برپا می‌شود: ۲۵ پسته؛ ورود رایگان."),
        ("غرفه‌ها: ۲۵ پسته", "غرفه‌ها: ۲۵ پسته."),
        # A clock time, a year and a number with its noun count nothing else.
        ("۲۸ نفر، ساعت ۱۱", "۲۸ نفر و ساعت ۱۱ نفر است."),
        ("۲۸ نفر، ۱۱ گروه", "۲۸ نفر و ۱۱ نفر گروه است."),
        ("۲۸۰ هزار تومان، خشک ۱۱۰", "۲۸۰ هزار تومان و خشک ۱۱۰ هزار است."),
        ("پهپاد ممنوع، مگر با نامه", "پهپاد ممنوع است، مگر با نامه است."),
        # Nothing is a case but before what comes of it, and nothing that is done is a goal.
        ("ظرفیت: ۲۰ نفر", "در صورت ظرفیت، ۲۰ نفر است."),
        ("باد شدید، سالن", "در صورت باد شدید، سالن است."),
        ("گزش → تماس", "گزش به تماس تبدیل شده است."),
        ("گلیم ۲ تخته", "برای گلیم ۲ تخته است."),
        ("گل را شورا می‌دهد، کتاب را خیران", "گل را شورا می‌دهد و کتاب را خیران است."),
        ("گزش → دست نزنید", "گزش به دست نزنید."),
        ("باران شد → سالن باز", "باران شد، اما سالن باز است."),
        ("خاموشی پیشتر ۷ بار، حالا ۲ بار", "خاموشی پیشتر ۷ بار بود و حالا ۲ بار بوده است."),
    ],
)
def test_nothing_is_lost_turned_round_or_added(source: str, text: str) -> None:
    assert not can_be_woven(source, text)


def test_the_topic_is_referred_to_by_its_head_after_this_alone() -> None:
    assert can_be_woven("ظرفیت ۴۵", "این کارگاه ظرفیت ۴۵ دارد.", head="کارگاه")
    assert not can_be_woven("ظرفیت ۴۵", "کارگاه ظرفیت ۴۵ دارد.", head="کارگاه")


def test_a_lede_begins_with_its_own_words() -> None:
    def first_may_be(word: str, own_first: bool) -> bool:
        return bool(Thread("آب آزاد", "کارگاه", own_first).after(word))

    assert first_may_be("این", own_first=False) and first_may_be("آب", own_first=True)
    assert not first_may_be("این", own_first=True)


def test_what_is_over_may_be_told_in_the_past_beside_what_is_to_come() -> None:
    thread = Thread("پارسال ۲۷ غرفه، امسال ۴۲", past=False)
    assert thread.all_said(thread.after("پارسال ۲۷ غرفه بود و امسال ۴۲ غرفه است"))
    assert not thread.all_said(thread.after("پارسال ۲۷ غرفه بود و امسال ۴۲ غرفه بود"))


def test_the_past_is_woven_only_where_it_may_be() -> None:
    def may_be_said(text: str, past: bool) -> bool:
        thread = Thread("کارگاه سفال", past=past)
        return thread.all_said(thread.after(text))

    assert may_be_said("کارگاه سفال برگزار شد", past=True)
    assert not may_be_said("کارگاه سفال برگزار شد", past=False)


def remaining(source: str, text: str) -> Iterator[str]:
    """Yield the words of `source` that are not in `text` after the ones before them."""
    said = iter(word.strip("،؛.؟:") for word in text.split())
    for word in digits_to_persian(source).replace("/", " ").split():
        bare = word.strip("،؛:")
        if bare not in ("و", "نه") and not any(it in (bare, f"{bare}ی") for it in said):
            yield bare


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), seed=st.integers(0, 999))
def test_whatever_a_model_wants_the_words_of_the_note_come_in_their_order(words: list[str], seed: int) -> None:
    source = " ".join(words)
    model, prompt = MockModel(len(TOKENIZER), seed), encode_prompt(TOKENIZER, source)
    (found,) = beam_search(model, [prompt], [weave(source)], 4, [400])
    for candidate in found:
        assert not [*remaining(source, candidate.text)], candidate.text
        assert candidate.text.endswith(".")


def test_nothing_is_said_to_be_open_where_the_topic_closes_it() -> None:
    for topic, may in (("تعطیلی مدارس", False), ("ساعت کار مدارس", True)):
        thread = Request.of(Kind.NOTICE, "body", {"topic": topic, "n1": "ابتدایی فقط شنبه"}, ["n1"]).thread()
        assert thread.all_said(thread.after("ابتدایی فقط شنبه باز است")) is may


def test_nobody_is_taken_into_a_school_that_is_closed() -> None:
    for topic, may in (("تعطیلی مدارس", False), ("تعطیلی درمانگاه", True)):
        thread = Request.of(Kind.NOTICE, "body", {"topic": topic, "n1": "بیمار فقط شنبه"}, ["n1"]).thread()
        assert thread.all_said(thread.after("بیمار فقط شنبه پذیرفته می‌شود")) is may
