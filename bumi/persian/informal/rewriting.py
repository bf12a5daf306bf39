"""Rewriting informal Persian as formal: finding informal forms in text, replacing them, and what may be left."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bumi.current_province import per_province
from bumi.persian.informal.context import at_its_place, in_context, named
from bumi.persian.informal.forms import COMMON, SEEN, derived, known, orders, vocabulary
from bumi.persian.informal.nouns import (
    being,
    given_or_place_names,
    in_texts,
    is_noun,
    names,
    of_place,
    owned,
    plural,
    with_an,
)
from bumi.persian.informal.sentence import InformalSentence
from bumi.persian.informal.verbs import is_familiar
from bumi.persian.morphology import lexicon, sentences, verb_forms, verb_roots, words
from bumi.persian.phrases import Replacement
from bumi.persian.spans import Spans
from bumi.persian.spans import quoted as quotations
from bumi.persian.text import ZWNJ

_PARTICLE = re.compile("(بر|در|باز|وا|ور|فرو)(?=ن?می)")
_BEFORE = re.compile("(بر|باز|در)(ن?)(.{3,})")
_OURS = re.compile(f"(.{{3,}}?)({ZWNJ}?)([متش])ون(ه?)")
_OBJECT = re.compile(f"((.{{3,}}?){ZWNJ}?(?:[متش]|[متش]ون))و")
_ITS = re.compile("(.{3,}ش)ه")
_PARTED = ("شون", "تون", "مون", "شونو", "تونو", "مونو", "ست", "ایا")
_TAILS = ("ها", "های", "هایی", "ای")
_OF_MANY = ("شون", "تون", "مون", "شونو", "تونو", "مونو", "ش", "شو", "م", "رو")
_SMALL = frozenset(("رو", "چی", "نشین", "بده", "اینور", "اونور"))
_ENDING = re.compile(f"(.{{3,}}?)(?:{ZWNJ}?(?:ه|و|ن|س|[شمت]و|[شمت]ونو?)|(?:ا|ای))")
_UN = re.compile("(?<=.)ون")
_CONTINUOUS = re.compile(f"(?:بر|در|باز)?(ن?می{ZWNJ}?[^{ZWNJ}]{{2,}}(?:ه|[^ا]ن))")
_PLURALS = ("ها", "های", "هایی", "هایش", "هایشان", "هایتان")


def spoken(text: str, quoted: Spans) -> Iterator[Replacement]:
    """Yield the informal forms outside `quoted`, with their written forms.

    Ambiguous forms (بره is also a lamb) count only in a sentence with a certain one.
    """
    for span in sentences(text):
        yield from _together(text, [span], quoted)


def as_written(text: str, whole: bool = False) -> str:
    """Return `text` with its informal forms as they are written; quotations stay.

    One certainly informal sentence makes all of the text informal. With `whole`, a sentence that would keep informal
    words stays unchanged.
    """
    found = [*_together(text, sentences(text), quotations(text))]
    for start, end in reversed(sentences(text)):
        forms = [form for form in found if start <= form[0] < end]
        written = _with(text[start:end], [(at - start, stop - start, each) for at, stop, each in forms])
        if not (whole and forms and left_spoken(written)):
            text = f"{text[:start]}{written}{text[end:]}"
    return text


def _with(text: str, forms: Sequence[Replacement]) -> str:
    for start, end, written in reversed(forms):
        text = f"{text[:start]}{written}{text[end:]}"
    return text


def _together(text: str, spans: Sequence[tuple[int, int]], quoted: Spans) -> Iterator[Replacement]:
    """Yield the forms of sentences that are all informal if one of them is."""
    read = [(start, InformalSentence.of(text[start:end], [*_tokens(text[start:end])])) for start, end in spans]
    if any(_is_spoken(text, [*_forms(start, each, quoted)]) for start, each in read):
        words = (start + at for start, each in read for at, _, word in each.words if is_familiar(word))
        close = any(not quoted.touch(at, at + 1) for at in words)
        for start, each in read:
            yield from (form for form, _ in _forms(start, each._replace(said=True, close=close), quoted))


def _is_spoken(text: str, forms: Sequence[tuple[Replacement, bool]]) -> bool:
    """Say whether a sentence is certainly informal: by one certain form, or by two that are not all ambiguous words."""
    doubtful = {text[start:end] for (start, end, _), _ in forms}
    return any(certain for _, certain in forms) or (len(doubtful) > 1 and not doubtful <= vocabulary().doubtful)


def _forms(start: int, sentence: InformalSentence, quoted: Spans) -> Iterator[tuple[Replacement, bool]]:
    """Yield the forms of a sentence outside of quotations, and whether each is certainly informal."""
    for index, (at, stop, word) in enumerate(sentence.words):
        if quoted.touch(start + at, start + stop):
            continue
        if word in vocabulary().doubtful and sentence.word(index + 1) == "را":  # «کنه را» is of a tick
            continue
        told = in_context(sentence, index)
        written, certain = told or _written(word, named(sentence, index))
        if not told and not written:
            written, certain = at_its_place(sentence, index)
        if written:
            yield (start + at, start + stop, written), certain


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a sentence with their spans.

    «می» and its verb are one word, and so are a word in «ه» and its ending after a space («بیمه شون», «بسته س»).
    """
    opened: tuple[int, int, str] | None = None
    for at, stop, word in words(text):
        if opened and text[opened[1] : at] == " " and _is_one(opened[2], word, text[stop : stop + 2]):
            at, word = opened[0], f"{opened[2]}{ZWNJ}{word}"
        elif opened:
            yield opened
        opened = at, stop, word
    if opened:
        yield opened


