"""Words that only their sentence shows to be informal: «رو», «تو», «چی», «میان», «تخلفه»."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bumi.persian.calendar import MONTHS
from bumi.persian.informal.forms import COMMON, derived, vocabulary, yours
from bumi.persian.informal.nouns import (
    AGENT,
    also,
    are,
    being_at_end,
    given_or_place_names,
    has_agent,
    is_,
    is_after_a,
    is_noun,
    is_rare,
    many,
    marked_object,
    names,
    object_,
    of_place,
    often_in_texts,
    owned,
    plural,
    them,
    with_an,
    with_an_inside,
)
from bumi.persian.informal.sentence import LEAVE, MEANT, InformalSentence, Written, acts, last_root, root
from bumi.persian.informal.verbs import addressed, becomes, give, gives, of_them, they
from bumi.persian.morphology import lexicon, number_words, parts_of_speech, stop_words, verb_forms, verb_roots
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN

_HARMS = ("آسیب", "خسارت", "صدمه", "ضرر", "لطمه", "را", "رو")  # «آسیب ندید»
_PREPOSITIONS = ("به", "رو", "با", "از")
_WHEN = ("تا", "اگه", "اگر", "که", "فقط", "از")
_SAID = re.compile("ن?(?:کرد|شد|داشت|نمود|گردید|کن[دی]|شو[دن]|خواه)")  # after «بیان»
_IF = frozenset(("اگه", "اگر", "چون", "وقتی"))  # their clause ends with its «است»
_SHORT = 4  # letters of what may have «هم» joined
_BESIDE = ("با", "از", "به", "و", "برای", "واسه", "خانم", "دختر", "")
_SUBJECT = 2  # words before «تخلفه», at least
_ALSO = ("امسال", "پارسال", "امروز", "فردا", "دیروز", "الان", "اینجا", "آنجا", "بعد", "امشب", "فعلا")
_NO_OBJECT = frozenset(("پیش", "به", "و", "در", "روبه", "گرد", "بی", "از", "ی", "یک", "زین"))  # before «رو»: the face
_BEFORE_THIS = ("از", "ز", "به")
_TURNED = ("کرد", "آورد", "شد", "نهاد", "گذاشت")  # past roots of verbs with «رو»: «رو آوردن»
_PLACED = frozenset(("گذاشت", "ریخت", "انداخت", "زد", "کشید", "نوشت", "چسباند", "مالید", "پاشید", "کوبید"))
_STRUCK = ("برچسب", "آتیش", "آتش", "خط", "رنگ")
_COVERED = ("گرفت", "برد", "پوشاند")
_OWNED = re.compile(f".{{2,}}?(?:{ZWNJ}?ها|ا)(?:شون|مون|تون|یشان|یمان|یتان|م|ت|ش)")
_SELF = frozenset(("خودم", "خودت", "خودش", "خودمون", "خودتون", "خودشون", "من", "ما", "شما", "همه"))
_NOT_IN = ("از", "به", "با", "برای", "مال", "برا", "واسه", "و", "من", "تو", "بی", "جز", "مثل", "یاد", "عشق", "در", "بر")
_ONE = ("یه", "یک", "هر", "چند", "دو", "سه")
_ENDINGS = re.compile(rf"{ZWNJ}?(?:ها|های|هایی|ی|ای)$")


def in_context(sentence: InformalSentence, at: int) -> Written | None:
    """Return the written form of a word in its sentence; None where the sentence does not matter."""
    word = sentence.word(at)
    if rule := _RULES.get(word):
        return rule(sentence, at)
    if word in vocabulary().final:
        return _final(sentence, at)
    if word in they():
        return of_them(sentence, at)
    if word.endswith("ایی") and word not in derived() and sentence.word(at + 1) != "که":  # the name of a family
        return LEAVE
    return addressed(sentence, at)


def at_its_place(sentence: InformalSentence, at: int) -> Written:
    """Return the written form of an unlisted word whose place in the clause shows it to be informal.

    «است» is joined to the last word of a clause (تخلفه), «را» to a word before a verb (آبو).
    """
    word = sentence.word(at)
    if named(sentence, at) or word in vocabulary().never:
        return _of_a_name(sentence, at), False
    if sentence.said and (written := _beyond_doubt(sentence, at)):
        return written, False
    if at and sentence.ends(at):
        written, certain = being_at_end(word)
        counted = _is_counted(sentence, at)
        adjective = "AJ" in parts_of_speech().get(written.removesuffix(" است"), ())
        if written and not counted and (adjective or len(sentence.before(at)) >= _SUBJECT):
            return written, certain and (sentence.stops(at) or (adjective and sentence.closes(at)))
    written, certain = marked_object(word)
    if written and not sentence.ends(at) and any(map(root, sentence.after(at))):
        return written, certain or sentence.word(at - 1) in MEANT
    return LEAVE


def named(sentence: InformalSentence, at: int) -> bool:
    """Say whether a word is in the place of a name: after a title, a kind of place or a given name."""
    before = sentence.word(at - 1)
    person = before in given_or_place_names() and not of_place(before) and not sentence.opens(at)
    return before in vocabulary().before_names or person


def _account(sentence: InformalSentence, at: int) -> Written | None:
    """«شبا»: nights, and in «شماره شبا» the number of an account."""
    return LEAVE if sentence.word(at - 1) in ("شماره", "کد", "حساب", "و") else None


def _whoever(sentence: InformalSentence, at: int) -> Written | None:
    """«هر کی»: «هر کس»."""
    return ("کس", True) if sentence.word(at - 1) == "هر" else None


def _final(sentence: InformalSentence, at: int) -> Written:
    final, before = vocabulary().final[sentence.word(at)], sentence.word(at - 1)
    beside = not final.beside or not final.beside.isdisjoint(sentence.around(at))
    ends = sentence.ends(at) or (sentence.said and (sentence.adverb(at + 1) or _comes(sentence, at)))
    if (
        not (at and beside and ends)
        or (sentence.opens(at) and sentence.said)
        or named(sentence, at)
        or _is_counted(sentence, at)
        or before in final.unless
    ):
        return LEAVE
    return final.written, final.certain


def _comes(sentence: InformalSentence, at: int) -> bool:
    """Say whether «میان» means «می‌آیند»: it follows persons, as in «دانشجوها میان کمک»."""
    return (
        sentence.word(at) == "میان"
        and (before := sentence.word(at - 1)) != ""
        and (before.endswith("ها") or bool(plural(before)[0]) or before in vocabulary().they)
    )


def _is_counted(sentence: InformalSentence, at: int) -> bool:
    before = sentence.word(at - 1)
    return before.isdecimal() or before in number_words() or before in MEANT


def _come(sentence: InformalSentence, at: int) -> Written | None:
    """«بیان»: «بیایند», not «بیان کرد», «آزادی بیان» and «این بیان»."""
    unless = vocabulary().final["بیان"].unless
    if not at or sentence.word(at - 1) in unless or _SAID.match(sentence.word(at + 1)):
        return LEAVE
    wanted = _final(sentence, at)
    return wanted if wanted[0] or not sentence.said else ("بیایند", False)


def _door(sentence: InformalSentence, at: int) -> Written | None:
    """«درو»: «در را» before what is done to doors, else the harvest."""
    return ("در را", False) if sentence.word(at + 1) in vocabulary().of_doors else LEAVE


def _hand(sentence: InformalSentence, at: int) -> Written | None:
    """«ندید» and «بدید»: of «دادن» beside what is given or to whom, else of «دیدن»."""
    if sentence.word(at - 1) in _HARMS:
        return LEAVE
    given = sentence.word(at - 1) in vocabulary().give or "به" in {*sentence.before(at)[-3:], sentence.word(at + 1)}
    return (f"{sentence.word(at)[0]}دهید", True) if given else None


def _on_it(sentence: InformalSentence, at: int) -> Written | None:
    """«روش»: «روی آن» before a verb, else «method»."""
    free = at and not sentence.opens(at) and sentence.word(at - 1) not in (*MEANT, "به", "از", "با", "یک", "یه", "چه")
    after = sentence.word(at + 1)
    return ("روی آن", False) if sentence.said and free and acts(after) and after[:-1] not in verb_roots() else LEAVE


def _before(sentence: InformalSentence, at: int) -> Written | None:
    """«جلو» and «بالا» before a noun or a number: «جلوی» and «بالای»."""
    word, after = sentence.word(at), sentence.word(at + 1)
    verb = after in stop_words() or (acts(after) and not is_noun(after)) or after[:-1] in verb_roots()
    if not sentence.said or sentence.opens(at + 1) or verb or sentence.word(at - 1) in _PREPOSITIONS:
        return LEAVE
    thing = after.isdecimal() if word == "بالا" else is_noun(after) or often_in_texts(after)
    return (f"{word}ی", False) if thing else LEAVE


def _from(sentence: InformalSentence, at: int) -> Written | None:
    """«بعد عید» and «قبل ۵ آذر»: «بعد از», «قبل از»."""
    before, after, month = (sentence.word(at + step) for step in (-1, 1, 2))
    day = after.isdecimal() and month in MONTHS and (sentence.opens(at) or before in _WHEN)
    if sentence.said and not sentence.opens(at + 1) and (after in vocabulary().moments or day):
        return f"{sentence.word(at)} از", False
    return LEAVE


def _be(sentence: InformalSentence, at: int) -> Written | None:
    """«بشه»: «بشود» where it is the whole verb, «شود» after a complement."""
    alone = sentence.opens(at) or sentence.word(at - 1) in ("که", "تا", "باید", "نباید", "اگه", "اگر")
    return ("بشود", True) if alone else None


def _million(sentence: InformalSentence, at: int) -> Written | None:
    """«ملیون»: «میلیون» after a number, else «nationalists»."""
    return ("میلیون", True) if sentence.word(at - 1).isdecimal() or sentence.word(at - 1) in number_words() else LEAVE


def _so_many(sentence: InformalSentence, at: int) -> Written | None:
    """«۸ تاس»: «۸ تاست», else «dice»."""
    return ("تاست", True) if sentence.word(at - 1).isdecimal() or sentence.word(at - 1) in number_words() else LEAVE


def _reading(sentence: InformalSentence, at: int) -> Written | None:
    """«قصه خونی»: «قصه خوانی», else «of blood»."""
    return ("خوانی", True) if sentence.word(at - 1) in vocabulary().read else LEAVE


def _are(sentence: InformalSentence, at: int) -> Written | None:
    """«بستری ان»: «هستند» at the end of a clause."""
    return ("هستند", False) if sentence.said and at and not sentence.opens(at) and sentence.closes(at) else LEAVE


def _tell(sentence: InformalSentence, at: int) -> Written | None:
    """«نگین»: «نگویید» after «به», else «gem»."""
    told = "به" in sentence.before(at)[-3:] and sentence.ends(at)
    return ("نگویید", True) if told else LEAVE


def _free(sentence: InformalSentence, at: int) -> Written | None:
    """«مفت»: «رایگان», not in «حرف مفت»."""
    return LEAVE if sentence.word(at - 1) in ("حرف", "چنگ", "پول", "به") else ("رایگان", True)


def _of_a_name(sentence: InformalSentence, at: int) -> str:
    """Return a surname with «است» separated: «مربی آقای مهدویه»; not for women's names."""
    word = sentence.word(at)
    said = sentence.said and sentence.closes(at) and word.endswith("ه") and word not in names()
    if said and word[:-1] in vocabulary().positions:
        return f"{word[:-1]} است"
    said = said and word.endswith("یه")
    return f"{word[:-1]} است" if said and sentence.word(at - 1) in ("آقای", "آقا", "مهندس", "سرهنگ") else ""


