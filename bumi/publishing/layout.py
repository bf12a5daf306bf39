"""Layout of a story's body: paragraphs, lists, steps and quotations; what a box of the page says is not said again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from bumi.persian.contacts import contacts
from bumi.persian.morphology import find_sentences
from bumi.persian.numbers import number_words_in
from bumi.persian.text import digits_to_latin
from bumi.piece import POINT, WHAT_TO_DO, FactKind, Quotation, Story
from bumi.words import ADVICE, Kind, Urgency

_NUMBERED = re.compile(r"^(?P<number>[۰-۹0-9]{1,2})\s*(?:[.)]|[-–ـ](?!\s*[۰-۹0-9]))\s+")
_STEPS = re.compile(r"(?<!\w)(?:گام|مرحله|مراحل|به ترتیب)")
_SEQUENCE = re.compile(r"^(?P<label>مرحله‌ها|مراحل|گام‌ها): (?P<steps>[^،]+(?:، [^،]+)+)$")
_HEADING_WORDS = 5
_SOURCE = "منبع: "
_CALLED = f"{FactKind.CONTACT.persian}: "


class Item(NamedTuple):
    """An item of a list; `steps` are those that it lists itself, in their order."""

    text: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of a body: a paragraph (`text`), a list under its `heading`, or a quotation."""

    text: str = ""
    heading: str = ""
    items: tuple[Item, ...] = ()
    ordered: bool = False
    quotation: Quotation | None = None


class StoryLayout(NamedTuple):
    """A body as its page sets it; `advice` is what to do in a crisis, which stands above the picture."""

    advice: Block | None
    blocks: list[Block]


def laid_out(story: Story) -> StoryLayout:
    """Return the layout of a story's body, without the lines that its facts box, its byline or its question has."""
    said = {each.line.strip() for each in story.facts if each.line} | {f"{POINT}{_SOURCE}{story.agency}"}
    said |= {story.answer.line} if story.answer and story.answer.line else set()
    made = list(_made(story, said))
    urgent = story.kind is Kind.NOTICE and story.urgency is not Urgency.NORMAL
    advice = next((each for each in made if urgent and each.heading == WHAT_TO_DO.rstrip(":")), None)
    return StoryLayout(advice, [each for each in made if each is not advice])


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, separated by empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Return the blocks of a body: (True, items without bullets) for a list, (False, [text]) for a paragraph."""
    found: list[tuple[bool, list[str]]] = []
    for paragraph in paragraphs(text):
        for is_list, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(POINT)):
            said = [line.removeprefix(POINT).strip() for line in lines]
            found.append((is_list, said if is_list else ["\n".join(said)]))
    return found


def linked(text: str, called: bool = False) -> list[tuple[str, str]]:
    """Return `text` in parts, each with the address that it links to, or ""; see `contacts` for `called`."""
    parts, at = [], 0
    for start, end, address in contacts(text, called or text.startswith(_CALLED)):
        parts += [(text[at:start], ""), (text[start:end], address)]
        at = end
    return [each for each in (*parts, (text[at:], "")) if each[0]]


def _made(story: Story, said: set[str]) -> Iterator[Block]:
    """Yield the blocks of a body; a short line that leads to a list is its heading."""
    heading = ""
    for (is_list, lines), (before_list, _) in pairwise([*blocks(story.fields.body), (False, [])]):
        if is_list:
            if items := [item for item in lines if f"{POINT}{item}" not in said]:
                yield _list(heading, items, story)
            heading = ""
            continue
        above, _, last = lines[0].rpartition("\n")
        heads = before_list and last.endswith(":") and len(last.split()) <= _HEADING_WORDS
        heading = last.rstrip(":") if heads else ""
        yield from _prose(above if heads else lines[0], story.quotations, said)


def _prose(text: str, quotations: Sequence[Quotation], said: set[str]) -> Iterator[Block]:
    """Yield paragraphs and quotations in their order, without the sentences that are `said` elsewhere."""
    apart = {**dict.fromkeys(said), **{each.line: each for each in quotations}}
    at = 0
    for start, line in sorted((find_sentences(text, line), line) for line in apart if line in text):
        if start < at:
            continue
        if before := text[at:start].strip():
            yield Block(text=before)
        if quotation := apart[line]:
            yield Block(quotation=quotation)
        at = start + len(line)
    if rest := text[at:].strip():
        yield Block(text=rest)


def _list(heading: str, lines: Sequence[str], story: Story) -> Block:
    numbered = [each for each in map(_NUMBERED.match, lines) if each]
    numbers = [int(digits_to_latin(each["number"])) for each in numbered]
    if len(lines) > 1 and numbers == list(range(1, len(lines) + 1)):
        return Block(heading=heading, items=tuple(Item(each.string[each.end() :]) for each in numbered), ordered=True)
    promised = number_words_in(story.fields.headline) if story.kind in ADVICE and len(lines) > 1 else []
    ordered = bool(_STEPS.search(heading)) or any(value == len(lines) for _, _, value in promised)
    return Block(heading=heading, items=tuple(map(_item, lines)), ordered=ordered)


def _item(line: str) -> Item:
    if sequence := _SEQUENCE.match(line):
        return Item(f"{sequence['label']}:", tuple(sequence["steps"].split("، ")))
    return Item(line)
