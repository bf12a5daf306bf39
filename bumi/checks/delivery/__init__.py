"""Checks of delivery: length, channel, duplicates."""
