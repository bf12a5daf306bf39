"""Whole sentences for a note without a verb, for whoever wrote it to choose from: by rules, and by the model.

A suggestion says exactly what its note says. The rules know single patterns of shorthand («ظرفیت ۳۰ نفر»); of the
model's woven sentences those are shown that it finds likely and that add no more than a plain predicate.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from bumi.brief import Kind
from bumi.calendar import MONTHS, WEEKDAYS
from bumi.numerals import spelled_out
from bumi.text import ZWNJ, digits_to_persian
from models.evidence import evidence
from models.guard import violations
from models.planner.facts import label_of, tidy
from models.planner.sentences import is_sentence, segments
from models.realiser import Candidate, Realiser
from models.selection import is_event, is_scene
from models.shorthand import in_order
from models.words import NO, words_of
from models.wording import Request

__all__ = ["MOST", "About", "Suggester", "by_rule", "lacks_verb"]

MOST = 3
"""Sentences that are shown of one note."""

_LONGEST = 22  # words of a note that the model thinks about: a sentence more takes it too long
_FLOOR = -0.5  # nats for a word of the note: below it a woven sentence is no suggestion (docs/experiments.md)


@dataclass(frozen=True)
class About:
    """What a note is a note of: the kind of the piece and its topic."""

    kind: Kind
    topic: str

    def this(self) -> str:
        """Return «این کارگاه» where the topic is something that takes place or a place, else nothing."""
        head = Request(self.kind, "body", self.topic, ()).head() if self.topic.strip() else ""
        return f"این {head}" if head and is_scene(head) else ""


def lacks_verb(note: str) -> bool:
    """Whether a note is no sentence, nor ends in a verb of its own: what a suggestion is for."""
    parts = segments(note)
    return bool(parts) and not is_sentence(note) and not all(map(_ends_in_verb, parts))


def _ends_in_verb(part: str) -> bool:
    words = words_of(part)
    return bool(words) and words[-1].closing is True and words[-1].text != NO


class Suggester:
    """Asks `realiser` for sentences of single notes; `formal` puts spoken words into writing."""

    def __init__(self, realiser: Realiser, formal: Callable[[str], str] = str) -> None:
        self._realiser, self._formal = realiser, formal

    def suggest(self, about: About, note: str) -> tuple[str, ...]:
        """Return up to three sentences, those of the rules first, then the likeliest."""
        certain = by_rule(about, note, self._formal)
        if len(certain) >= MOST or not lacks_verb(note) or len(note.split()) > _LONGEST:
            return certain
        told = in_order(_written(note, self._formal))
        request = Request(about.kind, "body", about.topic or note, (("n1", told),))
        thought = sorted(self._realiser.realise([request], 1)[0], key=lambda each: -each.gain)
        fine = [each.text for each in thought if _is_likely(each, told) and _adds_nothing(each.text, told, about)]
        return (*certain, *_distinct([text for text in fine if not _is_like(text, certain)]))[:MOST]


def by_rule(about: About, note: str, formal: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return the sentences that rules are certain of, the best first: none where no pattern fits the whole note."""
    if not lacks_verb(note):
        return ()
    text = _written(note, formal)
    parts = [_said(part, about) for part in segments(text)]
    if len(parts) > 1:
        made = [" ".join(each[0] for each in parts)] if all(parts) else []
    else:
        made = parts[0] or _joined(text, about)
    kept = (each for each in made if not violations(f"{text}\n{about.topic}", each) and not _is_turned(each, text))
    return _distinct([*kept])[:MOST]


def _joined(text: str, about: About) -> list[str]:
    """Return the sentence of several facts that commas part, where a rule is certain of each."""
    items = re.split(r"\s*،\s*", text)
    if not 1 < len(items) <= 3:
        return []
    parts = [_said(item, about) for item in items]
    if not all(parts):
        return []
    first, *others = (each[0].rstrip(".") for each in parts)
    this = about.this()
    return [" و ".join([first, *(each.replace(this, "آن") if this else each for each in others)]) + "."]


