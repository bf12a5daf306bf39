"""Memory that writing has no use for; what is never loaded is in test_registry.py."""

import resource
import subprocess
import sys

from bumi.settings import ROOT

# Freed blocks below one that is kept: the allocator holds them.
_HOLES = """
from pathlib import Path
from bumi.models.weights import give_back_memory
def pages(): return int(Path("/proc/self/statm").read_text().split()[1])
blocks = [bytes(4096) for _ in range(20_000)]
del blocks[:-1]
held = pages()
give_back_memory()
print(held - pages())
"""


def test_what_was_freed_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", _HOLES], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert int(told.stdout) * resource.getpagesize() > 40e6, "of 80 MB freed"
