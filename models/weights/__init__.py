"""Weights: converted, cut to Persian, adapted, loaded; an answer as tokens."""

from bumi.models.weights.adapter import CONFIG, WEIGHTS, version
from bumi.models.weights.adapters import ADAPTER, Decision, adapter_in_force, decide, decisions, stack
from bumi.models.weights.conversion import assemble, quiet
from bumi.models.weights.encoder_conversion import SPECIAL
from bumi.models.weights.encoding import Row, encode, encode_prompt
from bumi.models.weights.loading import (
    EMBEDDED,
    base_model,
    encoder,
    is_installed,
    is_ready,
    load,
    prepare,
    require,
    writers_model,
)
from bumi.models.weights.memory import give_back_memory, spare_memory

__all__ = [
    "ADAPTER",
    "CONFIG",
    "EMBEDDED",
    "SPECIAL",
    "WEIGHTS",
    "Decision",
    "Row",
    "adapter_in_force",
    "assemble",
    "base_model",
    "decide",
    "decisions",
    "encode",
    "encode_prompt",
    "encoder",
    "give_back_memory",
    "is_installed",
    "is_ready",
    "load",
    "prepare",
    "quiet",
    "require",
    "spare_memory",
    "stack",
    "version",
    "writers_model",
]
