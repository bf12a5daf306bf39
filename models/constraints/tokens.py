"""The text that each token of a tokenizer writes: characters, or a part of one.

Tokenizers differ: SentencePiece writes a space as ▁ and rare characters as bytes (<0xD9>), byte-level BPE (GPT-2,
Llama 3, Qwen) writes bytes only, each shown as a letter. A byte that is no whole character yet is here a lone
surrogate (PEP 383), so that texts stay strings and are whole as soon as their last byte is there.
"""

import re
from collections.abc import Iterable
from typing import Any

from bumi.persian.text import ZWNJ, digits_to_latin

_LETTERS = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیًّٔ"
_DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
_SIGNS = " ،؛:.!؟()/–…٪%٫٬,«»-"  # as they are written in Persian; any other only where the source has it
_PLAIN = f"{_LETTERS}{ZWNJ}{re.escape(_SIGNS)}0-9"
_SIMPLE = re.compile(f"(?P<gap>[ ،؛:.!؟()\\-–]{{0,3}})(?P<letters>{ZWNJ}?[{_LETTERS}]*)")
_NEEDED = re.compile(f"[0-9]+|[^{_PLAIN}\udc80-\udcff]+")
_PART = re.compile("[\udc80-\udcff]+$")
_BROKEN = re.compile("[\udc80-\udcff]")
_BYTE = re.compile("<0x([0-9A-F]{2})>")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


class TokenVocabulary:
    """The tokens of a tokenizer, by what they write; made once.

    `size` is how many tokens the model knows, where it is not as many as its tokenizer has, and `ends` are the
    tokens that end a text besides the tokenizer's own.

    `simple` tokens are letters, perhaps after a gap (`gap_first`): `letters` begin with a letter, `joiners` with a
    half-space, and `separators` with what may stand within a number. `continuing` ones go on with a character. All
    others are in `complex`, by what of them the source has to have.
    """

    def __init__(self, tokenizer: Any, size: int = 0, ends: Iterable[int] = ()) -> None:
        import torch

        self.size = size or len(tokenizer)
        own = [] if tokenizer.eos_token_id is None else [tokenizer.eos_token_id]
        self.ends = sorted({*own, *ends})
        self.text = _texts(tokenizer, self.size)
        self.simple = torch.zeros(self.size, dtype=torch.bool)
        self.gap_first = torch.zeros(self.size, dtype=torch.bool)
        self.letters: list[int] = []
        self.joiners: list[int] = []
        self.separators: list[int] = []
        self.continuing: list[int] = []
        self.complex: dict[tuple[str, ...], list[int]] = {}
        for i, text in enumerate(self.text):
            part = parted(text)[1]
            if match := _SIMPLE.fullmatch(text) if text else None:
                self.simple[i] = True
                self.gap_first[i] = bool(match["gap"])
                if not match["gap"]:
                    (self.joiners if text[0] == ZWNJ else self.letters).append(i)
                elif text[0] in ".:":
                    self.separators.append(i)
            elif "\udc80" <= text[:1] <= "\udcbf":
                self.continuing.append(i)
            elif text and (not part or part in COMPLETIONS):
                self.complex.setdefault(tuple(_NEEDED.findall(digits_to_latin(text))), []).append(i)


def joined(written: str, text: str) -> str:
    """Return `written` with `text` after it, parts of one character made whole."""
    whole = written + text
    return _decoded(whole.encode("utf-8", "surrogateescape")) if parted(written)[1] else whole


def parted(text: str) -> tuple[str, str]:
    """Return (`text` up to its last whole character, the part of a character after it)."""
    match = _PART.search(text) if "\udc80" <= text[-1:] <= "\udcff" else None
    return (text[: match.start()], match.group()) if match else (text, "")


def completes(part: str, text: str) -> bool:
    """Whether `text` after `part` of a character makes it, or may still make it, one that is written here."""
    whole, rest = parted(joined(part, text))
    return whole[0] in COMPLETIONS[part] if whole else rest in COMPLETIONS


def is_whole(text: str) -> bool:
    """Whether `text` has whole characters only."""
    return not _BROKEN.search(text)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _completions() -> dict[str, str]:
    found: dict[str, str] = {}
    for char in (*_LETTERS, ZWNJ, *_DIGITS, *_SIGNS):
        data = char.encode()
        for cut in range(1, len(data)):
            part = _decoded(data[:cut])
            found[part] = found.get(part, "") + char
    return found


COMPLETIONS = _completions()
"""The characters that a part of one can become; no others are ever written byte by byte."""


def _texts(tokenizer: Any, size: int) -> list[str]:
    """Return what each token writes; nothing for special and added tokens and line breaks, which never follow."""
    tokens = tokenizer.convert_ids_to_tokens(list(range(min(size, len(tokenizer)))))
    written = _from_bytes if tokenizer.convert_tokens_to_string(["Ġ"]) == " " else _from_pieces
    texts = [written(token) if token else "" for token in tokens]
    for added in tokenizer.added_tokens_decoder:
        if added < len(texts):
            texts[added] = ""
    return ["" if _CONTROL.search(text) else text for text in texts] + [""] * (size - len(texts))


def _from_pieces(token: str) -> str:
    if byte := _BYTE.fullmatch(token):
        value = int(byte[1], 16)
        return _decoded(bytes([value])) if value >= 0x80 else ""  # the others have tokens of their own
    return token.replace("▁", " ")


def _from_bytes(token: str) -> str:
    return _decoded(bytes(_SHOWN[char] for char in token)) if all(char in _SHOWN for char in token) else ""


def _shown() -> dict[str, int]:
    """The byte each letter of a byte-level token stands for: GPT-2's alphabet."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(0x100) if byte not in visible]
    return {chr(byte): byte for byte in visible} | {chr(0x100 + i): byte for i, byte in enumerate(hidden)}


_SHOWN = _shown()
