"""Names that a text has and its brief has not: of people, places and agencies."""

import re
from collections.abc import Iterator
from functools import cache

from bumi.brief import Brief
from bumi.models.scoring import evidence
from bumi.persian.lexicon import listed_lines
from bumi.persian.morphology import lemma, lexicon, parts_of_speech, verb_roots, words
from bumi.persian.text import ZWNJ
from bumi.province import province

__all__ = ["unknown_names"]

_LEADING = (
    "آقا آقای جناب خانم سرکار دکتر مهندس استاد حاج سید سردار سرهنگ سروان حجت‌الاسلام آیت‌الله شهید "
    "استان شهرستان شهر بخش دهستان روستا محله منطقه خیابان بلوار میدان کوچه چهارراه بزرگراه "
    "اداره اداره‌کل سازمان شرکت دانشگاه دانشکده ستاد بنیاد مؤسسه انجمن کانون شورا شورای هیئت کمیته بانک مرکز مجتمع "
    "مدرسه دبستان دبیرستان هنرستان بیمارستان درمانگاه مسجد پارک سالن فرهنگسرا کتابخانه"
)  # titles, and words for places and agencies: what follows them is a name
_FAMILY = frozenset(("زاده", "پور", "نژاد", "نیا", "فر", "فرد", "منش", "وند", "تبار", "لو", "زهی"))
_ENDING = re.compile("(?:تر|ترین)?(?:ها|ان|یان|گان)?(?:یی|ی)?(?:م|ت|ش|مان|تان|شان)?(?:ام|ات|اش|ای|ست|است|ند|اند)?")
_PREFIX = re.compile("(?:بر|در|باز|فرو|وا)?ن?(?=..)")  # of verbs
_STEM = 3  # letters


def unknown_names(text: str, brief: Brief) -> list[str]:
    """Return the words of `text` that name somebody or something the brief does not, in order.

    What may be named is what the brief says, its own county with its places, its own agency, and the province; a
    county next door is as unknown as a stranger. Other new words are names where they follow a title («آقای») or a
    word for a place or an agency («روستای»), where they are names by themselves (assets/words/names.txt, the towns
    of the province), or where no dictionary knows them. It is strict: a new adjective after «شهر» counts too.
    """
    new = set(evidence(text, brief.facts(), _own(brief)).added) - verb_roots()
    found: list[str] = []
    end, led = 0, False
    for start, stop, word in words(text):
        key = lemma(word)
        named = key in new and (_is_name(word) or not _is_word(word) or (led and text[end:start] == " "))
        if named:
            found.append(word)
        end, led = stop, named or key in _leading()
    return found


def _own(brief: Brief) -> str:
    """What the province's data say of the brief's own county and agency; and the axis, which is a hashtag."""
    named = (province().county(brief.county), province().agency(brief.agency))
    words_of = [word for it in named if it for word in (it.name, *it.aliases)]
    return "، ".join([province().name, brief.axis, *words_of, *(named[0].places if named[0] else ())])


def _is_name(word: str) -> bool:
    """Whether the word is a name by itself, or no word but one with a name in it («رضایی»)."""
    key = lemma(word)
    return key in _names() or (key not in _common() and any(stem in _names() for stem in _stems(word)))


def _is_word(word: str) -> bool:
    """Whether a dictionary knows the word: as it stands, without an ending or a verb's prefix, or in all its parts."""
    if lemma(word) in _common() or lemma(_PREFIX.sub("", word, count=1)) in verb_roots():
        return True
    first, *rest = word.split(ZWNJ)
    if rest:
        return rest[-1] not in _FAMILY and all(_ENDING.fullmatch(part) or _is_word(part) for part in (first, *rest))
    return any(stem in _common() for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Yield what `word` is with nothing, or with an ending, taken off."""
    return (word[:at] for at in range(_STEM, len(word) + 1) if _ENDING.fullmatch(word[at:]))


@cache
def _leading() -> frozenset[str]:
    return frozenset(map(lemma, _LEADING.split()))


@cache
def _names() -> frozenset[str]:
    """The lemmas of words that are names by themselves: those of the list, and one-word places of the province."""
    places = (name for name in province().places if " " not in name)
    return frozenset(map(lemma, (*listed_lines("names"), *places)))


@cache
def _common() -> frozenset[str]:
    """Words that the dictionary has met or can place, without half-spaces, as lemmas are."""
    tagged = parts_of_speech()
    used = (word for word, count in lexicon().items() if count or tagged[word] != {"0"})
    return frozenset(word.replace(ZWNJ, "") for word in used)
