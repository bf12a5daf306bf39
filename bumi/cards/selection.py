"""Which cards a piece gets: template by kind and occasion, sizes by channel, file format and byte limit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from bumi.brief import Brief, Channel, Kind, Urgency
from bumi.cards.colours import Tone
from bumi.cards.content import FACTS, Card, drawable, figure_in, words_of
from bumi.cards.correction import correction_card
from bumi.cards.encoding import Format
from bumi.cards.photo import SafePhoto
from bumi.cards.sizes import Size
from bumi.cards.template import card_template
from bumi.errors import BadInput
from bumi.messages import message
from bumi.persian.text import digits_to_persian, flat
from bumi.piece import Fields
from bumi.words import ADVICE

_TEMPLATES = {
    Kind.EVENT: "event",
    Kind.RECAP: "news",
    Kind.NOTICE: "notice",
    Kind.FEATURE: "feature",
    Kind.EXPLAINER: "explainer",
    Kind.STATEMENT: "quote",
    Kind.LITERACY: "explainer",
    Kind.ANSWER: "answer",
}
_EVERYWHERE = (Size.SQUARE, Size.WIDE)  # messengers and link previews
_SIZES = {Channel.INSTAGRAM: (Size.PORTRAIT, Size.STORY)}
_MOST_STEPS = 7  # besides the first card
_MOURNING = ("درگذشت", "ارتحال", "تسلیت", "سوگواری", "عزای عمومی")
_FESTIVE = ("نوروز", "یلدا", "عید", "میلاد", "چهارشنبه‌سوری")
_BUDGETS = {Size.A4: 6_000_000, Size.A3: 12_000_000, Size.STORY: 900_000, Size.SCREEN: 900_000, Size.ICON: 40_000}
_BUDGET = 300_000  # bytes: the limit of messengers for link previews


@dataclass(frozen=True)
class CardJob:
    """One image to make: file name, card, size, format, and maximum of bytes."""

    name: str
    card: Card
    size: Size
    format: Format
    budget: int


def jobs_of(cards: Iterable[Card], sizes: Iterable[Size], format: Format | None = None) -> list[CardJob]:
    """Return a job for every card in every size; names of later carousel cards have a number."""
    return [
        CardJob(
            name=size.name.lower() + (f"-{card.place[0]}" if card.place[0] > 1 else ""),
            card=card,
            size=size,
            format=_format(card, size, format),
            budget=_BUDGETS.get(size, _BUDGET),
        )
        for size in sizes
        for card in cards
    ]


def selected_cards(
    fields: Fields,
    brief: Brief,
    photo: SafePhoto | None = None,
    number: int | None = None,
    before: Fields | None = None,
) -> list[CardJob]:
    """Return the images to make for a piece; BadInput lists every text that cannot be drawn.

    `number`: see main_card. `before` is what the published piece says until this one corrects it.
    """
    sizes = list(dict.fromkeys((*_EVERYWHERE, *(size for each in brief.channels for size in _SIZES.get(each, ())))))
    first = main_card(fields, brief, photo, number=number)
    carousel = [first]
    if Channel.INSTAGRAM in brief.channels:
        carousel = steps_of(first, brief.notes) if brief.kind in ADVICE else with_facts(first)
    albums = [Size.PORTRAIT] if len(carousel) > 1 else []
    jobs = [*jobs_of([first], [size for size in sizes if size not in albums]), *jobs_of(carousel, albums)]
    corrected = correction_card(first, before, fields) if before and brief.urgency is not Urgency.CRISIS else None
    return [*jobs, *(replace(job, name="correction") for job in jobs_of(filter(None, [corrected]), [Size.SQUARE]))]


def main_card(
    fields: Fields, brief: Brief, photo: SafePhoto | None = None, name: str = "", number: int | None = None
) -> Card:
    """Return the main card of a piece, in the template of its kind or the one called `name`; raises BadInput.

    Pieces whose numbers are near each other look different; without a number, it is made of the topic.
    """
    tone = None
    said = flat(f"{fields.headline} {brief.topic}")
    if not name:
        name = _TEMPLATES[brief.kind]
        if any(flat(word) in said for word in _MOURNING):
            name = "mourning"
        elif brief.kind is Kind.NOTICE and brief.urgency is not Urgency.NORMAL:
            name = "alert"
        elif name == "quote" and not brief.quotes:
            name = "news"
        elif photo and name in ("news", "quote", "feature"):
            name = "photo"
        elif name == "event" and any(flat(word) in said.split() for word in _FESTIVE):
            tone = Tone.FESTIVE
    found = card_template(name)
    shown = photo if found.shows_photo else None
    words = words_of(fields, brief, shown.credit if shown else "")
    if name == "alert":
        crisis = brief.urgency is Urgency.CRISIS
        words["label"], tone = ("هشدار", Tone.CRISIS) if crisis else ("فوری", None)
    if name == "number":
        words |= next(filter(None, map(figure_in, (words["headline"], *brief.notes))), {})
    if name == "step":
        words |= {"number": "۱", "step": _step(brief.notes[0] if brief.notes else fields.lede)}
    if name == "correction":
        words["label"] = message("card/label.correction")
    if name == "answer":
        words |= {"label": message("card/label.question"), "answers": message("card/label.answer")}
    names = (brief.agency, *(quote.speaker for quote in brief.quotes))
    about, number = f"{fields.headline} {brief.topic}", crc32(brief.topic.encode()) if number is None else number
    alt = _alt(words, name, shown)
    return Card(found.name, brief.axis, words, alt, tone, names, shown, about=about, number=number)


def steps_of(first: Card, notes: tuple[str, ...]) -> list[Card]:
    """Return a carousel of `first` and a card per note; `first` alone where there are too few or too many notes."""
    if not 2 <= len(notes) <= _MOST_STEPS:
        return [first]
    count, many = len(notes) + 1, digits_to_persian(str(len(notes)))
    cards = [replace(first, words={**first.words, "count": f"{many} گام؛ ورق بزنید"}, place=(1, count))]
    problems: list[str] = []
    for number, note in enumerate(notes, 1):
        try:
            words = {**first.words, "number": digits_to_persian(str(number)), "step": _step(note)}
        except BadInput as error:
            problems += error.problems
            continue
        alt = f"گام {words['number']} از {many}: {words['step']}"
        cards.append(replace(first, template="step", words=words, alt=alt, photo=None, place=(number + 1, count)))
    if problems:
        raise BadInput(*problems)
    return cards


def with_facts(first: Card) -> list[Card]:
    """Return a carousel of `first` and its facts in large rows; `first` alone where it has fewer than two of them."""
    told = [first.words[text] for text in FACTS if first.words.get(text)]
    if first.template not in ("event", "notice") or len(told) < 2:
        return [first]
    tone, alt = first.tone or card_template(first.template).tone, f"{first.words['headline']}: {'؛ '.join(told)}"
    facts = replace(first, template="facts", alt=alt, tone=tone, photo=None)
    return [replace(first, place=(1, 2)), replace(facts, place=(2, 2))]


def _step(text: str) -> str:
    return drawable(text, message("card/text.step"))


def _alt(words: dict[str, str], name: str, photo: SafePhoto | None) -> str:
    """Return the alt text: the texts on the card and the caption of the photo."""
    day = " ".join(filter(None, (words.get(key, "") for key in ("weekday", "day", "month", "hour"))))
    moment = day if name == "event" and day else words["time"]
    quote = f"«{words['quote']}» {words['speaker']}" if name == "quote" and "quote" in words else words["headline"]
    figure = f"{words.get('figure', '')} {words.get('unit', '')}".strip()
    said = (words["kicker"], figure, quote, moment, f"{words['agency']}، {words['county']}")
    seen = f". عکس: {photo.caption}" if photo and photo.caption else ""
    seen += f" ({photo.credit})" if photo and photo.credit else ""
    return f"کارت {words['kind']}: {'؛ '.join(filter(None, said))}{seen}".replace("\n", " ")


def _format(card: Card, size: Size, wanted: Format | None) -> Format:
    """Return PDF for posters, JPEG for photos and Instagram sizes (it takes nothing else), PNG for the rest."""
    if size.poster:
        return wanted or Format.PDF
    lossy = card.photo is not None or size in (Size.PORTRAIT, Size.STORY)
    return wanted or (Format.JPEG if lossy else Format.PNG)
