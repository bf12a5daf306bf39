"""A press release read as a brief: what it says is proposed for each part, and nothing that it does not say.

Found by fixed patterns of Persian press releases; where none fits, or several do, a person is asked.
"""

from bumi.release.files import release_in, untold
from bumi.release.headline import INFORMS, ROOM, shortened
from bumi.release.layout import masked
from bumi.release.reading import Asked, Passage, Release, passages, read_release, still_asked
from bumi.release.speech import SAYS, is_of_us, speaks_of_us

__all__ = [
    "INFORMS",
    "ROOM",
    "SAYS",
    "Asked",
    "Passage",
    "Release",
    "is_of_us",
    "masked",
    "passages",
    "read_release",
    "release_in",
    "shortened",
    "speaks_of_us",
    "still_asked",
    "untold",
]
