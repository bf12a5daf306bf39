"""Reading a press release, as text or in a file, as a brief: what it states of each part, and what a person settles."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bumi.documents import is_document, text_of
from bumi.errors import BadInput
from bumi.persian.calendar import now, parse_moment
from bumi.persian.text import digits_to_persian, flat, grouped
from bumi.persian.verb_phrases import INFORMS_OF
from bumi.release.headline import ROOM, shortened
from bumi.release.kinds import call_in, kind_of
from bumi.release.layout import Layout, laid_out
from bumi.release.places import Where, agency_of, axis_of, county_of, place_of
from bumi.release.speech import AttributedSentence, Speaker, told
from bumi.release.times import When, time_of
from bumi.words import Kind

_LONGEST = 60_000  # characters
_MOST_NOTES, _MOST_QUOTES = 30, 10
_LONGEST_NOTE, _LONGEST_QUOTE, _LONGEST_CALL = 600, 600, 300
_LONGEST_HEADLINE, _LONGEST_TOPIC = 110, 160  # characters of a headline cut from a lede, and of any
_SHORTEST_HEADLINE = 18
_TO = re.compile(r"(?<!\w)(?:الی|لغایت)(?!\w)")
_SHOWN = 12  # words shown of a line that is left out
_BREAKS = ("، ", "؛ ", " تا ", " و ", " که ", " با ", " در ")
_YAML = re.compile(r"^(?:---|(?:kind|topic|agency|county|axis|notes|quotes|when|where)[ \t]*:)", re.MULTILINE)
_PARTS = {"kind": "گونه", "topic": "موضوع", "agency": "دستگاه", "county": "شهرستان", "axis": "محور"}
_NAMED = re.compile(r"\s*(دستگاه|شهرستان|محور)\s*:\s*(\S.*)")


@dataclass(frozen=True)
class OpenPoint:
    """A part of the brief that a person must state or check, with a question in Persian."""

    field: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One sentence of a release with its speaker and position, for editing.

    `text` has the speaker's name in place of `pronoun` («وی»); `intro` and `quote` are the two parts of a quotation.
    `heading` is that of a list whose first item this is, `role` the speaker's office.
    """

    text: str
    paragraph: int
    point: bool
    heading: str
    speaker: str
    pronoun: str
    intro: str
    quote: str
    role: str = ""


@dataclass(frozen=True)
class Release:
    """The parts of a brief that a press release states, in its own words; empty where it does not.

    `asked` lists what a person must settle. `text` is the release as received.
    """

    kind: Kind
    topic: str
    lede: str
    agency: str
    county: str
    axis: str
    when: str
    starts_at: str
    where: str
    notes: tuple[str, ...]
    quotes: tuple[dict[str, str], ...]
    call_to_action: str
    text: str
    asked: tuple[OpenPoint, ...]

    def data(self) -> dict[str, Any]:
        """Return the brief as a person would type it."""
        parts = {name: getattr(self, name) for name in ("topic", "lede", "agency", "county", "axis", "when", "where")}
        more = {"starts_at": self.starts_at, "call_to_action": self.call_to_action, "release": self.text}
        listed = {"notes": list(self.notes), "quotes": [dict(quote) for quote in self.quotes]}
        return {"kind": self.kind.value, **parts, **more, **listed}


def passages(text: str) -> tuple[tuple[Passage, ...], bool, str]:
    """Return the sentences of a release, whether it names its source, and its kicker."""
    layout = laid_out(text)
    spoken = told(layout.sentences, layout.kicker)
    roles = {each.speaker.name: each.speaker.role for each in spoken if each.speaker and each.speaker.role}
    found = [
        Passage(
            said.text,
            said.sentence.paragraph,
            said.sentence.point,
            said.sentence.heading,
            said.speaker.label if said.speaker else "",
            said.pronoun,
            said.intro,
            said.quote,
            roles.get(said.speaker.name, "") if said.speaker and said.speaker.name else "",
        )
        for said in spoken
    ]
    return tuple(found), layout.sourced, layout.kicker


def read_release(text: str) -> Release:
    """Return the parts of a brief in the plain text of a release; BadInput where it is too long."""
    if len(text) > _LONGEST:
        raise BadInput(f"این متن {grouped(len(text))} نویسه دارد؛ خبری با حداکثر {grouped(_LONGEST)} نویسه بچسبانید")
    layout = laid_out(text)
    said = told(layout.sentences, layout.kicker)
    lede = _stopless(layout.sentences[0].text) if layout.sentences else layout.title
    body = said[1:]
    told_plainly = [each.text for each in body if not each.quote or "«" not in each.sentence.text]
    agency = agency_of(layout)
    county = county_of(layout, agency)
    when = time_of(layout.title, lede, told_plainly)
    topic, own = _topic(layout, lede, when.words)
    call = call_in([each.text if not each.quote else "" for each in body])
    call = call if call is not None and len(body[call].text) <= _LONGEST_CALL else None
    quoted = [each for each in body if each.quote and len(each.quote) <= _LONGEST_QUOTE][:_MOST_QUOTES]
    left = [each for at, each in enumerate(body) if each not in quoted and at != call]
    axis = axis_of(agency)
    kind = kind_of(f"{layout.kicker} {layout.title}", lede, _is_ahead(when))
    if kind is Kind.RECAP and _is_ahead(when) and when.words not in f"{layout.title} {lede}":
        when = When()  # the time of another event
    return Release(
        kind=kind,
        topic=topic,
        lede=lede if layout.sentences else "",
        agency=agency,
        county=county.county,
        axis=axis,
        when=_TO.sub("تا", when.words),
        starts_at=when.starts_at,
        where=place_of([lede, *told_plainly], agency, when.words),
        notes=_notes(left),
        quotes=tuple(_quote(each) for each in quoted),
        call_to_action=_stopless(body[call].text) if call is not None else "",
        text=text.strip(),
        asked=(*_asked(agency, axis, county, when, quoted, left, own), *_left_out(layout)),
    )


