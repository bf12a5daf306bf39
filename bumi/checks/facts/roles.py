"""The offices of the brief's speakers, as a draft gives them."""

import re
from collections.abc import Iterator

from bumi.brief import Brief
from bumi.checks.facts.source_vocabulary import told
from bumi.persian.morphology import content_lemmas, words
from bumi.persian.text import ZWNJ
from bumi.persian.word_patterns import WORD_START

__all__ = ["Role", "wrong_roles"]

_END = "(?:،| (?:گفت|افزود|می‌گوید|در این|همچنین|نیز)|:)"
_LONGEST = 90  # characters

Role = tuple[int, int, str, str]  # start, end, whose it is, and what the brief has


def wrong_roles(text: str, brief: Brief) -> Iterator[Role]:
    """Yield the offices behind a speaker's name that are those of another speaker, or that the brief does not have."""
    roles = {quote.speaker: quote.role for quote in brief.quotes if quote.role}
    for speaker, role in roles.items():
        own = content_lemmas(role)
        others = [content_lemmas(other) for name, other in roles.items() if name != speaker]
        name = f"[ {ZWNJ}]+".join(map(re.escape, re.split(f"[ {ZWNJ}]+", speaker)))
        for match in re.finditer(rf"{WORD_START}{name}، ([^،:«»\n]{{2,{_LONGEST}}}?)(?={_END})", text):
            said = content_lemmas(match[1])
            unknown = any(not told(brief).has(word) for _, _, word in words(match[1]) if content_lemmas(word))
            if said and not said & own and (unknown or any(said <= other for other in others)):
                yield *match.span(1), speaker, role
