"""Negation and prohibition: whether a sentence denies what its notes deny, and nothing else.

A denial is known by the words beside it, its focus: notes leave out verbs («کارت نه»), and sentences say the same by
another word («کارت پذیرفته نمی‌شود»), so only its focus tells which denial it is.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from bumi.persian.morphology import words
from bumi.persian.spans import quoted
from bumi.persian.syntax import clauses, denials, may_deny, precedes_its_focus, stem, stems

__all__ = ["misdenied"]

_FRAGMENT = re.compile(r"[؛،.:()→=+/\n«»!؟]")
_CLAUSE = re.compile(r"[؛.()→=+/\n«»!؟]")
_REACH = 3  # words that carry meaning, beside a denial
_SHARED = 0.6  # of the focus of a denial, where a text has said it
_TELLING = 2  # words that a focus has at least, where only its own clause counts


def misdenied(text: str, notes: Collection[str], topic: str) -> str:
    """Return what `text` denies that `notes` do not, or does not deny that they do, in a few words of it; else nothing.

    What the topic denies may be denied anywhere, and need not be. Quotations do not count.
    """
    said, given = _unquoted(text), [_unquoted(note) for note in notes]
    return next(_dropped(said, given), "") or next(_added(said, [*given, topic]), "")


def _dropped(said: str, given: Iterable[str]) -> Iterator[str]:
    """Yield denials of the notes whose focus the text has, where it denies too little."""
    own = stems(said)
    kept = [(focus, words_) for note in given for focus, words_ in _denials(note) if _has(own, focus)]
    if kept and not may_deny(said):
        yield kept[0][1]
    for focus, words_ in kept:
        there = [clause for clause in clauses(said) if _has(stems(clause), focus)]
        if len(focus) >= _TELLING and there and not any(map(may_deny, there)):
            yield words_


def _added(said: str, given: Collection[str]) -> Iterator[str]:
    """Yield denials of the text that no note has."""
    own = list(_denials(said))
    if len(own) > sum(map(may_deny, given)):
        yield own[0][1]
    for focus, words_ in own:
        pieces = (piece for note in given for piece in _CLAUSE.split(note))
        there = [piece for piece in pieces if focus <= stems(piece)]
        if there and not any(may_deny(piece, focus) for piece in there):
            yield words_


def _has(own: Collection[str], focus: frozenset[str]) -> bool:
    return bool(focus) and len(focus.intersection(own)) >= _SHARED * len(focus)


def _denials(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield (focus, the words around it) of each denial."""
    tokens = words(text)
    for place in denials(text):
        start = max((mark.end() for mark in _FRAGMENT.finditer(text, 0, place)), default=0)
        mark = _FRAGMENT.search(text, place)
        end = mark.start() if mark else len(text)
        before = [found for at, _, word in tokens if start <= at < place and (found := stem(word))]
        after = [found for at, _, word in tokens if place < at < end and (found := stem(word))]
        if precedes_its_focus(text, place):
            focus = after[:_REACH] or before[-_REACH:]
        else:
            focus = before[-_REACH:] + (after[:_REACH] if len(before) < _REACH else [])
        yield frozenset(focus), text[start:end].strip()


def _unquoted(text: str) -> str:
    spans = [*quoted(text)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text
