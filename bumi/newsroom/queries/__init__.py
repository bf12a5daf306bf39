"""Queries for pages and reports: the editors' queue, the agenda, coverage."""
