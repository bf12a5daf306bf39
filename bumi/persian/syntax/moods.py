"""Recognise the mood of a text: orders to the reader, wishes, subjunctive verbs and slogans."""

import re

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.syntax.words import segments, words_of

_pattern = ListedPatterns("persian/syntax/moods")
_ORDER = _pattern("order")
_NO_ORDER = re.compile(r"(?<!\w)(?<!نگه )(?<!بر )(?:نداشتید|ندارید|دارید|می\u200c\w+|نمی\u200c\w+)(?!\w)")
_FORBIDDING = _pattern("forbidding")
_LET_NOBODY = _pattern("let_nobody")
_MAY_BE = re.compile(r"(?<!\w)(?:ممکن است|قرار است|احتمال دارد|شاید) [^،]*")  # «فشار آب ممکن است کم شود»
_GOVERNING = re.compile(r"(?<!\w)(?:که|تا|اگر|مگر|چون|مبادا|وقتی|شاید)(?!\w)")
_SUBJUNCTIVE_OR_COMMAND = _pattern("subjunctive_or_command")
_BARE_WISH = _pattern("bare_wish")
_SAID_SO = re.compile(r"(?<!\w)(?:ن?باید|می‌توانند|نمی‌توانند|لازم است|خواست|تا|که|اگر)(?!\w)")
_COMMAND_AT_END = _pattern("command_at_end")
_SECOND_PERSON = re.compile(r"(?:کردید|شدید|دیدید|دارید|داشتید|خوردید|زدید|گرفتید|نداشتید|ندارید|باشید|بودید)$")
_SLOGAN = _pattern("slogan")
_WE_SHOULD = re.compile(r"(?<!\w)(?!ن?می)[\w\u200c]+یم$")  # «پادکست را با گوشی ضبط کنیم»


def is_order(text: str) -> bool:
    """Whether `text` tells its reader what to do or not to do: «... کنید», «... وصل نشود»."""
    return any(
        _ORDER.search(_NO_ORDER.sub("", each)) or _FORBIDDING.search(_MAY_BE.sub("", each)) or _lets_nobody(each)
        for each in segments(text)
    )


def has_wish(text: str) -> bool:
    """Whether a clause of `text` ends in a subjunctive that no word governs: «دامداران گله را به دشت ببرند»."""
    for clause in (part for each in segments(text) for part in each.split("،")):
        said = words_of(clause)
        for at, word in enumerate(said):
            if (
                word.closing
                and is_subjunctive_or_command(word.text)
                and not word.text.endswith("ید")
                and not _GOVERNING.search(" ".join(each.text for each in said[:at]))
            ):
                return True
    return False


def is_bare_wish(text: str) -> bool:
    """Whether `text` ends in a subjunctive without a modal or conjunction: «اعضا شماره حساب خود را اصلاح کنند»."""
    return _BARE_WISH.search(text) is not None and not _SAID_SO.search(text)


def ends_in_command(text: str) -> bool:
    """Whether `text` ends in an imperative or a subjunctive to the reader: «... از پریز بکشند»."""
    return _COMMAND_AT_END.search(text) is not None


def ends_in_second_person(text: str) -> bool:
    """Whether `text` ends in a common indicative verb of the second person plural: «کردید», «دارید»."""
    return _SECOND_PERSON.search(text) is not None


def is_slogan(text: str) -> bool:
    """Whether `text` calls upon its readers: «خون بدهیم، زندگی ببخشیم»."""
    return _SLOGAN.search(text) is not None


def is_subjunctive_or_command(word: str) -> bool:
    """Whether `word` is a subjunctive or an imperative by its form: «بروند», «کنید»."""
    return _SUBJUNCTIVE_OR_COMMAND.fullmatch(word) is not None


def says_we_should(text: str) -> bool:
    """Whether `text` ends in a verb of the first person plural: «پادکست را با گوشی ضبط کنیم»."""
    return _WE_SHOULD.search(text) is not None


def _lets_nobody(text: str) -> bool:
    said = _LET_NOBODY.search(text)
    return said is not None and not _GOVERNING.search(text[: said.start()])
