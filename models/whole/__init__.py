"""Whole pieces by a strong model: one structured answer, every sentence of it verified."""
