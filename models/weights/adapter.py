"""An adapter of ours: its version, and its merging into the weights that it was trained for."""

import hashlib
import json
from pathlib import Path
from typing import Any

from bumi.errors import NotAvailable

__all__ = ["CONFIG", "WEIGHTS", "merge", "version"]

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
_PREFIX, _DOWN, _UP = "base_model.model.", ".lora_A.weight", ".lora_B.weight"  # as peft names the parts of a layer


def version(adapter: Path) -> str:
    """Return an adapter's version, a digest of its weights; NotAvailable where `adapter` has none."""
    if not (adapter / WEIGHTS).exists():
        raise NotAvailable(f"آداپتور «{adapter}» پوشه‌ای با {WEIGHTS} نیست؛ نشانی آن را در registry.toml درست کنید")
    return hashlib.sha256((adapter / WEIGHTS).read_bytes()).hexdigest()[:12]


def merge(model: Any, adapter: Path) -> None:
    """Add to each weight of `model` what `adapter` learnt of it: W + alpha / r * B A (Hu et al., 2021, eq. 3).

    Done here rather than by peft, which training needs and writing does not. NotAvailable where the adapter was made
    for another model.
    """
    import torch
    from safetensors.torch import load_file

    config, parts = json.loads((adapter / CONFIG).read_text("utf-8")), load_file(adapter / WEIGHTS)
    scale = config["lora_alpha"] / config["r"]
    layers = [name.removesuffix(_DOWN) for name in parts if name.endswith(_DOWN)]
    with torch.no_grad():
        for layer in layers:
            learnt = scale * parts[layer + _UP].float() @ parts[layer + _DOWN].float()
            try:
                weight = model.get_submodule(layer.removeprefix(_PREFIX)).weight
                weight.copy_((weight.float() + learnt).to(weight.dtype))
            except (AttributeError, RuntimeError) as error:
                raise NotAvailable(
                    f"آداپتور «{adapter}» برای این مدل ساخته نشده است؛ مدل یا آداپتور را در registry.toml درست کنید"
                ) from error
