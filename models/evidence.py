"""What speaks for and against a sentence, given what it rests on; all of it can be shown to an editor."""

import re
from dataclasses import dataclass
from functools import cache

from bumi.language import content_lemmas, number_words_in, verb_forms
from bumi.settings import ROOT
from bumi.text import ZWNJ, flat, numbers

__all__ = ["Evidence", "ends_in_verb", "evidence", "newsroom_words"]

_DENIES = re.compile(
    r"(?<!\w)(?:نه|نیست\w*|نباید|ندار\w*|نمی\w*|نخواه\w*|نشو?[دن]\w*|نکن\w*|نکرد\w*|نگذار\w*|نده[دنیم]\w*|بدون|ممنوع\w*|هیچ\w*|لغو|جز|مگر|فاقد)(?!\w)"
)

_PAST = re.compile(r"(?<!\w)(?:شد|کرد|داد|گرفت|یافت|رفت|آمد|گذاشت|زد|رسید|افتاد)(?:ند|یم|م)?[\s.!]*$")


@dataclass(frozen=True)
class Evidence:
    """How a text stands to its source.

    `coverage` is the share (0 to 1) of the source's content lemmas that the text has; `added` are content
    lemmas of the text that neither the source nor the newsroom's own words have; `missing` are numbers of the
    source that the text lacks; `turned` says that one of the two denies and the other does not; `verbal` that
    the text ends in a finite verb, as a Persian sentence does; `past` that it ends in the simple past and the
    source has no such verb.
    """

    coverage: float
    added: tuple[str, ...]
    missing: tuple[str, ...]
    turned: bool
    verbal: bool
    past: bool


def evidence(text: str, source: str, context: str = "") -> Evidence:
    """Return the evidence for `text` resting on `source`; `context` may be named but need not be."""
    wanted, written = content_lemmas(source), content_lemmas(text)
    known = " ".join(flat(f"{source} {context}").split())
    allowed = wanted | content_lemmas(context) | newsroom_words()
    added = [word for word in sorted(written - allowed) if not _stands(word, known)]
    said = flat(text)
    covered = sum(word in written or _stands(word, said) for word in wanted)
    missing = sorted(_values(source) - _values(text))
    turned = bool(_DENIES.search(_spaced(source))) != bool(_DENIES.search(_spaced(text)))
    past = bool(_PAST.search(text)) and not _PAST.search(source)
    return Evidence(covered / max(1, len(wanted)), tuple(added), tuple(missing), turned, ends_in_verb(text), past)


def ends_in_verb(text: str) -> bool:
    """Whether the last word of `text` is a finite verb, affirmed or denied."""
    last = text.rstrip(" .!؟»").split()[-1:]
    forms = verb_forms()
    return any(word in forms or word.removeprefix("ن") in forms or word.endswith(("است", "‌اند")) for word in last)


@cache
def newsroom_words() -> frozenset[str]:
    """Return the lemmas that add no fact (assets/words/newsroom.txt)."""
    lines = (ROOT / "assets" / "words" / "newsroom.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _values(text: str) -> set[str]:
    """Every number of a text by its value, in digits or in words (one is left out: it is also the article)."""
    digits = {value.rstrip(".,/:٫٬") for _, _, value in numbers(text)}
    words = {str(value) for _, _, value in number_words_in(text) if value != 1}
    return digits | words


def _stands(lemma: str, flat_text: str) -> bool:
    """Whether a lemma of four letters or more is the beginning of a word: a suffix the lemmatizer left."""
    stem = flat(lemma).replace(" ", "")[: max(4, len(lemma) - 2)]
    return len(stem) >= 4 and any(word.startswith(stem) for word in flat_text.split())


def _spaced(text: str) -> str:
    return text.replace(ZWNJ, "")
