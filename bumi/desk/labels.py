"""What the forms call their fields, in Persian, and sentences about what is wrong with those names in them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from bumi.brief import Brief
from bumi.desk.brief_form import LABELS
from bumi.planning import CrisisFacts, MessageContent
from bumi.words import Channel, Kind, Urgency

__all__ = ["CRISIS_LABELS", "FORMS", "MESSAGE_LABELS", "in_persian"]

CRISIS_LABELS = {
    "name": "چه بحرانی",
    "what": "چه شده است",
    "where": "کجا",
    "county": "شهرستان",
    "source": "از قول",
    "since": "از چه زمانی",
    "next_update": "اطلاعیه بعدی",
    "until": "اعتبار تا",
    "do": "چه باید کرد",
}
"""What people call the facts of a notice, and the notice itself."""

MESSAGE_LABELS = {
    "title": "عنوان",
    "facts": "نکته‌ها",
    "figures": "رقم‌ها",
    "name": "نام",
    "value": "مقدار",
    "names": "نام‌ها و نوشتنشان",
    "right": "درست",
    "wrong": "نادرست",
    "quotes": "گفته‌ها",
    "speaker": "گوینده",
    "role": "سمت",
    "text": "گفته",
    "intro": "پیش از گفته",
}
"""What people call the parts of a message that all give alike."""

FORMS: Mapping[type[BaseModel], Mapping[str, str]] = MappingProxyType(
    {Brief: LABELS, CrisisFacts: CRISIS_LABELS, MessageContent: MESSAGE_LABELS}
)
"""What people fill in at the desk, and what its fields are called there."""

_NAMED = re.compile(r"«([a-z_]+)?(?:\.?([۰-۹]+))?(?:\.([a-z_]+))?(?:\.([۰-۹]+))?»")
_OFFERED = re.compile(r"(?<=یکی از این‌ها را بنویسید: ).*")
_WORDS = {word.value: word.persian for words in (Kind, Channel, Urgency) for word in words}


def in_persian(sentence: str, labels: Mapping[str, str] = LABELS) -> str:
    """Return a sentence with the names that a form uses: «گفته‌ها ۲ گوینده» for «quotes.2.speaker»."""

    def named(match: re.Match[str]) -> str:
        if not (match[1] or match[3]):
            return match[0]
        parts = (labels.get(match[1] or "", match[1]), match[2], labels.get(match[3] or "", match[3]), match[4])
        return f"«{' '.join(part for part in parts if part)}»"

    told = _NAMED.sub(named, sentence)
    return _OFFERED.sub(lambda offered: re.sub(r"[a-z_]+", lambda it: _WORDS.get(it[0], it[0]), offered[0]), told)
