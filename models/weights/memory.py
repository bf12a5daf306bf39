"""Memory that writing has no use for: not taken, or given back."""

import ctypes
import os
import sys

__all__ = ["give_back_memory", "spare_memory"]

_SHAPES = "8"  # a few more than one step of a model has


def spare_memory() -> None:
    """Go without what writing has no use for; to be called before a model is loaded to write.

    oneDNN keeps 1,024 shapes that it compiled for, each with room for a copy of its weights: 250 MB that a beam of
    changing width has no use for. Training has more shapes, and all of them again and again. Triton compiles for
    GPUs, and takes 100 MB that torch imports where it finds it.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _SHAPES)
    sys.modules.setdefault("triton", None)  # type: ignore[arg-type]  # is not found by an import


def give_back_memory() -> None:
    """Give the system what was freed and the allocator keeps between blocks in use, where it is glibc's.

    A beam frees tensors of ever other sizes, and the next batch does not fit between what is left of the last.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)
