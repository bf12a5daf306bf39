"""A note of a brief as its words and marks: which gaps there are between them, and what each lets stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bumi.calendar import MONTHS, WEEKDAYS
from bumi.language import parts_of_speech, verb_forms, verb_roots
from bumi.text import digits_to_persian, normal
from models.gaps import Gap

__all__ = ["BEGINNINGS", "Note"]

BEGINNINGS = (Gap.START, Gap.LABELLED)
_MARKS = {"،": Gap.SOFT, ":": Gap.LABEL, "→": Gap.ARROW, "=": Gap.EQUALS, "؟": Gap.ASK, "+": Gap.PLUS, "/": Gap.PLUS}
_CHUNKS = re.compile(r"\s+|([+=→؟()])|(?<=\D)(/)(?=\D)")
_PUNCTUATION = "،؛:.!-–—/+|=→←•*()؟"
_NO = "نه"
_MEANS = "یعنی"  # no verb, and all the verb that its clause needs
_SAID_NO = "نه نیست نیستند نبود ندارد ندارند نداشت نمی‌شود نمی‌شوند نشد نشدند".split()  # noqa: SIM905
_WITHOUT_EZAFE = ("جلو", "رو", "بالا", "پهلو")  # as they are often noted
_NEEDLESS = frozenset(("و", "هم", "نیز"))  # words that a sentence can do without
_CLOCK = re.compile("[۰-۹]{1,2}(?::[۰-۹]{2})?")
_LINE = re.compile("[۰-۹]{3,}(?:-[۰-۹]+)?")
_AFTER_AN_HOUR = frozenset(("تا", "الی", "و", "صبح", "ظهر", "عصر", "شب", "بامداد", "هر", *WEEKDAYS))
_UNITS = "سال ساله نفر درصد هزار میلیون جلد کیلومتر متر درجه روز ماه هفته جلسه کیلو"
_COUNTED = frozenset((*MONTHS, *_UNITS.split()))  # what a span is of that is no hours
_TO = ("تا", "الی")
_PREVERB = re.compile("^(?:بر|در|باز|فرا|فرو|وا)(?=ن?می|ن)")
_SUBORDINATING = ("اگر", "چون", "تا", "جز", "مگر", "نه", "وقتی", "که")
_SUBJUNCTIVE = re.compile("ب(?!ود|رد).*(?<!ی)(?:د|ند)|(?:باش|شو|کن|ده)(?:د|ند)")
_ORDER = re.compile("(?:ب|ن)?.*ید")
_REFUSED = (_NO, "ممنوع", "غیرمجاز")
_TAKEN = ("تماس", "شرکت", "مراجعه", "همراه", "استفاده")  # nouns that are the object already
_UNGOVERNING = ("بود", "شد", "رفت", "آمد", "ماند", "رسید")  # verbs that have no object


class _Word(NamedTuple):
    text: str
    brackets: str  # that the note has before and after it
    mark: Gap | None  # the mark after it
    closing: bool | None  # whether it is a finite verb, which ends its clause; None where it may be a noun too


class Note:
    """The words of `source` in their order; each line of it is a part by itself. Places are counted in words said."""

    def __init__(self, source: str) -> None:
        self._words = _words(source)

    def gap(self, at: int) -> Gap:
        """Return the kind of the gap after `at` words."""
        if at == 0:
            return Gap.LABELLED if self._next_mark(0) is Gap.LABEL else Gap.START
        if at == len(self._words):
            return Gap.END
        if self._words[at].text == _NO:
            return Gap.NO
        before = self._words[at - 1]
        return before.mark or (Gap.CLOSED if before.closing else Gap.INNER)

    def closed(self, at: int) -> bool | None:
        """Whether the clause before `at` has a verb of its own; None where its last word may be a noun.

        Inside a clause a bare past stem is taken for the noun that it mostly is («برگشت رایگان»).
        """
        if not at or self._words[at - 1].closing:
            return bool(at)
        start = max((i for i, word in enumerate(self._words[: at - 1], 1) if word.mark), default=0)
        verbs = (word for word in self._words[start:at] if word.closing and word.text not in verb_roots())
        return any(verbs) or self._words[at - 1].closing

    def ends_clause(self, at: int) -> bool:
        """Whether a clause that has a verb of its own ends at `at`."""
        inside = at == 0 or (not self._words[at - 1].mark and self._words[at - 1].text in verb_roots())
        return not inside and bool(self.closed(at))

    def denies(self, at: int) -> bool:
        """Whether the verb before `at` has to be a denied one: «هیچ» was said, and no verb since."""
        after = max((i for i, word in enumerate(self._words[:at], 1) if word.closing), default=0)
        return any(word.text.startswith("هیچ") for word in self._words[after:at])

    def closes(self, at: int) -> bool:
        """Whether the clause from `at` on ends in a verb of its own."""
        return bool((ahead := self._clause(at)) and ahead[-1].closing)

    def governs(self, at: int) -> bool:
        """Whether that verb has an object."""
        return self.closes(at) and verb_forms().get(self._clause(at)[-1].text) not in _UNGOVERNING

    def is_sentence(self) -> bool:
        """Whether the note is a sentence, or several, as it stands: each of its clauses ends in a verb of its own."""
        ends = [at for at, word in enumerate(self._words, 1) if word.mark or at == len(self._words)]
        marks = {word.mark for word in self._words}
        return marks <= {None, Gap.SOFT} and all(self.closed(at) and self._words[at - 1].text != _NO for at in ends)

    def marks(self) -> int:
        """Return how many marks part the note: as many facts, and one, are in it at most."""
        return sum(bool(word.mark) for word in self._words[:-1]) + sum("(" in word.brackets for word in self._words)

    def said(self, start: int, end: int) -> list[str]:
        """Return the words between two places."""
        return [word.text for word in self._words[start:end]]

    def reachable(self, at: int) -> Iterator[int]:
        """Yield the words that may be said next: the one at hand, and those after needless ones."""
        for said in range(at, len(self._words)):
            yield said
            if self._words[said].text not in _NEEDLESS:
                return

    def forms(self, at: int) -> tuple[str, ...]:
        """Return how the word at `at` may be said: as it is, with the ezafe it leaves out, or «نه» as a verb."""
        word, brackets = self._words[at].text, self._words[at].brackets
        if brackets:
            return word, f"{brackets.rstrip(')')}{word}{brackets.lstrip('(')}"
        if word == _NO:
            return (*_SAID_NO, *(f"ن{other.text}" for other in self._words if other.text.startswith("می\u200c")))
        return (word, f"{word}ی") if word in _WITHOUT_EZAFE else (word,)

    def unfitting(self, at: int) -> frozenset[str]:
        """Return the words that what comes next does not let stand in the gap after `at` words.

        «ساعت» comes before a clock time, «شماره» before a telephone line, «از» before a span, «اگر» before a question;
        a clause that has its verb lacks nothing but «را»; what is forbidden is not told as «انجام» with its neighbour.
        """
        gap, ahead, closes = self.gap(at), self._clause(at), self.closes(at)
        inner, line = gap is Gap.INNER, bool(ahead and _LINE.fullmatch(ahead[0].text))
        spans = any(word.text in _TO for word in ahead[1:3]) or self._next_mark(at) is Gap.ARROW
        fitting = {
            "ساعت": self._is_clock(at),
            "شماره": line,
            "با": line or not inner,
            "از": spans or gap is Gap.LABEL,
            "و": not self._hangs(at) and not (ahead and self._subordinates(at, ahead[0].text)),
            "اما": not self._hangs(at),
            "را": not (inner and closes) or self._orders(at),
            "اگر": closes and self._next_mark(at) is Gap.ASK,
            "انجام": not (ahead and ahead[-1].text in _REFUSED),
            "آن": not (inner and closes),
            "آن‌ها": not (inner and closes),
        }
        return frozenset(word for word, fits in fitting.items() if not fits)

    def _is_clock(self, at: int) -> bool:
        ahead = self._clause(at)
        if not ahead or not _CLOCK.fullmatch(ahead[0].text):
            return False
        if len(ahead) > 2 and ahead[1].text in _TO:
            return bool(_CLOCK.fullmatch(ahead[2].text)) and (len(ahead) == 3 or ahead[3].text not in _COUNTED)
        return len(ahead) == 1 or ahead[1].text in _AFTER_AN_HOUR

    def _subordinates(self, at: int, word: str) -> bool:
        """Whether the clause from `at` on hangs on the one before; «تا» without a verb is a preposition."""
        return word in _SUBORDINATING and (word != "تا" or self.closes(at))

    def _hangs(self, at: int) -> bool:
        """Whether the clause before `at` hangs on the next one: its verb is a subjunctive («هر کس بیاورد، ...»)."""
        verb = self._words[at - 1] if at else None
        return bool(verb and verb.closing and _SUBJUNCTIVE.fullmatch(verb.text))

    def _orders(self, at: int) -> bool:
        """Whether the clause from `at` on tells people what to do, and to what."""
        ahead = self._clause(at)
        return bool(ahead and _ORDER.fullmatch(ahead[-1].text) and (len(ahead) < 2 or ahead[-2].text not in _TAKEN))

    def _next_mark(self, at: int) -> Gap | None:
        return ahead[-1].mark if (ahead := self._clause(at)) else None

    def _clause(self, at: int) -> list[_Word]:
        """Return the words from `at` to the next mark or verb."""
        words = []
        for word in self._words[at:]:
            words.append(word)
            if word.mark or word.closing:
                break
        return words


def _words(source: str) -> list[_Word]:
    """Return the words of a note with the marks after them."""
    words: list[_Word] = []
    for line in digits_to_persian(normal(source)).split("\n"):
        opened = ""
        if words and words[-1].mark is not Gap.NOTES:
            words[-1] = words[-1]._replace(mark=Gap.PART if line else Gap.NOTES)
        for chunk in filter(None, _CHUNKS.split(line)):
            bare, last = chunk.strip(_PUNCTUATION), words[-1] if words else None
            if bare:
                words.append(_Word(bare, opened, None, _closing(bare.strip("«»"))))
                opened, last = "", words[-1]
            elif chunk == "(":
                opened = "("
            elif chunk == ")" and last:
                words[-1] = last = last._replace(brackets=f"{last.brackets})")
            mark = chunk[len(chunk.rstrip(_PUNCTUATION)) :][:1]
            if last and mark:
                words[-1] = words[-1]._replace(mark=last.mark or _MARKS.get(mark, Gap.SOFT))
    while words and words[-1].text in _NEEDLESS - {"هم"}:
        words.pop()
    return words


@cache
def _closing(word: str) -> bool | None:
    """Whether a word is a finite verb; None where it may be a noun as well, as «پخت» is.

    The second person singular is left out: a newsroom has no use for it, and «تولیدی» would be one.
    """
    bare = _PREVERB.sub("", word) or word
    fallen = f"ا{word[2:]}" if word[:2] in ("بی", "نی") else word  # نیفتند: افتند
    finite = not verb_forms().keys().isdisjoint((word, bare, fallen)) and not word.endswith(("ه", "ی"))
    if word == _MEANS:
        return True
    if word != _NO and finite and "N" in parts_of_speech().get(word, frozenset()):
        return None
    return word == _NO or finite
