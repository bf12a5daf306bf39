"""A press release is edited, not woven again: its sentences in its order, each once, as its brief's form has them.

The words come from the parts of the brief alone. The release that the brief carries gives their order, its paragraphs
and where «وی» may stand for a name: whoever corrects a note, or takes one out, gets what the form says.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bumi.brief import Brief
from bumi.piece import POINT, Draft, Fields, ModelNote, Source
from bumi.province import province
from bumi.release import Passage, passages
from bumi.text import digits_to_persian, flat
from bumi.words import Kind
from models.planner.hashtags import hashtags
from models.planner.headline import headline_of
from models.planner.prompts import filled, prompt
from models.planner.register import of_one_hand

__all__ = ["edited"]

_NAME = "release"  # of what writes it, for the record of a draft: no model does
_ALIKE = 0.5  # of the words of two sentences that one may be the other, corrected
_EARLY = 2  # sentences behind the lede
_KICKER = 60  # characters
_ENDED = (".", "!", "؟", "?", "…", ":", "»")
_IN = re.compile(r"(?<![\w\u200c])توی(?= \w)")  # spoken, though a dictionary has it as another word too
_THIS_OFFICE = re.compile(
    r"(?<!\w)این (?:اداره[ \u200c]?کل|اداره|سازمان|شرکت|نهاد|مرکز|دانشگاه|دانشکده|شهرداری|فرمانداری|بخشداری|انجمن"
    r"|اتحادیه|بنیاد|کمیته|جمعیت|شبکه|مجموعه|هیئت|کانون|ستاد|مؤسسه|موسسه|خیریه|باشگاه|شورا|دهیاری|بیمارستان|دستگاه|اتاق|صندوق"
    r"|اعلام|اطلاعیه|بیانیه)(?!\w)"
)
_NOTICE = re.compile(r"(?:اطلاعیه|فراخوان|آگهی|هشدار)(?!\w)")
_COPULA = re.compile(r"(?<= )(ن?شده|ن?یافته)\.?$")  # as a newsroom writes it, «شده است»
_ORDERS = re.compile(
    r"(?<!می)(?<!\w)(?:(?:کن|ده|گیر|باش|شو|نمای)(?:ند|ید)|[بن](?!(?:ود|رد|وشت|شست|خشید)(?:ند|ید))[\w\u200c]+(?:ند|ید))\.?$"
)
"""«... از پریز بکشند»: readers are told what to do, and nothing is reported."""
_NO_OPENING = re.compile(
    r"همچنین|بنا ?بر|بر پایه|طبق|مطابق|گفتنی است|(?:وی|او|ایشان|نامبرده) |به گفته|به گزارش|در ادامه|در پایان|بر اساس"
    r"|لذا|بنابراین|اما|ولی|البته|ضمن|به همین"
)


@dataclass(frozen=True)
class _Line:
    """A sentence to be printed: what it rests on, where it stands, and which passage of the release it is."""

    text: str
    rests_on: tuple[str, ...]
    paragraph: int
    passage: Passage | None
    quote: str = ""


def edited(brief: Brief, seed: int = 0, formal: Callable[[str], str] = str) -> Draft:
    """Return the draft of a brief that carries a release; `formal` puts spoken words into writing, quotations apart."""
    found, sourced, kicker = passages(brief.release)
    formal = of_one_hand(brief.parts(), formal)
    lines = _pronouns([*_lines(brief, found, formal)], _speaks_first(brief, found))
    lede, lines = _lede(brief, lines, formal)
    headline = headline_of(_written(brief.topic, formal), lede.text, brief.when)
    unclear = _THIS_OFFICE.search(lede.text)  # where it is read without the headline
    lost = _names(brief.topic, brief.agency) and not _names(headline, brief.agency)
    if (sourced or lost) and not (_names(lede.text, brief.agency) or (_names(headline, brief.agency) and not unclear)):
        lede, lines = _with_source(brief, headline, lede, lines)
    parts = brief.parts()
    body, points = _paragraphs(lines), [*_unsaid(brief, parts, [lede, *lines])]
    if points:
        body = "\n\n".join(filter(None, [body, "\n".join(text for text, _ in points)]))
    sources = [_source("lede", lede.text, lede.rests_on, parts)]
    sources += [_source("body", _printed(line), line.rests_on, parts) for line in lines]
    sources += [_source("body", text, rests_on, parts) for text, rests_on in points]
    call = _whole(_Line(_written(brief.call_to_action, formal), ("call",), 0, None)) if brief.call_to_action else ""
    fields = Fields(
        kicker=_kicker(brief, kicker, headline),
        headline=headline,
        lede=lede.text,
        body=body,
        caption=" ".join(filter(None, [lede.text, call])),
        hashtags=hashtags(brief),
    )
    note = ModelNote(name=_NAME, adapter="", prompt=prompt(brief.kind).version, seed=seed)
    return Draft(fields=fields, sources=tuple(sources), model=note)


def _lines(brief: Brief, found: Sequence[Passage], formal: Callable[[str], str]) -> Iterator[_Line]:
    """Yield notes, quotations and the call in the order of the release; what it does not have follows its neighbour."""
    told = {id_: text for id_, text in brief.parts().items() if id_.startswith("n") or id_ == "call"}
    placed: list[tuple[int, int, str, bool]] = []
    last = 0
    for order, (id_, text) in enumerate(told.items()):
        at = _place(text, found)
        last = at if at is not None else len(found) if id_ == "call" else last
        placed.append((last, order, id_, at is not None))
    for order, quote in enumerate(brief.quotes, 1):
        at = _place(quote.text, found)
        placed.append((len(found) - 1 if at is None else at, 100 + order, f"q{order}", at is not None))
    for at, order, id_, known in sorted(placed):
        passage = found[at] if known else None
        paragraph = passage.paragraph if passage else -1 - order  # what was added has one of its own
        if id_.startswith("q"):
            quote = brief.quotes[int(id_[1:]) - 1]
            own = quote.led_to == quote.intro
            intro = _written(quote.intro, formal) if own else f"{quote.who}{'،' if quote.role else ''} گفت"
            yield _Line(intro, (id_,), paragraph, passage, quote.text)
        else:
            yield _Line(_written(told[id_], formal), (id_,), paragraph, passage)


def _place(text: str, found: Sequence[Passage]) -> int | None:
    """Return the passage that a part of the form is, or was before somebody corrected it."""
    wanted = flat(text)
    for at, passage in enumerate(found):
        if wanted in flat(f"{passage.heading} {passage.text}"):
            return at
    words = set(wanted.split())
    shares = [_share(words, set(flat(passage.text).split())) for passage in found]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= _ALIKE else None


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / (max(1, min(len(first), len(second))))


def _written(text: str, formal: Callable[[str], str]) -> str:
    """Return `text` as a newsroom writes it: no spoken words and no Latin digits outside of quotations."""
    parts = re.split("(«[^»]*»)", _IN.sub("در", formal(text).strip()))
    return "".join(part if part.startswith("«") else _digits(part) for part in parts)


def _digits(text: str) -> str:
    """Return `text` with Persian digits, but in addresses, which are copied as they are."""
    return " ".join(
        word if re.search(r"[A-Za-z@/.]{2,}", word) else digits_to_persian(word) for word in text.split(" ")
    )


def _speaks_first(brief: Brief, found: Sequence[Passage]) -> str:
    """Return who speaks in the lede."""
    first = found[0] if found else None
    return first.speaker if first and flat(first.text.rstrip(".")) == flat(brief.lede.rstrip(".")) else ""


def _pronouns(lines: list[_Line], before: str) -> list[_Line]:
    """Say «وی» again where the release says it and the same person still speaks just `before`."""
    said = list[_Line]()
    for line in lines:
        passage = line.passage
        name = _speaker(line)
        if passage and passage.pronoun and name and name == before and line.text.startswith(name):
            pronoun = "وی" if passage.pronoun == "اون" else passage.pronoun
            line = replace(line, text=f"{pronoun}{line.text.removeprefix(name)}")
        same = passage is not None and flat(line.quote or line.text) in flat(passage.text)
        before = name if name and (same or name in line.text or line.text.startswith(("وی", "او", "ایشان"))) else ""
        said.append(line)
    return [replace(line, text=_whole(line)) for line in said]


def _speaker(line: _Line) -> str:
    return line.passage.speaker if line.passage else ""


def _whole(line: _Line) -> str:
    """Return the sentence with its quotation and its full stop."""
    text = f"{line.text}: «{line.quote}»" if line.quote else _COPULA.sub(r"\1 است", line.text)
    inner = text.removesuffix("»").rstrip()
    return text if text.endswith(_ENDED[:6]) or (inner != text and inner.endswith(_ENDED[:5])) else f"{text}."


def _lede(brief: Brief, lines: list[_Line], formal: Callable[[str], str]) -> tuple[_Line, list[_Line]]:
    """Return the lede, and the rest: a brief without one opens with its first sentence."""
    if brief.lede:
        lede = _Line(_written(brief.lede, formal), ("lede",), 0, None)
        return replace(lede, text=_whole(lede)), [line for line in lines if flat(line.text) != flat(_whole(lede))]
    if lines:
        return lines[0], lines[1:]
    topic = _Line(brief.topic, ("topic",), 0, None)
    return replace(topic, text=_whole(topic)), []


def _names(text: str, agency: str) -> bool:
    """Say whether `text` names the agency, by a name that can be no other's: «هلال احمر» is that of every county."""
    known = province().agency(agency)
    counties = [county.name for county in province().counties]
    names = (known.name, *known.aliases) if known else ()
    others = [name for name in names if any(county in name.split() for county in counties)]
    return any(flat(name) in flat(text) for name in (agency, *others))


