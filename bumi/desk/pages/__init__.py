"""The pages of the desk, one file a subject."""

from bumi.desk.pages import (
    assignments,
    briefs,
    bulk,
    calendar,
    channels,
    coverage,
    crises,
    decisions,
    editing,
    files,
    messages,
    people,
    piece,
    plan,
    queue,
    sign_in,
    undo,
)

__all__ = ["ROUTERS"]

_EARLY = (files, sign_in, queue, briefs, piece, decisions, channels, assignments, bulk, undo, editing)
_LATE = (calendar, plan, messages, crises, coverage, people)

ROUTERS = tuple(page.router for page in (*_EARLY, *_LATE))
"""The routes of all pages."""