def _is_one(word: str, following: str, after: str) -> bool:
    ending = following in _PARTED or (following in ("ش", "س") and not after.strip().isdecimal())
    if following.startswith("ها") and following.removeprefix("ها") in _OF_MANY:
        return not word.isdecimal() and len(word) > 2 and (following != "هامون" or word.endswith("ه"))
    if following == "شو":  # «بقیه شو», not «دیوانه شو»
        return word in ("بقیه", "همه")
    return word in ("می", "نمی") or (word.endswith("ه") and len(word) > 2 and ending)


@per_province(lru_cache(maxsize=100_000))
def _written(word: str, named: bool = False) -> tuple[str, bool]:
    """Return the written form of a word, "" where it stays, and whether it is certainly informal.

    A word in the place of a name (`named`) is no form of another word.
    """
    bare = word.replace(ZWNJ, "")
    if bare in vocabulary().never:
        return "", False
    if perhaps := vocabulary().perhaps.get(bare):
        return perhaps, False
    if written := derived().get(word) or derived().get(bare):
        return written, bare not in vocabulary().doubtful
    if bare in known():
        return "", False
    if (particle := _PARTICLE.match(bare)) and (verb := derived().get(bare[particle.end() :])):
        return f"{particle[1]}{verb}", True
    if (particle := _BEFORE.fullmatch(bare)) and (verb := derived().get(f"{particle[2] or 'ب'}{particle[3]}")):
        return f"{particle[1]}{particle[2]}{verb[1:]}", True
    if word[-2:] == "ون" and "های" in (written := owned(word)):
        return written, True
    if (ours := _OURS.fullmatch(word)) and _is_noun(ours[1]):
        long = ours[1][-1] in "او"  # کتاب‌هاشون: کتاب‌هایشان
        is_ = " است" if ours[4] else ""
        return f"{ours[1]}{'ی' if long else ours[2]}{ours[3]}ان{is_}", True
    if (its := _ITS.fullmatch(word)) and _is_noun(its[1].removesuffix("ش")):
        return f"{its[1]} است", True
    if named:
        return "", False
    if written := being(word):
        return written, True
    if written := with_an(word):  # «نونوا» is no «نانوها»
        return written, of_place(written)
    if (many := plural(word))[0]:
        return many
    if (marked := _OBJECT.fullmatch(word)) and (_is_noun(marked[2]) or is_noun(marked[2])):
        return f"{owned(marked[1]) or _written(marked[1])[0] or marked[1]} را", marked[1].endswith("ون")
    head, _, tail = word.rpartition(ZWNJ)
    written, certain = _written(head) if tail in _TAILS and head not in vocabulary().doubtful else ("", False)
    return (f"{written}{ZWNJ}{tail}" if written and " " not in written else ""), certain and bool(written)


def _is_noun(word: str) -> bool:
    return lexicon().get(word, 0) > COMMON or word.endswith("ها")


def left_spoken(text: str) -> tuple[str, ...]:
    """Return the words of a rewritten note that still look informal, outside names and quotations."""
    apart = quotations(text)
    outside = ((at, word) for at, stop, word in words(text) if not apart.touch(at, stop))
    return tuple(dict.fromkeys(word for at, word in outside if not _titled(text, at) and _looks_spoken(word)))


def _titled(text: str, at: int) -> bool:
    before = [word for _, _, word in words(text[:at])][-1:]
    return bool(before) and (before[0] in vocabulary().before_names or before[0] in given_or_place_names())


def _looks_spoken(word: str) -> bool:
    bare = word.replace(ZWNJ, "")
    if word.endswith(_PLURALS) or word.startswith("ال") or word in vocabulary().never:
        return False
    if word in _SMALL or (word in orders() and word not in known()):
        return True
    if (
        word in verb_forms()
        or bare in known()
        or in_texts(word)
        or word in names()
        or of_place(word)
        or bare.isdecimal()
    ):
        return False
    if verb := _CONTINUOUS.fullmatch(word):
        return verb[1] not in verb_forms() and verb[1].replace(ZWNJ, "") not in known()
    if (
        word[:-1] in verb_roots()
        or word[:-1].removeprefix("بر").removeprefix("ن") in verb_roots()
        or word.endswith(f"ه{ZWNJ}ای")
    ):
        return False
    with_an = (f"{word[: said.start()]}ان{word[said.end() :]}" for said in _UN.finditer(word))
    if word.removesuffix("ی") not in known() and any(map(_is_word, with_an)):  # «واژگونی» is none
        return True
    said = _ENDING.fullmatch(word)
    return said is not None and _is_word(said[1] or "")


def _is_word(word: str) -> bool:
    return lexicon().get(word, 0) > SEEN or is_noun(word) or in_texts(word)
