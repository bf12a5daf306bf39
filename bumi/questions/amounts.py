"""Questions about numbers: small sums, missing units, telephone numbers of a wrong length; and open ends («و غیره»)."""

import re
from collections.abc import Iterator

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.patterns import AMOUNT, END, MONTH, SCALE, SCALE_OF_MONEY, WEEKDAY
from bumi.persian.text import ZWNJ, digits_to_latin
from bumi.questions.question import Question, question

_pattern = ListedPatterns("questions/amounts")
_SMALL = _pattern("small")
_BEFORE_SMALL = re.compile(rf"(?:(?:{SCALE_OF_MONEY})|[0-9۰-۹]\s?م)\s*و\s*$")
_LETTER = _pattern("letter_for_scale")
_PRICE = _pattern("price")
_NOT_MONEY = _pattern("not_money")
_BARE = _pattern("bare")
_RANGE = _pattern("range")
_NO_HOURS = _pattern("no_hours")
_OF_PEOPLE = re.compile(r"(?:شدند|بودند|اند|دارند|داشتند|آمدند|رفتند|کردند)\s*:\s*$")
_YEAR_BEFORE = re.compile(rf"(?:سال|پایان|آخر|اول|ابتدای|تا|از|{MONTH})\s*$")
_UNITS = {
    "ظرفیت": ("نفر",),
    "حضور": ("نفر",),
    "سن": ("سال",),
    "سود": ("درصد",),
    "پیشرفت": ("درصد",),
    "تخفیف": ("درصد",),
    "مدت": ("روز", "ساعت", "دقیقه"),
    "مسیر": ("کیلومتر", "متر"),
    "طول": ("کیلومتر", "متر"),
    "مساحت": ("متر مربع", "هکتار"),
    "قدمت": ("سال",),
    "منفی": ("درجه",),
}
_MEASURES = "متر مربع|متر مکعب|کیلومتر|متر|لیتر|درصد|درجه|نفر|کیلوگرم|کیلو|تن|هکتار|واحد|جلسه|دقیقه|ساعت|روز|هفته|ماه"
_MEASURE = re.compile(rf"{AMOUNT}\s*(?P<unit>{_MEASURES}){END}")
_CLOCKED = ("حرکت", "شروع", "آغاز", "پایان", "بازگشت", "درها", "افتتاحیه", "اختتامیه", "عصر", "صبح", "شب", "رأس")
_NAMES = _pattern("names")
_PHONE = _pattern("phone")
_PUBLIC_LINE = _pattern("public_line")
_CALLS = _pattern("calls")
_EVERY_DAY = re.compile(rf"(?:هر روز|{WEEKDAY}|شنبه{ZWNJ}?ها)\s*$")
_WITH_THE_NEXT = re.compile(rf"\s*(?:،|و|یا|در)\s*{AMOUNT}")
_AFTER_TIMES = re.compile(rf"{AMOUNT}\s+در\s+$")
_LOOSE_SUM = _pattern("loose_sum")
_CURRENCY = re.compile("تومان|تومن|ریال|دلار|یورو")
_BESIDE = re.compile(r"تا|الی|و|یا|از|حدود|حداکثر|حداقل|بالای|زیر|کمتر|بیشتر")
_ACCOUNT = re.compile(r"(?:حساب|کارت|شبا|نامه|پرونده|مجوز|قرارداد)\s*:?\s*$")
_TRAILS = _pattern("trails")


def about_amounts(text: str) -> Iterator[Question]:
    """Yield the questions about the numbers of a note and about an open end."""
    yield from _small(text)
    priced = [*_letters(text), *_prices(text)]
    priced = priced or [*_loose_sums(text)]
    yield from priced
    hours = [*_hours(text)]
    yield from hours
    taken = {each.matched for each in (*priced, *hours)}
    if not hours:
        yield from (each for each in _bare(text) if not any(each.matched in other for other in taken))
    yield from _phones(text)
    if match := _TRAILS.search(text):
        yield question("trails", text, match.span(), "«و غیره» چیزی نمی‌گوید؛ بقیه را بنویسید یا برداریم؟", "")


def _small(text: str) -> Iterator[Question]:
    for match in _SMALL.finditer(text):
        if _BEFORE_SMALL.search(text[: match.start()]):
            continue
        amount, copula = match["n"], " است" if match["is"] else ""
        asks = f"{amount} تومان؟ شاید هزار تومان باشد"
        thousands, millions = (f"{amount} {scale} تومان{copula}" for scale in SCALE.split("|")[:2])
        yield question("small", text, match.span(), asks, thousands, millions)


def _letters(text: str) -> Iterator[Question]:
    """Ask what «م» and «ه» after a number mean: «ودیعه ۵ م», «۵۰۰ه», «۱ م و ۲۰۰»."""
    for match in _LETTER.finditer(text):
        more = f" و {match['more']} هزار" if match["more"] else ""
        scale = "میلیون" if match["scale"] == "م" else "هزار"
        metres = [f"{match['n']} متر"] if scale == "میلیون" and not more else []
        yield question(
            "letter", text, match.span(), f"«{match[0]}» چیست؟", f"{match['n']} {scale}{more} تومان", *metres
        )


def _prices(text: str) -> Iterator[Question]:
    for match in _PRICE.finditer(text):
        after = match["after"].strip()
        if _NOT_MONEY.match(match["after"]) or (after and not match["scale"]) or after.startswith(("/", ":")):
            continue
        if not match["scale"] and _is_year(match["n"]) and _YEAR_BEFORE.search(text[: match.start("n")]):
            continue
        span = (match.start("n"), match.end("scale") if match["scale"] else match.end("n"))
        amount = text[slice(*span)]
        small = not match["scale"] and int(re.sub(r"\D", "", digits_to_latin(amount)) or 0) < 1000
        units = ("هزار تومان", "میلیون تومان") if small else ("تومان", "ریال")
        asks = f"«{amount}» چند تومان است؟" if small else f"«{amount}» تومان است یا ریال؟"
        yield question("price", text, span, asks, *(f"{amount} {unit}" for unit in units))


