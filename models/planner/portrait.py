"""Write the lede of a portrait: who or what it is about, without the agency where that is possible."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bumi.models.planner.assembly import PlannedSentence
from bumi.models.planner.headline import HeadlinePlan
from bumi.models.planner.prompts import quotations
from bumi.persian.morphology import content_lemmas, lemma
from bumi.persian.syntax import (
    any_of,
    as_sentence,
    ends_in_verb,
    is_order,
    is_sentence,
    refers_back,
    same_place,
    speaks_as_we,
    word_list,
)

_OWNER = "|".join(sorted(word_list("owners")))
_OF_IT = r"(?:\u200c?اش|ش| آن)"
_TRADE = re.compile(rf"{any_of('only')} [\w\u200c]*{any_of('trades')}")

_WHO_DOES = re.compile(r"^(?P<who>[\w\u200c]+(?: [\w\u200c]+)?ی) که (?P<does>[^،؛]+)$")
_TITLES = r"(?:حاج|حاجی|مش|مشهدی|کربلایی|استاد|اوستا|خانم|آقای|دکتر|مهندس|ننه|بی‌بی|عمو|خاله)[ ‌]"

_WHICH = re.compile(r"^(?P<what>[^،]+)، (?P<noun>[^،]*?[\w\u200c]+(?:ی|ای)) که (?P<does>[^،]+)$")
_STILL = re.compile(  # «آسیاب ده که هنوز گندم آرد می‌کند»; «شهر ما که هنوز کسی ندیده» has another subject
    r"^(?P<who>[^،]+?) که (?P<does>(?:هنوز|همچنان) (?!.*(?:کسی|هیچ|مردم|ما |را ))[^،]+)$"
)
_WHO = re.compile(r"^(?P<who>[^،؛]*?[\w\u200c]+ی) که (?P<does>[^،؛]+)$")
_HAS = re.compile(r"^(?:(?:حالا|اکنون|امسال) )?[۰-۹]+ [^،؛]* (?:دارد|دارند)(?:[،؛.]|$)")
_HE = re.compile(r"(?<!\w)او(?!\w)")
_AT_ALL_TIMES = re.compile(r"^(?:هر روز|همه روزه|همه‌روزه|شبانه‌روز)")


class Person(NamedTuple):
    """The sentence that introduces a person, and the rest of the note, empty where there is none."""

    sentence: str
    rest: str


def person(topic: str, note: str, speakers: Iterable[str]) -> Person | None:
    """Return the person whom `note` introduces: «صاحبش یاسر کوهی / ۳۱ ساله / ...».

    Only for a speaker of the brief, with full name and age. The role may be missing where the topic names a trade of
    one person, «آخرین نمدمال بازار», or of what somebody does: «مردی که ساعت می‌سازد».
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
        if does and not found["who"] and does["who"].split()[0] in word_list("somebody") and ends_in_verb(does["does"]):
            return Person(f"{found['name']}، {found['age']}، {does['does']}.", rest)
        if found["who"] or _TRADE.match(topic):
            what = f"{found['who']} {topic}" if found["who"] else topic
            return Person(f"{found['name']}، {found['age']}، {what} است.", rest)
    return None


class PortraitPlan(HeadlinePlan):
    """The lede of a portrait."""

    def _portrayed(self) -> PlannedSentence:
        """Return the lede about a place, a trade or people: what it is, or the first note that says so alone."""
        if (which := _WHICH.match(self._topic)) and ends_in_verb(which["does"]):
            return PlannedSentence(f"{which['what']} {which['noun']} است که {which['does']}.", ("topic",))
        if self._is_sentence and not (self._asks or self._wonders):
            return PlannedSentence(as_sentence(self._by_name(self._topic)), ("topic",))
        if found := self._person():
            return found
        if (still := _STILL.match(self._topic)) and ends_in_verb(still["does"]) and not speaks_as_we(self._topic):
            return PlannedSentence(f"{still['who']} {still['does']}.", ("topic",))
        if (who := _WHO.match(self._topic)) and ends_in_verb(who["does"]):
            place = f"{self._place(self._topic, self._where).rstrip('،')}، " if self._where else ""
            ids = ("topic", "where") if place else ("topic",)
            return PlannedSentence(f"{place}{who['who']} {who['does']}.", ids)
        named, this = content_lemmas(self._topic), f"این {self._topic.split()[0]} "
        for id_, text in self._notes[:3]:
            if is_sentence(text) and text.startswith(this) and not self._is_sentence:
                return PlannedSentence(as_sentence(f"{self._topic} {text.removeprefix(this)}"), ("topic", id_))
            if is_sentence(text) and not refers_back(text) and not is_order(text) and content_lemmas(text) & named:
                return PlannedSentence(as_sentence(text), (id_,))
            if is_sentence(text) and "،" not in self._topic and _HAS.match(text):
                return PlannedSentence(as_sentence(f"{self._topic} {text}"), ("topic", id_))
        alone = (
            not self._is_sentence
            and not re.search(" (?:و|در) |؛", self._topic)
            and not same_place(self._topic, self._where)
        )
        if lemma(self._topic.split()[0]) in word_list("places") and alone and self._where:
            if _AT_ALL_TIMES.match(self._when):
                return PlannedSentence(
                    f"{self._topic} {self._place(self._topic, self._where)} {self._when} باز است.",
                    ("topic", "where", "when"),
                )
            return PlannedSentence(f"{self._topic} {self._place(self._topic, self._where)} است.", ("topic", "where"))
        if " که " in self._topic and alone and self._where and not set("؛:") & set(self._topic):
            place = self._place(self._topic, self._where)
            return PlannedSentence(f"{self._topic}، {place} قرار دارد.", ("topic", "where"))
        if self._brief.quotes:
            return quotations(self._brief.quotes[:1], self._prompt.attribution)[0]
        return self._who(f"{self._quoted()} را معرفی می‌کند")

    def _person(self) -> PlannedSentence | None:
        """Return the person of the portrait, as the first note introduces him or her."""
        if self._is_sentence or not self._notes or set("،؛:") & set(self._topic):
            return None
        id_, text = self._notes[0]
        if found := person(self._topic, text, (each.speaker for each in self._brief.quotes)):
            self.rest |= {id_: found.rest} if found.rest else {}
            return PlannedSentence(found.sentence, ("topic", id_))
        return None

    def _by_name(self, topic: str) -> str:
        """Return a topic with the name of the only speaker in place of «او»."""
        speakers = {each.speaker for each in self._brief.quotes}
        if len(speakers) != 1 or not self._notes or not self._notes[0][1].startswith(name := speakers.pop()):
            return topic
        return _HE.sub(name, topic, 1)
