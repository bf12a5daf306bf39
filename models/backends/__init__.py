"""What writes: models of transformers on this machine or behind OpenAI-compatible servers; the registry says which."""

from bumi.models.backends.local import LocalRealiser
from bumi.models.backends.registry import Embedded, available, chosen, open_fallback, open_realiser, open_structured

__all__ = [
    "Embedded",
    "LocalRealiser",
    "available",
    "chosen",
    "open_fallback",
    "open_realiser",
    "open_structured",
]
