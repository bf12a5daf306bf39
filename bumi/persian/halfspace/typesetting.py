"""Set the half-spaces of می, نمی and ها in a text whose words nobody may change."""

from itertools import accumulate, pairwise

from bumi.persian.halfspace.evidence import VERB_SIGNS
from bumi.persian.halfspace.places import places
from bumi.persian.halfspace.tagger import certain
from bumi.persian.text import ZWNJ


def typeset(text: str) -> str:
    """Return `text` with the half-spaces after می and before ها that the rules leave no doubt about."""
    gaps: dict[int, int] = {}
    for place in places(text):
        halves = certain(place)
        cuts = [*accumulate(map(len, halves))]
        for (left, right), cut in zip(pairwise(halves), cuts, strict=False):
            if left in VERB_SIGNS or right.startswith("ها"):
                after = place.end - len(right) if len(place.halves) > 1 else place.start + cut
                gaps[place.start + cut] = after
    for start in sorted(gaps, reverse=True):
        text = f"{text[:start]}{ZWNJ}{text[gaps[start] :]}"
    return text
