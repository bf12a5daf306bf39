"""Slips of the hand: words that are unknown, and what was meant by them."""
