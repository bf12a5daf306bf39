"""What the newsroom does for the desk, on SQLite and PostgreSQL: rights, times, tokens, reading beside a writer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event, select

from bumi.errors import Refused, TooMany
from bumi.newsroom.accounts.access import sees_piece
from bumi.newsroom.accounts.passwords import hashed
from bumi.newsroom.accounts.sign_in import (
    SignInOutcome,
    attempts,
    forget_sign_ins,
    invite,
    join,
    judge,
    sign_in,
    signed_in,
)
from bumi.newsroom.accounts.tokens import holder, make_token
from bumi.newsroom.accounts.users import add_user, machine, who_sees
from bumi.newsroom.content.api_requests import submit_once
from bumi.newsroom.content.photos import add_photo, photos_of
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.content.typed import begin_draft, drafts, turn_into
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, counts, queue
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import ApiRequest
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.scheduling import plan
from bumi.persian.calendar import now
from tests.newsroom.stage import LATER, NOW, brief, new_piece, person, reach, store, words


def test_who_sees_what(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = new_piece(session)
        by_alias = add_user(session, "سیما", Role.CONTENT, "میراث فرهنگی کرمان")
        other = add_user(session, "هادی", Role.CONTENT, "شرکت آب و فاضلاب استان کرمان")
        nobody = add_user(session, "بی‌دستگاه", Role.CONTENT)
        seers = [
            person(session, Role.EDITOR),
            person(session, Role.CHIEF),
            by_alias,
            add_user(session, "نرگس", Role.CONTENT),
        ]
        assert all(sees_piece(session, each, piece.id) for each in seers)
        assert not any(sees_piece(session, each, piece.id) for each in (other, nobody, machine(session)))
        by_alias.closed_at = now()
        session.flush()
        asked: list[str] = []
        event.listen(newsroom.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert [each.name for each in who_sees(session, piece)] == ["رضا", "مریم", "نرگس"]
        assert len(asked) == 1
        with pytest.raises(Refused, match="برای «شرکت آب"):
            submit(session, brief(), other)


def test_the_queue_puts_the_most_pressing_first(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = [
            new_piece(session, topic=topic, **changes).id
            for topic, changes in (
                ("عادی بی‌زمان", {}),
                ("عادی با زمان", {"publish_at": "1405/10/01"}),
                ("فوری", {"urgency": "urgent"}),
                ("بحران", {"urgency": "crisis"}),
            )
        ]
        editor = person(session, Role.EDITOR)
        rows = queue(session, editor, QueueTab.WRITE, 1, QueueFilter(), now())
        assert [row.id for row in rows] == [made[3], made[2], made[1], made[0]]
        assert counts(session, editor, QueueFilter(), now())[QueueTab.WRITE] == 4
        found = queue(session, editor, QueueTab.WRITE, 1, QueueFilter(word="فوری"), now())
        assert [row.id for row in found] == [made[2]]
        assert not any(counts(session, editor, QueueFilter(word="%"), now()).values())


def test_times_are_judged_and_told(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.APPROVED), person(session, Role.EDITOR)
        soon = now() + timedelta(days=1)
        with pytest.raises(Refused) as refused:
            plan(session, piece, person(session, Role.CONTENT), soon, soon + timedelta(days=1), NOW)
        assert len(refused.value.problems) >= 3
        plan(session, piece, editor, soon, None, None)
        assert piece.state is State.SCHEDULED and piece.approved_hash
        gone = reach(session, State.DISCARDED)
        with pytest.raises(Refused, match="دیگر زمان نمی‌گیرد"):
            plan(session, gone, editor, LATER, None, None)


def test_an_edit_names_the_version_it_was_made_upon(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        edit(session, piece, words("تیتر تازه"), editor, 1)
        with pytest.raises(Refused, match="«مریم» در همین میان"):
            edit(session, piece, words("تیتر دیگر"), person(session, Role.CHIEF), 1)


def test_a_key_opens_once_and_for_one_user(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        owner = add_user(session, "نرگس", Role.CONTENT, "میراث فرهنگی کرمان")
        token = make_token(session, owner, "سامانه", person(session, Role.CHIEF))
    with newsroom.session() as session:
        found = holder(session, token)
        assert found and found[1].name == "نرگس" and holder(session, "x") is None
        first = submit_once(session, found[0], brief(), "k")
        assert first[1] and submit_once(session, found[0], brief(), "k") == (first[0], False)
        with pytest.raises(Refused):
            submit_once(session, found[0], brief(topic="موضوع دیگر"), "k")


def test_a_key_has_a_quota_that_repeats_do_not_use_up(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        owner = add_user(session, "نرگس", Role.CONTENT, "میراث فرهنگی کرمان")
        found = holder(session, make_token(session, owner, "سامانه", person(session, Role.CHIEF)))
        assert found
        token = found[0]
        for key in ("k", *[""] * 29):
            submit_once(session, token, brief(), key)
        assert submit_once(session, token, brief(), "k")[1] is False
        with pytest.raises(TooMany, match=r"در یک ساعت ۳۰ سفارش .* ۶۰ دقیقه دیگر") as refused:
            submit_once(session, token, brief(), "another")
        assert 3500 < refused.value.seconds <= 3600
        for hours in (1, 2, 3):
            for request in session.scalars(select(ApiRequest)):
                request.at -= timedelta(hours=1)
            for _ in range(30 if hours < 3 else 10):
                submit_once(session, token, brief(), "")
        with pytest.raises(TooMany, match="در یک شبانه‌روز ۱۰۰ سفارش"):
            submit_once(session, token, brief(), "")


def test_requests_of_one_key_at_once_are_counted_one_after_the_other(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        owner = add_user(session, "نرگس", Role.CONTENT, "میراث فرهنگی کرمان")
        found = holder(session, make_token(session, owner, "سامانه", person(session, Role.CHIEF)))
        assert found
        for _ in range(27):
            submit_once(session, found[0], brief(), "")
    begin = Barrier(6)

    def hand_in(key: str) -> int:
        begin.wait()
        try:
            with newsroom.session() as session:
                return submit_once(session, found[0], brief(), key)[0].id
        except TooMany:
            return 0

    with ThreadPoolExecutor(6) as programs:
        ids = list(programs.map(hand_in, ["same", "same", "a", "b", "c", "d"]))
    assert len(set(ids) - {0}) == 3 and (ids[0] == ids[1])


def test_a_draft_gives_its_photos_to_the_piece(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = add_user(session, "نرگس", Role.CONTENT)
        draft = begin_draft(session, author, {"topic": "نیمه"})
        store(session, b"jpeg")
        for _ in range(6):
            add_photo(session, draft.id, author, b"jpeg", 3, 2)
        with pytest.raises(Refused, match="شش عکس"):
            add_photo(session, draft.id, author, b"jpeg", 3, 2)
        piece = submit(session, brief(), author)
        turn_into(session, draft.id, piece)
        assert not drafts(session, author) and len(photos_of(session, piece_id=piece.id)) == 6


def test_signing_in_on_both_databases(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        code = invite(session, add_user(session, "سیما", Role.EDITOR), machine(session))
        cookie = join(session, code, hashed("باغ شازده ماهان", "سیما"), "127.0.0.1")
        found = signed_in(session, cookie)
        assert found and found[0].name == "سیما"
        assert judge(session, "سیما", "باغ شازده ماهان") is SignInOutcome.OK
        assert judge(session, "سیما", "باغ") is judge(session, "ناشناس", "باغ شازده ماهان") is SignInOutcome.WRONG
        assert sign_in(session, "سیما", SignInOutcome.WRONG, "127.0.0.1") == ""
        again = signed_in(session, sign_in(session, "سیما", SignInOutcome.OK, "127.0.0.1"))
        assert again and again[0].name == "سیما"
        assert [each.outcome for each in attempts(session)] == ["ok", "wrong", "joined"]
        attempts(session)[-1].at -= timedelta(days=91)
        assert forget_sign_ins(session, now() - timedelta(days=90)) == 1
        assert [each.outcome for each in attempts(session)] == ["ok", "wrong"]


def test_a_reader_waits_for_no_writer(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        new_piece(session)
        editor = person(session, Role.EDITOR)
    with newsroom.session() as writer:
        new_piece(writer)
        with newsroom.reading() as reader:  # while the writer holds its lock
            assert counts(reader, editor, QueueFilter(), now())[QueueTab.WRITE] == 1
