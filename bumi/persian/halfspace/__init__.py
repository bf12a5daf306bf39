"""Where the halves of a word meet: half-spaces that a text has lost, by rule and as learnt from clean texts."""

from bumi.persian.halfspace.house import house_style, in_style
from bumi.persian.halfspace.stored import tagger
from bumi.persian.halfspace.style import joins_plurals
from bumi.persian.halfspace.typesetting import typeset

__all__ = ["house_style", "in_style", "joins_plurals", "tagger", "typeset"]
