"""Search: finds pieces by words in any spelling, in one narrow table that is scanned completely.

Each word is stored joined with the next, after a space: «پته‌دوزی کارگاه» as « پتهدوزی دوزیکارگاه کارگاه». A search
term thus matches at the start of a word, and may span one space or half-space, which people use inconsistently.
"""

import re
from itertools import pairwise

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, select, union
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import names_of
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.columns import Json
from bumi.newsroom.tables.content import SearchText
from bumi.persian.text import flat
from bumi.words import Kind

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8
_MOST_TOLD = 800  # letters of lede, place and notes: all texts are read with every search


def put_in_search(session: Session, piece: Piece) -> None:
    """Store the search text of `piece`, in the caller's transaction."""
    text = search_text_of(piece.brief, piece.revision.fields if piece.revision else {}, piece.agency, piece.county)
    upsert(session, SearchText, [{"piece_id": piece.id, "text": text}], {"text": text})


def search_text_of(brief: Json, fields: Json, agency: str, county: str) -> str:
    """Return the search text of a piece: topic, place and notes of its brief, headline and lede, agency and county.

    That of an answer to the public also has the wording of the question.
    """
    asked = [quote["text"] for quote in brief.get("quotes", ())] if brief.get("kind") == Kind.ANSWER else []
    told = (fields.get("lede", ""), brief.get("where") or "", *asked, *brief.get("notes", ()))
    return search_text(brief["topic"], fields.get("headline", ""), agency, county, "\n".join(told)[:_MOST_TOLD])


def search_text(topic: str, headline: str, agency: str, county: str, told: str = "") -> str:
    """Return the search text: the words of each part, joined in pairs, with all names of the agency."""
    return _pairs(topic, headline, county, told, *sorted(names_of(agency)))


def matching(word: str) -> ColumnElement[bool]:
    """Return the condition that selects pieces containing every word of `word`, or with that number."""
    words = _asked(word)
    holding = select(SearchText.piece_id).where(holds_words(SearchText.text, word))
    if len(words) == 1 and words[0].isdigit():
        return Piece.id.in_(union(select(SearchText.piece_id).where(SearchText.piece_id == int(words[0][:9])), holding))
    return Piece.id.in_(holding)


def holds_words(text: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    """Return the condition that selects rows whose search text contains every word of `word`; none without a word."""
    words = _asked(word)
    if not words:
        return false()
    return and_(
        *(or_(*(text.contains(each, autoescape=True) for each in spellings)) for spellings in _spellings(words))
    )


def names(word: str, text: str) -> bool:
    """Return whether `text` contains every word of `word`; False where that has no letter and no digit."""
    within, words = _pairs(text), _words(word)
    return bool(words) and all(any(each in within for each in spellings) for spellings in _spellings(words))


def _asked(word: str) -> list[str]:
    return _words(word[:80])[:_MOST_WORDS]


def _spellings(words: list[str]) -> list[list[str]]:
    """Return how each word may begin in a text: alone, or joined with the word before or after it."""
    around = zip(["", *words[:-1]], words, [*words[1:], ""], strict=True)
    return [sorted({f" {each}", f" {before}{each}", f" {each}{after}"}) for before, each, after in around]


def _pairs(*texts: str) -> str:
    """Return each word joined with the next, after a space, without those that are a prefix of another."""
    joined = sorted({first + then for text in texts for first, then in pairwise([*_words(text), ""])})
    # In sorted order, a prefix stands directly before a word that begins with it.
    return "".join(f" {each}" for each, then in pairwise([*joined, ""]) if not then.startswith(each))


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text).lower())
