"""Suggest whole sentences for a note without a verb, by rules and by the model; its writer chooses one.

A suggestion says exactly what its note says. The rules know single patterns of shorthand («ظرفیت ۳۰ نفر»); of the
model's sentences those are shown that are likely and add no more than a plain predicate.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bumi.brief import Kind
from bumi.models.constraints import violations
from bumi.models.planner.facts import label_of, tidy
from bumi.models.realiser import Candidate, Realiser
from bumi.models.request import Request
from bumi.models.scoring import evidence
from bumi.persian.calendar import MONTHS
from bumi.persian.informal import left_spoken
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lemma, parts_of_speech, verb_roots
from bumi.persian.numbers import spelled_out
from bumi.persian.patterns import CLOCK, MONTH, WEEKDAY_AS_SPELLED, YESTERDAY
from bumi.persian.syntax import (
    NO,
    has_bare_number,
    is_action,
    is_any_infinitive,
    is_event,
    is_scene,
    is_sentence,
    is_time,
    names_date_or_hour,
    segments,
    speaks_as_we,
    words_of,
)
from bumi.persian.text import digits_to_persian
from bumi.words import ADVICE, AHEAD

MOST = 3
"""Sentences that are shown of one note."""

_SHORTEST = 3  # words of a suggestion
_LONGEST = 22  # words of a note that the model thinks about: a sentence more takes it too long
_FLOOR = -0.2  # nats for a word of the note: below it a woven sentence is no suggestion (docs/experiments.md)

_COPULAS, _WERE = ("است", "هستند"), ("بود", "بودند")
_DOING = ("انجام می‌شود", "برگزار می‌شود", "در نظر گرفته شده است", "شامل است", "حضور دارند")
_DONE = ("انجام شد", "برگزار شد", "شامل بود", "حضور داشتند")
_JOINING = frozenset(("و", "در", "آن", "از", "ساعت"))
_DEEDS = ("همکاری", "استقبال", "تأمین", "بازگشت", "اتصال", "اشتغال", "پخت", "کمبود", "ایجاد", "جذب", "رشد", "کسب")
_BEGINNINGS_LEFT_TO_RULES = re.compile(
    r"(?:تعطیل|تنها|حضور|شرکت|تلفن|تماس|همراه|پیش از|بعد از|اولویت|ویژه|مخصوص|برای|با|از|در|تا"
    r"|هر|بدون|حداکثر|فقط|به)(?![\w\u200c])"
)
_KINDS = {
    "all": frozenset(Kind),
    "lasting": frozenset(Kind) - {Kind.RECAP},
    "ahead": frozenset(AHEAD),
} | {kind.value: frozenset((kind,)) for kind in Kind}
_CLASS = re.compile(r"(?<!\?P)<([a-z]+)>")
_EARLIER = re.compile(rf"(?<!\w)(?:پارسال|سال گذشته|ماه گذشته|هفته گذشته|{YESTERDAY}|پیشین)(?!\w)")
_HOURS_UNSAID = re.compile(rf"(?<![:۰-۹]){CLOCK} تا {CLOCK} (?:است|بود|برگزار|انجام)")
_OF_THESE = re.compile(r"، [۰-۹]+ (?P<what>[\w\u200c]+)$")
_DONE_TO = re.compile(r"(?<=\s)[\w\u200c]*(?:شده|گرفته|یافته|آمده)\s(?P<when>.+)$")
_AFTER_AND = re.compile(r"(?<!\w)و ([\w\u200c]+)")
_SCALES = re.compile(r"\s*،\s*")


@dataclass(frozen=True)
class About:
    """The context of a note: the kind of the piece and its topic."""

    kind: Kind
    topic: str

    def this(self) -> str:
        """Return «این کارگاه» where the topic names an event or a place, else empty."""
        head = Request(self.kind, "body", self.topic, ()).head() if self.topic.strip() else ""
        return f"این {head}" if head and is_scene(head) and not is_time(head) else ""


def lacks_verb(note: str) -> bool:
    """Whether a note is no sentence and does not end in a verb: it can get suggestions."""
    parts = segments(note)
    return bool(parts) and not is_sentence(note) and not all(map(_ends_in_verb, parts))


def _ends_in_verb(part: str) -> bool:
    words = words_of(part)
    return bool(words) and words[-1].closing is True and words[-1].text != NO


class Suggester:
    """Asks `realiser` for sentences of single notes; `formal` puts spoken words into writing."""

    def __init__(self, realiser: Realiser, formal: Callable[[str], str] = str) -> None:
        self._realiser, self._formal = realiser, formal

    def suggest(self, about: About, note: str) -> tuple[str, ...]:
        """Return up to three sentences, those of the rules first, then the likeliest."""
        certain = by_rule(about, note, self._formal)
        if len(certain) >= MOST or not lacks_verb(note) or len(note.split()) > _LONGEST:
            return certain
        told = _written(note, self._formal)
        request = Request(about.kind, "body", about.topic or note, (("n1", told),))
        thought = sorted(self._realiser.realise([request], 1)[0], key=lambda each: -each.gain)
        fine = [each.text for each in thought if _is_likely(each, told) and _adds_nothing(each.text, told, about)]
        return (*certain, *_distinct([text for text in fine if not _is_like(text, certain)]))[:MOST]


def by_rule(about: About, note: str, formal: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return the sentences of the rules, the best first; none where no pattern fits the whole note."""
    if not lacks_verb(note):
        return ()
    text = _written(note, formal)
    parts = [_said(part, about) for part in segments(text)]
    if len(parts) > 1:
        made = [" ".join(each[0] for each in parts)] if all(parts) else []
    else:
        made = parts[0] or _joined(text, about)
    kept = (each for each in made if _is_true(each, text, about) and _is_well_said(each, text, about))
    return _distinct([*kept])[:MOST]