def _with_source(brief: Brief, headline: str, lede: _Line, lines: list[_Line]) -> tuple[_Line, list[_Line]]:
    """Name the source as the release does: in the lede where that says no more than the headline, else behind it."""
    according = f"به گزارش {brief.agency}، "
    same = flat(headline) == flat(lede.text.rstrip("."))
    if _THIS_OFFICE.search(lede.text):
        return _by(lede, according), lines
    if not same and lines and _names(lines[0].text, brief.agency):
        return lede, lines
    first = next((at for at in _opening(lines) if not _speaker(lines[at])), next(_opening(lines), None))
    if first is None or same or _says_this_office(brief, [lede, *lines[:first]]):
        return _by(lede, according), lines
    return lede, [*lines[:first], _by(lines[first], according), *lines[first + 1 :]]


def _opening(lines: Sequence[_Line]) -> Iterator[int]:
    """Yield which of the first sentences may name the source: those that begin a paragraph."""
    for at, (before, line) in enumerate(zip([None, *lines], lines[:_EARLY], strict=False)):
        if _opens(line) and (before is None or before.paragraph != line.paragraph):
            yield at


def _by(line: _Line, according: str) -> _Line:
    return replace(line, text=f"{according}{line.text}", rests_on=("agency", *line.rests_on))


