"""The words of a note as a thread: how far a sentence has come along it, and which words may come next.

A busy officer leaves out what joins the words of a note. A sentence along the thread says them one after the other,
none left out, and between two of them what insertions.py has for such a gap.
"""

from collections.abc import Iterator
from typing import NamedTuple

from models.constraints.collocations import is_circumstance, is_scene, unselected
from models.constraints.insertions import (
    FOR,
    HEAD,
    IN,
    WITHIN,
    Gap,
    State,
    ends_clause,
    following,
    is_predicate,
    is_whole,
)
from models.constraints.licensing import unfitting
from models.constraints.note import BEGINNINGS, Note

__all__ = ["PAUSES", "START", "Places", "Thread"]

PAUSES = "،؛؟:"  # marks that may stand after a word inside a sentence
_PAUSES = {
    **dict.fromkeys((Gap.SOFT, Gap.BREAK), "،؛"),
    **dict.fromkeys((Gap.PART, Gap.EQUALS, Gap.ARROW, Gap.OUTCOME, Gap.LABEL, Gap.NO), "،"),
    Gap.ASK: "،؟",
}
_BEFORE_A_SENTENCE = frozenset(("از", "ساعت", "اگر"))  # nothing else comes before what is a sentence already
_MEANS = "یعنی"
_COLON = ":"
_OBJECT = "را"
_IN, _FOR = "در", "برای"


class _Place(NamedTuple):
    at: int  # words of the note said
    woven: tuple[str, ...] = ()  # words woven since
    owing: bool = False  # a woven «را» waits for a woven verb
    verbal: bool = False  # the clause needs no woven verb: it has «یعنی», or a mark after it
    since: int = 0  # words of the note said before the clause
    topical: bool = False  # the clause speaks of the topic: «این کارگاه»
    listed: bool = False  # what a colon announced is being told: parts without a verb
    counted: tuple[str, ...] = ()  # what the number before is of, said again


type Places = frozenset[_Place]
"""Where a text may be."""

START: Places = frozenset({_Place(0)})


