"""Weights of the models: conversion, vocabulary cut to Persian, adapters, loading, and tokens of prompts."""

from bumi.models.weights.adapter import CONFIG, WEIGHTS, version
from bumi.models.weights.adapters import ADAPTER, AdapterDecision, adapter_in_force, decide, decisions, stack
from bumi.models.weights.conversion import assemble, quiet
from bumi.models.weights.encoder_conversion import SPECIAL
from bumi.models.weights.loading import (
    EMBEDDED,
    TokenRow,
    base_model,
    encode,
    encode_prompt,
    encoder,
    give_back_memory,
    is_installed,
    is_ready,
    load,
    prepare,
    require,
    spare_memory,
    writers_model,
)

__all__ = [
    "ADAPTER",
    "CONFIG",
    "EMBEDDED",
    "SPECIAL",
    "WEIGHTS",
    "AdapterDecision",
    "TokenRow",
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
