"""Prompts and answers as tokens: one way for training and for judging."""

from typing import Any

__all__ = ["IGNORED", "encode"]

IGNORED = -100  # the label of a token that carries no loss, as torch has it


def encode(tokenizer: Any, prompt: str, answer: str) -> tuple[list[int], list[int]]:
    """Return (token ids, labels) of one example: the prompt's tokens carry no loss, the end token does."""
    asked = [tokenizer.bos_token_id, *tokenizer(prompt, add_special_tokens=False).input_ids]
    told = [*tokenizer(" " + answer, add_special_tokens=False).input_ids, tokenizer.eos_token_id]
    return asked + told, [IGNORED] * len(asked) + told
