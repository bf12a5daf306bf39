"""A note of a brief as its words and marks: which gaps there are between them, and what is before and behind each."""

from collections.abc import Iterator

from bumi.calendar import MONTHS
from bumi.language import verb_forms, verb_roots
from bumi.text import digits_to_persian
from models.constraints.collocations import is_time
from models.constraints.insertions import Gap
from models.constraints.units import is_bare, units
from models.constraints.words import NEEDLESS, NO, Word, words_of

__all__ = ["BEGINNINGS", "DIRECTIONS", "SPANNING", "TAILS", "Note", "is_span"]

BEGINNINGS = (Gap.START, Gap.LABELLED)
DIRECTIONS = ("از", "به", "در", "تا")  # what begins with one has its preposition
SPANNING = frozenset(("تا", "الی"))
_EVEN = "حتی"
_WHICH = "که"
TAILS = ("مگر", "جز", "به‌جز", _EVEN, NO)  # what comes after them leans on the clause before
_ADVERBIAL = ("از", "با", "بدون", "تا", "به", "برای", "در", "فقط", "مثل", "بیشتر", "هر", "روزی", "هفته‌ای", "ماهی")
_OBJECT = "را"
_SENTENCE = 4  # words, at least
_SAID_NO = "نه نیست نیستند نبود ندارد ندارند نداشت نمی‌شود نمی‌شوند نشود نباشد نشد نشدند".split()  # noqa: SIM905
_WITHOUT_EZAFE = ("جلو", "رو", "بالا", "پهلو")  # as they are often noted
_GONE = ("پارسال", "گذشته", "دیروز", "دیشب")
_NOW = ("حالا", "اکنون", "الان", "فعلاً")
_PRESENT = ("امسال", "امروز", *_NOW)
_UNGOVERNING = ("بود", "شد", "رفت", "آمد", "ماند", "رسید")  # verbs that have no object


def is_span(when: str) -> bool:
    """Whether `when` is more than a moment: «۱ تا ۳۰ آبان», «شنبه و یکشنبه», «۸ تا ۱۲»."""
    return not {*SPANNING, "و"}.isdisjoint(when.split())