def _beyond_doubt(sentence: InformalSentence, at: int) -> str:
    """Return the written form of a word with informal endings in a certainly informal sentence, else ""."""
    word = sentence.word(at)
    if word.endswith("م") and (word[:-1] in _ALSO or (word[:-1] in vocabulary().words and len(word) > _SHORT)):
        return f"{vocabulary().words.get(word[:-1], word[:-1])} هم"
    if (too := also(word)) and not any(map(_is_mine, sentence.around(at))):
        return f"{too} هم"
    if written := them(word):
        return written
    if written := owned(word):
        return written
    if written := many(word) or is_after_a(word) or with_an_inside(word):
        return written
    if (agent := AGENT.fullmatch(word)) and has_agent(sentence.word(at - 1), agent[1], word):
        return f"{agent[1]}ها{agent[2]}"
    if word.endswith("ام") and word[:-1].endswith(f"{ZWNJ}ها"):
        return f"{word[:-1]} هم"
    if sentence.word(at + 1) == "رو" and word[-1] == "ا" and is_noun(word[:-1]) and is_rare(word, word[:-1]):
        return f"{word[:-1]}{'' if word[-2] in CANNOT_JOIN else ZWNJ}ها"
    if not sentence.ends(at) and any(map(acts, sentence.after(at))) and (written := object_(word)):
        return written
    if word in given_or_place_names() and sentence.word(at - 1) in _BESIDE:  # «با آزاده»
        return ""
    written, alone = is_(word)
    if not at or sentence.opens(at):
        stem = written.removesuffix(" است")
        single = alone or stem.endswith("تر") or lexicon().get(stem, 0) > COMMON
        return written if at and single and sentence.closes(at) else ""
    adjective = "AJ" in parts_of_speech().get(written.removesuffix(" است"), ())
    ends = sentence.ends(at) and (adjective or sentence.word(at + 1) not in ("و", "تا", "برای") or sentence.closes(at))
    if word[-1] == "ه" and word[:-1] in vocabulary().units and sentence.word(at - 1) in MEANT and sentence.ends(at):
        return f"{word[:-1]} است"
    ends = ends or (alone and (sentence.adverb(at + 1) or not _IF.isdisjoint(sentence.before(at))))
    if written and ends and not _is_age(sentence, at):
        return written
    written = are(word)
    relative = written and sentence.word(sentence.opening(at) - 1) == "که"
    return written if written and (sentence.ends(at) or relative) and any(map(_is_many, sentence.earlier(at))) else ""


