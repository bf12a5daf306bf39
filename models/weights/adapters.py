"""Adapters: version and merging of one, and the decisions that put one of this newsroom in force.

Each is a folder named by its version, outside the repository. `decisions.jsonl` is append-only: a promotion pushes an
adapter, a rollback pops the last one. The bottom of the stack is the adapter of this repository.
"""

import hashlib
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bumi.errors import NotAvailable
from bumi.settings import Settings

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
ADAPTER = Path(__file__).parents[1] / "adapters" / "writer"
_DECISIONS = "decisions.jsonl"


class AdapterDecision(BaseModel):
    """A promotion or rollback of an adapter: by whom and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Literal["promoted", "rolled back"]
    version: str
    by: str
    at: AwareDatetime
    why: str = ""


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


def adapter_in_force(settings: Settings) -> Path:
    """Return the folder of the adapter in force; NotAvailable if its weights are missing or were changed."""
    promoted = stack(settings)
    if not promoted:
        return ADAPTER
    folder = settings.adapters / promoted[-1]
    if not (folder / WEIGHTS).exists() or version(folder) != promoted[-1]:
        raise NotAvailable(f"وزن‌های آداپتور «{folder}» نیست یا عوض شده است؛ با «bumi adapter rollback» کنارش بگذارید")
    return folder


def decisions(settings: Settings) -> list[AdapterDecision]:
    """Return the decisions in order."""
    path = settings.adapters / _DECISIONS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [AdapterDecision.model_validate_json(line) for line in lines]


def stack(settings: Settings) -> list[str]:
    """Return the versions promoted and not rolled back, the one in force last."""
    promoted: list[str] = []
    for each in decisions(settings):
        if each.what == "promoted":
            promoted.append(each.version)
        else:
            promoted.pop()
    return promoted


def decide(settings: Settings, decision: AdapterDecision) -> None:
    """Record `decision`."""
    settings.adapters.mkdir(parents=True, exist_ok=True)
    with (settings.adapters / _DECISIONS).open("a", encoding="utf-8") as file:
        file.write(decision.model_dump_json() + "\n")
