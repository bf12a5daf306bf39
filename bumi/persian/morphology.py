"""Sentences, words, lemmas, verb forms and the lexicon of Persian; the only module that uses hazm."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from bumi.persian.characters import MARKS
from bumi.persian.numbers import number_words, number_words_in
from bumi.persian.text import ZWNJ, normal
from bumi.remembered import remembered

__all__ = [
    "content_lemmas",
    "find_sentences",
    "lemma",
    "lexicon",
    "number_words",
    "number_words_in",
    "parts_of_speech",
    "sentences",
    "stop_words",
    "verb_forms",
    "verb_roots",
    "words",
]

_LETTERS = f"[^\\W_]|[{MARKS}]"
_WORD = re.compile(f"(?:{_LETTERS})+(?:{ZWNJ}+(?:{_LETTERS})+)*")
_STEP = re.compile(r"[\r\n\u2028\u2029]+|[«»]|[.!?؟…]+")
_FULL_STOPS = frozenset(".!?؟")
_CLOSERS = "»”’\"')]"
_MARKS = re.compile(f"[{MARKS}\u0640]")
_COPULA = dict.fromkeys(("است", "هست", "نیست", "باشید"), "بود")
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
_COMMON_ENDINGS = ("شان", "مان", "تان", "ترین", "تری", "تر", "ییان", "یی", "ای", "ام", "ات", "اش", "ان", "ین")
_ENDINGS = (*_COMMON_ENDINGS, "ی", "م", "ت", "ش")
_CLEAR_ENDING = re.compile(f"(?:{'|'.join(_PLURALS)})$")
_AFTER_HALF_SPACE = frozenset(_PLURALS + _ENDINGS)


@remembered()
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences, in code points, without the spaces around them.

    A sentence ends at a full stop, question or exclamation mark before a space, and at a line break;
    never within « », and not after the initial of a name («م. رضایی»). A line break closes open quotes.
    """
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for step in _STEP.finditer(text):
        mark, end = step.group(), step.end()
        if mark in "«»":
            depth = max(0, depth + (1 if mark == "«" else -1))
            stopped = mark == "»" and text[max(0, end - 2) : end - 1] in _FULL_STOPS
            ended = stopped and not depth and _space_at(text, end)
        elif mark[0] in "\r\n\u2028\u2029":
            depth, ended = 0, True
        else:
            while end < len(text) and text[end] in _CLOSERS and not (text[end] == "»" and depth):
                end += 1
            ended = not depth and end >= start and _space_at(text, end) and not _initial(text, step.start(), mark)
        if ended and end > start:
            spans.append((start, end))
            start = end
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])


def find_sentences(text: str, part: str) -> int:
    """Return where `part` first stands in `text` as one or more whole sentences, or -1."""
    spans = sentences(text)
    for start in (start for start, _ in spans if text.startswith(part, start)):
        if any(end == start + len(part) for _, end in spans):
            return start
    return -1


@remembered()
def words(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, word) for each run of letters or digits; a word keeps its half-spaces."""
    return tuple((m.start(), m.end(), m.group()) for m in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """Return a key shared by the forms of one word, for comparing and not for display.

    Verbs give their past root (می‌روم، رفتن: رفت; the copula: بود); plural, ezafe, possessive and
    comparative endings are taken off where a known word remains; half-spaces and marks make no difference.
    """
    bare = _bare(word)
    if root := _COPULA.get(bare) or _infinitives().get(bare):
        return root
    if (root := _joined_verbs().get(bare)) and (bare not in _known() or bare in _participles()):
        return root
    head, _, tail = word.rpartition(ZWNJ)
    if head and tail in _AFTER_HALF_SPACE:
        return lemma(head)
    if stem := _plural_stem(bare):
        return lemma(stem)
    if bare in _known():
        return bare
    if bare.endswith("گان") and f"{bare[:-3]}ه" in _known():
        return f"{bare[:-3]}ه"
    stems = (bare.removesuffix(ending) for ending in _ENDINGS if bare.endswith(ending))
    return next((lemma(stem) for stem in stems if len(stem) > 1 and stem in _known()), bare)


def content_lemmas(text: str) -> set[str]:
    """Return the lemmas of the words that carry meaning: no stop words, no digits."""
    bearing = (word for _, _, word in words(text) if not any(char.isdigit() for char in word))
    return {lemma(word) for word in bearing if len(word) > 1 and _bare(word) not in _bare_stop_words()}


@cache
def lexicon() -> Mapping[str, int]:
    """Return hazm's word list with frequencies; 0 where it has none, misspellings among them."""
    return MappingProxyType(_read_lexicon()[0])


