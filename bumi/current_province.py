"""The folder of the province that this thread or task works for, and caches that are kept apart by province."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any

from bumi.errors import BadInput
from bumi.settings import PROVINCES, Settings

_FILES = (
    *("province.yaml", "counties.yaml", "axes.yaml", "agencies.yaml"),
    *("occasions.yaml", "plan.yaml", "map.yaml", "brand/brand.toml"),
)
_SLUG = re.compile("[a-z]+(-[a-z]+)*")

_folder: ContextVar[str] = ContextVar("province")


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Work for the province of `folder` in the block, in this thread or task and in tasks that begin there."""
    before = _folder.set(str(folder))
    try:
        yield
    finally:
        _folder.reset(before)


def for_threads() -> Callable[[], object]:
    """Return the initializer of a pool of threads that are to work for the current province."""
    return partial(_folder.set, _current())


def province_folder() -> Path:
    """Return the folder of the current province; BadInput, with all that is wrong, where it lacks a file.

    Outside every `serving`, as in a new thread, it is that of this installation's settings.
    """
    return _complete(_current())


def per_province[**P, R](
    caching: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that gives a function a cache for each province: `@per_province(lru_cache(maxsize=64))`."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        caches: dict[str, Callable[P, R]] = {}

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            folder = _current()
            of_province = caches.get(folder) or caches.setdefault(folder, caching(function))
            return of_province(*args, **kwargs)

        return call

    return decorate


def _current() -> str:
    return _folder.get("") or _of_installation()


@cache
def _of_installation() -> str:
    return str(Settings().province_folder)


@cache
def _complete(named: str) -> Path:
    """Return the folder where it is one of a province, with all its files."""
    folder = Path(named)
    if not folder.is_dir():
        known = "، ".join(sorted(each.name for each in PROVINCES.iterdir() if each.is_dir()))
        raise BadInput(
            f"BUMI_PROVINCE: پوشه استان «{folder}» نیست؛ نام یکی از استان‌های {PROVINCES} را بنویسید ({known})"
            " یا نشانی پوشه‌ای که province.yaml دارد"
        )
    if not _SLUG.fullmatch(folder.name):
        raise BadInput(
            f"BUMI_PROVINCE: نام پوشه استان «{folder}» باید نام کوتاه انگلیسی استان باشد؛"
            " آن را با حروف کوچک لاتین و خط تیره بنویسید"
        )
    if missing := [name for name in _FILES if not (folder / name).is_file()]:
        raise BadInput(
            f"BUMI_PROVINCE: پوشه استان «{folder}» این‌ها را ندارد: {'، '.join(missing)}؛"
            " آن‌ها را چنان که docs/province.md می‌گوید بسازید"
        )
    return folder