def still_asked(text: str, brief: Mapping[str, Any]) -> tuple[OpenPoint, ...]:
    """Return the open points of a release for the parts of `brief` (as typed) that still have the proposed value."""
    release = read_release(text)
    proposed = release.data()
    return tuple(each for each in release.asked if _same(brief.get(each.field), proposed[each.field]))


def _same(typed: Any, proposed: Any) -> bool:
    if isinstance(proposed, list) and proposed and isinstance(proposed[0], dict):
        return [_who(each) for each in typed or ()] == [_who(each) for each in proposed]
    if isinstance(proposed, list):
        return [flat(each) for each in typed or ()] == [flat(each) for each in proposed]
    return flat(typed or "") == flat(proposed)


def _who(quote: Mapping[str, str]) -> tuple[str, str]:
    return flat(quote.get("speaker", "")), flat(quote.get("role", ""))


def _topic(layout: Layout, lede: str, when: str) -> tuple[str, bool]:
    """Return the headline, and whether it needs no look: without one, the lede is shortened by whole parts.

    A lede that stays too long is cut between words, and a person is asked.
    """
    if layout.title:
        return layout.title, True
    points = [each.text for each in layout.sentences[1:] if each.point]
    short = shortened(points[0] if points and lede.endswith(":") and INFORMS_OF.search(lede) else lede, when)
    if len(short) <= _LONGEST_TOPIC:
        return short, len(short) <= ROOM
    room = short[: _LONGEST_HEADLINE + 1]
    room = room[: room.rfind("(")].rstrip() if room.count("(") > room.count(")") else room
    cuts = [room.rfind(mark) for mark in _BREAKS]
    cut = next((at for at in cuts if at >= _SHORTEST_HEADLINE), room.rfind(" "))
    return (room[:cut] if cut > 0 else room[:_LONGEST_HEADLINE]).strip(" ،؛"), False


def _notes(left: Sequence[AttributedSentence]) -> tuple[str, ...]:
    """Return the distinct sentences as notes; where they are too many, those of one paragraph share a note."""
    rows, seen = list[tuple[int, str]](), set[str]()
    for each in left:
        heading = each.sentence.heading
        text = f"{heading} {_stopless(each.text)}" if heading and heading != each.text else _stopless(each.text)
        if len(text) > 1 and flat(text) not in seen:
            rows.append((each.sentence.paragraph, text))
            seen.add(flat(text))
    return tuple(text for _, text in _shared(_shared(rows, within=True), within=False))


def _shared(rows: list[tuple[int, str]], within: bool) -> list[tuple[int, str]]:
    """Join neighbouring rows, `within` paragraphs only or across, until a brief can hold them."""
    kept, excess = list[tuple[int, str]](), len(rows) - _MOST_NOTES
    for paragraph, text in rows:
        beside = bool(kept) and (kept[-1][0] == paragraph or not within)
        if excess > 0 and beside and len(kept[-1][1]) + len(text) + 2 <= _LONGEST_NOTE:
            kept[-1] = (kept[-1][0], f"{kept[-1][1]}. {text}")
            excess -= 1
        else:
            kept.append((paragraph, text))
    return kept


def _quote(said: AttributedSentence) -> dict[str, str]:
    speaker = said.speaker
    assert speaker is not None  # of what is quoted
    name, role = (speaker.name, speaker.role) if speaker.name else (speaker.role, "")
    return {"speaker": name[:80], "role": role[:120], "intro": said.intro, "text": said.quote}


def _is_unnamed(speaker: Speaker) -> bool:
    """Say whether a speaker is only an office, whose name can be asked for; «یکی از مسافران» is none."""
    return not speaker.name and not speaker.role.startswith("یکی ")


def _stopless(text: str) -> str:
    return text.strip().removesuffix(".").rstrip()


def _is_ahead(when: When) -> bool:
    if when.starts_at:
        return parse_moment(when.starts_at) > now()
    return when.nearest is not None and when.nearest > now().date()


