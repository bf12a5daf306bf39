"""Cross-encoder for entailment: the logit that a sentence follows from a premise.

A small encoder reads both at once (Tang et al., 2024, arXiv:2404.10774, do the same with larger ones). Segment
embeddings tell it how the words align: unmatched, or matched alone or with their neighbours. A small model would spend
its layers on this, and exchanged values show in nothing else: «پودری ۶ یا گازی ۴».
"""

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from bumi.models.scoring.premise import PLAIN, WORD, key
from bumi.models.weights import SPECIAL, quiet

SEGMENTS = 5
"""Unmatched; matched; matched with the word before, with the word behind, with both."""

_MATCHED, _BEFORE, _BEHIND = 1, 1, 2
_NEAR = 2  # words apart, at most, that two neighbours stand in the other text

HEAD_WEIGHTS = "head.safetensors"
"""The file of an adapter that holds the segment embeddings and the linear head."""
LAYERS = ["query", "key", "value", "dense"]
"""The linear layers of the encoder that an adapter changes."""
_PREMISE, _SENTENCE = 220, 80  # pieces, at most
_TOKENS = 4096  # of a batch


class Aligned(NamedTuple):
    """A word from `start` to `end` of its text, and its segment, from 0 to SEGMENTS - 1."""

    start: int
    end: int
    segment: int


def aligned(text: str, other: str) -> list[Aligned]:
    """Return the words of `text` with their segments beside `other`; function words have no neighbours."""
    theirs = {key(word) for word in WORD.findall(other)}
    row = _row(other)
    near = {(one, two) for at, one in enumerate(row) for two in row[at + 1 : at + 1 + _NEAR]}
    words = [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
    telling = [at for at, (_, _, word) in enumerate(words) if word not in PLAIN]
    place = {at: number for number, at in enumerate(telling)}
    own = [key(words[at][2]) for at in telling]
    return [
        Aligned(start, end, _segment(own, place.get(at), near) if key(word) in theirs else 0)
        for at, (start, end, word) in enumerate(words)
    ]


def _row(text: str) -> list[str]:
    return [key(word) for word in WORD.findall(text) if word not in PLAIN]


def _segment(own: Sequence[str], at: int | None, near: set[tuple[str, str]]) -> int:
    """Return the segment of a matched word, the one at `at` of those that say something."""
    if at is None:
        return _MATCHED
    before = at > 0 and (own[at - 1], own[at]) in near
    behind = at + 1 < len(own) and (own[at], own[at + 1]) in near
    return _MATCHED + _BEFORE * before + _BEHIND * behind


class EncodedPair(NamedTuple):
    """A premise and a sentence as pieces: their ids and their segments, both of the same length."""

    ids: list[int]
    segments: list[int]


class Reader:
    """Makes rows of texts by the tokenizer in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        special = json.loads((folder / SPECIAL).read_text("utf-8"))
        self._bos, self._eos, self.pad = special["bos"], special["eos"], special["pad"]

    def row(self, premise: str, sentence: str) -> EncodedPair:
        """Return bos, premise, eos, eos, sentence, eos; what is too long is cut at its end."""
        before, of_before = self._side(premise, sentence, 0, _PREMISE)
        behind, of_behind = self._side(sentence, premise, SEGMENTS, _SENTENCE)
        ids = [self._bos, *before, self._eos, self._eos, *behind, self._eos]
        return EncodedPair(ids, [0, *of_before, 0, SEGMENTS, *of_behind, SEGMENTS])

    def _side(self, text: str, other: str, first: int, most: int) -> tuple[list[int], list[int]]:
        """Return the pieces of one side and their segments, counted from `first`; a piece has that of its word."""
        words, at = aligned(text, other), 0
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        segments = list[int]()
        for start, end in encoding.offsets[:most]:
            while at < len(words) and words[at].end <= start:
                at += 1
            within = at < len(words) and words[at].start < max(end, start + 1)
            segments.append(first + (words[at].segment if within else 0))
        return encoding.ids[:most], segments


class Network(torch.nn.Module):
    """The encoder with its segment embeddings and a linear head over the first piece; `bert` may carry an adapter."""

    def __init__(self, bert: torch.nn.Module, hidden: int, pad: int) -> None:
        super().__init__()
        self.bert, self._pad = bert, pad
        self.segments = torch.nn.Embedding(2 * SEGMENTS, hidden)
        self.head = torch.nn.Linear(hidden, 1)
        torch.nn.init.normal_(self.segments.weight, std=0.02)

    def forward(self, rows: Sequence[EncodedPair]) -> torch.Tensor:
        """Return a logit (float32) for each row: above zero where the sentence follows."""
        longest = max(len(row.ids) for row in rows)
        ids = torch.tensor([row.ids + [self._pad] * (longest - len(row.ids)) for row in rows])
        segments = torch.tensor([row.segments + [0] * (longest - len(row.segments)) for row in rows])
        words = self.bert.get_input_embeddings()(ids)  # type: ignore[operator]  # of transformers, which mypy takes for a tensor
        states = self.bert(inputs_embeds=words + self.segments(segments), attention_mask=(ids != self._pad).long())
        logits: torch.Tensor = self.head(states.last_hidden_state[:, 0].float())[:, 0]
        return logits


class CrossEncoder:
    """The encoder of `folder` with the adapter of `adapter` merged in, for scoring."""

    def __init__(self, folder: Path, adapter: Path) -> None:
        quiet()
        from peft import PeftModel
        from transformers import BertModel

        self.reader = Reader(folder)
        bert = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)
        hidden = bert.config.hidden_size
        adapted = PeftModel.from_pretrained(bert, str(adapter)).merge_and_unload()
        self._network = Network(adapted, hidden, self.reader.pad)
        self._network.load_state_dict(load_file(adapter / HEAD_WEIGHTS), strict=False)
        self._network.eval()

    def logits(self, pairs: Iterable[tuple[str, str]]) -> list[float]:
        """Return how well each sentence follows from its premise, as a logit; the pairs are (premise, sentence)."""
        rows = [self.reader.row(*pair) for pair in pairs]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at].ids))
        found = [0.0] * len(rows)
        with torch.inference_mode():
            for batch in batches(order, [len(row.ids) for row in rows]):
                for at, logit in zip(batch, self._network([rows[at] for at in batch]).tolist(), strict=True):
                    found[at] = logit
        return found


def batches(order: Sequence[int], lengths: Sequence[int], rng: random.Random | None = None) -> list[list[int]]:
    """Cut `order`, which goes by rising length, into batches of so many pieces; `rng` shuffles these."""
    cut, current = list[list[int]](), list[int]()
    for at in order:
        if current and lengths[at] * (len(current) + 1) > _TOKENS:
            cut.append(current)
            current = []
        current.append(at)
    cut += [current] if current else []
    if rng:
        rng.shuffle(cut)
    return cut
