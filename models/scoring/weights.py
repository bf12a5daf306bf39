"""The encoder in the cache, converted at first use."""

from collections.abc import Callable
from pathlib import Path

from bumi.settings import Settings
from models.scoring.conversion import CONVERTING, convert

__all__ = ["ENCODER", "encoder"]

ENCODER = "e5-small-fa"

type _Progress = Callable[[str, int, int], None]


def encoder(settings: Settings, progress: _Progress = lambda step, done, all_: None) -> Path:
    """Return the folder of the encoder, converting it at first use.

    `progress` is called with (step in Persian, steps done, steps in all). NotAvailable when the package is not
    installed or broken.
    """
    folder = settings.cache / "models" / ENCODER
    if not (folder / "config.json").exists():
        convert(folder, lambda step: progress(step, CONVERTING.index(step), len(CONVERTING)))
        progress(CONVERTING[-1], len(CONVERTING), len(CONVERTING))
    return folder
