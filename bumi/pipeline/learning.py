"""Learning from editors: collects their edits, trains an adapter on them and compares it with the one in force.

Nothing here puts an adapter in force: a person decides that (models/weights/adapters.py).
"""

import json
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from bumi.brief import Brief
from bumi.errors import BumiError, NotAvailable, Refused
from bumi.models.backends import Embedded, LocalRealiser, chosen
from bumi.models.data import dev_briefs, examples, of_note, read_pairs, read_preferences
from bumi.models.evaluation import (
    DEV_PERPLEXITY,
    FIRST_GOOD,
    LESSON_PERPLEXITY,
    AdapterProposal,
    Compared,
    Figure,
    compared,
    reasons,
)
from bumi.models.training import Note, Recipe, lessons, perplexity, share_first, train_writer
from bumi.models.weights import EMBEDDED, adapter_in_force, base_model, load, version
from bumi.models.writer import Writer
from bumi.newsroom.content.edited import edited
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian
from bumi.pipeline.measuring import measured
from bumi.pipeline.report import RunTable, table
from bumi.pipeline.run_context import Progress, silent
from bumi.pipeline.writing import formal
from bumi.settings import Settings

_RECIPE = Recipe(rate=2e-4, house=1500, ranking=0)
_EVERY = 8  # one lesson of so many is held out for evaluation
_SEED = 1  # for the measured drafts
_LISTS = 7  # of preferences for each brief, to test whether the likeliest sentence is good


class Lesson(NamedTuple):
    """A note with the sentence an editor made of it, and the piece it is in."""

    piece: int
    note: Note


@dataclass(frozen=True)
class Learning:
    """Settings for training and measuring a new adapter.

    Training continues the adapter in force (`on`) or starts anew; it needs at least `least` lessons. The adapter is
    measured on the first `briefs` of the dev set, or on all.
    """

    recipe: Recipe = _RECIPE
    on: bool = True
    least: int = 20
    briefs: int | None = None


def gathered(newsroom: Newsroom) -> list[Lesson]:
    """Return the lessons from this newsroom's edits, each note with its sentence once."""
    with newsroom.reading() as session:
        pieces = edited(session)
    every = (Lesson(it.id, note) for it in pieces for note in lessons(it.brief, it.drafted, it.published, formal))
    return list({json.dumps(it.note): it for it in every}.values())


def propose(
    newsroom: Newsroom, settings: Settings, how: Learning | None = None, progress: Progress = silent
) -> AdapterProposal:
    """Train an adapter on what editors changed, measure it beside the one in force, and save it with its figures.

    Refused where there are too few lessons; NotAvailable where the writer is not the embedded model.
    """
    how, preset = how or Learning(), chosen(settings)
    if not isinstance(preset, Embedded):
        raise NotAvailable("نویسنده این تحریریه مدل توکار نیست و از ویرایش‌ها نمی‌آموزد؛ BUMI_MODEL را ببینید")
    found = gathered(newsroom)
    held = [it.note for it in found if _is_held(it.note)]
    learnt = [it.note for it in found if it.note not in held]
    if len(learnt) < how.least:
        count, least = (digits_to_persian(str(it)) for it in (len(learnt), how.least))
        raise Refused(f"از ویرایش‌ها {count} آموخته گرد آمده است؛ دست‌کم {least} آموخته لازم است")
    base, present, begun = base_model(settings, progress), adapter_in_force(settings), perf_counter()
    settings.adapters.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.adapters) as room:
        made = Path(room) / "adapter"
        steps = _train(base, made, how, learnt, present if how.on else None, progress)
        write_notes(made / "notes.jsonl", learnt)
        briefs = dev_briefs()[: how.briefs]
        before, after = (_figures(base, each, briefs, held, progress) for each in (present, made))
        figures = compared(before, after)
        proposal = AdapterProposal(
            version=version(made),
            made_at=now(),
            against=version(present),
            start=version(present) if how.on else "",
            lessons=len(learnt),
            held=len(held),
            pieces=tuple(sorted({it.piece for it in found})),
            steps=steps,
            seconds=round(perf_counter() - begun),
            briefs=len(briefs),
            figures=figures,
            reasons=reasons(figures),
        )
        proposal.save(made)
        shutil.rmtree(settings.adapters / proposal.version, ignore_errors=True)  # an identical earlier proposal
        made.rename(settings.adapters / proposal.version)
    return proposal


def propose_adapter(settings: Settings) -> tuple[str, RunTable]:
    """Propose a new adapter of the writer; return its version (empty where none was made) and the table of the run."""
    title = f"آداپتور پیشنهادی، {jalali(now())}"
    try:
        with newsroom_of(settings) as newsroom:
            made = propose(newsroom, settings)
    except BumiError as error:  # too few lessons are not a failure
        return "", RunTable("adapter", title, "\n".join(error.problems))
    return made.version, RunTable("adapter", title, proposal_in_words(made))


def proposal_in_words(made: AdapterProposal) -> str:
    """Return the comparison of two adapters as Markdown, with the verdict."""
    rows = ((it.name, *it.in_words, _verdict(it)) for it in made.figures)
    end = (
        "\n".join(f"- {reason}" for reason in made.reasons)
        or f"بهتر است؛ سردبیر: `bumi adapter promote {made.version}`"
    )
    return f"{table(('سنجه', made.against, made.version, ''), rows)}\n\n{end}"


def _verdict(it: Compared) -> str:
    return ("✓" if it.passed else "✗") if it.demand else ""


def write_notes(path: Path, notes: Sequence[Note]) -> None:
    """Write notes as `bumi train writer` reads them (models/data/notes/FORMAT.md)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(note, ensure_ascii=False)}\n" for note in notes), "utf-8")


def _is_held(note: Note) -> bool:
    """Whether a lesson is held out: the same ones every time, so that no adapter was trained on its test lessons."""
    return zlib.crc32(note["sentence"].encode()) % _EVERY == 0


def _train(
    base: Path, made: Path, how: Learning, learnt: Sequence[Note], start: Path | None, progress: Progress
) -> int:
    done = 0

    def tell(step: int, of: int, loss: float) -> None:
        nonlocal done
        done = step
        progress("آموزش نویسنده", step, of)

    train_writer(base, made, how.recipe, tell, lessons=learnt, start=start)
    return done


def _figures(
    base: Path, adapter: Path, briefs: Sequence[Brief], held: Sequence[Note], progress: Progress
) -> list[Figure]:
    model, tokenizer = load(base, adapter)
    writer = Writer(LocalRealiser(model, tokenizer, EMBEDDED, version(adapter)), formal)
    found = measured(writer, briefs, _SEED, progress).figures
    dev = [example for pair in read_pairs(dev=True) for example in examples(pair)]
    found.append(Figure(DEV_PERPLEXITY, perplexity(model, tokenizer, dev)))
    if held:
        found.append(Figure(LESSON_PERPLEXITY, perplexity(model, tokenizer, map(of_note, held))))
    apart = read_preferences(apart=True)[: _LISTS * len(briefs)]
    found.append(Figure(FIRST_GOOD, share_first(model, tokenizer, apart)))
    return found
