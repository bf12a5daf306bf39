"""Who says it: quotations with their speakers, and the news given to its agency; all by patterns, none by the model.

Who is the source of a fact is never the model's to phrase, since it makes the source its doer.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import count

from bumi.brief import Brief, Quote
from bumi.piece import POINT
from bumi.text import flat
from models.prompts import Attribution, filled
from models.words import words_of

__all__ = ["attributed", "names_place", "quotations", "setting", "source_alone", "sourced"]

_ABOUT_ANSWER, _ANSWERING = "درباره پاسخ به", "در پاسخ به"


def attributed(brief: Brief, parts: Mapping[str, str], patterns: tuple[str, ...], turn: int) -> tuple[str, list[str]]:
    """Return the frame of a lede around its first note, and the ids of the parts that the frame says."""
    pattern = patterns[turn % len(patterns)]
    topic = re.split(r"\s*[؛:]\s*", parts["topic"], maxsplit=1)[0]
    said = f"{brief.topic} {brief.where}" + (f" {brief.agency}" if "{agency}" in pattern else "")
    placed = names_place(said, brief.county) or "{county}" in pattern or " در " in topic
    county = "" if placed else f" در {brief.county}"
    header: tuple[str, ...] = ("topic", "agency", "county", "when", "where")
    named = [id_ for id_ in header if f"{{{id_}}}" in pattern and id_ in parts]
    named_topic = f"«{topic}»" if any(word.closing for word in words_of(topic)) else topic  # «چطور گول نخوریم»
    words = {**parts, "topic": named_topic + county, "sentence": "{sentence}"}
    return filled(pattern, words).replace(_ABOUT_ANSWER, _ANSWERING), named


def names_place(text: str, place: str) -> bool:
    """Whether `text` names `place`, and not only a word that begins alike: «بمی» is not «بم»."""
    return re.search(rf"(?<!\w){re.escape(flat(place))}(?!\w)", flat(text)) is not None


def sourced(agency: str, attribution: Attribution, turn: int) -> str:
    """Return the frame of a sentence that names its source."""
    pattern = attribution.source[turn % len(attribution.source)]
    return filled(pattern, {"agency": agency, "sentence": "{sentence}"})


def source_alone(agency: str, attribution: Attribution) -> str:
    """Return the sentence that names the source where no other can."""
    return filled(attribution.source_alone, {"agency": agency})


def setting(parts: Mapping[str, str], untold: Iterable[str], attribution: Attribution) -> list[tuple[str, str]]:
    """Return the points of a list for the time and the place, as far as they are `untold`, with their ids."""
    named = [id_ for id_ in untold if id_ in attribution.setting]
    return [(id_, f"{POINT}{filled(attribution.setting[id_], dict(parts))}") for id_ in named]


def quotations(quotes: tuple[Quote, ...], attribution: Attribution) -> list[str]:
    """Return each quotation, word for word, with who said it: in full at first, then in turn by another verb."""
    seen: dict[str, count[int]] = {}
    said = []
    for quote in quotes:
        if quote.speaker in seen:
            pattern = attribution.again[next(seen[quote.speaker]) % len(attribution.again)]
        else:
            seen[quote.speaker] = count()
            pattern = attribution.first if quote.role else attribution.first_without_role
        words = filled(pattern, {**quote.model_dump(), "text": "{text}"}).replace("{text}", quote.text)
        said.append(words if quote.text.endswith((".", "!", "؟", "…")) else f"{words}.")
    return said