def _is_many(word: str) -> bool:
    return bool(plural(word)[0]) or word.endswith("ها") or word.isdecimal() or word in vocabulary().they


def _is_mine(word: str) -> bool:
    """Say whether a word is of the first person («من», «میگم»): beside it «ـم» may be possessive."""
    one = word.endswith("م") and not word.endswith("یم") and bool(root(word))
    return one or word in ("من", "خودم", "منم", "برام", "برایم", "بهم", "ازم")


def _is_age(sentence: InformalSentence, at: int) -> bool:
    """Say whether a word is an age or a duration: a number, a unit and «ه», as in «۱۰ روزه»."""
    before = sentence.word(at - 1)
    return sentence.word(at)[:-1] in vocabulary().units and (before.isdecimal() or before in number_words())


def _on_or_object(sentence: InformalSentence, at: int) -> Written:
    """«رو»: «را» after an object, «روی» before a surface, else «face» or a direction."""
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
    if before in MEANT and sentence.word(at - 2) in _BEFORE_THIS:  # از این رو
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


def _within(sentence: InformalSentence, at: int) -> Written:
    """«تو»: «در» before a place, in informal sentences before any thing, else «you»."""
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


def _inside(sentence: InformalSentence, at: int) -> Written:
    """«توی»: «در» in an adverbial, «داخل» after «از» and in an attribute of a noun («آدمای توی عکس»)."""
    before = sentence.word(at - 1)
    if sentence.opens(at):
        return ("در", False) if sentence.word(at + 1) else LEAVE
    written = derived().get(before) or plural(before)[0] or before
    return ("داخل" if before == "از" or written.endswith(("های", "هایی")) else "در"), False


