"""Texts of cards: fields of a piece and its brief by the names templates use, cleaned for drawing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from bumi.brief import Brief, Quote
from bumi.cards.colours import Tone
from bumi.cards.fonts import Weight, lacks
from bumi.cards.photo import SafePhoto
from bumi.errors import BadInput
from bumi.messages import message
from bumi.persian.calendar import hour_in_words, jalali, jalali_day, to_tehran
from bumi.persian.halfspace import typeset
from bumi.persian.patterns import SCALE
from bumi.persian.text import ZWNJ, digits_to_persian, flat, normal
from bumi.piece import Fields

_LATIN = re.compile("[A-Za-z]")
_UNITS = f"{SCALE}|درصد"
_FIGURE = re.compile(rf"(?<![\d٫٬/:-])(?P<figure>\d+(?:[٫٬]\d+)*٪?)(?: (?P<unit>(?:(?:{_UNITS}) )?[^\W\d]\S*))?")
_END = "،؛.:!؟»)"
_LEDE = 220

FACTS = ("time", "where", "call")
"""The texts that a card of facts sets in large rows, each under its label."""


def drawable(text: str, name: str, font: str = Weight.MEDIUM) -> str:
    """Return `text` as a card can show it; `name` is the Persian name of the field, for error messages.

    Spaces are collapsed; half-spaces inside words and line breaks are kept. Digits become Persian except in Latin names
    (MP3, ISO 9001). Symbols without a glyph (emoji, arrows) are removed. BadInput names letters and digits without a
    glyph.
    """
    kept = _visible(text)
    missing = {char for char in kept if not char.isspace() and lacks(char, font)}
    if letters := sorted(char for char in missing if unicodedata.category(char)[0] in "LN"):
        raise BadInput(message("card/letter", name=name, letters="، ".join(letters)))
    drawn = "".join(char for char in kept if char not in missing)
    return "\n".join(filter(None, map(_line, drawn.split("\n"))))


def undrawn(text: str) -> list[str]:
    """Return the symbols of a text that a card cannot show, each once."""
    signs = (char for char in _visible(text) if not char.isspace() and unicodedata.category(char)[0] not in "LN")
    return [sign for sign in dict.fromkeys(signs) if lacks(sign)]


def _visible(text: str) -> str:
    return "".join(char for char in normal(text) if not _invisible(char))


def _line(text: str) -> str:
    words = (word.strip(ZWNJ) for word in text.split())
    return _persian_digits([word for word in words if word])


def _persian_digits(words: list[str]) -> str:
    """Join the words with Persian digits, except in Latin names (MP3, ISO 9001)."""
    latin = [bool(_LATIN.search(word)) for word in words]
    of_name = [is_latin or (place > 0 and latin[place - 1]) for place, is_latin in enumerate(latin)]
    return " ".join(word if named else digits_to_persian(word) for word, named in zip(words, of_name, strict=True))


def _invisible(char: str) -> bool:
    """Return whether a character is a direction mark, joiner or variation selector, but no half-space."""
    hidden = unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn") or 0xFE00 <= ord(char) <= 0xFE0F
    return hidden and char != ZWNJ


@dataclass(frozen=True)
class Card:
    """Content of one card: template, axis, texts by name, alt text and optional photo.

    `names` are kept whole at line breaks; `place` is the position in a carousel, as (1, 6) for 1 of 6; `tone` None
    means that of the template. `about` (headline and topic) and `number` (of the piece) choose the craft and its looks.
    """

    template: str
    axis: str
    words: Mapping[str, str]
    alt: str
    tone: Tone | None = None
    names: tuple[str, ...] = ()
    photo: SafePhoto | None = field(default=None, repr=False)
    place: tuple[int, int] = (1, 1)
    about: str = ""
    number: int = 0


def words_of(fields: Fields, brief: Brief, credit: str = "") -> dict[str, str]:
    """Return all texts that the cards of a piece may show, with the `credit` of a photo, if they show one.

    BadInput lists every text that cannot be drawn.
    """
    quote = brief.quotes[0] if brief.quotes else None
    texts = {
        "kind": brief.kind.persian,
        "kicker": fields.kicker,
        "headline": fields.headline,
        "lede": fields.lede if len(fields.lede) <= _LEDE else "",
        "agency": brief.agency,
        "county": brief.county,
        "place": "" if _names(f"{brief.agency} {brief.where}", brief.county) else brief.county,
        "where": typeset(brief.where),
        "call": typeset(brief.call_to_action),
        "when": brief.when,
        "time": brief.when or _moment(brief.starts_at),
        **(_day(brief.starts_at, brief.ends_at) if brief.starts_at else {}),
        **(_quotation(quote) if quote else {}),
        **({"credit": f"عکس: {credit}"} if credit else {}),
    }
    words, problems = {f"{fact}_label": message(f"card/label.{fact}") for fact in FACTS}, list[str]()
    for key, text in texts.items():
        try:
            words[key] = drawable(text, message(f"card/text.{key}"))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    if words["kicker"] in (words["kind"], words["time"]):
        words["kicker"] = ""  # already shown
    return words


def figure_in(text: str) -> dict[str, str]:
    """Return the first number with a unit or percent sign as the texts of a number card; empty without one."""
    for found in _FIGURE.finditer(text):
        if unit := (found["unit"] or "").rstrip(_END):
            return {"figure": found["figure"], "unit": unit}
        if found["figure"].endswith("٪"):
            return {"figure": found["figure"], "unit": ""}
    return {}


def _names(text: str, county: str) -> bool:
    """Return whether the text names the county, as words of their own."""
    return f" {flat(county)} " in f" {' '.join(re.findall(r'[^\W_]+', flat(text)))} "


def _quotation(quote: Quote) -> dict[str, str]:
    """Return the texts of a quotation, without «», for which templates draw a large mark."""
    return {"quote": quote.text.rstrip("."), "speaker": quote.speaker, "role": quote.role}


def _day(start: datetime, end: datetime | None) -> dict[str, str]:
    """Return the date block: «چهارشنبه»، «۴»، «آذر», and «ساعت ۱۰:۳۰»، «تا ۶ آذر» or nothing."""
    weekday, day, month = jalali_day(start, year=False).split(" ")
    hour = f"ساعت {hour_in_words(start)}" if _has_hour(start) else ""
    if end and to_tehran(end).date() > to_tehran(start).date():
        hour = f"تا {jalali_day(end, weekday=False, year=False)}"
    return {"weekday": weekday, "day": day, "month": month, "hour": hour}


def _moment(start: datetime | None) -> str:
    if start is None:
        return ""
    return jalali(start) if _has_hour(start) else jalali_day(start)


def _has_hour(start: datetime) -> bool:
    """Return whether a time of day is given; a brief with only the day starts at midnight."""
    return to_tehran(start).time() != time()
