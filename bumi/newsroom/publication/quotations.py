"""The quotations of a story: sentences of the approved text that are a quotation of its brief, word for word."""

import re
from collections.abc import Mapping, Sequence

from bumi.persian.morphology import find_sentences
from bumi.persian.text import word_row
from bumi.piece import Fields, Quotation, Source

_QUOTED = re.compile(r"«(?P<words>[^«»]+(?:«[^«»]*»[^«»]*)*)»\.?$")
_SAYING = tuple(
    f"{word_row(verb).strip()} "
    for verb in (
        *("گفت", "افزود", "ادامه داد", "توضیح داد", "یادآور شد", "تأکید کرد"),
        *("می‌گوید", "می‌افزاید", "ادامه می‌دهد", "توضیح می‌دهد", "یادآور می‌شود", "تأکید می‌کند"),
        *("اظهار کرد", "اظهار داشت", "بیان کرد", "تصریح کرد", "خاطرنشان کرد"),
    )
)
"""The verbs of saying that a quotation set apart says as well: they add nothing to who it was."""


def quotations_of(
    fields: Fields, sources: Sequence[Source], quotes: Sequence[Mapping[str, str]]
) -> tuple[Quotation, ...]:
    """Return the quotations in the body, in its order; `quotes` are those of the brief that the text answers.

    The quoted words are exactly the brief's, the text names the speaker, and the sentence says nothing else: an edited
    name or quotation stays a sentence, and so does one that says when, why or whether it was said.
    """
    named = word_row(" ".join((fields.lede, fields.body)))
    whole = [each for each in sources if each.field == "body" and find_sentences(fields.body, each.text) >= 0]
    found = [_quotation(each, quotes, named) for each in whole]
    return tuple(each for each in found if each)


def _quotation(source: Source, quotes: Sequence[Mapping[str, str]], named: str) -> Quotation | None:
    quoted = _QUOTED.search(source.text)
    for number, quote in enumerate(quotes, 1):
        if quoted is None or f"q{number}" not in source.rests_on:
            continue
        speaker, role = quote["speaker"], quote.get("role", "")
        if not _only_says_who(source.text[: quoted.start()], speaker, role):
            continue
        if word_row(quoted["words"]) == word_row(quote["text"]) and word_row(speaker) in named:
            says_role = role and word_row(role) in named
            return Quotation(line=source.text, text=quoted["words"], speaker=speaker, role=role if says_role else "")
    return None


def _only_says_who(lead: str, speaker: str, role: str) -> bool:
    """Whether the words before a quotation are its speaker, with or without the role, and a plain verb of saying."""
    said = word_row(lead)
    known = {word_row(who) for who in (speaker, f"{speaker} {role}", f"{role} {speaker}", "او", "وی")}
    return any(said.removesuffix(verb) in known for verb in _SAYING if said.endswith(verb))
