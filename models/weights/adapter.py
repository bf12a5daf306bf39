"""Adapters: computes the version of one, and merges it into the base model it was trained for."""

import hashlib
from pathlib import Path
from typing import Any

from bumi.errors import NotAvailable

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"


def version(adapter: Path) -> str:
    """Return an adapter's version, a digest of its weights; NotAvailable where `adapter` has none."""
    if not (adapter / WEIGHTS).exists():
        raise NotAvailable(f"آداپتور «{adapter}» پوشه‌ای با {WEIGHTS} نیست؛ نشانی آن را در registry.toml درست کنید")
    return hashlib.sha256((adapter / WEIGHTS).read_bytes()).hexdigest()[:12]


def merged(model: Any, adapter: Path) -> Any:
    """Return `model` with the weights of `adapter` merged in: W + alpha / r * B A (Hu et al., 2021, eq. 3).

    NotAvailable where the adapter was trained for another model.
    """
    from peft import PeftModel, get_peft_model_state_dict
    from safetensors import safe_open

    refused = NotAvailable(
        f"آداپتور «{adapter}» برای این مدل ساخته نشده است؛ مدل یا آداپتور را در registry.toml درست کنید"
    )
    try:
        adapted = PeftModel.from_pretrained(model, str(adapter))
    except (KeyError, RuntimeError, ValueError) as error:
        raise refused from error
    with safe_open(adapter / WEIGHTS, "pt") as parts:
        if set(parts.keys()) != get_peft_model_state_dict(adapted, save_embedding_layers=False).keys():
            raise refused  # peft silently skips layers that only one of the two has
    return adapted.merge_and_unload()
