"""Queries: queue, search, lookalikes, agenda, coverage."""
