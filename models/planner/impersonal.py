"""An agency's «we» in the voice of a newsroom: «لباس پاره را نمی‌پذیریم» is «لباس پاره پذیرفته نمی‌شود»."""

import re

from bumi.persian.morphology import verb_forms
from bumi.persian.text import ZWNJ
from bumi.release import is_of_us

__all__ = ["impersonal"]

_TAKES_AN_OBJECT = re.compile(
    "داد|گرفت|کرد|پذیرفت|پرداخت|فرستاد|خرید|فروخت|برد|گذاشت|ساخت|آورد|خواند|نوشت|کشید|بست|چید|شست|پخت|ریخت|کاشت|خواست"
    "|رساند|گرداند|سپرد|افزود|نمود"
)
_WEAK = ("کرد", "نمود")  # «دریافت کردن» has «دریافت شدن» for its passive
_NOUNS = {"پرداخت": "پرداخت"}  # whose participle nobody prints
_US_OR_OBJECT = re.compile(rf"(?<![\w{ZWNJ}])(?:ما(?: هم)?|را)(?![\w{ZWNJ}])\s*")
_ASKED = re.compile(
    rf"(?<=\w )(?:می{ZWNJ}خواهیم|خواهشمندیم|(?:تقاضا|درخواست|استدعا|خواهش) (?:داریم|می{ZWNJ}کنیم))(?= \S+ \S+)"
)
_NOUN_GIVES = re.compile(r"(?<!\w)(?:انجام|پایان|ادامه|تغییر|افزایش|کاهش|پوشش)$")
_ENDS = "!؟?.…؛"
_CLAUSE = re.compile(r"(\s*(?:[؛،.]\s|(?<!\w)(?:و|ولی|اما)(?!\w)(?=\s)))")


def impersonal(text: str) -> str:
    """Return `text` without the first person where each of its verbs has a certain passive, else as it is.

    Quotations are the speaker's own; a clause with «خود» or with a subject beside «ما» keeps its verb.
    """
    if "«" in text or not (_ASKED.search(text) or any(is_of_us(word) for word in _words(text))):
        return text
    text = _ASKED.sub("خواسته می‌شود", text)
    parts = _CLAUSE.split(text)
    made = [_passive(part) if at % 2 == 0 else part for at, part in enumerate(parts)]
    said = "".join(made)
    return (
        text if any(is_of_us(word) for word in _words(said)) or re.search(r"(?<!\w)(?:ما|خودمان)(?!\w)", said) else said
    )


def _words(text: str) -> list[str]:
    return re.findall(rf"[\w{ZWNJ}]+", text)


def _passive(clause: str) -> str:
    """Return a clause with its last verb in the passive, where that is of the first person and takes an object."""
    body = clause.rstrip(_ENDS + " ")
    tail = clause[len(body) :]
    before, _, verb = body.rpartition(" ")
    past = verb_forms().get(verb, "")
    if not before or not is_of_us(verb) or not _TAKES_AN_OBJECT.fullmatch(past):
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
    if verb.startswith((f"می{ZWNJ}", f"نمی{ZWNJ}")):
        return f"{denied}می{ZWNJ}" + ("شد" if verb.endswith(f"{past}یم") else "شود")
    if verb == f"{denied}{past}یم":
        return f"{denied}شد"
    if verb.endswith(f"ه{ZWNJ}ایم"):
        return f"{denied}شده است"
    return f"{denied}شود"
