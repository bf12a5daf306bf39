"""Where the halves of a word meet: half-spaces that a text has lost, by rule and as learnt from clean texts."""

from bumi.checks.joints.stored import tagger
from bumi.checks.joints.style import joins_plurals

__all__ = ["joins_plurals", "tagger"]
