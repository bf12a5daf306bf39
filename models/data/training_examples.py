"""Read training data: sentences of the pairs with the parts they rest on, single notes, and preferences (judged/)."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bumi.brief import Brief, Kind, brief_from
from bumi.current_province import serving
from bumi.models.request import Request
from bumi.persian.numbers import spelled_out
from bumi.persian.syntax import as_clause
from bumi.persian.text import flat, normal
from bumi.settings import DEFAULT_PROVINCE, PROVINCES
from bumi.words import AHEAD

_BREAK = re.compile(r"\s*[؛;]\s*|\s*\.\s+|\s+(?:و نیز|اما|ولی)\s+")

_PAIRS = Path(__file__).parent / "pairs"
_NOTES = Path(__file__).parent / "notes"
_JUDGED = Path(__file__).parent / "judged"
_APART = "apart"


def fragments(note: str, least: int = 3, whole: int = 18) -> list[str]:
    """Return the independent pieces of `note`.

    A piece under `least` words stays with the one before it, and a note of up to `whole` words stays one: its
    second half often leans on the first («میانگین ۳ دقیقه؛ پارسال ۵ دقیقه بود»).
    """
    if len(note.split()) <= whole:
        return [note.strip()]
    pieces: list[str] = []
    start = 0
    for match in _BREAK.finditer(note):
        left, right = note[start : match.start()], note[match.end() :]
        if (
            len(left.split()) >= least
            and len(right.split()) >= least
            and note.count("«", 0, match.start()) == note.count("»", 0, match.start())
        ):
            pieces.append(left.strip())
            start = match.end()
    return [*pieces, note[start:].strip()]


@dataclass(frozen=True)
class TrainingExample:
    """One prompt and the answer wanted."""

    prompt: str
    answer: str


def read_pairs(dev: bool = False) -> list[dict[str, Any]]:
    """Return the pairs (see pairs/FORMAT.md): those for training, or with `dev` those that are never trained on."""
    files = sorted(path for path in _PAIRS.glob("*.jsonl") if (path.stem == "dev") is dev)
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def dev_briefs() -> list[Brief]:
    """Return the briefs of the dev set."""
    return [*map(brief_of, read_pairs(dev=True))]


def brief_of(pair: Mapping[str, Any]) -> Brief:
    """Return the brief of a pair; pairs are of the default province, whichever is served."""
    with serving(PROVINCES / DEFAULT_PROVINCE):
        return brief_from({**pair["brief"], "kind": pair["kind"]}, "models/data/pairs")


def own_lines() -> list[str]:
    """Return the paragraphs of the drafts of the training pairs, as clean text."""
    drafts = [pair["draft"] for pair in read_pairs()]
    paragraphs = [paragraph for draft in drafts for paragraph in (draft["lede"], *draft["body"])]
    return list(dict.fromkeys(" ".join(sentence["text"] for sentence in paragraph) for paragraph in paragraphs))


def read_notes(folder: Path = _NOTES) -> list[dict[str, str]]:
    """Return the notes of a folder that are each made one sentence (see notes/FORMAT.md)."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


def request_of(item: dict[str, str]) -> Request:
    """Return the request for one of the notes: a body sentence, or a lede where it has the parts of one."""
    named = {id_: item.get(id_, "") for id_ in ("topic", "county", "when", "where")} | {"n1": item["note"]}
    parts = {id_: spelled_out(text) for id_, text in named.items() if text}
    kind, place = Kind(item["kind"]), item.get("place", "body")
    if place == "body":
        return Request.of(kind, place, parts, ["n1"])
    clause = as_clause(parts["topic"], item.get("when", ""), kind in AHEAD)
    if clause and item["sentence"].endswith(f"{clause.verb}."):
        return replace(Request.of(kind, place, parts | {"topic": clause.subject}, parts), verb=clause.verb)
    return Request.of(kind, place, parts, parts)


def is_woven(item: dict[str, str]) -> bool:
    """Whether the sentence of a note says all its words in their order, and adds only what may be woven in."""
    return request_of(item).is_woven(item["sentence"])


def of_note(item: dict[str, str]) -> TrainingExample:
    """Return the example of one of the notes."""
    return TrainingExample(request_of(item).prompt(), item["sentence"])


def parts_of(brief: dict[str, Any]) -> dict[str, str]:
    """Return the parts of a pair's brief by id, as the plan has them; quotations are left to the plan."""
    named = {id_: brief[id_] for id_ in ("topic", "agency", "county", "when", "where")}
    notes = {f"n{i}": note for i, note in enumerate(brief["notes"], 1)}
    return {id_: spelled_out(text) for id_, text in (named | notes | {"call": brief["call_to_action"]}).items() if text}


def examples(pair: dict[str, Any]) -> Iterator[TrainingExample]:
    """Yield the examples of one pair; sentences that carry a quotation are patterns, not learnt."""
    kind, parts = Kind(pair["kind"]), parts_of(pair["brief"])
    sentences = _sentences_of(pair)
    uses = Counter(id_ for _, sentence in sentences for id_ in sentence["rests_on"])
    for place, sentence in sentences:
        if _is_learnt(sentence):
            narrowed = {id_: _narrow(text, sentence["text"], uses[id_]) for id_, text in parts.items()}
            request, text = Request.of(kind, place, narrowed, sentence["rests_on"]), normal(sentence["text"])
            if place == "lede" or request.is_woven(text):
                yield TrainingExample(request.prompt(), text)


def _sentences_of(pair: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return (place, sentence) of a pair's lede and body, in reading order."""
    draft = pair["draft"]
    return [("lede", it) for it in draft["lede"]] + [("body", it) for paragraph in draft["body"] for it in paragraph]


def _is_learnt(sentence: dict[str, Any]) -> bool:
    """Whether the model learns to write `sentence`: it rests on something, and carries no quotation."""
    ids = sentence["rests_on"]
    return bool(ids) and not any(id_.startswith("q") for id_ in ids) and "«" not in sentence["text"]


def _narrow(text: str, sentence: str, uses: int) -> str:
    """Of a note that several sentences share, return the fragments that this sentence says."""
    pieces = fragments(text, whole=0) if uses > 1 else [text]
    if len(pieces) == 1:
        return text
    said = set(flat(sentence).split())
    shares = [len(said & set(flat(piece).split())) / max(1, len(flat(piece).split())) for piece in pieces]
    chosen = [piece for piece, share in zip(pieces, shares, strict=True) if share >= 0.7 * max(shares)]
    return "؛ ".join(chosen)


@dataclass(frozen=True)
class Preference:
    """A request with sentences woven of its note (judged/FORMAT.md): good ones, the most natural first, and bad."""

    request: Request
    good: tuple[str, ...]
    bad: tuple[str, ...]


def read_preferences(apart: bool = False) -> list[Preference]:
    """Return the preferences to learn from, or those kept `apart` to measure by."""
    files = sorted(path for path in _JUDGED.glob("*.jsonl") if (path.stem == _APART) is apart)
    return [_preference(json.loads(line)) for path in files for line in path.read_text("utf-8").splitlines()]


def _preference(item: dict[str, Any]) -> Preference:
    parts, verb = tuple(item["parts"].items()), item.get("verb", "")
    request = Request(Kind(item["kind"]), item["place"], item["topic"], parts, verb)
    return Preference(request, tuple(item["good"]), tuple(item["bad"]))
