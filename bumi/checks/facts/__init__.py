"""Checks of facts: what a draft says, held against its brief and the province's data."""
