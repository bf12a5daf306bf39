"""Cut a multilingual vocabulary to what Persian newsroom text needs.

Gemma's 262,144 tokens hold 60 % of the small model's weights; about 8,500 of them are Arabic script.
What is kept: specials, bytes (so that anything can still be written), Arabic script, short runs of
digits and punctuation, and short or common Latin pieces. A kept token stays reachable since every
piece its merges are made of is of the same script and kept too.
"""

import json
import re
from pathlib import Path

__all__ = ["cut_tokenizer"]

_SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>")
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")
_ARABIC = re.compile(r"▁*[\u0600-\u06ff\u200c\u200d]+")
_MARKS = re.compile(r"(?:[^\w]|[▁_0-9]){1,4}")
_LATIN = re.compile(r"▁?[A-Za-z]+")
_COMMON = 6000  # ids are in order of merging, so a small id is a frequent piece


def cut_tokenizer(full: Path, cut: Path) -> list[int]:
    """Write the tokenizer.json `full`, cut, to `cut` and return the old ids of the kept tokens in order."""
    data = json.loads(full.read_text("utf-8"))
    model = data["model"]
    old = sorted((id_, token) for token, id_ in model["vocab"].items() if _kept(token, id_))
    new = {token: id_ for id_, (_, token) in enumerate(old)}
    model["vocab"] = new
    model["merges"] = [pair for pair in model["merges"] if pair[0] in new and pair[1] in new and "".join(pair) in new]
    data["added_tokens"] = [
        {**added, "id": new[added["content"]]} for added in data["added_tokens"] if added["content"] in _SPECIAL
    ]
    for special in data["post_processor"]["special_tokens"].values():
        special["ids"] = [new[token] for token in special["tokens"]]
    cut.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return [id_ for id_, _ in old]


def _kept(token: str, id_: int) -> bool:
    if token in _SPECIAL or _BYTE.fullmatch(token) or _ARABIC.fullmatch(token):
        return True
    if _LATIN.fullmatch(token):
        return len(token) <= 2 or id_ < _COMMON
    return bool(_MARKS.fullmatch(token)) and all(ord(char) < 0x2100 or char == "▁" for char in token)
