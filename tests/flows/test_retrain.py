"""The monthly flow: what it proposes is told in a table, and so is that there is too little to learn from."""

from datetime import timedelta
from pathlib import Path

import pytest

from bumi.errors import Refused
from bumi.flows import retrain
from bumi.flows.retrain import retrain_writer
from bumi.models.evaluation.metrics import LESSON_PERPLEXITY, PLAIN, Figure
from bumi.models.evaluation.promotion import AdapterProposal, compared, reasons
from bumi.persian.calendar import now
from bumi.pipeline import learning
from bumi.pipeline.learning import proposal_in_words


def proposal(after: float) -> AdapterProposal:
    before, new = ([Figure(PLAIN, 0.04), Figure(LESSON_PERPLEXITY, value)] for value in (1.5, after))
    figures = compared(before, new)
    return AdapterProposal(
        version="abc",
        made_at=now() - timedelta(minutes=1),
        against="own",
        start="own",
        lessons=30,
        held=4,
        pieces=(1,),
        steps=9,
        seconds=60,
        briefs=63,
        figures=figures,
        reasons=reasons(figures),
    )


def test_a_proposal_is_told_with_its_figures_and_what_comes_of_it() -> None:
    better, worse = proposal_in_words(proposal(1.4)), proposal_in_words(proposal(1.6))
    assert "| سنجه | own | abc |" in better and "۴٫۰٪" in better and "bumi adapter promote abc" in better
    assert "✗" in worse and "باید بهتر می‌شد" in worse and "promote" not in worse


def test_the_flow_keeps_the_table(home: Path, prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(retrain, "publish_table", lambda key, title, table: told.append((key, table)))
    monkeypatch.setattr(learning, "propose", lambda newsroom, settings: proposal(1.4))
    assert retrain_writer() == "abc"

    def too_little(newsroom: object, settings: object) -> AdapterProposal:
        raise Refused("از ویرایش‌ها ۳ آموخته گرد آمده است")

    monkeypatch.setattr(learning, "propose", too_little)
    assert retrain_writer() == ""
    assert [key for key, _ in told] == ["adapter", "adapter"]
    assert "۳ آموخته" in told[1][1]
