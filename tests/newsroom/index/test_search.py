"""Search: a piece is found on whichever shelf it lies, by its words however they are spelt, by those who see it."""

import pytest
from sqlalchemy import select

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.index.search import names
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, counts, queue
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import SearchText, User
from bumi.persian.calendar import now
from tests.newsroom.stage import brief, correct, go_back, new_piece, person, reach


def found(newsroom: Newsroom, word: str, shelf: QueueTab = QueueTab.DECIDE, by: User | None = None) -> list[int]:
    with newsroom.session() as session:
        who = by or person(session, Role.EDITOR)
        rows = queue(session, who, shelf, 1, QueueFilter(word=word), now())
        assert sum(counts(session, who, QueueFilter(word=word), now()).values()) == len(rows)
        return [row.id for row in rows]


@pytest.mark.parametrize(
    "word",
    [
        "پته‌دوزی",
        "پته دوزی",
        "پتهدوزي",
        "كارگاه",
        "دوزی کارگاه",
        "سال ۱۴۰۵",
        "سال ١٤٠٥",
        "1405",
        "میراث",
        "بردسیر",
        "۱",
        "کار گاه",
    ],
)
def test_a_piece_is_found_however_its_words_are_spelt(newsroom: Newsroom, word: str) -> None:
    with newsroom.session() as session:
        id = new_piece(session, topic="کارگاه پته‌دوزی سال ۱۴۰۵").id
        new_piece(session, topic="چیزی دیگر", agency="شهرداری کرمان", county="راور")
    assert found(newsroom, word) == [id]


@pytest.mark.parametrize("word", ["%", "_", "؟", "کارگاه نیست", "پته%دوزی", "99999999999999999999"])
def test_what_is_not_there_is_not_found(newsroom: Newsroom, word: str) -> None:
    with newsroom.session() as session:
        new_piece(session, topic="کارگاه پته و دوزندگی")
    assert found(newsroom, word) == []


def test_a_word_is_found_where_one_begins(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        id = new_piece(session, topic="شرکت آب", agency="شرکت آب و فاضلاب استان کرمان").id
    assert found(newsroom, "كتاب") == [] and found(newsroom, "رکت") == []
    assert found(newsroom, "شرکتاب") == found(newsroom, "آب شرکت") == found(newsroom, "آبفا") == [id]


def test_drafts_are_found_as_pieces_are() -> None:
    assert not names("كتاب", "شرکت آب")
    assert all(names(word, "کارگاه پته‌دوزی") for word in ("پتهدوزي", "پته دوزی", "دوزی", "كار"))
    assert names("پته‌دوزی", "پتهدوزی")


def test_the_open_shelf_comes_first_and_all_others_after_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ids = {state: reach(session, state).id for state in (State.PUBLISHED, State.DISCARDED, State.SUBMITTED)}
    for shelf, first in (
        (QueueTab.DECIDE, State.SUBMITTED),
        (QueueTab.OUT, State.PUBLISHED),
        (QueueTab.GONE, State.DISCARDED),
    ):
        asked = found(newsroom, "محمدی", shelf)
        assert asked[0] == ids[first] and set(asked) == set(ids.values())


def test_a_headline_is_found_as_it_is_now(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session, notes=["ورود آزاد است"])
        assert found_in(session.scalars(select(SearchText.text)).all(), "لاله‌زار")
        correct(session, piece, "زلزله در زرند")
        id = piece.id
    assert found(newsroom, "زلزله") == [id] and found(newsroom, "لاله‌زار") == []


def test_words_of_brief_and_lede_are_found_but_not_what_is_internal(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        notes = ["ظرفیت سی نفر است", "گواهینامه داده می‌شود"]
        id = new_piece(session, notes=notes, where="تالار خواجو", internal_note="محرمانه").id
    for word in ("گواهی‌نامه", "خواجو", "سی نفر"):
        assert found(newsroom, word) == [id], word
    assert found(newsroom, "محرمانه") == []


@pytest.mark.parametrize(("word", "is_named"), [("كارگاه", True), ("بازار", False), ("؟", False), ("", False)])
def test_a_draft_that_is_not_sent_is_found_by_its_topic(word: str, is_named: bool) -> None:
    assert names(word, "کارگاه پته‌دوزی") == is_named


def test_another_agencys_pieces_are_not_found(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new_piece(session)
        other = add_user(session, "هادی", Role.CONTENT, "شرکت آب و فاضلاب استان کرمان")
    assert found(newsroom, "محمدی", by=other) == [] and found(newsroom, "۱", by=other) == []


def test_a_newsroom_from_before_is_searched_too(empty_url: str) -> None:
    newsroom = open_newsroom(empty_url)
    with newsroom.session() as session:
        other = brief(topic="زلزله", notes=["پس‌لرزه‌ها ادامه دارد"])
        ids = [new_piece(session).id, submit(session, other, person(session, Role.CHIEF)).id]
    go_back(newsroom, "0007")
    newsroom.close()
    newsroom = open_newsroom(empty_url)
    assert [found(newsroom, word) for word in ("لاله‌زار", "زلزله")] == [ids[:1], ids[1:]]
    newsroom.close()


def found_in(texts: object, word: str) -> bool:
    return names(word, str(texts))
