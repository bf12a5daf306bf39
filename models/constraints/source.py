"""Source constraint as a logits processor: each text of the JSON that a model writes keeps to the parts it cites.

The ids that a sentence names before its text are read out of the JSON as it grows, and its text is held by a `Guard` to
these parts: numbers, days, words of other scripts and quotations can only be theirs. A place holder («{{q1}}») may be
written for each quotation among them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bumi.models.constraints.guard import Guard
from bumi.models.constraints.source_vocabulary import SourceVocabulary
from bumi.models.constraints.tokens import TokenVocabulary, joined, parted
from bumi.persian.text import ZWNJ

if TYPE_CHECKING:
    import torch

_OPEN_TEXT = re.compile(r'"(text|headline)"\s*:\s*"((?:[^"\\]|\\.)*)$')
_IDS = re.compile(r'"rests_on"\s*:\s*(\[[^\]]*\])')
_HOLDER = re.compile(r"\{\{q\d+\}\}")
_CLOSES = re.compile(r"([ .!؟»]*)([\"{])")  # behind a whole word
_SPECIAL = '"\\{}'


class SourceConstraint:
    """Keeps one answer to its source, as transformers' `generate` asks for it: a `LogitsProcessor` for one row.

    `parts` are what may be cited, by id; `context` may be named everywhere. What was written so far begins behind the
    first `prompt_length` tokens.
    """

    def __init__(
        self, vocabulary: TokenVocabulary, parts: Mapping[str, str], context: Sequence[str], prompt_length: int
    ) -> None:
        self._vocabulary, self._parts, self._context = vocabulary, parts, context
        self._read, self._text = prompt_length, ""
        self._guards: dict[tuple[str, ...], _Held] = {}

    def __call__(self, input_ids: "torch.Tensor", scores: "torch.Tensor") -> "torch.Tensor":
        """Return `scores` (1, vocabulary) without the tokens that may not follow `input_ids` (1, length)."""
        for token in input_ids[0, self._read :].tolist():
            self._text = joined(self._text, self._vocabulary.text[token])
        self._read = input_ids.shape[1]
        opened = _OPEN_TEXT.search(self._text)
        if not opened:
            return scores
        mask = self._held(self._ids(opened)).mask(opened[2])
        held = scores.masked_fill(~mask.to(scores.device), float("-inf"))
        # Where the schema lets no true word be finished, its length at an end, the text is left to be judged later.
        return held if held.isfinite().any() else scores

    def _ids(self, opened: re.Match[str]) -> tuple[str, ...]:
        """Return the parts that the text being written rests on; a headline rests on all."""
        if opened[1] == "headline":
            return tuple(self._parts)
        named = [*_IDS.finditer(self._text, 0, opened.start())]
        return tuple(json.loads(named[-1][1])) if named else ()

    def _held(self, ids: tuple[str, ...]) -> "_Held":
        if ids not in self._guards:
            source = "\n".join([*self._context, *(self._parts[id_] for id_ in ids if id_ in self._parts)])
            self._guards[ids] = _Held(source, self._vocabulary, [id_ for id_ in ids if id_.startswith("q")])
        return self._guards[ids]


class _Held:
    """The tokens that may follow within one text of the JSON, its closing mark among them."""

    def __init__(self, source: str, vocabulary: TokenVocabulary, quotes: Sequence[str]) -> None:
        self._guard, self._known, self._vocabulary = Guard(source, vocabulary), SourceVocabulary(source), vocabulary
        self._holders = [f"{{{{{id_}}}}}" for id_ in quotes]

    def mask(self, written: str) -> "torch.Tensor":
        """Return which tokens may follow `written` (bool, vocabulary size)."""
        import torch

        if holder := _unfinished(written):
            mask = torch.zeros(self._vocabulary.size, dtype=torch.bool)
            mask[[i for i, text in enumerate(self._vocabulary.text) if text and self._begins(holder + text)]] = True
            return mask
        plain = _HOLDER.sub(" ", written)
        mask = self._guard.mask(plain).clone()
        mask[self._vocabulary.ends] = False
        mask[self._special] = False
        for last, tokens in self._closing.items():
            if not parted(plain)[1] and self._whole(plain + last):
                mask[tokens] = True
        return mask

    @cached_property
    def _special(self) -> list[int]:
        """The tokens with signs that JSON or place holders are made of."""
        return [i for i, text in enumerate(self._vocabulary.text) if any(sign in text for sign in _SPECIAL)]

    @cached_property
    def _closing(self) -> dict[str, list[int]]:
        """The tokens that close a text or begin a place holder, by what of the text they end with."""
        found: dict[str, list[int]] = {}
        for i in self._special:
            text = self._vocabulary.text[i]
            match = _CLOSES.match(text)
            if match and (match[2] == '"' or self._begins(text[match.end(1) :])):
                found.setdefault(match[1], []).append(i)
        return found

    def _begins(self, text: str) -> bool:
        return any(holder.startswith(text) for holder in self._holders)

    def _whole(self, text: str) -> bool:
        """Say whether a text may end here."""
        return not text.endswith(ZWNJ) and not self._known.violations(text)


def _unfinished(written: str) -> str:
    """Return the place holder that is being written, as far as it is; nothing where none is."""
    at = written.rfind("{{")
    at = written.rfind("{") if at < 0 else at
    return "" if at < 0 or "}}" in written[at:] else written[at:]
