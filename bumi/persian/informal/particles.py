"""Small words that stand for others in speech: «رو» for «را» and «روی», «تو» and «توی» for «در», «چی» for «چه»."""

import re

from bumi.persian.informal.address import yours
from bumi.persian.informal.forms import derived, vocabulary
from bumi.persian.informal.nouns import is_noun, marked_object, of_place, plural, with_an
from bumi.persian.informal.sentence import LEAVE, MEANT, Sentence, Written, acts, last_root, root
from bumi.persian.morphology import lexicon, stop_words, verb_forms
from bumi.persian.text import ZWNJ

__all__ = ["inside", "on_or_object", "what", "within"]

_NO_OBJECT = frozenset(("پیش", "به", "و", "در", "روبه", "گرد", "بی", "از", "ی", "یک", "زین"))  # before «رو»: the face
_PREPOSITIONS = ("از", "ز", "به")
_TURNED = ("کرد", "آورد", "شد", "نهاد", "گذاشت")  # past roots of verbs with «رو»: «رو آوردن»
_PLACED = frozenset(("گذاشت", "ریخت", "انداخت", "زد", "کشید", "نوشت", "چسباند", "مالید", "پاشید", "کوبید"))
_STRUCK = ("برچسب", "آتیش", "آتش", "خط", "رنگ")
_COVERED = ("گرفت", "برد", "پوشاند")
_OWNED = re.compile(f".{{2,}}?(?:{ZWNJ}?ها|ا)(?:شون|مون|تون|یشان|یمان|یتان|م|ت|ش)")
_SELF = frozenset(("خودم", "خودت", "خودش", "خودمون", "خودتون", "خودشون", "من", "ما", "شما", "همه"))
_NOT_IN = ("از", "به", "با", "برای", "مال", "برا", "واسه", "و", "من", "تو", "بی", "جز", "مثل", "یاد", "عشق", "در", "بر")
_ONE = ("یه", "یک", "هر", "چند", "دو", "سه")
_ENDINGS = re.compile(rf"{ZWNJ}?(?:ها|های|هایی|ی|ای)$")


def on_or_object(sentence: Sentence, at: int) -> Written:
    """«رو»: «را» after an object, «روی» before what a thing stands on, else the face or a direction."""
    vocab, before, after = vocabulary(), sentence.word(at - 1), sentence.word(at + 1)
    on = bool(after) and not sentence.opens(at + 1) and _bears(after)
    onto: Written = ("روی", on) if on or (sentence.said and _may_bear(sentence, at + 1)) else LEAVE
    if sentence.opens(at) or (before == "از" and after != "به"):
        return onto
    if before == "در" and after in vocab.of_doors:
        return "را", True
    if before == "رو" and f"{sentence.word(at - 2)}{ZWNJ}رو" in lexicon():  # «پیاده رو رو»
        return "را", True
    if not after or before in _NO_OBJECT or before == after or f"{before}{ZWNJ}رو" in lexicon():
        return LEAVE
    if before in MEANT and sentence.word(at - 2) in _PREPOSITIONS:  # از این رو
        return LEAVE
    if (
        _finite(before) and not is_noun(before) and sentence.word(sentence.opening(at) - 1) != "که"
    ):  # «کتابی که خریدم رو»
        return onto
    if marked_object(before)[0]:  # «همینو رو برچسب بنویسید»
        return onto
    rest = sentence.rest(at)
    if not any(map(acts, rest)):  # «ریخت رو پوست»: no verb that it could be the object of
        return onto
    definite = _is_definite(sentence, at - 1)
    if after == "به":
        direction = sentence.word(at + 2) in vocab.directions
        return ("را", False) if not direction and (definite or _is_given(sentence, at)) else LEAVE
    if (
        after in ("برو", "اینکه")
        or (after in vocab.predicates and not sentence.said)
        or (after == "در" and sentence.word(at + 2).startswith("رو"))
    ):
        return LEAVE
    turned = root(after) in _TURNED or root(after) == "بود" or after.startswith("خواه")
    if turned and not definite and not (sentence.said and "به" not in sentence.before(at)):
        return LEAVE
    roots = {*filter(None, map(root, sentence.around(at)))}
    if roots and roots <= vocab.intransitive:  # nothing has an object
        return onto
    if after in _STRUCK and root(sentence.word(at + 2)) == "زد":  # «جعبه رو برچسب بزنین»
        return "را", True
    if on and root(sentence.word(at + 2)) in _COVERED:  # «جاده رو شن گرفته»
        return "را", True
    if on and (not definite or _PLACED & {*map(root, rest)}):
        return onto if sentence.said else LEAVE
    return "را", True


