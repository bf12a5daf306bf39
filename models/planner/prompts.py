"""The plans and wordings in prompts/: one file a kind, checked when read."""

import hashlib
import re
from functools import cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bumi.brief import Kind
from bumi.errors import BadInput
from bumi.settings import PACKAGE

__all__ = ["Attribution", "Prompt", "filled", "prompt"]

_Strict = ConfigDict(frozen=True, extra="forbid")
_BRACES = re.compile(r"\{(\w+)\}")
_LINKED = re.compile(r"[،؛:]?\s*(?:در |درباره )?(?:«\0»|\0)")


class Attribution(BaseModel):
    """How words are given to who said them: quotations to speakers, the news to the agency."""

    model_config = _Strict

    first: str
    first_without_role: str
    again: tuple[str, ...]
    source: tuple[str, ...]
    advice: tuple[str, ...]
    named: Literal["lede", "body", "nowhere"]


class Prompt(BaseModel):
    """One kind's file; `version` is a digest of it, so that a draft says which wording made it."""

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
    """Return the prompt of `kind`; BadInput names the file and what is wrong in it."""
    path = PACKAGE / "prompts" / f"{kind.value}.yaml"
    try:
        text = path.read_text("utf-8")
        version = f"{kind.value}@{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        return Prompt.model_validate({"version": version, **yaml.safe_load(text)})
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise BadInput(f"prompts/{path.name}: این پرونده درست نیست؛ آن را ببینید ({error})") from None


def filled(pattern: str, parts: dict[str, str]) -> str:
    """Return `pattern` with {names} from `parts`; what hangs on an empty one is left out with its preposition."""
    text = _BRACES.sub(lambda match: parts.get(match[1], "") or "\0", pattern)
    return re.sub(r"\s+([.،؛])", r"\1", " ".join(_LINKED.sub("", text).split())).strip(" ،؛")
