"""Script: Persian letters and digits, no stretched words, no characters that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from bumi.checks.context import Context
from bumi.finding import Finding, Severity
from bumi.persian.characters import KEYPADS, LETTERS, ODD, POWERS, SELECTOR, SHAPES, UNSEEN, plain
from bumi.persian.spans import PERSIAN, Spans
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, normal

__all__ = ["check"]

_MARK = "[\u064b-\u065f\u0670]"
_STEPS = re.compile(
    "(?P<letter>[يىك]+)"
    "|(?P<foreign>[ہھەےېۍڪۂۓ]+)"
    f"|(?P<numeral>(?:(?![{KEYPADS}])\\d|[0-9]\ufe0f?\u20e3|🔟)+)"
    f"|(?P<shape>(?:(?!\\d){SHAPES.pattern})+)"
    "|(?P<digit>[0-9٠-٩]+(?!\ufe0f?\u20e3))"
    f"|(?P<kashida>(?<=[{PERSIAN}])(?<!{_MARK})\u0640+(?=[{PERSIAN}])(?!{_MARK}))"
    f"|(?P<half_space>(?<=[{PERSIAN}])[\u00ac\u00ad\u200f](?=[{PERSIAN}]))"
    "|(?P<bidi>[\u202a-\u202e\u2066-\u2069]+|(?<![!-~])[\u061c\u200e\u200f]+(?![!-~]))"  # by Latin they have a use
    f"|(?P<invisible>{UNSEEN.pattern}+|{SELECTOR.pattern}|[\x0b\x0c]+|(?<=[{PERSIAN}])\u200d+(?=[{PERSIAN}]))"
    "|(?P<lost>\ufffd+)"
    f"|(?P<ta>(?<=[{PERSIAN}][{PERSIAN}])ة(?![{PERSIAN}]|\\s+ال))"
)
_EXPONENT = re.compile(f"(?:[A-Za-z)]|متر)[{POWERS}]+")
_POSED = re.compile(  # letters that pose as a digit among digits: «۱O» is ten to the eye, one to a comparison
    f"(?<![\\w|{ZWNJ}])(?!O[۲۳])(?=\\d*[IlOo|ا])(?=[IlOo|ا]*\\d)[\\dIlOo|ا]+(?![\\w|{ZWNJ}\u064b-\u065f])"
)
_AS_DIGITS = str.maketrans("Il|اOo", "۱۱۱۱۰۰")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u0370-\u052f]")
_OTHER = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic, many of whose letters look Latin
_HIDDEN = re.compile(f"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]|[{PERSIAN}]{_LATIN.pattern}{{1,2}}[{PERSIAN}]")
_LETTER = re.compile(f"[{PERSIAN}]")
_SUFFIXED = re.compile(r"[A-Za-z]+(?:ها\w*|ی|ای)")
_USED = (  # the scripts that a Persian text may have: Arabic, Latin, Greek, with marks, signs and pictures
    "\x00-\u03ff\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u1d00-\u27ff\u2900-\u2bff\u2c60-\u2c7f\u2e00-\u2e7f"
    "\u3030\u303d\u3297\u3299\u3371-\u337a\u3380-\u33df\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\ufb50-\ufdff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff\uff01-\uff5e\ufff0-\uffff"
    "\U0001d100-\U0001d1ff\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff\U0001f000-\U0001faff\U000e0000-\U000e0fff"
)
_UNUSED = re.compile(f"(?:(?!{UNSEEN.pattern})[^{_USED}])+")
_WRITING = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "So", "Cn", "Co"})  # the last two have no sign
_SEPARATED = re.compile(r"(?<!\w)[IlOo|]{1,3}(?:[.,٫٬][IlOo|]{3})+(?!\w)")  # «loo.ooo» is 100,000 to the eye
_MESSAGES = {
    "letter": "«{matched}» حرف عربی است؛ در فارسی «{suggestion}» بنویسید",
    "foreign": "«{matched}» از خط زبان دیگری است؛ در فارسی «{suggestion}» بنویسید",
    "shape": "«{matched}» شکل چاپی حرف است و در جست‌وجو پیدا نمی‌شود؛ «{suggestion}» بنویسید",
    "numeral": "«{matched}» رقم فارسی نیست، هرچند شاید شبیه آن باشد؛ عدد را با رقم فارسی بنویسید",
    "digit": "عدد «{matched}» با رقم فارسی نوشته نشده است؛ «{suggestion}» بنویسید",
    "kashida": "کلمه با کشیده (ـ) بلند شده است؛ کشیده را بردارید",
    "half_space": "به‌جای نیم‌فاصله نویسه دیگری در کلمه است؛ نیم‌فاصله بگذارید",
    "invisible": "نویسه‌ای ناپیدا در متن است؛ آن را بردارید",
    "bidi": "نویسه‌ای ناپیدا جهت متن را عوض می‌کند؛ آن را بردارید",
    "lost": "نویسه‌ای در جابه‌جایی متن از دست رفته است؛ آن را از اصل متن بنویسید",
    "ta": "«ة» در فارسی «ه» یا «ت» نوشته می‌شود",
    "mixed": "در «{matched}» حرف‌های دو خط به هم چسبیده‌اند؛ آن را از نو بنویسید",
}
_WEIGHTS = {"numeral": Severity.BLOCKS, "invisible": Severity.BLOCKS, "bidi": Severity.BLOCKS, "ta": Severity.ADVISES}
_UNSAFE = frozenset({"ta", "lost", "mixed"})


def check(context: Context) -> Iterator[Finding]:
    """Find letters, digits and characters that do not belong to Persian script.

    What hides from a reader or from a comparison blocks, wherever it stands.
    """
    for step in _STEPS.finditer(context.text):
        code = step.lastgroup or ""
        untouched = step.start() in context.untouchable and _WEIGHTS.get(code) is not Severity.BLOCKS
        if untouched or (code == "digit" and not _in_persian(context.text, *step.span())):
            continue
        if code == "numeral":
            yield _numeral(context, *step.span())
        else:
            yield _finding(context, code, *step.span(), *_suggestions(code, step.group()))
    yield from (_numeral(context, *span) for span in _signs(context.text))
    for posed in _POSED.finditer(context.text):
        if posed.start() not in context.untouchable:
            right = digits_to_persian(posed.group().translate(_AS_DIGITS))
            yield _finding(context, "numeral", *posed.span(), right, unsafe=True)
    for posed in _SEPARATED.finditer(context.text):
        right = digits_to_persian(posed.group().translate(_AS_DIGITS))
        found = _finding(context, "numeral", *posed.span(), right, unsafe=True)
        yield found.model_copy(update={"severity": Severity.WARNS})
    mixed: list[tuple[int, int]] = []
    for word in _WORD.finditer(context.text):
        if _mixed(word.group()):
            mixed.append(word.span())
            hidden = Severity.BLOCKS if _HIDDEN.search(word.group()) else Severity.WARNS
            yield _finding(context, "mixed", *word.span()).model_copy(update={"severity": hidden})
    yield from _unused(context, Spans(mixed))


def _unused(context: Context, mixed: Spans) -> Iterator[Finding]:
    """Find letters of a script that a Persian text has no use for, and codes that stand for nothing."""
    for run in _UNUSED.finditer(context.text):
        written = any(unicodedata.category(char) in _WRITING for char in run.group())
        if written and not mixed.touch(*run.span()):
            message = f"«{run.group()}» از خطی است که خواننده فارسی نمی‌خواند؛ آن را به فارسی بنویسید"
            yield context.finding("script/foreign", Severity.BLOCKS, *run.span(), message)


def _finding(context: Context, code: str, start: int, end: int, *suggestions: str, unsafe: bool = False) -> Finding:
    message = _MESSAGES[code].format(matched=context.text[start:end], suggestion=next(iter(suggestions), ""))
    severity = _WEIGHTS.get(code, Severity.WARNS)
    name = f"script/{code.replace('_', '-')}"
    return context.finding(name, severity, start, end, message, *suggestions, safe=code not in _UNSAFE and not unsafe)


def _numeral(context: Context, start: int, end: int) -> Finding:
    """Offer Persian digits; safe where the sign stands for nothing but these."""
    text = context.text[max(0, start - 1) : end]
    before, written = (text[0] if start and text[0].isalnum() else ""), context.text[start:end]
    right = normal(before + written).removeprefix(normal(before))
    alone = digits_to_latin(right) == "".join(filter(str.isalnum, digits_to_latin(_decomposed(written))))
    return _finding(context, "numeral", start, end, *([right] if right != written else []), unsafe=not alone)


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of numbers in signs of their own: ⑨, ½, Ⅻ; an exponent is none."""
    for run in ODD.finditer(text):
        for numeral, places in groupby(range(*run.span()), lambda at: unicodedata.category(text[at]) in ("No", "Nl")):
            start, *rest = places
            end = start + 1 + len(rest)
            if numeral and not any(_EXPONENT.fullmatch(text, at, end) for at in (start - 1, start - 3) if at >= 0):
                yield start, end


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _mixed(word: str) -> bool:
    """Say whether a word has letters of two scripts; a Latin name may have a Persian ending (PDFها)."""
    latin = _LATIN.search(word)
    if latin and _LETTER.search(word):
        return not _SUFFIXED.fullmatch(word)
    return latin is not None and _OTHER.search(word) is not None and bool(re.search("[A-Za-z]", word))


def _suggestions(code: str, matched: str) -> tuple[str, ...]:
    match code:
        case "letter" | "foreign":
            return (matched.translate(LETTERS),)
        case "shape":
            return (plain(matched),)
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
