"""Runs other tools on Persian lines, in their environment: `PEERS/bin/python bench/peers.py TOOL TASK < LINES`.

Prints an answer per line; on standard error, as JSON, the seconds of loading and of work, and the peak memory in GB.
`make peers` installs the tools. Each runs the function that its documentation names for the task, with defaults.
"""

import json
import resource
import sys
import time
from collections.abc import Callable

TASKS = {"halfspace": ("hazm", "shekar", "rishe", "parsikit"), "spelling": ("shekar", "rishe")}


def main(tool: str, task: str) -> None:
    """Answer the lines on standard input with one tool."""
    begun = time.perf_counter()
    answer = _opened(tool, task)
    answer("گرم می شود.")
    lines = sys.stdin.read().split("\n")
    loaded = time.perf_counter()
    print(*(answer(line).replace("\n", " ") if line.strip() else line for line in lines), sep="\n", end="")
    seconds, gb = time.perf_counter() - loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"loading": loaded - begun, "seconds": seconds, "gb": gb}), file=sys.stderr)


def _opened(tool: str, task: str) -> Callable[[str], str]:
    match tool, task:
        case "hazm", "halfspace":
            from hazm import Normalizer

            return Normalizer().normalize
        case "shekar", "halfspace":
            from shekar import Normalizer

            return Normalizer()
        case "shekar", "spelling":
            from shekar import SpellChecker

            return SpellChecker()
        case "rishe", "halfspace":
            from rishe import Normalizer

            return Normalizer().normalize
        case "rishe", "spelling":
            from rishe import Pipeline

            return Pipeline().spell_correct
        case "parsikit", "halfspace":
            from parsikit import clean_text

            return clean_text
    raise SystemExit(f"{tool} has no {task}")


if __name__ == "__main__":
    main(*sys.argv[1:])
