"""The first person plural of an agency: find it in a text, and put its verbs in the passive.

«لباس پاره را نمی‌پذیریم» becomes «لباس پاره پذیرفته نمی‌شود».
"""

import re

from bumi.persian.first_person import is_first_person_verb
from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import CONTINUOUS, END, START, WORD
from bumi.persian.syntax.words import words_of
from bumi.persian.text import ZWNJ

_TYPED_TOGETHER = re.compile(f"ن?می.{{2,}}یم|.+ه{ZWNJ}ایم")  # «میگیریم»
_PASSIVE = re.compile(rf"(?:شده|یافته)(?: است| بود)?$|(?:ن?می{ZWNJ})?(?:شد|شود|یافت|یابد)$")
_TAKES_AN_OBJECT = re.compile(
    "داد|گرفت|کرد|پذیرفت|پرداخت|فرستاد|خرید|فروخت|برد|گذاشت|ساخت|آورد|خواند|نوشت|کشید|بست|چید|شست|پخت|ریخت|کاشت|خواست"
    "|رساند|گرداند|سپرد|افزود|نمود"
)
_WEAK = ("کرد", "نمود")  # «دریافت کردن» has «دریافت شدن» for its passive
_NOUNS = {"پرداخت": "پرداخت"}  # whose participle nobody prints
_US_OR_OBJECT = re.compile(rf"{START}(?:ما(?: هم)?|را){END}\s*")
_ASKED = re.compile(
    rf"(?<=\w )(?:می{ZWNJ}خواهیم|خواهشمندیم|(?:تقاضا|درخواست|استدعا|خواهش) (?:داریم|می{ZWNJ}کنیم))(?= \S+ \S+)"
)
_NOUN_GIVES = re.compile(r"(?<!\w)(?:انجام|پایان|ادامه|تغییر|افزایش|کاهش|پوشش)$")
_ENDS = "!؟?.…؛"
_CLAUSE = re.compile(r"(\s*(?:[؛،.]\s|(?<!\w)(?:و|ولی|اما)(?!\w)(?=\s)))")


def impersonal(text: str) -> str:
    """Return `text` with its first-person verbs in the passive, as it is unless all of them have a certain passive.

    A text with a quotation stays; a clause with «خود» or with a subject beside «ما» keeps its verb.
    """
    if "«" in text or not (_ASKED.search(text) or any(is_first_person_verb(word) for word in _words(text))):
        return text
    text = _ASKED.sub("خواسته می‌شود", text)
    parts = _CLAUSE.split(text)
    made = [_passive(part) if at % 2 == 0 else part for at, part in enumerate(parts)]
    said = "".join(made)
    return (
        text
        if any(is_first_person_verb(word) for word in _words(said)) or re.search(r"(?<!\w)(?:ما|خودمان)(?!\w)", said)
        else said
    )


def _words(text: str) -> list[str]:
    return re.findall(WORD, text)


def _passive(clause: str) -> str:
    """Return a clause with its last verb in the passive, where that is of the first person and takes an object."""
    body = clause.rstrip(_ENDS + " ")
    tail = clause[len(body) :]
    before, _, verb = body.rpartition(" ")
    past = verb_forms().get(verb, "")
    if not before or not is_first_person_verb(verb) or not _TAKES_AN_OBJECT.fullmatch(past):
        return clause
    be = _be(verb, past)
    if not be:
        return clause
    weak = past in _WEAK or (past == "داد" and _NOUN_GIVES.search(before))
    told = _US_OR_OBJECT.sub("", f"{before} ").rstrip()
    return f"{told} {be if weak else f'{_NOUNS.get(past, f"{past}ه")} {be}'}{tail}"


def _be(verb: str, past: str) -> str:
    """Return «شدن» in the tense of `verb`, empty where that is not certain."""
    denied = "ن" if verb.startswith("ن") and not past.startswith("ن") else ""
    if verb.startswith(CONTINUOUS):
        return f"{denied}می{ZWNJ}" + ("شد" if verb.endswith(f"{past}یم") else "شود")
    if verb == f"{denied}{past}یم":
        return f"{denied}شد"
    if verb.endswith(f"ه{ZWNJ}ایم"):
        return f"{denied}شده است"
    return f"{denied}شود"


def speaks_as_we(text: str) -> bool:
    """Whether `text`, without quotations, has a verb of its writer: «نداریم», «به کسی دادیم»."""
    said = (word.text for word in words_of(re.sub("«[^»]*»", "", text)))
    return any(word.endswith("یم") and (is_first_person_verb(word) or _TYPED_TOGETHER.fullmatch(word)) for word in said)


def is_passive(text: str) -> bool:
    """Whether `text` ends in «شدن» or «یافتن», as passive verbs and participles do."""
    return _PASSIVE.search(text) is not None
