"""Training data: pairs of brief and draft, single notes, and preferences, read as examples."""

from bumi.models.data.training_examples import (
    Preference,
    TrainingExample,
    brief_of,
    dev_briefs,
    examples,
    fragments,
    is_woven,
    of_note,
    own_lines,
    read_notes,
    read_pairs,
    read_preferences,
)

__all__ = [
    "Preference",
    "TrainingExample",
    "brief_of",
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
