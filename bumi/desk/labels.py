"""Persian words for the desk's users: names of form fields, confirmations, and error sentences without internals.

The words themselves are in assets/messages/desk.yaml.
"""

import re
from collections.abc import Mapping

import yaml

from bumi.settings import PACKAGE
from bumi.words import Channel, Kind, Urgency

_TEXTS: dict[str, dict[str, str]] = yaml.safe_load((PACKAGE / "assets" / "messages" / "desk.yaml").read_text("utf-8"))

FIELDS = _TEXTS["piece"]
"""The fields of a piece, in reading order."""
BRIEF_LABELS = _TEXTS["brief"]
"""The names of the fields of a brief."""
PART_NAMES = _TEXTS["part"]
"""The names of the parts of a brief, by id."""
CRISIS_LABELS = _TEXTS["crisis"]
"""The names of the facts of a crisis notice, and of the notice itself."""
MESSAGE_LABELS = _TEXTS["message"]
"""The names of the fields of a shared message."""
CHECK_NAMES = _TEXTS["check"]
"""The names of the kinds of corrections, by check; that of what no check had found is under «editor»."""
PROBLEM_TITLES = _TEXTS["problem"]
"""The titles of pages of problems, by their status in HTTP."""
SAID = _TEXTS["said"]
"""Confirmations of the last action, by the word in the query `said`; a page shows these and nothing else."""

_FIELD = re.compile(r"«([a-z_]+)?(?:\.?([۰-۹]+))?(?:\.([a-z_]+))?(?:\.([۰-۹]+))?»")
_CHOICES = re.compile(r"(?<=یکی از این‌ها را بنویسید: ).*")
_WORDS = {word.value: word.persian for words in (Kind, Channel, Urgency) for word in words}
_COMMAND = re.compile(r"\b(?:BUMI|AWS|PREFECT)_[A-Z_]+|«(?:bumi|make|createdb|sqlite3)\b[^»]*»|\w+\.toml")
_PLACE = re.compile(
    r"مخزن «|\w+://|«[!-~]*/[!-~]*»|(?<![\w/])/[\w.-]+/"  # a bucket, an address, a path
    r"|\b[a-z][\w.-]*:\d{2,5}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b",  # a host
    re.ASCII,
)
_REMEDY = "صفحه را دوباره باز کنید یا به نگهدار سامانه بگویید"
_STOPPED = "بخشی از سامانه درست پاسخ نداد؛ اگر تا نوبت بعدی درست نشد به نگهدار سامانه بگویید"


def with_labels(sentence: str, labels: Mapping[str, str] = BRIEF_LABELS) -> str:
    """Return an error sentence with the labels of its fields: «گفته‌ها ۲ گوینده» for «quotes.2.speaker»."""

    def named(match: re.Match[str]) -> str:
        if not (match[1] or match[3]):
            return match[0]
        parts = (labels.get(match[1] or "", match[1]), match[2], labels.get(match[3] or "", match[3]), match[4])
        return f"«{' '.join(part for part in parts if part)}»"

    told = _FIELD.sub(named, sentence)
    return _CHOICES.sub(lambda choices: re.sub(r"[a-z_]+", lambda it: _WORDS.get(it[0], it[0]), choices[0]), told)


def without_commands(sentence: str) -> str:
    """Return «problem؛ remedy» with a remedy for the desk's users in place of one that names a command or a setting."""
    problem, _, remedy = sentence.partition("؛")
    return f"{problem}؛ {_REMEDY}" if _COMMAND.search(remedy) else sentence


def without_internals(sentence: str) -> str:
    """Return why a process stopped, with a general sentence in place of hosts, folders, addresses and settings.

    The text before the last colon stays, as in «هنوز به شکل پیشین دیده می‌شود: ...».
    """
    problem = sentence.partition("؛")[0]
    found = _PLACE.search(sentence) or _COMMAND.search(problem)
    if found is None:
        return without_commands(sentence)
    before, colon, _ = sentence[: found.start()].rpartition(": ")
    return f"{before}{colon}{_STOPPED}"
