"""Training: the writer's adapter, the support check, and synthetic faults."""

from bumi.models.training.batches import perplexity
from bumi.models.training.edit_feedback import Note, lessons
from bumi.models.training.ranking import share_first
from bumi.models.training.writer import Recipe, train_writer

__all__ = ["Note", "Recipe", "lessons", "perplexity", "share_first", "train_writer"]