class Note:
    """The words of `source` in their order; each line of it is a part by itself. Places are counted in words said."""

    def __init__(self, source: str) -> None:
        self.words, self._units = words_of(source), units(digits_to_persian(source))

    def gap(self, at: int) -> Gap:
        """Return the kind of the gap after `at` words."""
        if at == 0:
            return Gap.LABELLED if self.next_mark(0) is Gap.LABEL else Gap.START
        if at == len(self.words):
            return Gap.END
        if self.words[at].text == NO and self.words[at].closing:
            return Gap.NO
        before = self.words[at - 1]
        if self.words[at].text == _WHICH and not before.mark and not before.closing:
            return Gap.RELATIVE
        return before.mark or (Gap.CLOSED if before.closing else Gap.INNER)

    def closed(self, at: int) -> bool | None:
        """Whether the clause before `at` has a verb of its own; None where its last word may be a noun.

        Inside a clause a bare past stem is taken for the noun that it mostly is («برگشت رایگان»).
        """
        if not at or self.words[at - 1].closing:
            return bool(at)
        start = self._parted(at)
        verbs = (word for word in self.words[start:at] if word.closing and word.text not in verb_roots())
        return any(verbs) or self.words[at - 1].closing

    def leans(self, since: int, at: int) -> bool | None:
        """Whether what is said from `since` on, where a clause ended, leans on it: «پهپاد ممنوع است، مگر با نامه».

        None where it may have a verb too: «حتی در تیر خنک است», «نقش را بی‌طرح می‌دوزند، از حفظ».
        """
        tail = self.words[since].text if 0 < since < at else ""
        if tail in _ADVERBIAL or is_time(tail) or self.has_object(at):
            return None
        return None if tail == _EVEN else tail in TAILS

    def ends_clause(self, at: int) -> bool:
        """Whether a clause that has a verb of its own ends at `at`."""
        inside = at == 0 or (not self.words[at - 1].mark and self.words[at - 1].text in verb_roots())
        return not inside and bool(self.closed(at))

    def denies(self, at: int) -> bool:
        """Whether the verb before `at` has to be a denied one: «هیچ» was said, and no verb since."""
        after = max((i for i, word in enumerate(self.words[:at], 1) if word.closing), default=0)
        return any(word.text.startswith("هیچ") for word in self.words[after:at])

    def is_gone(self, at: int) -> bool:
        """Whether what is said before `at` is of a time that is over: «پارسال» and no «امسال» since."""
        times = [word.text for word in self.words[:at] if word.text in (*_GONE, *_PRESENT)]
        return bool(times) and times[-1] in _GONE

    def is_now(self, at: int) -> bool:
        """Whether the clause before `at` says how things are at present: «قبلاً ۷ بار، حالا ۲ بار»."""
        said = self.said(self._parted(at), at)
        return any(word in _NOW and "تا" not in said[max(0, i - 1) : i] for i, word in enumerate(said))

    def has_object(self, at: int) -> bool:
        """Whether the clause before `at`, without a verb yet, has an object: «بنزین را شورا»."""
        return _OBJECT in self.said(self.verbless(at), at)

    def verbless(self, at: int) -> int:
        """Return the place behind the last mark or verb before the word at `at` - 1."""
        return max(
            (i for i, word in enumerate(self.words[: max(0, at - 1)], 1) if word.mark or word.closing), default=0
        )

    def _parted(self, at: int) -> int:
        """Return the place behind the last mark before the word at `at` - 1."""
        return max((i for i, word in enumerate(self.words[: max(0, at - 1)], 1) if word.mark), default=0)

    def closes(self, at: int) -> bool:
        """Whether the clause from `at` on ends in a verb of its own."""
        return bool((ahead := self.clause(at)) and ahead[-1].closing)

    def announces(self, at: int) -> bool:
        """Whether a whole sentence comes after `at`: «نکته: پیوند ناشناس باز نشود»."""
        return self.closes(at) and len(self.clause(at)) >= _SENTENCE

    def governs(self, at: int) -> bool:
        """Whether that verb has an object."""
        return self.closes(at) and verb_forms().get(self.clause(at)[-1].text) not in _UNGOVERNING

    def is_sentence(self) -> bool:
        """Whether the note is a sentence, or several, as it stands: each of its clauses ends in a verb of its own."""
        ends = [at for at, word in enumerate(self.words, 1) if word.mark or at == len(self.words)]
        marks = {word.mark for word in self.words}
        return marks <= {None, Gap.SOFT, Gap.BREAK} and all(
            self.closed(at) and self.words[at - 1].text != NO for at in ends
        )

    def marks(self) -> int:
        """Return how many marks part the note: as many facts, and one, are in it at most."""
        return sum(bool(word.mark) for word in self.words[:-1]) + sum("(" in word.brackets for word in self.words)

    def said(self, start: int, end: int) -> list[str]:
        """Return the words between two places."""
        return [word.text for word in self.words[start:end]]

    def reachable(self, at: int) -> Iterator[int]:
        """Yield the words that may be said next: the one at hand, and those after needless ones."""
        for said in range(at, len(self.words)):
            yield said
            if self.words[said].text not in NEEDLESS:
                return

    def forms(self, at: int) -> tuple[str, ...]:
        """Return how the word at `at` may be said: as it is, with the ezafe it leaves out, or «نه» as a verb."""
        word, brackets = self.words[at].text, self.words[at].brackets
        if brackets:
            return word, f"{brackets.rstrip(')')}{word}{brackets.lstrip('(')}"
        if word == NO and self.words[at].closing:
            return (*_SAID_NO, *(f"ن{other.text}" for other in self.words if other.text.startswith("می\u200c")))
        return (word, f"{word}ی") if word in _WITHOUT_EZAFE else (word,)

    def units(self, at: int) -> frozenset[tuple[str, ...]]:
        """Return what the number right before `at` may count, where it stands alone before a mark or the end."""
        if not at or not (self.words[at - 1].mark or at == len(self.words)):
            return frozenset()
        number, before = self.words[at - 1].text, self.words[at - 2].text if at > 1 else ""
        return self._units if is_bare(number, before) and before not in MONTHS else frozenset()

    def next_mark(self, at: int) -> Gap | None:
        """Return the mark that ends the clause from `at` on."""
        return ahead[-1].mark if (ahead := self.clause(at)) else None

    def clause(self, at: int) -> list[Word]:
        """Return the words from `at` to the next mark or verb."""
        words = []
        for word in self.words[at:]:
            words.append(word)
            if word.mark or word.closing:
                break
        return words
