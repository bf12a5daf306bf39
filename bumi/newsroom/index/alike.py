"""Published pieces that share words with a text, for offering an answer that is there already.

The search texts have words of briefs and of unapproved corrections, too. They only say which pieces to look at: what is
offered shares its words with what readers have, or anybody could ask the form letter by letter what a brief says.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from math import ceil
from operator import add
from typing import NamedTuple

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from bumi.newsroom.index.search import holds_words, names
from bumi.newsroom.states import HIDDEN
from bumi.newsroom.tables import Piece, Revision
from bumi.newsroom.tables.content import SearchText
from bumi.piece import Fields

_MOST_WORDS = 10  # of a long text: every word is looked for in all search texts
_LEAST_WORDS = 2
_SHARE = 0.4  # of the words, at least
_MOST, _LOOKED_AT = 3, 20  # pieces


class AlikePiece(NamedTuple):
    """A published piece as readers see it in a list."""

    slug: str
    headline: str
    lede: str
    published_at: datetime


def published_alike(session: Session, words: Sequence[str]) -> list[AlikePiece]:
    """Return up to three published pieces that have at least two of `words` and two in five, the likest first."""
    words = words[:_MOST_WORDS]
    least = max(_LEAST_WORDS, ceil(_SHARE * len(words)))
    if len(words) < least:
        return []
    shared = reduce(add, (case((holds_words(SearchText.text, word), 1), else_=0) for word in words))
    query = (
        select(Piece.slug, Piece.agency, Piece.county, Revision.fields, Piece.published_at)
        .join(SearchText, SearchText.piece_id == Piece.id)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(Piece.republished_at.is_not(None), Piece.state.not_in(HIDDEN), shared >= least)
        .order_by(shared.desc(), Piece.published_at.desc())
        .limit(_LOOKED_AT)
    )
    found = []
    for slug, agency, county, stored, at in session.execute(query):
        fields = Fields.model_validate(stored)
        public = "\n".join((*fields.texts().values(), slug, agency, county))
        if at and (number := sum(names(word, public) for word in words)) >= least:
            found.append((number, AlikePiece(slug, fields.title, fields.lede, at)))
    return [piece for _, piece in sorted(found, key=lambda each: -each[0])[:_MOST]]
