"""Benchmark of the writer: speed and memory, compared with llama.cpp on the same weights (`make bench`).

Both run together on one machine, so the ratio is comparable even where the figures are not. Every part is measured in
a separate process, so that neither counts what the other loaded. The writer's tokens are those of the final texts of
its beams; abandoned ones are not counted.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bumi.brief import Brief

_BRIEFS = 32
_SENTENCES = 60  # sentences that llama.cpp writes, one by one
_LONGEST = 80  # tokens
_THREADS = (1, 2)  # thread counts of llama.cpp; the better one counts


def main(peers: str) -> None:
    """Measure each part in a fresh process and print the figures with their bars.

    `peers` is a Python with llama-cpp-python; the environment variable GGUF names its file of weights.
    """
    ours, alone = _apart(sys.executable, "ours"), _apart(sys.executable, "alone")
    theirs = [_apart(peers, "llama", str(threads), given=_given()) for threads in _THREADS]
    print(f"{_BRIEFS} briefs       {ours['tokens_s']:8.0f} tokens/s, {ours['seconds'] / _BRIEFS:.1f} s a brief")
    for threads, peer in zip(_THREADS, theirs, strict=True):
        print(f"llama.cpp       {peer['tokens_s']:8.0f} tokens/s, {threads} threads")
    print(f"ratio           {ours['tokens_s'] / max(peer['tokens_s'] for peer in theirs):8.1f}            at least 2")
    print(f"one brief alone {alone['seconds']:8.1f} s          under 10")
    print(f"loading         {alone['loading']:8.1f} s          under 3")
    print(f"peak memory     {max(ours['gb'], alone['gb']):8.2f} GB         under 1.5")


def _apart(python: str, *part: str, given: str = "") -> dict[str, float]:
    """Run one part of this file in a new process and return its figures."""
    told = subprocess.run([python, __file__, *part], check=True, stdout=subprocess.PIPE, text=True, input=given)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def _briefs() -> "list[Brief]":
    from bumi.brief import brief_from
    from bumi.models.data import read_pairs

    pairs = islice(read_pairs(dev=True), _BRIEFS)
    return [brief_from({**pair["brief"], "kind": pair["kind"]}, "dev") for pair in pairs]


def _ours(briefs: "list[Brief]") -> dict[str, float]:
    from bumi.models.backends import open_realiser
    from bumi.models.usage import tokens_generated
    from bumi.models.writer import Writer
    from bumi.settings import Settings

    start = time.perf_counter()
    realiser = open_realiser(Settings())
    loaded = time.perf_counter()
    Writer(realiser).draft(briefs)
    seconds = time.perf_counter() - loaded
    written = tokens_generated()
    return {"loading": loaded - start, "seconds": seconds, "tokens_s": written / seconds, "gb": _peak()}


def _given() -> str:
    """Return the prompts of the sentences for llama.cpp."""
    from bumi.models.writer import requests_of

    requests = (request for brief in _briefs() for request in requests_of(brief).values())
    return json.dumps([*islice((request.prompt() for request in requests), _SENTENCES)])


def _llama(threads: int, prompts: list[str]) -> dict[str, float]:
    from llama_cpp import Llama

    model = Llama(os.environ["GGUF"], n_ctx=1024, n_threads=threads, verbose=False)
    written, start = 0, time.perf_counter()
    for prompt in prompts:
        answer = model.create_completion(prompt, max_tokens=_LONGEST, temperature=0.7, top_p=0.9, seed=1)
        written += answer["usage"]["completion_tokens"]
    return {"tokens_s": written / (time.perf_counter() - start), "gb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux


def _with_weights(peers: str) -> None:
    from bumi.models.weights import assemble

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GGUF"] = str(Path(folder) / "model.gguf")
        assemble(Path(os.environ["GGUF"]))
        main(peers)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours"]:
            print(json.dumps(_ours(_briefs())))
        case ["alone"]:
            print(json.dumps(_ours(_briefs()[:1])))
        case ["llama", threads]:
            print(json.dumps(_llama(int(threads), json.load(sys.stdin))))
        case [peers]:
            _with_weights(peers)
