"""Decide which notes are whole sentences and may be printed as they stand; split texts into clauses."""

import re
from functools import lru_cache

from bumi.persian.morphology import lemma, parts_of_speech, stop_words, verb_forms, verb_roots, words
from bumi.persian.patterns import MONTH, WEEKDAY
from bumi.persian.syntax.adverbials import as_time
from bumi.persian.syntax.moods import is_order
from bumi.persian.syntax.nouns import is_time
from bumi.persian.syntax.run_ons import is_run_on
from bumi.persian.syntax.voice import speaks_as_we
from bumi.persian.syntax.words import any_of, segments, word_list, words_of
from bumi.persian.text import digits_to_persian
from bumi.persian.verbs import finite
from bumi.remembered import remembered

_LEAST = 5  # words of a sentence; what is shorter is a point of a list
_LEAST_OF_CLAUSE = 3  # words of each of several that a semicolon or a full stop parts
_SHORTHAND = re.compile(
    r"[؟?](?=.)|[→←⇐⇒=|#*…]|->|<-|\.\.|\+(?!\d)|(?<=\w)\s*/\s*(?=[^\W\d])|\s/\s|\s[-–—]\s|\($|(?:^|\s)[✅❌]"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LABEL = re.compile(r"^[^:؛.]{1,40}:\s")
_COMMA = re.compile(r"\s*[،,]\s*")
_ENDS = ".!؟?…"
_CLOSERS = "»)"
# Past forms and nouns in one: a sentence only behind an object, or a noun that makes one verb with it.
_PAST_OR_NOUN = re.compile(
    rf"(?<!\w)را\s|\s{any_of('past')}$|\sبه (?:[\w\u200c]+ ){{1,6}}رسید$|\s{any_of('with_past')} \w+$"
)
# And what may be a noun too behind what governs it, or where it makes one verb with its noun.
_GOVERNED = re.compile(
    r"(?<!\w)(?:ن?باید|ن?می\u200cتوان\w*)\s(?:[\w\u200c]+ )*\w+$|\s(?:ادامه|کاهش|افزایش|پایان|آسیب|آموزش) (?:یافت|دید)$"
)
_OBJECT = re.compile(r"(?<!\w)را\s")
_MEANS = re.compile(r"[\w\u200c»]+ یعنی [\w\u200c«]+")
_TAIL = re.compile(rf"{any_of('tail')} ")
# Behind it another verb is unsaid: «هنوز نزدند، تا آخر دی».
_TAIL_OF_TIME = re.compile(rf"(?:تا|از) .*(?:[۰-۹]|(?<!\w)(?:{MONTH}|{WEEKDAY}|هم)(?!\w))")
_OPENING = re.compile(rf"{any_of('opening')} ")
_TIMED = re.compile(rf"(?!(?:از|در|به|تا|و) ){any_of('timing')}")
_COUNT = re.compile(rf"[۰-۹] (?!تا |{MONTH})[^\W\d]")
_PREDICATE = re.compile(rf"(?:^|(?<!های) ){any_of('predicates')}$")  # «سم نه», «شب بارانی کار تعطیل»
_AND = re.compile(r"(?<!\w)(?:و|یا)(?!\w)")
_WHAT_IS = ("چیست", "کیست", "کجاست", "چقدر است")
_PREFIXED = re.compile(r"(?:بر|در|باز|فرا|فرو|وا)(.{2,}(?:ید|ند))$")  # «بردارید», that the forms of «داشتن» leave out
_SIMPLE_PAST = re.compile(r"(?<!\w)(?:شد|کرد|داد|گرفت|یافت|رفت|آمد|گذاشت|زد|رسید|افتاد)(?:ند|یم|م)?[\s.!]*$")
_LEANING = re.compile(any_of("leaning"))
_ITS_OWN = re.compile(  # «شوهرش», «بیشترشان»; not «آموزش»
    r"\w+\u200c(?:اش|شان)|\w{3,}شان"
    r"|(?:شوهر|زن|مادر|پدر|پسر|دختر|برادر|خواهر|همسر|خود|نصف|کار|قیمت|اسم|نام|بیشتر|کمتر|همه)ش"
)
_PARTICIPLE = re.compile(r"(?<=\s)(ن?شده)$")
_OF_MANY = re.compile(r"(?<!\w)(?:نفر|تن|همه|اهالی|[\w\u200c]+(?:ان|ها|های))(?!\w)")

_CLAUSE_BREAK = re.compile(r"[؛:.!؟()→=+/\n«»]|(?<!\w)(?:اما|ولی|هرچند|در حالی)(?!\w)")
_CONJUNCTION = "و"
_STEM = 4  # letters that two lemmas of one word share


def is_sentence(note: str, least: int = _LEAST) -> bool:
    """Whether `note` is one sentence, or several, that may be printed as it stands.

    It has `least` words or more, no arrow, equals sign or label before a colon, and each of its parts ends in a finite
    verb; what leans on a whole clause may follow it («... است، از روناس و پوست گردو»).
    """
    text = digits_to_persian(with_copula(note)).strip()
    shortest = least + (bool(_TAIL.match(text)) and not is_order(text))  # «تا ساعت ۲۲ وصل می‌شود» says nothing of what
    if len(text.split()) < shortest or _SHORTHAND.search(text.rstrip(_ENDS)) or _LABEL.match(text):
        return False
    parts = segments(_BRACKETS.sub("", text))  # «(دکل برق هست)» is no verb of what it stands behind
    return bool(parts) and all(_is_clause(part, least if len(parts) == 1 else _LEAST_OF_CLAUSE) for part in parts)


def as_sentence(note: str) -> str:
    """Return such a note as it is printed: its last participle with its verb, and a full stop behind it."""
    return with_full_stop(with_copula(note))


def with_full_stop(sentence: str) -> str:
    """Return a sentence as it is printed: Persian digits, and a full stop behind it where it has no other end."""
    text = digits_to_persian(sentence).strip().rstrip("؛;،, ")
    return text if text.endswith(tuple(_ENDS)) else f"{text}."


def with_copula(note: str) -> str:
    """Return `note` with the verb that its last participle leaves out: «خسارتی گزارش نشده» is «گزارش نشده است».

    Only of one thing: of several, whether a newsroom says «است» or «‌اند» is not sure.
    """
    text = note.strip().rstrip(".")
    if not _PARTICIPLE.search(text) or _OF_MANY.search(segments(text)[-1]):
        return note
    return f"{text} است"


def has_verb_form(text: str) -> bool:
    """Whether any word of `text` is a verb form, affirmed or denied, whatever else it may be."""
    forms, bare = verb_forms(), (word.rstrip(".!؟»") for word in text.split())
    return any(word in forms or word.removeprefix("ن") in forms or word.endswith(("است", "‌اند")) for word in bare)


def ends_in_simple_past(text: str) -> bool:
    """Whether `text` ends in one of the common verbs in the simple past: «شد», «رسیدند»."""
    return _SIMPLE_PAST.search(text) is not None


def has_verb(text: str) -> bool:
    """Whether any word of `text` is certainly a finite verb: such a topic is a sentence, and no noun phrase."""
    return any(word.closing and word.text not in word_list("noun_or_past") for word in words_of(text))


def ends_in_verb(text: str) -> bool:
    """Whether `text` ends in a finite verb, as a sentence does."""
    return _ends_in_verb(text.strip(), text.strip())


def refers_back(text: str) -> bool:
    """Whether a sentence leans on what was said before it: «آن ...», «هر کدام ...», «اما ...»."""
    first = text.split()[0]
    return bool(_LEANING.match(text) or _ITS_OWN.fullmatch(first) or first.startswith(("می\u200c", "نمی\u200c")))


def joined_clauses(note: str) -> str:
    """Return a note of clauses that slashes part as one sentence, nothing where it is none: «۸ آمدند / ۲ ماندند».

    What an arrow behind the last leads to stands in brackets: «... و ۲ ماندند (نوبت ۱۹ آذر)».
    """
    note, arrow, then = note.partition(" → ")
    parts = [part.strip() for part in note.split(" / ")]
    if arrow and (_SHORTHAND.search(then) or len(then.split()) > _LEAST or ":" in then):
        return ""
    fits = len(parts) > 1 and len(parts[0].split()) >= _LEAST_OF_CLAUSE and not _SHORTHAND.search(" ".join(parts))
    if not fits or not all(map(ends_in_verb, parts)):
        return ""
    return f"{'، '.join(parts[:-1])} و {parts[-1]}{f' ({then.strip()})' if then else ''}"


def figure_clause(note: str) -> str:
    """Return the first clause of a note where it has a figure and tells something by itself."""
    clause = first_clause((segments(note) or [""])[0].split(" / ")[0])
    fits = re.search("[۰-۹]", clause) and is_sentence(clause) and not is_order(clause) and not speaks_as_we(clause)
    return clause if fits else ""


def first_clause(text: str) -> str:
    """Return the first clause of a note where it is a sentence by itself: «۸۴ غرفه سرپوشیده ساخته می‌شود»."""
    clause = text.split("،")[0].strip()
    fits = ends_in_verb(clause) and len(clause.split()) >= 3 and not refers_back(clause)
    return clause if fits and not clause.endswith("یم") else ""  # «۲۳ معلم کم داریم» is the speaker's own voice


def _is_clause(text: str, least: int) -> bool:
    """Whether `text` ends in a finite verb, or has a clause that does, and what leans on it."""
    if len(text.split()) < least:
        return False
    parts = _COMMA.split(text)
    while len(parts) > 1 and not _ends_in_verb(parts[-1], text) and _TAIL.match(parts[-1]):
        if _TAIL_OF_TIME.match(parts.pop()):
            return False
    if not _ends_in_verb(parts[-1], text) or len(" ".join(parts).split()) < _LEAST_OF_CLAUSE:
        return False
    if any(map(is_run_on, parts)):
        return False
    before: list[str] = []
    for part in parts:
        if _ends_in_verb(part, text):
            inserted = len(before) > 1 and _TAIL.match(before[-1])  # «خبر بی‌نام، بدون منبع دوم، بازنشر نشود»
            known = all(map(_may_stand_before, before)) or any(map(_asks, before))
            counted = {
                each[0].isdigit() for each in (*before, part)
            }  # «نصب با ما، ۶ نفر، ۳ لوله ... عوض شد» is no list
            items = _joins(part) and (
                len(counted) == 1 or _OPENING.match(f"{before[0]} ") or _goes_on_counting(before, part)
            )
            if not known and not inserted and not items:
                return False
            before = []
        else:
            before.append(part)
    return True


def _goes_on_counting(before: list[str], part: str) -> bool:
    """Whether counts follow the first behind its subject: «اداره ۶ لودر، ۲ گریدر و ۲۳ راهدار را به کار گرفت»."""
    return _COUNT.search(before[0]) is not None and all(each[0].isdigit() for each in (*before[1:], part))


def _may_stand_before(part: str) -> bool:
    """Whether `part`, before a comma and without a verb at its end, is no item of shorthand, as «گوشی خاموش» is.

    What has a count behind a time («پارسال ۲۷ آتش») or a bare predicate at its end is one.
    """
    counts = _TIMED.match(part) and _COUNT.search(part) and not (as_time(part) or has_verb_form(part))
    if counts or _PREDICATE.search(part):
        return False
    return bool(_OPENING.match(f"{part} ")) or " که " in part or is_time(part.split()[0])


def _asks(part: str) -> bool:
    """Whether `part` has its verb before what it asks: «بنویسید چه کسی، کجا و کی، ...»."""
    return any(word.closing and "N" not in parts_of_speech().get(word.text, "") for word in words_of(part))


def _joins(part: str) -> bool:
    """Whether the last of several parts ends their list: «دستکش، ماسک و عینک بپوشید»; «و» behind a verb does not."""
    said = part.split()
    return any(
        _AND.fullmatch(word) and at and not any(each.closing for each in words_of(said[at - 1]))
        for at, word in enumerate(said)
    )


def _ends_in_verb(part: str, clause: str) -> bool:
    said = words_of(part.rstrip(_ENDS + _CLOSERS))
    if not said:
        return False
    if _MEANS.search(part):
        return True
    last = said[-1]
    if last.text in _WHAT_IS or ((bare := _PREFIXED.match(last.text)) and bare[1] in verb_forms()):
        return True
    if last.text in word_list("noun_or_past"):
        return bool(_OBJECT.search(clause) or _GOVERNED.search(clause))
    if last.closing and last.text != "نه":
        noun = "N" in parts_of_speech().get(last.text, frozenset())
        return not noun or len(said) > 1
    return last.closing is None and bool(_PAST_OR_NOUN.search(clause) or _GOVERNED.search(clause))


@remembered()
def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a sentence or a note that have a content word."""
    found: list[str] = []
    start = 0
    for match in [*_CLAUSE_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        found += _by_verbs(text[start:end])
        start = match.end() if match else end
    return tuple(clause for clause in found if stems(clause))


def _by_verbs(text: str) -> list[str]:
    """Cut behind each finite verb that «و» follows."""
    tokens = words(text)
    cuts = [0]
    for (_, end, word), following in zip(tokens, [*tokens[1:], None], strict=False):
        if finite(word) and following and following[2] == _CONJUNCTION:
            cuts.append(end)
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(found for _, _, word in words(text) if (found := stem(word)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the first letters of the lemma of a content word; empty for verbs and function words."""
    if any(char.isdigit() for char in word):
        return word
    root = lemma(word)
    return "" if len(word) < 2 or word in stop_words() or root in verb_roots() else root[:_STEM]
