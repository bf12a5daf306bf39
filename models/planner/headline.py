"""Write the headline of a brief: its topic with a verb where one is known, else with a figure or an order."""

import re

from bumi.brief import Kind
from bumi.models.planner.facts import tidy
from bumi.models.planner.known import KnownBrief
from bumi.persian.syntax import (
    ends_in_verb,
    figure_clause,
    first_clause,
    is_order,
    names_action,
    refers_back,
    segments,
    speaks_as_we,
    word_list,
)
from bumi.words import AHEAD, TIMELY, Urgency

_LONGEST = 72  # letters: two lines on a card
_ORDER = range(2, 8)  # words of what is told to do in a headline
_COUNTED = range(2, 7)  # words of what is counted there
_FIGURE = re.compile("[۰-۹]")
_COUNT = re.compile(r"(?:حدود |بیش از |نزدیک به )?[۰-۹]+[۰-۹.٬/]* (?!تا |م |ت )[\w\u200c]+")
_NOT_ALONE = re.compile(r"[←:+/(]|(?<!\w)(?:اگر|آن|این)(?!\w)")
_PLAIN = 4  # words of what is counted, that needs no shortening
_ADDED = re.compile(r"(?<=[\w\u200c]{3}) (?:از|در|برای|با|به|که) .*$")
_BREAK = re.compile(r"\s*(?:[؛:→←(+=]|->|\s/\s).*")


class HeadlinePlan(KnownBrief):
    """The headline of one brief."""

    def headline(self) -> str:
        """Return the headline: with a verb or a figure where one is known, short enough for a card."""
        told = next((made for made in self._headlines() if len(made) <= _LONGEST), self._topic)
        if "lede" in self._parts:
            return told  # the brief itself says what the news is
        beside = "" if "؛" in told or ":" in told else self._beside(told)
        made = f"{told}؛ {beside}"
        return made if beside and len(made) <= _LONGEST else told

    def _headlines(self) -> list[str]:
        topic, brief = self._topic, self._brief
        placed = self._is_placed(topic) or " در " in topic
        at = "" if placed or " که " in topic else f" در {brief.county}"
        if self._is_sentence:
            return [topic]
        news = self._news()
        if self._clause:
            subject, verb = self._clause
            told = [f"{subject}{at} {verb}", f"{subject} {verb}", f"{topic}{at}"]
            return told if brief.kind in AHEAD else [*news, *told]
        if news:
            return [*news, f"{topic}{at}"]
        if topic.startswith("هشدار "):
            return [f"{topic} صادر شد", topic]
        if brief.kind in TIMELY and self._notes and self._is_the_news(self._notes[0][1]):
            return [segments(self._notes[0][1])[0], f"{topic}{at}"]
        if brief.kind is Kind.RECAP and (
            figures := [each for _, text in self._notes if (each := figure_clause(text)) and self._is_on_topic(each)]
        ):
            return [*figures, f"{topic}{at}"]
        if topic.split()[0] in word_list("calls"):
            return [f"{topic} منتشر شد", topic]
        if brief.kind is Kind.STATEMENT:
            clauses = [first_clause(segments(text)[0]) for _, text in self._notes[:2] if segments(text)]
            # What a clause is about, its headline says: «ساماندهی بازار خرمای بم؛ ۸۴ غرفه ساخته می‌شود».
            firsts = [each for clause in clauses if clause for each in (self._about_topic(clause), clause)]
            counted = [f"{topic}{at}", topic, *firsts]
            told = [f"{self._agency} از {topic} خبر داد"] if names_action(topic) else firsts
            return [*(each for each in counted if _FIGURE.search(each)), *told, f"{topic}{at}"]
        return [topic if brief.kind is Kind.LITERACY or "؛" in topic else f"{topic}{at}"]

    def _about_topic(self, clause: str) -> str:
        """Return the clause, behind the topic where it has no word of it."""
        return clause if self._is_on_topic(clause) else f"{self._topic}؛ {clause}"

    def _news(self) -> list[str]:
        """Return what somebody wrote as the news, and, for where that is too long, the same without its time."""
        told = self._parts.get("lede", "").strip().rstrip(".")
        when = re.escape(self._parts.get("when", ""))
        timeless = re.sub(rf"\s+(?:(?:در|از|روز)\s+)*{when}(?![\w\u200c])", "", told) if when else told
        return [*dict.fromkeys(each for each in (told, timeless) if each)]

    def _beside(self, told: str) -> str:
        """Return the second part of a headline: figures for a report, an order for a danger.

        A headline with a figure or a verb gets none, but that of a report.
        """
        kind, verb = self._brief.kind, ends_in_verb(told)
        if _FIGURE.search(told) or (verb and kind is not Kind.RECAP):
            return ""
        if kind is Kind.RECAP:
            return self._count(told)
        if kind is Kind.NOTICE:
            order = self._order() if self._brief.urgency is not Urgency.NORMAL else ""
            return order or self._count(told)
        return self._count(told) if kind is Kind.STATEMENT else ""

    def _count(self, told: str) -> str:
        """Return the first counted noun of the first note, and the second if it fits: «۳۴ مدرسه، ۶۲۰۰ دانش‌آموز»."""
        first = self._notes[0][1] if self._notes else ""
        if not _COUNT.match(first) or is_order(first) or speaks_as_we(first):
            return ""
        items = [_short(each.strip()) for each in _BREAK.sub("", first.replace(" / ", "، ")).split("،")]
        kept = [each for each in items[:2] if _COUNT.match(each) and len(each.split()) in _COUNTED]
        both = "، ".join(kept)
        fits = kept and kept[0] == items[0]
        if not fits:
            return ""
        return both if len(told) + len(both) + 2 <= _LONGEST else kept[0]

    def _order(self) -> str:
        """Return the first short order that needs no context: «کسی پیاده راه نیفتد»."""
        for _, note in self._notes:
            for part in segments(tidy(note)):
                for at, clause in enumerate(each.strip() for each in part.split("،")):
                    alone = len(clause.split()) in _ORDER and not _NOT_ALONE.search(clause)
                    told = alone and is_order(clause) and ends_in_verb(clause) and not refers_back(clause)
                    if told and (at == 0 or clause.endswith("ید")):  # «..., تنها نرود» is of whom the note names
                        return clause
        return ""


def _short(item: str) -> str:
    """Return a counted noun without its prepositional phrase, where it is long: «۲۱۷ کارت برگشتی»."""
    return _ADDED.sub("", item) if len(item.split()) > _PLAIN else item
