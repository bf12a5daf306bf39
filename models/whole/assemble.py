"""Assembles a draft from the verified sentences, the quotations and the list of facts."""

from collections.abc import Iterable, Sequence

from bumi.brief import Brief
from bumi.models import planner
from bumi.models.planner import Outline, PlannedSentence, Prompt, by, fact, filled, hashtags, opening_of
from bumi.models.whole.piece import Telling, WrittenSentence, parts_in_full
from bumi.persian.syntax import is_order
from bumi.persian.text import flat
from bumi.piece import POINT, Draft, ModelNote

_NAMED = {"when": "زمان", "where": "مکان"}


def assembled(brief: Brief, rules: Prompt, telling: Telling, model: ModelNote) -> Draft | None:
    """Return the draft; None where no verified sentence can be its lede.

    Listed facts are marked plain, since the model did not put them in sentences.
    """
    lede, body = _opened(brief, telling.lede(), telling.body())
    if not lede:
        return None
    _quote(body, rules, telling)
    parts = parts_in_full(brief)
    title, kicker = telling.headline or opening_of(brief, rules, parts, 0).headline, filled(rules.kicker, parts)
    made = Outline("" if flat(kicker) in flat(title) else kicker, title, _sentences(lede), hashtags=hashtags(brief))
    made.paragraphs = [_sentences(paragraph) for paragraph in body]
    if rules.attribution.named != "nowhere" and not _names_agency(
        brief, [*lede, *(it for each in body for it in each)]
    ):
        _name_source(brief.agency, rules, made)
    facts = telling.facts()
    made.with_facts(fact(parts[it.id], (it.id,), it.label or _NAMED.get(it.id, "")) for it in facts)
    made.closing = [each.text for paragraph in made.paragraphs for each in paragraph if each.rests_on == ("call",)]
    fields, sources = planner.assembled(made, brief.parts())
    marked = (each.model_copy(update={"plain": each.text.startswith(POINT)}) for each in sources)
    return Draft(fields=fields, sources=tuple(marked), model=model)


def _sentences(said: Iterable[WrittenSentence]) -> list[PlannedSentence]:
    return [PlannedSentence(each.text, each.rests_on) for each in said]


def _name_source(agency: str, rules: Prompt, made: Outline) -> None:
    """Name the agency before the first informative sentence of the body, or else before the lede."""
    for paragraph in made.paragraphs:
        for at, each in enumerate(paragraph):
            if "«" not in each.text and not is_order(each.text):
                paragraph[at] = by(agency, each, rules.attribution, 0)
                return
    made.lede[0] = by(agency, made.lede[0], rules.attribution, 0)


def _opened(
    brief: Brief, lede: list[WrittenSentence], body: list[list[WrittenSentence]]
) -> tuple[list[WrittenSentence], list[list[WrittenSentence]]]:
    """Return lede and body; the lede is that of a person, or of the model, or the first informative sentence."""
    if brief.lede:
        own = WrittenSentence(f"{brief.lede.rstrip('.')}.", ("lede",))
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


def _tells(said: WrittenSentence) -> bool:
    """Return whether a sentence may open a piece: it rests on a note and has no quotation."""
    return any(id_.startswith("n") for id_ in said.rests_on) and "«" not in said.text


def _quote(body: list[list[WrittenSentence]], rules: Prompt, telling: Telling) -> None:
    """Insert the quotations that the model left out, where the kind of piece has them."""
    missing = telling.spoken.missing()
    if not missing:
        return
    said = [WrittenSentence(text, (id_,)) for id_, text in missing.items()]
    if not body:
        body.append(said)
        return
    at = 0
    for paragraph in body:
        if at + len(paragraph) >= rules.quote_after:
            paragraph[rules.quote_after - at : rules.quote_after - at] = said
            return
        at += len(paragraph)
    body[-1] += said


def _names_agency(brief: Brief, told: Sequence[WrittenSentence]) -> bool:
    return any("agency" in said.rests_on or flat(brief.agency) in flat(said.text) for said in told)
