"""A draft of the sentences that stand, the quotations, and the list of facts."""

import re
from collections.abc import Iterable, Iterator

from bumi.brief import Brief
from bumi.piece import POINT, Draft, Fields, ModelNote, Source
from bumi.text import flat
from models.attribution import source_alone
from models.hashtags import hashtags
from models.lede import headline
from models.prompts import Prompt, filled
from models.whole.parts import parts_in_full
from models.whole.piece import Listed, Said, Telling

__all__ = ["assembled"]

_NAMED = {"when": "زمان", "where": "مکان", "call": "اقدام"}
_LABELLED = re.compile(r"^[\w\u200c]+(?: [\w\u200c]+)? ?:")


def assembled(brief: Brief, rules: Prompt, telling: Telling, model: ModelNote) -> Draft | None:
    """Return the draft; None where not one sentence of the model stands to open it with."""
    lede, body = _opened(brief, telling.lede(), telling.body())
    if not lede:
        return None
    _quote(body, rules, telling)
    if rules.plan.agency != "nowhere" and not _names_agency(brief, [*lede, *(it for each in body for it in each)]):
        body.append([Said(source_alone(brief.agency, rules.attribution), ("agency",))])
    points = [_point(brief, fact) for fact in telling.facts()]
    sources = [*_sources(brief, "lede", lede), *(it for each in body for it in _sources(brief, "body", each))]
    sources += _sources(brief, "body", points, plain=True)
    paragraphs = [" ".join(said.text for said in paragraph) for paragraph in body]
    if points:
        paragraphs.append("\n".join([rules.plain.points, *(point.text for point in points)]))
    title, kicker = telling.headline or headline(brief, rules), filled(rules.kicker, brief.parts())
    call = [said.text for paragraph in body for said in paragraph if said.rests_on == ("call",)]
    opening = " ".join(said.text for said in lede)
    fields = Fields(
        kicker="" if flat(kicker) in flat(title) else kicker,
        headline=title,
        lede=opening,
        body="\n\n".join(paragraphs),
        caption=" ".join([opening, *call]),
        hashtags=hashtags(brief),
    )
    return Draft(fields=fields, sources=tuple(sources), model=model)


def _opened(brief: Brief, lede: list[Said], body: list[list[Said]]) -> tuple[list[Said], list[list[Said]]]:
    """Return lede and body; the lede is the one somebody wrote, or the model's, or the first sentence of news."""
    if brief.lede:
        own = Said(f"{brief.lede.rstrip('.')}.", ("lede",))
        more = [said for said in lede if flat(said.text) != flat(own.text) and _tells(said)]
        return [own], [more, *body] if more else body
    if lede:
        return lede, body
    for paragraph in body:
        for at, said in enumerate(paragraph):
            if _tells(said):
                rest = [[it for it in each if it is not said] for each in body]
                return [paragraph[at]], [each for each in rest if each]
    return [], body


def _tells(said: Said) -> bool:
    """Say whether a sentence tells anything of the notes; one with a quotation opens no piece."""
    return any(id_.startswith("n") for id_ in said.rests_on) and "«" not in said.text


def _quote(body: list[list[Said]], rules: Prompt, telling: Telling) -> None:
    """Put in the quotations that the model left out, where its kind has them."""
    missing = telling.spoken.missing()
    if not missing:
        return
    said = [Said(text, (id_,)) for id_, text in missing.items()]
    if not body:
        body.append(said)
        return
    at = 0
    for paragraph in body:
        if at + len(paragraph) >= rules.plan.quote_after:
            paragraph[rules.plan.quote_after - at : rules.plan.quote_after - at] = said
            return
        at += len(paragraph)
    body[-1] += said


def _names_agency(brief: Brief, told: Iterable[Said]) -> bool:
    return any("agency" in said.rests_on or flat(brief.agency) in flat(said.text) for said in told)


def _point(brief: Brief, fact: Listed) -> Said:
    """Return a part as a point of the list, in its own words, under its label where it has none of its own."""
    words = parts_in_full(brief)[fact.id].rstrip(".؛ ")
    label = fact.label or _NAMED.get(fact.id, "")
    return Said(f"{POINT}{words if not label or _LABELLED.match(words) else f'{label}: {words}'}", (fact.id,))


def _sources(brief: Brief, place: str, told: Iterable[Said], plain: bool = False) -> Iterator[Source]:
    parts = brief.parts()
    for said in told:
        notes = tuple(parts[id_] for id_ in said.rests_on)
        yield Source(field=place, text=said.text, rests_on=said.rests_on, notes=notes, plain=plain)
