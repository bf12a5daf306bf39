"""The likeliest texts woven from their notes, by beam search, for many prompts in one batch.

A text that has said less of its note than another is likelier so far, and may come to a bad end, so beams compete first
with those that have said as much: grid beam search (Hokamp and Liu, 2017, arXiv:1704.07138) in a beam of one width,
shared among the banks (Post and Vilar, 2018, arXiv:1804.06609).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.backends.decoding import Decoding
from models.constraints import Weave, joined
from models.realiser import Candidate

if TYPE_CHECKING:
    import torch

__all__ = ["beam_search"]


_HOPELESS = 12.0  # nats behind the likeliest


@dataclass(frozen=True)
class _Beam:
    text: str = ""
    gain: float = 0.0  # log-probability under the unmasked model, in nats
    length: int = 0
    row: int = 0


def beam_search(
    model: Any, prompts: Sequence[Sequence[int]], weaves: Sequence[Weave], width: int, limits: Sequence[int]
) -> list[list[Candidate]]:
    """Return up to `width` texts for each prompt (token ids), the likeliest first, ended within `limits` tokens."""
    import torch

    with torch.inference_mode():
        batch = Decoding(model, prompts, 1)
        live = [[_Beam(row=row)] for row in range(len(prompts))]
        ended: list[list[_Beam]] = [[] for _ in prompts]
        while any(live):
            gains = torch.log_softmax(batch.logits, -1)
            tokens: list[int] = []
            rows: list[int] = []
            for at, (beams, weave, limit) in enumerate(zip(live, weaves, limits, strict=True)):
                live[at] = []
                for token, beam in _best(beams, weave, gains, width):
                    if token in weave.vocabulary.ends:
                        ended[at].append(beam)
                    elif beam.length < limit and not _beaten(beam, ended[at], width):
                        live[at].append(_Beam(beam.text, beam.gain, beam.length, len(rows)))
                        rows.append(beam.row)
                        tokens.append(token)
            if rows:
                batch.go_on(rows, tokens)
    likeliest = ({beam.text: beam for beam in sorted(beams, key=_gain)}.values() for beams in ended)  # of each text one
    best = (sorted(beams, key=_gain, reverse=True)[:width] for beams in likeliest)
    return [[Candidate(beam.text.strip(), beam.gain, beam.length, woven=True) for beam in beams] for beams in best]


def _best(beams: Sequence[_Beam], weave: Weave, gains: "torch.Tensor", width: int) -> list[tuple[int, _Beam]]:
    """Return the `width` likeliest ways to go on by one token, each with the beam that it makes."""
    ways: list[tuple[int, _Beam]] = []
    for beam in beams:
        allowed = weave.mask(beam.text).nonzero()[:, 0]
        top, at = gains[beam.row][allowed].topk(min(width, len(allowed)))
        for gain, token in zip(top.tolist(), allowed[at].tolist(), strict=True):
            text = joined(beam.text, weave.vocabulary.text[token])
            ways.append((token, _Beam(text, beam.gain + gain, beam.length + 1, beam.row)))
    ways.sort(key=lambda way: -way[1].gain)
    ahead, hopeless = width // 2, ways[0][1].gain - _HOPELESS if ways else 0.0
    leading = ways[:ahead]
    banks = Counter(weave.progress(beam.text) for _, beam in leading)
    others: list[tuple[int, tuple[int, _Beam]]] = []
    for way in ways[ahead:]:
        bank = weave.progress(way[1].text)
        others.append((banks[bank], way))
        banks[bank] += 1
    others.sort(key=lambda other: other[0])
    return leading + [way for _, way in others[: width - ahead] if way[1].gain > hopeless]


def _gain(beam: _Beam) -> float:
    return beam.gain


def _beaten(beam: _Beam, ended: Sequence[_Beam], width: int) -> bool:
    """Whether nothing that `beam` becomes can be among the best: it only gets less likely."""
    return sum(other.gain > beam.gain for other in ended) >= width
