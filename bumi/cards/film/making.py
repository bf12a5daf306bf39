"""Making of a film: its frames are drawn and encoded, and a key names what determines the result."""

import hashlib
import json
from collections.abc import Callable, Iterator

from bumi.cards.cache import cache_key
from bumi.cards.encoding import Format
from bumi.cards.film.encoder import FilmFormat, encoded
from bumi.cards.film.frames import frames_of
from bumi.cards.film.scenes import SECONDS, Film
from bumi.cards.fonts import require_raqm
from bumi.cards.selection import CardJob
from bumi.cards.sizes import Size

STORY = FilmFormat()


def made_film(film: Film, format: FilmFormat = STORY, progress: Callable[[float], None] = lambda share: None) -> bytes:
    """Return the film as an MP4; `progress` is told the share that is drawn, about once a second of film.

    The same words in every run. NotAvailable where Persian cannot be shaped, and where ffmpeg is missing or fails.
    """
    require_raqm()
    count = round(SECONDS * format.rate)

    def drawn() -> Iterator[bytes]:
        for number, frame in enumerate(frames_of(film, format)):
            if number % format.rate == 0:
                progress(number / count)
            yield frame.tobytes()

    return encoded(drawn(), format)


def film_key(film: Film, format: FilmFormat = STORY) -> str:
    """Return the SHA-256 of what determines a film: its cards, their seconds and the format. A card has the code."""
    parts = {
        "cards": [cache_key(CardJob("film", each.card, Size.STORY, Format.JPEG, 0), film.kit) for each in film.scenes],
        "seconds": [round(each.seconds, 6) for each in film.scenes],
        "rest": [film.still, format.width, format.height, format.rate],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
