"""Split the first sentence of a release that is too long for a lede, where its clauses are certain; nothing is lost."""

import re

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import LETTER, START
from bumi.persian.syntax import is_passive
from bumi.persian.time_and_place import DAY
from bumi.release import SAYS, masked

_LONG = 38  # words: what has no more is read at once
_LEAST = 5  # words of a clause that stands by itself
_STOP = re.compile(r"؛\s+|،\s+(?=همچنین )|\s+و (?=همچنین )|،? که (?=(?:بلافاصله|سپس|پس از آن|در پی آن|در نتیجه) )")
_ADDS = re.compile(rf"\s+و (?=(?:در (?:این|همین) (?:باره|خصوص) )?(?:{SAYS.pattern})\s*:)")
_pattern = ListedPatterns("planner/release/lede")
_BEFORE = _pattern("before")
_ON_A_DAY = re.compile(r"(?:\S+ ){2,6}?(?=با حضور|هم[‌ ]?زمان با|به (?:همت|مناسبت))")
_HAPPENED = _pattern("happened")
_ORDINAL = re.compile(r"(?:نخستین|اولین|دومین|سومین|چهارمین|پنجمین|ششمین|هفتمین|هشتمین|نهمین|دهمین|آیین|مراسم|طرح)\s+")
_WHICH = re.compile(rf"^(?P<what>[^،؛:]{{6,90}}?) که (?P<does>[^؛:]{{60,}}?{LETTER}+)، (?P<rest>[^؛:]+)$")
_ASIDE = _pattern("aside")
_BODIES = (
    "شرکت",
    "سازمان",
    "اداره",
    "دانشگاه",
    "مرکز",
    "انجمن",
    "بنیاد",
    "شهرداری",
    "فرمانداری",
    "مؤسسه",
    "موسسه",
    "پارک",
)
_SHARE = _pattern("share")
_PERFECT = re.compile(r"(?<=\s)(ن?شده|ن?یافته)$")
_OF_IT = re.compile(rf"^(?P<noun>(?:{LETTER}+ ){{1,3}})آن ")


def shortened_lede(lede: str) -> list[str]:
    """Return the sentences of `lede`: itself where it is short, else its parts, the news first."""
    told = [lede]
    for part in (_at_stops, _off_attendance, _off_aside, _off_clause, _off_share):
        told = [each for sentence in told for each in (part(sentence) if _is_long(sentence) else [sentence])]
    return sorted(told, key=lambda each: 0 if each is told[0] else 1 if _BEFORE.match(each) else 2)


def _is_long(text: str) -> bool:
    return len(text.split()) > _LONG


def _at_stops(text: str) -> list[str]:
    """Split where a semicolon or «و افزود:» joins two sentences that each have a verb."""
    for stop in _STOP.finditer(masked(text)):
        first, second = text[: stop.start()], text[stop.end() :]
        if _closed(first) and _closed(second) and _outside(text, stop.start()):
            second = _opened(second)
            said = SAYS.search(first) is not None and ":" in first and " که" not in stop.group()
            return [f"{first}.", f"به گفته وی، {second.removeprefix('همچنین ')}" if said else second]
    adds = _ADDS.search(text)
    if adds and _closed(text[: adds.start()]) and _outside(text, adds.start()):
        return [f"{text[: adds.start()]}.", f"وی {text[adds.end() :]}"]
    return [text]


def _opened(text: str) -> str:
    return re.sub(r"^(?:و|که)\s+", "", text)


def _closed(text: str) -> bool:
    """Whether `text` ends in a finite verb and has enough words for a sentence."""
    said = text.rstrip(" .!»").split()
    return len(said) >= _LEAST and said[-1] in verb_forms()


def _outside(text: str, at: int) -> bool:
    """Whether offset `at` is outside quotations and brackets."""
    before = text[:at]
    return before.count("«") == before.count("»") and before.count("(") == before.count(")")


def _off_attendance(text: str) -> list[str]:
    """Put the news first, then who attended and the occasion: «با حضور ...، این مرکز افتتاح شد»."""
    timed = _ON_A_DAY.match(text)
    if timed and DAY.search(timed.group()):
        first, *more = _off_attendance(text[timed.end() :])
        return [f"{timed.group()}{first}", *more]
    if not _BEFORE.match(text):
        return [text]
    plain = masked(text)
    cuts = [found.start() for found in re.finditer("، ", plain)]
    pieces = [plain[start:end] for start, end in zip([0, *cuts], cuts, strict=False)]
    listed = len(cuts) > 1 and not re.search(rf"{START}و (?!با |در |به )", pieces[0].replace("\ue000", ""))
    ends = [end for end, piece in zip(cuts, pieces, strict=True) if _joins_last(piece)] if listed else cuts
    for end in ends[:1]:
        occasion, news = text[:end], text[end + 2 :]
        done = _HAPPENED.search(news)
        head = _ORDINAL.sub("", news).split()
        if done and head and _closed(news) and not _BEFORE.match(news) and not news.startswith("این "):
            return [news, f"{occasion}، این {head[0]} {done['done']}."]
    return [text]


def _off_aside(text: str) -> list[str]:
    """Put the news first, then the capacity or purpose in which somebody does it."""
    found = _ASIDE.match(masked(text))
    if not found:
        return [text]
    who, aside, news = (text[slice(*found.span(name))] for name in ("who", "aside", "news"))
    verb = news.rstrip(" .").split()[-1]
    does = "انجام می‌دهد" if verb.startswith("می") else "انجام داد"
    active = _closed(news) and not is_passive(news.rstrip(" .")) and verb[-1] not in "مند"
    doer = f"این {who.split()[0]}" if who.split()[0] in _BODIES else who
    return [f"{who} {news}", f"{doer} این کار را {aside} {does}."] if active or verb.endswith("کند") else [text]


def _joins_last(piece: str) -> bool:
    """Whether `piece` has the last item of a list: «... و جمعی از مردم»; the «و» of an office's name does not count."""
    return re.search(rf"{START}و (?!با |در |به )", re.sub("\ue000 \\S+( و \\S+)?", "", piece)) is not None


def _off_clause(text: str) -> list[str]:
    """Split off a long relative clause of the subject: «مرکزی که ساخت آن ... پایان یافت، باز شد»."""
    found = _WHICH.match(masked(text))
    if not found or not _outside(text, found.start("rest")):
        return [text]
    what, does, rest = (text[slice(*found.span(name))] for name in ("what", "does", "rest"))
    head = _ORDINAL.sub("", what).split()[0]
    if not _closed(does) or not _closed(rest) or " که " in what:
        return [text]
    if of_it := _OF_IT.match(does):
        told = f"{of_it['noun']}این {head} {does[of_it.end() :]}"
    elif is_passive(does) and not re.search(r"(?<!\w)را(?!\w)", does):
        told = f"این {head} {does}"
    else:
        return [text]
    return [f"{what} {rest}", f"{told}."]


def _off_share(text: str) -> list[str]:
    """Split off a clause about a part of a number."""
    found = _SHARE.search(text)
    if not found or not _outside(text, found.start()):
        return [text]
    first = _PERFECT.sub(r"\1 است", text[: found.start()])
    return [f"{first}.", text[found.end() :]] if _closed(first) and _closed(text[found.end() :]) else [text]
