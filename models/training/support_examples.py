"""Examples of the support check: premise, sentence, and whether it follows, from pairs, notes and faults.

Training and dev data are separated by theme: whole files of the pairs and of the notes.
"""

import csv
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bumi.brief import Brief
from bumi.models.data import brief_of
from bumi.models.scoring.premise import cited, joined, parts_of, premise
from bumi.models.training.perturbations import RULES, renumbered
from bumi.words import Kind

TRUE, GOLD = "true", "gold"
"""The types of true sentences: rewordings, and gold sentences."""

_DATA = Path(__file__).parents[1] / "data"
_DEV = ("dev", "farming", "heritage", "schools", "services", "town")
_DEV_NOTES = frozenset(
    f"{name}.jsonl"
    for name in (
        *("courses_and_schooling", "farming", "fields_and_herds", "museums_and_stages", "rescue_and_law"),
        *("schools", "services", "towns_and_networks", "culture_and_schools"),
    )
)
_FAULTS = 2  # most faults planted in each true sentence
_LEAST_PARTS = 3  # of a brief that a part can be taken from


class Gold(NamedTuple):
    """A gold sentence with the parts of its brief by id, and the ids that it rests on."""

    parts: Mapping[str, str]
    text: str
    rests_on: tuple[str, ...]


class Labelled(NamedTuple):
    """An example of the check: its input, whether the sentence follows, and the type of fault if not.

    `of` is the pair, «file:number», whose whole brief the sentence is compared with; empty if there is none.
    """

    premise: str
    sentence: str
    follows: bool
    type: str
    of: str = ""


def gold(dev: bool) -> dict[str, Gold]:
    """Return the gold sentences of the dev pairs, or of the others, by «file:pair:sentence»."""
    found = {}
    for key, brief, draft in _pairs(dev):
        parts = parts_of(brief.kind, brief.parts())
        sentences = [*draft["lede"], *(each for paragraph in draft["body"] for each in paragraph)]
        for number, sentence in enumerate(sentences):
            rests_on = tuple(id_ for id_ in sentence["rests_on"] if id_ in parts)
            found[f"{key}:{number}"] = Gold(parts, sentence["text"], rests_on)
    return found


def briefs() -> dict[str, Brief]:
    """Return the briefs of the dev pairs, by «file:number»."""
    return {key: brief for key, brief, _ in _pairs(True)}


def _pairs(dev: bool) -> Iterator[tuple[str, Brief, dict[str, Any]]]:
    """Yield «file:number», brief and draft of the dev pairs, or of the others."""
    for path in sorted((_DATA / "pairs").glob("*.jsonl")):
        if (path.stem in _DEV) is dev:
            for at, line in enumerate(path.read_text("utf-8").splitlines()):
                pair = json.loads(line)
                yield f"{path.stem}:{at}", brief_of(pair), pair["draft"]


def of_notes() -> dict[str, Gold]:
    """Return the sentences of the training notes, with topic and note, by «folder/file:line»."""
    found = {}
    for folder in ("notes", "told"):
        for path in sorted((_DATA / folder).glob("*.jsonl")):
            if path.name in _DEV_NOTES:
                continue
            for at, line in enumerate(path.read_text("utf-8").splitlines()):
                note = json.loads(line)
                if note.get("note") and note.get("sentence"):
                    parts = parts_of(Kind(note["kind"]), {"topic": note["topic"], "n1": note["note"]})
                    found[f"{folder}/{path.stem}:{at}"] = Gold(parts, note["sentence"], tuple(parts))
    return found


