"""How a piece opens: a lede without a frame, as plain as it has to be to be certain, and a headline that tells it.

In this order: the news in one sentence as somebody wrote it; a first note that is a sentence and the news; a clause of
the topic, its time and its place with the verb that its first noun takes; and a plain sentence on who tells of what.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bumi.brief import Brief, Kind
from bumi.calendar import MONTHS, WEEKDAYS
from bumi.language import content_lemmas, lemma, verb_roots
from bumi.text import flat
from models.planner.assembly import Sentence
from models.planner.attribution import by, quotations
from models.planner.clause import is_news, tells_twice
from models.planner.known import SLOGAN, Known
from models.planner.lists import any_of, words
from models.planner.portrait import person
from models.planner.prompts import Prompt
from models.planner.question import answer
from models.planner.sentences import (
    as_sentence,
    ends_in_verb,
    figured,
    first_clause,
    is_leaning,
    is_order,
    is_sentence,
    is_told_by_us,
    listed,
    segments,
)
from models.planner.setting import day_and_meeting, on_day, shares

__all__ = ["Opening", "covers", "opening"]

_AHEAD = (Kind.EVENT, Kind.NOTICE)
_ADVICE = (Kind.EXPLAINER, Kind.LITERACY)
_PART = re.compile(r"[۰-۹]+ (نفر|تا|مورد|تن)(?!\w)")
_SHORTEST = 4  # words of a sentence that says a figure behind the lede: «۲۶۰ انشعاب وصل شد»
_ROOM = 26  # words of a lede behind which a second sentence still has room
_LONGEST_HEADLINE = 72  # letters: two lines on a card
_POINTS = re.compile(
    r"^(?P<points>[\w\u200c]+ (?:نکته|گام|توصیه|راه|کار|پرسش|اشتباه)[\w\u200c]*) (?P<what>(?:برای|درباره|در) .+)$"
)
_GUIDE = re.compile(r"^راهنمای?\s")
_WHICH = re.compile(r"^(?P<what>[^،]+)، (?P<noun>[^،]*?[\w\u200c]+(?:ی|ای)) که (?P<does>[^،]+)$")
_STILL = re.compile(  # «آسیاب ده که هنوز گندم آرد می‌کند»; «شهر ما که هنوز کسی ندیده» has another subject
    r"^(?P<who>[^،]+?) که (?P<does>(?:هنوز|همچنان) (?!.*(?:کسی|هیچ|مردم|ما |را ))[^،]+)$"
)
_WHO = re.compile(r"^(?P<who>[^،]*?[\w\u200c]+ی) که (?P<does>[^،]+)$")
_WARNING = re.compile(r"^هشدار (?:برای |درباره |نسبت به )?(?!نارنجی|زرد|قرمز|سطح|فوری|جدی)(?P<of>.+)$")
_HAS = re.compile(r"^(?:(?:حالا|اکنون|امسال) )?[۰-۹]+ [^،؛]* (?:دارد|دارند)(?:[،؛.]|$)")
_ON_A_DAY = re.compile(rf"(?<!\w)(?:{'|'.join((*WEEKDAYS, *MONTHS))}|امروز|دیروز)(?!\w)")
_SPAN = re.compile(r"(?:^|\s)(?:از|تا)\s(?!ساعت)")  # of days: no moment at which somebody speaks
_AT_ALL_TIMES = re.compile(r"^(?:هر روز|همه روزه|همه‌روزه|شبانه‌روز)")


@dataclass(frozen=True)
class Opening:
    """The headline and the lede; `told` are the parts that need not be said again, `named` whether the agency is.

    `more` is said behind the lede, and `rest` what parts say beyond what the lede took of them.
    """

    headline: str
    lede: Sentence
    told: frozenset[str]
    named: bool
    more: tuple[Sentence, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)


def opening(brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int) -> Opening:
    """Return how `brief` opens; `parts` are its parts as they are written, `turn` says which of equal ways is taken."""
    teller = _Teller(brief, prompt, parts, turn)
    lede = teller.lede()
    told = {
        id_ for id_, text in parts.items() if id_ != "agency" and id_ not in lede.rests_on and covers(lede.text, text)
    }
    told -= {id_ for id_ in told if id_[0] == "q"}
    lede = replace(lede, rests_on=(*lede.rests_on, *(id_ for id_ in parts if id_ in told)))
    named = flat(parts["agency"]) in flat(lede.text)
    more = teller.more(lede)
    said = frozenset((*lede.rests_on, *(id_ for each in more for id_ in each.rests_on)))
    return Opening(teller.headline(), lede, said, named, more, teller.rest)


def covers(text: str, part: str) -> bool:
    """Whether `text` says all of `part`: each of its words, whatever stands between them."""
    said = re.findall(r"\w+", flat(text))
    return all(word in said for word in re.findall(r"\w+", flat(part)))


class _Teller(Known):
    """Tells one brief: the parts of its lede that are certain, and what can be made of them."""

    def lede(self) -> Sentence:
        """Return the lede, with the parts that it says."""
        if "lede" in self._parts:
            said = Sentence(as_sentence(self._parts["lede"]), ("lede",))
            return self._attributed(said) if self._prompt.attribution.named == "lede" else said
        match self._brief.kind:
            case Kind.STATEMENT:
                return self._stated()
            case Kind.EXPLAINER | Kind.LITERACY:
                return self._advised()
            case Kind.FEATURE:
                return self._portrayed()
            case _:
                return self._reported()

    def more(self, lede: Sentence) -> tuple[Sentence, ...]:
        """Return the first note of a report that has a figure and stands by itself, where the lede has room for it."""
        if self._brief.kind is not Kind.RECAP or self._asks or "lede" in self._parts or len(lede.text.split()) > _ROOM:
            return ()
        found = self._figure()
        return (found,) if found and not set(found.rests_on) & set(lede.rests_on) else ()

    def headline(self) -> str:
        """Return the headline: with a verb where one is known, short enough for a card."""
        topic = self._topic
        for made in self._headlines():
            if len(made) <= _LONGEST_HEADLINE:
                return made
        return topic

    def _headlines(self) -> list[str]:
        topic, brief = self._topic, self._brief
        placed = self._is_placed(topic) or " در " in topic
        at = "" if placed or " که " in topic else f" در {brief.county}"
        if self._is_sentence:
            return [topic]
        if self._clause:
            subject, verb = self._clause
            return [f"{subject}{at} {verb}", f"{subject} {verb}", f"{topic}{at}"]
        if "lede" in self._parts and self._prompt.attribution.named == "lede":
            return [self._parts["lede"].strip().rstrip("."), f"{topic}{at}"]
        if topic.startswith("هشدار "):
            return [f"{topic} صادر شد", topic]
        if brief.kind in (*_AHEAD, Kind.RECAP) and self._notes and self._is_the_news(self._notes[0][1]):
            return [segments(self._notes[0][1])[0], f"{topic}{at}"]
        if brief.kind is Kind.RECAP and (
            figures := [each for _, text in self._notes if (each := figured(text)) and self._is_on_topic(each)]
        ):
            return [*figures, f"{topic}{at}"]
        if topic.split()[0] in words("calls"):
            return [f"{topic} منتشر شد", topic]
        if brief.kind is Kind.STATEMENT:
            firsts = [first_clause(segments(text)[0]) for _, text in self._notes[:2] if segments(text)]
            counted = [f"{topic}{at}", topic, *(each for each in firsts if each)]
            told = [f"{self._agency} از {topic} خبر داد"] if is_news(topic) else [each for each in firsts if each]
            return [*(each for each in counted if re.search("[۰-۹]", each)), *told, f"{topic}{at}"]
        return [topic if brief.kind is Kind.LITERACY else f"{topic}{at}"]

    def _reported(self) -> Sentence:
        """Of what happens, happened or holds: what, when and where, with its verb."""
        if self._is_sentence and not self._clause:
            if self._asks:
                return self._answered()
            if self._wonders:
                return self._who(f"درباره {self._quoted()} اطلاعیه داد")
            if SLOGAN.search(self._topic):
                return self._who(f"یادآوری می‌کند: {self._topic}")
            return self._attributed(Sentence(as_sentence(self._topic), ("topic",)))
        if self._notes and self._is_the_news(self._notes[0][1]):
            return self._first_note()
        if self._clause:
            told = self._told(*self._timed_by_a_note())
            return self._attributed(told) if self._prompt.attribution.named == "lede" else told
        if self._topic.split()[0] in words("calls"):
            return self._who(f"{self._topic} را منتشر کرد")
        if (warning := _WARNING.match(self._topic)) and not tells_twice(self._topic):
            when = on_day(self._when)
            return self._who(
                f"نسبت به {warning['of']} {when} هشدار داد".replace("  ", " "), "", ("when",) if when else ()
            )
        if self._topic.startswith("هشدار ") and not tells_twice(self._topic):
            return self._who(f"{self._topic} صادر کرد")
        if is_news(self._topic):
            return self._who(f"از {self._topic} خبر داد")
        if self._begins_with_sentence() and not is_order(self._notes[0][1]):
            return self._first_note()
        if self._brief.kind is Kind.RECAP:
            if (figure := self._figure()) and self._is_on_topic(figure.text):
                return self._attributed(self._timed(figure))
            return self._who(f"گزارش «{self._topic}» را منتشر کرد")
        return self._who(f"درباره {self._quoted()} اطلاعیه داد")

    def _stated(self) -> Sentence:
        """Of what an agency says: who, when, where, and what."""
        on, meeting, of = self._when, self._where, "where"
        if not on and (found := day_and_meeting(self._parts.get("when", ""))):
            (on, meeting), of = found, "when"
        on = on if _ON_A_DAY.search(on) and not _SPAN.search(on) else ""
        meeting = meeting if re.search(rf"(?<!\w){any_of('meeting')}", meeting) else ""
        at = " ".join(f"{each}،" if "،" in each else each for each in (on_day(on), meeting) if each)
        ids = tuple(dict.fromkeys((*(("when",) if on else ()), *((of,) if meeting else ()))))
        if self._asks:
            return self._answered(at, ids)
        if self._is_sentence and not self._wonders:
            return self._who(f"اعلام کرد: {self._topic}", at, ids)
        if is_news(self._topic):
            return self._who(f"از {self._topic} خبر داد", at, ids)
        if self._begins_with_sentence():
            id_, text = self._notes[0]
            said = self._who(f"اعلام کرد: {as_sentence(text).rstrip('.')}", at, ids, topic=False)
            return replace(said, rests_on=(*said.rests_on, id_))
        return self._who(f"درباره {self._quoted()} توضیح داد", at, ids)

    def _advised(self) -> Sentence:
        """Of what one should know or do, on an agency's word."""
        if self._asks and (self._topic.split()[0] in words("asking") or not self._begins_with_sentence()):
            return self._answered()
        if points := _POINTS.match(self._topic):
            return self._who(f"{points['what']} {points['points']} را یادآوری می‌کند")
        if self._begins_with_sentence():
            return self._first_note()
        first = self._topic.split()[0]
        if first.endswith("ن") and lemma(first) in verb_roots():
            return self._who(f"برای {self._topic}{'،' if ' که ' in self._topic else ''} این نکته‌ها را یادآوری می‌کند")
        if _GUIDE.match(self._topic):
            return self._who(f"{self._topic} را ارائه می‌کند")
        return self._who(f"درباره {self._quoted()} این نکته‌ها را یادآوری می‌کند")

    def _answered(self, at: str = "", ids: tuple[str, ...] = ()) -> Sentence:
        """Of a topic that is a question: that it is answered, and the answer where it is certain."""
        past, question = self._brief.kind is Kind.STATEMENT, self._topic.rstrip("؟ ")
        if found := answer(question, self._notes):
            id_, until, is_all = found
            self.rest |= {} if is_all else {id_: self._parts[id_]}
            return self._who(f"به پرسش «{question}؟» پاسخ داد: {until}", at, (*ids, id_))
        if question.split()[0] in words("asking"):
            return self._who(f"{'توضیح داد' if past else 'توضیح می‌دهد'} {question}", at, ids)
        if self._brief.kind is Kind.NOTICE and self._begins_with_sentence() and self._is_on_topic(self._notes[0][1]):
            return self._first_note()
        return self._who(f"به پرسش «{question}؟» پاسخ {'داد' if past else 'داده است'}", at, ids)

    def _portrayed(self) -> Sentence:
        """Of a place, a trade or people: what it is, or the first of the notes that says so by itself."""
        if (which := _WHICH.match(self._topic)) and ends_in_verb(which["does"]):
            return Sentence(f"{which['what']} {which['noun']} است که {which['does']}.", ("topic",))
        if self._is_sentence and not (self._asks or self._wonders):
            return Sentence(as_sentence(self._topic), ("topic",))
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
        alone = not self._is_sentence and " و " not in self._topic and not shares(self._topic, self._where)
        if lemma(self._topic.split()[0]) in words("places") and alone and self._where:
            if _AT_ALL_TIMES.match(self._when):
                return Sentence(
                    f"{self._topic} {self._place(self._topic, self._where)} {self._when} باز است.",
                    ("topic", "where", "when"),
                )
            return Sentence(f"{self._topic} {self._place(self._topic, self._where)} است.", ("topic", "where"))
        return self._of_a_person() or self._who(f"{self._quoted()} را معرفی می‌کند")

    def _of_a_person(self) -> Sentence | None:
        """Who the portrait is of, as the first note has it, or that person's own words."""
        quotes = self._brief.quotes
        if not self._is_sentence and self._notes and not set("،؛:") & set(self._topic):
            id_, text = self._notes[0]
            if found := person(self._topic, text, (each.speaker for each in quotes)):
                self.rest |= {id_: found.rest} if found.rest else {}
                return Sentence(found.sentence, ("topic", id_))
        return quotations(quotes[:1], self._prompt.attribution)[0] if quotes else None

    def _figure(self) -> Sentence | None:
        """Return the first note that is a sentence with a figure and leans on nothing."""
        counted: set[str] = set()  # what is counted in a fact, of which a later figure may be a part
        for id_, text in self._notes:
            told = listed(text) or text
            fits = is_sentence(told, _SHORTEST) and not (is_leaning(told) or is_order(told) or is_told_by_us(told))
            if fits and re.search("[۰-۹]", told) and not ((part := _PART.match(told)) and part[1] in counted):
                return Sentence(as_sentence(told), (id_,))
            counted.update(_PART.findall(text))
        return None

    def _first_note(self) -> Sentence:
        id_, text = self._notes[0]
        return self._attributed(self._timed(Sentence(as_sentence(text), (id_,))))

    def _attributed(self, told: Sentence) -> Sentence:
        """Return `told` with its source before it, unless it names the agency."""
        if flat(self._agency) in flat(told.text):
            return told
        advice = self._brief.kind in _ADVICE and is_order(told.text)
        return by(self._agency, told, self._prompt.attribution, self._turn, advice)

    def _who(self, does: str, at: str = "", ids: tuple[str, ...] = (), topic: bool = True) -> Sentence:
        agency = f"{self._agency}،" if "،" in self._agency else self._agency
        said = " ".join(filter(None, (agency, at, does)))
        return Sentence(f"{said.rstrip('.')}.", ("agency", *(("topic",) if topic else ()), *ids))
