"""Rendering of the desk's pages with Jinja, and the static files they load.

Everything is escaped, digits are Persian, times are Jalali on Tehran's clock. The address of a static file carries the
hash of its content, so that browsers can keep it for ever.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from bumi.brief import Kind
from bumi.desk.brief_form import note_key
from bumi.desk.labels import FIELDS, SAID, without_commands, without_internals
from bumi.newsroom.accounts.shown_names import ShownNames
from bumi.newsroom.accounts.users import MACHINE
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import MACHINE_IN_PERSIAN
from bumi.persian.calendar import clock, jalali, jalali_day, now, to_tehran, typed
from bumi.persian.text import ZWNJ, digits_to_persian, grouped
from bumi.publishing import clean
from bumi.settings import PACKAGE
from bumi.words import FOR_BRIEFS, Channel, Urgency

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_SHEETS = (
    *("base", "head", "forms", "brief", "queue", "photos", "piece", "editing", "calendar", "plan", "coverage"),
    *("tables", "widths"),
)
"""The style sheets of `desk.css`, which are one file for browsers; a later one wins."""

_OF_SOME_PAGES = ("authors.css", "commissions.css", "county.css", "courses.css", "questions.css", "sign-ups.css")
_CSS = "text/css; charset=utf-8"
_FILES = {
    "desk.css": ([_STATIC / "desk" / f"{name}.css" for name in _SHEETS], _CSS),
    **{name: ([_STATIC / name], _CSS) for name in _OF_SOME_PAGES},
    "desk.js": ([_STATIC / "desk.js"], "text/javascript; charset=utf-8"),
    "htmx.js": ([_STATIC / "htmx.min.js"], "text/javascript; charset=utf-8"),
    "vazirmatn.woff2": ([PACKAGE / "assets" / "fonts" / "Vazirmatn-NL[wght].woff2"], "font/woff2"),
}
_UNITS = ((timedelta(days=1), "روز"), (timedelta(hours=1), "ساعت"), (timedelta(minutes=1), "دقیقه"))

NAMES = frozenset(_FILES)
"""The names of the static files."""


@dataclass(frozen=True)
class StaticFile:
    """A static file, with the hash in its address."""

    body: bytes
    content_type: str
    digest: str


@cache
def static_file(name: str) -> StaticFile:
    """Return a static file by its plain name; KeyError where there is none."""
    paths, content_type = _FILES[name]
    body = b"".join(path.read_bytes() for path in paths)
    if name == "desk.css":
        body = body.replace(b"FONT_FILE", static_url("vazirmatn.woff2").encode())
    return StaticFile(body, content_type, hashlib.sha256(body).hexdigest()[:12])


def static_url(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{static_file(name).digest}/{name}"


def render(template: str, **context: Any) -> str:
    """Return the page, without control characters, which HTML does not allow."""
    return clean(_environment().get_template(template).render(context))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "ago": _ago,
        "clock": clock,
        "tomans": lambda rials: f"{grouped(rials // 10)} تومان",
        "day": jalali_day,
        "fa": lambda value: digits_to_persian(str(value)),
        "initials": _initials,
        "iso": lambda moment: to_tehran(moment).isoformat(timespec="seconds"),
        "jalali": jalali,
        "mentions": _mentions,
        "note_key": note_key,
        "number": grouped,
        "person": _person,
        "told": _told,
        "typed": typed,
        "wait": lambda moment: f"{_duration(now() - moment)} در انتظار",
        "without_commands": without_commands,
        "without_internals": without_internals,
    }
    environment.globals |= {
        "FIELDS": FIELDS,
        "SAID": SAID,
        "Channel": Channel,
        "FOR_BRIEFS": FOR_BRIEFS,
        "Kind": Kind,
        "Role": Role,
        "State": State,
        "Urgency": Urgency,
        "asset": static_url,
        "now": now,
    }
    return environment


def _names(context: Context) -> ShownNames:
    found: ShownNames = context["known_as"]  # of whoever reads the page; no page names people without it
    return found


@pass_context
def _person(context: Context, account: str) -> str:
    """Return the name of an account as the reader of the page may see it, and that of the machine in Persian."""
    return MACHINE_IN_PERSIAN if account == MACHINE else _names(context)(account)


@pass_context
def _told(context: Context, sentence: str) -> str:
    """Return a recorded sentence with the names of accounts as the reader may see them."""
    return _names(context).within(sentence)


@pass_context
def _mentions(context: Context, text: str) -> str:
    """Return what somebody wrote with its mentions as the reader may see them."""
    return _names(context).mentions(text)


def _duration(length: timedelta) -> str:
    """Return e.g. «۳ ساعت», in the largest unit that it fills."""
    for unit, name in _UNITS:
        if length >= unit:
            return digits_to_persian(f"{length // unit} {name}")
    return "کمتر از یک دقیقه"


def _initials(name: str) -> str:
    """Return the initials of two words, or the beginning of one, as letters that do not join: «م‌ر» of «مریم راد»."""
    words = name.split()
    return ZWNJ.join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]


def _ago(moment: datetime) -> str:
    """Return e.g. «۳ ساعت پیش», or «همین حالا»."""
    past = now() - moment
    return f"{_duration(past)} پیش" if past >= timedelta(minutes=1) else "همین حالا"
