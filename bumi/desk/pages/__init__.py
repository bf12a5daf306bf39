"""The pages of the desk, one file a subject."""

from bumi.desk.pages import (
    assignments,
    brief_changes,
    briefs,
    bulk,
    calendar,
    channels,
    coverage,
    crises,
    decisions,
    editing,
    fact_checks,
    files,
    live,
    messages,
    notifications,
    people,
    photos,
    piece,
    plan,
    progress,
    queue,
    remarks,
    sign_in,
    undo,
)

__all__ = ["ROUTERS"]

_EARLY = (files, sign_in, queue, briefs, brief_changes, piece, progress, live, decisions, channels, assignments, bulk)
_LATE = (undo, editing, remarks, fact_checks, calendar, plan, messages, crises, coverage, photos, people, notifications)

ROUTERS = tuple(page.router for page in (*_EARLY, *_LATE))
"""The routes of all pages."""
