"""Topics that are questions: how they are told from nouns, and the fact that answers when something ends."""

import re
from collections.abc import Iterable

from bumi.models.planner.facts import label_of, tidy
from bumi.models.planner.lists import words
from bumi.models.planner.sentences import ends_in_verb, has_verb
from bumi.models.planner.setting import as_time

__all__ = ["answer", "is_question"]

_DEADLINE = "مهلت"
_UNTIL_WHEN = re.compile(r"(?<!\w)تا (?:کی|چه (?:زمانی|تاریخی|روزی|وقتی|ساعتی)|چند)(?!\w)")


def is_question(topic: str) -> bool:
    """Whether `topic` asks something, with its mark or without: no noun phrase may be made of it.

    «پول اشتباه رفت؟» says when the advice holds, and asks nothing.
    """
    said, marked = topic.rstrip("؟ ").split(), topic.rstrip().endswith("؟")
    within = words("asking_within") | (words("asking") if marked else frozenset())
    asks = said[0] in words("asking") or not within.isdisjoint(said[1:]) or (marked and "یا" in said)
    return asks and (marked or ends_in_verb(topic) or (said[0] in words("asking") and has_verb(topic)))


def answer(question: str, notes: Iterable[tuple[str, str]]) -> tuple[str, str, bool] | None:
    """Return the note that says until when, where `question` asks that, and its answer: «مهلت تا ۳۰ بهمن است».

    Last whether that is all of the note.
    """
    if not _UNTIL_WHEN.search(question):
        return None
    for id_, note in notes:
        text = tidy(note)
        when, *more = re.split("[،؛]", text.removeprefix(_DEADLINE).lstrip(": "))
        if text.startswith(_DEADLINE) and label_of(note) == _DEADLINE and when.startswith("تا ") and as_time(when):
            return id_, f"{_DEADLINE} {as_time(when)} است", not more
    return None
