"""Prompts and answers as tokens: one way for training, writing and judging."""

from typing import Any

__all__ = ["Row", "encode", "encode_prompt"]

type Row = tuple[list[int], tuple[list[int], ...]]
"""The token ids of a prompt, and those of each of its answers."""


def encode_prompt(tokenizer: Any, prompt: str) -> list[int]:
    """Return the token ids of a prompt, after the token that begins a text where the tokenizer has one."""
    begin = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    ids: list[int] = tokenizer(prompt, add_special_tokens=False).input_ids
    return ids if begin and ids[:1] == begin else begin + ids  # chat templates write it themselves


def encode(tokenizer: Any, prompt: str, *answers: str) -> Row:
    """Return the row of a prompt and its answers, the end token behind each."""
    gap = "" if prompt[-1:].isspace() else " "  # a chat template ends with a new line
    told = ([*tokenizer(gap + each, add_special_tokens=False).input_ids, tokenizer.eos_token_id] for each in answers)
    return encode_prompt(tokenizer, prompt), (*told,)
