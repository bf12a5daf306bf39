"""A training that may be ended at any moment, and goes on from where it was saved last."""

from pathlib import Path
from typing import Any

from bumi.errors import BadInput

__all__ = ["CHECKPOINT", "resume", "save"]

CHECKPOINT = "checkpoint.pt"


def save(path: Path, made_of: str, parts: dict[str, Any], step: int) -> None:
    """Write to `path` how far the training `made_of` is, whole or not at all: its model, optimiser and schedule."""
    import torch
    from peft import get_peft_model_state_dict

    path.parent.mkdir(parents=True, exist_ok=True)
    state = {name: part.state_dict() for name, part in parts.items() if name != "model"}
    adapter = get_peft_model_state_dict(parts["model"])
    whole = {"made_of": made_of, "step": step, "adapter": adapter, **state}
    torch.save(whole, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def resume(path: Path, made_of: str, parts: dict[str, Any]) -> int:
    """Put `parts` where `path` has them, and return the steps that were done: 0 where there is no such file.

    BadInput where it is of another training than `made_of`.
    """
    import torch
    from peft import set_peft_model_state_dict

    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    if saved.get("made_of") != made_of:
        raise BadInput(f"{path}: این آموزش نیمه‌کاره با دستور دیگری آغاز شده است؛ همان دستور را بدهید یا آن را پاک کنید")
    set_peft_model_state_dict(parts["model"], saved["adapter"])
    parts["optimiser"].load_state_dict(saved["optimiser"])
    parts["schedule"].load_state_dict(saved["schedule"])
    return int(saved["step"])
