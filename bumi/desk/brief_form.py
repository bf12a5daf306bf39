"""A brief as a form: what was typed, kept as it is; read as a brief only when it is handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bumi.brief import Kind, Urgency
from bumi.desk.form import Form, lines_of, quotes_of
from bumi.persian.calendar import typed
from bumi.persian.text import digits_to_persian, flat
from bumi.words import Channel

__all__ = ["LABELS", "answered", "blank", "data_of", "form_of", "form_sent", "note_key"]

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
    "sayings": "جمله‌های برگزیده",
    "note": "نکته",
    "label": "برچسب",
    "by": "برگزیننده",
    "release": "متن خبر",
}
"""What people call the parts of a brief."""

_QUOTE, _SAYING = ("speaker", "role", "text", "intro"), ("note", "text", "label", "by")
_TEXTS = tuple(
    name for name in LABELS if name not in ("notes", "quotes", "channels", "sayings", "release", *_QUOTE, *_SAYING)
)
_MOST_SAYINGS = 60  # twice as many as a brief has notes: those of notes just taken out come back with them
_SENTENCE, _OWN, _AS_IS = "=", "own", "as-is:"  # what is chosen at a note: this sentence, one's own, its own words


def blank(kind: Kind, agency: str) -> dict[str, Any]:
    """Return the form of a new brief."""
    empty = {name: "" for name in _TEXTS}
    first = {"kind": kind.value, "agency": agency, "urgency": Urgency.NORMAL.value}
    lists: dict[str, Any] = {"quotes": [], "sayings": [], "channels": [Channel.SITE.value]}
    return empty | first | lists | {"notes": "", "purpose": "", "release": ""}


def note_key(note: str) -> str:
    """Return by what a note is known while its form is typed: its words, whatever their marks, spaces and place."""
    words = "".join(letter if letter.isalnum() else " " for letter in flat(note)).split()
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest()


def form_sent(form: Form, by: str = "") -> dict[str, Any]:
    """Return what was typed and chosen; `by` is who did."""
    texts = {name: form.text(name) for name in _TEXTS}
    rest = {"channels": form.all("channels"), "purpose": form.text("purpose")[:80]}
    chosen = [_chosen(form, note, by) for note in form.all("said_note")[:_MOST_SAYINGS]]
    sayings = [saying for saying in chosen if saying["text"] or saying["label"]]
    return texts | rest | {"notes": form.text("notes"), "quotes": quotes_of(form), "sayings": sayings}


def _chosen(form: Form, note: str, by: str) -> dict[str, str]:
    """Return what was chosen at a note: a sentence, or a label with which it stays as it is, or neither."""
    key = note_key(note)
    choice, own = form.text(f"say-{key}"), " ".join(form.text(f"own-{key}").split())
    text = choice.removeprefix(_SENTENCE) if choice.startswith(_SENTENCE) else own if choice in (_OWN, "") else ""
    label = choice.removeprefix(_AS_IS) if choice.startswith(_AS_IS) else ""
    return {"note": note, "text": text[:400], "label": label[:30], "by": by}


def answered(form: Mapping[str, Any], answer: str) -> dict[str, Any]:
    """Return the form with the one answer that was touched, «place|words»: a note's key, or the name of a field."""
    place, _, words = answer.partition("|")
    if place in _TEXTS:
        return {**form, place: words}
    lines = [words if note_key(line) == place else line for line in lines_of(form["notes"])]
    return {**form, "notes": "\n".join(lines)}


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
    form["sayings"] = _sayings_of(given.get("sayings"), _lines(given.get("notes")))
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
    if sayings := _numbered(form.get("sayings", ()), data["notes"]):
        data["sayings"] = sayings
    return data


def _numbered(sayings: Sequence[Mapping[str, str]], notes: Sequence[str]) -> list[dict[str, Any]]:
    """Return what was chosen with the numbers of its notes; what was of a note no longer there is left out."""
    said = {note_key(saying["note"]): saying for saying in sayings}
    found = ((number, said[key]) for number, note in enumerate(notes, 1) if (key := note_key(note)) in said)
    return [{**saying, "note": number} for number, saying in found]


def _sayings_of(sayings: object, notes: Sequence[str]) -> list[dict[str, str]]:
    """Return the sayings of a brief from elsewhere, each with the text of its note."""
    found = []
    for each in sayings if isinstance(sayings, list | tuple) else ():
        number = each.get("note") if isinstance(each, Mapping) else None
        if isinstance(number, int) and 1 <= number <= len(notes):
            found.append({name: _typed(each.get(name)) for name in _SAYING} | {"note": notes[number - 1]})
    return found


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