def within(sentence: Sentence, at: int) -> Written:
    """«تو»: «در» before a place, or beside what is spoken before any thing; else it is you."""
    following, before = sentence.word(at + 1), sentence.word(at - 1)
    pause = sentence.opens(at + 1) if following else True
    if pause and sentence.said and at and acts(before):  # «راه نمیدیم تو»
        return "داخل", False
    thine = any(map(_is_thine, sentence.around(at))) and not sentence.close
    if pause or (before in _NOT_IN and not (sentence.said and before == "و")) or thine:
        return ("داخل", False) if before == "از" and sentence.said and not pause else LEAVE
    place = at + 1
    if following in MEANT or following in _ONE or following.isdecimal():
        counted = following.isdecimal()
        place += 1
        following = sentence.word(place)
        if counted and following and not sentence.opens(place):
            return "در", sentence.said
    written = derived().get(following) or with_an(following) or following
    if _ENDINGS.sub("", written) in vocabulary().rooms or written in vocabulary().rooms or of_place(written):
        return "در", True
    if following in stop_words() or (root(following) and not is_noun(following)):
        return LEAVE
    if not sentence.said and root(sentence.word(place + 1)):
        return LEAVE
    thing = is_noun(written) or bool(plural(following)[0]) or written.endswith(("ها", "های", "هایی"))
    return ("در", False) if thing or (sentence.said and following not in verb_forms()) else LEAVE


def inside(sentence: Sentence, at: int) -> Written:
    """«توی»: «در» where an adverb stands, «داخل» after «از» and in what belongs to a noun («آدمای توی عکس»)."""
    before = sentence.word(at - 1)
    if sentence.opens(at):
        return ("در", False) if sentence.word(at + 1) else LEAVE
    written = derived().get(before) or plural(before)[0] or before
    return ("داخل" if before == "از" or written.endswith(("های", "هایی")) else "در"), False


def what(sentence: Sentence, at: int) -> Written:
    """«چی»: «چه» before what is asked; at the end of a clause a verb before it must tell that it is no suffix."""
    after = sentence.word(at + 1)
    if not after or sentence.opens(at + 1):
        return LEAVE
    if after in ("باید", "کار", "نیاز", "لازم", "لازمه", "میشه", "شده", "شد"):
        return "چه", True
    return ("چه", False) if sentence.said and sentence.opens(at) else LEAVE


def _bears(word: str) -> bool:
    """Say whether things stand, lie or are written on what a word means."""
    written = derived().get(word) or word
    return _ENDINGS.sub("", written) in vocabulary().surfaces or written in vocabulary().surfaces


def _may_bear(sentence: Sentence, at: int) -> bool:
    """Say whether a word is a thing, so that «رو» before it may be «روی»."""
    word = sentence.word(at)
    if not word or sentence.opens(at) or word in stop_words() or root(word):
        return False
    written = derived().get(word) or plural(word)[0] or with_an(word) or word
    return is_noun(written) or written.endswith(("ها", "های")) or word in MEANT or word in ("مردم", "یه", "یک")


def _finite(word: str) -> bool:
    """Say whether a word is a verb that ends a clause; «گیری» and «گیرد» are none without «می»."""
    stem = root(word)
    bare = word in verb_forms() and not word.startswith(("ب", "ن", "می", "نمی", stem)) and stem not in ("داشت", "بود")
    return bool(stem) and not bare


def _is_given(sentence: Sentence, at: int) -> bool:
    """Say whether «رو به» parts what is given from whom: «کد رو به کسی ندید», not «رو به رشد»."""
    marked = {"را", "رو"} & {*sentence.after(at)}
    return not marked and last_root(sentence, at) in vocabulary().given


def _is_definite(sentence: Sentence, at: int) -> bool:
    """Say whether a word is one of things that are known: «این کار», «خودش», «ماشینا»; not after «به»."""
    word = sentence.word(at)
    if sentence.word(at - 1) in MEANT:
        return sentence.word(at - 2) != "به"
    known = word.endswith("ها") or _OWNED.fullmatch(word) is not None or bool(plural(word)[0]) or word in _SELF
    return known and sentence.word(at - 1) != "به"


def _is_thine(word: str) -> bool:
    """Say whether a word is a verb of the second person, or «خودت»: there «تو» may be you."""
    return word == "خودت" or word in yours()
