"""Constrain decoding to a source: which next tokens write no value that the source does not have.

Five kinds of words must be in the source: numbers in digits, numbers in words, days and months, words of other
scripts, and text between « and » (a number also in its other spelling); everything else is free. The state between two
tokens is the unfinished word or the open quotation, so the mask of a state is computed once and kept.
"""

from typing import TYPE_CHECKING

from bumi.models.constraints.source_vocabulary import SourceVocabulary, is_persian, tail_of
from bumi.models.constraints.tokens import COMPLETIONS, TokenVocabulary, completes, is_whole, joined, parted
from bumi.persian.text import ZWNJ

if TYPE_CHECKING:
    import torch


def violations(source: str, text: str) -> list[str]:
    """Return what in a whole `text` the `source` does not have; empty when the guard was, or could have been, kept."""
    return SourceVocabulary(source).violations(text)


class Guard:
    """The tokens that may follow, for one sentence that rests on `source` (any text)."""

    def __init__(self, source: str, vocabulary: TokenVocabulary) -> None:
        self.vocabulary = vocabulary
        self._known = SourceVocabulary(source)
        self._complex = [i for runs, ids in vocabulary.complex.items() if self._known.has(runs) for i in ids]
        self._quoting = _quoting(self._known.quoted(), vocabulary)
        self._masks: dict[str, torch.Tensor] = {}

    def mask(self, written: str) -> "torch.Tensor":
        """Return which tokens may follow `written` (bool, vocabulary size)."""
        whole, part = parted(written)
        state = self._state(whole) + part
        if state not in self._masks:
            self._masks[state] = self._compute(state)
        return self._masks[state]

    def violations(self, text: str) -> list[str]:
        """Return what in a whole `text` the source does not have; empty when the guard was kept."""
        return self._known.violations(text)

    def _state(self, written: str) -> str:
        opened = written.rfind("«")
        if opened > written.rfind("»"):
            return written[opened:]
        tail = tail_of(written)
        return self._known.relevant(tail) if is_persian(tail) else tail

    def _compute(self, state: str) -> "torch.Tensor":
        import torch

        vocabulary = self.vocabulary
        mask = torch.zeros(vocabulary.size, dtype=torch.bool)
        if part := parted(state)[1]:
            judged = [i for i in vocabulary.continuing if completes(part, vocabulary.text[i])]
        elif state.startswith("«"):
            judged = self._quoting
        else:
            judged = self._complex
            letters = not state or is_persian(state)
            ends = not state or (self._known.word(state) and not state.endswith(ZWNJ))
            promised = self._known.promised(state) if letters else []
            if promised:
                judged = judged + vocabulary.joiners + [i for i in vocabulary.letters if self._keeps(promised, i)]
            elif letters:
                mask |= vocabulary.simple & ~vocabulary.gap_first
                if not ends:
                    mask[vocabulary.joiners] = False
                    judged = judged + vocabulary.joiners
            if ends:
                mask |= vocabulary.simple & vocabulary.gap_first
                mask[vocabulary.ends] = True
            elif not letters:
                judged = judged + vocabulary.separators
        mask[[i for i in judged if self._legal(joined(state, vocabulary.text[i]))]] = True
        return mask

    def _keeps(self, promised: list[str], token: int) -> bool:
        return any(rest.startswith(self.vocabulary.text[token]) for rest in promised)

    def _legal(self, text: str) -> bool:
        """Whether a text may begin so; a part of a character may stand where one of its completions may."""
        whole, part = parted(text)
        if part:
            return any(self._legal(whole + char) for char in COMPLETIONS.get(part, ""))
        return is_whole(text) and self._known.allows(text)


def _quoting(quoted: str, vocabulary: TokenVocabulary) -> list[int]:
    """Return the tokens that may stand in or close a quotation."""
    if not quoted:
        return []
    return [i for i, text in enumerate(vocabulary.text) if text and (parted(text)[1] or text in quoted or "»" in text)]