def _written(note: str, formal: Callable[[str], str]) -> str:
    return tidy(spelled_out(digits_to_persian(formal(note)))).strip()


def _distinct(sentences: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _is_like(text: str, others: tuple[str, ...]) -> bool:
    """Whether `text` is one of `others` but for its marks."""
    bare = text.replace("،", "")
    return any(bare == other.replace("،", "") for other in others)


# What the model's sentences may add to their note.

_COPULAS = ("است", "هستند")
_PLAIN = ("انجام می‌شود", "برگزار می‌شود", "در نظر گرفته شده است", "طول می‌کشد", "شامل", "لازم است", "حضور دارند")
_PAST = ("بود", "بودند", "انجام شد", "برگزار شد", "طول کشید", "حضور داشتند", "حضور داشت")
_JOINING = ("و", "در", "آن", "از ساعت", "ساعت")
_CERTAIN_TIME = (Kind.EVENT, Kind.NOTICE, Kind.RECAP)  # elsewhere whether it is done or to come, the note alone says


def _is_likely(candidate: Candidate, told: str) -> bool:
    return candidate.woven and candidate.gain / max(1, len(told.split())) >= _FLOOR


def _adds_nothing(text: str, told: str, about: About) -> bool:
    """Whether a woven sentence has of its own a joining word, and one predicate that claims no more than its note."""
    said = Counter(text.rstrip(".").replace("،", " ").replace(":", " ").split())
    own = said - Counter(word.text for word in words_of(told))
    predicates = [*_COPULAS, *(_PLAIN if about.kind in _CERTAIN_TIME else ("شامل", "طول می‌کشد", "لازم است"))]
    if about.kind is Kind.RECAP:
        predicates = [*_PAST, "شامل"]
    this = about.this().split()
    allowed = {*(word for phrase in (*predicates, *_JOINING) for word in phrase.split()), *this}
    copulas = sum(own[each] for each in (*_COPULAS, "بود", "بودند", "شد", "می‌شود"))
    if set(own) - allowed or copulas > 1 or (text.startswith("این ") and own["برای"]):
        return False
    begins = _BEGINNINGS_LEFT_TO_RULES.match(told)
    return not begins and not violations(f"{told}\n{about.topic}", text) and not _is_turned(text, told)


_BEGINNINGS_LEFT_TO_RULES = re.compile(
    r"(?:تعطیل|تنها|حضور|شرکت|تلفن|تماس|همراه|پیش از|بعد از|اولویت|ویژه|مخصوص|برای|با|از|در|تا|هر|بدون|حداکثر|فقط|به)(?![\w\u200c])"
)


def _is_turned(text: str, note: str) -> bool:
    shown = evidence(text, note)
    return shown.turned or bool(shown.missing)


# The rules: a pattern of the whole note, the kinds that it holds for, and the sentences.

_N = r"[۰-۹]+(?:[.٫٬/:][۰-۹]+)*(?: (?:هزار|میلیون|میلیارد))?(?: و [۰-۹]+(?: (?:هزار|میلیون))?)?"
_MONEY = rf"{_N} (?:تومان|ریال)"
_UNIT = (
    "نفر|تومان|ریال|درصد|کیلومتر مربع|کیلومتر|متر مربع|متر مکعب|متر|سانتی‌متر|میلی‌متر|هکتار|تن|کیلوگرم|کیلو|گرم|لیتر|سال|ماه|هفته|روز|شب|ساعت"
    "|دقیقه|ثانیه|درجه|مگابایت|مگاوات|غرفه|عدد|جلد|مورد|نوبت|تخت|صندلی|دستگاه"
)
_MEASURES = (
    "ظرفیت|هزینه|شهریه|بلیت|بلیط|قیمت|نرخ|ورودیه|جریمه|جایزه|سقف|وام|سود|کارمزد|اعتبار|پیشرفت|مسیر|طول|عرض|ارتفاع|عمق|مساحت|زیربنا|مدت|مدت زمان"
    "|سن|سرعت|حداکثر سرعت|میانگین|دمای|فاصله|درآمد|دستمزد|حقوق|تعداد|شمار|وزن|کرایه|اجاره|تعرفه|ودیعه"
)
_NOUNS = r"[^\s،؛:.۰-۹()]+(?: [^\s،؛:.۰-۹()]+){0,5}"
_DAYS = "|".join((*WEEKDAYS, *MONTHS))
_PHONE = r"(?:۰[۰-۹]{2,3}[- ]?[۰-۹]{7,8}|[۰-۹]{8}|[۰-۹]{3,5})"
_PEOPLE = f"شرکت{ZWNJ}کننده|داوطلب|ورزشکار|دوچرخه{ZWNJ}سوار|هنرمند|دانش{ZWNJ}آموز|دانشجو|بازدیدکننده|پژوهشگر|مهمان|کشاورز"
_ROLES = "مربی|مدرس|سخنران|سخنرانان|مجری|داور|داوران|سرپرست|مدیر|مسئول|کارگردان|راهنما|برنده|نفر اول|نفر دوم|نفر سوم|رتبه اول"
_THINGS = (
    f"نشانه{ZWNJ}ها|علائم|سرفصل{ZWNJ}ها|محورها|بخش{ZWNJ}ها|موضوع|موضوعات|موضوع{ZWNJ}ها|رشته{ZWNJ}ها|رشته|مواد|مواد اولیه|ابزار|مصالح|جایزه|جوایز|ضامن|وثیقه"
    f"|پیش{ZWNJ}نیاز|منبع|زبان|میزبان|مسیر|مسیر جایگزین|مسیرهای جایگزین|نشانی|محل|مکان|محل برگزاری|محل مراجعه|محل حرکت|روز|زمان|ساعت کار|سن|شرط سنی|گروه سنی"
    "|کار بعدی|گام بعدی|مدت|هزینه|شهریه|ظرفیت|قیمت|بلیت"
)
_FREE = f"رایگان|آزاد|ممنوع|الزامی|اجباری|لازم|ضروری|تعطیل|محدود|مجاز|بلامانع|شبانه{ZWNJ}روزی|تلفنی|اینترنتی|حضوری|غیرحضوری|مجازی|برقرار"
_EVENT, _NOTICE, _RECAP, _FEATURE = Kind.EVENT, Kind.NOTICE, Kind.RECAP, Kind.FEATURE
_LASTING = frozenset(Kind) - {_RECAP}
_AHEAD = frozenset((_EVENT, _NOTICE))
_ALL = frozenset(Kind)

_SOME = rf"{_N}|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده"

type _Rule = tuple[str, frozenset[Kind], tuple[str, ...]]

# {this} is «این کارگاه», for topics that have such a head; {be} «است», in a report «بود»; {list} the value as a list
# with «و» before its last item. A rule without what its sentence needs gives none.
_RULES: tuple[_Rule, ...] = (
    (rf"(?P<a>ظرفیت|هزینه|شهریه|مدت|ورودیه):? (?P<v>{_N} (?:{_UNIT}))", _ALL, ("{a} {this} {v} {be}.", "{a} {v} {be}.")),
    (rf"قدمت:? (?P<v>{_N} سال)", _LASTING, ("{having} {v} قدمت دارد.", "قدمت آن {v} است.")),
    (rf"(?P<a>(?:{_MEASURES})(?: {_NOUNS})?):? (?P<v>{_N} (?:{_UNIT})(?: (?:با|برای|در) {_NOUNS})?)", _ALL, ("{a} {v} {be}.",)),
    (rf"(?!(?:پرداخت|کمک|خسارت|خرید|فروش|دریافت|توزیع|اهدا|واریز|تخفیف|هر) )(?P<a>{_NOUNS}):? (?P<v>{_MONEY})", _LASTING,
     ("{a} {v} است.", "قیمت {a} {v} است.")),
    (rf"ورود(?: (?P<a>{_NOUNS}))? (?P<v>رایگان|آزاد)", frozenset((_RECAP,)), ("{all} بود.",)),
    (rf"(?P<a>آسانسور|تلفن همراه|دوربین|موبایل|پهپاد|فلاش|سشوار|بخاری برقی) ممنوع", _LASTING, ("استفاده از {a} ممنوع است.", "{all} است.")),
    (rf"(?P<a>[^،؛:]+) (?:{_FREE})", _LASTING, ("{all} است.",)),
    (r"(?P<a>[^،؛:]+) (?:وصل|قطع|باز|بسته|فعال|آماده|برپا)", frozenset((_NOTICE,)), ("{all} است.",)),
    (rf"تعطیل:? (?P<v>(?:(?:روزهای )?(?:{_DAYS})(?:{ZWNJ}?ها)?(?: و )?)+)", _LASTING, ("{v} تعطیل است.", "{this} {v} تعطیل است.")),
    (r"ممنوع(?:یت)?: (?P<v>[^؛:]+)", _LASTING, ("{list} ممنوع است.",)),
    (r"(?:علت|دلیل): (?P<v>[^؛:]+)", _LASTING, ("علت آن {v} است.", "علت، {v} است.")),
    (rf"(?P<a>{_ROLES}): (?P<v>[^؛:۰-۹]+)", _ALL, ("{a} {this} {v} {be}.", "{a}، {v} {be}.")),
    (r"مدارک(?: (?:لازم|مورد نیاز))?: (?P<v>[^؛:]+)", _LASTING, ("مدارک لازم {list} است.",)),
    (r"(?:شرط|شرایط): (?P<v>[^؛:،]+)", _LASTING, ("شرط آن {v} است.",)),
    (r"(?:مخاطب(?:ان)?|ویژه|مخصوص):? (?P<v>[^؛:،۰-۹]+)", _AHEAD, ("{this} ویژه {v} است.",)),
    (r"اولویت(?::| با|: با) (?P<v>[^؛:]+)", _ALL, ("اولویت با {list} {be}.",)),
    (rf"همراه(?: داشتن)?: (?P<v>[^؛:]+)", _LASTING, ("{list} همراه داشته باشید.",)),
    (rf"(?P<a>{_THINGS}): (?P<v>[^؛:]+)", _LASTING, ("{a} {list} است.",)),
    (rf"(?P<a>فروش(?: بلیت)?|ثبت{ZWNJ}نام|توزیع|نوبت{ZWNJ}دهی|تحویل): (?:در )?(?P<v>(?:گیشه|دفتر|سایت|سامانه|میدان|خیابان|ساختمان|اداره|مسجد|سالن)[^؛:،]*)",
     _AHEAD, ("{a} در {v} انجام می‌شود.",)),
    (rf"آخرین (?:مهلت|فرصت)(?: {_NOUNS})?:? (?:.* )?(?:{_DAYS})(?: .*)?", _LASTING, ("{plain} است.",)),
    (rf"(?P<a>مهلت(?: (?:ثبت{ZWNJ}نام|ارسال آثار|شرکت|درخواست|تحویل))?):? (?:تا )?(?P<v>(?:.* )?(?:{_DAYS})(?: .*)?)", _LASTING,
     ("{a} تا {v} است.",)),
    (rf"(?P<a>ثبت{ZWNJ}نام|نام{ZWNJ}نویسی|ارسال آثار|ارسال اثر|ثبت درخواست) تا (?P<v>[^،؛:]*(?:{_DAYS})[^،؛:]*)", _LASTING, ("مهلت {a} تا {v} است.",)),
    (rf"(?:تلفن|تماس|شماره تماس|تلفن تماس|شماره تلفن):? (?:با )?(?:شماره )?(?P<v>{_PHONE})", _LASTING,
     ("شماره تماس {v} است.", "با شماره {v} تماس بگیرید.")),
    (rf"(?P<a>اورژانس|آتش{ZWNJ}نشانی|پلیس|هلال{ZWNJ}احمر|امداد و نجات): (?P<v>{_PHONE})", _LASTING,
     ("شماره {a} {v} است.", "برای {a} با شماره {v} تماس بگیرید.")),
    (rf"(?:گزارش )?(?P<a>(?!مردم){_NOUNS}): (?:شماره )?(?P<v>{_PHONE})", _LASTING, ("برای {a} با شماره {v} تماس بگیرید.",)),
    (rf"(?P<a>گزارش (?!مردم){_NOUNS}) (?:با|به) (?:شماره )?(?P<v>{_PHONE})", _LASTING, ("برای {a} با شماره {v} تماس بگیرید.",)),
    (rf"(?:حضور|شرکت|مشارکت) (?P<v>{_N} {_NOUNS})", frozenset((_RECAP,)), ("{v} حضور داشتند.",)),
    (rf"(?:حضور|شرکت|مشارکت) (?P<v>{_N} {_NOUNS})", frozenset((_EVENT,)), ("{v} حضور دارند.",)),
    (rf"(?P<v>{_N} (?:{_PEOPLE})(?: {_NOUNS})?(?: از {_N} {_NOUNS})?)", frozenset((_RECAP,)), ("{v} حضور داشتند.", "{v} شرکت کردند.")),
    (rf"(?P<v>{_N} (?!(?:{_UNIT})(?! ?غرفه)\b)[^،؛:۰-۹]+(?:، {_N} [^،؛:۰-۹]+)*)", frozenset((_EVENT, _FEATURE)), ("{having} {list} دارد.",)),
    (rf"(?P<v>{_N} غرفه(?:، {_N} [^،؛:۰-۹]+)*)", frozenset((_EVENT,)), ("{having} {list} دارد.",)),
    (rf"(?P<v>(?:تنها|نخستین|اولین|قدیمی{ZWNJ}ترین|بزرگ{ZWNJ}ترین) (?P<same>[^،؛:\s]+)[^،؛:]*)", frozenset((_FEATURE,)), ("این {head_same} {v_same} است.",)),
    (rf"(?P<v>تخفیف {_N} ?درصدی?|{_N} ?درصد تخفیف) برای (?P<a>{_NOUNS})", _LASTING, ("برای {a} {v} در نظر گرفته شده است.", "{all} است.")),
    (rf"(?P<v>(?:حرکت|بازگشت|شروع|آغاز|پایان|اختتامیه|افتتاحیه|پایان کار)(?: {_NOUNS})? (?:ساعت|نیمه{ZWNJ}شب|{_DAYS}|[۰-۹]+ (?:{_DAYS}))[^؛:]*)",
     _LASTING, ("{all} است.",)),
    (rf"(?:توزیع|پذیرش|نوبت{ZWNJ}دهی|بازدید|فروش|تحویل|داوری|واکسیناسیون)(?: {_NOUNS})? (?:در|از|تا|با|ساعت|روز|هر|{_DAYS}) [^؛:]+", _AHEAD,
     ("{all} انجام می‌شود.",)),
    (rf"(?:کاشت|نصب|توزیع|اجرای|آموزش|ساخت|مرمت|بازسازی|تعویض|ویزیت|اهدای|پاک{ZWNJ}سازی|جمع{ZWNJ}آوری|لایروبی) (?!.*(?:بعد|آینده|{_DAYS}))[^؛:،]+",
     frozenset((_RECAP,)), ("{all} انجام شد.",)),
    (rf"(?:نگهداری|مسئولیت)(?: {_NOUNS})? با (?P<v>{_NOUNS})", _ALL, ("{all} است.",)),
    (rf"(?:بیمه|اسکان|ناهار|هزینه|اجرا|آموزش)(?: {_NOUNS})? با (?P<v>{_NOUNS})", _LASTING, ("{all} است.",)),
    (rf"(?:ورود|شرکت|ثبت{ZWNJ}نام) (?:فقط )?با (?P<v>{_NOUNS})", _LASTING, ("{all} است.", "{all} ممکن است.")),
    (rf"(?P<a>(?:دور|دوره|نشست|جلسه|کارگاه|مانور|مسابقه|همایش|جشنواره|نمایشگاه) بعدی?):? (?P<v>(?:در )?(?:{_DAYS}|[۰-۹]+ (?:{_DAYS}))[^؛:]*)", _ALL,
     ("{a} {at} برگزار می‌شود.",)),
    (rf"(?P<v>(?:{_SOME}) (?:گروه|تیم|هنرمند|استاد|سخنران|{_PEOPLE})(?: {_NOUNS})? از [^؛:]+)", frozenset((_EVENT,)), ("{v} حضور دارند.",)),
    (rf"(?P<a>{_NOUNS}) رایگان برای (?P<v>{_NOUNS})", _LASTING, ("{a} برای {v} رایگان است.",)),
    (rf"(?P<v>{_NOUNS}) نیم{ZWNJ}بها", _AHEAD, ("برای {v} نیم{zwnj}بها است.",)),
    (rf"(?P<a>درها?|گیشه) از (?:ساعت )?(?P<v>[۰-۹]{{1,2}}:[۰-۹]{{2}}) باز", _AHEAD, ("{a} از ساعت {v} باز است.",)),
    (rf"(?:پارکینگ|سرویس بهداشتی|نمازخانه|بوفه|ورودی|در ورودی|محل تجمع|ایستگاه)(?: {_NOUNS})? (?:پشت|کنار|جلوی|روبه{ZWNJ}روی|ضلع|طبقه|در) {_NOUNS}",
     _LASTING, ("{all} است.",)),
    (rf"(?P<a>(?:پزشک|دندانپزشک|مشاور|کارشناس|ماما|روان{ZWNJ}شناس|مربی)(?: {_NOUNS})?):? (?P<v>(?:هر|فقط|روزهای|{_DAYS}) ?[^،؛:۰-۹]*)", _AHEAD,
     ("{a} {v} حضور دارد.",)),
    (rf"(?P<a>{_NOUNS}?) (?P<v>(?:فقط )?(?:روزهای )?(?:{_DAYS})(?:{ZWNJ}ها)?(?: و (?:{_DAYS})(?:{ZWNJ}ها)?)*)", _AHEAD, ("{all} است.",)),
    (rf"(?:مرحله|گام|نوبت|فاز) (?:بعد|بعدی|دوم|سوم|آخر|نهایی):? (?:پیش از|پس از|در|از|تا|{_DAYS}|[۰-۹]+ (?:{_DAYS}))[^؛:]*", _ALL, ("{plain} است.",)),
    (rf"(?:بازپرداخت|قرارداد|ضمانت|دوره بازپرداخت|تنفس) {_N}{ZWNJ}? ?(?:ساله|ماهه|روزه)", _LASTING, ("{all} است.",)),
    (rf"(?P<a>نفر اول|نفر دوم|نفر سوم): (?P<name>[^،؛:۰-۹]+)، (?P<v>{_N} (?:دقیقه|ثانیه|امتیاز|متر|کیلوگرم|کیلو))", frozenset((_RECAP,)),
     ("{name} با {v} {a} شد.",)),
    (rf"(?P<v>{_N}) (?P<a>مصدوم|مجروح|زخمی)", frozenset((_RECAP,)), ("{v} نفر {a} شدند.",)),
    (rf"(?P<v>(?:روزی|هفته{ZWNJ}ای|ماهی|سالی) {_N} {_NOUNS})", frozenset((_FEATURE,)), ("{having} {v} دارد.",)),
    (rf"(?:تیم{ZWNJ}ها|اکیپ{ZWNJ}ها|کارشناسان|داوطلبان|پزشکان|امدادگران|مشاوران|نیروها)(?: {_NOUNS})? (?:از|در|تا) [^؛:]+", _AHEAD, ("{all} حضور دارند.",)),
    (rf"(?P<a>بیماران|مراجعان|سالمندان|مادران|متقاضیان|مددجویان)(?: {_NOUNS})? بدون نوبت", _AHEAD, ("{all} پذیرفته می{zwnj}شوند.",)),
    (rf"تماس با (?P<a>{_PHONE}) فقط (?P<v>[^؛:]+)", _LASTING, ("فقط {v} با شماره {a} تماس بگیرید.",)),
)  # fmt: skip
_HAVING = re.compile(f"نمایشگاه|جشنواره|بازارچه|موزه|مجموعه|خانه|گرمابه|هتل|اقامتگاه|کتابخانه|مجتمع|مرکز|درمانگاه|بیمارستان|بوستان|پارک|کارگاه")
_SCALES = re.compile(r"\s*،\s*")


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], frozenset[Kind], tuple[str, ...]], ...]:
    return tuple((re.compile(pattern), kinds, sentences) for pattern, kinds, sentences in _RULES)


