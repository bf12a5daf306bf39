"""The embedded model and the committed adapter, for real: set-up has converted the weights by now."""

import pytest

from bumi.brief import Brief, read_briefs
from bumi.checks import check_fields
from bumi.finding import blocking
from bumi.models.data.training_examples import parts_of, read_pairs
from bumi.models.weights.loading import EMBEDDED, load
from bumi.models.writer import Writer, requests_of
from bumi.piece import Draft
from bumi.pipeline.writing import formal, open_writer
from bumi.settings import ROOT, Settings
from tests.publishing.stage import far

FOLDER = Settings().cache / "models" / EMBEDDED
BRIEFS = read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))[:: far(2, 1)]

pytestmark = pytest.mark.skipif(
    not (FOLDER / "config.json").exists(), reason="real part missing: the embedded model is not converted"
)


@pytest.fixture(scope="module")
def writer() -> Writer:
    writer = open_writer(Settings())
    assert isinstance(writer, Writer)
    return writer


@pytest.fixture(scope="module")
def drafts(writer: Writer) -> list[Draft]:
    return writer.draft(BRIEFS, seed=1)


def test_the_cut_tokenizer_loses_nothing() -> None:
    _, tokenizer = load(FOLDER)
    for pair in read_pairs(dev=True)[:20]:
        text = "\n".join(parts_of(pair["brief"]).values())
        assert tokenizer.decode(tokenizer(text, add_special_tokens=False).input_ids) == text


def test_the_model_writes_some_sentences_and_says_which_adapter_it_has(writer: Writer, drafts: list[Draft]) -> None:
    woven = [unit for brief in BRIEFS for unit in requests_of(brief, formal)]
    points = {source.text for draft in drafts for source in draft.sources if source.text.startswith("• ")}
    written = [unit for unit in woven if not any(unit.text in point for point in points)]
    assert 0 < len(written) < 0.5 * len(woven), "what is above the bound, and no more"
    assert all(draft.model.adapter for draft in drafts)


@pytest.mark.parametrize("number", range(len(BRIEFS)))
def test_a_draft_is_true_to_its_brief(drafts: list[Draft], number: int) -> None:
    brief: Brief = BRIEFS[number]
    assert not blocking(check_fields(drafts[number].fields, brief, only=("numbers", "dates", "weekday", "quotes")))


def test_the_same_seed_gives_the_same_draft(writer: Writer) -> None:
    few = BRIEFS[2:4]
    assert writer.draft(few, seed=1) == writer.draft(few, seed=1)
