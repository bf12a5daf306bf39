"""The whole way of learning with the embedded model: an editor who always changes one thing, a new adapter, its gate.

Under `make test` a few steps are trained, and one dev brief is measured; `make soak` goes the whole way.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.brief import Brief, brief_from
from bumi.checks import as_written
from bumi.errors import NotAvailable, Refused
from bumi.models.backends.local import LocalRealiser
from bumi.models.data.training_examples import read_notes, read_pairs
from bumi.models.evaluation.metrics import LESSON_PERPLEXITY
from bumi.models.evaluation.promotion import promote, proposals, roll_back
from bumi.models.training.edit_feedback import Note
from bumi.models.training.writer import Recipe
from bumi.models.weights.adapters import ADAPTER, adapter_in_force, version
from bumi.models.weights.loading import EMBEDDED, load
from bumi.models.writer import Writer
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.edited import let_teach
from bumi.newsroom.content.pieces import add_revision, piece, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.publication import publication
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import User
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.piece import Draft
from bumi.pipeline import learning
from bumi.pipeline.learning import Learning, Lesson, gathered, propose, write_notes
from bumi.pipeline.steps import copy_edited
from bumi.settings import ROOT, Settings
from tests.newsroom.stage import finish_work
from tests.publishing.stage import far

CACHE = ROOT / ".cache" / "bumi"
BASE = CACHE / "models" / EMBEDDED
CHIEF = User(name="مینا", role=Role.CHIEF)
NOTES = (  # that the model makes sentences of, above its bound
    "اولویت با ساکنان بخش مرکزی و روستاها",
    "عضویت زیر ۷ سال و بالای ۶۰ سال رایگان",
    "قیمت انار حدود نصف قیمت بازار",
    "ورود برای کودکان زیر ۷ سال رایگان",
    "پارک خودرو در خیابان‌های اطراف باغ آزاد",
    "اجاره غرفه برای بانوان روستا رایگان",
)

pytestmark = [
    pytest.mark.skipif(
        not (BASE / "config.json").exists(), reason="real part missing: the embedded model is not converted"
    ),
    pytest.mark.timeout(7200),  # the whole way trains and drafts for as long as a month's proposal does
]


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(cache=CACHE, adapters=home / "adapters", database_url=f"sqlite:///{home}/bumi.db")


@pytest.fixture
def newsroom(settings: Settings) -> Iterator[Newsroom]:
    opened = open_newsroom(settings.database_url)
    yield opened
    opened.close()


_LONG = "trains for a minute; `make soak` runs it, and test_promotion.py has the gate itself"


def written_with(adapter: Path, briefs: list[Brief]) -> list[Draft]:
    """Draft with one adapter."""
    writer = Writer(LocalRealiser(*load(BASE, adapter), EMBEDDED, version(adapter)), as_written)
    return writer.draft(briefs, seed=1)


def change(sentence: str) -> str:
    """What the simulated editor always does: what is to come will be, and is not."""
    return sentence.replace(" است.", " خواهد بود.")


def asked(number: int) -> list[Brief]:
    """Return events of the training pairs, and one of our own that has room for the editor's change."""
    own = {
        "kind": "event",
        "topic": "جشنواره انار راور",
        "agency": "شهرداری راور",
        "county": "راور",
        "axis": "فرهنگ",
        "when": "پنجشنبه ۱۰ دی",
        "where": "باغ ملی راور",
        "notes": NOTES,
    }
    pairs = [{**pair["brief"], "kind": "event"} for pair in read_pairs() if pair["kind"] == "event"]
    return [brief_from(each, "آزمون") for each in [own, *pairs][:number]]


def publish_edited(newsroom: Newsroom, briefs: list[Brief]) -> None:
    """Let the embedded model draft, the editor change their one thing, another approve, and readers have it."""
    drafts = [copy_edited(*pair) for pair in zip(written_with(ADAPTER, briefs), briefs, strict=True)]
    with newsroom.session() as session:
        author, editor = add_user(session, "mina", Role.CHIEF), add_user(session, "sara", Role.EDITOR)
        other = add_user(session, "reza", Role.EDITOR)
        for brief, draft in zip(briefs, drafts, strict=True):
            made = submit(session, brief, author)
            finish_work(
                session, add_revision(session, made, draft.fields, machine(session), draft.sources, draft.model)
            )
            changed = {name: change(getattr(draft.fields, name)) for name in ("lede", "body")}
            finish_work(session, edit(session, made, draft.fields.model_copy(update=changed), editor, seen=1))
            move(session, made, State.SUBMITTED, machine(session))
            move(session, made, State.APPROVED, other)
            publication.begin(session, made, now())
            publication.finish(session, made, now())


