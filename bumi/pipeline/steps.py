"""The steps of the pipeline: write, check, illustrate, submit. Each saves in one transaction: a crash loses nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from bumi.brief import Brief, Kind
from bumi.brief_changes import matched
from bumi.cards import card_cache, card_findings, cards_for, covers_for
from bumi.checks import check_fields, fix
from bumi.credentials import content_signer
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.content import pieces
from bumi.newsroom.content.briefs import propose
from bumi.newsroom.content.pieces import Step
from bumi.newsroom.content.work import hold
from bumi.newsroom.index.lookalikes import lookalikes
from bumi.newsroom.media.store import keep
from bumi.newsroom.plan.campaigns import sibling_ledes
from bumi.newsroom.plan.crises import before
from bumi.newsroom.states import UNAPPROVED, State
from bumi.newsroom.tables import Piece, Revision, SentenceProposal
from bumi.newsroom.workflow.author_names import own_names
from bumi.newsroom.workflow.brief_versions import answered_brief, carried_sources
from bumi.newsroom.workflow.revisions import BriefAnswer, answer_brief, revisions, with_renditions, written
from bumi.newsroom.workflow.transitions import move
from bumi.piece import Draft
from bumi.pipeline.photos import photos_to_show
from bumi.pipeline.redrafting import merged, whole_fields
from bumi.pipeline.run_context import RunContext
from bumi.planning import held_against_message
from bumi.publishing import cover, gallery_of, renditions, widest
from bumi.publishing.pages import ON_HOME

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PERSIAN: dict[Step, str] = {"draft": "نوشتن", "check": "وارسی", "illustrate": "تصویر", "submit": "فرستادن برای بررسی"}
"""The Persian names of the steps."""


def write(context: RunContext, id: int) -> None:
    """Have the writer draft the piece, or the sentences that a change of its brief concerns, and save a revision."""
    with context.newsroom.reading() as session:
        found = pieces.lean_piece(session, id)
        if found.revision_id is not None and not found.redraft_by:
            return
        redrafts, brief, version = found.revision_id is not None, found.brief_model, found.brief_version
        ledes = pieces.newest_ledes(session, ON_HOME) + sibling_ledes(session, [id])
    if redrafts:
        return redraft(context, id)
    (draft,) = context.writer.draft([brief], context.seed, partial(context.progress, PERSIAN["draft"]), ledes)
    if brief.kind is not Kind.ANSWER:  # whose words are its agency's
        draft = copy_edited(draft, brief)
    with _saving(context, id) as (session, piece):
        if piece.state is State.DRAFT and piece.revision_id is None:  # nobody added a draft while the model wrote
            by = machine(session)
            pieces.add_revision(session, piece, draft.fields, by, draft.sources, draft.model, brief_version=version)


def redraft(context: RunContext, id: int) -> None:
    """Have the writer draft the brief as it is now, and merge what its changes concern into the latest text.

    Where no words change, as with another photo, nothing is drafted: the text and its new images are approved anew.
    """
    with context.newsroom.reading() as session:
        found = pieces.lean_piece(session, id)
        brief, version, latest = found.brief_model, found.brief_version, written(found)
        differs = matched(answered_brief(session, found, latest), brief).differs
        seed = next((each.model["seed"] for each in reversed(revisions(session, found)) if each.model), context.seed)
    draft = None
    if differs:
        (made,) = context.writer.draft([brief], seed, partial(context.progress, PERSIAN["draft"]))
        draft = copy_edited(made, brief)
    with _saving(context, id) as (session, piece):
        if not piece.redraft_by or piece.state not in UNAPPROVED:
            return
        latest, asked = written(piece), user(session, piece.redraft_by)
        match = matched(answered_brief(session, piece, latest), brief)
        every = revisions(session, piece)
        history = whole_fields((each.fields_model, each.model is not None) for each in every)
        same = (each.sources_model for each in every if each.brief_version == latest.brief_version)
        told = {(source.field, id) for sources in same for source in sources for id in source.rests_on}
        result = merged(latest.fields_model, latest.sources_model, draft, match, brief, history, told)
        answer = BriefAnswer(result.fields, result.sources, version, draft.model if draft else None)
        sentence = f"بومی جمله‌هایی را که سفارششان عوض شده بود از نو نوشت، به خواست {asked.persian}"
        answer_brief(session, piece, answer, asked, sentence)
        propose(session, piece, [SentenceProposal(piece_id=id, **each._asdict()) for each in result.choices])


def copy_edited(draft: Draft, brief: Brief) -> Draft:
    """Return `draft` with safe fixes applied to every field; its sources still match the fields word for word."""
    texts, sources = draft.fields.texts(), []
    for source in draft.sources:
        mended = fix(source.text, source.field, brief)
        texts[source.field] = texts[source.field].replace(source.text, mended, 1)
        sources.append(source.model_copy(update={"text": mended}))
    for field in ("kicker", "headline", "caption"):
        texts[field] = fix(texts[field], field, brief)
    fields = draft.fields.model_copy(update={name: text for name, text in texts.items() if name != "hashtags"})
    return draft.model_copy(update={"fields": fields, "sources": tuple(sources)})


def check(context: RunContext, id: int) -> None:
    """Check the latest revision against its brief and the other pieces, and whether its cards can be drawn."""
    with context.newsroom.reading() as session:
        found, revision, brief = _latest(session, id)
        if revision.checkup is not None:
            return
        fields, sources = revision.fields_model, carried_sources(session, found, revision)
        replaced = {each.piece_id for each in before(session, id)}  # an update repeats what still holds
        others = [it for it in lookalikes(session, revision) if it.id not in replaced]
        photo = next(iter(photos_to_show(session, id, brief)), None)
    findings = check_fields(fields, brief, sources=sources, lookalikes=others, judge=context.judge)
    findings += card_findings(fields, brief, photo)
    with _saving(context, id) as (session, piece):
        findings += held_against_message(session, piece) + own_names(session, revision)
        pieces.record_findings(session, pieces.lean_revision(session, revision.id), findings)


def illustrate(context: RunContext, id: int) -> None:
    """Draw and sign the cards and cover of the latest revision, and save them with it and with smaller renditions."""
    with context.newsroom.reading() as session:
        found, revision, brief = _latest(session, id)
        if revision.images:
            return
        photos = photos_to_show(session, id, brief)
        before = found.published_revision.fields_model if found.published_revision else None
    fields, photo = revision.fields_model, photos[0] if photos else None
    cache = card_cache(context.settings.cache)
    drawn = [
        *cards_for(fields, brief, photo=photo, cache=cache, number=id, before=before),
        *covers_for(fields, brief, photo=photo, gallery=photos[1:], number=id),
    ]
    signer = content_signer(context.settings)
    images = signer.images(drawn, brief.agency, [each.data for each in photos], cache)
    kept = [media for media, _ in images]
    shown = {each.sha256 for each in (cover(kept), widest(kept), *gallery_of(kept)) if each}
    with context.newsroom.reading() as session:
        shown -= with_renditions(session, shown)
    made = [each for media, data in images if media.sha256 in shown for each in renditions(media, data)]
    lighter = signer.renditions(made)
    keep(context.newsroom, [data for _, data in [*images, *lighter]])
    with _saving(context, id) as (session, _):
        pieces.attach_media(session, pieces.lean_revision(session, revision.id), images)
        pieces.attach_renditions(session, lighter)


def submit(context: RunContext, id: int) -> None:
    """Submit the piece to the editors: from here on, it waits for a person."""
    with _saving(context, id) as (session, piece):
        todo = pieces.needed(session, id)
        if todo and todo.step == "submit":  # unless a person moved or edited it in this very moment
            move(session, piece, State.SUBMITTED, machine(session))


STEPS: dict[Step, Callable[[RunContext, int], None]] = {
    "draft": write,
    "check": check,
    "illustrate": illustrate,
    "submit": submit,
}
"""The functions of the steps. Each does nothing where its result is there already, and raises ClaimLost, having saved
nothing, where another run has taken over the piece."""


@contextmanager
def _saving(context: RunContext, id: int) -> "Iterator[tuple[Session, Piece]]":
    """Open the transaction in which a step saves its result, with the piece; ClaimLost where the claim is lost."""
    with context.newsroom.session() as session:
        piece = hold(session, id, context.by)
        yield session, piece


def _latest(session: "Session", id: int) -> tuple[Piece, Revision, Brief]:
    found = pieces.lean_piece(session, id)
    assert found.revision is not None  # only pieces with a draft get this far
    return found, found.revision, found.brief_model
