"""What only an operator has use for, left out of what people at the desk read: hosts, folders, settings, commands."""

import re

__all__ = ["stopped", "without_commands"]

_COMMAND = re.compile(r"\b(?:BUMI|AWS|PREFECT)_[A-Z_]+|«(?:bumi|make|createdb|sqlite3)\b[^»]*»|\w+\.toml")
_PLACE = re.compile(
    r"مخزن «|\w+://|«[!-~]*/[!-~]*»|(?<![\w/])/[\w.-]+/"  # a bucket, an address, a path
    r"|\b[a-z][\w.-]*:\d{2,5}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b",  # a host
    re.ASCII,
)
_REMEDY = "صفحه را دوباره باز کنید یا به نگهدار سامانه بگویید"
_STOPPED = "بخشی از سامانه درست پاسخ نداد؛ اگر تا نوبت بعدی درست نشد به نگهدار سامانه بگویید"


def without_commands(sentence: str) -> str:
    """Return «what is wrong؛ remedy» with a remedy for people in place of one that names a command or a setting."""
    wrong, _, remedy = sentence.partition("؛")
    return f"{wrong}؛ {_REMEDY}" if _COMMAND.search(remedy) else sentence


def stopped(sentence: str) -> str:
    """Return what stopped a machine, for people: where it names a place or a setting, only what that means to them.

    What stands before a colon stays, as in «هنوز به شکل پیشین دیده می‌شود: ...».
    """
    wrong = sentence.partition("؛")[0]
    found = _PLACE.search(sentence) or _COMMAND.search(wrong)
    if found is None:
        return without_commands(sentence)
    before, colon, _ = sentence[: found.start()].rpartition(": ")
    return f"{before}{colon}{_STOPPED}"
