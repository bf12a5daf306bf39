"""Saves and loads log-linear models: numeric tables and weights in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bumi.persian.loglinear.counts import Table
from bumi.settings import PACKAGE

TAGGERS = PACKAGE / "models" / "taggers"
"""The folder of the committed models, with a folder for each and its model card."""


@dataclass(frozen=True)
class Learnt:
    """Tables by name, the weights of a ranker, and probability thresholds by name."""

    tables: Mapping[str, Table]
    weights: Sequence[float]
    least: Mapping[str, float]


def save(path: Path, learnt: Learnt) -> None:
    """Write the model; equal models give equal files."""
    arrays: dict[str, NDArray[np.generic]] = {"weights": np.array(learnt.weights, np.float16)}
    for name, counts in learnt.tables.items():
        found = sorted(counts.items())
        arrays[f"key {name}"] = np.array([number for number, _ in found], np.uint32)
        arrays[f"bucket {name}"] = np.array([step for _, step in found], np.uint8)
    arrays |= {f"least {name}": np.array(value) for name, value in learnt.least.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path) -> Learnt:
    """Read what `save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        named = [name.partition(" ") for name in stored.files]
        tables = {
            name: dict(zip(stored[f"key {name}"].tolist(), stored[f"bucket {name}"].tolist(), strict=True))
            for kind, _, name in named
            if kind == "key"
        }
        least = {name: float(stored[f"least {name}"]) for kind, _, name in named if kind == "least"}
        return Learnt(tables, stored["weights"].astype(np.float32).tolist(), least)
