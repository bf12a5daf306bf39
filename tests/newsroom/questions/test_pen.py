"""The holding pen is bounded, chats are counted, and an asker sees how far a question is, but none of its words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bumi.errors import TooMany
from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import ask, asked_by_chat, asker_view, hold_question
from bumi.newsroom.states import State
from bumi.newsroom.tables import QuestionState
from bumi.persian.calendar import now
from bumi.words import Channel
from tests.newsroom.stage import reach

QUESTION = "چرا آب روستای دهنو هر شب قطع می‌شود؟"


def test_a_full_pen_takes_no_more_until_somebody_has_looked(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = hold_question(session, QUESTION, 2)
        hold_question(session, QUESTION, 2, door=Channel.BALE, contact="42")
        with pytest.raises(TooMany) as refused:
            hold_question(session, QUESTION, 2)
        assert "فردا" in str(refused.value) and refused.value.seconds > 0
        first.state = QuestionState.SPAM
        assert hold_question(session, QUESTION, 2).state is QuestionState.HELD


def test_the_last_place_is_given_once(newsroom: Newsroom) -> None:
    begin = Barrier(8)

    def held(_: int) -> bool:
        begin.wait()
        try:
            with newsroom.session() as session:
                hold_question(session, QUESTION, 3)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as askers:
        assert sum(askers.map(held, range(8))) == 3


def test_questions_of_a_chat_are_counted_by_messenger_and_time(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for chat, door in (("42", Channel.BALE), ("42", Channel.TELEGRAM), ("43", Channel.BALE)):
            ask(session, QUESTION, door=door, contact=chat)
        ask(session, QUESTION, door=Channel.BALE, contact="42", at=now() - timedelta(days=2))
        assert asked_by_chat(session, Channel.BALE, "42", now() - timedelta(days=1)) == 1


def test_the_page_of_the_answer_is_told_only_while_readers_have_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        asked, again = ask(session, QUESTION), ask(session, "باز هم آب قطع است؛ زلزله بود؟")
        out, hidden = reach(session, State.PUBLISHED), reach(session, State.WITHDRAWN)
        asked.piece_id, again.duplicate_of, again.state = out.id, asked.id, QuestionState.DUPLICATE
        session.flush()
        for each in (asked, again):
            seen = asker_view(session, each.code)
            assert seen and seen.slug == out.slug and not any(QUESTION in str(part) for part in seen)
        assert [seen.urgent for each in (asked, again) if (seen := asker_view(session, each.code))] == [False, True]
        asked.piece_id = hidden.id
        session.flush()
        seen = asker_view(session, asked.code)
        assert seen and seen.slug == ""
        assert asker_view(session, "x\x00") is None and asker_view(session, asked.code[:-1]) is None
