"""What a line break may not part, and where it would rather not be: numbers and units, names, short link words."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bumi.persian.text import ZWNJ, flat
from bumi.province import province

__all__ = ["Part", "parts"]

_NUMBER = re.compile(r"[«(]*[\d٫٬.,/:٪−+-]*\d[\d٪]*")
_GROUP = re.compile(r"[\d+()-]{2,}")
_MANY = {"هزار", "میلیون", "میلیارد", "تریلیون"}
_LINKS = {"و", "تا", "یا"}
_TRAILERS = {"را"}
_COUNTED = {"ساعت", "سال", "شماره", "روز", "شماره‌های"}
_TITLES = {"آقای", "خانم", "دکتر", "مهندس", "شهید", "امام", "حاج", "سردار", "شهرستان", "استان", "شهر", "روستای"}
_TITLES |= {"بلوار", "میدان", "خیابان", "کوچه", "سالن"}
_LEADERS = {
    "از",
    "به",
    "با",
    "در",
    "بر",
    "برای",
    "که",
    "بی",
    "هر",
    "این",
    "آن",
    "یک",
    "اگر",
    "ویژه",
    "درباره",
    "پس",
    "پیش",
}
_LEADERS |= {"نخستین", "بهترین", "بزرگترین", "بزرگ‌ترین"}
_LIGHT_VERBS = {
    "کردن",
    "شدن",
    "دادن",
    "گرفتن",
    "زدن",
    "کشیدن",
    "داشتن",
    "ماندن",
    "بودن",
    "آوردن",
    "رفتن",
    "کنید",
    "نکنید",
}
_SHORT_NAME = 3
_COMPOUNDS = (
    "هوش مصنوعی", "صنایع دستی", "میراث فرهنگی", "علوم پزشکی", "جهاد کشاورزی", "روابط عمومی", "هلال احمر",
    "آموزش و پرورش", "محیط زیست", "منابع طبیعی", "آب آشامیدنی", "کمک‌های اولیه", "مدیریت بحران", "نوبت دوم",
)  # fmt: skip

LEADER, EZAFE, QUOTATION, NAME, VERB = 0.3, 0.12, 0.12, 0.2, 0.3
"""How bad a break is after a word that leads on, inside an ezafe, « » or a long name, and before a light verb."""


class Part(NamedTuple):
    """Words that stand on one line; `fault` says how bad it is to begin a line with them (0: not at all)."""

    text: str
    fault: float = 0


def parts(text: str, names: Iterable[str] = ()) -> list[Part]:
    """Return the parts of `text`, between which a line may break; joined by spaces they are `text`.

    Kept together: a number and its unit («۱۲ هزار نفر»، «۴ آذر»), a counted noun and its number («ساعت ۱۰»),
    groups of a telephone number, «و»، «تا»، «یا» with the word they lead in, «را» with the word it follows, a title
    with the name it leads in, and the names of the province and those in `names`, if they have up to three words.
    """
    words = text.split(" ")
    inside = _inside_names(words, names)
    found: list[Part] = [Part(words[0])]
    depth = words[0].count("«") - words[0].count("»")
    for place in range(1, len(words)):
        if _bound(words, place) or 0 < inside[place] <= _SHORT_NAME:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {words[place]}")
        else:
            found.append(Part(words[place], _fault(words, place, depth > 0, inside[place] > 0)))
        depth += words[place].count("«") - words[place].count("»")
    return found


def _fault(words: Sequence[str], place: int, quoted: bool, named: bool) -> float:
    before = words[place - 1]
    leads = before in _LEADERS or (before in _COUNTED and place < len(words))
    ezafe = before.endswith(("های", f"{ZWNJ}ی", "ۀ", "هٔ"))
    verb = _bare(words[place]) in _LIGHT_VERBS
    return LEADER * leads + EZAFE * ezafe + QUOTATION * quoted + NAME * named + VERB * verb


def _bound(words: Sequence[str], place: int) -> bool:
    """Say whether the word at `place` may not begin a line after the word before it."""
    before, word = words[place - 1], words[place]
    if word in _TRAILERS or (before in _TITLES and word not in _LINKS):
        return True
    if before in _LINKS:
        return word not in _LINKS
    if before in _COUNTED:
        return _NUMBER.fullmatch(word) is not None
    leading = words[place - 2] if place > 1 else ""
    if _GROUP.fullmatch(before) and (_GROUP.fullmatch(word) or _GROUP.fullmatch(leading)):
        return _GROUP.fullmatch(word) is not None
    counts = _NUMBER.fullmatch(before) or (before in _MANY and _NUMBER.fullmatch(leading))
    return bool(counts) and leading not in _COUNTED and word not in _LINKS and word[:1].isalpha()


def _inside_names(words: Sequence[str], names: Iterable[str]) -> list[int]:
    """Say of each word whether a break before it falls into a name: how many words that name has, or 0."""
    inside, bare = [0] * len(words), [_bare(word) for word in words]
    own = {form for name in names for form in _forms(name)}
    for start, first in enumerate(bare):
        for name in (*_known_names().get(first, ()), *own):
            size = len(name)
            if tuple(bare[start : start + size]) == name:
                for place in range(start + 1, start + size):
                    inside[place] = max(inside[place], size)
    return inside


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """The word without marks, for comparing."""
    return flat(word.strip("«»()،؛:.!؟"))


def _forms(name: str) -> set[tuple[str, ...]]:
    """The words of a name, with its half-spaces as they are and as spaces, as many write them."""
    return {tuple(_bare(word) for word in name.split()), tuple(flat(name).split())}


@cache
def _known_names() -> dict[str, list[tuple[str, ...]]]:
    """The names of the counties, places and agencies of the province, and some compounds, by their first word, flat."""
    here = province()
    places = [place for county in here.counties for place in county.places]
    named = [name for item in (*here.counties, *here.agencies) for name in (item.name, *item.aliases)]
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in {form for name in (here.name, *places, *named, *_COMPOUNDS) for form in _forms(name)}:
        found.setdefault(form[0], []).append(form)
    return found
