"""Decoding that cannot invent: which next tokens are true to the words a sentence rests on.

Five things are held to the source while writing: numbers in digits, numbers in words, days and months,
Latin words, and text between « and ». A word of these kinds may be written only if the source has it (a
number also in its other spelling); everything else is free. The state between two tokens is the word that
is not finished yet, or the open quotation, so the mask of a state is computed once and kept.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bumi.calendar import MONTHS, WEEKDAYS
from bumi.text import ZWNJ, digits_to_latin, normal, numbers

if TYPE_CHECKING:
    import torch

__all__ = ["Guard", "Vocabulary"]

_UNITS = [
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
    "بیست",
]
_VALUES = {word: str(value) for value, word in enumerate(_UNITS, 1)}
_VALUES |= {
    word: str(30 + 10 * i) for i, word in enumerate(["سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود", "صد"])
}
_VALUES |= {
    word: str(200 + 100 * i)
    for i, word in enumerate(["دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"])
}
_SCALES = ("هزار", "میلیون", "میلیارد", "نیم", "نصف", "ثلث", "ربع")
_ORDINALS = ("اول", "نخست", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم")
_HIGHER = [f"{word}م" for word, value in _VALUES.items() if int(value) > 10 and word != "سی"]  # «سیم» is a wire
_VAGUE = (
    "ده‌ها",
    "دهها",
    "صدها",
    "هزاران",
    "هزارها",
    "میلیون‌ها",
    "میلیون‌ها",
    "میلیاردها",
    "یک‌سوم",
    "یک‌چهارم",
    "دوسوم",
    "دوبرابر",
)
_RELATIVE = ("امروز", "فردا", "دیروز", "امشب", "دیشب", "پریروز", "پس‌فردا", "امسال", "پارسال")
_COUNTED = ("روزه", "ساعته", "نفره", "ماهه", "ساله", "گانه", "هفته", "باره", "چندان", "برابر", "شنبه")
_FREE = {"یک"}  # also the article of Persian; judged by the checks, not here

_LETTER = "\u0621-\u064a\u064b-\u065f\u0670-\u06d3\u06fa-\u06ff" + ZWNJ
_DIGIT = "0-9۰-۹٠-٩"
_TAIL = re.compile(f"(?:[{_DIGIT}][{_DIGIT}.,/:٫٬]*|[A-Za-z]+|[{_LETTER}]+)$")
_WORD = re.compile(f"[{_DIGIT}]+(?:[.,/:٫٬][{_DIGIT}]+)*|[A-Za-z]+|[{_LETTER}]+")
_QUOTED = re.compile("«([^»]*)»")
_SIMPLE = re.compile(f"(?P<gap>[ ،؛:.!؟()\\-–]*)(?P<letters>[{_LETTER}]*)")


class Vocabulary:
    """What each token writes; made once for a tokenizer."""

    def __init__(self, tokenizer: Any) -> None:
        import torch

        self.end: int = tokenizer.eos_token_id
        self.size = len(tokenizer)
        tokens = tokenizer.convert_ids_to_tokens(list(range(self.size)))
        special = set(tokenizer.all_special_ids)
        self.text = ["" if i in special else _written(token) for i, token in enumerate(tokens)]
        self.simple = torch.zeros(self.size, dtype=torch.bool)
        self.gap_first = torch.zeros(self.size, dtype=torch.bool)
        self.complex: list[int] = []
        self.separators: list[int] = []
        for i, text in enumerate(self.text):
            if not text:
                continue
            match = _SIMPLE.fullmatch(text)
            if match is None or len(match["gap"]) > 3:
                self.complex.append(i)
                continue
            self.simple[i] = True
            self.gap_first[i] = bool(match["gap"])
            if text[0] in ".:":
                self.separators.append(i)


class Guard:
    """The tokens that may follow, for one sentence that rests on `source` (any text)."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        source = normal(source)
        self._vocabulary = vocabulary
        self._numbers = {value for _, _, value in numbers(source)}
        said = {digits_to_latin(word) for word in _WORD.findall(source)}
        pieces = {piece for word in said - set(WEEKDAYS) for piece in word.split(ZWNJ)}
        self._numbers |= {_VALUES[word] for word in pieces if word in _VALUES}
        self._latin = {word for word in said if word.isascii() and word.isalpha()}
        self._quotations = {f"{text}»" for text in _QUOTED.findall(source)}
        months = {f"{month}{gap}ماه" for month in MONTHS if month in pieces for gap in ("", ZWNJ)}
        self._forbidden = frozenset(_guarded(self._numbers) - said - pieces - months)
        self._complex = [i for i in vocabulary.complex if self._possible(vocabulary.text[i])]
        inside = "\n".join(self._quotations)
        self._quoting = [i for i, text in enumerate(vocabulary.text) if text and (text in inside or "»" in text)]
        self._masks: dict[str, torch.Tensor] = {}

    def mask(self, written: str) -> "torch.Tensor":
        """Return which tokens may follow `written` (bool, vocabulary size)."""
        state = self._state(written)
        if state not in self._masks:
            self._masks[state] = self._compute(state)
        return self._masks[state]

    def violations(self, text: str) -> list[str]:
        """Return what in a whole `text` the source does not have; empty when the guard was kept."""
        outside = _QUOTED.sub(" ", text)
        words = [word for word in _WORD.findall(outside) if not self._legal_word(word)]
        return words + [f"«{quoted}»" for quoted in _QUOTED.findall(text) if f"{quoted}»" not in self._quotations]

    def _state(self, written: str) -> str:
        opened = written.rfind("«")
        if opened > written.rfind("»"):
            return written[opened:]
        match = _TAIL.search(written)
        tail = match.group() if match else ""
        if not tail or not _is_letters(tail):
            return tail
        return tail if any(word.startswith(tail) for word in self._forbidden) else "ـ"

    def _compute(self, state: str) -> "torch.Tensor":
        import torch

        vocabulary = self._vocabulary
        letters, quoting = not state or _is_letters(state), state.startswith("«")
        ends = not quoting and (state not in self._forbidden if letters else self._legal_word(state))
        mask = torch.zeros(vocabulary.size, dtype=torch.bool)
        if ends:
            mask |= vocabulary.simple & vocabulary.gap_first
        if letters:
            mask |= vocabulary.simple & ~vocabulary.gap_first
        judged = self._quoting if quoting else [*self._complex, *([] if letters else vocabulary.separators)]
        mask[[i for i in judged if self._legal(state, vocabulary.text[i])]] = True
        mask[vocabulary.end] = ends
        return mask

    def _possible(self, text: str) -> bool:
        """Whether a token with digits, Latin or quotation marks can be legal at all: cuts thousands to a few."""
        known = " ".join(self._latin | self._numbers)
        return all(run in known for run in re.findall("[A-Za-z]+|[0-9]+", digits_to_latin(text)))

    def _legal(self, state: str, text: str) -> bool:
        """Whether `text` may follow: every word it finishes is legal and the unfinished one can become so."""
        whole = state + text
        opened = whole.rfind("«")
        if opened > whole.rfind("»"):
            if not any(quoted.startswith(whole[opened + 1 :]) for quoted in self._quotations):
                return False
            whole = whole[:opened] + " "
        if any(f"{quoted}»" not in self._quotations for quoted in _QUOTED.findall(whole)):
            return False
        bare = _QUOTED.sub(" ", whole)
        if any(mark in bare for mark in '»"“”‘’'):
            return False
        tail = _TAIL.search(bare)
        finished = _WORD.findall(bare[: tail.start()] if tail else bare)
        return all(map(self._legal_word, finished)) and (tail is None or self._legal_start(tail.group()))

    def _legal_word(self, word: str) -> bool:
        latin = digits_to_latin(word).rstrip(".,/:٫٬")
        if latin[:1].isdigit():
            return latin in self._numbers
        if word.isascii():
            return word in self._latin
        return word not in self._forbidden

    def _legal_start(self, tail: str) -> bool:
        latin = digits_to_latin(tail)
        if latin[:1].isdigit():
            return any(number.startswith(latin) for number in self._numbers) or latin.rstrip(".,/:٫٬") in self._numbers
        return not tail.isascii() or any(word.startswith(tail) for word in self._latin)


