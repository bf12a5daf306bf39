"""The brief of an answered question: the question in one line, and the agency's answer in its own words.

Nothing is reworded. A note of the brief is a paragraph of the answer; a question that does not fit one line stands in
full as a quotation.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bumi.brief import Brief, brief_from
from bumi.errors import BadInput
from bumi.persian.morphology import sentences
from bumi.persian.text import digits_to_persian, normal
from bumi.words import Channel, Kind

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_PARAGRAPH = 90, 600, 600
"""Most characters of the question in one line, of its wording, and of a paragraph of the answer."""

IN_FULL = "متن کامل پرسش"
"""What leads to the wording of a question in a text whose headline does not say all of it."""


class PublicAnswer(NamedTuple):
    """A question in its public wording, and the answer of an agency.

    `title` is the question in one line, where somebody wrote it; else it is found in the wording.
    """

    question: str
    answer: str
    agency: str
    county: str
    axis: str
    channels: tuple[Channel, ...] = (Channel.SITE,)
    title: str = ""


def answer_brief(answered: PublicAnswer) -> Brief:
    """Return the brief of `answered`; BadInput, with all problems, where it cannot be published so."""
    question, problems = _one_line(answered.question), list[str]()
    title = _one_line(answered.title) or title_of(question)
    if not title or len(title) > LONGEST_TITLE:
        problems.append(f"پرسش در یک خط کوتاه نیست؛ آن را در حداکثر {LONGEST_TITLE} نویسه هم بنویسید")
    if len(question) > LONGEST_QUESTION:
        problems.append(f"متن پرسش {len(question)} نویسه است؛ آن را به {LONGEST_QUESTION} نویسه برسانید")
    notes = list(paragraphs_of(answered.answer))
    if any(len(note) > LONGEST_PARAGRAPH for note in notes):
        problems.append(f"جمله‌ای از پاسخ از {LONGEST_PARAGRAPH} نویسه بلندتر است؛ آن را به چند جمله بشکنید")
    if problems:
        raise BadInput(*map(digits_to_persian, problems))
    whole = question == title
    return brief_from(
        {
            "kind": Kind.ANSWER,
            "topic": title,
            "agency": answered.agency,
            "county": answered.county,
            "axis": answered.axis,
            "notes": notes,
            "quotes": () if whole else ({"speaker": IN_FULL, "text": question},),
            "channels": answered.channels,
        },
        "پرسش و پاسخ",
    )


def title_of(question: str) -> str:
    """Return a question in one line: all of it where it is short, else its last short sentence that asks; or ""."""
    if len(question) <= LONGEST_TITLE:
        return question
    asking = [each for each in _sentences(question) if each.endswith(("؟", "?")) and len(each) <= LONGEST_TITLE]
    return asking[-1] if asking else ""


def paragraphs_of(answer: str) -> Iterator[str]:
    """Yield the paragraphs of an answer, each on one line; a long one is divided between its sentences."""
    for line in filter(None, map(_one_line, answer.splitlines())):
        paragraph = ""
        for sentence in _sentences(line):
            longer = f"{paragraph} {sentence}".strip()
            if paragraph and len(longer) > LONGEST_PARAGRAPH:
                yield paragraph
                longer = sentence
            paragraph = longer
        yield paragraph


def _sentences(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in sentences(text))


def _one_line(text: str) -> str:
    return " ".join(normal(text).split())