def test_what_an_editor_always_changes_is_gathered_and_may_be_kept_out(newsroom: Newsroom, home: Path) -> None:
    publish_edited(newsroom, asked(1))
    found = gathered(newsroom)
    assert len(found) >= 3 and all(it.note["sentence"].endswith("خواهد بود.") for it in found)
    write_notes(home / "notes" / "editors.jsonl", [it.note for it in found])
    assert read_notes(home / "notes") == [it.note for it in found]
    with newsroom.session() as session:
        let_teach(session, piece(session, 1), add_user(session, "sara", Role.EDITOR), False)
    assert gathered(newsroom) == []


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[Lesson]:
    """The lessons of an editor who has changed their one thing in many pieces."""
    notes = [it for it in read_notes() if it["kind"] == "event" and it["sentence"].endswith(" است.")]
    some = random.Random(1).sample(notes, 400)
    found = [Lesson(number, it | {"sentence": change(it["sentence"])}) for number, it in enumerate(some, 1)]
    monkeypatch.setattr(learning, "gathered", lambda newsroom: found)
    return found


def scrambled(found: list[Lesson]) -> list[Lesson]:
    """Return the lessons, each with the sentence of another."""
    sentences = [it.note["sentence"] for it in found]
    notes: list[Note] = [{**it.note, "sentence": sentences[at - 1]} for at, it in enumerate(found)]
    return [Lesson(it.piece, note) for it, note in zip(found, notes, strict=True)]


@pytest.mark.soak
def test_what_was_learnt_writes_once_a_chief_lets_it_and_until_it_is_taken_back(
    newsroom: Newsroom, settings: Settings, taught: list[Lesson]
) -> None:
    if not far(0, 1):
        pytest.skip(_LONG)
    recipe = Recipe(rate=2e-4, ranking=0, house=1500, times=2, batch=16)
    made = propose(newsroom, settings, Learning(recipe, briefs=63))
    assert made.lessons + made.held == len(taught) and made.against == made.start == version(ADAPTER)
    learnt = next(it for it in made.figures if it.name == LESSON_PERPLEXITY.name)
    assert learnt.after < learnt.before
    assert adapter_in_force(settings) == ADAPTER, "a proposal alone changes nothing"
    assert made.reasons == (), made.reasons
    promote(settings, made.version, CHIEF, now())
    (draft,) = written_with(adapter_in_force(settings), asked(1))
    assert draft.model.adapter == made.version
    assert roll_back(settings, CHIEF, now()) == version(ADAPTER)


@pytest.mark.soak
def test_the_gate_refuses_an_adapter_that_learnt_from_scrambled_sentences(
    newsroom: Newsroom, settings: Settings, taught: list[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not far(0, 1):
        pytest.skip(_LONG)
    monkeypatch.setattr(learning, "gathered", lambda newsroom: scrambled(taught))
    recipe = Recipe(rate=1e-3, epochs=1, ranking=0, house=0, batch=8)
    made = propose(newsroom, settings, Learning(recipe, briefs=63))
    assert made.reasons
    with pytest.raises(Refused) as refused:
        promote(settings, made.version, CHIEF, now())
    assert len(refused.value.problems) == len(made.reasons)
    assert [it.version for it in proposals(settings)] == [made.version], "it is kept, to be looked at"
    assert adapter_in_force(settings) == ADAPTER


def test_too_little_teaches_nothing_and_another_model_is_not_ours_to_train(
    newsroom: Newsroom, settings: Settings
) -> None:
    with pytest.raises(Refused, match="دست‌کم ۲۰ آموخته"):
        propose(newsroom, settings)
    with pytest.raises(NotAvailable, match="BUMI_MODEL"):
        propose(newsroom, settings.model_copy(update={"model": "server"}))
