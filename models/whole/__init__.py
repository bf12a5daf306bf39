"""A strong model writes the whole piece in one structured answer, and every sentence of it is verified."""
