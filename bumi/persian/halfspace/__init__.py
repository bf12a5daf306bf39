"""Half-spaces (ZWNJ): finds those that a text has lost, by rules and by a model trained on clean texts."""

from bumi.persian.halfspace.house import house_style, in_style
from bumi.persian.halfspace.stored import tagger
from bumi.persian.halfspace.style import joins_plurals
from bumi.persian.halfspace.typesetting import typeset

__all__ = ["house_style", "in_style", "joins_plurals", "tagger", "typeset"]
