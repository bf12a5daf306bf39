"""Reading press releases as briefs: fixed patterns propose each part in the release's own words.

Where no pattern matches, or several do, a person is asked.
"""

from bumi.persian.first_person import speaks_of_us
from bumi.persian.verb_phrases import INFORMS, SAYS
from bumi.release.headline import ROOM, shortened
from bumi.release.layout import masked
from bumi.release.places import axis_of
from bumi.release.reading import OpenPoint, Passage, Release, passages, read_release, release_in, still_asked, untold

__all__ = [
    "INFORMS",
    "ROOM",
    "SAYS",
    "OpenPoint",
    "Passage",
    "Release",
    "axis_of",
    "masked",
    "passages",
    "read_release",
    "release_in",
    "shortened",
    "speaks_of_us",
    "still_asked",
    "untold",
]
