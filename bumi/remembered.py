"""Results remembered by the text they are of: many of short texts and few of long ones, so that memory is bounded."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate

__all__ = ["remembered"]


def remembered[**P, R](
    many: int = 512, few: int = 8, short: int = 1000
) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Return a decorator that remembers the results for the last `many` texts of at most `short` characters.

    Of longer ones the last `few` are remembered: `lru_cache` alone bounds how many texts it holds, and not how much.
    """

    def decorate(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        of_short, of_long = lru_cache(many)(function), lru_cache(few)(function)

        @wraps(function)
        def call(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return (of_short if len(text) <= short else of_long)(text, *args, **kwargs)  # type: ignore[arg-type]

        return call

    return decorate
