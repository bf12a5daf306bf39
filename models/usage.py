"""Counts the tokens that the models of this process have generated, for metrics."""

from threading import Lock

_lock = Lock()
_generated = 0


def count_tokens(number: int) -> None:
    """Add `number` generated tokens; safe to call from several threads."""
    global _generated
    with _lock:
        _generated += number


def tokens_generated() -> int:
    """Return how many tokens all models of this process have generated since it began."""
    return _generated
