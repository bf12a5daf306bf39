"""The numbers, days, foreign words and quotations of a source, and whether a text has any others."""

import re

from bumi.persian.calendar import MONTHS
from bumi.persian.syntax import UNDIVIDED, VALUES, guarded
from bumi.persian.text import ZWNJ, digits_to_latin, normal, numbers

_LETTER = "\u0621-\u064a\u064b-\u065f\u0670-\u06d3\u06fa-\u06ff" + ZWNJ
_DIGIT = "0-9۰-۹٠-٩"
_FOREIGN = f"[^\\W_{_DIGIT}{_LETTER}]+"  # Latin, and any script that is not ours
_TAIL = re.compile(f"(?:[{_DIGIT}][{_DIGIT}.,/:٫٬]*|{_FOREIGN}|[{_LETTER}]+)$")
_WORD = re.compile(f"[{_DIGIT}]+(?:[.,/:٫٬][{_DIGIT}]+)*|{_FOREIGN}|[{_LETTER}]+")
_PERSIAN = re.compile(f"[{_LETTER}]")
_QUOTED = re.compile("«([^»]*)»")
_MARK = re.compile("[«»\"“”„‘’']")
_UNSEEN = re.compile("[\u0640\u064b-\u065f\u0670]")  # vowel signs and the stretching line make no other word
_JOINERS = re.compile(f"{ZWNJ}+")
_SEPARATORS = ".,/:٫٬"


class SourceVocabulary:
    """The numbers, words of other scripts, quotations and guarded words of `source` (any text).

    A number is known in both its spellings. A guarded word is one by itself or beside a half-space, so «سه‌نفر»
    needs a «سه»; a whole word of the source, as «سه‌شنبه», may be said, and have endings.
    """

    def __init__(self, source: str) -> None:
        source = normal(source)
        words = [_bare(digits_to_latin(word)) for word in _WORD.findall(source)]
        self._said = set(words)
        pieces = {piece for word in self._said - UNDIVIDED for piece in word.split(ZWNJ)}
        self._numbers = {value for _, _, value in numbers(source)} | {VALUES[it] for it in pieces if it in VALUES}
        self._foreign = {word for word in self._said if not word[:1].isdigit() and not is_persian(word)}
        self._quotations = {f"{text}»" for text in _QUOTED.findall(source)}
        months = {f"{month}{gap}ماه" for month in MONTHS if month in pieces for gap in ("", ZWNJ)}
        known = frozenset(self._numbers & set(VALUES.values()))
        self._forbidden = guarded(known) - self._said - pieces - months
        compounds = {word for word in self._said if ZWNJ in word}
        self._starts = {word[:n] for word in self._forbidden | compounds for n in range(len(word) + 1)}
        self._text = " ".join([digits_to_latin(source).replace("\n", " "), *self._numbers])

    def violations(self, text: str) -> list[str]:
        """Return what in a whole `text` the source does not have."""
        text = normal(text)
        outside = _QUOTED.sub(" ", text)
        words = [word for word in _WORD.findall(outside) if not self.word(word)]
        return words + [f"«{it}»" for it in _QUOTED.findall(text) if not self.quotation(it)] + _MARK.findall(outside)

    def allows(self, text: str) -> bool:
        """Whether `text` may stand as the beginning of a text: every word is known, and the last can become so."""
        opened = text.rfind("«")
        if opened > text.rfind("»"):
            if not any(it.startswith(text[opened + 1 :]) for it in self._quotations):
                return False
            text = text[:opened] + " "
        outside = _QUOTED.sub(" ", text)
        if ZWNJ * 2 in outside:
            return False
        if not all(map(self.quotation, _QUOTED.findall(text))) or _MARK.search(outside):
            return False
        tail = tail_of(outside)
        finished = _WORD.findall(outside[: len(outside) - len(tail)])
        return all(map(self.word, finished)) and (not tail or self._can_become_known(tail))

    def word(self, word: str) -> bool:
        """Whether the source has the whole `word`, or it is one that needs no source."""
        latin = digits_to_latin(word).rstrip(_SEPARATORS)
        if latin[:1].isdigit():
            return latin in self._numbers
        if not is_persian(word):
            return word in self._foreign
        return self._persian(_bare(word))

    def quotation(self, text: str) -> bool:
        """Whether the source quotes `text`, whole."""
        return f"{text}»" in self._quotations

    def quoted(self) -> str:
        """Return all quotations with their closing marks, a line each."""
        return "\n".join(self._quotations)

    def has(self, runs: tuple[str, ...]) -> bool:
        """Whether the source has all of these digits, foreign letters and signs."""
        return all(run in self._text for run in runs)

    def relevant(self, word: str) -> str:
        """Return the state of an unfinished Persian `word`: one value for all that no guarded word begins with."""
        bare = _bare(word, whole=False)
        if bare in self._starts:
            return bare
        before, joiner, last = bare.rpartition(ZWNJ)
        return (_ANY + joiner if before else "") + last if last in self._starts else _ANY

    def promised(self, word: str) -> list[str]:
        """Return the required continuations of `word`, where it is valid only as a prefix of words of the source."""
        finished, joiner, _ = word.rpartition(ZWNJ)
        if not joiner or self._persian(_bare(finished)):
            return []
        return [said.removeprefix(word) for said in self._said if said.startswith(word)]

    def _persian(self, word: str) -> bool:
        if word in self._said:
            return True
        return word not in self._forbidden and not any(piece in self._forbidden for piece in self._new_pieces(word))

    def _can_become_known(self, tail: str) -> bool:
        latin = digits_to_latin(tail)
        if latin[:1].isdigit():
            return latin.rstrip(_SEPARATORS) in self._numbers or any(it.startswith(latin) for it in self._numbers)
        if not is_persian(tail):
            return any(word.startswith(tail) for word in self._foreign)
        bare = _bare(tail, whole=False)
        finished, joiner, _ = bare.rpartition(ZWNJ)
        return not joiner or any(word.startswith(bare) for word in self._said) or self._persian(finished)

    def _new_pieces(self, word: str) -> list[str]:
        """Return the parts between half-spaces, without those at its beginning that are a word of the source."""
        pieces = word.split(ZWNJ)
        said = (n for n in range(len(pieces), 0, -1) if ZWNJ.join(pieces[:n]) in self._said)
        return pieces[next(said, 0) :]


_ANY = "ءء"  # stands for any word that is not guarded


def is_persian(text: str) -> bool:
    """Whether `text` begins with a Persian letter."""
    return bool(_PERSIAN.match(text))


def tail_of(text: str) -> str:
    """Return the word at the end of `text` that may not be finished: digits, Persian or foreign letters."""
    match = _TAIL.search(text)
    return match.group() if match else ""


def _bare(word: str, whole: bool = True) -> str:
    """Return `word` without what is not seen in it; of a `whole` one, no half-space stands at its end."""
    bare = _JOINERS.sub(ZWNJ, _UNSEEN.sub("", word)).removeprefix(ZWNJ)
    return bare.removesuffix(ZWNJ) if whole else bare
