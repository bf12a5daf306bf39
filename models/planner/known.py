"""Derive the certain facts of a brief: its topic as a clause or question, its time and place as phrases, its notes."""

import re
from collections.abc import Iterable, Mapping

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief, Kind
from bumi.models.planner.assembly import PlannedSentence
from bumi.models.planner.facts import label_of, tidy
from bumi.models.planner.prompts import Prompt, by, names_place
from bumi.persian.calendar import now, tehran_day
from bumi.persian.dates import days
from bumi.persian.morphology import content_lemmas
from bumi.persian.syntax import (
    ActionClause,
    as_clause,
    as_held,
    as_place,
    as_time,
    ends_in_verb,
    has_second_action,
    has_verb,
    has_wish,
    is_order,
    is_sentence,
    is_slogan,
    is_span,
    month_of,
    names_action,
    names_time,
    on_day,
    refers_back,
    same_place,
    segments,
    speaks_as_we,
    without_place,
    without_stage,
    word_list,
)
from bumi.persian.text import flat
from bumi.province import bare, province
from bumi.words import ADVICE, AHEAD, TIMELY, Urgency

_DEADLINE = "مهلت"
_UNTIL_WHEN = re.compile(r"(?<!\w)تا (?:کی|چه (?:زمانی|تاریخی|روزی|وقتی|ساعتی)|چند)(?!\w)")

_HELD = (Kind.EVENT, Kind.RECAP)  # of what is held, and may be named by a slogan
_HALF_A_YEAR = 6  # months
_NEWS = 0.6  # of the topic's words, that a note has which tells the news
_CUT = re.compile(  # «پنجشنبه ۱۷ دی، ۹ تا ۱۳ (داوری از ۱۱)»; what a preposition begins is of the time itself
    r"^(?P<time>.+\S)(?:\s*\((?P<inside>[^()]+)\)|\s*[،؛]\s+"
    r"(?P<behind>(?!\s|از |تا |به |با |در |بجز |جز |غیر |مگر |اگر |و )[^،؛]+))$"
)
_REACHED = re.compile(r"^(.+) رسید (?:به )?دست ([^،؛:]+)$")  # spoken order
_TOLD_BEFORE = re.compile(r" (?:رسید به|رفت به|رفتند به|آمدند به|شدند|افتادند) ")  # spoken order
_TITLED = re.compile(r"^(?P<name>[^؛:]+)؛\s*(?P<what>[^؛:]+)$")


def is_question(topic: str) -> bool:
    """Whether `topic` is a question, with a question mark or without.

    «پول اشتباه رفت؟» is a condition of the advice and no question.
    """
    said, marked = topic.rstrip("؟ ").split(), topic.rstrip().endswith("؟")
    within = word_list("asking_within") | (word_list("asking") if marked else frozenset())
    asks = said[0] in word_list("asking") or not within.isdisjoint(said[1:]) or (marked and "یا" in said)
    return asks and (marked or ends_in_verb(topic) or (said[0] in word_list("asking") and has_verb(topic)))


def answer(question: str, notes: Iterable[tuple[str, str]]) -> tuple[str, str, bool] | None:
    """Return (id, answer, whether it is the whole note) of the note that answers a question about a deadline.

    «مهلت تا ۳۰ بهمن است» answers «تا کی ...». None where `question` asks something else, or no note answers it.
    """
    if not _UNTIL_WHEN.search(question):
        return None
    for id_, note in notes:
        text = tidy(note)
        when, *more = re.split("[،؛]", text.removeprefix(_DEADLINE).lstrip(": "))
        if text.startswith(_DEADLINE) and label_of(note) == _DEADLINE and when.startswith("تا ") and as_time(when):
            return id_, f"{_DEADLINE} {as_time(when)} است", not more
    return None


