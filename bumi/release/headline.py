"""Headlines made from ledes: whole parts are dropped, so that the rest is still a sentence and still true."""

import re

from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import END, LETTER, START
from bumi.persian.text import ZWNJ
from bumi.persian.verb_phrases import INFORMS, REPORTS_OR_INFORMS

ROOM = 90  # characters of a headline, as in the check of length
_MOST_WORDS = 15  # of a headline that needs no shortening
_LEAST = 25  # characters of the clause that is kept

_ROADS = "خیابان|بلوار|میدان|محور|جاده|پل|کوچه|گردنه|مسیر|بزرگراه|کمربندی|گذر|معبر"
_THIS_ROAD = re.compile(
    f"^[^،:]{{0,80}}?(?P<road>(?:{_ROADS}){END} [^،:؛]{{3,90}})، این (?:{_ROADS}|محدوده){END} (?P<rest>.+)$"
)
"""«برای آسفالت خیابان شهدا، این خیابان بسته می‌شود»."""
_SAID = re.compile(rf"^[^:«»]{{5,220}}?{REPORTS_OR_INFORMS}\s*:\s+(?P<news>[^«»]{{15,}})$")
_SO_FAR = re.compile(r"^از (?:ابتدای|آغاز|اول) [^،:]{2,25}? (?:تا ?‌?کنون|تا امروز)،? ")
_ASIDE_OF = re.compile(
    r"^(?P<who>[^،؛:]{4,60}?) (?:به[ ‌]عنوان|در راستای|با هدف|به منظور|با توجه به) [^؛:]{25,}?، (?!و |با هدف|در راستای)"
)
"""«شرکت معدن به عنوان یکی از ... و با هدف ...، دوره آغاز می‌کند»."""
_DOES = "برگزار|برپا|آغاز|گشایش|افتتاح|اجرا|انجام|ثبت|توزیع|عرضه"
_REASON = re.compile(
    r"^(?:به (?:علت|دلیل|منظور|مناسبت|دنبال)|هم[‌ ]?زمان با|در راستای|با توجه به|نظر به) [^،:]{3,120}،\s*"
)
_ASIDE = re.compile(
    r"^(.{5,80}?) با (?:اشاره به|بیان|تأکید بر|تاکید بر|اعلام) .{5,200}?"
    r" (?=از (?:\S+ ){1,3}خواست|خبر داد|گفت|اعلام کرد)"
)
_TOLD_OF = re.compile(r"^.{3,90}? از ((?!مردم|شهروندان).{15,}?) (?:خبر داد|خبر می‌دهد)$")
_BESIDE = re.compile(
    r"(?:(?<=،)|(?<=\s))\s?(?:با (?:حضور|هدف|همکاری|مشارکت|همراهی)|به (?:منظور|همت|مناسبت|میزبانی)|در راستای)"
    rf" (?:(?! (?:که|تا) )[^،؛:]){{3,90}}?(?:،\s*|(?=\s(?:برگزار|برپا|آغاز|گشایش|افتتاح|اجرا|انجام)\s{LETTER}))"
)
_AT = re.compile(rf" در (?:محل|بیمارستان{ZWNJ}?های|مراکز|سالن|تالار) [^،؛:]{{3,60}}?(?=\s(?:{_DOES})\s{LETTER})")
_PERFECT = re.compile(r"(?<=\s)(ن?شده|ن?یافته)$")
_CLAUSE = re.compile(r"(?:[،؛]\s|\s(?:و|تا|که)\s)")


def shortened(lede: str, when: str = "", room: int = ROOM) -> str:
    """Return the lede in at most `room` characters by dropping whole parts, or as short as that makes it.

    Dropped are whom it informs, a reason before it, the time (`when`, as written), who attends and where; then all
    that follows a clause with a verb of its own. What is done, to what and how much always stays.
    """
    text = INFORMS.sub("", lede.strip().rstrip("."))
    text = _SO_FAR.sub("", _SAID.sub(r"\g<news>", text))
    text = _REASON.sub("", _THIS_ROAD.sub(r"\g<road> \g<rest>", text))
    text = _ASIDE_OF.sub(r"\g<who> ", text) if len(text) > room else text
    if len(text) <= room and len(text.split()) <= _MOST_WORDS:
        return text
    news = _TOLD_OF.sub(r"\1", _ASIDE.sub(r"\1 ", text, count=1))
    if len(news) <= room and news.split()[-1] not in verb_forms():
        return news
    timed = (
        rf"(?:،\s*|\s)(?:(?:از|در)\s+)?(?:روز(?:های)?\s+)?{re.escape(when)}(?:،(?=\s)|(?=\s)(?! و ))" if when else ""
    )
    for pattern, instead in ((_ASIDE, r"\1 "), (timed, ""), (_BESIDE, " "), (_AT, "")):
        text = re.sub(pattern, instead, text, count=1) if pattern else text
        text = re.sub(r"\s{2,}", " ", text).strip(" ،")
        if len(text) <= room and len(text.split()) <= _MOST_WORDS:
            return text
    if len(text) <= room:
        return text
    for cut in reversed([*_CLAUSE.finditer(text, _LEAST, room + 1)]):
        first = _PERFECT.sub(r"\1 است", text[: cut.start()])
        if first.split()[-1] in verb_forms() and not re.search(rf"{START}(?:که|اگر|چنانچه|تا) ", first):
            return first
    return text
