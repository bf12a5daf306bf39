"""Read the plan and the wordings of each kind of piece from prompts/*.yaml, and attribute quotations and news by them.

A model never words the source of a fact, since it turns the source into the agent.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bumi.brief import Kind, Quote
from bumi.errors import BadInput, NotAvailable
from bumi.models.planner.assembly import PlannedSentence
from bumi.persian.syntax import is_bare_wish
from bumi.persian.text import flat
from bumi.settings import PACKAGE

_Strict = ConfigDict(frozen=True, extra="forbid")
_BRACES = re.compile(r"\{(\w+)\}")
_LINKED = re.compile(r"[،؛:]?\s*(?:در |درباره )?(?:«\0»|\0)")

_ENDS = (".", "!", "؟", "…")


class Attribution(BaseModel):
    """Patterns that attribute quotations to speakers and news to the agency."""

    model_config = _Strict

    first: str
    first_without_role: str
    again: tuple[str, ...]
    source: tuple[str, ...]
    advice: tuple[str, ...]
    named: Literal["lede", "body", "nowhere"]


class Prompt(BaseModel):
    """The file of one kind; `version` is its digest, which a draft records."""

    model_config = _Strict

    version: str
    kicker: str
    quote_after: int
    paragraph: int
    orders: str
    attribution: Attribution
    strong: str


@cache
def prompt(kind: Kind) -> Prompt:
    """Return the prompt of `kind`; BadInput says what is wrong in its file, NotAvailable that it is missing."""
    path = PACKAGE / "prompts" / f"{kind.value}.yaml"
    if not path.is_file():
        raise NotAvailable(f"prompts/{path.name}: این پرونده نیست؛ بومی را دوباره نصب کنید")
    try:
        text = path.read_text("utf-8")
        version = f"{kind.value}@{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        return Prompt.model_validate({"version": version, **yaml.safe_load(text)})
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise BadInput(f"prompts/{path.name}: این پرونده درست نیست؛ آن را ببینید ({error})") from None


def filled(pattern: str, parts: dict[str, str]) -> str:
    """Return `pattern` with {names} filled from `parts`; an empty one is left out with its preposition."""
    text = _BRACES.sub(lambda match: parts.get(match[1], "") or "\0", pattern)
    return re.sub(r"\s+([.،؛])", r"\1", " ".join(_LINKED.sub("", text).split())).strip(" ،؛")


def by(
    agency: str, told: PlannedSentence, attribution: Attribution, turn: int, advice: bool = False
) -> PlannedSentence:
    """Return `told` with its source named before it: «به گزارش ...،», and of advice «به توصیه ...،»."""
    patterns = attribution.advice if advice else attribution.source
    source = filled(patterns[turn % len(patterns)], {"agency": agency})
    needed = "لازم است " if is_bare_wish(told.text) else ""
    return PlannedSentence(f"{source}، {needed}{told.text}", ("agency", *told.rests_on), told.plain)


def names_place(text: str, place: str) -> bool:
    """Whether `text` names `place`, and not only a word that begins alike: «بمی» is not «بم»."""
    return re.search(rf"(?<!\w){re.escape(flat(place))}(?!\w)", flat(text)) is not None


def quotations(quotes: Sequence[Quote], attribution: Attribution, before: str = "") -> list[PlannedSentence]:
    """Return each quotation, word for word, with its speaker: in full at first, then with varying verbs.

    `before` is the sentence before the first quotation: whoever it is about is «او».
    """
    seen: dict[str, count[int]] = {}
    said = []
    for number, quote in enumerate(quotes, 1):
        if quote.speaker in seen:
            pattern = attribution.again[next(seen[quote.speaker]) % len(attribution.again)]
        else:
            seen[quote.speaker] = count()
            pattern = attribution.first if quote.role else attribution.first_without_role
        if number == 1 and re.match(rf"(?:او|وی|{re.escape(quote.speaker)})(?![\w\u200c])", before):
            pattern = attribution.first_without_role.replace("{speaker}", "او")
        words = filled(pattern, {**quote.model_dump(), "text": "{text}"}).replace("{text}", quote.text)
        said.append(PlannedSentence(words if quote.text.endswith(_ENDS) else f"{words}.", (f"q{number}",)))
    return said