class Thread:
    """The words of `source` in their order, each line of it a part by itself.

    `head` is the word that «این» may refer to the topic with; a text `own_first` begins with its own words; with `past`
    the simple past may be woven; nothing of `without` ever is.
    """

    def __init__(
        self,
        source: str,
        head: str = "",
        own_first: bool = False,
        past: bool = True,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._note, self._head, self._never = Note(source), head, without
        self._said_as = {HEAD: head, WITHIN: head if is_scene(head) else "", FOR: _FOR, IN: _IN}
        self._own_first, self._past = own_first or self._note.closes(0), past
        self._after = {"": START}
        self._without: dict[tuple[int, int, bool], frozenset[str]] = {}

    def after(self, text: str) -> Places:
        """Return where the whole words `text` may have come to; nowhere where they leave the thread."""
        if text not in self._after:
            before, _, word = text.rpartition(" ")
            self._after[text] = self.step(self.after(before), word)
        return self._after[text]

    def step(self, places: Places, word: str) -> Places:
        """Return where `word` leads, with the mark after it."""
        bare = word.rstrip(PAUSES)
        meant = {bare, *(mark for mark, said in self._said_as.items() if said == bare)}
        found: set[_Place] = set()
        for place in places:
            if self._is_whole(place):
                said = (at for at in self._note.reachable(place.at) if bare in self._note.forms(at))
                found |= {_Place(at + 1, (), *self._carried(place)) for at in said}
            for unit in self._units(place):
                if unit[len(place.counted)] == bare:
                    found.add(place._replace(counted=(*place.counted, bare)))
            for joining in self._next(place) & meant:
                owing = place.owing or (bare == _OBJECT and not self._note.governs(place.at))
                topical = place.topical or joining in (HEAD, WITHIN)
                found.add(place._replace(woven=(*place.woven, joining), owing=owing, topical=topical))
        if bare != word:
            mark = word.removeprefix(bare)
            found = {_paused(place, mark) for place in found if mark in self._pauses(place)}
        return frozenset(found)

    def own(self, places: Places) -> set[str]:
        """Return the words of the note that may be said next."""
        whole = (place for place in places if self._is_whole(place))
        return {form for place in whole for at in self._note.reachable(place.at) for form in self._note.forms(at)}

    def joining(self, places: Places) -> frozenset[str]:
        """Return the words that may be woven in next."""
        words = {word for place in places for word in self._next(place)}
        words |= {unit[len(place.counted)] for place in places for unit in self._units(place)}
        return frozenset(self._said_as.get(word, word) for word in words)

    def pauses(self, places: Places) -> str:
        """Return the marks that may stand right after what leads to `places`."""
        return "".join(sorted({mark for place in places for mark in self._pauses(place)}))

    def progress(self, places: Places) -> int:
        """Return how many words of the note may be said."""
        return max((place.at for place in places), default=0)

    def all_said(self, places: Places) -> bool:
        """Whether the end may be reached: no word is left that a sentence cannot do without."""
        return any(self._note.gap(place.at) is Gap.END and self._is_whole(place) for place in places)

    def _units(self, place: _Place) -> Iterator[tuple[str, ...]]:
        """Yield what a bare number before `place` may count, as far as that is not said: «۱۱۰ هزار تومان»."""
        said = len(place.counted)
        for unit in () if place.woven else self._note.units(place.at):
            if len(unit) > said and unit[:said] == place.counted:
                yield unit

    def _next(self, place: _Place) -> frozenset[str]:
        if not self._is_counted(place) or self._is_announced(place):
            return frozenset()
        gap, without = self._note.gap(place.at), self._unfitting(place)
        if gap in BEGINNINGS and self._own_first:
            return frozenset() if place.woven else _BEFORE_A_SENTENCE - without
        return following(gap, place.woven, **self._state(place), without=without)

    def _unfitting(self, place: _Place) -> frozenset[str]:
        """Return what may not be woven at `place`: what the gap, the nouns of the clause or the topic do not let."""
        key = (place.since, place.at, place.topical)
        if key not in self._without:
            clause = self._nouns(place)
            headless = frozenset(mark for mark, word in self._said_as.items() if not word)
            self._without[key] = unfitting(self._note, place.at) | unselected(clause) | headless | self._never
        return self._without[key]

    def _nouns(self, place: _Place) -> list[str]:
        """Return the words that a verb at `place` may go with: with but a time, those of what was spoken of before."""
        clause = self._note.said(place.since, place.at)
        whole = self._note.said(0, place.at) if all(map(is_circumstance, clause)) else clause
        return whole + [self._head] * place.topical

    def _is_counted(self, place: _Place) -> bool:
        return not place.counted or place.counted in self._note.units(place.at)

    def _is_announced(self, place: _Place) -> bool:
        """Whether a colon was said right before `place`."""
        return place.listed and self._note.gap(place.at) is Gap.LABEL

    def _is_whole(self, place: _Place) -> bool:
        if not self._is_counted(place):
            return False
        if self._is_announced(place):
            return True
        gap = self._note.gap(place.at)
        if not place.woven and gap in BEGINNINGS:
            return True
        return self._parts(place) and is_whole(gap, place.woven, **self._state(place))

    def _parts(self, place: _Place) -> bool:
        """Whether two facts stay two: by a mark, a verb or a word between them.

        What a semicolon parts is not one phrase, nor is a label one with the sentence that it announces; between a fact
        without a verb and one with its own, «و» would make both its subject.
        """
        gap, closes = self._note.gap(place.at), self._note.closes(place.at)
        if place.verbal or place.listed or ends_clause(place.woven):
            return True
        if gap is Gap.LABEL:
            return bool(place.woven) or not self._note.announces(place.at)
        return gap is not Gap.BREAK or bool(place.woven and (not closes or self._note.closed(place.at) is not False))

    def _state(self, place: _Place) -> State:
        signs = (place.verbal, place.listed, self._note.leans(place.since, place.at), self._note.closed(place.at))
        closed = True if any(signs) else None if None in signs else False
        past = self._past or self._note.is_gone(place.at)
        return State(closed=closed, owing=place.owing, past=past, denied=self._note.denies(place.at))

    def _carried(self, place: _Place) -> tuple[bool, bool, int, bool, bool]:
        """Return what holds on.

        Whether a verb is owed, or needless, where the clause began, whether it is of the topic, and whether a list is
        being told, which a semicolon ends.
        """
        gap = self._note.gap(place.at)
        within, listed = gap in (*BEGINNINGS, Gap.INNER, Gap.RELATIVE), place.listed and gap is not Gap.BREAK
        ended = ends_clause(place.woven) or self._note.ends_clause(place.at) or place.listed > listed
        since, topical = (
            (place.at, not {HEAD, WITHIN}.isdisjoint(place.woven)) if ended else (place.since, place.topical)
        )
        return place.owing and within, (place.verbal and within) or _MEANS in place.woven, since, topical, listed

    def _pauses(self, place: _Place) -> str:
        gap = self._note.gap(place.at)
        if gap in BEGINNINGS:
            return "،" if place.woven[-1:] in ((HEAD,), (WITHIN,)) else ""
        marks = _PAUSES.get(gap, "") if self._is_whole(place) or not place.woven else ""
        return f"{marks}{_COLON}" if gap is Gap.LABEL and self._announces(place) else marks

    def _announces(self, place: _Place) -> bool:
        """Whether a whole clause stands before a label's mark, so that parts may be told after a colon."""
        return is_predicate(place.woven) or (not place.woven and self._note.words[place.at - 1].closing is True)


def _paused(place: _Place, mark: str) -> _Place:
    """Return `place` after a mark: the clause before it is done, and takes no verb any more."""
    if mark == _COLON:
        return place._replace(listed=True)
    return place if place.woven else place._replace(verbal=True)