def _left_out(layout: Layout) -> Iterator[OpenPoint]:
    """Yield a point that lists the omitted courtesies, so that nobody misses them."""
    if lines := [_short(line) for line in layout.left_out]:
        yield OpenPoint("release", f"این‌ها تعارف و نشانی نامه است، نه خبر، و در مطلب نمی‌آید: {'؛ '.join(lines)}")


def _short(line: str) -> str:
    words = line.strip(" .!،؛:").split()
    return f"«{' '.join(words[:_SHOWN])}{' ...' if len(words) > _SHOWN else ''}»"


def _asked(
    agency: str,
    axis: str,
    county: Where,
    when: When,
    quoted: Sequence[AttributedSentence],
    left: Sequence[AttributedSentence],
    titled: bool,
) -> Iterator[OpenPoint]:
    """Yield the open points of a release."""
    if not titled:
        yield OpenPoint("topic", "این خبر تیتر ندارد و جمله نخستش بلند است؛ تیتری کوتاه بنویسید")
    if not agency:
        yield OpenPoint("agency", "این خبر از کدام دستگاه است؟ نام دستگاه در متن پیدا نشد")
    if not county.certain:
        proposed = f" «{county.county}» پیشنهاد شده است، اما" if county.county else ""
        yield OpenPoint("county", f"این خبر از کدام شهرستان است؟{proposed} متن از چند جا نام می‌برد یا جایی را نمی‌گوید")
    if not axis:
        yield OpenPoint("axis", "این خبر از کدام محور است؟ نام دستگاه آن را روشن نمی‌کند")
    if not when.certain:
        yield OpenPoint("when", f"«{when.words}» کدام روز است؟ روز و ماه را بنویسید")
    unnamed = dict.fromkeys(each.speaker.role for each in quoted if each.speaker and _is_unnamed(each.speaker))
    unplaced = dict.fromkeys(each.speaker.label for each in quoted if each.speaker and not each.speaker.role)
    for label in unnamed:
        yield OpenPoint("quotes", f"نام «{label}» در متن نیست؛ اگر می‌دانید بنویسید")
    for label in unplaced:
        yield OpenPoint("quotes", f"سمت «{label}» در متن نیست؛ آن را بنویسید")
    if any(len(each.text) > _LONGEST_NOTE for each in left):
        yield OpenPoint(
            "notes", f"یکی از جمله‌ها بلندتر از {digits_to_persian(str(_LONGEST_NOTE))} نویسه است؛ آن را بشکنید"
        )
    if len(_notes(left)) > _MOST_NOTES:
        yield OpenPoint("notes", f"این خبر بیش از {digits_to_persian(str(_MOST_NOTES))} نکته دارد؛ کوتاهش کنید")


def release_in(data: bytes, name: str) -> Release | None:
    """Return the release in a text, Word or PDF file called `name`; None for a YAML file.

    Its first lines may state missing parts, as in «محور: گردشگری». BadInput where it cannot be read.
    """
    if name.lower().endswith((".yaml", ".yml")):
        return None
    if is_document(data):
        lines = text_of(data, name).strip().splitlines()
    else:
        try:
            lines = data.decode("utf-8-sig").strip().splitlines()
        except UnicodeDecodeError:
            return None  # the reader of YAML reports it
        if not lines or _YAML.search("\n".join(lines)):
            return None
    named = {}
    while lines and (found := _NAMED.fullmatch(lines[0])):
        named[next(part for part, title in _PARTS.items() if title == found[1])] = found[2].strip()
        del lines[0]
    read = read_release("\n".join(lines))
    open_ = tuple(each for each in read.asked if each.field not in named)
    agency, county, axis = (named.get(part, getattr(read, part)) for part in ("agency", "county", "axis"))
    return replace(read, agency=agency, county=county, axis=axis, asked=open_)


def untold(problems: Iterable[str], found: Release, name: str) -> list[str]:
    """Return the problems of a release's brief, its open points, and what was understood of it, in Persian."""
    told = list(problems)
    for part, title in _PARTS.items():
        told = [problem.replace(f"«{part}»", f"«{title}»") for problem in told]
    known = {title: str(getattr(found, part)) for part, title in _PARTS.items()}
    known |= {"گونه": found.kind.persian, "زمان": found.when, "مکان": found.where}
    parts = "، ".join(f"{title} «{value}»" for title, value in known.items() if value)
    sizes = {"نکته": len(found.notes), "گفته": len(found.quotes)}
    counted = digits_to_persian(" و ".join(f"{size} {title}" for title, size in sizes.items() if size))
    understood = "، ".join(filter(None, (parts, counted)))
    missing = "، ".join(f"«{title}: ...»" for title in ("دستگاه", "شهرستان", "محور") if not known[title])
    rest = f"؛ آنچه را کم است بالای متن بیفزایید، هر کدام در سطری: {missing}" if missing else ""
    told += [f"{name}: {each.text}" for each in found.asked if each.field not in _PARTS or known[_PARTS[each.field]]]
    return [*told, f"{name}: از این متن این‌ها فهمیده شد: {understood}{rest}"]
