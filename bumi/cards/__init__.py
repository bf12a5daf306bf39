"""Branded images of a piece, drawn from words, geometry and the province's kit: see `card.py`."""
