"""Patterns: crafts drawn as vector shapes and painted in the colours of a palette."""

from bumi.cards.patterns.painting import BORDERS, LANDSCAPES, TILES, paint, paint_border
from bumi.cards.patterns.tile import boteh

__all__ = ["BORDERS", "LANDSCAPES", "TILES", "boteh", "paint", "paint_border"]
