"""Remarks follow their words, mention only who may see the piece, and reach no reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import add_user, user
from bumi.newsroom.content.remarks import (
    MarkedPassage,
    followed,
    mentioned,
    remark,
    reply,
    set_done,
    threads,
)
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Notification, NotificationKind, Piece, Remark
from bumi.newsroom.workflow.revisions import add_revision, written
from bumi.newsroom.workflow.transitions import move
from tests.newsroom.stage import NOW, finish_work, person, publish, reach, stories, words

SAID = "این عدد را از کجا آورده‌اید؟"


def on(session: Session, piece: Piece, phrase: str, text: str = SAID, field: str = "body") -> Remark:
    whole = written(piece).fields_model.texts()[field]
    start = whole.index(phrase)
    number = written(piece).number
    place = MarkedPassage(field, start, start + len(phrase))
    return remark(session, piece, number, place, person(session, Role.EDITOR), text)


def edited(session: Session, piece: Piece, **fields: str) -> None:
    add_revision(session, piece, words().model_copy(update=fields), user(session, "نرگس"))


def test_a_remark_follows_its_words_and_stays_readable_without_them(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        on(session, piece, "همه می‌آیند.")
        edited(session, piece, body="باران می‌آید.\n\nهمه می‌آیند.")
        (thread,) = threads(session, piece)
        assert thread.place == MarkedPassage("body", 15, 27)
        edited(session, piece, body="باران می‌آید.", lede="همه می‌آیند.")
        (thread,) = threads(session, piece)
        assert thread.place == MarkedPassage("lede", 0, 12)
        edited(session, piece, body="باران می‌آید.")
        (thread,) = threads(session, piece)
        assert (thread.place, thread.remark.words, thread.remark.text) == (None, "همه می‌آیند.", SAID)


def test_of_the_same_words_twice_a_remark_keeps_to_its_own() -> None:
    before = {"body": "کارگاه در راور است. ورود آزاد است. نمایشگاه در بم است. ورود آزاد است."}
    start = before["body"].rindex("ورود")
    of = Remark(field="body", start=start, end=start + 14, words="ورود آزاد است.")
    after = {"body": "نمایشگاه در بم است. ورود آزاد است. کارگاه در راور است. ورود آزاد است."}
    place = followed(of, before, after)
    assert place and place.start == after["body"].index("ورود")


@given(st.text("اب .", max_size=30), st.text("اب .", max_size=30), st.data())
def test_a_passage_is_found_wherever_its_words_are(before: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    if start == end:
        return
    of = Remark(field="body", start=start, end=end, words=before[start:end])
    place = followed(of, {"body": before}, {"body": after})
    assert (place is not None) == (of.words in after)
    assert place is None or after[place.start : place.end] == of.words
    assert followed(of, {"body": before}, {"body": before}) == MarkedPassage("body", start, end)


def test_replies_belong_to_a_remark_which_closes_and_opens(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, other = reach(session, State.SUBMITTED), reach(session, State.SUBMITTED)
        first, author = on(session, piece, "همه"), user(session, "نرگس")
        answer = reply(session, piece, first.id, author, " از   فراخوان\n\nپیوست ")
        (thread,) = threads(session, piece)
        assert (thread.replies, answer.text, answer.words) == ([answer], "از فراخوان\n\nپیوست", "همه")
        for wrong in (
            lambda: reply(session, piece, answer.id, author, "x"),
            lambda: set_done(session, other, first.id, author, True),
        ):
            with pytest.raises(Refused, match="چنین یادداشتی ندارد"):
                wrong()
        set_done(session, piece, first.id, author, done=True)
        assert (bool(first.done_at), first.done_by) == (True, "نرگس")
        set_done(session, piece, first.id, author, done=False)
        assert (first.done_at, first.done_by) == (None, None)


def test_who_is_mentioned_is_told_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        on(session, piece, "همه", "@نرگس و @مریم و باز @نرگس")  # by «مریم», who need not be told
        told = select(Notification).where(Notification.kind == NotificationKind.MENTIONED)
        (only,) = session.scalars(told)
        assert (only.piece_id, only.by, only.to) == (piece.id, "مریم", "نرگس")


def test_only_who_may_see_the_piece_is_mentioned(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        add_user(session, "مریم کرمانی", Role.EDITOR)
        by = add_user(session, "مریم", Role.EDITOR)
        add_user(session, "هادی", Role.CONTENT, "شرکت آب و فاضلاب استان کرمان")
        found = mentioned(session, piece, "@مریم کرمانی، @نرگس ببینید (x@مریم و a@b.ir نه)\n@مریم: تو هم", by)
        assert [each.name for each in found] == ["مریم کرمانی", "نرگس", "مریم"]
        for text in ("@هادی ببین", "@ناشناس ببین", "@bumi ببین", "@ "):  # nobody learns who exists
            with pytest.raises(BadInput, match="کسی نیست که این مطلب را ببیند"):
                mentioned(session, piece, text, by)
        user(session, "مریم کرمانی").closed_at = NOW
        with pytest.raises(BadInput, match="نیست"):
            on(session, piece, "همه", "@رضا کجاست؟")
        assert not threads(session, piece)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1001])
def test_a_remark_has_words_of_its_own_and_is_on_some(newsroom: Newsroom, text: str) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        with pytest.raises(BadInput, match="یادداشت"):
            on(session, piece, "همه", text)
        for number, place in (
            (1, MarkedPassage("body", 3, 3)),
            (1, MarkedPassage("x", 0, 3)),
            (1, MarkedPassage("body", 900, 999)),
        ):
            with pytest.raises(BadInput, match="برگزیده نشده"):
                remark(session, piece, number, place, user(session, "نرگس"), SAID)
        with pytest.raises(BadInput, match="ویرایش ۹ نیست"):
            remark(session, piece, 9, MarkedPassage("body", 0, 3), user(session, "نرگس"), SAID)


def test_an_open_remark_holds_up_no_approval_and_reaches_no_reader(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        on(session, piece, "همه")
        finish_work(session, written(piece))
        move(session, piece, State.APPROVED, person(session, Role.EDITOR), at=NOW)
        publish(session, piece)
        (story,) = stories(session)
        assert SAID not in story.model_dump_json()
