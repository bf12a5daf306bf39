"""The pages of the desk, one file a subject."""

from bumi.desk.pages import (
    assignments,
    brief_changes,
    briefs,
    bulk,
    calendar,
    certificates,
    channels,
    counties,
    courses,
    coverage,
    crises,
    decisions,
    editing,
    fact_checks,
    files,
    films,
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

ROUTERS = tuple(
    page.router
    for page in (
        files,
        sign_in,
        queue,
        briefs,
        brief_changes,
        piece,
        progress,
        live,
        decisions,
        channels,
        assignments,
        bulk,
        films,
        undo,
        editing,
        remarks,
        fact_checks,
        calendar,
        plan,
        messages,
        crises,
        coverage,
        counties,
        courses,
        certificates,
        photos,
        people,
        notifications,
    )
)
"""The routes of all pages."""
