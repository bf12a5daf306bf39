"""Adapters of this newsroom (a folder outside the repository), and the decisions that put one in force.

Each is a folder named by its version. `decisions.jsonl` is append-only: a promotion pushes an adapter, a rollback pops
the last one. The bottom of the stack is the adapter of this repository.
"""

from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bumi.errors import NotAvailable
from bumi.models.weights.adapter import WEIGHTS, version
from bumi.settings import Settings

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
