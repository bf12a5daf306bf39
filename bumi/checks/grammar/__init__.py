"""Checks of grammar: agreement, verbs, prepositions, negation."""
