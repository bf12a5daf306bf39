"""Script: Persian letters and digits, no stretched words, no characters that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator

from bumi.checks.context import Context
from bumi.checks.spans import PERSIAN
from bumi.finding import Finding, Severity
from bumi.text import ZWNJ, digits_to_persian

__all__ = ["check"]

_INVISIBLE = "\u00ad\u200b\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_MARK = "[\u064b-\u065f\u0670]"
_STEPS = re.compile(
    "(?P<letter>[يىك]+)"
    "|(?P<foreign>[ہھەےېۍڪ]+)"
    "|(?P<shape>[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0\ufdf1\ufe70-\ufe72\ufe74\ufe76-\ufefc]+)"
    "|(?P<digit>[0-9٠-٩]+)"
    f"|(?P<kashida>(?<=[{PERSIAN}])(?<!{_MARK})\u0640+(?=[{PERSIAN}])(?!{_MARK}))"
    f"|(?P<half_space>(?<=[{PERSIAN}])[\u00ac\u200f](?=[{PERSIAN}]))"
    f"|(?P<invisible>[{_INVISIBLE}]+|(?<=[{PERSIAN}])\u200d+(?=[{PERSIAN}]))"
    "|(?P<bidi>[\u202a-\u202e\u2066-\u2069]+|(?<![!-~])[\u061c\u200e\u200f]+(?![!-~]))"  # by Latin they have a use
    "|(?P<lost>\ufffd+)"
    f"|(?P<ta>(?<=[{PERSIAN}][{PERSIAN}])ة(?![{PERSIAN}]|\\s+ال))"
)
_LETTERS = str.maketrans("يىكہھەےېۍڪ", "ییکهههیییک")  # Arabic, Urdu, Kurdish, Pashto and Sindhi shapes
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u0370-\u052f]")
_LETTER = re.compile(f"[{PERSIAN}]")
_SUFFIXED = re.compile(r"[A-Za-z]+(?:ها\w*|ی|ای)")
_MESSAGES = {
    "letter": "«{matched}» حرف عربی است؛ در فارسی «{suggestion}» بنویسید",
    "foreign": "«{matched}» از خط زبان دیگری است؛ در فارسی «{suggestion}» بنویسید",
    "shape": "«{matched}» شکل چاپی حرف است و در جست‌وجو پیدا نمی‌شود؛ «{suggestion}» بنویسید",
    "digit": "عدد «{matched}» با رقم فارسی نوشته نشده است؛ «{suggestion}» بنویسید",
    "kashida": "کلمه با کشیده (ـ) بلند شده است؛ کشیده را بردارید",
    "half_space": "به‌جای نیم‌فاصله نویسه دیگری در کلمه است؛ نیم‌فاصله بگذارید",
    "invisible": "نویسه‌ای ناپیدا در متن است؛ آن را بردارید",
    "bidi": "نویسه‌ای ناپیدا جهت متن را عوض می‌کند؛ آن را بردارید",
    "lost": "نویسه‌ای در جابه‌جایی متن از دست رفته است؛ آن را از اصل متن بنویسید",
    "ta": "«ة» در فارسی «ه» یا «ت» نوشته می‌شود",
    "mixed": "در «{matched}» حرف فارسی و لاتین به هم چسبیده‌اند؛ آن را از نو بنویسید",
}
_ADVICE = frozenset({"ta"})
_UNSAFE = frozenset({"ta", "lost", "mixed"})


def check(context: Context) -> Iterator[Finding]:
    """Find letters, digits and characters that do not belong to Persian script."""
    for step in _STEPS.finditer(context.text):
        code = step.lastgroup or ""
        if step.start() in context.untouchable or (code == "digit" and not _in_persian(context.text, *step.span())):
            continue
        yield _finding(context, code, *step.span(), *_suggestions(code, step.group()))
    for word in _WORD.finditer(context.text):
        if _LATIN.search(word.group()) and _LETTER.search(word.group()) and not _SUFFIXED.fullmatch(word.group()):
            yield _finding(context, "mixed", *word.span())


def _finding(context: Context, code: str, start: int, end: int, *suggestions: str) -> Finding:
    message = _MESSAGES[code].format(matched=context.text[start:end], suggestion=next(iter(suggestions), ""))
    severity = Severity.ADVISES if code in _ADVICE else Severity.WARNS
    name = f"script/{code.replace('_', '-')}"
    return context.finding(name, severity, start, end, message, *suggestions, safe=code not in _UNSAFE)


def _suggestions(code: str, matched: str) -> tuple[str, ...]:
    match code:
        case "letter" | "foreign":
            return (matched.translate(_LETTERS),)
        case "shape":
            return (unicodedata.normalize("NFKC", matched).translate(_LETTERS),)
        case "digit":
            return (digits_to_persian(matched),)
        case "half_space":
            return (ZWNJ,)
        case "ta":
            return ("ه", "ت")
        case "lost":
            return ()
        case _:
            return ("",)


def _in_persian(text: str, start: int, end: int) -> bool:
    """Say whether a number stands among Persian words, not beside a Latin one (Windows 11, H2O, v1.2)."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    beside = before.rstrip(" .-_/:")[-1:] + after.lstrip(" .-_/:")[:1]
    return not _LATIN.search(beside) and bool(_LETTER.search(before + after))
