"""Characters: Persian letters and digits, no stretched words, no invisible characters.

Characters that mislead a reader or a comparison are blocking findings everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from bumi.checks.context import Context
from bumi.checks.rule import Match, Rule, first_of, replaced, starting_in
from bumi.finding import Severity
from bumi.persian.characters import KEYPADS, LETTERS, ODD, POWERS, SELECTOR, SHAPES, UNSEEN, plain
from bumi.persian.spans import PERSIAN, Spans
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, normal

_MARK = "[\u064b-\u065f\u0670]"
_EXPONENT = re.compile(f"(?:[A-Za-z)]|متر)[{POWERS}]+")
_POSED = re.compile(  # letters that look like a digit: «۱O» reads as ten but compares as one
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
_WRITING = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "So", "Cn", "Co"})  # the last two are invisible
_SEPARATED = re.compile(r"(?<!\w)[IlOo|]{1,3}(?:[.,٫٬][IlOo|]{3})+(?!\w)")  # «loo.ooo» reads as 100,000


_untouchable = starting_in("untouchable")


def _not_persian(context: Context, start: int, end: int) -> bool:
    return start in context.untouchable or not _in_persian(context.text, start, end)


def _signs(context: Context) -> Iterator[Match]:
    """Yield numeric symbols (⑨, ½, Ⅻ), except exponents."""
    text = context.text
    for run in ODD.finditer(text):
        for numeral, places in groupby(range(*run.span()), lambda at: unicodedata.category(text[at]) in ("No", "Nl")):
            start, *rest = places
            end = start + 1 + len(rest)
            if numeral and not any(_EXPONENT.fullmatch(text, at, end) for at in (start - 1, start - 3) if at >= 0):
                yield _numeral(text, start, end)


def _numeral(text: str, start: int, end: int) -> Match:
    """Suggest Persian digits; the fix is safe where the symbol means only these."""
    before, written = text[max(0, start - 1) : start], text[start:end]
    before = before if before.isalnum() else ""
    right = normal(before + written).removeprefix(normal(before))
    alone = digits_to_latin(right) == "".join(filter(str.isalnum, digits_to_latin(_decomposed(written))))
    return Match(start, end, (right,) if right != written else (), safe=alone)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _mixed_words(context: Context) -> Iterator[Match]:
    for word in _WORD.finditer(context.text):
        if _mixed(word.group()):
            hidden = _HIDDEN.search(word.group())
            yield Match(*word.span(), severity=Severity.BLOCKS if hidden else Severity.WARNS)


def _mixed(word: str) -> bool:
    """Return whether a word has letters of two scripts; a Latin name may have a Persian ending (PDFها)."""
    latin = _LATIN.search(word)
    if latin and _LETTER.search(word):
        return not _SUFFIXED.fullmatch(word)
    return latin is not None and _OTHER.search(word) is not None and bool(re.search("[A-Za-z]", word))


def _unread(context: Context) -> Iterator[Match]:
    """Yield letters of scripts that Persian texts do not use, and unassigned code points."""
    runs = [
        run for run in _UNUSED.finditer(context.text) if any(unicodedata.category(it) in _WRITING for it in run.group())
    ]
    mixed = Spans((it.start, it.end) for it in _mixed_words(context)) if runs else Spans(())
    return (Match(*run.span(), variant="unread") for run in runs if not mixed.touch(*run.span()))


def _in_persian(text: str, start: int, end: int) -> bool:
    """Return whether a number is among Persian words, not next to a Latin one (Windows 11, H2O, v1.2)."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    beside = before.rstrip(" .-_/:")[-1:] + after.lstrip(" .-_/:")[:1]
    return not _LATIN.search(beside) and bool(_LETTER.search(before + after))


def _as_digits(letters: str) -> str:
    return digits_to_persian(letters.translate(_AS_DIGITS))


_mended = partial(Rule, severity=Severity.WARNS, safe=True, unless=_untouchable)

RULES = (
    *first_of(
        _mended("script/letter", search=re.compile("[يىك]+"), each=replaced(lambda found: found.translate(LETTERS))),
        _mended(
            "script/foreign",
            search=re.compile("[ہھەےېۍڪۂۓ]+"),
            each=replaced(lambda found: found.translate(LETTERS)),
        ),
        Rule(
            "script/numeral",
            Severity.BLOCKS,
            re.compile(f"(?:(?![{KEYPADS}])\\d|[0-9]\ufe0f?\u20e3|🔟)+"),
            each=lambda found: _numeral(found.string, *found.span()),
        ),
        _mended("script/shape", search=re.compile(f"(?:(?!\\d){SHAPES.pattern})+"), each=replaced(plain)),
        _mended(
            "script/digit",
            search=re.compile("[0-9٠-٩]+(?!\ufe0f?\u20e3)"),
            each=replaced(digits_to_persian),
            unless=_not_persian,
        ),
        _mended(
            "script/kashida",
            search=re.compile(f"(?<=[{PERSIAN}])(?<!{_MARK})\u0640+(?=[{PERSIAN}])(?!{_MARK})"),
            suggestion="",
        ),
        _mended(
            "script/half-space",
            search=re.compile(f"(?<=[{PERSIAN}])[\u00ac\u00ad\u200f](?=[{PERSIAN}])"),
            suggestion=ZWNJ,
        ),
        Rule(
            "script/bidi",  # next to Latin text they are useful
            Severity.BLOCKS,
            re.compile("[\u202a-\u202e\u2066-\u2069]+|(?<![!-~])[\u061c\u200e\u200f]+(?![!-~])"),
            suggestion="",
            safe=True,
        ),
        Rule(
            "script/invisible",
            Severity.BLOCKS,
            re.compile(f"{UNSEEN.pattern}+|{SELECTOR.pattern}|[\x0b\x0c]+|(?<=[{PERSIAN}])\u200d+(?=[{PERSIAN}])"),
            suggestion="",
            safe=True,
        ),
        Rule("script/lost", Severity.WARNS, re.compile("\ufffd+"), unless=_untouchable),
        Rule(
            "script/ta",
            Severity.ADVISES,
            re.compile(f"(?<=[{PERSIAN}][{PERSIAN}])ة(?![{PERSIAN}]|\\s+ال)"),
            each=lambda found: Match(*found.span(), ("ه", "ت")),
            unless=_untouchable,
        ),
    ),
    Rule("script/numeral", Severity.BLOCKS, _signs),
    Rule("script/numeral", Severity.BLOCKS, _POSED, each=replaced(_as_digits), unless=_untouchable),
    Rule("script/numeral", Severity.WARNS, _SEPARATED, each=replaced(_as_digits)),
    Rule("script/mixed", Severity.WARNS, _mixed_words),
    Rule("script/foreign", Severity.BLOCKS, _unread),
)
