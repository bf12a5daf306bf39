"""Films: short vertical videos of a piece, made from the cards' layouts and encoded by ffmpeg.

A reader of this package starts at `making.py`; templates of scenes are in assets/cards/film.
"""

from bumi.cards.film.encoder import FilmFormat, ffmpeg_version
from bumi.cards.film.making import STORY, film_key, made_film
from bumi.cards.film.scenes import SECONDS, Film, film_of

__all__ = ["SECONDS", "STORY", "Film", "FilmFormat", "ffmpeg_version", "film_key", "film_of", "made_film"]
