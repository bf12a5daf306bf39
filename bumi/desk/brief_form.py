"""A brief as a form: what was typed, kept as it is; read as a brief only when it is handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bumi.brief import Kind, Urgency
from bumi.calendar import typed
from bumi.desk.form import Form, lines_of, quotes_of
from bumi.text import digits_to_persian
from bumi.words import Channel

__all__ = ["LABELS", "blank", "data_of", "form_of", "form_sent"]

LABELS = {
    "kind": "گونه",
    "topic": "موضوع",
    "agency": "دستگاه",
    "county": "شهرستان",
    "axis": "محور",
    "lede": "خبر در یک جمله",
    "notes": "نکته‌ها",
    "when": "زمان، به زبان مردم",
    "where": "مکان",
    "starts_at": "آغاز",
    "ends_at": "پایان",
    "quotes": "گفته‌ها",
    "speaker": "گوینده",
    "role": "سمت",
    "text": "گفته",
    "intro": "پیش از گفته",
    "call_to_action": "مردم چه کنند؟",
    "channels": "کانال‌ها",
    "urgency": "فوریت",
    "publish_at": "زمان انتشار",
    "embargo_until": "منع انتشار تا",
    "expire_at": "پایان انتشار",
    "internal_note": "برای همکاران",
    "photo": "شرح عکس",
}
"""What people call the parts of a brief."""

_TEXTS = tuple(
    name for name in LABELS if name not in ("notes", "quotes", "channels", "speaker", "role", "text", "intro")
)
_QUOTE = ("speaker", "role", "text", "intro")


def blank(kind: Kind, agency: str) -> dict[str, Any]:
    """Return the form of a new brief."""
    empty = {name: "" for name in _TEXTS}
    first = {"kind": kind.value, "agency": agency, "urgency": Urgency.NORMAL.value}
    return empty | first | {"notes": "", "quotes": [], "channels": [Channel.SITE.value], "purpose": "", "release": ""}


def form_sent(form: Form) -> dict[str, Any]:
    """Return what was typed."""
    texts = {name: form.text(name) for name in _TEXTS}
    rest = {"channels": form.all("channels"), "purpose": form.text("purpose")[:80]}
    return texts | rest | {"notes": form.text("notes"), "quotes": quotes_of(form)}


def form_of(data: object) -> dict[str, Any]:
    """Return the form of a brief from elsewhere, right or wrong: of a file, of a press release, of another brief."""
    given: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    form = blank(Kind.EVENT, "") | {name: _typed(given.get(name)) for name in _TEXTS if given.get(name)}
    form["kind"] = _word(Kind, form["kind"])
    form["urgency"] = _word(Urgency, form["urgency"])
    form["notes"] = "\n".join(_lines(given.get("notes")))
    quotes = given.get("quotes") if isinstance(given.get("quotes"), list | tuple) else []
    form["quotes"] = [
        {name: _typed(quote.get(name)) for name in _QUOTE} for quote in quotes or [] if isinstance(quote, Mapping)
    ]
    form["release"] = given["release"] if isinstance(given.get("release"), str) else ""
    if isinstance(given.get("channels"), list | tuple):
        form["channels"] = [_word(Channel, _typed(each)) for each in given["channels"]]
    return form


def data_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form says, for `brief_from`; a part left empty is not there."""
    data = {name: form[name] for name in (*_TEXTS, "release") if form.get(name, "").strip()}
    data["notes"] = lines_of(form["notes"])
    data["quotes"] = [{name: text for name, text in quote.items() if text.strip()} for quote in form["quotes"]]
    data["channels"] = form["channels"]
    return data


def _typed(value: object) -> str:
    if isinstance(value, datetime):
        return typed(value)
    return value if isinstance(value, str) else digits_to_persian(str(value)) if isinstance(value, int) else ""


def _lines(notes: object) -> list[str]:
    if isinstance(notes, str):
        return [notes]
    lines = []
    for note in notes if isinstance(notes, list | tuple) else ():
        lines.append(
            ": ".join(map(_typed, *note.items())) if isinstance(note, Mapping) and len(note) == 1 else _typed(note)
        )
    return [" ".join(line.split()) for line in lines if line.strip()]


def _word(words: type[Kind] | type[Urgency] | type[Channel], text: str) -> str:
    """Return a word as the form's choices have it; what is none stays, to be told."""
    try:
        return words(text).value
    except ValueError:
        return text
