"""Retention of public questions: contacts go first, then private words; what readers have stays."""

from datetime import timedelta

from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import ErasedQuestions, ask, contact_of, erase_closed, refuse_question
from bumi.newsroom.states import Role
from bumi.newsroom.tables import RefusalReason
from bumi.persian.calendar import now
from tests.newsroom.questions.stage import TEXT, answered_by_team, published
from tests.newsroom.stage import person


def test_contacts_go_first_then_private_words_and_again_nothing(newsroom: Newsroom) -> None:
    long = now() + timedelta(days=1)
    with newsroom.session() as session:
        public, refused, waiting = published(session), answered_by_team(session), ask(session, TEXT, contact="0913")
        refuse_question(session, refused, RefusalReason.COURT, "در دادگاه است", person(session, Role.EDITOR))
        assert erase_closed(session, now() - timedelta(days=1), now() - timedelta(days=1)) == ErasedQuestions(0, 0)
        assert erase_closed(session, long, now() - timedelta(days=1)) == ErasedQuestions(2, 0)
        assert public.text and contact_of(session, waiting)
        assert erase_closed(session, long, long) == ErasedQuestions(0, 2)
        assert erase_closed(session, long, long) == ErasedQuestions(0, 0)
        session.expire_all()
        assert (public.text, bool(public.wording), bool(public.answer)) == ("", True, True)
        assert (refused.text, refused.wording, refused.answer, refused.reason) == ("", "", "", "")
        assert refused.refusal is RefusalReason.COURT and waiting.text == TEXT and waiting.erased_at is None
