"""A question about words of a note or field: one short Persian sentence with a few possible answers."""

from dataclasses import dataclass

from bumi.persian.text import digits_to_persian

CONTRADICTS = "contradicts"
"""The kind of a question where a time contradicts another."""

_MOST_ANSWERS = 3


@dataclass(frozen=True)
class Answer:
    """One answer: the label of its button, and the whole note or field after it."""

    words: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question about `matched`, words of the note or field; `kind` names the rule. It blocks nothing."""

    kind: str
    matched: str
    text: str
    answers: tuple[Answer, ...] = ()


def question(kind: str, text: str, span: tuple[int, int], asks: str, *instead: str) -> Question:
    """Return the question about a span of `text`; each of `instead` is an answer that replaces the span.

    An empty answer removes the span.
    """
    start, end = span
    answers = []
    for words in map(digits_to_persian, instead[:_MOST_ANSWERS]):
        left, right = (text[:start], text[end:]) if words else (text[:start].rstrip(" ،؛"), text[end:])
        answers.append(Answer(words or "بی آن", " ".join(f"{left}{words}{right}".split())))
    return Question(kind, text[start:end], digits_to_persian(asks), tuple(answers))
