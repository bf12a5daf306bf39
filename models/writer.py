"""The writer: plan the piece, realise each sentence in several ways, choose by evidence.

Every sentence of every brief is written in one batch, from its own parts of the brief alone and under a
guard that knows them, so a number, a date or a quotation of another sentence cannot slip in either.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from bumi.brief import Brief
from bumi.piece import Draft, Fields, ModelNote, Source
from bumi.settings import Settings
from bumi.text import flat
from models.choice import Judged, best, judge
from models.evidence import ends_in_verb
from models.guard import Guard, Vocabulary
from models.hashtags import hashtags
from models.plan import Plan, Slot, names_county, plan
from models.prompts import filled, prompt
from models.sampling import Candidate, log_likelihoods, sample
from models.train import encode
from models.weights import ADAPTER, ensure_model, load

__all__ = ["Writer", "open_writer"]

_LIMITS = {"kicker": 16, "headline": 32, "lede": 90, "body": 80}
_SENTENCE = 5  # words
_ROWS = 160  # candidates in flight at once: more is faster a token, and takes more memory


class Writer:
    """A model that drafts; `name` and `adapter` are for the record, `candidates` are written for each text."""

    def __init__(self, model: Any, tokenizer: Any, name: str, adapter: str, candidates: int = 12) -> None:
        self._model, self._tokenizer = model, tokenizer
        self._vocabulary = Vocabulary(tokenizer)
        self._name, self._adapter, self._count = name, adapter, candidates

    def draft(
        self, briefs: Sequence[Brief], seed: int = 1, progress: Callable[[int, int], None] = lambda done, all_: None
    ) -> list[Draft]:
        """Return a draft for each brief; the same briefs and seed give the same drafts.

        `progress` is called with (texts written, texts in all).
        """
        plans = [plan(brief, prompt(brief.kind)) for brief in briefs]
        asked = [
            (brief, slot) for brief, made in zip(briefs, plans, strict=True) for slot in made.slots() if slot.request
        ]
        found: dict[int, list[Judged]] = {}
        order = sorted(asked, key=lambda pair: len(pair[1].request.prompt()) if pair[1].request else 0)
        size = max(1, _ROWS // self._count)
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            for (_, slot), judged in zip(batch, self._write(batch, seed + start), strict=True):
                found[id(slot)] = judged
            progress(min(start + size, len(order)), len(order))
        return [self._compose(brief, made, found, seed) for brief, made in zip(briefs, plans, strict=True)]

    def _write(self, batch: "Sequence[tuple[Brief, Slot]]", seed: int) -> list[list[Judged]]:
        """Write the candidates of a batch and judge them."""
        requests = [slot.request for _, slot in batch if slot.request]
        guards = [Guard(f"{r.topic}\n" + "\n".join(text for _, text in r.parts), self._vocabulary) for r in requests]
        limits = [_LIMITS[slot.place] for _, slot in batch]
        prompts = [request.prompt() for request in requests]
        written = sample(self._model, self._tokenizer, prompts, guards, self._count, seed, limits)
        written = [list({each.text: each for each in candidates}.values()) for candidates in written]
        self._add_own_words(batch, written)
        backs = self._backs(batch, written)
        return [judge(slot, brief, c, b) for (brief, slot), c, b in zip(batch, written, backs, strict=True)]

    def _add_own_words(self, batch: "Sequence[tuple[Brief, Slot]]", written: list[list[Candidate]]) -> None:
        """Let a note that is a sentence already, and the plain headline, stand among the candidates."""
        own = [(i, slot, words) for i, (brief, slot) in enumerate(batch) if (words := _own_words(brief, slot))]
        rows = [encode(self._tokenizer, slot.request.prompt(), words) for _, slot, words in own if slot.request]
        for (i, _, words), fluency in zip(
            own, log_likelihoods(self._model, rows, self._tokenizer.pad_token_id), strict=True
        ):
            if all(candidate.text != words for candidate in written[i]):
                written[i].append(Candidate(words, fluency))

    def _backs(self, batch: "Sequence[tuple[Brief, Slot]]", written: list[list[Candidate]]) -> list[list[float]]:
        """Return how likely each sentence's parts are given the sentence; 0 for what stands around the text."""
        rows, places = [], []
        for i, ((_, slot), candidates) in enumerate(zip(batch, written, strict=True)):
            if slot.place in ("lede", "body") and slot.request:
                asked = slot.request
                rows += [encode(self._tokenizer, asked.back_prompt(c.text), asked.told()) for c in candidates]
                places += [(i, j) for j in range(len(candidates))]
        scores = dict(zip(places, log_likelihoods(self._model, rows, self._tokenizer.pad_token_id), strict=True))
        return [[scores.get((i, j), 0.0) for j in range(len(candidates))] for i, candidates in enumerate(written)]

    def _compose(self, brief: Brief, made: Plan, found: dict[int, list[Judged]], seed: int) -> Draft:
        """Choose, sentence by sentence in reading order, and put the piece together."""
        rules, sources = prompt(brief.kind), list[Source]()
        chosen: list[str] = []

        def say(slot: Slot) -> str:
            judged = None if slot.words else best(found[id(slot)], chosen)
            text = slot.words or (judged.text if judged else _plain(brief, slot))
            chosen.append(text)
            text = slot.frame.replace("{sentence}", text)
            notes = tuple(brief.parts()[id_] for id_ in slot.rests_on)
            plain = not slot.words and judged is None
            sources.append(Source(field=slot.place, text=text, rests_on=slot.rests_on, notes=notes, plain=plain))
            return text

        lede = say(made.lede)
        body = "\n\n".join(" ".join(say(slot) for slot in paragraph) for paragraph in made.body)
        texts = {**brief.parts()}
        for place in ("headline", "kicker"):
            judged = best(found[id(made.around[place])], [])
            texts[place] = judged.text if judged else _plain(brief, made.around[place])
        repeated = flat(texts["kicker"]) in flat(texts["headline"])
        fields = Fields(
            kicker="" if repeated else texts["kicker"],
            headline=texts["headline"],
            lede=lede,
            body=body,
            caption=_caption(lede, sources),
            hashtags=hashtags(brief, texts["kicker"]),
        )
        note = ModelNote(name=self._name, adapter=self._adapter, prompt=rules.version, seed=seed)
        return Draft(fields=fields, sources=tuple(sources), model=note)


