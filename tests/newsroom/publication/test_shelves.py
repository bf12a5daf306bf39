"""Shelves: places are given once and for life; what is out of date is known until it was made again."""

from concurrent.futures import ThreadPoolExecutor

from bumi.newsroom.content.pieces import piece as find
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import shelves
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from tests.newsroom.stage import WHY, person, reach

SHELVES = {"all": "", "county/bam": "بم"}


def test_places_follow_each_other_and_stay(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for _ in range(3):
            shelves.place(session, {reach(session, State.PUBLISHED).id: SHELVES})
        again = shelves.place(session, {2: SHELVES | {"axis/culture": "فرهنگ"}})
        assert again == {2: {"all": (2, 3), "county/bam": (2, 3), "axis/culture": (1, 1)}}
        assert shelves.places(session, [2]) == {2: {"all": 2, "county/bam": 2, "axis/culture": 1}}
        assert {name: shelf.length for name, shelf in shelves.lengths(session, SHELVES).items()} == {
            "all": 3,
            "county/bam": 3,
        }
        assert shelves.lengths(session)["county/bam"].title == "بم"


def test_several_in_one_go_stand_as_if_they_had_come_one_by_one(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = [reach(session, State.PUBLISHED).id for _ in range(3)]
        assert shelves.place(session, {ids[1]: SHELVES})[ids[1]] == {"all": (1, 1), "county/bam": (1, 1)}
        asked = {ids[2]: SHELVES, ids[1]: SHELVES, ids[0]: {"all": ""}}
        assert shelves.place(session, asked) == {
            ids[2]: {"all": (2, 2), "county/bam": (2, 2)},
            ids[1]: {"all": (1, 3), "county/bam": (1, 2)},
            ids[0]: {"all": (3, 3)},
        }


def test_a_withdrawn_story_leaves_a_gap_and_moves_nobody(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for _ in range(4):
            shelves.place(session, {reach(session, State.PUBLISHED).id: SHELVES})
        move(session, find(session, 2), State.WITHDRAWN, person(session, Role.EDITOR), WHY)
        assert [told.id for told in shelves.on_shelf(session, "all", 1, 3, {})] == [3, 1]
        assert [told.id for told in shelves.newest(session, "all", 3, {})] == [4, 3, 1]
        assert [glance.slug for glance in shelves.glances(session, "all", 1, 3)] == [
            find(session, 3).slug,
            find(session, 1).slug,
        ]


def test_what_went_out_before_there_were_shelves_is_found(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        old = [reach(session, State.PUBLISHED) for _ in range(2)]
        reach(session, State.APPROVED)
        assert shelves.unplaced(session, "all") == old
        shelves.place(session, {old[0].id: SHELVES})
        assert shelves.unplaced(session, "all") == old[1:]


def test_an_open_shelf_is_there_and_empty(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        shelves.open_shelves(session, SHELVES)
        shelves.open_shelves(session, SHELVES)
        assert {shelf.length for shelf in shelves.lengths(session).values()} == {0}


def test_what_changed_while_it_was_made_stays_out_of_date(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        shelves.touch(session, ["index.html", "feed.atom", "index.html"])
        counted = shelves.stale(session)
        assert counted == {"index.html": 1, "feed.atom": 1}
        shelves.touch(session, ["index.html"])
        shelves.freshen(session, counted)
        assert shelves.stale(session) == {"index.html": 2}


def test_several_at_once_get_places_of_their_own(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = [reach(session, State.PUBLISHED).id for _ in range(6)]

    def put(id: int) -> int:
        with newsroom.session() as session:
            shelves.place(session, {id: dict(sorted(SHELVES.items(), reverse=id % 2 == 0))})
            shelves.touch(session, ["a", "b"] if id % 2 else ["b", "a"])
            return shelves.places(session, [id])[id]["all"]

    with ThreadPoolExecutor(3) as threads:
        assert sorted(threads.map(put, ids)) == [1, 2, 3, 4, 5, 6]
    with newsroom.session() as session:
        assert shelves.stale(session) == {"a": 6, "b": 6}
