"""Which clauses of a note may be conditions: «اگر» before one with its verb, «در صورت» before one without."""

import re

from models.constraints.insertions import Gap
from models.constraints.mood import is_subjunctive
from models.constraints.note import DIRECTIONS, Note

__all__ = ["is_case", "is_command", "supposes"]

_SUPPOSED = re.compile("ن?شد|.*[دت]ید")  # «گم شد، ...»، «دیدید، ...»
_JOINED = frozenset(("اگر", "هر", "هرکس", "که", "چون", "وقتی", "باید", "نباید", "مگر", "یعنی"))  # of no condition
_INFINITIVE = re.compile(".{2,}[دت]ن")
_COMMAND = re.compile(
    ".*(?:کنید|دهید|زنید|گیرید|گذارید|آورید|باشید|شوید)|[بن](?!می\u200c).*ید(?<!یاید)(?<!رسید)(?<!دید)"
)


def is_command(verb: str) -> bool:
    """Whether `verb` tells people what to do."""
    return _COMMAND.fullmatch(verb) is not None


def supposes(note: Note, at: int) -> bool:
    """Whether the clause from `at` on, which has its verb, may be a condition: before what comes of it.

    Before an arrow, a colon or a question mark a verb that may be a noun is one («خسارت دید → گزارش به بیمه»), and so
    is any verb right before another clause («برق رفت آب می‌کشد»).
    """
    ahead = note.clause(at)
    if not ahead or ahead[-1].closing is False or not _JOINED.isdisjoint(word.text for word in ahead):
        return False
    verb, mark = ahead[-1], ahead[-1].mark
    if not verb.closing:
        return mark in (Gap.ARROW, Gap.ASK, Gap.LABEL)
    if mark is None:
        return note.closes(at + len(ahead))
    supposed = _SUPPOSED.fullmatch(verb.text) is not None or is_subjunctive(verb.text)
    return supposed or mark in (Gap.ASK, Gap.OUTCOME, Gap.LABEL)


def is_case(note: Note, at: int) -> bool:
    """Whether the clause from `at` on, which has no verb, may be a case with its outcome: «باد شدید → سالن»."""
    ahead = note.clause(at)
    if not ahead or ahead[-1].closing or ahead[0].text in DIRECTIONS or ahead[0].text[0].isdigit():
        return False
    labels = ahead[-1].mark is Gap.LABEL and (_commands(note, at + len(ahead)) or _INFINITIVE.fullmatch(ahead[0].text))
    return ahead[-1].mark is Gap.ARROW or bool(labels)


def _commands(note: Note, at: int) -> bool:
    """Whether the clause from `at` on tells people what to do."""
    ahead = note.clause(at)
    return bool(ahead and ahead[-1].closing and is_command(ahead[-1].text))
