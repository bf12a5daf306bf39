"""A cache of results by text with bounded memory: many short texts and few long ones."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate


def remembered[**P, R](
    many: int = 512, few: int = 8, short: int = 1000
) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Return a decorator that caches results: for `many` texts of at most `short` characters and `few` longer ones.

    `lru_cache` alone bounds the number of texts and not their size.
    """

    def decorate(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        of_short, of_long = lru_cache(many)(function), lru_cache(few)(function)

        @wraps(function)
        def call(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return (of_short if len(text) <= short else of_long)(text, *args, **kwargs)  # type: ignore[arg-type]

        return call

    return decorate
