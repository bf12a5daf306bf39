"""The words of a note as a thread: how far a sentence has come along it, and which words may come next.

A busy officer leaves out what joins the words of a note. A sentence along the thread says them one after the other,
none left out, and between two of them what models/gaps.py has for such a gap.
"""

from typing import NamedTuple

from models.gaps import HEAD, Gap, State, ends_clause, following, is_whole
from models.note import BEGINNINGS, Note
from models.selection import unselected

__all__ = ["PAUSES", "START", "Places", "Thread"]

PAUSES = "،؛؟"  # marks that may stand after a word inside a sentence
_PAUSES = {Gap.SOFT: "،؛", Gap.PART: "،", Gap.EQUALS: "،", Gap.ASK: "،؟", Gap.LABEL: "،", Gap.NO: "،"}
_BEFORE_A_SENTENCE = frozenset(("از", "ساعت", "اگر"))  # nothing else comes before what is a sentence already
_MEANS = "یعنی"
_OBJECT = "را"


class _Place(NamedTuple):
    at: int  # words of the note said
    woven: tuple[str, ...] = ()  # words woven since
    owing: bool = False  # a woven «را» waits for a woven verb
    verbal: bool = False  # the clause needs no woven verb: it has «یعنی», or a mark after it
    since: int = 0  # words of the note said before the clause
    topical: bool = False  # the clause speaks of the topic: «این کارگاه»


type Places = frozenset[_Place]
"""Where a text may be."""

START: Places = frozenset({_Place(0)})


class Thread:
    """The words of `source` in their order, each line of it a part by itself.

    `head` is the word that «این» may refer to the topic with; a text `own_first` begins with its own words; with `past`
    the simple past may be woven.
    """

    def __init__(self, source: str, head: str = "", own_first: bool = False, past: bool = True) -> None:
        self._note, self._head = Note(source), head
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
        found: set[_Place] = set()
        for place in places:
            if self._is_whole(place):
                said = (at for at in self._note.reachable(place.at) if bare in self._note.forms(at))
                found |= {_Place(at + 1, (), *self._carried(place)) for at in said}
            for joining in self._next(place) & {bare, HEAD if bare == self._head else bare}:
                owing = place.owing or (bare == _OBJECT and not self._note.governs(place.at))
                topical = place.topical or joining == HEAD
                found.add(place._replace(woven=(*place.woven, joining), owing=owing, topical=topical))
        if bare != word:
            found = {_paused(place) for place in found if word.removeprefix(bare) in self._pauses(place)}
        return frozenset(found)

    def own(self, places: Places) -> set[str]:
        """Return the words of the note that may be said next."""
        whole = (place for place in places if self._is_whole(place))
        return {form for place in whole for at in self._note.reachable(place.at) for form in self._note.forms(at)}

    def joining(self, places: Places) -> frozenset[str]:
        """Return the words that may be woven in next."""
        words = {word for place in places for word in self._next(place)}
        return frozenset(words - {HEAD} | {self._head} if HEAD in words else words)

    def pauses(self, places: Places) -> str:
        """Return the marks that may stand right after what leads to `places`."""
        return "".join(sorted({mark for place in places for mark in self._pauses(place)}))

    def progress(self, places: Places) -> int:
        """Return how many words of the note may be said."""
        return max((place.at for place in places), default=0)

    def all_said(self, places: Places) -> bool:
        """Whether the end may be reached: no word is left that a sentence cannot do without."""
        return any(self._note.gap(place.at) is Gap.END and self._is_whole(place) for place in places)

    def _next(self, place: _Place) -> frozenset[str]:
        gap, without = self._note.gap(place.at), self._unfitting(place)
        if gap in BEGINNINGS and self._own_first:
            return frozenset() if place.woven else _BEFORE_A_SENTENCE - without
        return following(gap, place.woven, **self._state(place), without=without)

    def _unfitting(self, place: _Place) -> frozenset[str]:
        """Return what may not be woven at `place`: what the gap, the nouns of the clause or the topic do not let."""
        key = (place.since, place.at, place.topical)
        if key not in self._without:
            clause = self._note.said(place.since, place.at) + [self._head] * place.topical
            headless = frozenset() if self._head else {HEAD}
            self._without[key] = self._note.unfitting(place.at) | unselected(clause) | headless
        return self._without[key]

    def _is_whole(self, place: _Place) -> bool:
        gap = self._note.gap(place.at)
        if not place.woven and gap in BEGINNINGS:
            return True
        return is_whole(gap, place.woven, **self._state(place))

    def _state(self, place: _Place) -> State:
        closed = place.verbal or self._note.closed(place.at)
        return State(closed=closed, owing=place.owing, past=self._past, denied=self._note.denies(place.at))

    def _carried(self, place: _Place) -> tuple[bool, bool, int, bool]:
        """Return what holds on: whether a verb is owed, or needless, where the clause began, whether of the topic."""
        within = self._note.gap(place.at) in (*BEGINNINGS, Gap.INNER)
        ended = ends_clause(place.woven) or self._note.ends_clause(place.at)
        since, topical = (place.at, HEAD in place.woven) if ended else (place.since, place.topical)
        return place.owing and within, (place.verbal and within) or _MEANS in place.woven, since, topical

    def _pauses(self, place: _Place) -> str:
        gap = self._note.gap(place.at)
        if gap in BEGINNINGS:
            return "،" if place.woven[-1:] == (HEAD,) else ""
        return _PAUSES.get(gap, "") if self._is_whole(place) or not place.woven else ""


def _paused(place: _Place) -> _Place:
    """Return `place` after a mark: the clause before it is done, and takes no verb any more."""
    return place if place.woven else place._replace(verbal=True)
