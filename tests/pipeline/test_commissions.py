"""Commissions in a run of publishing: fees fall due, and what was not written in time is freed."""

from datetime import timedelta

from bumi.newsroom.commissions import commission, fee_lines, hand_in
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import CommissionState
from bumi.newsroom.workflow.transitions import move
from bumi.pipeline.publishing import publish_and_send
from bumi.settings import Settings
from tests.newsroom.commissions.stage import WEEK, assigned, contributor, opened, write
from tests.newsroom.stage import NOW, person, publish


def test_a_run_of_publishing_follows_the_commissions(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = assigned(session)
        write(session, piece)
        hand_in(session, piece, contributor(session), NOW)
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
        publish(session, piece)
        opened(session)
    publish_and_send(newsroom, Settings(), NOW + WEEK + timedelta(minutes=1))
    with newsroom.reading() as session:
        assert [line.piece_id for line in fee_lines(session)] == [piece.id]
        assert commission(session, 2).state is CommissionState.EXPIRED
