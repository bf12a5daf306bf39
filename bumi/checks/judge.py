"""A language model as a check may ask it: handed in, for a check opens nothing itself."""

from collections.abc import Callable, Sequence

__all__ = ["Judge"]

type Judge = Callable[[Sequence[str]], Sequence[float]]
"""The log-probability, in nats, of each of some texts."""
