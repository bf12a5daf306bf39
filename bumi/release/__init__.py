"""A press release read as a brief: what it says is proposed for each part, and nothing that it does not say.

Found by fixed patterns of Persian press releases; where none fits, or several do, a person is asked.
"""

from bumi.release.files import release_in, untold
from bumi.release.headline import ROOM, shortened
from bumi.release.reading import Asked, Passage, Release, passages, read_release, still_asked

__all__ = [
    "ROOM",
    "Asked",
    "Passage",
    "Release",
    "passages",
    "read_release",
    "release_in",
    "shortened",
    "still_asked",
    "untold",
]
