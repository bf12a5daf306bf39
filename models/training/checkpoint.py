"""Checkpoints of training with peft, and saving of the finished adapter."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from bumi.errors import BadInput
from bumi.models.weights import CONFIG, WEIGHTS

CHECKPOINT = "checkpoint.pt"


def save(path: Path, made_of: str, parts: dict[str, Any], step: int) -> None:
    """Write a checkpoint atomically; `made_of` identifies the training.

    `parts` are the peft model as "model", and everything else with a state_dict: optimiser, schedule, own layers.
    """
    import torch
    from peft import get_peft_model_state_dict

    path.parent.mkdir(parents=True, exist_ok=True)
    state = {name: part.state_dict() for name, part in parts.items() if name != "model"}
    adapter = get_peft_model_state_dict(parts["model"])
    torch.save({"made_of": made_of, "step": step, "adapter": adapter, **state}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def resume(path: Path, made_of: str, parts: dict[str, Any]) -> int:
    """Load the checkpoint `path` into `parts`, and return the steps done, 0 if there is no such file.

    BadInput if it belongs to a training other than `made_of`.
    """
    import torch
    from peft import set_peft_model_state_dict

    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    if saved.get("made_of") != made_of:
        raise BadInput(f"{path}: این آموزش نیمه‌کاره با دستور دیگری آغاز شده است؛ همان دستور را بدهید یا آن را پاک کنید")
    set_peft_model_state_dict(parts["model"], saved["adapter"])
    for name, part in parts.items():
        if name != "model":
            part.load_state_dict(saved[name])
    return int(saved["step"])


def write_adapter(model: Any, base: str, folder: Path) -> None:
    """Write the adapter of the peft `model`, made for the model `base`, to `folder`; a model card there is kept."""
    model.peft_config["default"].base_model_name_or_path = base
    with tempfile.TemporaryDirectory() as room:  # peft writes a model card of its own
        model.save_pretrained(room, save_embedding_layers=False)
        folder.mkdir(parents=True, exist_ok=True)
        for name in (CONFIG, WEIGHTS):
            shutil.copyfile(Path(room) / name, folder / name)
