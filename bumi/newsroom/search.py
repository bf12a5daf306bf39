"""Search: pieces by what names them, however it is spelt, in a table so narrow that all of it is read at once."""

import re

from sqlalchemy import ColumnElement, false, select, union
from sqlalchemy.orm import Session

from bumi.newsroom.content_tables import SearchText
from bumi.newsroom.tables import Piece
from bumi.newsroom.upsert import upsert
from bumi.province import province
from bumi.text import flat

__all__ = ["matching", "names", "put_in_search", "search_text"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8


def put_in_search(session: Session, piece: Piece) -> None:
    """Keep what `piece` is found by, in the caller's transaction: its topic, headline, agency and county."""
    headline = piece.revision.fields["headline"] if piece.revision else ""
    text = search_text(piece.brief["topic"], headline, piece.agency, piece.county)
    upsert(session, SearchText, [{"piece_id": piece.id, "text": text}], {"text": text})


def search_text(topic: str, headline: str, agency: str, county: str) -> str:
    """Return what is searched, without spaces and half-spaces, which people put differently; agencies by all names."""
    known = province().agency(agency)
    names = {agency, known.name, *known.aliases} if known else {agency}
    parts = ["".join(_words(part)) for part in (topic, headline, county, *sorted(names))]
    return "|".join(part for at, part in enumerate(parts) if not any(part in other for other in parts[at + 1 :]))


def matching(word: str) -> ColumnElement[bool]:
    """Return the condition of the pieces that hold every word of `word`, or whose number it is."""
    words = _words(word[:80])[:_MOST_WORDS]
    if not words:
        return false()
    holding = select(SearchText.piece_id)
    for each in words:
        holding = holding.where(SearchText.text.contains(each, autoescape=True))
    if len(words) == 1 and words[0].isdigit():
        return Piece.id.in_(union(select(SearchText.piece_id).where(SearchText.piece_id == int(words[0][:9])), holding))
    return Piece.id.in_(holding)


def names(word: str, text: str) -> bool:
    """Say whether `text` holds every word of `word`."""
    within = "".join(_words(text))
    return all(each in within for each in _words(word))


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text).lower())
