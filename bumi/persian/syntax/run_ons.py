"""Find clauses that run on without a mark, as speech puts them: «بلیت ندارد ثبت‌نام هم نمی‌خواهد»; part or join them."""

import re
from itertools import pairwise

from bumi.persian.patterns import CONTINUOUS
from bumi.persian.syntax.moods import ends_in_second_person, is_subjunctive_or_command
from bumi.persian.syntax.words import NO, Word, word_list, words_of
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import finite, is_past

_LINKED = re.compile(r"(?<!\w)(?:اگر|که|(?<![0-9۰-۹] )تا|و|وقتی|چون|چه|یا|ولی|اما|مگر|بلکه|هر)(?!\w)")
_PAST = re.compile(r"(?!ن?خواه|ن?باید|شاید|ن?می|ب|ن?شد)\w+[دت]")
_PARTICIPLE = re.compile(r"ن?(?:رفت|گرفت|شد|کرد|داد|زد|آمد|خورد|دید|بود|داشت|گذاشت|ماند|ریخت|ساخت)ه")
_WAS = re.compile("ن?شد|ن?بود|ن?داشت")
_SAYING = re.compile(rf"ن?می{ZWNJ}(?:توان|گوی|شو)\w*|(?:گفت|خواست|دید|توانست)(?:ند)?")
_WISHING = re.compile(rf"ن?می{ZWNJ}(?:خواه|گذار|ده)\w*|ن?گذاشت(?:ند)?|ن?خواه\w*|ن?باید|شاید")
_SUPPOSES = frozenset(("که", "اگر", "وقتی", "چون", "هر", "تا", "چنانچه"))  # before a verb whose clause another goes on
_HAS = ("دارد", "دارند", "داشت", "داشتند")  # «دارند لوله می‌اندازند» is one verb
_NO_VERBS = (NO, "یعنی")  # that end a clause as verbs do
_MARKS = "،؛.:؟!)"
_LEAST = 2  # words of a clause


def is_run_on(part: str) -> bool:
    """Whether speech has put two clauses side by side: «دیر برسید در بسته است» without «اگر», «ول کرد رفت»."""
    if _LINKED.search(part):
        return False
    said = words_of(part)
    condition = any(word.closing and word.text.endswith("ید") for word in said[:-1])
    serial = any(a.closing and _PAST.fullmatch(a.text) and _PAST.fullmatch(b.text) for a, b in pairwise(said))
    if said[-1].text.startswith(("می\u200c", "نمی\u200c")):  # «تیم کامل نبود بازی نمی‌کند»
        condition = condition or any(_WAS.fullmatch(word.text) for word in said[1:-1])
    return serial or (condition and not said[-1].text.endswith("ید")) or _second_clause(said) > 0


def joined_run_on(note: str) -> str:
    """Return a note of two clauses that run on as one sentence, empty where it is no such note.

    A first clause in the subjunctive, or of what the reader did, is a condition: «باد شدید شود برنامه لغو می‌شود» is
    «اگر باد شدید شود، برنامه لغو می‌شود». Any other is parted by a semicolon.
    """
    said = note.rstrip(" .").split(" ")
    at = 0 if any(mark in note for mark in "،؛:«") else _second_clause(words_of(note))
    if not at or len(words_of(note)) != len(said):
        return ""
    first, second = " ".join(said[:at]), " ".join(said[at:])
    supposed = is_subjunctive_or_command(said[at - 1]) and not said[at - 1].endswith("ید")
    return f"اگر {first}، {second}" if supposed or ends_in_second_person(first) else f"{first}؛ {second}"


def may_run_on(note: str) -> bool:
    """Whether a part of a note has two words that may be verbs, participles among them, and nothing that links them."""
    return any(not _LINKED.search(part) and _count_verbs(part) > 1 for part in re.split("[،؛]", note))


def _count_verbs(part: str) -> int:
    said = (word for word in words_of(part) if word.text not in _NO_VERBS)
    return sum(word.closing is not False or _PARTICIPLE.fullmatch(word.text) is not None for word in said)


def _second_clause(said: list[Word]) -> int:
    """Return where the second of two clauses with nothing between them begins, 0 where there are no two.

    A subjunctive behind another verb is governed by it («اجازه ندارند ... حرکت کنند»), and so is what somebody says.
    """
    text = " ".join(word.text for word in said)
    if "«" in text or _LINKED.search(text):
        return 0
    verbs = [at for at, word in enumerate(said) if at and _is_verb(word)]
    for number, (first, second) in enumerate(pairwise(verbs)):
        verb, then = said[first].text, said[second].text
        near = {said[first - 1].text, said[max(0, first - 2)].text}
        supposed = is_subjunctive_or_command(verb)
        wished = is_subjunctive_or_command(then) and not then.endswith("ید")
        orders = verb.endswith("ید") and then.endswith("ید") and not ends_in_second_person(verb)
        governed = _WISHING.fullmatch(verb) or orders or (number > 0 if supposed else wished)
        complete = any(word.text == "را" for word in said[:first])  # «قدمتش را ۷۵۰ سال می‌گویند سند نیست»
        says = not complete and (_SAYING.fullmatch(verb) or near & word_list("governing"))
        if second - first >= _LEAST and not (governed or says):
            return first + 1
    return 0


def _is_verb(word: Word) -> bool:
    if word.parted or word.text in _NO_VERBS or word.text in word_list("noun_or_past"):
        return False
    return word.closing is True or word.text == "نیست"


def separate_clauses(note: str) -> str:
    """Return a note with a semicolon behind each verb that another clause follows without a mark.

    «بلیت ندارد ثبت‌نام هم نمی‌خواهد» is two clauses. A clause that another verb governs has «که» or a subjunctive; of
    5,639 edited sentences two would get a semicolon.
    """
    if "«" in note:
        return note
    words, made, begun = note.split(" "), list[str](), 0
    for at, word in enumerate(words):
        closed = word[-1:] in _MARKS
        parts = not closed and at - begun + 1 >= _LEAST and _is_over(words, begun, at)
        made.append(f"{word}؛" if parts else word)
        begun = at + 1 if closed or parts else begun
    return " ".join(made)


def _is_over(words: list[str], begun: int, at: int) -> bool:
    """Whether the clause from `begun` ends with the word `at`, and what follows up to a mark has a verb of its own."""
    word, before = words[at], words[at - 1]
    if not finite(word) or _SAYING.fullmatch(word) or is_subjunctive_or_command(word):
        return False
    if (
        before in word_list("governing")
        or _SUPPOSES.intersection(words[begun:at])
        or words[at + 1 : at + 2][:1] == [""]
    ):
        return False
    clause = _following_clause(words[at + 1 :])
    if (
        len(clause) < _LEAST
        or clause[0] in word_list("linking")
        or finite(clause[0])
        or any(map(is_subjunctive_or_command, clause))
    ):
        return False
    goes_on = any(each.startswith(CONTINUOUS) for each in clause)
    if goes_on and (word in _HAS or is_past(word)):  # «باد تند شد راه بسته می‌شود» is a condition
        return False
    return any(finite(each) or is_past(each) for each in clause[1:])


def _following_clause(words: list[str]) -> list[str]:
    found = list[str]()
    for word in words:
        if not word[:1].isalnum():
            break
        found.append(word.rstrip(_MARKS))
        if word[-1] in _MARKS:
            break
    return found