def open_writer(settings: Settings) -> Writer:
    """Return the writer that `settings` name, loaded; NotAvailable when its model is not there."""
    folder = ensure_model(settings)
    own = settings.model == "embedded"
    model, tokenizer = load(folder, ADAPTER if own else None)
    return Writer(model, tokenizer, name=folder.name, adapter=_version() if own else "")


def _version() -> str:
    """The adapter's version: a digest of its weights."""
    return hashlib.sha256((ADAPTER / "adapter_model.safetensors").read_bytes()).hexdigest()[:12]


def _own_words(brief: Brief, slot: Slot) -> str:
    """Return what may stand as it is: the one note of a slot where it is a whole sentence, or the plain headline."""
    if slot.place == "headline":
        return _plain(brief, slot)
    if slot.place != "body" or slot.request is None or len(slot.request.parts) != 1:
        return ""
    words = slot.request.parts[0][1].rstrip(".")
    return f"{words}." if len(words.split()) >= _SENTENCE and ends_in_verb(words) else ""


def _caption(lede: str, sources: Sequence[Source]) -> str:
    """Return the post for social channels: the lede and how to take part, in sentences chosen already.

    A caption that the model writes from all notes at once mixes them up (docs/experiments.md).
    """
    call = [source.text for source in sources if source.rests_on == ("call",)]
    return " ".join([lede, *call])


def _plain(brief: Brief, slot: Slot) -> str:
    """Write a text by the plain pattern of its place; no note it rests on is left out."""
    assert slot.request
    pattern: str = getattr(prompt(brief.kind).plain, slot.place)
    parts = {**brief.parts(), **dict(slot.request.parts), "county": "" if names_county(brief) else brief.county}
    named = {"topic", "agency", "county"} | {id_ for id_ in ("when", "where") if f"{{{id_}}}" in pattern}
    notes = "؛ ".join(text.rstrip(".") for id_, text in slot.request.parts if id_ not in named)
    text = filled(pattern, {**parts, "notes": notes or brief.topic})
    return f"{text} {notes}." if slot.place == "lede" and notes else text
