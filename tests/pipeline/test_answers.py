"""An answered question on its real way from piece to page: no word changed, and nothing of the asker in it."""

import logging
from pathlib import Path

import pytest

from bumi.errors import Refused
from bumi.models.planner import kept
from bumi.models.realiser import Nobody
from bumi.models.writer import Writer
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import findings, piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry
from bumi.planning import submit_answer
from bumi.publishing import publish_due
from bumi.settings import Settings
from bumi.storage import open_storage
from bumi.words import Channel
from tests.planning.answered import ANSWER, ASKER, CONTACT, FIRST, TITLE, approved_question
from tests.publishing.stage import contents


@pytest.fixture
def context(newsroom: Newsroom) -> RunContext:
    return RunContext(Settings(), newsroom, lambda _: Writer(Nobody()))


def carried(context: RunContext, answer: str = ANSWER) -> tuple[int, str]:
    """Bring the piece of an answered question before an editor; return its id and the code of the question."""
    with context.newsroom.session() as session:
        asked = approved_question(session, answer=answer)
        id, code = submit_answer(session, asked, channels=(Channel.SITE, Channel.INSTAGRAM)).id, asked.code
    assert carry(context, at_once) == [id]
    return id, code


def test_the_answer_comes_out_as_it_went_in_and_nothing_of_the_asker_does(
    context: RunContext, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    id, code = carried(context)
    with context.newsroom.session() as session:
        found = piece(session, id)
        assert found.state is State.SUBMITTED and found.revision
        assert found.revision.fields_model == kept(found.brief_model).fields and FIRST in found.revision.fields["lede"]
        alts = [each.alt for each in found.revision.media if not each.is_cover]
        assert {each.name for each in found.revision.media} >= {"square", "wide", "portrait", "story"}
        assert all(alt.startswith("کارت پرسش و پاسخ") and TITLE in alt for alt in alts)
        assert not [each.message for each in findings(session, found) if each.severity == "blocks"]
        move(session, found, State.APPROVED, add_user(session, "مریم", Role.EDITOR))
    place = open_storage(context.settings)
    publish_due(context.newsroom, place, context.settings)
    objects = contents(place)
    assert "answers/index.html" in objects and any(TITLE.encode() in body for body in objects.values())
    media = {
        str(path): path.read_bytes() for path in Path(".bumi").rglob("*") if path.is_file() and ".db" not in path.name
    }
    assert media and caplog.text
    names = (ASKER, *ASKER.split(), CONTACT, CONTACT[1:], code, "کوچه ۱۲")
    for name in names:
        holding = [key for key, body in (objects | media).items() if name.encode() in body or name in key]
        assert holding == [] and name not in caplog.text, name


@pytest.mark.parametrize(
    ("private", "code"), [("با ۰۹۱۳۴۵۶۷۸۹۰ تماس بگیرید.", "mobile"), ("به a.rezai@example.com بنویسید.", "email")]
)
def test_a_private_line_in_an_answer_stops_its_publication(context: RunContext, private: str, code: str) -> None:
    id, _ = carried(context, f"{ANSWER} {private}")
    with context.newsroom.session() as session:
        found = piece(session, id)
        stopping = [each.code for each in findings(session, found) if each.severity == "blocks"]
        assert set(stopping) == {code}
        with pytest.raises(Refused, match="یافته مانع"):
            move(session, found, State.APPROVED, add_user(session, "مریم", Role.EDITOR))