def _loose_sums(text: str) -> Iterator[Question]:
    """Ask for the currency of a sum that a verb or a noun of money follows: «۲۱۰ میلیون جمع شد»."""
    if _CURRENCY.search(text):
        return
    for match in _LOOSE_SUM.finditer(text):
        sum_ = match["sum"]
        answers = (f"{sum_} تومان", f"{sum_} ریال")
        yield question("price", text, match.span("sum"), f"«{sum_}» تومان است یا ریال؟", *answers)


def _hours(text: str) -> Iterator[Question]:
    """Ask whether a range of two small numbers without a unit is hours."""
    for match in _RANGE.finditer(text):
        before = text[: match.start("a")]
        if re.search(r"ساعت\s*(?:از\s*)?$", before) or _NAMES.search(before):
            continue
        if max(_hour(match["a"]), _hour(match["b"])) > 24:
            continue
        if _NO_HOURS.search(before):
            continue
        span = (match.start("a"), match.end("b"))
        said = text[slice(*span)]
        yield question("unit", text, span, f"«{said}» ساعت است؟", f"ساعت {said}")


def _bare(text: str) -> Iterator[Question]:
    """Ask for the unit of a number before a mark or a preposition; of several that may be anything, of the first."""
    asked = False
    for match in _BARE.finditer(text):
        number, before = match["n"], match["before"].strip(" :،؛")
        if _is_named(text, match, before):
            continue
        daily = _EVERY_DAY.search(text[: match.start("n")]) or (before == "از" and "باز" in text)
        if _hour(number) <= 24 and (daily or before in _CLOCKED):
            yield question("unit", text, match.span("n"), f"«{number}» ساعت است؟", f"ساعت {number}")
            continue
        units = _UNITS.get(before) or _units_beside(text, match)
        if not units and asked:
            continue
        asked = asked or not units
        asks = f"{number} {units[0]}؟" if len(units) == 1 else f"«{number}» چه یکایی دارد؟ نفر، روز، تومان یا چیز دیگر؟"
        yield question("unit", text, match.span("n"), asks, *(f"{number} {unit}" for unit in units))


def _units_beside(text: str, bare: re.Match[str]) -> tuple[str, ...]:
    """Return the units that a bare number may have: those of numbers before it, or people of whom its label tells."""
    earlier = [each["unit"] for each in _MEASURE.finditer(text[: bare.start("n")])]
    told = _OF_PEOPLE.search(text[: bare.start("n")])
    return tuple(dict.fromkeys(reversed(earlier))) or (("نفر",) if told else ())


def _is_named(text: str, match: re.Match[str], before: str) -> bool:
    """Say whether a number needs no unit: a telephone, an address, a year, or the second of two with one unit."""
    number, start = match["n"], match.start("n")
    if before not in _UNITS and _is_line(text, start, number):
        return True
    line = re.fullmatch("[1۱][0-9۰-۹]{2,3}", number) and match["before"].rstrip().endswith(":")  # «خرابی: ۱۲۲»
    if line or _NAMES.search(text[:start]) or number[0] in "0۰" or _is_year(number):
        return True
    listed = before not in _UNITS and _WITH_THE_NEXT.match(text, match.end("n"))
    if listed or _AFTER_TIMES.search(text[:start]):
        return True  # «۲۰۰، ۱۱۰ و ۳۴۰ نفر», «۲ در ۳ متر»
    second = not before and re.search(rf"{AMOUNT}\s*[^\W\d]", text[:start])
    inside = match.end("n") != len(text) or (len(number) <= 2 and before in ("و", "تا"))
    return bool(second or (_BESIDE.fullmatch(before) and inside) or before in ("پارسال", "امسال", "دیگری", "دومی"))


def _is_line(text: str, start: int, number: str) -> bool:
    """Say whether a number is a public telephone line: a known one, all of a note, or what it says to call."""
    if number[0] not in "1۱" or len(number) not in (3, 4):
        return False
    called = text.strip(" .") == number or _CALLS.search(text[:start])
    return bool(called or _PUBLIC_LINE.fullmatch(number))


def _phones(text: str) -> Iterator[Question]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", digits_to_latin(match["n"]))
        named = match["what"] is not None
        if not (named or digits.startswith(("09", "034"))) or _ACCOUNT.search(text[: match.start("n")]):
            continue
        if re.search(r"[0-9۰-۹]\s+[0-9۰-۹]", match["n"]) and not named:
            continue
        if (digits.startswith("98") and len(digits) == 12) or (digits.startswith("096") and len(digits) <= 6):
            continue
        if digits.startswith("09"):
            right, kind = 11, "شماره همراه"
        elif digits.startswith("0"):
            right, kind = 11, "تلفن با کد استان"
        elif len(digits) <= 5:
            continue
        else:
            right, kind = 8, "تلفن بی کد استان"
        if len(digits) != right and not (right == 8 and len(digits) == 10 and digits.startswith("9")):
            asks = f"«{match['n']}» {len(digits)} رقم دارد و {kind} {right} رقم است؛ درست نوشته شده؟"
            yield question("phone", text, match.span("n"), asks)


def _hour(text: str) -> int:
    return int(digits_to_latin(re.split("[:٫]", text)[0]))


def _is_year(number: str) -> bool:
    latin = digits_to_latin(number)
    return latin.isdecimal() and 1300 <= int(latin) <= 1500
