"""The lead that an editor chooses: who may, which pieces, one at a time, until when, and what the timeline says."""

from datetime import timedelta

import pytest

from bumi.errors import Refused
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.lead import (
    LEADS_FOR,
    choose_lead,
    chosen_lead,
    lead_is_due,
    lead_until,
    renew_lead,
    take_back_lead,
)
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.timeline import timeline
from bumi.persian.calendar import now
from bumi.words import Kind
from tests.newsroom.stage import person, reach

HOUR = timedelta(hours=1)


def test_one_piece_leads_at_a_time_and_both_timelines_say_so(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        editor, chief = person(session, Role.EDITOR), person(session, Role.CHIEF)
        first, second = reach(session, State.PUBLISHED), reach(session, State.PUBLISHED)
        assert chosen_lead(session, {}) is None and not lead_is_due(session, now())
        choose_lead(session, first, editor)
        until = lead_until(session, first)
        assert until and abs(until - now() - LEADS_FOR) < HOUR
        choose_lead(session, second, chief, now() + 2 * HOUR)
        story = chosen_lead(session, {})
        assert story and story.id == second.id and lead_until(session, first) is None
        take_back_lead(session, first, editor)  # it leads no longer: nothing happens
        assert lead_until(session, second)
        take_back_lead(session, second, editor)
        assert chosen_lead(session, {}) is None
        said = [[line.what for line in timeline(session, each)][-2:] for each in (first, second)]
    assert said[0][0].startswith("مریم آن را تیتر یک کرد؛ تا ") and "به جای آن تیتر یک کرد" in said[0][1]
    assert said[1][0].startswith("رضا آن را تیتر یک کرد؛ تا ") and said[1][1] == "مریم آن را از تیتر یک برداشت"


def test_the_front_page_is_due_once_after_each_change_and_after_the_end(newsroom: Newsroom) -> None:
    moment = now()
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        choose_lead(session, piece, person(session, Role.EDITOR))
        assert lead_is_due(session, moment)
        renew_lead(session, moment)
        assert not lead_is_due(session, moment) and chosen_lead(session, {})
        later = moment + LEADS_FOR + HOUR
        assert lead_is_due(session, later)
        renew_lead(session, later)
        assert not lead_is_due(session, later) and chosen_lead(session, {}) is None


def test_a_refusal_has_all_its_reasons(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        waiting = reach(session, State.SUBMITTED)
        waiting.kind = Kind.LITERACY
        with pytest.raises(Refused) as refused:
            choose_lead(session, waiting, person(session, Role.CONTENT), now() - HOUR)
        assert len(refused.value.problems) == 4
        published = reach(session, State.PUBLISHED)
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            choose_lead(session, published, add_user(session, "نرگس", Role.CONTENT))
        choose_lead(session, published, person(session, Role.EDITOR))
        with pytest.raises(Refused, match="اجازه این کار را ندارد"):
            take_back_lead(session, published, add_user(session, "نرگس", Role.CONTENT))
        assert lead_until(session, published)
