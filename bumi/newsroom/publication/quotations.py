"""The quotations of a story: sentences of the approved text that are a quotation of its brief, word for word."""

import re
from collections.abc import Mapping, Sequence

from bumi.persian.text import word_row
from bumi.piece import Fields, Quotation, Source

_QUOTED = re.compile(r"«(?P<words>[^«»]+(?:«[^«»]*»[^«»]*)*)»\.?$")


def quotations_of(
    fields: Fields, sources: Sequence[Source], quotes: Sequence[Mapping[str, str]]
) -> tuple[Quotation, ...]:
    """Return the quotations in the body, in its order; `quotes` are those of the brief that the text answers.

    The quoted words are exactly the brief's, and the text names the speaker: an edited name or quotation stays a
    sentence.
    """
    named = word_row(" ".join((fields.lede, fields.body)))
    found = [_quotation(each, quotes, named) for each in sources if each.field == "body" and each.text in fields.body]
    return tuple(each for each in found if each)


def _quotation(source: Source, quotes: Sequence[Mapping[str, str]], named: str) -> Quotation | None:
    quoted = _QUOTED.search(source.text)
    for number, quote in enumerate(quotes, 1):
        if quoted is None or f"q{number}" not in source.rests_on:
            continue
        if word_row(quoted["words"]) == word_row(quote["text"]) and word_row(quote["speaker"]) in named:
            role = quote.get("role", "")
            says_role = role and word_row(role) in named
            return Quotation(
                line=source.text, text=quoted["words"], speaker=quote["speaker"], role=role if says_role else ""
            )
    return None
