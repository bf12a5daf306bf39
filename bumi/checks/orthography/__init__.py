"""Checks of orthography: characters, punctuation, half-spaces, spelling."""
