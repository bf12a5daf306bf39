"""An author's own name in their text, where no withdrawal of consent would take it off, and no pen name hide it."""

import re
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.newsroom.tables import ContributorProfile, Revision

CHECK = "byline"
_BETWEEN = r"[\s\u200c]+"  # words of a name are written apart, or joined by a half-space


def own_names(session: Session, revision: Revision) -> list[Finding]:
    """Return the findings where a text names its author; a chief may dismiss that of somebody with the same name."""
    names = _names(session, revision.author)
    texts = revision.fields_model.texts()
    return [finding for field, text in texts.items() for name in names for finding in _in(text, field, name)]


def names_itself(session: Session, account: str, text: str) -> bool:
    """Return whether a text has the name or the pen name of a contributor in it."""
    return any(_found(text, name) for name in _names(session, account))


def names_somebody(session: Session, text: str) -> bool:
    """Return whether a text has the full name of any contributor: nobody learns by trying whose a pen name is."""
    return any(_found(text, name) for each in session.scalars(select(ContributorProfile)) for name in _full_name(each))


def _names(session: Session, account: str | None) -> list[str]:
    author = session.get(ContributorProfile, account) if account else None
    if author is None:
        return []
    return sorted({*_full_name(author), author.pen_name} - {""})


def _full_name(author: ContributorProfile) -> list[str]:
    return [f"{author.given_name} {author.family_name}"] if author.family_name else []


def _found(text: str, name: str) -> list[re.Match[str]]:
    words = _BETWEEN.join(map(re.escape, name.split()))
    return list(re.finditer(rf"(?<!\w){words}(?!\w)", text))


def _in(text: str, field: str, name: str) -> Iterator[Finding]:
    for match in _found(text, name):
        yield Finding(
            check=CHECK,
            code=f"{CHECK}/own-name",
            severity=Severity.BLOCKS,
            field=field,
            start=match.start(),
            end=match.end(),
            matched=match.group(),
            message=message("byline/own-name"),
        )
