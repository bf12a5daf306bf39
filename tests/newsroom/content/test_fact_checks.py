"""A fact-check link: one revision, one answer, a deadline; its answers are remarks and never an approval."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.fact_checks import (
    FactVerdict,
    SentenceAnswer,
    answer_check,
    asked,
    asked_sentences,
    end_check,
    known_check,
    make_check,
    standing_checks,
)
from bumi.newsroom.content.remarks import threads
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Notification, NotificationKind
from bumi.newsroom.workflow.revisions import written
from bumi.newsroom.workflow.timeline import timeline
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from tests.newsroom.stage import WHY, correct, person, reach

RIGHT = {0: SentenceAnswer(FactVerdict.RIGHT)}


def test_answers_become_remarks_under_an_unverified_name(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        before = (piece.state, piece.version, piece.approved_by)
        code = make_check(session, piece, person(session, Role.EDITOR), 48)
        check = known_check(session, code)
        assert check and standing_checks(session, piece) == [check]
        words = [each.words for each in asked_sentences(written(piece))]
        assert words == ["گل محمدی در لاله‌زار", "جشنواره برپا می‌شود.", "همه می‌آیند."]
        answer_check(
            session,
            check,
            " دکتر  احمدی» تأیید کرد؛ «",
            {0: SentenceAnswer(FactVerdict.RIGHT), 2: SentenceAnswer(FactVerdict.WRONG, "همه نه")},
        )
        right, wrong = threads(session, piece)
        assert (right.remark.words, right.remark.text, bool(right.remark.done_at)) == (words[0], "درست است", True)
        assert (wrong.remark.words, wrong.remark.text, wrong.remark.done_at) == (words[2], "نادرست: همه نه", None)
        assert (wrong.named, wrong.remark.by) == ("دکتر احمدی تأیید کرد", None)
        said = timeline(session, piece)[-1].what
        assert said.startswith("کسی که هویتش تأیید نشده است") and "«دکتر احمدی تأیید کرد»" in said
        assert (piece.state, piece.version, piece.approved_by) == (before[0], before[1] + 1, before[2])
        told = session.scalars(select(Notification).where(Notification.kind == NotificationKind.ANSWERED)).one()
        assert (told.to, told.piece_id) == (check.by, piece.id)
        with pytest.raises(Refused, match="دیگر کار نمی‌کند"):
            answer_check(session, check, "دیگری", RIGHT)


def test_the_secret_of_a_link_is_nowhere(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        code = make_check(session, reach(session, State.SUBMITTED), person(session, Role.EDITOR), 24)
        assert len(code) >= 43  # 256 bits
        session.flush()
        for table in ("fact_checks", "timeline"):
            assert code not in str(session.execute(sql(f"SELECT * FROM {table}")).all())
        assert known_check(session, code) and not known_check(session, code[:-1]) and not known_check(session, "")


@pytest.mark.parametrize("how", ["late", "ended", "revised", "discarded"])
def test_a_link_ends(newsroom: Newsroom, how: str) -> None:
    with newsroom.session() as session:
        piece, editor = reach(session, State.SUBMITTED), person(session, Role.EDITOR)
        check = known_check(session, make_check(session, piece, editor, 24))
        assert check and asked(session, check)
        match how:
            case "late":
                check.expires_at = now() - timedelta(seconds=1)
            case "ended":
                end_check(session, piece, check.id, editor)
            case "revised":
                correct(session, piece)
            case _:
                move(session, piece, State.DISCARDED, editor, WHY)
        assert asked(session, check) is None and not standing_checks(session, piece)
        with pytest.raises(Refused):
            answer_check(session, check, "احمدی", RIGHT)
        assert not threads(session, piece)


def test_what_is_missing_is_told_together(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        check = known_check(session, make_check(session, piece, person(session, Role.EDITOR), 24))
        assert check
        wrong = {
            0: SentenceAnswer(FactVerdict.WRONG, " "),
            1: SentenceAnswer(FactVerdict.WRONG, "x" * 501),
            7: SentenceAnswer(FactVerdict.RIGHT),
        }
        with pytest.raises(BadInput) as error:
            answer_check(session, check, "", wrong)
        assert len(error.value.problems) == 4
        with pytest.raises(BadInput, match="دست‌کم درباره یک جمله"):
            answer_check(session, check, "احمدی", {})
        assert asked(session, check)


def test_links_are_made_and_ended_by_editors(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece, other, editor = (
            reach(session, State.SUBMITTED),
            reach(session, State.DRAFT),
            person(session, Role.EDITOR),
        )
        author = user(session, "نرگس")
        with pytest.raises(Refused, match="اجازه این کار"):
            make_check(session, piece, author, 24)
        with pytest.raises(BadInput, match="مهلت"):
            make_check(session, piece, editor, 24 * 365)
        check = known_check(session, make_check(session, piece, editor, 24))
        assert check
        with pytest.raises(Refused, match="اجازه این کار"):
            end_check(session, piece, check.id, author)
        with pytest.raises(BadInput, match="چنین پیوندی"):
            end_check(session, other, check.id, editor)
