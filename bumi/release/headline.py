"""A headline made of a lede: shorter by whole parts, so that what is left is still a sentence and still true."""

import re

from bumi.language import verb_forms
from bumi.text import ZWNJ

__all__ = ["ROOM", "shortened"]

ROOM = 90  # characters of a headline, as the check of length has it
_LEAST = 25  # characters of what a clause tells

_WORD = f"[\\w{ZWNJ}]"
_INFORMS = re.compile(r"^به (?:اطلاع|آگاهی) [^،:]{3,80}? می[ ‌]رساند[،:]?\s+(?:که\s+)?")
_REASON = re.compile(r"^(?:به (?:علت|دلیل|منظور|مناسبت|دنبال)|هم[‌ ]?زمان با|در راستای) [^،:]{3,80}،\s*")
_ASIDE = re.compile(
    r"^(.{5,80}?) با (?:اشاره به|بیان|تأکید بر|تاکید بر|اعلام) .{5,200}?"
    r" (?=از (?:\S+ ){1,3}خواست|خبر داد|گفت|اعلام کرد)"
)
_TOLD_OF = re.compile(r"^.{3,90}? از ((?!مردم|شهروندان).{15,}?) (?:خبر داد|خبر می‌دهد)$")
_BESIDE = re.compile(
    r"(?:(?<=،)|(?<=\s))\s?(?:با (?:حضور|هدف|همکاری|مشارکت|همراهی)|به (?:منظور|همت|مناسبت|میزبانی)|در راستای)"
    rf" (?:(?! (?:که|تا) )[^،؛:]){{3,90}}?(?:،\s*|(?=\s(?:برگزار|برپا|آغاز|گشایش|افتتاح|اجرا|انجام)\s{_WORD}))"
)
_AT = re.compile(rf" در محل [^،؛:]{{3,50}}?(?=\s(?:برگزار|برپا|آغاز|گشایش|افتتاح|اجرا|انجام)\s{_WORD})")
_CLAUSE = re.compile(r"(?:[،؛]\s|\s(?:و|تا|که)\s)")


def shortened(lede: str, when: str = "", room: int = ROOM) -> str:
    """Return the lede in at most `room` characters where whole parts of it can go, else as much shorter as it gets.

    What may go: whom it informs, a reason before it, when it is (`when`, in its words), who is there and in whose
    house; then all behind a clause with a verb of its own. What is done, to what and how much always stays.
    """
    text = _REASON.sub("", _INFORMS.sub("", lede.strip().rstrip(".")))
    if len(text) <= room:
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
        if len(text) <= room:
            return text
    for cut in reversed([*_CLAUSE.finditer(text, _LEAST, room + 1)]):
        first = text[: cut.start()]
        if first.split()[-1] in verb_forms() and not re.search(rf"(?<!{_WORD})(?:که|اگر|چنانچه|تا) ", first):
            return first
    return text
