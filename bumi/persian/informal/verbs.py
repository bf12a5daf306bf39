"""Verbs that only their sentence shows to be informal: «گرفتن» for «گرفتند», «بده», «شن», commands to one person."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from bumi.persian.informal.forms import derived, is_past_of_one, orders, plain, said_roots, vocabulary, yours
from bumi.persian.informal.nouns import is_noun, many, marked_object, object_, plural, with_an
from bumi.persian.informal.sentence import LEAVE, InformalSentence, Written
from bumi.persian.morphology import lexicon, number_words, verb_forms, verb_roots
from bumi.persian.text import ZWNJ

_NEAR = 3  # words before an infinitive that may govern it
_GOES_ON = ("از", "به", "با", "برای", "واسه", "در", "تو", "تا", "که", "پایین", "بالا", "بیرون", "نزدیک", "خودشون")
_ASKS = frozenset(("چی", "چه", "چیکار", "چکار"))
_IF = frozenset(("اگه", "اگر", "وقتی", "چون", "تا"))
_PEOPLE = ("نفر", "تن", "خانوار", "خانواده", "تیم", "گروه")
_WANTED = ("باید", "نباید", "اگه", "اگر", "تا", "میخواد", "می‌خواد", "نمیخواد", "قراره", "میتونه", "می‌تونه", "به")
_TO_WHOM = ("به", "از", "تو", "دم")
_THUS = ("شرح", "ترتیب", "منظور", "وسیله", "صورت", "گونه", "معنی", "معنا", "سبب", "دلیل", "جهت", "سان")
_SOMEBODY = frozenset(("کسی", "هرکی", "هرکس", "هر", "کس", "نفر", "یکی", "باید", "نباید"))
_BE = {"شن": "شوند", "نشن": "نشوند", "بشن": "شوند", "نشین": "نشوید", "بشین": "شوید", "شین": "شوید"}


def is_familiar(word: str) -> bool:
    """Say whether a word addresses one reader as a friend: «نزن», «می‌خری», «خودت»."""
    bare = plain(word)
    order = bare in orders() and bare not in ("بده", "نده", "ببر")
    written = derived().get(bare, bare)
    return order or bare in vocabulary().thine or (written in yours() and not is_past_of_one(written))


def addressed(sentence: InformalSentence, at: int) -> Written | None:
    """A form that addresses one reader, as it is written to several: «نزن»: «نزنید», «داری»: «دارید»."""
    word = plain(sentence.word(at))
    if order := orders().get(word):
        alone = not {sentence.word(at - 1), sentence.word(at + 1)} & {"و", "یا"}
        slogan = not vocabulary().slogans.isdisjoint(sentence.before(at))
        if slogan or not alone or (word in ("ببر",) and not sentence.opens(at)):
            return LEAVE
        if sentence.said:
            return order, False
        contracted = word not in (order.removesuffix("ید"), order.removesuffix("یید"))  # «بیار», not «یاد بگیر»
        certain = contracted and sentence.ends(at) and not sentence.opens(at) and not sentence.named_with(at)
        return (order, True) if certain else LEAVE
    if not sentence.close:
        return None
    if word == "کن" and at and not sentence.opens(at) and sentence.ends(at):  # «امتحان کن», not «آب خنک کن داریم»
        return "کنید", False
    if word in vocabulary().thine:
        return vocabulary().thine[word], False
    said = derived().get(word, word)
    written = yours().get(said) or (
        f"{said[:-1]}ید" if said != word and said[-1] == "ی" and said in said_roots() else ""
    )
    if not written or f"{sentence.word(at - 1)}{ZWNJ}{word}" in lexicon() or word in vocabulary().never:
        return None
    ends = sentence.ends(at) or not _IF.isdisjoint(sentence.before(at))
    if ((is_past_of_one(word) or is_noun(word)) and not ends) or (is_noun(word) and not at):
        return None
    return written, False


def gives(sentence: InformalSentence, at: int) -> Written | None:
    """«بده»: «بدهید» to one reader, «بدهد» in a wish or beside what is given, else «بد است»."""
    before = {*sentence.before(at)}
    given = sentence.word(at - 1) in vocabulary().give
    somebody = _SOMEBODY & before
    if sentence.close and given and not somebody and not before & {"باید"}:
        return f"{'ن' if sentence.word(at)[0] == 'ن' else 'ب'}دهید", False
    refused = sentence.word(at) == "نده"
    wanted = {*_WANTED, "رو", "را"} & before and sentence.ends(at)
    if (given and sentence.ends(at)) or (refused and sentence.said and sentence.ends(at)):
        return "ندهد" if refused else "بدهد", bool(given)
    if not refused and (wanted or (sentence.said and (given or somebody))):
        return "بدهد", False
    return LEAVE


def give(sentence: InformalSentence, at: int) -> Written | None:
    """«بدین»: «بدهید» where a clause may end, not in «بدین ترتیب»."""
    given = sentence.word(at - 1) in vocabulary().give and sentence.word(at + 1) not in _THUS
    return None if at and (given or sentence.ends(at) or sentence.word(at + 1) in _TO_WHOM) else LEAVE


def becomes(sentence: InformalSentence, at: int) -> Written | None:
    """«شن» and «نشین»: of «شدن» after a complement («وارد شن»), else «sand», and of «نشستن»."""
    become = sentence.word(at - 1) in vocabulary().become
    if become and not sentence.opens(at):
        return _BE[sentence.word(at)], True
    return None if sentence.word(at) in ("نشن", "بشن", "بشین") else LEAVE


def of_them(sentence: InformalSentence, at: int) -> Written:
    """A past stem with ن: «رفتند» after a plural subject («مردم رفتن»), else the infinitive."""
    finite, infinitive = they()[sentence.word(at)]
    rest = ("", False) if infinitive == sentence.word(at) else (infinitive, True)
    before = sentence.before(at)
    if infinitive == "گفتن" and not before and not sentence.closes(at) and "«" not in sentence.text:
        return finite, False
    if before and sentence.said and _they_did(sentence, at, before):
        return finite, False
    if not before or not sentence.ends(at):
        return rest
    counter = [
        word for i, word in enumerate(before) if word != "تا" or not before[i - 1 : i] or not before[i - 1].isdecimal()
    ]
    governed = [word in vocabulary().before_infinitives for word in counter]
    if any(governed[-_NEAR:]):
        return rest
    several = any(map(_is_many, before))
    if several or not vocabulary().they.isdisjoint(before):
        return finite, several
    heads = any(n.isdecimal() and (with_an(of) or of) in _PEOPLE for n, of in pairwise(counter))
    if heads and not any(governed):
        return finite, True
    if sentence.said and not any(governed) and any(map(_is_many, sentence.earlier(at))):
        return finite, False
    marked = "را" in before or "رو" in before or any(marked_object(word)[0] for word in before)
    return (finite, False) if marked or len(counter) != len(before) else rest


def _they_did(sentence: InformalSentence, at: int, before: Sequence[str]) -> bool:
    """Say whether an informal clause has a plural subject, named or implied."""
    last, after = before[-1], sentence.word(at + 1)
    if len(before) > _NEAR and sentence.closes(at) and not _ASKS.isdisjoint(sentence.after(at)[:1]):
        return True  # «زیر پست فحش نوشتن، چی کار کنیم؟»
    if last in they():  # «اومدن دیدن»
        return True
    if last in vocabulary().before_infinitives:
        return False
    several = (
        _is_many(before[0])
        or bool(many(before[0]))
        or bool(vocabulary().they & {*before[:1], *before[-_NEAR:]})
        or "ها" in before[1:2]
    )
    several = several or any(
        of in (*_PEOPLE, "تا") and (n.isdecimal() or n in number_words()) for n, of in pairwise(before)
    )
    if several and (sentence.ends(at) or after in _GOES_ON or after in they() or _is_many(after)):
        return True
    told = any(word in they() for word in sentence.earlier(at)[: -len(before)]) and len(before) > 1
    if told and sentence.closes(at) and not any(word in vocabulary().before_infinitives for word in before):
        return True
    marked = before[-2:-1] in (["را"], ["رو"]) or last in ("را", "رو") or bool(marked_object(last)[0] or object_(last))
    marked = marked and they()[sentence.word(at)][1][:-1].removeprefix("ن") not in vocabulary().intransitive
    promised = last in vocabulary().give and after in ("تا", "که")
    return promised or (marked and not any(word in vocabulary().before_infinitives for word in before))


def _is_many(word: str) -> bool:
    return bool(plural(word)[0]) or _is_spoken_plural(word)


def _is_spoken_plural(word: str) -> bool:
    return word != derived().get(word, word) and derived()[word].endswith(("ها", "های"))


@cache
def they() -> Mapping[str, tuple[str, str]]:
    """Return the past plural and the infinitive for each form with a past stem and ن (گرفتن, نگرفتن, اومدن)."""
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
