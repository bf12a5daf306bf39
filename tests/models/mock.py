"""A hand-written model and tokenizer, so that what decides is tested without weights."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import torch

LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآ"
SIGNS = " ،؛.:!؟«»()/٫۰۱۲۳۴۵۶۷۸۹0123456789ABab\u200c"
PIECES = [
    "▁سه",
    "شنبه",
    "سه",
    "▁دو",
    "▁آذر",
    "▁در",
    "▁۱",
    "۲۳",
    "▁AI",
    "▁«",
    "».",
    "▁برگزار",
    "▁است",
    "روزه",
    "12",
    "\n",
    "ي",
    "ســه",
    "é",
    "<0x86>",
    "<0xB1>",
    "<0xB3>",
    "<0xC2>",
    "<0xAB>",
    "<0xDB>",
]


class MockTokenizer:
    """One token a character, some pieces as real vocabularies have, bytes, and four specials."""

    bos_token_id, eos_token_id, pad_token_id = 2, 1, 0
    added_tokens_decoder = (0, 1, 2, 3)
    chat_template = None

    def __init__(self) -> None:
        signs = [sign.replace(" ", "▁") for sign in SIGNS]
        self.tokens = ["<pad>", "<eos>", "<bos>", "<unk>", "<0x0A>", "<0xD9>", *LETTERS, *signs, *PIECES]
        self._ids = {token: i for i, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    def __call__(self, text: str, add_special_tokens: bool = False) -> Any:
        return SimpleNamespace(input_ids=[self._ids.get(char.replace(" ", "▁"), 3) for char in text])

    def convert_ids_to_tokens(self, ids: Sequence[int]) -> list[str]:
        return [self.tokens[i] for i in ids]

    def convert_tokens_to_string(self, tokens: Sequence[str]) -> str:
        return "".join(tokens).replace("▁", " ")


class MockCache:
    """Remembers which sequence a row belongs to; stands for a key-value cache."""

    def __init__(self, rows: torch.Tensor) -> None:
        self.rows = rows

    def batch_repeat_interleave(self, times: int) -> None:
        self.rows = self.rows.repeat_interleave(times, 0)

    def batch_select_indices(self, keep: torch.Tensor) -> None:
        self.rows = self.rows[keep]


class MockModel:
    """Logits that are noise drawn from what was written so far: any token may come, and runs repeat."""

    def __init__(self, size: int, seed: int = 0, end: float = 2.0) -> None:
        self.size, self._seed, self._end = size, seed, end
        self.rows_read = 0
        self.generation_config = SimpleNamespace(eos_token_id=None)

    def __call__(self, input_ids: torch.Tensor, cache: MockCache | None = None, **_: Any) -> Any:
        state = input_ids.sum(1, keepdim=True) if cache is None else cache.rows * 31 + input_ids
        self.rows_read += len(input_ids)
        cache = cache or MockCache(state)
        cache.rows = state % 1_000_003
        return SimpleNamespace(logits=self.logits(cache.rows), cache=cache)

    def base_model(self, input_ids: torch.Tensor, **_: Any) -> Any:
        return SimpleNamespace(last_hidden_state=input_ids[..., None] % 1_000_003)

    def get_output_embeddings(self) -> "MockHead":
        return MockHead(self)

    def logits(self, rows: torch.Tensor) -> torch.Tensor:
        noise = [
            torch.randn(1, self.size, generator=torch.Generator().manual_seed(self._seed + int(row))) for row in rows
        ]
        logits = torch.stack(noise) * 3
        logits[..., MockTokenizer.eos_token_id] += self._end
        return logits


class MockHead:
    """What makes logits of the mock's hidden states."""

    def __init__(self, model: MockModel) -> None:
        self._model = model
        self.weight = torch.zeros(model.size, 1)

    def __call__(self, hidden: torch.Tensor) -> torch.Tensor:
        return self._model.logits(hidden)[:, 0]
