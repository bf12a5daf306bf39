"""The schema of an answer as a logits processor: llguidance says which tokens keep to it."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bumi.errors import NotAvailable

if TYPE_CHECKING:
    import torch

__all__ = ["Grammars", "SchemaConstraint"]


class Grammars:
    """Makes constraints for the tokens of one tokenizer, of which a model knows `size`; `ends` end a text."""

    def __init__(self, tokenizer: Any, size: int, ends: list[int]) -> None:
        from llguidance.hf import from_tokenizer

        try:
            self._tokens = from_tokenizer(tokenizer, n_vocab=max(size, len(tokenizer)), eos_token=ends)
        except ValueError as error:
            raise NotAvailable(f"واژه‌ساز این مدل را نمی‌توان به قالب پاسخ پای‌بند کرد ({error})") from None

    def of(self, schema: Mapping[str, Any], prompt_length: int) -> "SchemaConstraint":
        """Return the constraint for one answer that begins behind `prompt_length` tokens."""
        from llguidance import LLMatcher

        compact: Any = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
        grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults=compact)
        return SchemaConstraint(LLMatcher(self._tokens, grammar), prompt_length)


class SchemaConstraint:
    """Keeps one answer to a schema, as transformers' `generate` asks for it: a `LogitsProcessor` for one row."""

    def __init__(self, matcher: Any, prompt_length: int) -> None:
        self._matcher, self._read = matcher, prompt_length

    def __call__(self, input_ids: "torch.Tensor", scores: "torch.Tensor") -> "torch.Tensor":
        """Return `scores` (1, vocabulary) without the tokens that may not follow `input_ids` (1, length)."""
        import torch

        for token in input_ids[0, self._read :].tolist():
            self._matcher.consume_token(token)
        self._read = input_ids.shape[1]
        packed = torch.frombuffer(bytearray(self._matcher.compute_bitmask()), dtype=torch.uint8)
        allowed = (packed[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1
        mask = torch.zeros(scores.shape[1], dtype=torch.bool)
        bits = allowed.flatten()[: scores.shape[1]].bool()
        mask[: len(bits)] = bits
        return scores.masked_fill(~mask.to(scores.device), float("-inf"))