def _what(sentence: InformalSentence, at: int) -> Written:
    """«چی»: «چه» before what is asked, else it stays."""
    after = sentence.word(at + 1)
    if not after or sentence.opens(at + 1):
        return LEAVE
    if after in ("باید", "کار", "نیاز", "لازم", "لازمه", "میشه", "شده", "شد"):
        return "چه", True
    return ("چه", False) if sentence.said and sentence.opens(at) else LEAVE


def _bears(word: str) -> bool:
    """Say whether a word names a surface, on which things stand, lie or are written."""
    written = derived().get(word) or word
    return _ENDINGS.sub("", written) in vocabulary().surfaces or written in vocabulary().surfaces


def _may_bear(sentence: InformalSentence, at: int) -> bool:
    """Say whether a word is a thing, so that «رو» before it may be «روی»."""
    word = sentence.word(at)
    if not word or sentence.opens(at) or word in stop_words() or root(word):
        return False
    written = derived().get(word) or plural(word)[0] or with_an(word) or word
    return is_noun(written) or written.endswith(("ها", "های")) or word in MEANT or word in ("مردم", "یه", "یک")


def _finite(word: str) -> bool:
    """Say whether a word is a verb that ends a clause; «گیری» and «گیرد» do not without «می»."""
    stem = root(word)
    bare = word in verb_forms() and not word.startswith(("ب", "ن", "می", "نمی", stem)) and stem not in ("داشت", "بود")
    return bool(stem) and not bare


