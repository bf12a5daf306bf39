"""The lede of a portrait: who or what it is of, or its first words; the agency stays in the background."""

import re

from bumi.models.planner.assembly import Sentence
from bumi.models.planner.attribution import quotations
from bumi.models.planner.heading import Headed
from bumi.models.planner.lists import words
from bumi.models.planner.portrait import person
from bumi.models.planner.sentences import as_sentence, ends_in_verb, is_leaning, is_order, is_sentence, is_told_by_us
from bumi.models.planner.setting import shares
from bumi.persian.morphology import content_lemmas, lemma

__all__ = ["Portrayed"]

_WHICH = re.compile(r"^(?P<what>[^،]+)، (?P<noun>[^،]*?[\w\u200c]+(?:ی|ای)) که (?P<does>[^،]+)$")
_STILL = re.compile(  # «آسیاب ده که هنوز گندم آرد می‌کند»; «شهر ما که هنوز کسی ندیده» has another subject
    r"^(?P<who>[^،]+?) که (?P<does>(?:هنوز|همچنان) (?!.*(?:کسی|هیچ|مردم|ما |را ))[^،]+)$"
)
_WHO = re.compile(r"^(?P<who>[^،؛]*?[\w\u200c]+ی) که (?P<does>[^،؛]+)$")
_HAS = re.compile(r"^(?:(?:حالا|اکنون|امسال) )?[۰-۹]+ [^،؛]* (?:دارد|دارند)(?:[،؛.]|$)")
_HE = re.compile(r"(?<!\w)او(?!\w)")
_AT_ALL_TIMES = re.compile(r"^(?:هر روز|همه روزه|همه‌روزه|شبانه‌روز)")


class Portrayed(Headed):
    """Knows how a portrait opens."""

    def _portrayed(self) -> Sentence:
        """Of a place, a trade or people: what it is, or the first of the notes that says so by itself."""
        if (which := _WHICH.match(self._topic)) and ends_in_verb(which["does"]):
            return Sentence(f"{which['what']} {which['noun']} است که {which['does']}.", ("topic",))
        if self._is_sentence and not (self._asks or self._wonders):
            return Sentence(as_sentence(self._by_name(self._topic)), ("topic",))
        if found := self._person():
            return found
        if (still := _STILL.match(self._topic)) and ends_in_verb(still["does"]) and not is_told_by_us(self._topic):
            return Sentence(f"{still['who']} {still['does']}.", ("topic",))
        if (who := _WHO.match(self._topic)) and ends_in_verb(who["does"]):
            place = f"{self._place(self._topic, self._where).rstrip('،')}، " if self._where else ""
            ids = ("topic", "where") if place else ("topic",)
            return Sentence(f"{place}{who['who']} {who['does']}.", ids)
        named, this = content_lemmas(self._topic), f"این {self._topic.split()[0]} "
        for id_, text in self._notes[:3]:
            if is_sentence(text) and text.startswith(this) and not self._is_sentence:
                return Sentence(as_sentence(f"{self._topic} {text.removeprefix(this)}"), ("topic", id_))
            if is_sentence(text) and not is_leaning(text) and not is_order(text) and content_lemmas(text) & named:
                return Sentence(as_sentence(text), (id_,))
            if is_sentence(text) and "،" not in self._topic and _HAS.match(text):
                return Sentence(as_sentence(f"{self._topic} {text}"), ("topic", id_))
        alone = (
            not self._is_sentence
            and not re.search(" (?:و|در) |؛", self._topic)
            and not shares(self._topic, self._where)
        )
        if lemma(self._topic.split()[0]) in words("places") and alone and self._where:
            if _AT_ALL_TIMES.match(self._when):
                return Sentence(
                    f"{self._topic} {self._place(self._topic, self._where)} {self._when} باز است.",
                    ("topic", "where", "when"),
                )
            return Sentence(f"{self._topic} {self._place(self._topic, self._where)} است.", ("topic", "where"))
        if " که " in self._topic and alone and self._where and not set("؛:") & set(self._topic):
            place = self._place(self._topic, self._where)
            return Sentence(f"{self._topic}، {place} قرار دارد.", ("topic", "where"))
        if self._brief.quotes:
            return quotations(self._brief.quotes[:1], self._prompt.attribution)[0]
        return self._who(f"{self._quoted()} را معرفی می‌کند")

    def _person(self) -> Sentence | None:
        """Who the portrait is of, as the first note has it."""
        if self._is_sentence or not self._notes or set("،؛:") & set(self._topic):
            return None
        id_, text = self._notes[0]
        if found := person(self._topic, text, (each.speaker for each in self._brief.quotes)):
            self.rest |= {id_: found.rest} if found.rest else {}
            return Sentence(found.sentence, ("topic", id_))
        return None

    def _by_name(self, topic: str) -> str:
        """Return a topic with the name of the one who speaks in the place of «او»: nobody was named before it."""
        speakers = {each.speaker for each in self._brief.quotes}
        if len(speakers) != 1 or not self._notes or not self._notes[0][1].startswith(name := speakers.pop()):
            return topic
        return _HE.sub(name, topic, 1)
