"""Prompts and answers as tokens: one way for training, writing and judging."""

from typing import Any

__all__ = ["IGNORED", "encode", "encode_prompt"]

IGNORED = -100  # the label of a token that carries no loss, as torch has it


def encode_prompt(tokenizer: Any, prompt: str) -> list[int]:
    """Return the token ids of a prompt, after the token that begins a text where the tokenizer has one."""
    begin = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    ids: list[int] = tokenizer(prompt, add_special_tokens=False).input_ids
    return ids if begin and ids[:1] == begin else begin + ids  # chat templates write it themselves


def encode(tokenizer: Any, prompt: str, answer: str) -> tuple[list[int], list[int]]:
    """Return (token ids, labels) of one example: the prompt's tokens carry no loss, the end token does."""
    asked = encode_prompt(tokenizer, prompt)
    gap = "" if prompt[-1:].isspace() else " "  # a chat template ends with a new line
    told = [*tokenizer(gap + answer, add_special_tokens=False).input_ids, tokenizer.eos_token_id]
    return asked + told, [IGNORED] * len(asked) + told