def _written(token: str) -> str:
    """Return what a token writes; nothing for single bytes and line breaks, which are never allowed."""
    return "" if token.startswith("<0x") or "\n" in token or "\t" in token else token.replace("▁", " ")


def _is_letters(text: str) -> bool:
    return text[0] != "«" and not text[0].isascii() and not text[0].isdigit()


def _guarded(known: Iterable[str]) -> set[str]:
    """Every word that needs the source, less the spellings of the numbers that the source has."""
    has = set(known)
    free = {word for word, value in _VALUES.items() if value in has} | _FREE
    counted = {
        f"{word}{gap}{unit}"
        for word in (*_VALUES, *_SCALES)
        if word not in free
        for gap in ("", ZWNJ)
        for unit in _COUNTED
    }
    months = {f"{month}{rest}" for month in MONTHS for rest in ("", "ماه", f"{ZWNJ}ماه")}
    ordinals = {f"{word}{rest}" for word in (*_ORDINALS, *_HIGHER) for rest in ("", "ین")}
    joined = {day.replace(ZWNJ, "") for day in WEEKDAYS}
    plain = (set(_VALUES) - free) | set(_SCALES) | set(_VAGUE) | set(_RELATIVE) | set(WEEKDAYS) | {"سه شنبه"}
    return {normal(word) for word in plain | counted | months | ordinals | joined}
