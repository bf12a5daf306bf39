"""Search: finds pieces by words in any spelling, in one narrow table that is read whole.

A word is stored joined with the one after it, a space before it: «پته‌دوزی کارگاه» as « پتهدوزی دوزیکارگاه کارگاه». What
is searched for thus begins at a word, and may run over one space or half-space, which people put differently.
"""

import re
from itertools import pairwise

from sqlalchemy import ColumnElement, false, or_, select, union
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.content import SearchText
from bumi.persian.text import flat
from bumi.province import province

__all__ = ["matching", "names", "put_in_search", "search_text"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8


def put_in_search(session: Session, piece: Piece) -> None:
    """Keep what `piece` is found by, in the caller's transaction: its topic, headline, agency and county."""
    headline = piece.revision.fields["headline"] if piece.revision else ""
    text = search_text(piece.brief["topic"], headline, piece.agency, piece.county)
    upsert(session, SearchText, [{"piece_id": piece.id, "text": text}], {"text": text})


def search_text(topic: str, headline: str, agency: str, county: str) -> str:
    """Return what is searched: the words of each part, joined in pairs; agencies by all their names."""
    known = province().agency(agency)
    names = {agency, known.name, *known.aliases} if known else {agency}
    return _pairs(topic, headline, county, *sorted(names))


def matching(word: str) -> ColumnElement[bool]:
    """Return the condition of the pieces that hold every word of `word`, or whose number it is."""
    words = _words(word[:80])[:_MOST_WORDS]
    if not words:
        return false()
    holding = select(SearchText.piece_id)
    for spellings in _spellings(words):
        holding = holding.where(or_(*(SearchText.text.contains(each, autoescape=True) for each in spellings)))
    if len(words) == 1 and words[0].isdigit():
        return Piece.id.in_(union(select(SearchText.piece_id).where(SearchText.piece_id == int(words[0][:9])), holding))
    return Piece.id.in_(holding)


def names(word: str, text: str) -> bool:
    """Say whether `text` holds every word of `word`."""
    within = _pairs(text)
    return all(any(each in within for each in spellings) for spellings in _spellings(_words(word)))


def _spellings(words: list[str]) -> list[list[str]]:
    """Return how each word may begin in a text: alone, or in one word with the one before it or after it."""
    around = zip(["", *words[:-1]], words, [*words[1:], ""], strict=True)
    return [sorted({f" {each}", f" {before}{each}", f" {each}{after}"}) for before, each, after in around]


def _pairs(*texts: str) -> str:
    """Return each word of the texts joined with the next, a space before it; those that begin another are left out."""
    joined = sorted({first + then for text in texts for first, then in pairwise([*_words(text), ""])})
    # In order, what begins another stands right before one that it begins.
    return "".join(f" {each}" for each, then in pairwise([*joined, ""]) if not then.startswith(each))


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text).lower())
