"""Edit a press release into a draft: its sentences in its own order, with headline, lede, wording and caption."""

from bumi.models.planner.release.edit import edited

__all__ = ["edited"]