def faults(dev: bool, rng: random.Random | None = None) -> Iterator[Labelled]:
    """Yield the faults of models/data/faults (FORMAT.md), and their true rewordings.

    With `rng` the premise is sometimes the parts that the gold sentence cites.
    """
    every = gold(dev) if dev else gold(dev) | of_notes()
    files = sorted((_DATA / "faults").glob("dev.jsonl" if dev else "train_*.jsonl"))
    for fault in (json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()):
        parts, _, rests_on = every[fault["of"]]
        ids = premise(parts, fault["text"])
        if rng and rng.random() < 0.3:
            ids = cited(parts, rests_on)
        yield Labelled(joined(parts, ids), fault["text"], fault["type"] == TRUE, fault["type"], _pair_of(fault["of"]))


def measured() -> list[Labelled]:
    """Return the examples for measuring: the gold sentences, the rewordings, and the faults."""
    true = (
        Labelled(joined(it.parts, premise(it.parts, it.text)), it.text, True, GOLD, _pair_of(key))
        for key, it in gold(True).items()
    )
    return [*true, *faults(True)]


def _pair_of(key: str) -> str:
    return key.rpartition(":")[0]


def entailment(folder: Path, split: str) -> list[Labelled]:
    """Return a split of FarsTail («train», «dev»): whether a sentence follows from another (nli_fa/ in `folder`)."""
    with (folder / "nli_fa" / f"{split}.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Labelled(row["premise"], row["hypothesis"], row["label"] == "e", "farstail") for row in rows]


def trained(seed: int) -> list[Labelled]:
    """Return one sample of training examples, without the hand-written faults; about 83,000.

    Each true sentence comes with at most two faults, in the sentence or in its premise; in the latter case the sentence
    is unchanged. Numbers are replaced on both sides, parts are left out, sentences are paired with other briefs.
    """
    rng, made = random.Random(seed), list[Labelled]()
    every = [*gold(False).values(), *of_notes().values()]
    for it in every:
        made.append(Labelled(_drawn(it, it.text, rng), it.text, True, TRUE))
        if rng.random() < 0.5 and (both := renumbered(_drawn(it, it.text, rng), it.text, rng)):
            made.append(Labelled(*both, True, TRUE))
        made += _planted_in(it, rng)
        kind = rng.random()
        cited = [id_ for id_ in it.rests_on if id_[0] in "nqw"]
        if kind < 0.1 and cited and len(it.parts) > _LEAST_PARTS:
            gone = rng.choice(cited)
            less = {id_: text for id_, text in it.parts.items() if id_ != gone}
            made.append(Labelled(joined(less, premise(less, it.text)), it.text, False, "missing"))
        elif 0.1 <= kind < 0.15:
            other = rng.choice(every).text
            made.append(Labelled(joined(it.parts, premise(it.parts, other)), other, False, "other"))
    rng.shuffle(made)
    return made


def _planted_in(it: Gold, rng: random.Random) -> list[Labelled]:
    made = list[Labelled]()
    for type_, rule in rng.sample([*RULES.items()], len(RULES)):
        if len(made) == _FAULTS:
            break
        if rng.random() < 0.5 or type_ == "cause":
            if (fault := rule(it.text, rng)) and fault != it.text:
                made.append(Labelled(_drawn(it, fault, rng), fault, False, type_))
        else:
            right = _drawn(it, it.text, rng)
            if (wrong := rule(right, rng)) and _matters(right, wrong, it.text):
                made.append(Labelled(wrong, it.text, False, type_))
    return made


def _matters(right: str, wrong: str, sentence: str) -> bool:
    """Whether a word exchanged in the premise also occurs in the sentence."""
    gone = set(right.split()) - set(wrong.split())
    return any(word.strip("،.؛") in sentence for word in gone)


def _drawn(it: Gold, sentence: str, rng: random.Random) -> str:
    """Return a premise: mostly the parts found by the sentence's words, sometimes those cited, or a few more."""
    if len(it.parts) == len(it.rests_on):
        return joined(it.parts, it.parts)
    kind = rng.random()
    if 0.7 <= kind < 0.9:
        return joined(it.parts, cited(it.parts, it.rests_on))
    return joined(it.parts, premise(it.parts, sentence, 3 if kind < 0.7 else 5))