def _said(text: str, about: About) -> list[str]:
    """Return the sentences of the first rule that fits `text` and has all that its sentences need."""
    text = text.strip(" .")
    for pattern, kinds, sentences in _compiled():
        match = pattern.fullmatch(text) if about.kind in kinds else None
        if match and (made := [*_filled(match, sentences, about)]):
            return made
    if about.kind in _AHEAD and label_of(text) == "زمان" and not _bare_hours(text):
        takes_place = about.kind is _EVENT and is_event(_head(about))
        return [f"{about.this()} {text} برگزار می‌شود.", *_time(text)] if takes_place else _time(text)
    return []


def _time(text: str) -> list[str]:
    return [f"زمان آن {text} است."]


def _filled(match: re.Match[str], sentences: tuple[str, ...], about: About) -> Iterator[str]:
    groups = {name: value for name, value in match.groupdict().items() if value}
    value, this = groups.get("v", ""), about.this()
    slots = {**groups, "all": match.group(), "list": _listed(value), "be": "بود" if about.kind is _RECAP else "است"}
    slots |= {"plain": match.group().replace(":", ""), "zwnj": ZWNJ}
    if this:
        slots["this"] = this
    if _HAVING.fullmatch(head := _head(about)):
        slots["having"] = f"این {head}"
    if groups.get("same") and groups["same"] == head:
        slots |= {"head_same": groups["same"], "v_same": value}
    if "v" in groups:
        slots["at"] = value if not value.startswith(MONTHS) else f"در {value}"
    for sentence in sentences:
        if set(re.findall(r"\{(\w+)\}", sentence)) <= slots.keys():
            yield sentence.format(**slots)


def _head(about: About) -> str:
    return Request(about.kind, "body", about.topic, ()).head() if about.topic.strip() else ""


def _listed(value: str) -> str:
    """Return the items of a value with «و» before the last: «کارت ملی، عکس» is «کارت ملی و عکس»."""
    items = _SCALES.split(value)
    if len(items) < 2 or re.search(r"(?<!\w)(?:و|یا)(?!\w)", items[-1]):
        return value
    return f"{'، '.join(items[:-1])} و {items[-1]}"


def _bare_hours(text: str) -> bool:
    """Whether `text` has a number that is neither a day of a month nor behind «ساعت»: what it counts is asked."""
    named = re.sub(rf"ساعت [۰-۹:]+(?: تا (?:ساعت )?[۰-۹:]+)?|[۰-۹]+(?: (?:تا|و) [۰-۹]+)? (?:{'|'.join(MONTHS)})(?: [۰-۹]{{4}})?", "", text)
    return bool(re.search("[۰-۹]", named))
