"""Figures and lists of a county add up to what the database has, and tell nothing of a draft."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import see_to_occasion
from bumi.newsroom.plan.crises import add_notice
from bumi.newsroom.queries.counties import (
    by_agency,
    by_axis,
    county_notices,
    county_pieces,
    monthly,
    occasions_covered,
    planned_pieces,
    published_days,
)
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, ReachDay
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import tehran_day
from tests.newsroom.stage import NOW, WHY, approve, new_piece, person, publish, words

DAY = timedelta(days=1)
SPAN = (NOW - 30 * DAY, NOW + DAY)


def published(session: Session, days_ago: int, **changes: str) -> Piece:
    piece = new_piece(session, **{"county": "بم", **changes})
    approve(session, piece, NOW - days_ago * DAY)
    publish(session, piece, NOW - days_ago * DAY)
    return piece


def planned(session: Session, **changes: object) -> list[tuple[int, str]]:
    piece = new_piece(session, county="بم", **{"publish_at": (NOW + 3 * DAY).isoformat(), **changes})
    session.flush()
    found = planned_pieces(session, "بم", NOW, NOW + 30 * DAY, NOW, 10)
    return [(each.id, each.topic) for each in found if each.id == piece.id]


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    """Four pieces of Bam in two months, one of them taken back since, and one of another county."""
    with newsroom.session() as session:
        read = published(session, 2, axis="فرهنگ")
        published(session, 2, agency="میراث فرهنگی کرمان")
        published(session, 9, axis="خدمات", agency="فرمانداری بم")
        published(session, 40)
        published(session, 3, county="راور")
        move(session, published(session, 1), State.WITHDRAWN, person(session, Role.EDITOR), WHY)
        session.add(ReachDay(piece_id=read.id, day=tehran_day(NOW), channel="bale", views=70, visitors=40))
    return newsroom


def test_figures_add_up_to_the_database(filled: Newsroom) -> None:
    direct = text(
        "SELECT count(*) FROM pieces WHERE county = 'بم' AND published_at >= :begin AND published_at < :end"
        " AND state NOT IN ('withdrawn', 'taken_down', 'discarded')"
    )
    with filled.session() as session:
        begin, end = (each.astimezone().isoformat(" ") for each in SPAN)
        if session.get_bind().dialect.name == "sqlite":
            begin, end = (session.scalar(text("SELECT datetime(:at)"), {"at": each}) for each in (begin, end))
        count = session.scalar(direct, {"begin": begin, "end": end})
        assert count == 3
        assert sum(by_axis(session, "بم", *SPAN).values()) == count
        assert sum(by_agency(session, "بم", *SPAN).values()) == count
        assert monthly(session, "بم", [SPAN[0] - 30 * DAY, *SPAN]) == [1, count]
        assert len(county_pieces(session, "بم", *SPAN, most=10)) == count
        assert published_days(session, "بم", *SPAN) == {tehran_day(NOW - days * DAY) for days in (2, 9)}


def test_an_agency_counts_once_under_all_its_names(filled: Newsroom) -> None:
    with filled.session() as session:
        heritage = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"
        assert by_agency(session, "بم", *SPAN) == {heritage: 2, "فرمانداری شهرستان بم": 1}


def test_what_was_read_most_comes_first(filled: Newsroom) -> None:
    with filled.session() as session:
        found = county_pieces(session, "بم", *SPAN, most=2)
        assert [each.views for each in found] == [70, 0] and found[0].headline == words().title


def test_what_is_planned_tells_its_topic_and_never_its_draft(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        [(_, topic)] = planned(session, topic="نشست خبری")
        assert topic == "نشست خبری" != words().headline


def test_what_is_locked_discarded_or_elsewhere_is_not_planned(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        assert planned(session, embargo_until=(NOW + DAY).isoformat()) == []
        assert planned(session, embargo_until=(NOW - DAY).isoformat())
        assert planned(session, publish_at=(NOW + 60 * DAY).isoformat()) == []
        assert planned_pieces(session, "راور", NOW, NOW + 30 * DAY, NOW, 10) == []
        [only] = planned_pieces(session, "بم", NOW, NOW + 30 * DAY, NOW, 10)
        move(session, session.get_one(Piece, only.id), State.DISCARDED, person(session, Role.EDITOR), WHY)
        assert planned_pieces(session, "بم", NOW, NOW + 30 * DAY, NOW, 10) == []


def test_a_notice_promises_an_update_until_another_follows(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first, second = (published(session, 0, urgency="crisis") for _ in range(2))
        for each in (first, second):
            each.expire_at = NOW + DAY
        soon = NOW + timedelta(hours=2)
        add_notice(session, first, "flood", {}, soon)
        assert [each.promised for each in county_notices(session, "بم", *SPAN, NOW, 5)] == [soon]
        add_notice(session, second, "flood", {}, soon, follows=first.id)
        found = {each.id: each.promised for each in county_notices(session, "بم", *SPAN, NOW, 5)}
        assert found == {first.id: None, second.id: soon}
        assert county_notices(session, "راور", *SPAN, NOW, 5) == []


def test_an_occasion_is_covered_by_the_countys_own_pieces(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        see_to_occasion(session, new_piece(session, county="بم"), "date-harvest", tehran_day(NOW))
        assert occasions_covered(session, "بم") == [("date-harvest", tehran_day(NOW))]
        assert occasions_covered(session, "راور") == []
