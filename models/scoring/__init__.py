"""Scores: whether a sentence follows from its brief."""
