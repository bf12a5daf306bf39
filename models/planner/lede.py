"""Write the lede of a brief: the news in one plain sentence, by rules that are certain.

In this order: the lede that somebody wrote; a topic that is a sentence, or a first note that is one and the news; a
clause of topic, time and place with the verb that the first noun takes; else who announces what, when and where. A
warning says what it is about, where, and what to do; a question is followed by its answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bumi.brief import Brief, Kind
from bumi.models.planner.assembly import PlannedSentence
from bumi.models.planner.facts import tidy
from bumi.models.planner.known import answer
from bumi.models.planner.portrait import PortraitPlan
from bumi.models.planner.prompts import Prompt, by, quotations
from bumi.persian.syntax import (
    any_of,
    as_sentence,
    day_and_meeting,
    first_clause,
    has_second_action,
    has_verb,
    is_infinitive,
    is_order,
    is_sentence,
    is_slogan,
    joined_clauses,
    names_action,
    names_day,
    on_day,
    refers_back,
    same_place,
    says_we_should,
    segments,
    speaks_as_we,
    word_list,
)
from bumi.persian.text import flat
from bumi.words import Urgency

_PART = re.compile(r"[۰-۹]+ (نفر|تا|مورد|تن)(?!\w)")
_SHORTEST = 4  # words of a sentence that says a figure behind the lede: «۲۶۰ انشعاب وصل شد»
_ROOM = 26  # words of a lede behind which a second sentence still has room
_FIRST = 2  # notes that may hold the figure of a report; a later one is of a setback as often as of the news
_POINTS = re.compile(
    r"^(?P<points>[\w\u200c]+ (?:نکته|گام|توصیه|راه|کار|پرسش|اشتباه)[\w\u200c]*) (?P<what>(?:برای|درباره|در) .+)$"
)
_GUIDE = re.compile(r"^راهنمای?\s")
_WARNING = re.compile(r"^هشدار (?:برای |درباره |نسبت به )?(?!نارنجی|زرد|قرمز|سطح|فوری|جدی)(?P<of>.+)$")
_TO_DO = re.compile(r"^(?P<what>[^،؛:]+)\s*[،؛:]\s*(?P<order>[^؛:]+)$")
_AMOUNT = re.compile(r"^(?P<label>[^:؛،0-9۰-۹]{3,25}): (?P<amount>[۰-۹][^،؛(:]*? (?:تومان|ریال|درصد))(?= \(|[،؛]|$)")
_OFFICIAL = re.compile(
    r"(?<!\w)(?:رئیس|مدیر\w*|معاون|سخنگو\w*|مسئول|فرماندار|شهردار|بخشدار|دهیار|دبیر|سرپرست|مدیرعامل|فرمانده)(?!\w)"
)
_LEAST_OF_NOTE = 3  # words that say something: «عینک» is in many a lede
_LIGHT = frozenset(("در", "و", "را", "که", "این", "آن", "هم", "نیز"))
_SPAN = re.compile(r"(?:^|\s)(?:از|تا)\s(?!ساعت)")  # of days: no moment at which somebody speaks


@dataclass(frozen=True)
class Opening:
    """The headline and the lede; `told` are the ids of parts already said, `named` says whether the agency is named.

    `more` are sentences behind the lede, and `rest` is, by part, what the lede did not take of it.
    """

    headline: str
    lede: PlannedSentence
    told: frozenset[str]
    named: bool
    more: tuple[PlannedSentence, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)


def opening_of(brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int) -> Opening:
    """Return the opening of `brief`; `parts` are its parts as written, `turn` chooses among equal wordings."""
    teller = _LedePlan(brief, prompt, parts, turn)
    lede = teller.lede()
    # A note that the lede says is not said again, though somebody said it as another sentence.
    typed = {f"n{at}": note for at, note in enumerate(brief.notes, 1) if len(note.split()) >= _LEAST_OF_NOTE}
    told = {
        id_
        for id_, text in parts.items()
        if id_ != "agency"
        and id_ not in lede.rests_on
        and (covers(lede.text, text) or ("lede" in parts and covers(lede.text, typed.get(id_, text))))
    }
    told -= {id_ for id_ in told if id_[0] == "q"}
    lede = replace(lede, rests_on=(*lede.rests_on, *(id_ for id_ in parts if id_ in told)))
    named = flat(parts["agency"]) in flat(lede.text)
    more = teller.more(lede)
    said = frozenset((*lede.rests_on, *(id_ for each in more for id_ in each.rests_on)))
    return Opening(teller.headline(), lede, said, named, more, teller.rest)


def covers(text: str, part: str) -> bool:
    """Whether `text` has each word of `part` but the lightest, in any place: it says nothing more."""
    said = re.findall(r"\w+", flat(text))
    return all(word in said for word in re.findall(r"\w+", flat(part)) if word not in _LIGHT)


class _LedePlan(PortraitPlan):
    """The lede of one brief, by kind."""

    def lede(self) -> PlannedSentence:
        """Return the lede, with the ids of the parts that it says."""
        if "lede" in self._parts:
            said = PlannedSentence(as_sentence(self._parts["lede"]), ("lede",))
            return self._attributed(said) if self._prompt.attribution.named == "lede" else said
        if self._brief.kind is Kind.NOTICE and self._brief.urgency is not Urgency.NORMAL and not self._asks:
            return self._warned()
        match self._brief.kind:
            case Kind.STATEMENT:
                return self._stated()
            case Kind.EXPLAINER | Kind.LITERACY:
                return self._advised()
            case Kind.FEATURE:
                return self._portrayed()
            case _:
                return self._reported()

    def more(self, lede: PlannedSentence) -> tuple[PlannedSentence, ...]:
        """Return the first note of a report with a figure that needs no context, where the lede has room for it."""
        if self._brief.kind is not Kind.RECAP or self._asks or "lede" in self._parts or len(lede.text.split()) > _ROOM:
            return ()
        found = self._figure()
        return (found,) if found and not set(found.rests_on) & set(lede.rests_on) else ()

    def _warned(self) -> PlannedSentence:
        """Return the lede of a warning: what it is about, when and where, and what to do, where the topic says that."""
        topic = self._topic
        if (told := _TO_DO.match(topic)) and is_order(told["order"]) and not has_verb(told["what"]):
            at, ids = self._at(told["what"])
            return self._who(f"درباره {told['what']}{at} هشدار داد: {told['order'].strip()}", ids=ids)
        if _WARNING.match(topic) or topic.startswith("هشدار ") or topic.split()[0] in word_list("calls"):
            return self._reported()
        if self._is_sentence and not self._clause:
            if is_slogan(topic) or is_order(topic):
                return self._who(f"هشدار داد: {topic}")
            return self._reported()
        if self._clause:
            return self._reported()
        return self._of_what()

    def _reported(self) -> PlannedSentence:
        """Return the lede of an event, report or notice: what, when and where, with its verb."""
        if self._is_sentence and not self._clause:
            if self._asks or self._wonders:
                return self._answered()
            if is_slogan(self._topic):
                return self._who(f"یادآوری می‌کند: {self._topic}")
            told = PlannedSentence(as_sentence(self._topic), ("topic",))
            lasting = not {"تا", "الی"}.isdisjoint(self._when.split())
            return self._attributed(told if lasting else self._timed(told))
        if self._notes and self._is_the_news(self._notes[0][1]):
            return self._first_note()
        if self._clause:
            told = self._told(*self._timed_by_a_note())
            return self._attributed(told) if self._prompt.attribution.named == "lede" else told
        if self._topic.split()[0] in word_list("calls"):
            return self._who(f"{self._topic} را منتشر کرد")
        if (warning := _WARNING.match(self._topic)) and not has_second_action(self._topic):
            when = on_day(self._when)
            return self._who(
                f"نسبت به {warning['of']} {when} هشدار داد".replace("  ", " "), "", ("when",) if when else ()
            )
        if self._topic.startswith("هشدار ") and not has_second_action(self._topic):
            return self._who(f"{self._topic} صادر کرد")
        if names_action(self._topic):  # of a notice the time may be another: «لغو برنامه‌های پنجشنبه»
            recap = self._brief.kind is Kind.RECAP
            return self._of_what() if recap else self._who(f"از {self._topic} خبر داد")
        if self._begins_with_sentence() and not is_order(self._notes[0][1]):
            return self._first_note()
        if self._brief.kind is Kind.RECAP and (figure := self._figure()) and self._is_on_topic(figure.text):
            return self._attributed(self._timed(figure))
        return self._of_what()

    def _of_what(self) -> PlannedSentence:
        """Return the sentence that the agency announces the topic, with time and place."""
        what = self._topic.partition("؛")[0].strip()
        at, ids = self._at(what)
        return self._who(f"از {what}{at} خبر داد", ids=ids)

    def _at(self, what: str) -> tuple[str, tuple[str, ...]]:
        """Return the time and place phrases behind `what`, and the ids of their parts.

        A place that repeats `what`, or that reaches from one place to another, is left out.
        """
        when = on_day(self._when)
        unplaced = not self._where or " تا " in self._where or " در " in f" {what}" or same_place(what, self._where)
        where = "" if unplaced else self._place(what, self._where)
        said = [f"{each.rstrip('،')}،" if "،" in each else each for each in (when, where) if each]
        ids = (*(("when",) if when else ()), *(("where",) if where else ()))
        return "".join(f" {each}" for each in said), ids

    def _stated(self) -> PlannedSentence:
        """Return the lede of a statement: who says, when, where, and what."""
        on, meeting, of = self._when, self._where, "where"
        if not on and (found := day_and_meeting(self._parts.get("when", ""))):
            (on, meeting), of = found, "when"
        on = on if names_day(on) and not _SPAN.search(on) else ""
        meeting = meeting if re.search(rf"(?<!\w){any_of('meeting')}", meeting) else ""
        at = " ".join(f"{each}،" if "،" in each else each for each in (on_day(on), meeting) if each)
        ids = tuple(dict.fromkeys((*(("when",) if on else ()), *((of,) if meeting else ()))))
        if self._asks:
            return self._answered(at, ids)
        if self._is_sentence and not self._wonders:
            return self._who(f"اعلام کرد: {self._topic}", at, ids)
        if names_action(self._topic):
            return self._who(f"از {self._topic} خبر داد", at, ids)
        if self._begins_with_sentence():
            id_, text = self._notes[0]
            said = self._who(f"اعلام کرد: {as_sentence(text).rstrip('.')}", at, ids, topic=False)
            return replace(said, rests_on=(*said.rests_on, id_))
        for id_, text in self._notes[:_FIRST]:
            if clause := first_clause((segments(text) or [""])[0]):
                self.rest |= {} if clause == text.strip(" .") else {id_: text}
                return self._who(f"اعلام کرد: {clause}", at, (*ids, id_))
        if quoted := self._quoted_lede(f"درباره {self._quoted()} "):
            return quoted
        return self._who(f"درباره {self._quoted()} توضیح داد", at, ids)

    def _quoted_lede(self, of: str = "") -> PlannedSentence | None:
        """Return the first quotation of a statement, where an official of its agency says it; `of` names the topic."""
        if not self._brief.quotes:
            return None
        first = self._brief.quotes[0]
        office, at = self._agency.split()[0], first.role.split()
        attribution = self._prompt.attribution
        if not _OFFICIAL.search(first.role):
            return None
        within = flat(self._agency) in flat(first.role)
        if not within and office in at[-1:]:  # «رئیس اتحادیه» of «اتحادیه دامداران بردسیر»
            within = True
            first = first.model_copy(update={"role": " ".join([*at[:-1], self._agency])})
        said = quotations([first], attribution)[0]
        said = replace(said, text=said.text.replace("گفت: «", f"{of}گفت: «", 1))
        ids = ("topic",) if of else ()
        told = replace(said, rests_on=("agency", *ids, *said.rests_on))
        return told if within else replace(by(self._agency, said, attribution, self._turn), rests_on=told.rests_on)

    def _advised(self) -> PlannedSentence:
        """Return the lede of advice: what to know or do, on the agency's word."""
        if self._asks and (self._topic.split()[0] in word_list("asking") or not self._begins_with_sentence()):
            return self._answered()
        if points := _POINTS.match(self._topic):
            return self._who(f"{points['what']} {points['points']} را یادآوری می‌کند")
        if self._begins_with_sentence():
            return self._first_note()
        if is_infinitive(self._topic.split()[0]):
            return self._who(f"برای {self._topic}{'،' if ' که ' in self._topic else ''} این نکته‌ها را یادآوری می‌کند")
        if _GUIDE.match(self._topic):
            return self._who(f"{self._topic} را ارائه می‌کند")
        if self._is_sentence and says_we_should(self._topic):
            return self._who(f"برای آنکه {self._topic}، این نکته‌ها را یادآوری می‌کند")
        if self._wonders:
            return self._answered()
        what = self._quoted() if self._is_sentence else self._topic.partition("؛")[0].strip()
        return self._who(f"درباره {what} این نکته‌ها را یادآوری می‌کند")

    def _answered(self, at: str = "", ids: tuple[str, ...] = ()) -> PlannedSentence:
        """Return the lede of a question: with its answer where one is certain, else with who answers it."""
        past, question = self._brief.kind is Kind.STATEMENT, self._topic.rstrip("؟ ")
        asked = f"{question}؟"
        if found := answer(question, self._notes):
            id_, until, is_all = found
            self.rest |= {} if is_all else {id_: self._parts[id_]}
            return self._asking(asked, self._who(f"اعلام کرد: {until}", at, (*ids, id_)))
        if self._asks and question.split()[0] in word_list("asking"):
            return self._who(f"{'توضیح داد' if past else 'توضیح می‌دهد'} {question}", at, ids)
        if self._brief.kind is Kind.NOTICE and self._begins_with_sentence() and self._is_on_topic(self._notes[0][1]):
            return self._first_note()
        if not past:
            return self._asking(asked, self._who("این نکته‌ها را یادآوری می‌کند", at, ids))
        for id_, note in self._notes[:1]:
            if amount := _AMOUNT.match(tidy(note)):
                self.rest[id_] = note
                told = self._who(f"{amount['label']} را {amount['amount']} اعلام کرد", at, (*ids, id_))
                return self._asking(asked, told)
        return self._asking(asked, self._quoted_lede() or self._who("در این باره توضیح داد", at, ids))

    def _asking(self, question: str, told: PlannedSentence) -> PlannedSentence:
        return PlannedSentence(f"{question} {told.text}", tuple(dict.fromkeys((*told.rests_on, "topic"))))

    def _figure(self) -> PlannedSentence | None:
        """Return the first note of a report that is a sentence with a figure and needs no context."""
        counted: set[str] = set()  # what is counted in a fact, of which a later figure may be a part
        for id_, text in self._notes[:_FIRST]:
            told = joined_clauses(text) or text
            fits = is_sentence(told, _SHORTEST) and not (refers_back(told) or is_order(told) or speaks_as_we(told))
            if fits and re.search("[۰-۹]", told) and not ((part := _PART.match(told)) and part[1] in counted):
                return PlannedSentence(as_sentence(told), (id_,))
            counted.update(_PART.findall(text))
        return None

    def _first_note(self) -> PlannedSentence:
        id_, text = self._notes[0]
        return self._attributed(self._timed(PlannedSentence(as_sentence(text), (id_,))))
