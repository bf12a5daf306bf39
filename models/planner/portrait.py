"""Who a portrait is of: a first note that names a speaker with his age says it, and what he is to the topic."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.planner.lists import any_of, words

__all__ = ["Person", "person"]

_OWNER = "|".join(sorted(words("owners")))
_OF_IT = r"(?:\u200c?اش|ش| آن)"
_TRADE = re.compile(rf"{any_of('only')} [\w\u200c]*{any_of('trades')}")


class Person(NamedTuple):
    """The sentence that says who somebody is, and what else his note says, nothing where it says no more."""

    sentence: str
    rest: str


def person(topic: str, note: str, speakers: Iterable[str]) -> Person | None:
    """Return what `note` says of who is spoken of: «صاحبش یاسر کوهی / ۳۱ ساله / ...» of a shop that he is the owner.

    Only of a speaker of the brief, by his whole name and with his age; and without a word on what he is to the topic,
    where that is of a trade that one person has: «آخرین نمدمال بازار».
    """
    for name in speakers:
        found = re.match(
            rf"(?:(?P<who>{_OWNER}){_OF_IT}:? )?{re.escape(name)}\s*[/،]\s*(?P<age>[۰-۹]+ ساله)"
            r"(?:\s*[/،؛]\s*(?P<rest>.+))?$",
            note,
        )
        if found and (found["who"] or _TRADE.match(topic)):
            what = f"{found['who']} {topic}" if found["who"] else topic
            return Person(f"{name}، {found['age']}، {what} است.", f"{name}: {found['rest']}" if found["rest"] else "")
    return None
