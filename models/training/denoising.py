"""Denoising examples for warm-up: clean Persian sentences reduced to telegraphic style, like notes.

Verbs, prepositions and conjunctions are removed or replaced by colons and commas; the example asks for the original
sentence (as in Lewis et al., 2020, arXiv:1910.13461).
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from bumi.brief import Kind
from bumi.models.data import TrainingExample
from bumi.models.request import Request, taught_as
from bumi.persian.morphology import sentences, verb_forms
from bumi.persian.text import digits_to_persian, normal

SOURCES = (  # prose; lists of messages and of interface words are excluded
    "corpus_wikipedia_fa/text",
    "corpus_clean_fa/debian_handbook_fa",
    "corpus_clean_fa/tico19_fa_subset",
    "corpus_clean_fa/gnome_help_fa",
    "corpus_clean_fa/opensource_guide_fa",
    "corpus_clean_fa/mozilla_org_fa",
    "corpus_clean_fa/common_voice_fa_subset",
    "corpus_clean_fa/react_docs_fa",
)
_LIGHT = frozenset(  # verbs that notes omit
    """است شده شود می‌شود شد شدند می‌شوند کرد می‌کند کردند می‌کنند کرده دارد دارند بود بودند هستند باشد باید
    می‌توان می‌تواند می‌توانند گردید داد می‌دهد می‌دهند دادند گرفت می‌گیرد یافت رسید می‌رسد دهد کند کنند کنید
    می‌کنید بوده""".split()  # noqa: SIM905
)
_JOINING = frozenset(("را", "که", "نیز", "هم", "این", "آن", "همچنین"))
_LINKING = frozenset(("در", "به", "از", "با", "برای"))
_UNUSABLE = re.compile(r"[%$\[\]{}<>|=_*#@\\]|می‌باشد|[A-Za-z]{3,}.*[A-Za-z]{3,}")
_WORDS = range(5, 29)  # of a sentence
_LEAST = 3  # words of a note


def examples_from(folder: Path, seed: int) -> list[TrainingExample]:
    """Return an example for each usable sentence of the corpora in `folder`, in random order."""
    chance = random.Random(seed)
    kinds = [kind for kind in Kind if taught_as(kind) is kind]
    made = []
    for topic, sentence in _sentences(folder):
        note = _telegraphic(sentence, chance)
        if len(note.split()) >= _LEAST:
            place = "lede" if chance.random() < 0.25 else "body"
            request = Request(chance.choice(kinds), place, topic, (("n1", note),))
            made.append(TrainingExample(request.prompt(), sentence))
    chance.shuffle(made)
    return made


def _sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (the first words of the paragraph, sentence) for each usable sentence."""
    seen: set[str] = set()
    for source in SOURCES:
        for line in (folder / f"{source}.txt").read_text("utf-8").splitlines():
            paragraph = normal(line)
            said = [digits_to_persian(paragraph[start:end]) for start, end in sentences(paragraph)]
            for sentence in said:
                if sentence not in seen and _usable(sentence):
                    seen.add(sentence)
                    yield " ".join(said[0].rstrip(".").split()[:4]).strip("،؛:"), sentence


def _usable(sentence: str) -> bool:
    return (
        len(sentence.split()) in _WORDS
        and sentence.endswith(".")
        and not _UNUSABLE.search(sentence)
        and all(sentence.count(opened) == sentence.count(closed) for opened, closed in (("«", "»"), ("(", ")")))
    )


def _telegraphic(sentence: str, chance: random.Random) -> str:
    """Return `sentence` without a random share of its verbs and function words."""
    verbs, small = chance.choice((0.5, 0.8, 1.0)), chance.choice((0.15, 0.35, 0.6))
    words, kept = sentence.rstrip(".").split(), list[str]()
    for at, word in enumerate(words):
        bare, mark = word.strip("،؛:()«»"), word[len(word.rstrip("،؛:")) :]
        closes = at >= len(words) - 2 or bool(mark)
        dropped = (
            (bare in _LIGHT and chance.random() < verbs * (1.0 if closes else 0.6))
            or (closes and bare in verb_forms() and bare not in _LIGHT and chance.random() < verbs * 0.35)
            or (bare in _JOINING and chance.random() < small)
        )
        linking = (bare in _LINKING and chance.random() < small * 0.6) or (bare == "و" and chance.random() < small)
        if not dropped and not linking:
            kept.append(word)
        elif kept and kept[-1][-1] not in "،؛:":
            kept[-1] += mark if dropped else _instead(bare, chance)
    return " ".join(kept).strip(" ،؛:-+")


def _instead(bare: str, chance: random.Random) -> str:
    """Return what notes have in place of a linking word."""
    if bare == "و":
        return chance.choice(("،", "؛", " +", "،"))
    return chance.choice((":", "،")) if chance.random() < 0.35 else ""
