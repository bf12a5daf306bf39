"""Who a portrait is of: a first note that names a speaker with his age says it, and what he is to the topic."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bumi.models.planner.lists import any_of, words
from bumi.models.planner.sentences import ends_in_verb

__all__ = ["Person", "person"]

_OWNER = "|".join(sorted(words("owners")))
_OF_IT = r"(?:\u200c?اش|ش| آن)"
_TRADE = re.compile(rf"{any_of('only')} [\w\u200c]*{any_of('trades')}")


_WHO_DOES = re.compile(r"^(?P<who>[\w\u200c]+(?: [\w\u200c]+)?ی) که (?P<does>[^،؛]+)$")
_TITLES = r"(?:حاج|حاجی|مش|مشهدی|کربلایی|استاد|اوستا|خانم|آقای|دکتر|مهندس|ننه|بی‌بی|عمو|خاله)[ ‌]"


class Person(NamedTuple):
    """The sentence that says who somebody is, and what else his note says, nothing where it says no more."""

    sentence: str
    rest: str


def person(topic: str, note: str, speakers: Iterable[str]) -> Person | None:
    """Return what `note` says of who is spoken of: «صاحبش یاسر کوهی / ۳۱ ساله / ...» of a shop that he is the owner.

    Only of a speaker of the brief, by his whole name and with his age; and without a word on what he is to the topic,
    where that is of a trade that one person has, «آخرین نمدمال بازار», or of what somebody does: «مردی که ساعت می‌سازد».
    """
    does = _WHO_DOES.match(topic)
    for name in speakers:
        found = re.match(
            rf"(?:(?P<who>{_OWNER}){_OF_IT}:? )?(?P<name>(?:{_TITLES})?{re.escape(name)})"
            r"\s*[/،]?\s*(?P<age>[۰-۹]+ ساله)"
            r"(?:\s*[/،؛]\s*(?P<rest>.+))?$",
            note,
        )
        if not found or not (found["who"] or _TRADE.match(topic) or does):
            continue
        rest = f"{name}: {found['rest']}" if found["rest"] else ""
        if does and not found["who"] and does["who"].split()[0] in words("somebody") and ends_in_verb(does["does"]):
            return Person(f"{found['name']}، {found['age']}، {does['does']}.", rest)
        if found["who"] or _TRADE.match(topic):
            what = f"{found['who']} {topic}" if found["who"] else topic
            return Person(f"{found['name']}، {found['age']}، {what} است.", rest)
    return None
