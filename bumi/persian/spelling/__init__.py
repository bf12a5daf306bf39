"""Spelling correction: unknown words with typing errors, and the words meant by them."""
