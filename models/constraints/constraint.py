"""Decoding that weaves a sentence from a note: which next tokens keep to its thread.

What a note says, and of whom, is mostly told by its words and their order. Under this mask a model may write the words
of the note one after the other, none left out, and between two of them only what joins (`automaton`): nothing can be
lost, added or turned round, and the model decides what joins. In about seven of ten sentences of the pairs the notes'
words stand in the notes' order too.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from models.constraints.automaton import PAUSES, Places, Thread
from models.constraints.guard import Guard

if TYPE_CHECKING:
    import torch

    from models.constraints.tokens import Vocabulary

__all__ = ["Weave"]

_STOP = "."  # ends every sentence


class Weave:
    """The tokens that may follow in a sentence along `thread`; `guard` holds here too."""

    def __init__(self, thread: Thread, guard: Guard) -> None:
        self.vocabulary = guard.vocabulary
        self._thread, self._guard = thread, guard
        self._masks: dict[tuple[Places, str | None], torch.Tensor] = {}

    def mask(self, written: str) -> "torch.Tensor":
        """Return which tokens may follow `written` (bool, vocabulary size)."""
        before, _, word = written.rpartition(" ")
        key = (self._thread.after(before), word if written else None)
        if key not in self._masks:
            self._masks[key] = self._compute(*key)
        return self._masks[key] & self._guard.mask(written)

    def progress(self, written: str) -> int:
        """Return how many words of the note `written` may have said."""
        return self._thread.progress(self._thread.after(written.rpartition(" ")[0]))

    def _compute(self, places: Places, word: str | None) -> "torch.Tensor":
        """Return the mask after the unfinished `word`: empty after a space, None at the beginning."""
        import torch

        thread, mask = self._thread, torch.zeros(self.vocabulary.size, dtype=torch.bool)
        if word is None:
            self._allow_word(mask, places)
            return mask
        if word.endswith(_STOP):
            mask[self.vocabulary.ends] = thread.all_said(thread.step(places, word.removesuffix(_STOP)))
        for known in (*thread.own(places), *thread.joining(places)):
            if known != word and known.startswith(word):
                _allow(mask, known.removeprefix(word), self.vocabulary)
        if after := thread.step(places, word):
            self._allow_word(mask, after)
            if word[-1] not in PAUSES:
                for pause in thread.pauses(after):
                    _allow(mask, pause, self.vocabulary)
                self._allow_end(mask, after)
        return mask

    def _allow_word(self, mask: "torch.Tensor", places: Places) -> None:
        for own in self._thread.own(places):
            _allow(mask, f" {own}", self.vocabulary)
        mask |= _starts(self._thread.joining(places), self.vocabulary)

    def _allow_end(self, mask: "torch.Tensor", places: Places) -> None:
        if self._thread.all_said(places):
            _allow(mask, _STOP, self.vocabulary)


def _allow(mask: "torch.Tensor", text: str, vocabulary: "Vocabulary") -> None:
    """Let `mask` have the tokens that `text` may begin with."""
    tokens = _tokens(vocabulary)
    mask[[token for end in range(1, len(text) + 1) for token in tokens.get(text[:end], ())]] = True


@lru_cache(maxsize=256)
def _starts(words: frozenset[str], vocabulary: "Vocabulary") -> "torch.Tensor":
    """Return the tokens that may begin a new word of `words`."""
    import torch

    mask = torch.zeros(vocabulary.size, dtype=torch.bool)
    for word in words:
        _allow(mask, f" {word}", vocabulary)
    return mask


@cache
def _tokens(vocabulary: "Vocabulary") -> dict[str, list[int]]:
    """Return the tokens by the text they write."""
    found: dict[str, list[int]] = {}
    for token, text in enumerate(vocabulary.text):
        if text:
            found.setdefault(text, []).append(token)
    return found