@cache
def parts_of_speech() -> Mapping[str, frozenset[str]]:
    """Return the parts of speech of each word in hazm's tags: N, AJ, ADV, V, PRO, NUM, ...; "0" is unknown."""
    return MappingProxyType(_read_lexicon()[1])


@cache
def stop_words() -> frozenset[str]:
    """Return hazm's stop words, half-spaces kept."""
    from hazm.utils import stopwords_list

    return frozenset(stopwords_list())


@cache
def verb_forms() -> Mapping[str, str]:
    """Return the one-word forms of all verbs that hazm knows, half-spaces kept, each with the verb's past root."""
    from hazm.lemmatizer import Conjugation
    from hazm.utils import verbs_list

    make = Conjugation()
    of_past = (make.perfective_past, make.imperfective_past, make.present_perfect, make.imperfective_present_perfect)
    of_present = (
        make.perfective_present,
        make.imperfective_present,
        make.subjunctive_perfective_present,
        make.grammatical_perfective_present,
    )
    forms = dict.fromkeys(_COPULA, "بود") | dict.fromkeys(make.perfective_present("نیست"), "بود")
    for verb in reversed(verbs_list()):
        past, present = verb.split("#")
        root = _COPULA.get(past or present, past or present)
        pairs = [(tense, past) for tense in of_past if past]
        pairs += [(tense, stem) for tense in of_present for stem in filter(None, present.split(" یا "))]
        for tense, stem in pairs:
            for form in tense(stem):
                forms |= {form: root, _negated(form, stem): root}
    return MappingProxyType({_joined(form): root for form, root in forms.items() if " " not in form})


@cache
def verb_roots() -> frozenset[str]:
    """Return the past roots of all verbs: what `lemma` gives for any form of one."""
    return frozenset(verb_forms().values())


def _negated(form: str, stem: str) -> str:
    return f"ن{form}" if form.startswith(stem) else f"ن{form.removeprefix('ب')}"  # of «بود» the «ب» stays


def _joined(form: str) -> str:
    """Write بآید as بیاید and نآمد as نیامد."""
    return f"{form[0]}یا{form[2:]}" if form[1:2] == "آ" and form[0] in "بن" else form


def _space_at(text: str, at: int) -> bool:
    return at >= len(text) or text[at].isspace()


def _initial(text: str, at: int, mark: str) -> bool:
    return mark == "." and text[at - 1 : at].isalpha() and (at < 2 or text[at - 2].isspace() or text[at - 2] in ".(")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _bare(word: str) -> str:
    return _MARKS.sub("", normal(word)).replace(ZWNJ, "")


def _plural_stem(bare: str) -> str:
    stem = _CLEAR_ENDING.sub("", bare)
    return stem if stem != bare and (stem in _known() or stem.endswith("ه")) and len(stem) > 1 else ""


@cache
def _read_lexicon() -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    """Return frequencies and parts of speech; sharing the tag sets saves 100 MB."""
    from hazm.utils import default_words

    counts: dict[str, int] = {}
    parts: dict[str, frozenset[str]] = {}
    shared: dict[str, frozenset[str]] = {}
    with default_words.open(encoding="utf-8") as lines:
        for line in lines:
            word, *more = line.strip().split("\t")
            if len(more) == 2:
                count, tags = more
                counts[word] = int(count)
                parts[word] = shared.setdefault(tags, frozenset(tags.split(",")))
    return counts, parts


@cache
def _known() -> frozenset[str]:
    return frozenset(_bare(word) for word, count in lexicon().items() if count)


@cache
def _bare_stop_words() -> frozenset[str]:
    return frozenset(map(_bare, stop_words()))


@cache
def _joined_verbs() -> dict[str, str]:
    return {form.replace(ZWNJ, ""): root for form, root in verb_forms().items()}


@cache
def _infinitives() -> dict[str, str]:
    return {f"{sign}{root}ن": root for root in verb_forms().values() for sign in ("", "ن")}


@cache
def _participles() -> frozenset[str]:
    return frozenset(f"{sign}{root}ه" for root in verb_forms().values() for sign in ("", "ن"))
