"""An author's own name in their text, where no withdrawal of consent would take it off, and no pen name hide it."""

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bumi.finding import Finding, Severity
from bumi.messages import message
from bumi.newsroom.tables import ContributorProfile, Revision

CHECK = "byline"
_BETWEEN = r"[\s\u200c]+"  # words of a name are written apart, or joined by a half-space


def own_names(session: Session, revision: Revision) -> list[Finding]:
    """Return the findings where a text names its author; a chief may dismiss that of somebody with the same name."""
    author = session.get(ContributorProfile, revision.author) if revision.author else None
    if author is None:
        return []
    names = {f"{author.given_name} {author.family_name}" if author.family_name else "", author.pen_name} - {""}
    texts = revision.fields_model.texts()
    return [finding for field, text in texts.items() for name in sorted(names) for finding in _in(text, field, name)]


def _in(text: str, field: str, name: str) -> Iterator[Finding]:
    words = _BETWEEN.join(map(re.escape, name.split()))
    for match in re.finditer(rf"(?<!\w){words}(?!\w)", text):
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
