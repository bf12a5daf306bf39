"""Views in both databases: added up by day and channel, a visitor once a day and piece, of published pieces alone."""

from datetime import date, timedelta

from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.reach import PageView, close_days, forget_logs, offset_of, record_offset, record_views
from bumi.newsroom.queries.reach import by_channel, is_known
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, ReachDay, ReachVisitor
from bumi.words import ReachChannel
from tests.newsroom.stage import NOW, reach

DAY = date(2026, 11, 25)


def test_views_are_added_to_those_of_before(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id, waits = reach(session, State.PUBLISHED).id, reach(session, State.SUBMITTED).id
        one = PageView(DAY, id, ReachChannel.BALE, "5.6.7.8 Android")
        assert not is_known(session, DAY)
        assert record_views(session, [one, one._replace(piece=waits), one._replace(piece=10**8)]) == 1
        tomorrow = one._replace(day=DAY + timedelta(days=1))
        again = [one, one._replace(channel=ReachChannel.DIRECT), one._replace(visitor="5.6.7.9 Android"), tomorrow]
        assert record_views(session, again) == 4
        assert record_views(session, []) == 0
        assert by_channel(session, Piece.id == id) == [("bale", 4, 3), ("direct", 1, 0)]
        assert is_known(session, DAY) and not is_known(session, DAY + timedelta(days=2))
        found = session.query(ReachVisitor).filter(ReachVisitor.piece_id == id)
        assert len({row.visitor for row in found}) == 3  # of another day, another hash
        close_days(session, DAY + timedelta(days=5))
        assert found.count() == 0 and session.query(ReachDay).count() == 3


def test_a_log_is_remembered_until_it_is_gone(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        record_offset(session, "a", 2**40, NOW)
        record_offset(session, "b", 7, NOW - timedelta(days=100))
        session.flush()
        forget_logs(session, NOW)
        assert (offset_of(session, "a"), offset_of(session, "b"), offset_of(session, "c")) == (2**40, 0, 0)
