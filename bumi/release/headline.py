"""Headlines made from ledes: whole parts are dropped, so that the rest is still a sentence and still true."""

import re

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import LETTER, START
from bumi.persian.text import ZWNJ
from bumi.persian.verb_phrases import INFORMS, REPORTS_OR_INFORMS

ROOM = 90  # characters of a headline, as in the check of length
_MOST_WORDS = 15  # of a headline that needs no shortening
_LEAST = 25  # characters of the clause that is kept

_pattern = ListedPatterns("release/headline")
_THIS_ROAD = _pattern("this_road")
_SAID = re.compile(rf"^[^:«»]{{5,220}}?{REPORTS_OR_INFORMS}\s*:\s+(?P<news>[^«»]{{15,}})$")
_SO_FAR = re.compile(r"^از (?:ابتدای|آغاز|اول) [^،:]{2,25}? (?:تا ?‌?کنون|تا امروز)،? ")
_ASIDE_OF = _pattern("aside_of")
_DOES = "برگزار|برپا|آغاز|گشایش|افتتاح|اجرا|انجام|ثبت|توزیع|عرضه"
_REASON = _pattern("reason")
_ASIDE = _pattern("aside")
_TOLD_OF = re.compile(r"^.{3,90}? از ((?!مردم|شهروندان).{15,}?) (?:خبر داد|خبر می‌دهد)$")
_BESIDE = _pattern("beside")
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
