"""What happens to the pieces that wait, without Prefect; every step is one transaction, so a crash loses nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from bumi.brief import Brief, Urgency
from bumi.cards.card import cards_for
from bumi.cards.cover import covers_for
from bumi.cards.findings import card_findings
from bumi.cards.photo import Photo, kept_photo
from bumi.cards.recipe import Shelf
from bumi.checks import check_fields
from bumi.errors import BumiError
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content import pieces
from bumi.newsroom.content.photos import main_photo
from bumi.newsroom.content.pieces import Step
from bumi.newsroom.index.lookalikes import lookalikes
from bumi.newsroom.plan.campaigns import sibling_ledes
from bumi.newsroom.plan.crises import before
from bumi.newsroom.states import State
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, start_of, tehran_day
from bumi.piece import Draft, Fields, Source
from bumi.pipeline.campaigns import due_campaigns, hand_in, retire_notices
from bumi.pipeline.copy_edit import copy_edited
from bumi.pipeline.run_context import Bench
from bumi.planning.voice import held_against_message
from bumi.publishing.pictures import cover, renditions, widest

__all__ = ["anything_waits", "carry", "check", "illustrate", "submit", "waiting", "write"]

Run = Callable[..., None]

_TOGETHER = 4  # briefs in a batch: the model writes a few in little more than the time of one, and each is kept early

_SOONEST = (Urgency.CRISIS, Urgency.URGENT, Urgency.NORMAL)

_PERSIAN: dict[Step, str] = {"draft": "نوشتن", "check": "وارسی", "illustrate": "تصویر", "submit": "فرستادن برای بررسی"}


def carry(bench: Bench, run: Run) -> list[int]:
    """Take every waiting piece as far as it goes without a person; return the ids of all that were touched.

    `run(step, bench, *ids)` runs one step and goes on when it fails: one piece never stops the others.
    """
    retire_notices(bench)
    for id in due_campaigns(bench):
        run(hand_in, bench, id)
    touched = drafting = waiting(bench, "draft")
    for start in range(0, len(drafting), _TOGETHER):
        run(write, bench, *drafting[start : start + _TOGETHER])
    if len(drafting) > 1:
        for id in sorted(set(drafting) & set(waiting(bench, "draft"))):
            run(write, bench, id)  # a batch failed: only the brief at fault is to wait
    steps: dict[Step, Callable[[Bench, int], None]] = {"check": check, "illustrate": illustrate, "submit": submit}
    for name, step in steps.items():
        ids = waiting(bench, name)
        touched = touched + [id for id in ids if id not in touched]
        for id in ids:
            run(step, bench, id)
    return touched


def anything_waits(bench: Bench) -> bool:
    """Say whether a run would have anything to do."""
    return bool(due_campaigns(bench)) or any(waiting(bench, step) for step in _PERSIAN)


def waiting(bench: Bench, step: Step) -> list[int]:
    """Return the ids of the pieces that wait for `step`, the most urgent first, then the least troubled."""
    with bench.newsroom.session() as session:
        found = pieces.needing(session, step)
        return [piece.id for piece in sorted(found, key=lambda piece: _SOONEST.index(piece.brief_model.urgency))]


def write(bench: Bench, *ids: int) -> None:
    """Have the writer draft the pieces in one batch, and keep each draft as a revision."""
    with _recording(bench, "draft", *ids):
        with bench.newsroom.session() as session:
            briefs = [pieces.piece(session, id).brief_model for id in ids]
            ledes = pieces.ledes_since(session, start_of(tehran_day(now()))) + sibling_ledes(session, ids)
        drafts = bench.writer.draft(briefs, bench.seed, partial(bench.progress, _PERSIAN["draft"]), ledes)
        for id, brief, draft in zip(ids, briefs, drafts, strict=True):
            _keep(bench, id, copy_edited(draft, brief))


def check(bench: Bench, id: int) -> None:
    """Check the latest revision against its brief and the other pieces, and whether its cards can be drawn."""
    with _recording(bench, "check", id):
        revision, fields, brief, sources = _latest(bench, id)
        with bench.newsroom.session() as session:
            replaced = {each.piece_id for each in before(session, id)}  # an update says again what still holds
            others = [it for it in lookalikes(session, session.get_one(Revision, revision)) if it.id not in replaced]
        findings = check_fields(fields, brief, sources=sources, lookalikes=others, judge=bench.judge)
        findings += card_findings(fields, brief, _photo(bench, id, brief))
        with bench.newsroom.session() as session:
            found = session.get_one(Revision, revision)
            findings += held_against_message(session, pieces.piece(session, id))
            pieces.record_findings(session, found, findings)


def illustrate(bench: Bench, id: int) -> None:
    """Draw the cards of the latest revision and its cover, and keep them with it, and what screens load of them."""
    with _recording(bench, "illustrate", id):
        revision, fields, brief, _ = _latest(bench, id)
        shelf = Shelf(bench.settings.cache / "cards")
        photo = _photo(bench, id, brief)
        images = [*cards_for(fields, brief, photo=photo, shelf=shelf), *covers_for(fields, brief, photo=photo)]
        kept = [media for media, _ in images]
        shown = (cover(kept), widest(kept))
        lighter = [made for media, data in images if media in shown for made in renditions(media, data)]
        with bench.newsroom.session() as session:
            pieces.attach_media(session, session.get_one(Revision, revision), images)
            pieces.attach_renditions(session, lighter)


def submit(bench: Bench, id: int) -> None:
    """Hand the piece to the editors: from here on, it waits for a person."""
    with _recording(bench, "submit", id), bench.newsroom.session() as session:
        move(session, pieces.piece(session, id), State.SUBMITTED, machine(session))


def _keep(bench: Bench, id: int, draft: Draft) -> None:
    with bench.newsroom.session() as session:
        piece = pieces.piece(session, id)
        if piece.state is State.DRAFT and piece.revision is None:  # nobody was quicker while the model wrote
            pieces.add_revision(session, piece, draft.fields, machine(session), draft.sources, draft.model)


def _latest(bench: Bench, id: int) -> tuple[int, Fields, Brief, tuple[Source, ...]]:
    with bench.newsroom.session() as session:
        piece = pieces.piece(session, id)
        assert piece.revision is not None  # whoever waits for more than a draft has one
        revision = piece.revision
        return revision.id, revision.fields_model, piece.brief_model, tuple(revision.sources_model)


def _photo(bench: Bench, id: int, brief: Brief) -> Photo | None:
    with bench.newsroom.session() as session:
        return kept_photo(main_photo(session, id), brief.photo)


@contextmanager
def _recording(bench: Bench, step: Step, *ids: int) -> Iterator[None]:
    """Keep the reason with the piece when a step fails, for people to see; a batch has no one piece to blame."""
    try:
        yield
    except Exception as error:
        if len(ids) == 1:
            with bench.newsroom.session() as session:
                pieces.record_problem(session, pieces.piece(session, ids[0]), step, _sentence(step, error))
        raise


def _sentence(step: Step, error: Exception) -> str:
    if isinstance(error, BumiError):
        return "؛ ".join(error.problems)
    cause = f"{type(error).__name__}: {error}".strip()
    return f"در گام «{_PERSIAN[step]}» خطایی پیش آمد ({cause[:200]})؛ اجرای بعدی دوباره می‌کوشد"