def _is_given(sentence: InformalSentence, at: int) -> bool:
    """Say whether «رو به» separates an object from its recipient: «کد رو به کسی ندید», not «رو به رشد»."""
    marked = {"را", "رو"} & {*sentence.after(at)}
    return not marked and last_root(sentence, at) in vocabulary().given


def _is_definite(sentence: InformalSentence, at: int) -> bool:
    """Say whether a word is definite («این کار», «خودش», «ماشینا»), and not after «به»."""
    word = sentence.word(at)
    if sentence.word(at - 1) in MEANT:
        return sentence.word(at - 2) != "به"
    known = word.endswith("ها") or _OWNED.fullmatch(word) is not None or bool(plural(word)[0]) or word in _SELF
    return known and sentence.word(at - 1) != "به"


def _is_thine(word: str) -> bool:
    """Say whether a word is of the second person singular: beside it «تو» may be «you»."""
    return word == "خودت" or word in yours()


_RULES: Mapping[str, Callable[[InformalSentence, int], Written | None]] = MappingProxyType(
    {
        "رو": _on_or_object,
        "تو": _within,
        "توی": _inside,
        "چی": _what,
        "بدین": give,
        "بده": gives,
        "نده": gives,
        "کی": _whoever,
        "شبا": _account,
        "مفت": _free,
        "بیان": _come,
        "روش": _on_it,
        "بشه": _be,
        "ملیون": _million,
        "تاس": _so_many,
        "نگین": _tell,
        "ان": _are,
        "خونی": _reading,
        "جلو": _before,
        "بالا": _before,
        "بعد": _from,
        "قبل": _from,
        "درو": _door,
        "بدید": _hand,
        "ندید": _hand,
        **dict.fromkeys(("شن", "نشن", "بشن", "نشین", "بشین", "شین"), becomes),
    }
)
