"""Retention of public questions: contacts go first, then private words; what readers have stays."""

from datetime import timedelta

from bumi.newsroom.database import Newsroom
from bumi.newsroom.questions import (
    ErasedQuestions,
    ask,
    contact_of,
    erase_closed,
    hand_over,
    handovers,
    history,
    refuse_question,
)
from bumi.newsroom.states import Role
from bumi.newsroom.tables import RefusalReason
from bumi.persian.calendar import now
from tests.newsroom.questions.stage import GAS, TEXT, WATER, answered_by_team, published, sent
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


def test_why_it_was_handed_over_goes_with_the_words_and_the_history_never_has_it(newsroom: Newsroom) -> None:
    long, why = now() + timedelta(days=1), "علی رضایی با ۰۹۱۳۱۲۳۴۵۶۷ مشترک ما نیست"
    with newsroom.session() as session:
        new, editor = sent(session), person(session, Role.EDITOR)
        hand_over(session, new, GAS, why, editor)
        refuse_question(session, new, RefusalReason.PERSONAL, "پرونده یک نفر است", editor)
        assert [each.why for each in handovers(session, new)] == ["", why]
        assert not [each.what for each in history(session, new) if "رضایی" in each.what]
        erase_closed(session, long, long)
        session.expire_all()
        assert [(each.to_agency, each.why) for each in handovers(session, new)] == [(WATER, ""), (GAS, "")]
