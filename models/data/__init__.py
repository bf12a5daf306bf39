"""What models learn from: pairs, notes and judged sentences, read as examples."""

from bumi.models.data.preferences import Preference, read_preferences
from bumi.models.data.split import fragments
from bumi.models.data.training_examples import (
    Example,
    dev_briefs,
    examples,
    is_woven,
    of_note,
    own_lines,
    read_notes,
    read_pairs,
)

__all__ = [
    "Example",
    "Preference",
    "dev_briefs",
    "examples",
    "fragments",
    "is_woven",
    "of_note",
    "own_lines",
    "read_notes",
    "read_pairs",
    "read_preferences",
]