def _says_this_office(brief: Brief, lines: Sequence[_Line]) -> bool:
    """Say whether «این اداره» comes before the agency is named."""
    unnamed = takewhile(lambda line: not _names(line.text, brief.agency), lines)
    return any(_THIS_OFFICE.search(line.text) for line in unnamed)


def _opens(line: _Line) -> bool:
    point = bool(line.passage and (line.passage.point or line.passage.heading))
    spoken_to = line.rests_on == ("call",) or _ORDERS.search(line.text)
    return not point and not spoken_to and not _NO_OPENING.match(line.text)


def _paragraphs(lines: Sequence[_Line]) -> str:
    """Return the body: the paragraphs of the release, and its lists as lists."""
    blocks: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        same = before is not None and before.paragraph == line.paragraph
        listed = before is not None and _is_point(before) and _is_point(line)
        text = _printed(line)
        if same and blocks and not _is_point(line):
            blocks[-1] += f" {text}"
        elif listed and not (line.passage and line.passage.heading):
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
    return "\n\n".join(blocks)


def _printed(line: _Line) -> str:
    """Return a line as it stands in the body: a point of a list with its mark, behind what the list is called."""
    passage = line.passage
    if passage is None or not _is_point(line):
        return line.text
    heading = f"{passage.heading}\n" if passage.heading and line.text.startswith(passage.heading) else ""
    return f"{heading}{POINT}{line.text.removeprefix(passage.heading).strip().rstrip('.')}"


def _is_point(line: _Line) -> bool:
    return bool(line.passage and line.passage.point) and not line.quote


def _unsaid(brief: Brief, parts: Mapping[str, str], lines: Sequence[_Line]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the points for a time and a place that somebody added to the form and no sentence says."""
    told = set(flat(" ".join([brief.topic, *(line.text for line in lines)])).replace("،", " ").split())
    for id_, title in (("when", "زمان"), ("where", "مکان")):
        words = set(flat(parts.get(id_, "")).replace("،", " ").split())
        if not words <= told:
            yield f"{POINT}{title}: {parts[id_]}", (id_,)


def _kicker(brief: Brief, kicker: str, headline: str) -> str:
    """Return the release's own line over the headline where the form still says all of it, else the kind's."""
    known = set(flat(brief.facts()).replace("،", " ").split())
    unknown = [word for word in flat(kicker).split() if word not in known]
    if kicker and len(kicker) <= _KICKER and len(unknown) <= 2:  # «خبر داد» is no fact
        return kicker
    made = filled(prompt(brief.kind).kicker, brief.parts())
    said_twice = brief.kind is Kind.NOTICE and bool(_NOTICE.match(headline))
    return "" if said_twice or flat(made) in flat(headline) else made


def _source(field: str, text: str, rests_on: tuple[str, ...], parts: Mapping[str, str]) -> Source:
    return Source(field=field, text=text, rests_on=rests_on, notes=tuple(parts[id_] for id_ in rests_on))