class KnownBrief:
    """One brief, and the sentences that can be made of its certain parts."""

    def __init__(self, brief: Brief, prompt: Prompt, parts: Mapping[str, str], turn: int) -> None:
        self._brief, self._prompt, self._parts, self._turn = brief, prompt, parts, turn
        self._agency = parts["agency"]
        self._topic = self._named_in_full(_REACHED.sub(r"\1 به دست \2 رسید", parts["topic"].rstrip(".")))
        self.rest: dict[str, str] = {}
        self._when, self._where = self._time(), as_place(parts.get("where", ""))
        self._notes = [(id_, text) for id_, text in parts.items() if id_[0] == "n" and id_[1:].isdigit()]
        self._asks = is_question(self._topic)
        self._wonders = not self._asks and self._topic.endswith("؟")
        self._is_sentence = self._asks or self._wonders or _is_told(self._topic)
        self._clause = None if self._is_sentence else self._as_clause()
        slogan = self._is_sentence and brief.kind in _HELD and is_slogan(self._topic)
        if slogan or ((self._asks or self._wonders) and brief.kind is Kind.EVENT):
            self._clause = ActionClause(
                f"برنامه «{self._topic}»", "برگزار می‌شود" if brief.kind in AHEAD else "برگزار شد"
            )

    def _time(self) -> str:
        """Return the time as a phrase; other words of the field go to `rest`, for the facts."""
        when = self._parts.get("when", "")
        if (time := as_time(when)) or not (cut := _CUT.match(when)) or not (time := as_time(cut["time"])):
            return time
        rest = (cut["inside"] or cut["behind"]).strip()
        if has_verb(rest):
            return ""
        self.rest["when"] = rest
        return time

    def _timed(self, told: PlannedSentence) -> PlannedSentence:
        """Return the first note with the time and the place of the brief, where it is the news and has none.

        They stand behind the topic that it begins with, or before all of it; in a notice or an event only of what is to
        come.
        """
        when, text = on_day(self._when), told.text
        fits = text.endswith(("می‌شود.", "می‌شوند.")) if self._brief.kind in AHEAD else self._brief.kind is Kind.RECAP
        if not when or not fits or len(segments(text)) > 1 or names_time(text):
            return told
        behind = text.removeprefix(f"{self._topic} ")
        ids = (*told.rests_on, "when")
        if behind == text:
            return PlannedSentence(f"{when}، {text}", ids)
        place = "" if not self._where or " در " in f" {text}" else self._place(self._topic, self._where)
        ids += ("topic", "where") if place else ("topic",)
        return PlannedSentence(
            " ".join(f"{self._topic} {f'{when}،' if '،' in when else when} {place} {behind}".split()), ids
        )

    def _attributed(self, told: PlannedSentence) -> PlannedSentence:
        """Return `told` with its source before it, unless it names the agency."""
        if flat(self._agency) in flat(told.text):
            return told
        advice = self._brief.kind in ADVICE and is_order(told.text)
        return by(self._agency, told, self._prompt.attribution, self._turn, advice)

    def _who(self, does: str, at: str = "", ids: tuple[str, ...] = (), topic: bool = True) -> PlannedSentence:
        agency = f"{self._agency}،" if "،" in self._agency else self._agency
        said = " ".join(filter(None, (agency, at, does)))
        return PlannedSentence(f"{said.rstrip('.')}.", ("agency", *(("topic",) if topic else ()), *ids))

    def _quoted(self) -> str:
        told = self._is_sentence or (has_verb(self._topic) and " که " not in self._topic) or "؛" in self._topic
        told = told or self._topic.endswith(" شده")  # «آب نصف شده» may be a sentence
        return f"«{self._topic}»" if told else self._topic

    def _begins_with_sentence(self) -> bool:
        """Whether the first note is a sentence that stands by itself."""
        first = self._notes[0][1] if self._notes else ""
        ours = self._brief.kind not in ADVICE and speaks_as_we(first)
        return is_sentence(first) and not (refers_back(first) or ours or (has_wish(first) and not is_order(first)))

    def _is_on_topic(self, note: str) -> bool:
        return bool(content_lemmas(self._topic) & content_lemmas(note)) and not is_order(note)

    def _is_the_news(self, note: str) -> bool:
        """Whether a note is a sentence that says most of what the topic does."""
        named = content_lemmas(self._topic)
        fits = is_sentence(note) and not (is_order(note) or refers_back(note) or speaks_as_we(note))
        return fits and len(named & content_lemmas(note)) >= _NEWS * len(named)

    def _as_clause(self) -> ActionClause | None:
        """Return the topic as a clause, where it names an action or event and its words can be reordered; else None."""
        ahead, topic = self._brief.kind in AHEAD, self._topic
        if self._brief.kind not in TIMELY:
            return None
        ahead = ahead and not (topic.split()[0] in word_list("broken_off") and self._has_begun())
        if (titled := _TITLED.match(topic)) and (found := as_held(titled["what"], ahead)):
            return ActionClause(f"{titled['what']} «{titled['name']}»", found.verb)
        if found := as_held(topic, ahead) or as_clause(topic, self._when, ahead):
            return found
        rest = without_stage(topic)
        if is_span(self._when) and rest and (found := as_held(rest, ahead)):
            return found
        if self._brief.kind is Kind.EVENT and not names_action(topic) and ":" not in topic:
            return ActionClause(f"برنامه «{topic}»" if "؛" in topic else topic, "برگزار می‌شود")
        events = self._brief.kind is Kind.EVENT and not without_stage(topic)
        if (events or topic.split()[0] in word_list("done")) and not has_second_action(topic) and ":" not in topic:
            return ActionClause(topic, "انجام می‌شود" if ahead else "انجام شد")
        return None

    def _has_begun(self) -> bool:
        """Whether the first day of a crisis notice is today or past."""
        if self._brief.kind is not Kind.NOTICE or self._brief.urgency is not Urgency.CRISIS:
            return False
        today = JalaliDate(tehran_day(self._brief.publish_at or now()))
        first = next((min(day.written_keys) for day in days(self._parts.get("when", ""))), None)
        if first is None:
            return False
        months = (today.month - first[0]) % 12  # since that day; the year stands nowhere
        return first[1] <= today.day if months == 0 else months <= _HALF_A_YEAR

    def _timed_by_a_note(self) -> tuple[ActionClause, str, str, list[str]]:
        """Return the clause of the topic, its time and place in words, and the parts that say these.

        Where the topic serves another event, its own time and place stand in a note or the call: «ثبت‌نام از ۱ تا
        ۷ اسفند در دبیرخانه» is of the registration, and the brief's own time is that of the fair.
        """
        assert self._clause
        clause, head = self._clause, self._clause.subject.split()[0]
        if head not in word_list("for_another") or not self._topic.startswith(head):
            return clause, self._when, self._where, ["when", "where"]
        for id_ in ("call", *(id_ for id_, _ in self._notes)):
            before, _, rest = self._parts.get(id_, "").partition(f"{head} ")
            if rest and not before:
                when, at, place = rest.partition(" در ")
                if as_time(when) and (not at or as_place(place)):
                    return clause, as_time(when), as_place(place) if at else "", [id_, id_]
        return clause, "", "", []

    def _told(self, clause: ActionClause, when: str, where: str, rests: list[str]) -> PlannedSentence:
        """Return the sentence of a clause: subject, time, place and verb, the place once."""
        subject, ids = clause.subject, ["topic"]
        placed = without_place(subject, self._brief.county) if where else subject
        inside = " در " in f" {placed}"
        untold = inside or (self._clause and not rests) or (where and (same_place(placed, where) or " تا " in where))
        place = "" if untold else self._place(placed, where)
        subject, when = placed if place else subject, when if subject.startswith("روز ") else on_day(when)
        ids += [rests[0]] if when else []
        if month_of(when) in subject.split():
            when = ""  # «بازرسی‌ها در آبان» of «آبان ۱۴۰۵»
        ids += [rests[1] if where else "county"] if place and rests[1] not in ids else []
        if place and where and names_place(place, self._brief.county):
            ids.append("county")
        if self._turn % 3 == 1 and when and "،" not in when and not subject.startswith(("از ", "احتمال ")):
            said = f"{when}، {subject} {place} {clause.verb}."
        else:
            said = f"{subject} {f'{when}،' if '،' in when else when} {place} {clause.verb}."
        return PlannedSentence(" ".join(said.split()), tuple(ids))

    def _place(self, subject: str, where: str) -> str:
        """Return the place as a phrase, with the county where neither place nor subject names it."""
        county = self._brief.county
        named = self._is_placed(subject)
        if not where:
            return "" if named else f"در {county}"
        *before, last = where.split()
        unnamed = last in word_list("unnamed") and not (before and before[-1][-1].isdigit())  # «۲ روستا»
        if named or unnamed or self._is_placed(where) or last in word_list("own_place"):
            return f"{where}،" if "،" in where else where
        if before[0] != "در" and "،" not in where:
            return f"{where} در {county}"
        linked = f"{where}ی" if where.endswith("ا") else where  # the ezafe that is written: «۴۲ روستای قلعه‌گنج»
        return f"{where}،" if "،" in where else f"{linked} {county}"

    def _is_placed(self, text: str) -> bool:
        """Whether `text` names the county or a place of it, or the brief is of the whole province."""
        known = province().county(self._brief.county)
        return known is None or any(names_place(text, each) for each in (known.name, *known.places, *known.aliases))

    def _named_in_full(self, topic: str) -> str:
        """Return a topic that ends in «استان» or «شهرستان» with its name: «در جنوب استان یزد»."""
        county = self._brief.county
        last = "استان" if county == province().name else "شهرستان"
        return f"{topic} {bare(last, county)}" if topic.endswith(f" {last}") else topic


def _is_told(topic: str) -> bool:
    """Whether a topic is a sentence: «چطور گول نخوریم»; «خبری که خوانده شود» is a noun with a relative clause."""
    noun, which, _ = topic.partition(" که ")
    return has_verb(noun) if which else ends_in_verb(topic) or bool(_TOLD_BEFORE.search(topic))
