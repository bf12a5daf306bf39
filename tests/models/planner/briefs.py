"""Briefs as the planner's tests write them: what is not said is that of a workshop in Anar."""

from typing import Any

from bumi.brief import Brief, brief_from

_OF_ALL: dict[str, Any] = {
    "kind": "event",
    "topic": "کارگاه پته‌دوزی",
    "agency": "شهرداری انار",
    "county": "انار",
    "axis": "فرهنگ",
    "notes": ["نخ و پارچه"],
}


def brief(**said: Any) -> Brief:
    """Return the brief that says `said`."""
    return brief_from({**_OF_ALL, **said}, "brief")
