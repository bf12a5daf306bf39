"""The writer's speed and memory, with llama.cpp beside it on the same weights: `make bench`.

Both write in one run on one machine, so the ratio holds where the figures do not. Every part is measured in a
process of its own: what one has loaded is not counted for the other.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bumi.brief import Brief, brief_from
from bumi.settings import Settings
from models.examples import read_pairs

_BRIEFS = 32
_SENTENCES = 60  # that llama.cpp writes, one after the other
_LONGEST = 80  # tokens
_THREADS = (1, 2)  # of llama.cpp; the better one counts


def main() -> None:
    """Measure each part in a fresh process and print the figures beside their bars."""
    ours = _apart("ours")
    alone = _apart("alone")
    peers = [_apart("llama", str(threads)) for threads in _THREADS]
    best = max(peer["tokens_s"] for peer in peers)
    print(f"{_BRIEFS} briefs       {ours['tokens_s']:8.0f} tokens/s, {ours['seconds'] / _BRIEFS:.1f} s a brief")
    for threads, peer in zip(_THREADS, peers, strict=True):
        print(f"llama.cpp       {peer['tokens_s']:8.0f} tokens/s, {threads} threads")
    print(f"ratio           {ours['tokens_s'] / best:8.1f}            at least 2")
    print(f"one brief alone {alone['seconds']:8.1f} s          under 10")
    print(f"loading         {alone['loading']:8.1f} s          under 3")
    print(f"peak memory     {max(ours['gb'], alone['gb']):8.2f} GB         under 1.5")


def _apart(*part: str) -> dict[str, float]:
    """Run one part of this file in a new process and return what it measured."""
    told = subprocess.run([sys.executable, __file__, *part], check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def _briefs() -> list[Brief]:
    pairs = islice(read_pairs(dev=True), _BRIEFS)
    return [brief_from({**pair["brief"], "kind": pair["kind"]}, "dev") for pair in pairs]


def _ours(briefs: list[Brief]) -> dict[str, float]:
    from models.registry import open_realiser
    from models.writer import Writer

    start = time.perf_counter()
    realiser = open_realiser(Settings())
    loaded = time.perf_counter()
    Writer(realiser).draft(briefs)
    seconds = time.perf_counter() - loaded
    written = getattr(realiser, "tokens", 0)
    return {"loading": loaded - start, "seconds": seconds, "tokens_s": written / seconds, "gb": _peak()}


def _llama(threads: int) -> dict[str, float]:
    from llama_cpp import Llama

    from bumi.brief import Kind
    from models.examples import parts_of
    from models.weights import assemble
    from models.wording import Request

    with tempfile.TemporaryDirectory() as folder:
        gguf = Path(folder) / "model.gguf"
        assemble(gguf)
        model = Llama(str(gguf), n_ctx=1024, n_threads=threads, verbose=False)
        prompts = [
            Request.of(Kind(pair["kind"]), "body", parts_of(pair["brief"]), ["n1"]).prompt()
            for pair in islice(read_pairs(dev=True), _SENTENCES)
        ]
        written, start = 0, time.perf_counter()
        for prompt in prompts:
            answer = model.create_completion(prompt, max_tokens=_LONGEST, temperature=0.7, top_p=0.9, seed=1)
            written += answer["usage"]["completion_tokens"]
        return {"tokens_s": written / (time.perf_counter() - start), "gb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours"]:
            print(json.dumps(_ours(_briefs())))
        case ["alone"]:
            print(json.dumps(_ours(_briefs()[:1])))
        case ["llama", threads]:
            print(json.dumps(_llama(int(threads))))
        case _:
            main()
