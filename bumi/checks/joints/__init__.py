"""Where the halves of a word meet: which half-spaces a text has lost, learnt from texts that keep them."""

from bumi.checks.joints.places import GAP
from bumi.checks.joints.stored import tagger

__all__ = ["GAP", "tagger"]
