"""Templates to pages: everything is escaped, digits are Persian, times are Jalali on Tehran's clock."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bumi.brief import Kind
from bumi.desk.assets import address
from bumi.desk.brief_form import note_key
from bumi.desk.operators import stopped, without_commands
from bumi.desk.wording import FIELDS, SAID, ago, wait
from bumi.newsroom.states import Role, State
from bumi.persian.calendar import clock, jalali, jalali_day, now, to_tehran, typed
from bumi.persian.text import digits_to_persian
from bumi.publishing import clean
from bumi.words import Channel, Urgency

__all__ = ["render"]


def render(template: str, **context: Any) -> str:
    """Return the page, without the control characters that none may hold."""
    return clean(_environment().get_template(template).render(context))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "ago": ago,
        "clock": clock,
        "day": jalali_day,
        "fa": lambda value: digits_to_persian(str(value)),
        "iso": _iso,
        "jalali": jalali,
        "note_key": note_key,
        "stopped": stopped,
        "typed": typed,
        "wait": wait,
        "without_commands": without_commands,
    }
    environment.globals |= {
        "FIELDS": FIELDS,
        "SAID": SAID,
        "Channel": Channel,
        "Kind": Kind,
        "Role": Role,
        "State": State,
        "Urgency": Urgency,
        "asset": address,
        "now": now,
    }
    return environment


def _iso(moment: datetime) -> str:
    return to_tehran(moment).isoformat(timespec="seconds")
