"""Half-spaces of single words, where the lexicon and the verb table make them certain; and words as hashtags."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bumi.persian.morphology import lexicon, number_words, parts_of_speech, verb_forms
from bumi.persian.text import ZWNJ

NOMINAL_ENDING = re.compile(
    "(?:تر|ترین)?(?:ها|ان|یان|گان)?(?:یی|ی)?(?:م|ت|ش|مان|تان|شان)?(?:ام|ات|اش|ای|ست|است|ند|اند)?"
)
"""The endings of a noun or adjective, one after another."""
AFFIXES = ("ها", "های", "هایی", "ای", "تر", "ترین", "اند", "ام", "می", "نمی")
"""The affixes that a half-space parts from their word."""

CANNOT_JOIN = "اآدذرزژو"  # a half-space after these is invisible
_PERSIAN = re.compile(f"[آ-ی{ZWNJ}]*[آ-ی]")
_UNKNOWN = frozenset("0")  # mark of words that the lexicon has only seen, including misspellings
_SILENT_HE = re.compile("[^اوی]ه$")
_MUCH = 100  # this many times as common counts as certain
_VERB = re.compile(f"((?:بر|در|فرو|فرا|باز|وا|ور)?ن?می){ZWNJ}?(.*)")
_PREFIXES = ("بر", "در", "فرو", "فرا", "باز", "وا", "ور")
_OBJECTS = ("شان", "مان", "تان", "ش", "م", "ت")
_PLURALS = ("هایمان", "هایتان", "هایشان", "هایی", "های", "هایم", "هایت", "هایش", "هاست", "ها")
_AFTER_HE = ("ای", "اند", "ایم", "اید", "ام", "ات", "اش")
_AFTER_YE = ("ام", "اش", "اند", "ایم", "اید")  # after ی: «زندگی‌ام»; «زندگیم» joins another form
_PRONOUNS = ("شان", "مان", "تان")
_JOINED_ENDINGS = ("شان", "مان", "تان", "ان", "ات", "ی", "م", "ت", "ش", "یی", "ین", "مین")
_FUNCTION_WORDS = ("و", "از", "به", "در", "که", "تا", "با", "را", "یا", "اگر", "هم", "چه", "نه", "ها", "های", "بر")
SETTLED = frozenset(("آنها", "اینها", "همانها", "بارها", "آنهایی", "اینهایی", "همانهایی"))
"""Words with ها that everybody joins."""
_IMPERSONAL = ("توان", "بایست", "بایستی", "باید", "شاید")  # after می
_AND = re.compile(f"{ZWNJ}(?P<whole>و(?P<rest>[^\\W_]{{2,}}))")
_WITH_WAW = re.compile("وار|واره|وارانه|ور|وری|وران|ورز|ورزی|ورزان|وش|وند|وجهی")
"""Endings that begin with و."""
_CUTTING = re.compile(r"\W+|_+")
_TAILS = (
    "آفرینی|آمیز|آموز|آموزان|آموزی|افزایی|انگیز|برداری|بندی|بینی|خوانی|درمانی|دهنده|دهندگان|دهی|رسانی|ریزی|زدایی"
    "|سازی|سرایی|سنجی|سوزی|شناس|شناسان|شناسی|شویی|فروش|فروشی|کنندگان|کنندگی|کننده|گذاران|گذاری|گرا|گرایی|گردانی"
    "|گیری|مند|مندان|مندی|نشانی|نگار|نگاران|نگاری|نویس|نویسی|پذیر|پذیری|پرور|پروری|یابی"
)
_PHRASES = frozenset(
    ("سه شنبه", "هم اکنون", "بین المللی", "بین الملل", "جمع آوری", "آیت الله", "حجت الاسلام", "پیش بینی", "علی رغم")
)
_BE_ADVERBS = frozenset(("زودی", "سرعت", "شدت", "تدریج", "راحتی", "خصوص", "موقع", "رغم", "زعم", "مانند"))  # after به
_COMPOUNDS = frozenset(("ریاست جمهوری", "نیمه نهایی", "راه حل", "خط مشی", "چشم انداز", "محافظه کار", "پیش نیاز"))
_COMPOUNDS |= {f"{length} مدت" for length in ("کوتاه", "میان", "بلند", "دراز")} | {"هفته نامه", "ماه نامه"}
_COMPOUNDS |= {"هم میهن", "هم میهنان", "نرم افزار", "سخت افزار", "دست اندرکاران", "تصمیم گیرنده", "تصمیم گیرندگان"}
_LETTER_NAMES = frozenset(
    ("ای", "بی", "سی", "دی", "اف", "جی", "اچ", "آی", "کی", "ال", "ام", "ان", "او", "پی", "کیو", "آر", "اس", "تی", "یو")
)
_BOUND_TAIL = re.compile(_TAILS)  # words that seldom occur alone
_BOUND_END = re.compile(f"(?<=[^اوی]ه)(?:{_TAILS})$")
_CAUSATIVE = re.compile("[آ-ی]{2,}(?<!ه)ان(?:م|ی|د|یم|ید|ند|دم|دی|دیم|دید|دند)|[آ-ی]{2,}(?:یدم|یدیم|یدید|یدند)")
_FREE = re.compile(
    "(?:هیچ (?:یک|کس|کدام|گونه|گاه)|همان (?:طور|طوری|گونه)|(?:آن|این) (?:قدر|گونه|چنین|چنان|باره)|یک باره)\\w*"
)
_NO_USE = re.compile(f"(?<=[{CANNOT_JOIN}]){ZWNJ}")
_NEVER_JOINED = re.compile(f"[^{ZWNJ}اوی]ه{ZWNJ}|[^{ZWNJ}{CANNOT_JOIN}]{ZWNJ}(?:آ|ال)")


def belong_together(word: str, following: str) -> bool:
    """Return whether the space between two words should be a half-space."""
    if (verb := _VERB.fullmatch(word)) and not verb[2]:
        return _verb(following)
    if following in _PLURALS:
        return len(word) > 1 and word not in _FUNCTION_WORDS and _PERSIAN.fullmatch(word) is not None
    if following in ("تر", "ترین", "تری"):
        graded = any(f"{word}{joint}{end}" in lexicon() for joint in ("", ZWNJ) for end in ("تر", "ترین"))
        return word not in _FUNCTION_WORDS and (graded or "AJ" in parts_of_speech().get(word, ()))
    if following in _AFTER_YE and word.endswith("ی") and len(word) > 3 and _is_word(word):
        return True
    if following in _PRONOUNS and len(word) > 3 and word[-1] in "یه" and word in attested():
        return True
    if following in _AFTER_HE:
        return (
            len(word) > 2 and word.endswith("ه") and (word in attested() or f"{word}{ZWNJ}{following}" in verb_forms())
        )
    whole = f"{word}{ZWNJ}{following}"
    bound = _BOUND_TAIL.fullmatch(following) is not None and (whole in attested() or whole[:-1] in attested())
    return bound or f"{word} {following}" in _PHRASES


def joined_if_anything_is(word: str, following: str) -> bool:
    """Return whether two words take a half-space in texts that keep half-spaces: «به‌زودی», «ضد‌استعماری»."""
    if word in ("به", "ضد"):
        return following in _BE_ADVERBS if word == "به" else following == "انقلاب" or following.endswith("ی")
    return f"{word} {following}" in _COMPOUNDS


def free(word: str, following: str) -> bool:
    """Return whether good newsrooms write two words both ways: «هیچ یک» and «هیچ‌یک», «همان طور» and «همان‌طور»."""
    return _FREE.fullmatch(f"{word} {following}") is not None


def spelled_out(before: str, left: str, right: str, after: str) -> bool:
    """Return whether two words are names of letters in a row, as in بی بی سی, which are written both ways."""
    return {left, right} <= _LETTER_NAMES and (before in _LETTER_NAMES or after in _LETTER_NAMES)


def part_of_a_whole(before: str, left: str, right: str, after: str) -> bool:
    """Return whether two words are part of a three-part word of the lexicon: «عبدالله‌بن‌زبیر», «میان‌دوره‌ای»."""
    pair = f"{left}{ZWNJ}{right}"
    if "بن" not in pair and "ای" not in (right, after):
        return False
    wholes = (f"{before}{ZWNJ}{pair}", f"{pair}{ZWNJ}{after}", pair if left.endswith("بن") else "")
    return any(spared(whole) in _of_three() for whole in wholes)


@lru_cache(maxsize=100_000)
def respelled(word: str) -> str:
    """Return `word` with its lost half-spaces restored, or unchanged."""
    if ZWNJ in word or len(word) < 4 or word in SETTLED or _is_word(word):
        return word
    if (verb := _VERB.fullmatch(word)) and _verb(verb[2]):
        return f"{verb[1]}{ZWNJ}{verb[2]}"
    for ending in ("", "ان", "ی"):
        if (
            word.endswith(ending)
            and not word.endswith("هایی")
            and (whole := _compounds().get(word.removesuffix(ending)))
        ):
            return f"{whole}{ending}"
    return next((f"{stem}{ZWNJ}{ending}" for stem, ending in _endings(word)), word)


def hashtag(words: str) -> str:
    """Return `words` as one hashtag that channels read whole: «کسب‌وکار» as «کسب_و_کار»."""
    return _CUTTING.sub("_", _AND.sub(_apart, words)).strip("_")


def _apart(found: re.Match[str]) -> str:
    """Return the و of a compound with half-spaces round it, unless it begins a word or an ending: «هم‌وطن»."""
    whole, rest = found["whole"], found["rest"]
    joins = whole not in attested() and not _WITH_WAW.fullmatch(whole) and (rest in lexicon() or rest in verb_forms())
    return f"{ZWNJ}و{ZWNJ}{rest}" if joins else found.group()


def _endings(word: str) -> Iterator[tuple[str, str]]:
    """Yield (stem, ending) where `word` is certainly a stem that lost its half-space before an ending."""
    for ending in _AFTER_HE:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3 or not stem.endswith("ه") or word.endswith("های"):
            continue
        participle = _participle(stem, ending)
        if participle or (_is_word(stem) and not (ending == "ایم" and _is_word(stem[:-1]))):
            yield stem, ending
    for ending in _AFTER_YE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and stem.endswith("ی") and _is_word(stem):
            yield stem, ending
    if (tail := _BOUND_END.search(word)) and (stem := word[: tail.start()]) in attested() and len(stem) > 2:
        yield stem, tail.group()
    for ending in _PLURALS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2 or stem[-1] in CANNOT_JOIN:
            continue
        plain, with_he = _weight(stem), _weight(f"{stem}ه") if ending == "های" else 0
        if word in wholes_by_letters():
            continue
        if with_he > _MUCH * plain:
            yield f"{stem}ه", "ای"
        elif plain > _MUCH * with_he or (not with_he and _is_word(stem)):
            yield stem, ending
        elif not with_he and (whole := respelled(stem)) != stem:
            yield whole, ending


def _participle(stem: str, ending: str) -> bool:
    """Return whether a participle, also of a prefixed verb, has an ending of the perfect: «دریافته‌ایم»."""
    return any(f"{stem.removeprefix(prefix)}{ZWNJ}{ending}" in verb_forms() for prefix in ("", *_PREFIXES))


def _weight(word: str) -> int:
    """Return how common a word is, 1 for a word without a count."""
    return lexicon().get(word, 0) or int(word in attested())


def _verb(rest: str) -> bool:
    """Return whether می before `rest` makes a verb, also with an object pronoun (می‌گویندش)."""
    known = verb_forms()
    bare = (rest.removesuffix(pronoun) for pronoun in _OBJECTS if rest.endswith(pronoun))
    return (
        rest in _IMPERSONAL
        or _CAUSATIVE.fullmatch(rest) is not None
        or f"می{ZWNJ}{rest}" in known
        or any(len(stem) > 2 and f"می{ZWNJ}{stem}" in known for stem in bare)
    )


def solid(word: str) -> bool:
    """Return whether a word only looks like two: a subjunctive («بیاندازند») or a number («یکهزار»)."""
    subjunctive = word.startswith(("بی", "نی")) and f"می{ZWNJ}{word[2:]}" in verb_forms()
    return subjunctive or (word.startswith("یک") and word[2:] in number_words())


@lru_cache(maxsize=100_000)
def _is_word(word: str) -> bool:
    """Return whether `word` is right as it is: a known word, with an ordinary joined ending or none."""
    if word in attested() or word in number_words() or (word in verb_forms() and not _VERB.fullmatch(word)):
        return True
    if solid(word):
        return True
    stems = (
        stem
        for ending in _JOINED_ENDINGS
        if (stem := word.removesuffix(ending)) != word and not (ending == "ات" and _SILENT_HE.search(stem))
    )
    return any(len(stem) > 1 and (stem in attested() or stem in number_words()) for stem in stems)


@cache
def attested() -> frozenset[str]:
    """Return the words that the lexicon lists as words, not only as seen."""
    kinds = parts_of_speech()
    return frozenset(word for word, count in lexicon().items() if count or kinds[word] != _UNKNOWN)


@cache
def wholes_by_letters() -> frozenset[str]:
    """Return the letters of the words of the lexicon that have half-spaces."""
    return frozenset(word.replace(ZWNJ, "") for word in attested() if ZWNJ in word)


@cache
def _compounds() -> dict[str, str]:
    """Return by their joined form the compounds that are never joined: after a silent ه, before آ or ال."""
    split: dict[str, str] = {}
    for word in attested():
        joined = word.replace(ZWNJ, "")
        if _NEVER_JOINED.search(word) and joined not in attested() and not word.startswith(("ره", "ده", "نه", "نگه")):
            split[joined] = word
    return {word.replace(ZWNJ, ""): word for word in _names()} | split


@cache
def _names() -> frozenset[str]:
    """Return the names with بن that the lexicon has."""
    return frozenset(spared(word) for word in lexicon() if f"{ZWNJ}بن{ZWNJ}" in word)


@cache
def _of_three() -> frozenset[str]:
    """Return the three-part words whose first two parts seldom occur without the third."""
    with_ending = (word for word in attested() if word.count(ZWNJ) == 2 and word.endswith(f"{ZWNJ}ای"))
    return _names() | {spared(word) for word in with_ending if not word.startswith(f"به{ZWNJ}")}


def spared(word: str) -> str:
    """Return `word` without its invisible half-spaces."""
    return _NO_USE.sub("", word)


COMPOUND_ENDING = f"(?:ان)?ی?(?:{ZWNJ}?(?:ها|های|هایی|هایش|اش|ام|اند|تر|ترین|مان|شان)|ش|م|ند)?"
"""The pattern of what a compound of a noun and a present stem may end with: «سپاسگزاریم», «خدمتگزاران»."""
