"""Measure how faithful a text is to its source: coverage, additions, omissions, negation, order, repetition."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from bumi.models.constraints import inserted_words
from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.lexicon import listed_lines
from bumi.persian.morphology import content_lemmas, lemma, number_words_in, verb_roots, words
from bumi.persian.syntax import count_negations, ends_in_simple_past, has_verb_form
from bumi.persian.text import flat, numbers

_HEDGES = (
    ("یا",),
    ("احتمال", "ممکن", "شاید", "محتمل"),
    ("حدود", "تقریبا", "نزدیک"),
    ("دست کم", "حداقل"),
    ("حداکثر", "سقف", "تا"),
    ("فقط", "تنها"),
    ("رایگان", "آزاد", "مجانی"),
    ("ویژه", "مخصوص"),
    ("الزامی", "لازم", "اجباری", "ضروری", "باید"),
)
_NAME = 3  # words that an item of a list has at most where it is a name
_TIMES = frozenset((*WEEKDAYS, *MONTHS))
_DOUBLED = re.compile(r"(?<!\w)(?:هست|است|هستند|دارد|شود|می‌شود|نیست)\s+(?:است|هست|هستند)$")
_BEFORE = re.compile(r"([^\W\d][\w\u200c]*)\s+$")
_AFTER = re.compile(r"\s+([^\W\d][\w\u200c]*)")
_INTRODUCING = ("شماره", "تلفن", "سامانه", "با", "ساعت")
_EARLIER = re.compile(r"(?<!\w)(?:پارسال|دیروز|گذشته|پیش|قبل|قبلی|پیشین)(?!\w)")


@dataclass(frozen=True)
class Evidence:
    """How a text stands to its source.

    `coverage` is the share (0 to 1) of the source's content lemmas that the text has; `beyond` counts the content
    lemmas that the source does not have, allowed or not; `added` are those that neither the source nor the newsroom's
    own words have; `missing` are numbers, hedges and items of lists that the text lacks; `turned` says that one of the
    two denies and the other does not; `verbal` that it has a finite verb, as a sentence does; `past`
    that it ends in the simple past and the source has no such verb and speaks of no earlier time; `displaced` is the
    share (0 to 1) of pairs of the source's words that come in the other order, verbs aside: who does what to whom is
    mostly told by order; `faults` are signs of bad writing: a phrase, number or day said twice, two verbs side by side.
    """

    coverage: float
    beyond: int
    added: tuple[str, ...]
    missing: tuple[str, ...]
    turned: bool
    verbal: bool
    past: bool
    displaced: float
    faults: tuple[str, ...]


def evidence(text: str, source: str, context: str = "") -> Evidence:
    """Return the evidence for `text` resting on `source`; `context` may be named but need not be."""
    wanted, written = content_lemmas(source), content_lemmas(text)
    known = " ".join(flat(f"{source} {context}").split())
    allowed = wanted | content_lemmas(context) | newsroom_words()
    added = [word for word in sorted(written - allowed) if not _stands(word, known)]
    beyond = sum(not _stands(word, flat(source)) for word in written - wanted)
    said = flat(text)
    covered = sum(word in written or _stands(word, said) for word in wanted)
    missing = [*sorted(values(source) - values(text)), *_lost(text, source)]
    turned = count_negations(source) != count_negations(text)
    past = ends_in_simple_past(text) and not ends_in_simple_past(source) and not _EARLIER.search(source)
    share, faults = covered / max(1, len(wanted)), _faults(text, f"{source} {context}")
    return Evidence(
        share, beyond, tuple(added), tuple(missing), turned, has_verb_form(text), past, _displaced(text, source), faults
    )


@cache
def newsroom_words() -> frozenset[str]:
    """Return the lemmas that add no fact: those of assets/words/newsroom.txt, and of what is woven between words."""
    return frozenset(listed_lines("newsroom")) | set(map(lemma, inserted_words()))


def _displaced(text: str, source: str) -> float:
    """The normalised Kendall distance of the words that both have (Kendall, 1938)."""
    first = {word: at for at, word in reversed([*enumerate(_in_order(source))])}
    places = [first[word] for word in dict.fromkeys(_in_order(text)) if word in first]
    pairs = [*combinations(places, 2)]
    return sum(a > b for a, b in pairs) / max(1, len(pairs))


def _in_order(text: str) -> list[str]:
    """The lemmas that carry meaning, as they come, without those of verbs."""
    bearing = content_lemmas(text)
    return [key for _, _, word in words(text) if (key := lemma(word)) in bearing and key not in verb_roots()]


def values(text: str) -> set[str]:
    """Return every number of a text by its value, in digits or in words (one is left out: it is also the article)."""
    digits = {value.rstrip(".,/:٫٬") for _, _, value in numbers(text)}
    words = {str(value) for _, _, value in number_words_in(text) if value != 1}
    return digits | words


def _stands(lemma: str, flat_text: str) -> bool:
    """Whether a word of the text begins as `lemma` does: a suffix the lemmatizer left is not a difference."""
    stem = flat(lemma).replace(" ", "")
    stem = stem[: max(4, len(stem) - 2)]
    return any(word.startswith(stem) if len(stem) >= 4 else word == stem for word in flat_text.split())


def _faults(text: str, known: str) -> tuple[str, ...]:
    said, given = text.rstrip(" .!؟").split(), known.split()
    pairs, given_pairs = Counter(pairwise(said)), Counter(pairwise(given))
    twice = [" ".join(pair) for pair, times in pairs.items() if times > max(pair[0] != pair[1], given_pairs[pair])]
    counted, have = _counted(text), _counted(known)
    twice += [value for value, times in counted.items() if times > max(1, have[value])]
    doubled = [" ".join(said[-2:])] if _DOUBLED.search(" ".join(said)) else []
    return (*twice, *doubled)


def unbound_numbers(text: str, source: str) -> list[str]:
    """Return the numbers of `text` that stand beside neither word they stand beside in `source`.

    «۴۰ ساعت» is not «ساعت ۴۰», and a day of the month is no count. A number that ends its part of the source
    (a telephone line, an hour) may be introduced by what it is.
    """
    told = list(_beside(source))
    return [
        value
        for value, before, after in _beside(text)
        if not any(
            value == known and (_same(before, left) or _same(after, right) or (not right and before in _INTRODUCING))
            for known, left, right in told
        )
    ]


def _beside(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each number in digits with the words right before and after it."""
    for start, end, value in numbers(text):
        before, after = _BEFORE.search(text, 0, start), _AFTER.match(text, end)
        yield value, before[1] if before else "", after[1] if after else ""


def _same(word: str, other: str) -> bool:
    return bool(word) and flat(word)[:4] == flat(other)[:4]


def _counted(text: str) -> Counter[str]:
    """Numbers, days and months: what is not to be said more often than the source does."""
    named = (word.strip("،؛:.()") for word in text.split())
    return Counter([value for _, _, value in numbers(text)] + [word for word in named if word in _TIMES])


def _lost(text: str, source: str) -> list[str]:
    """What must not be left out beside numbers: a choice, a hedge, a limit, an item of a list."""
    said = flat(text)
    hedges = [group[0] for group in _HEDGES if _any_of(group, flat(source)) and not _any_of(group, said)]
    items = [item.strip() for part in source.split("؛") if part.count("،") >= 2 for item in re.split("،| و ", part)]
    names = [item for item in items if item and len(item.split()) <= _NAME]
    return hedges + [item for item in names if not any(_stands(word, said) for word in flat(item).split())]


def _any_of(words: tuple[str, ...], flat_text: str) -> bool:
    return any(re.search(rf"(?<!\w){word}", flat_text) for word in words)
