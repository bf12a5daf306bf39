"""Findings: kept for each revision, dismissed for the whole piece."""

import pytest

from bumi.errors import BadInput, Refused
from bumi.finding import Severity
from bumi.newsroom.content.pieces import add_revision, dismiss, findings, piece, record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.timeline import timeline
from tests.newsroom.stage import WHY, finding, new_piece, person, reach, words

FOUND = [finding(), finding(Severity.WARNS, "محمدی")]


def test_findings_are_kept_and_a_later_check_replaces_them(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = new_piece(session)
        assert findings(session, made) == []
        assert made.revision
        record_findings(session, made.revision, FOUND)
    with newsroom.session() as session:
        made = piece(session, made.id)
        assert findings(session, made) == FOUND
        assert made.revision
        record_findings(session, made.revision, FOUND[:1])
        assert findings(session, made) == FOUND[:1]


def test_a_dismissal_outlives_the_revision(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = reach(session, State.SUBMITTED)
        assert made.revision
        record_findings(session, made.revision, FOUND)
        for _ in range(2):  # the second time changes nothing
            dismiss(session, made, FOUND[0].fingerprint, person(session, Role.CHIEF), WHY)
        record_findings(session, add_revision(session, made, words("تازه"), person(session, Role.CONTENT)), FOUND)
        id = made.id
    with newsroom.session() as session:
        made = piece(session, id)
        assert findings(session, made) == FOUND[1:]
        assert findings(session, made, dismissed=True) == FOUND
        lines = [line for line in timeline(session, made) if "نادیده گرفت" in line.what]
        assert [(line.what, line.why) for line in lines] == [
            ("رضا این یافته را نادیده گرفت: «لاله‌زار» در سفارش نیست", WHY)
        ]


def test_what_blocks_is_a_chiefs_to_dismiss(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = reach(session, State.SUBMITTED)
        assert made.revision
        record_findings(session, made.revision, FOUND)
        with pytest.raises(Refused, match="سردبیر"):
            dismiss(session, made, FOUND[0].fingerprint, person(session, Role.EDITOR), WHY)
        dismiss(session, made, FOUND[1].fingerprint, person(session, Role.EDITOR), WHY)
        assert findings(session, made) == FOUND[:1]


def test_dismissing_takes_an_editor_and_a_reason(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        made = reach(session, State.SUBMITTED)
        assert made.revision
        record_findings(session, made.revision, FOUND)
        with pytest.raises(Refused) as refused:
            dismiss(session, made, FOUND[0].fingerprint, person(session, Role.CONTENT), "  ")
        assert len(refused.value.problems) == 2
        with pytest.raises(BadInput, match="«nothing»"):
            dismiss(session, made, "nothing", person(session, Role.EDITOR), WHY)
        assert findings(session, made) == FOUND
