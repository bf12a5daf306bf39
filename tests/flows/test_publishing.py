"""The publishing flow: what is approved goes out from this installation's own settings, with a table."""

from pathlib import Path

from bumi.flows.publishing import publishing
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.states import State
from bumi.newsroom.workflow.transitions import move
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry
from tests.flows.stage import TOPICS, hand_in
from tests.flows.test_drafting import latest_table


def test_what_is_approved_goes_out_and_shows_its_table(prefect: None, bench: RunContext, home: Path) -> None:
    hand_in(bench.newsroom, *TOPICS[:2])
    carry(bench, at_once)
    with bench.newsroom.session() as session:
        move(session, piece(session, 1), State.APPROVED, user(session, "sara"))
    assert publishing() == 1
    with bench.newsroom.session() as session:
        assert piece(session, 1).state is State.PUBLISHED and piece(session, 2).state is State.SUBMITTED
    assert (home / "output" / "index.html").exists()
    assert TOPICS[0] in latest_table("publishing")
    assert publishing() == 0
