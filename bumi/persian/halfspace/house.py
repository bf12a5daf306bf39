"""Our style of ها and تر: with a half-space, joined, or as each text has it (assets/words/style.yaml)."""

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bumi.persian.halfspace.style import only_plural
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lexicon, parts_of_speech
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN, respelled

type _Way = Literal["apart", "joined", "free"]

_JOINING = f"(?<=[^{CANNOT_JOIN}{ZWNJ}])"
_APART_PLURAL = re.compile(f"(?<=[^ه]){_JOINING}{ZWNJ}(?=ها)")
_APART_COMPARATIVE = re.compile(f"(?<=[^ه]){_JOINING}{ZWNJ}(?=تر(?:ین|ی|ها)?$)")
_COMPARATIVE = re.compile(f"(.+{_JOINING})(تر(?:ین|ی)?)")
_ALWAYS_JOINED = frozenset(("به", "بیش", "کم", "بد", "مه", "که", "پیش", "بر"))  # بهتر، بیشتر، ...


class Style(BaseModel):
    """Our spelling of ها and تر."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plurals: _Way
    comparatives: _Way

    @property
    def chooses(self) -> bool:
        """Whether the style rules out any spelling."""
        return (self.plurals, self.comparatives) != ("free", "free")


@cache
def house_style() -> Style:
    """Return the style of assets/words/style.yaml; pydantic's ValidationError where it names another way."""
    return Style.model_validate(listed_data("style"))


@lru_cache(maxsize=10_000)
def in_style(word: str, style: Style) -> str:
    """Return a word in our style; words without a choice are unchanged."""
    if style.plurals == "joined":
        word = _APART_PLURAL.sub("", word)
    elif style.plurals == "apart" and only_plural(spelled := respelled(word)):
        word = spelled
    if style.comparatives == "joined":
        word = _APART_COMPARATIVE.sub("", word)
    elif style.comparatives == "apart" and (parted := _COMPARATIVE.fullmatch(word)) and _graded(parted[1]):
        word = ZWNJ.join(parted.groups())
    return word


def _graded(stem: str) -> bool:
    """Return whether a word is certainly a gradable adjective: not the «کبو» of «کبوتر», nor the «دف» of «دفتر»."""
    own = lexicon().get(f"{stem}تر", 0) > 0
    return not own and stem not in _ALWAYS_JOINED and "AJ" in parts_of_speech().get(stem, ())
