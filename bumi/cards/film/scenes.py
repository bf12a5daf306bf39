"""Scenes of a film: which words of a piece a film of 15 seconds shows, on which cards, and for how long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bumi.brief import Brief, Kind, Urgency
from bumi.cards.brand_kit import BrandKit
from bumi.cards.colours import Tone
from bumi.cards.content import FACTS, Card, drawable, words_of
from bumi.cards.layout import lay_out
from bumi.cards.photo import SafePhoto
from bumi.cards.selection import main_card
from bumi.cards.sizes import Size
from bumi.cards.template import card_template
from bumi.errors import BadInput
from bumi.messages import message
from bumi.persian.morphology import sentences, words
from bumi.persian.text import digits_to_persian, flat
from bumi.piece import POINT, Fields
from bumi.province import province
from bumi.settings import Settings
from bumi.words import ADVICE

SECONDS = 15.0
"""The length of every film."""

_WORDS_A_SECOND = 3.0
_TO_LOOK_S, _LEAST_S, _END_S = 0.4, 2.2, 2.6  # before one reads; a scene at least; the last scene
_MOST_WORDS = 22  # of a point or a quotation
_MOST_POINTS = 3
_ALIKE = 0.7  # share of words
_STILL = (Tone.URGENT, Tone.CRISIS, Tone.MOURNING)
_SCHEME = re.compile(r"^https?://")


@dataclass(frozen=True)
class Scene:
    """A card, in the size of a story, and the seconds for which it is shown."""

    card: Card
    seconds: float

    @property
    def said(self) -> str:
        """The words that the scene adds to the film, on one line."""
        return self.card.alt


@dataclass(frozen=True)
class Film:
    """The scenes of a film, which last 15 seconds together; nothing moves where it is `still`."""

    scenes: tuple[Scene, ...]
    kit: BrandKit
    still: bool

    @property
    def alt(self) -> str:
        """The words of the film, for people who do not see it."""
        return " ".join(f"{scene.said.rstrip('.')}." for scene in self.scenes)


def film_of(
    fields: Fields,
    brief: Brief,
    kit: BrandKit,
    photo: SafePhoto | None = None,
    number: int | None = None,
    by_machine: bool = True,
) -> Film:
    """Return the film of a piece: headline, as many facts as can be read, and who says it.

    `number` is that of the piece: with it, the film has the craft of the piece's cards. Beside an urgent notice, a
    danger or a death it is still and plain, without photo and craft. `by_machine`: its end says that a machine drafted
    the text. Deterministic. BadInput, with all problems, where
    a text cannot be drawn or the headline does not fit.
    """
    main = main_card(fields, brief, photo, number=number)
    tone = main.tone or card_template(main.template).tone
    still = tone in _STILL
    words = {**main.words, **words_of(fields, brief, photo.credit if photo else ""), **_own_words(by_machine)}
    base = replace(main, tone=tone, photo=None if still else photo, words={**words, "plain": "1" if still else ""})
    first, last = _headline(base, kit), _end(base)
    shown, left = list[Card](), SECONDS - _seconds(first) - _END_S
    for card in _facts(base, fields, brief):
        needed = _seconds(card)
        if needed <= left and not lay_out(card, Size.STORY, kit).unfit:
            shown.append(card)
            left -= needed
        if sum(each.template == "film/point" for each in shown) == _MOST_POINTS:
            break
    return Film(tuple(_timed([first, *shown, last])), kit, still)


def _own_words(by_machine: bool) -> dict[str, str]:
    """Return the texts that only films show."""
    address = _SCHEME.sub("", Settings().site_url)
    return {"address": address, "more": message("film/more"), "disclosure": province().disclosure if by_machine else ""}


def _headline(base: Card, kit: BrandKit) -> Card:
    said = base.words["headline"].replace("\n", " ")
    card = replace(base, template="film/headline", alt=said)
    if lay_out(card, Size.STORY, kit).unfit:
        name = message("card/text.headline")
        raise BadInput(message("card/room", name=name, size=Size.STORY.persian, said=said))
    return card


def _end(base: Card) -> Card:
    said = (base.words["agency"], base.words["place"], base.words["address"], base.words["disclosure"])
    return replace(base, template="film/end", alt="، ".join(filter(None, said)))


def _facts(base: Card, fields: Fields, brief: Brief) -> Iterator[Card]:
    """Yield the scenes between first and last, most important first; which of them are shown is a matter of time."""
    if brief.kind is Kind.STATEMENT and "quote" in base.words:
        who = "، ".join(filter(None, (base.words["speaker"], base.words["role"])))
        yield replace(base, template="film/quote", alt=f"{base.words['quote']} {who}")
    if brief.kind not in ADVICE and (base.words["time"] or base.words["where"]):
        yield _rows(base, "time", "where")
    if base.words["call"] and (brief.kind is Kind.NOTICE or brief.urgency is Urgency.CRISIS):
        yield _rows(base, "call")
    yield from _points(base, fields, brief)


def _rows(base: Card, *shown: str) -> Card:
    """Return the scene that shows these facts, each in a row under its label."""
    words = {**base.words, **dict.fromkeys(set(FACTS).difference(shown), "")}
    said = (f"{words[f'{name}_label']}: {words[name]}" for name in shown if words[name])
    return replace(base, template="film/facts", words=words, alt="، ".join(said))


def _points(base: Card, fields: Fields, brief: Brief) -> Iterator[Card]:
    """Yield a scene for each sentence or list item of the text that is short enough; those of advice are numbered."""
    items = [line.removeprefix(POINT) for line in _first_list(fields.body)]
    told = [*_sentences(fields.lede), *(text for part in _prose(fields.body) for text in _sentences(part))]
    texts = items if brief.kind in ADVICE and items else [*told, *items]
    if brief.kind in (Kind.EVENT, Kind.NOTICE) and base.words["where"]:
        texts = [*texts[1:], *texts[:1]]  # the lede says when and where again
    for number, text in enumerate(texts, 1):
        if len(words(text)) > _MOST_WORDS or _repeats(text, fields.headline):
            continue
        said = drawable(text.rstrip("."), message("card/text.step"))
        of = message("film/number", number=number, count=len(texts)) if brief.kind in ADVICE and items else ""
        yield replace(
            base, template="film/point", words={**base.words, "point": said, "number": digits_to_persian(of)}, alt=said
        )


def _repeats(text: str, headline: str) -> bool:
    """Return whether a sentence says little that its headline has not said."""
    told = {word for _, _, word in words(flat(headline))}
    own = [word for _, _, word in words(flat(text))]
    return sum(word in told for word in own) > _ALIKE * len(own)


def _first_list(body: str) -> list[str]:
    """Return the items of the first list of a body, which is what its readers are to know or to do."""
    for part in body.split("\n\n"):
        if items := [line for line in part.split("\n") if line.startswith(POINT)]:
            return items
    return []


def _prose(body: str) -> list[str]:
    return [part for part in body.split("\n\n") if POINT not in part]


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _seconds(card: Card) -> float:
    """Return how long a scene takes to be read."""
    return max(_LEAST_S, _TO_LOOK_S + len(words(card.alt)) / _WORDS_A_SECOND)


def _timed(cards: list[Card]) -> Iterator[Scene]:
    """Yield the scenes with what is left of the time shared out among them."""
    needed = [*map(_seconds, cards[:-1]), _END_S]
    for card, seconds in zip(cards, needed, strict=True):
        yield Scene(card, seconds * SECONDS / sum(needed))
