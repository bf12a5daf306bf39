"""Write the headline of a release: its own, with the verb of the lede where both certainly tell the same news."""

import re

from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import NEAR_DAYS
from bumi.persian.syntax import names_time_ahead
from bumi.persian.text import flat
from bumi.persian.time_and_place import DAY
from bumi.persian.verb_phrases import LIGHT_VERB_FORM
from bumi.release import ROOM, shortened

_TOLD_OF = re.compile(r"^.{3,90}? از (?P<news>.{15,}?) (?:خبر داد|خبر می‌دهد)$")
_SAYS = re.compile(r"گفت|افزود|(?:خبر|هشدار|توضیح) داد|(?:اعلام|اظهار|بیان|تأکید|تصریح|اضافه|خاطرنشان) (?:کرد|داشت)")
_FRAME = re.compile(
    r"(?:اطلاعیه|آگهی|خبر|گزارش|توضیح|توضیحات|هشدار)(?!\w).*(?<!\w)(?:درباره|در خصوص|پیرامون|راجع به)(?!\w)"
)
"""A headline that says what a text is about, and not what it says."""
_SAYS_NEWS = re.compile(
    rf"^(?:[^:«»]{{5,80}}? (?:{_SAYS.pattern})|(?:رئیس|مدیر|معاون|سخنگو|دبیر|مسئول|فرماندار|شهردار|سرپرست|اداره"
    rf"|سازمان|شرکت|دانشگاه|پلیس)[^:«»]{{5,80}})\s*:\s+(?P<news>[^«»:]{{15,}})$"
)
_NEAR_DAY = re.compile(rf" (?:از )?(?:{NEAR_DAYS})$")  # a lede that names the day says it better
_MOST_WORDS = 12  # of a headline
_TOLD = {"پایان": "پایان یافت", "آغاز": "آغاز شد"}
"""«رئیس اداره از پایان کار خبر داد»: of what is over, or has begun, nothing else can be meant."""
_IN_USE = re.compile("به بهره‌برداری (?:رسید|می‌رسد|خواهد رسید)")
_NOUNS = {
    "برگزاری": "برگزار",
    "برپایی": "برپا",
    "گشایش": "گشایش",
    "افتتاح": "افتتاح",
    "آغاز": "آغاز",
    "اجرای": "اجرا",
    "پایان": "پایان",
    "راه‌اندازی": "راه‌اندازی",
    "بازگشایی": "بازگشایی",
    "رونمایی": "رونمایی",
}
"""Nouns that begin a headline, each with what stands before its verb: «برگزاری نشست» is «نشست برگزار شد»."""


def headline_of(topic: str, lede: str, when: str = "") -> str:
    """Return the headline without its full stop, with a verb where topic and lede certainly tell the same.

    A headline that says only what the text is about gives way to the news of the lede where that fits; where the
    lede says the same as the headline, the news alone stays: «... از ... خبر داد».
    """
    headline = _of_one_news(topic.strip().rstrip(".؛ "), lede)
    headline = _NEAR_DAY.sub("", headline) if DAY.search(lede) else headline
    if flat(headline) == flat(lede.rstrip(".")):
        news = _TOLD_OF.match(headline)
        return news["news"] if news else headline
    if _tells(headline):
        return headline
    if _FRAME.match(headline):
        news_of_lede = shortened(lede, when)
        whole = len(news_of_lede) <= ROOM and _ends_with_verb(news_of_lede) and not _SAYS.search(news_of_lede)
        return news_of_lede if whole else headline
    return _with_verb(headline, lede.rstrip("."))


def _of_one_news(headline: str, lede: str) -> str:
    """Return the first part of «... / ...» where the lede tells the second, and the news of «رئیس اداره گفت: ...»."""
    first, _, second = re.sub(r"\s*/\s+", "\n", headline).partition("\n")
    if " " in first and " " in second:
        told, known = set(flat(lede).split()), flat(second).split()
        whole = _with_verb(first, lede.rstrip("."))
        shared = [word for word in known if word in told]
        covered = len(shared) * 2 >= len(known) and all(word in told for word in known if word.isdigit())
        headline = whole if _tells(whole) and (covered or len(headline) > ROOM) else f"{first}؛ {second}"
    says = _SAYS_NEWS.match(headline)
    return says["news"] if says and len(headline.split()) > _MOST_WORDS and _tells(says["news"]) else headline


def _with_verb(headline: str, lede: str) -> str:
    """Put the verb of the lede for the noun that begins the headline, where both certainly tell the same."""
    noun, _, rest = headline.partition(" ")
    if noun in _TOLD and (told := _TOLD_OF.match(lede)) and not names_time_ahead(lede):
        begins, _, what = told["news"].partition(" ")
        shared = set(flat(rest).split()) & set(flat(what).split())
        if begins == noun and len(shared) * 2 >= len(rest.split()) and len(what) < ROOM - 12 and "،" not in what:
            return f"{what} {_TOLD[noun]}"
    if noun == "بهره‌برداری" and rest.startswith("از ") and (found := _IN_USE.search(lede)):
        return f"{rest.removeprefix('از ')} {found.group()}" if len(rest) < ROOM - 20 else headline
    before = _NOUNS.get(noun)
    found = re.search(rf"(?<!\w){before} (?P<form>{LIGHT_VERB_FORM})$", lede) if before else None
    outside = re.sub("«[^»]*»", "…", rest)
    plain = " " in rest and not re.search(r"[؛:،]|(?:^|\s)(?:و|با|از|به|برای)(?:\s|$)", outside)
    return f"{rest} {before} {found['form']}" if found and plain and len(rest) < ROOM - 20 else headline


def _tells(headline: str) -> bool:
    return bool(re.search("[۰-۹0-9]", headline)) or _ends_with_verb(headline)


def _ends_with_verb(text: str) -> bool:
    return text.rstrip(".!؟» ").split(" ")[-1] in verb_forms()
