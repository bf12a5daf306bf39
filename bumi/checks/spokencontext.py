"""Words that only their sentence tells to be spoken: «رو» and «تو», «گرفتن» for «گرفتند», «میان», «تخلفه»."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from bumi.checks.spokenforms import derived, vocabulary
from bumi.checks.spokennouns import being_at_end, is_noun, marked_object, of_place, plural, with_an
from bumi.language import lexicon, number_words, parts_of_speech, stop_words, verb_forms, verb_roots
from bumi.text import ZWNJ

__all__ = ["Sentence", "at_its_place", "in_context", "named"]

type Written = tuple[str, bool]
"""How a word is written, "" where it stays, and whether it is certainly spoken."""

_LEAVE: Written = ("", False)
_NO_OBJECT = frozenset(("پیش", "به", "و", "در", "روبه", "گرد", "بی", "از", "ی", "یک", "زین"))  # before «رو»: the face
_DOORS = ("باز", "ببندید", "ببندین", "نبندید", "نبندین", "بستن", "بستند", "قفل", "کلید")  # what is done to doors
_PREPOSITIONS = ("از", "ز", "به")
_TURNED = ("کرد", "آورد", "شد", "نهاد", "گذاشت")  # past roots of verbs with «رو»: «رو آوردن»
_ENDS = re.compile(r"\s*(?:$|[^\w\s«»])| (?:که|چون|چونکه|ولی|اما|اگه|اگر|تا|برا|برای|واسه|پس|وگرنه|نه|و)(?!\w)")
_STOPS = re.compile(r"\s*(?:$|[.؛!؟\n])")
_PAUSE = re.compile(rf"[^\w\s{ZWNJ}]")
_FAR = 40  # words to each side of one that are looked at
_NEAR = 3  # words before an infinitive that may govern it
_SUBJECT = 2  # words before «تخلفه», at least
_PEOPLE = ("نفر", "تن", "خانوار", "خانواده", "تیم", "گروه")
_OWNED = re.compile(f".{{2,}}?(?:{ZWNJ}?ها|ا)(?:شون|مون|تون|یشان|یمان|یتان|م|ت|ش)")
_SELF = frozenset(("خودم", "خودت", "خودش", "خودمون", "خودتون", "خودشون", "من", "ما", "شما", "همه"))
_MEANT = ("این", "اون", "آن", "همین", "همون", "همان")
_NOT_IN = ("از", "به", "با", "برای", "مال", "برا", "واسه", "و", "من", "تو", "بی", "جز", "مثل", "یاد", "عشق", "در", "بر")
_WANTED = ("باید", "نباید", "اگه", "اگر", "تا", "میخواد", "می‌خواد", "نمیخواد", "قراره", "میتونه", "می‌تونه", "به")
_TO_WHOM = ("به", "از", "تو", "دم")


class Sentence(NamedTuple):
    """A sentence and its words with their places in it; «می» is one with its verb."""

    text: str
    words: tuple[tuple[int, int, str], ...]

    def word(self, at: int) -> str:
        """Return a word, "" beyond the ends."""
        return self.words[at][2] if 0 <= at < len(self.words) else ""

    def opens(self, at: int) -> bool:
        """Say whether a clause begins with a word: the first one, or the one after a mark."""
        return not at or _PAUSE.search(self.text[self.words[at - 1][1] : self.words[at][0]]) is not None

    def ends(self, at: int) -> bool:
        """Say whether a clause may end with a word."""
        return _ENDS.match(self.text, self.words[at][1]) is not None

    def closes(self, at: int) -> bool:
        """Say whether a mark, or nothing, follows a word."""
        return self.opens(at + 1) if at + 1 < len(self.words) else True

    def stops(self, at: int) -> bool:
        """Say whether the sentence, or a half of it, is over with a word."""
        return _STOPS.match(self.text, self.words[at][1]) is not None

    def opening(self, at: int) -> int:
        """Return where the clause of a word begins: after a mark, or «که»; no farther than is looked."""
        first = max(0, at - _FAR)
        while at > first and not self.opens(at) and self.word(at - 1) != "که":
            at -= 1
        return at

    def before(self, at: int) -> list[str]:
        """Return the words of a clause before a word."""
        return [word for _, _, word in self.words[self.opening(at) : at]]

    def after(self, at: int) -> list[str]:
        """Return the words after a word, as far as is looked."""
        return [word for _, _, word in self.words[at + 1 : at + 1 + _FAR]]

    def rest(self, at: int) -> list[str]:
        """Return the words of a clause after a word."""
        rest = list[str]()
        for place in range(at + 1, min(at + 1 + _FAR, len(self.words))):
            if self.opens(place):
                break
            rest.append(self.word(place))
        return rest

    def around(self, at: int) -> list[str]:
        """Return the words of the sentence about a word, as far as is looked."""
        return [word for _, _, word in self.words[max(0, at - _FAR) : at + 1 + _FAR]]


def in_context(sentence: Sentence, at: int) -> Written | None:
    """Return how a word of a sentence is written; None where the sentence does not matter."""
    word = sentence.word(at)
    if rule := _RULES.get(word):
        return rule(sentence, at)
    if word in vocabulary().final:
        return _final(sentence, at)
    if they := _they().get(word):
        return _of_them(sentence, at, *they)
    return None


def at_its_place(sentence: Sentence, at: int) -> Written:
    """Return how a word that is none of the spoken forms is written where its place in the clause tells that it is one.

    «است» is joined to the last word of a clause (تخلفه), «را» to one before a verb (آبو).
    """
    word = sentence.word(at)
    if named(sentence, at):
        return _LEAVE
    if at and sentence.ends(at):
        written, certain = being_at_end(word)
        counted = _is_counted(sentence, at)
        adjective = "AJ" in parts_of_speech().get(written.removesuffix(" است"), ())
        if written and not counted and (adjective or len(sentence.before(at)) >= _SUBJECT):
            return written, certain and (sentence.stops(at) or (adjective and sentence.closes(at)))
    written, certain = marked_object(word)
    if written and not sentence.ends(at) and any(map(_root, sentence.after(at))):
        return written, certain or sentence.word(at - 1) in _MEANT
    return _LEAVE


def named(sentence: Sentence, at: int) -> bool:
    """Say whether a word stands where a name does: after a title, or a kind of place."""
    return sentence.word(at - 1) in vocabulary().before_names


def _rides(sentence: Sentence, at: int) -> Written:
    """«رو»: «را» after an object, «روی» before what a thing stands on, else the face or a direction."""
    vocab, before, after = vocabulary(), sentence.word(at - 1), sentence.word(at + 1)
    thing = derived().get(after, after).removesuffix("ها").removesuffix(ZWNJ)
    on = thing in vocab.surfaces
    if sentence.opens(at):
        return ("روی", True) if on else _LEAVE
    if before == "در" and after in _DOORS:
        return "را", True
    if not after or before in _NO_OBJECT or before == after or f"{before}{ZWNJ}رو" in lexicon():
        return _LEAVE
    if before in _MEANT and sentence.word(at - 2) in _PREPOSITIONS:  # از این رو
        return _LEAVE
    if _root(before) and not is_noun(before) and sentence.word(sentence.opening(at) - 1) != "که":  # «کتابی که خریدم رو»
        return ("روی", False) if on else _LEAVE
    if marked_object(before)[0]:  # «همینو رو برچسب بنویسید»
        return ("روی", True) if on else _LEAVE
    if not any(map(_acts, sentence.rest(at))):  # «ریخت رو پوست»: no verb that it could be the object of
        return ("روی", False) if on else _LEAVE
    definite = _is_definite(sentence, at - 1)
    if after == "به":
        direction = sentence.word(at + 2) in vocab.directions
        return ("را", False) if not direction and (definite or _is_given(sentence, at)) else _LEAVE
    if (
        after in ("برو", "اینکه")
        or after in vocab.predicates
        or (after == "در" and sentence.word(at + 2).startswith("رو"))
    ):
        return _LEAVE
    turned = _root(after) in _TURNED or _root(after) == "بود" or after.startswith("خواه")
    if turned and not definite:
        return _LEAVE
    roots = {*filter(None, map(_root, sentence.around(at)))}
    if roots and roots <= vocab.intransitive:  # nothing has an object
        return ("روی", True) if on else _LEAVE
    if on and not definite:
        return _LEAVE
    return "را", True


def _acts(word: str) -> bool:
    """Say whether a word may be a verb, spoken or written."""
    return bool(_root(word) or _root(derived().get(word, word))) or word.startswith(("می", "نمی"))


def _is_given(sentence: Sentence, at: int) -> bool:
    """Say whether «رو به» parts what is given from whom: «کد رو به کسی ندید», not «رو به رشد»."""
    marked = {"را", "رو"} & {*sentence.after(at)}
    return not marked and _last_root(sentence, at) in vocabulary().given


def _is_definite(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    """Say whether a word is one of things that are known: «این کار», «خودش», «ماشینا»; not after «به»."""
    if sentence.word(at - 1) in _MEANT:
        return sentence.word(at - 2) != "به"
    known = word.endswith("ها") or _OWNED.fullmatch(word) is not None or bool(plural(word)[0]) or word in _SELF
    return known and sentence.word(at - 1) != "به"


def _within(sentence: Sentence, at: int) -> Written:
    """«تو»: «در» before a place, or beside what is spoken before any thing; else it is you."""
    following, before = sentence.word(at + 1), sentence.word(at - 1)
    pause = sentence.opens(at + 1) if following else True
    if pause or before in _NOT_IN or any(map(_is_thine, sentence.around(at))):
        return _LEAVE
    if following in _MEANT or following in ("یه", "یک", "هر"):
        following = sentence.word(at + 2)
    written = derived().get(following) or with_an(following) or following
    if written in vocabulary().rooms or of_place(written):
        return "در", True
    if following in stop_words() or _root(following) or _root(sentence.word(at + 2)):
        return _LEAVE
    thing = is_noun(written) or bool(plural(following)[0]) or written.endswith(("ها", "های", "هایی"))
    return ("در", False) if thing else _LEAVE


def _is_thine(word: str) -> bool:
    """Say whether a word is a verb of the second person, or «خودت»: there «تو» may be you."""
    return word == "خودت" or (word.endswith("ی") and word in verb_forms() and not is_noun(word))


def _gives(sentence: Sentence, at: int) -> Written | None:
    """«بده»: «بدهد» where something is wanted or given, else «بد است»."""
    return None if {*_WANTED, "رو", "را"} & {*sentence.before(at)} or not sentence.ends(at) else _LEAVE


def _account(sentence: Sentence, at: int) -> Written | None:
    """«شبا»: nights, and in «شماره شبا» the number of an account."""
    return _LEAVE if sentence.word(at - 1) in ("شماره", "کد", "حساب", "و") else None


def _whoever(sentence: Sentence, at: int) -> Written | None:
    """«هر کی»: «هر کس»."""
    return ("کس", True) if sentence.word(at - 1) == "هر" else None


def _give(sentence: Sentence, at: int) -> Written | None:
    """«بدین»: «بدهید» where a clause may end, not «بدین ترتیب»."""
    return None if at and (sentence.ends(at) or sentence.word(at + 1) in _TO_WHOM) else _LEAVE


def _final(sentence: Sentence, at: int) -> Written:
    final, before = vocabulary().final[sentence.word(at)], sentence.word(at - 1)
    beside = not final.beside or not final.beside.isdisjoint(sentence.around(at))
    if (
        not (at and beside and sentence.ends(at))
        or named(sentence, at)
        or _is_counted(sentence, at)
        or before in final.unless
    ):
        return _LEAVE
    return final.written, final.certain


def _is_counted(sentence: Sentence, at: int) -> bool:
    before = sentence.word(at - 1)
    return before.isdecimal() or before in number_words() or before in _MEANT


def _of_them(sentence: Sentence, at: int, finite: str, infinitive: str) -> Written:
    """A past stem with ن: «مردم رفتن» is «رفتند» where several persons are said before it, else the infinitive."""
    rest = ("", False) if infinitive == sentence.word(at) else (infinitive, True)
    before = sentence.before(at)
    if infinitive == "گفتن" and not before and sentence.after(at):
        return finite, False
    if not before or not sentence.ends(at):
        return rest
    counter = [
        word for i, word in enumerate(before) if word != "تا" or not before[i - 1 : i] or not before[i - 1].isdecimal()
    ]
    governed = [word in vocabulary().before_infinitives for word in counter]
    if any(governed[-_NEAR:]):
        return rest
    many = any(plural(word)[0] or _is_spoken_plural(word) for word in before)
    if many or not vocabulary().they.isdisjoint(before):
        return finite, many
    heads = any(n.isdecimal() and of in _PEOPLE for n, of in pairwise(before))
    if heads and not any(governed):
        return finite, True
    marked = "را" in before or "رو" in before or any(marked_object(word)[0] for word in before)
    return (finite, False) if marked or len(counter) != len(before) else rest


def _is_spoken_plural(word: str) -> bool:
    return word != derived().get(word, word) and derived()[word].endswith(("ها", "های"))


@cache
def _they() -> Mapping[str, tuple[str, str]]:
    """Return by how it is said (گرفتن, نگرفتن, اومدن) what several persons did, and the infinitive."""
    past = {form[:-2]: form for form in verb_forms() if form.endswith("ند") and form[:-2] in _past_of_one()}
    said = {f"{stem}ن": (form, f"{stem}ن") for stem, form in past.items()}
    for stem, sounds in vocabulary().past.items():
        for sign in ("", "ن"):
            whole = "نیامد" if sign and stem == "آمد" else f"{sign}{stem}"
            said[f"{sign}{'ی' if sign and sounds[0] == 'ا' else ''}{sounds}ن"] = (f"{whole}ند", f"{whole}ن")
    return MappingProxyType(said)


@cache
def _past_of_one() -> frozenset[str]:
    return frozenset(form for root in verb_roots() for form in (root, f"ن{root}", f"نیا{root[1:]}"))


@cache
def _root_of(word: str) -> str:
    written = derived().get(word, word)
    return verb_forms().get(written, "") or (written[:-1] if written[:-1] in verb_roots() else "")


def _root(word: str) -> str:
    return _root_of(word) if len(word) > 1 else ""


def _last_root(sentence: Sentence, at: int) -> str:
    """Return the past root of the last verb of a sentence, "" where it has none."""
    return next(filter(None, map(_root, reversed(sentence.around(at)))), "")


_RULES: Mapping[str, Callable[[Sentence, int], Written | None]] = MappingProxyType(
    {"رو": _rides, "تو": _within, "بدین": _give, "کی": _whoever, "بده": _gives, "شبا": _account}
)
