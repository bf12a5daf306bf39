"""The steps of the pipeline: write, check, illustrate, submit. Each saves in one transaction: a crash loses nothing."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from bumi.brief import Brief, Urgency
from bumi.cards import CardCache, SafePhoto, card_findings, cards_for, covers_for, kept_photo
from bumi.checks import check_fields, fix
from bumi.errors import BumiError
from bumi.logs import log_context
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content import pieces
from bumi.newsroom.content.photos import main_photo
from bumi.newsroom.content.pieces import Step
from bumi.newsroom.index.lookalikes import lookalikes
from bumi.newsroom.plan.campaigns import campaign, due, sibling_ledes
from bumi.newsroom.plan.crises import before
from bumi.newsroom.states import State
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, start_of, tehran_day
from bumi.piece import Draft, Fields, Source
from bumi.pipeline.run_context import RunContext
from bumi.planning import draft_due_steps, held_against_message, retire_replaced
from bumi.publishing import cover, renditions, widest

_log = logging.getLogger(__name__)

Run = Callable[..., None]

_TOGETHER = 4  # briefs in a batch: a few take the model little more time than one, and a small batch is saved early

_SOONEST = (Urgency.CRISIS, Urgency.URGENT, Urgency.NORMAL)

_PERSIAN: dict[Step, str] = {"draft": "نوشتن", "check": "وارسی", "illustrate": "تصویر", "submit": "فرستادن برای بررسی"}


def carry(context: RunContext, run: Run) -> list[int]:
    """Run every waiting piece through the steps that need no person; return the ids of the pieces touched.

    `run(step, context, *ids)` runs one step and does not raise when it fails: one piece never stops the others.
    """
    retire_notices(context)
    for id in due_campaigns(context):
        run(hand_in, context, id)
    touched = drafting = waiting(context, "draft")
    for start in range(0, len(drafting), _TOGETHER):
        run(write, context, *drafting[start : start + _TOGETHER])
    if len(drafting) > 1:
        for id in sorted(set(drafting) & set(waiting(context, "draft"))):
            run(write, context, id)  # the batch failed: retry one by one, so that only the faulty brief waits
    steps: dict[Step, Callable[[RunContext, int], None]] = {"check": check, "illustrate": illustrate, "submit": submit}
    for name, step in steps.items():
        ids = waiting(context, name)
        touched = touched + [id for id in ids if id not in touched]
        for id in ids:
            run(step, context, id)
    return touched


def anything_waits(context: RunContext) -> bool:
    """Return whether a run would have anything to do."""
    return bool(due_campaigns(context)) or any(waiting(context, step) for step in _PERSIAN)


def waiting(context: RunContext, step: Step) -> list[int]:
    """Return the ids of the pieces that wait for `step`, the most urgent first, then those with the fewest attempts."""
    with context.newsroom.session() as session:
        found = pieces.needing(session, step)
        return [piece.id for piece in sorted(found, key=lambda piece: _SOONEST.index(piece.brief_model.urgency))]


def due_campaigns(context: RunContext) -> list[int]:
    """Return the ids of the campaigns with pieces due for drafting."""
    with context.newsroom.session() as session:
        return due(session, now())


def hand_in(context: RunContext, id: int) -> None:
    """Hand in the due briefs of one campaign, which the draft step then takes up."""
    try:
        with context.newsroom.session() as session:
            draft_due_steps(session, campaign(session, id), now())
    except Exception:
        _log.exception("Handing in the pieces of campaign %d failed.", id)
        raise


def retire_notices(context: RunContext) -> None:
    """Expire the published crisis notices whose update is published."""
    with context.newsroom.session() as session:
        retire_replaced(session, now())


def write(context: RunContext, *ids: int) -> None:
    """Have the writer draft the pieces in one batch, and save each draft as a revision."""
    with _recording(context, "draft", *ids):
        with context.newsroom.session() as session:
            briefs = [pieces.piece(session, id).brief_model for id in ids]
            ledes = pieces.ledes_since(session, start_of(tehran_day(now()))) + sibling_ledes(session, ids)
        drafts = context.writer.draft(briefs, context.seed, partial(context.progress, _PERSIAN["draft"]), ledes)
        for id, brief, draft in zip(ids, briefs, drafts, strict=True):
            _keep(context, id, copy_edited(draft, brief))


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
    with _recording(context, "check", id):
        revision, fields, brief, sources = _latest(context, id)
        with context.newsroom.session() as session:
            replaced = {each.piece_id for each in before(session, id)}  # an update repeats what still holds
            others = [it for it in lookalikes(session, session.get_one(Revision, revision)) if it.id not in replaced]
        findings = check_fields(fields, brief, sources=sources, lookalikes=others, judge=context.judge)
        findings += card_findings(fields, brief, _photo(context, id, brief))
        with context.newsroom.session() as session:
            found = session.get_one(Revision, revision)
            findings += held_against_message(session, pieces.piece(session, id))
            pieces.record_findings(session, found, findings)


def illustrate(context: RunContext, id: int) -> None:
    """Draw the cards and cover of the latest revision, and save them with it, with smaller renditions for screens."""
    with _recording(context, "illustrate", id):
        revision, fields, brief, _ = _latest(context, id)
        cache = CardCache(context.settings.cache / "cards")
        photo = _photo(context, id, brief)
        images = [*cards_for(fields, brief, photo=photo, cache=cache), *covers_for(fields, brief, photo=photo)]
        kept = [media for media, _ in images]
        shown = (cover(kept), widest(kept))
        lighter = [made for media, data in images if media in shown for made in renditions(media, data)]
        with context.newsroom.session() as session:
            pieces.attach_media(session, session.get_one(Revision, revision), images)
            pieces.attach_renditions(session, lighter)


def submit(context: RunContext, id: int) -> None:
    """Submit the piece to the editors: from here on, it waits for a person."""
    with _recording(context, "submit", id), context.newsroom.session() as session:
        move(session, pieces.piece(session, id), State.SUBMITTED, machine(session))


def _keep(context: RunContext, id: int, draft: Draft) -> None:
    with context.newsroom.session() as session:
        piece = pieces.piece(session, id)
        if piece.state is State.DRAFT and piece.revision is None:  # nobody added a draft while the model wrote
            pieces.add_revision(session, piece, draft.fields, machine(session), draft.sources, draft.model)


def _latest(context: RunContext, id: int) -> tuple[int, Fields, Brief, tuple[Source, ...]]:
    with context.newsroom.session() as session:
        piece = pieces.piece(session, id)
        assert piece.revision is not None  # only pieces with a draft get this far
        revision = piece.revision
        return revision.id, revision.fields_model, piece.brief_model, tuple(revision.sources_model)


def _photo(context: RunContext, id: int, brief: Brief) -> SafePhoto | None:
    with context.newsroom.session() as session:
        return kept_photo(main_photo(session, id), brief.photo)


@contextmanager
def _recording(context: RunContext, step: Step, *ids: int) -> Iterator[None]:
    """Log a failed step and record the reason with the piece; in a batch, no single piece is at fault."""
    with log_context(piece=ids[0] if len(ids) == 1 else ",".join(map(str, ids))):
        try:
            yield
            _log.info("Step %s is done.", step)
        except Exception as error:
            _log.exception("Step %s failed.", step)
            if len(ids) == 1:
                with context.newsroom.session() as session:
                    pieces.record_problem(session, pieces.piece(session, ids[0]), step, _sentence(step, error))
            raise


def _sentence(step: Step, error: Exception) -> str:
    if isinstance(error, BumiError):
        return "؛ ".join(error.problems)
    cause = f"{type(error).__name__}: {error}".strip()
    return f"در گام «{_PERSIAN[step]}» خطایی پیش آمد ({cause[:200]})؛ اجرای بعدی دوباره می‌کوشد"