def _joined(text: str, about: About) -> list[str]:
    """Return one sentence for several facts between commas, where a rule knows each."""
    items = re.split(r"\s*،\s*", text)
    if not 1 < len(items) <= 3:
        return []
    parts = [_said(item, about) for item in items]
    if not all(parts):
        return []
    first, *others = (each[0].rstrip(".") for each in parts)
    this = about.this()
    return [" و ".join([first, *(each.replace(this, "آن") if this else each for each in others)]) + "."]


def _written(note: str, formal: Callable[[str], str]) -> str:
    return tidy(spelled_out(digits_to_persian(formal(note)))).strip()


def _distinct(sentences: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _is_like(text: str, others: tuple[str, ...]) -> bool:
    """Whether `text` is one of `others` but for its marks."""
    bare = text.replace("،", "")
    return any(bare == other.replace("،", "") for other in others)


# What the model's sentences may add to their note.


def _is_likely(candidate: Candidate, told: str) -> bool:
    return candidate.woven and candidate.gain / max(1, len(told.split())) >= _FLOOR


def _adds_nothing(text: str, told: str, about: About) -> bool:
    """Whether a woven sentence adds only joining words and one predicate that claims no more than its note."""
    given, own = Counter(word.text for word in words_of(told)), list[str]()
    for word in text.rstrip(".").replace("،", " ").replace(":", " ").split():
        if given[word]:
            given[word] -= 1
        else:
            own.append(word)
    added = " ".join(word for word in own if word not in {*_JOINING, *about.this().split()})
    copulas = _WERE if about.kind is Kind.RECAP else _COPULAS
    verbs = _DONE if about.kind is Kind.RECAP else _DOING if about.kind in AHEAD else _DOING[-2:-1]
    if added not in {*copulas, *verbs} or _BEGINNINGS_LEFT_TO_RULES.match(told):
        return False
    if added in copulas and not _names_what_is(told):
        return False
    if added in verbs and not _may_be_done(told):
        return False
    if added in (*_COPULAS, *_DOING) and _EARLIER.search(told):
        return False
    return _is_true(text, told, about) and _is_well_said(text, told, about)


def _names_what_is(told: str) -> bool:
    """Whether a note may end in a copula: «خوابگاه ۶۰ نفره است», and not «همکاری خیّران است»."""
    return not (told[0].isdigit() or _is_deed(told.split()[0]) or _joins_a_deed(told))


def _joins_a_deed(told: str) -> bool:
    """Whether a note without a label goes on with a deed behind «و»: «میز مشاوره و آوردن نمونه»."""
    return not label_of(told) and any(map(_is_deed, _AFTER_AND.findall(told)))


def _may_be_done(told: str) -> bool:
    """Whether a note may end in «انجام می‌شود»: not in what is so («ممنوع»), nor with the day of another deed."""
    first, *_, last = told.split() if " " in told else (told, told)
    others = _joins_a_deed(told) and not _is_deed(first)
    another = _DONE_TO.search(told)
    denied = label_of(told) == "ممنوع" or _is_quality(last)
    return not (others or denied or (another and names_date_or_hour(another["when"])))


def _is_quality(word: str) -> bool:
    kinds = parts_of_speech().get(word, frozenset("N"))
    return "AJ" in kinds and "N" not in kinds


def _is_deed(word: str) -> bool:
    return word in _DEEDS or is_action(word) or is_any_infinitive(word) or lemma(word) in verb_roots()


def _is_true(text: str, told: str, about: About) -> bool:
    return not violations(f"{told}\n{about.topic}", text) and not _is_turned(text, told)


def _is_well_said(text: str, told: str, about: About) -> bool:
    """Whether a suggestion is a written sentence with a verb to each clause, and takes no part for another thing.

    «۴ درمانگر، ۲ نیمه‌وقت» are four in all, and «یکشنبه، ۱۶ تا ۱۹» has no item «۱۶ تا ۱۹».
    """
    if not is_sentence(text, _SHORTEST) or left_spoken(text) or _repeats_verb(text):
        return False
    if about.kind not in ADVICE and speaks_as_we(text):
        return False
    if _HOURS_UNSAID.search(text) and "ساعت" not in text:
        return False
    part = _OF_THESE.search(told)
    return part is None or not _is_quality(part["what"])


def _repeats_verb(text: str) -> bool:
    """Whether a clause has two finite verbs: «غرفه داریم دلال راه نمی‌دهیم دارد»."""
    closed, (first, *said) = False, words_of(text)
    for before, word in pairwise([first, *said]):
        closed = closed and not (before.parted or (word.text == "و" and before.closing))
        if word.closing and closed:
            return True
        closed = closed or (word.closing is True and "N" not in parts_of_speech().get(word.text, ""))
    return False


def _is_turned(text: str, note: str) -> bool:
    shown = evidence(text, note)
    return shown.turned or bool(shown.missing)


# The rules: a pattern of the whole note, the kinds that it holds for, and the sentences.


@dataclass(frozen=True)
class _Rule:
    note: re.Pattern[str]
    kinds: frozenset[Kind]
    says: tuple[str, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    data = listed_data("suggestions")
    return tuple(_Rule(_pattern(rule["note"]), _kinds(rule["kinds"]), tuple(rule["says"])) for rule in data["rules"])


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return the pattern with its (nested) classes filled in."""
    classes = listed_data("suggestions")["classes"] | {
        "days": f"{WEEKDAY_AS_SPELLED}|{MONTH}",
        "months": MONTH,
    }
    while named := _CLASS.search(text):
        text = f"{text[: named.start()]}{classes[named[1]]}{text[named.end() :]}"
    return re.compile(text)


def _kinds(named: str | list[str]) -> frozenset[Kind]:
    names = [named] if isinstance(named, str) else named
    return frozenset[Kind]().union(*(_KINDS[name] for name in names))


def _said(text: str, about: About) -> list[str]:
    """Return the sentences of the first rule that fits `text` and has all that its sentences need."""
    text = text.strip(" .")
    for rule in _rules():
        match = rule.note.fullmatch(text) if about.kind in rule.kinds else None
        if match and (made := [*_filled(match, rule.says, about)]):
            return made
    if about.kind in _KINDS["ahead"] and label_of(text) == "زمان" and not has_bare_number(text):
        takes_place = about.kind is Kind.EVENT and is_event(_head(about))
        return [f"{about.this()} {text} برگزار می‌شود.", *_time(text)] if takes_place else _time(text)
    return []


def _time(text: str) -> list[str]:
    return [f"زمان آن {text} است."]


def _filled(match: re.Match[str], sentences: tuple[str, ...], about: About) -> Iterator[str]:
    groups = {name: value for name, value in match.groupdict().items() if value}
    value, this = groups.get("v", ""), about.this()
    slots = {**groups, "all": match.group(), "list": _listed(value), "be": "بود" if about.kind is Kind.RECAP else "است"}
    slots |= {"are": "بودند" if about.kind is Kind.RECAP else "هستند", "w": "", "v": value} | groups
    slots["plain"] = match.group().replace(":", "")
    if this:
        slots["this"] = this
        if is_event(_head(about)):
            slots["this_event"] = this
    if _pattern("<having>").fullmatch(head := _head(about)):
        slots["having"] = f"این {head}"
    if groups.get("same") and groups["same"] == head:
        slots |= {"head_same": groups["same"], "v_same": value}
    if "v" in groups:
        slots["at"] = value if not value.startswith(MONTHS) else f"در {value}"
    if "a" in groups and groups["a"].endswith(("ا", "و")):  # «راهنما» is «راهنمای این تور»
        sentences = tuple(each.replace("{a} {this}", "{a}ی {this}") for each in sentences)
    for sentence in sentences:
        if set(re.findall(r"\{(\w+)\}", sentence)) <= slots.keys():
            said = sentence.format(**slots)
            yield re.sub(r"است\.$", "بود.", said) if _EARLIER.search(match.group()) else said


def _head(about: About) -> str:
    return Request(about.kind, "body", about.topic, ()).head() if about.topic.strip() else ""


def _listed(value: str) -> str:
    """Return the items of a value with «و» before the last: «کارت ملی، عکس» is «کارت ملی و عکس»."""
    items = _SCALES.split(value)
    if len(items) < 2 or re.search(r"(?<!\w)(?:و|یا)(?!\w)", items[-1]):
        return value
    return f"{'، '.join(items[:-1])} و {items[-1]}"
