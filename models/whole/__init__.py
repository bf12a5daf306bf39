"""Whole pieces by a strong model: one structured answer, of which every sentence is verified."""
