"""Where the halves of a word meet: half-spaces that a text has lost, by rule and as learnt from clean texts."""

from bumi.checks.joints.house import house_style, in_style
from bumi.checks.joints.stored import tagger
from bumi.checks.joints.style import joins_plurals

__all__ = ["house_style", "in_style", "joins_plurals", "tagger"]
