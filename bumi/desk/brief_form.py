"""A brief as a form: the text of each field as it was typed; validated as a brief only when it is submitted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bumi.brief import Kind, Urgency
from bumi.desk.form import Form, lines_of, quotes_of
from bumi.desk.labels import BRIEF_LABELS
from bumi.persian.calendar import typed
from bumi.persian.text import digits_to_persian, flat
from bumi.words import Channel

_QUOTE, _SAYING = ("speaker", "role", "text", "intro"), ("note", "text", "label", "by")
_TEXTS = tuple(
    name
    for name in BRIEF_LABELS
    if name not in ("notes", "quotes", "channels", "sayings", "release", "why", "template_name", *_QUOTE, *_SAYING)
)
_DATES = ("when", "starts_at", "ends_at", "publish_at", "embargo_until", "expire_at")
_MOST_SAYINGS = 60  # twice the notes of a brief: the choice for a note just removed is kept, in case it comes back
_SENTENCE, _OWN, _AS_IS = (
    "=",
    "own",
    "as-is:",
)  # choices for a note: this sentence, one's own sentence, the note as it is


def empty_form(kind: Kind, agency: str) -> dict[str, Any]:
    """Return the form of a new brief."""
    empty = {name: "" for name in _TEXTS}
    first = {"kind": kind.value, "agency": agency, "urgency": Urgency.NORMAL.value}
    lists: dict[str, Any] = {"quotes": [], "sayings": [], "channels": [Channel.SITE.value]}
    return empty | first | lists | {"notes": "", "purpose": "", "release": "", "why": ""}


def note_key(note: str) -> str:
    """Return the key of a note while it is edited: a hash of its words, without punctuation, spaces and position."""
    words = "".join(letter if letter.isalnum() else " " for letter in flat(note)).split()
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest()


def sent_form(form: Form, by: str = "") -> dict[str, Any]:
    """Return the form that was sent; `by` is the user who chose the sentences for notes."""
    texts = {name: form.text(name) for name in _TEXTS}
    rest = {"channels": form.all("channels"), "purpose": form.text("purpose")[:80], "why": form.text("why")[:500]}
    chosen = [_chosen(form, note, by) for note in form.all("said_note")[:_MOST_SAYINGS]]
    sayings = [saying for saying in chosen if saying["text"] or saying["label"]]
    return texts | rest | {"notes": form.text("notes"), "quotes": quotes_of(form), "sayings": sayings}


def _chosen(form: Form, note: str, by: str) -> dict[str, str]:
    """Return the choice for a note: a sentence, or a label with which the note stays as it is, or neither."""
    key = note_key(note)
    choice, own = form.text(f"say-{key}"), " ".join(form.text(f"own-{key}").split())
    text = choice.removeprefix(_SENTENCE) if choice.startswith(_SENTENCE) else own if choice in (_OWN, "") else ""
    label = choice.removeprefix(_AS_IS) if choice.startswith(_AS_IS) else ""
    return {"note": note, "text": text[:400], "label": label[:30], "by": by}


def with_answer(form: Mapping[str, Any], answer: str) -> dict[str, Any]:
    """Return the form with one answer, «place|words», filled in; the place is a note's key or a field's name."""
    place, _, words = answer.partition("|")
    if place in _TEXTS:
        return {**form, place: words}
    lines = [words if note_key(line) == place else line for line in lines_of(form["notes"])]
    return {**form, "notes": "\n".join(lines)}


def form_of(data: object) -> dict[str, Any]:
    """Return the form of a brief from a file, a press release or another brief, valid or not."""
    given: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    form = empty_form(Kind.EVENT, "") | {name: _typed(given.get(name)) for name in _TEXTS if given.get(name)}
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


def undated(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form to begin a similar brief from: without its times, its photo, and the words of its release."""
    return {**form, **dict.fromkeys((*_DATES, "photo", "release", "purpose", "why"), "")}


def data_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of the form, for `brief_from`; empty fields are left out."""
    data = {name: form[name] for name in (*_TEXTS, "release") if form.get(name, "").strip()}
    data["notes"] = lines_of(form["notes"])
    data["quotes"] = [{name: text for name, text in quote.items() if text.strip()} for quote in form["quotes"]]
    data["channels"] = form["channels"]
    if sayings := _numbered(form.get("sayings", ()), data["notes"]):
        data["sayings"] = sayings
    return data


def _numbered(sayings: Sequence[Mapping[str, str]], notes: Sequence[str]) -> list[dict[str, Any]]:
    """Return the choices with the numbers of their notes; those of removed notes are left out."""
    said = {note_key(saying["note"]): saying for saying in sayings}
    found = ((number, said[key]) for number, note in enumerate(notes, 1) if (key := note_key(note)) in said)
    return [{**saying, "note": number} for number, saying in found]


def _sayings_of(sayings: object, notes: Sequence[str]) -> list[dict[str, str]]:
    """Return the sayings of a brief, each with the text of its note."""
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
    """Return a word as the choices of the form have it; an unknown word stays, to be reported."""
    try:
        return words(text).value
    except ValueError:
        return text
