"""Draft the answer to a question from the public: every sentence as its agency wrote it, and none added."""

from bumi.answers import IN_FULL
from bumi.brief import Brief
from bumi.models.planner.assembly import Outline, PlannedSentence, assembled, hashtags
from bumi.models.planner.prompts import filled, prompt
from bumi.persian.morphology import sentences
from bumi.piece import Draft, ModelNote

_NAME = "answer"  # of what drafts it, for the record: no model does
_TELLING = 6  # words: a shorter sentence («با سلام.») opens an answer, and does not give it
_LEDE = 320  # characters of a lede that has more than one sentence


def kept(brief: Brief, seed: int = 0) -> Draft:
    """Return the draft of an answer, whose headline is the question.

    The first sentence that tells something ends the lede. The others are the body, in their paragraphs, before the
    question in full where the headline has less.
    """
    first, *others = [_sentences(note, f"n{number}") for number, note in enumerate(brief.notes, 1)]
    size = _size_of_lede([each.text for each in first])
    paragraphs = [first[size:], *others, *_in_full(brief)]
    rules, parts = prompt(brief.kind), brief.parts()
    tags = hashtags(brief.model_copy(update={"topic": brief.axis}))  # the first words of a question are no subject
    outline = Outline(
        filled(rules.kicker, parts), brief.topic, first[:size], [each for each in paragraphs if each], hashtags=tags
    )
    fields, sources = assembled(outline, parts)
    caption = f"پرسش: {fields.headline}\n\nپاسخ {brief.agency}: {fields.lede}"
    note = ModelNote(name=_NAME, adapter="", prompt=rules.version, seed=seed)
    return Draft(fields=fields.model_copy(update={"caption": caption}), sources=sources, model=note)


def _sentences(note: str, id: str) -> list[PlannedSentence]:
    return [PlannedSentence(note[start:end], (id,)) for start, end in sentences(note)]


def _size_of_lede(told: list[str]) -> int:
    """Return how many sentences of the first paragraph are the lede."""
    for size in range(1, len(told)):
        if len(" ".join(told[:size]).split()) >= _TELLING or len(" ".join(told[: size + 1])) > _LEDE:
            return size
    return len(told)


def _in_full(brief: Brief) -> list[list[PlannedSentence]]:
    return [[PlannedSentence(f"{IN_FULL}: «{quote.text}»", ("q1",))] for quote in brief.quotes[:1]]
