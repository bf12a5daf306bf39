"""Numbers written in words: their spans and values."""

import re
from collections.abc import Mapping
from decimal import Decimal

from bumi.persian.abbreviations import spelled_out
from bumi.persian.number_words import ANY_NUMBER, HALF, NUMBERS, SCALES, WORDS, read_form, span_of
from bumi.persian.patterns import GAP
from bumi.persian.text import ZWNJ, digits_to_latin

__all__ = ["number_words", "number_words_in", "roman_numerals", "spelled_out", "vague_numbers"]

_DIGITS = r"(?<![/:٫.٬,])[0-9]+(?:[٬,][0-9]{3})*(?:[٫.][0-9]+)?(?![/:٫.٬,][0-9])"
_PART = re.compile(rf"(?:(?<={ZWNJ})و|(?<!\w))(?P<number>{_DIGITS}|{ANY_NUMBER})(?=(?:تا(?:ی|یی)?)?(?!\w))")
_BESIDE = re.compile(f"{GAP}+")
_AND = re.compile(f"{GAP}+و{GAP}+")
_ORDINAL = re.compile(
    rf"{GAP}*(?:و{GAP}*)?(?:(?:یک|دو|سو|چهار|{ANY_NUMBER})م(?:ین)?|{ZWNJ}?[اُ]?م(?:ین)?|سی{GAP}?ام)(?!\w)"
)
_WEEKDAY = re.compile(f"{GAP}?شنبه")
_LED = re.compile(f"(?<!\\w)(?:با|به|از|تا|این|آن|هر|حدود){ZWNJ}$")  # no part of a word: «با‌نود نفر»
_MEASURE = re.compile(
    f"{GAP}+(?:نفر|تن|روز|شب|هفته|ماه|سال|ساعت|دقیقه|ثانیه|متر|کیلو|گرم|لیتر|هکتار|تومان|ریال|درصد|درجه"
    "|مورد|عدد|بار|مرحله|نوبت|بخش|طبقه|رشته|تیم|گروه|شهر|روستا|استان|کشور|خانوار|دستگاه|واحد|کارگاه|غرفه)"
    rf"(?:ی|ه|{ZWNJ}ای|ه{ZWNJ}ای)?(?!\w)"
)


def number_words() -> Mapping[str, int]:
    """Return each word that is a number by itself, with its value."""
    return WORDS


def number_words_in(text: str) -> list[tuple[int, int, Decimal]]:
    """Return (start, end, value) of the numbers written with at least one word.

    «سی و پنج هزار» is one number, and so are «۲٫۵ میلیون» and «۱۲ هزار و ۵۰۰». Ordinals (بیست و پنجم),
    fractions (دو سوم), weekdays (سه‌شنبه), «نه» for no, «ده‌ها» and names like «چهارراه» are not numbers;
    «سه‌روزه» and «دو نفره» contain one. Words are read in the form of `read_form`: «صَد», «صدوبیست».
    """
    form, places = read_form(text)
    return [(*span_of(text, places, start, end), value) for start, end, value in _numbers(form)]


def _numbers(text: str) -> list[tuple[int, int, Decimal]]:
    found: list[tuple[int, int, Decimal]] = []
    parts = list(_PART.finditer(digits_to_latin(text)))
    at = 0
    while at < len(parts):
        after, value = _read(text, parts, at)
        run = parts[at:after]
        start, end = run[0].start("number"), run[-1].end()
        of_half = run[0]["number"] == HALF and not (len(run) > 1 and run[1]["number"] in SCALES)
        worded = any(not part["number"][0].isdigit() for part in run) and not of_half
        if worded and not _something_else(text, start, end):
            found.append((start, end, value))
        at = after
    return found


def _read(text: str, parts: list[re.Match[str]], at: int) -> tuple[int, Decimal]:
    """Return the index after the longest number that starts with part `at`, and its value."""
    total, group, scale = Decimal(0), _value(parts[at]), Decimal("Infinity")
    if parts[at]["number"] in SCALES:
        total, group, scale = group, Decimal(0), group
    after = at + 1
    while after < len(parts):
        part = parts[after]
        gap = text[parts[after - 1].end() : part.start("number")]
        value, is_scale = _value(part), part["number"] in SCALES
        if _AND.fullmatch(gap) or gap == f"{ZWNJ}و":
            if not (value < scale if not group else _fits(value, group)) or _scale_after(text, parts, after) >= scale:
                break
            total, group, scale = (total + value, group, value) if is_scale else (total, group + value, scale)
        elif _BESIDE.fullmatch(gap) and is_scale:
            if group and value < scale:
                total, group, scale = total + group * value, Decimal(0), value
            elif total and not group and value > scale:
                total, scale = total * value, value
            else:
                break
        else:
            break
        after += 1
    return after, total + group


def _scale_after(text: str, parts: list[re.Match[str]], at: int) -> Decimal:
    """Return the scale that follows part `at`: «۳۵ هزار و ۶۰ هزار» are two numbers."""
    following = parts[at + 1] if at + 1 < len(parts) else None
    if following and following["number"] in SCALES and _BESIDE.fullmatch(text[parts[at].end() : following.start()]):
        return _value(following)
    return Decimal(0)


def _value(part: re.Match[str]) -> Decimal:
    number = part["number"]
    if number in NUMBERS:
        return Decimal(NUMBERS[number])
    return Decimal("0.5") if number == HALF else Decimal(re.sub("[٬,]", "", number).replace("٫", "."))


def _fits(value: Decimal, group: Decimal) -> bool:
    """Say whether `value` may follow `group` and «و»: tens and units after hundreds, units after tens."""
    room = 100 if group % 100 == 0 else 10 if group % 10 == 0 and group % 100 > 10 else 1
    return 0 < value < room


def _something_else(text: str, start: int, end: int) -> bool:
    joined = text[start - 1 : start] == ZWNJ and not _LED.search(text[max(0, start - 6) : start])
    if joined or _ORDINAL.match(text, end) or _WEEKDAY.match(text, end):
        return True
    if text[end : end + 1] == ZWNJ or text[start:end] == "نه":
        return not _MEASURE.match(text, end)
    return False


_VAGUE = re.compile(
    f"(?<!\\w)(?:(?:ده|صد|هزار|میلیون|میلیارد){ZWNJ}?ها|هزاران|دوجین|(?:\\w+ده|بیست|چهل|پنجاه|صد|هزار)(?:م|مین))(?!\\w)"
)
_ROMAN = re.compile(
    "(?<![A-Za-z0-9])(?=[IVXLCDM]{3}|[IVX]{2})M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?!\\w)"
)


def vague_numbers(text: str) -> list[tuple[int, int]]:
    """Return the spans of «ده‌ها», «هزاران» and the like, and of ordinals: numbers that `number_words_in` leaves out."""
    form, places = read_form(text)
    return [span_of(text, places, *match.span()) for match in _VAGUE.finditer(form)]


def roman_numerals(text: str) -> list[tuple[int, int]]:
    """Return the spans of Roman numerals of three letters or more, or of two that are small: «XIV», «II»."""
    return [match.span() for match in _ROMAN.finditer(text)]
