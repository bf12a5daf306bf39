"""Persons whose full names must not be published: minors, victims and the accused."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bumi.checks.context import Context
from bumi.checks.rule import Match
from bumi.finding import Severity
from bumi.persian.lexicon import listed_data, listed_lines
from bumi.persian.morphology import lexicon, verb_forms, words
from bumi.persian.spans import Spans
from bumi.persian.text import flat
from bumi.persian.word_patterns import WORD_START, level, pattern

_BESIDE = 60  # characters before and after a name that may say who it is
_WORD = r"(?!(?:شد|شدند|کرد|کردند|است|بود|گفت|را|که|از|با|برای|و)\b|ن?می\u200c)\w[\w\u200c]{0,20}"
_LINK = (  # a name follows at once, or some words later where a comma or «به نام» leads to it
    rf"(( {_WORD}){{0,4}}(،| به نام| به اسم| موسوم به| آقای| خانم))?( آقای| خانم)? «?"
)
_DOES = "(?!\\w)(?! (را|کرد|ن?می))"  # not «متهم کرد», where the person accused another
_CALLED = re.compile("به (?:نام|اسم) $")


def persons(context: Context) -> Iterator[Match]:
    """Yield full names of minors, victims and accused, except office holders and speakers of the brief."""
    if context.field == "hashtags":
        return
    text = level(context.text)
    speakers = [flat(quote.speaker) for quote in context.brief.quotes] if context.brief else []
    names = Spans(full_names(text))
    for start, end in names:
        name = context.text[start:end]
        who = _who(text, start, end, names)
        if who and not any(flat(name) in speaker for speaker in speakers):
            initials = f"{name[0]}. {name.split()[-1][0]}."
            yield Match(start, end, (initials,), variant=who, severity=Severity.BLOCKS if who == "child" else None)


def _who(text: str, start: int, end: int, names: Spans) -> str:
    """Return the kind of person whose name here must be withheld: "child", "praised", "victim", "accused", or ""."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]

    def beside(who: str) -> bool:
        """Return whether these words introduce or follow the name; «قربانی» may be a family name, or a relative's."""
        leading, following = _beside()[who]
        found = leading.search(before)
        led = found and start - len(before) + found.start() not in names and not _kin().search(before[: found.start()])
        return bool(led or following.match(after))

    if beside("office"):
        return ""
    victim, accused = beside("victim"), beside("accused")
    if beside("child") and not _lasting().search(before):
        praised = pattern(listed_data("persons")["praise"]).search(before + after) and not victim and not accused
        return "praised" if praised else "child"
    return "victim" if victim else "accused" if accused else ""


def full_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans, in a levelled text, of a given name or two with a family name.

    After «به نام» an unknown given name counts too.
    """
    tokens = words(text)
    done = 0
    for index, (start, end, word) in enumerate(tokens):
        called = word not in lexicon() and _CALLED.search(text[max(0, start - 8) : start])
        if start < done or not (word in _given_names() or called):
            continue
        for at, stop, following in tokens[index + 1 : index + 3]:
            if text[end:at] != " ":
                break
            if _is_family(following):
                yield start, stop
            if following not in _given_names():
                break
            end = stop
        done = end


@lru_cache(maxsize=10_000)
def _is_family(word: str) -> bool:
    """Return whether `word` may be a family name: it ends like one, or no dictionary has it."""
    if word in _given_names() or word in verb_forms() or len(word) < 3:
        return False
    return pattern(listed_data("persons")["family"], after="$").search(word) is not None or word not in lexicon()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(word for line in listed_lines("given-names") for word in line.split())


@cache
def _beside() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return, for each kind of person, the patterns of the words before and after a name."""
    listed = listed_data("persons")
    office, accused, victim, child, age = (listed[kind] for kind in ("office", "accused", "victim", "child", "age"))
    aged = f"({child}|{listed['young']}|{victim}|{accused})"
    called = rf"({child})(ی|‌ای)( {_WORD}){{0,3}} به (نام|اسم) "  # «کودکی» alone may mean childhood
    patterns = {
        "office": (rf"({office})ی?( {_WORD}){{0,3}}،? ", rf"(،| \()? ?({office})(ی|ان)?(?!\w)"),
        "accused": (
            f"({accused}|{listed['arrest']}){_LINK}",
            rf"»?،? (\d+ ?ساله،? )?(({accused}){_DOES}|({listed['charged']})(?!\w))",
        ),
        "victim": (f"({victim}){_LINK}", rf"»?،? (({victim}){_DOES}|({listed['harmed']})(?!\w))"),
        "child": (
            f"(({child})( {age})?|{aged}(ی|‌ای)? {age})({_LINK})|{called}",
            rf"»?،? ({aged} )?{age}|»?،? ({child})( خردسال| گمشده|ی? که)(?!\w)",
        ),
    }
    return {
        who: (pattern(leading, WORD_START, "$"), pattern(following)) for who, (leading, following) in patterns.items()
    }


@cache
def _lasting() -> re.Pattern[str]:
    return pattern(f"({listed_data('persons')['lasting']})( {_WORD}){{0,2}} ", WORD_START, "$")


@cache
def _kin() -> re.Pattern[str]:
    return pattern(f"({listed_data('persons')['kin']}) ", WORD_START, "$")
