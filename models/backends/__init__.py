"""Language models: transformers on this machine, or OpenAI-compatible servers; registry.toml names them."""

from bumi.models.backends.local import LocalRealiser
from bumi.models.backends.registry import Embedded, available, chosen, open_fallback, open_realiser, open_structured

__all__ = ["Embedded", "LocalRealiser", "available", "chosen", "open_fallback", "open_realiser", "open_structured"]
