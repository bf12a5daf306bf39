"""Crisis notices: prepared texts, updates, replacement and expiry."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bumi.checks import check_fields
from bumi.errors import BadInput, Refused
from bumi.finding import Severity
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.crises import crisis_notice, open_notices, waiting_notices
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.planning.crises import (
    CrisisFacts,
    close_crisis,
    facts_from,
    issue_notice,
    notice_brief,
    notice_draft,
    notice_template,
    notice_templates,
    retire_replaced,
    retract_notice,
)
from bumi.planning.plan_settings import province_plan
from bumi.planning.reminders import Subject, due_reminders
from tests.newsroom.stage import attach, card
from tests.planning.stage import author, chief, editor, go_out

GIVEN: dict[str, Any] = {
    "what": "رودخانه هلیل بالا آمده است",
    "where": "جیرفت و عنبرآباد",
    "county": "جیرفت",
    "since": "1405/09/04 06:30",
    "source": "اداره‌کل مدیریت بحران استان کرمان",
    "next_update": "1405/09/04 12:00",
    "until": "1405/09/05 06:00",
    "do": ["دام‌ها را از کنار رودخانه دور کنید"],
}


def facts(**changes: Any) -> CrisisFacts:
    return facts_from(GIVEN | changes)


def test_there_is_a_notice_for_each_crisis_of_the_province() -> None:
    assert set(notice_templates()) == {"dust", "earthquake", "flood", "health", "power", "road", "water"}


@pytest.mark.parametrize("name", ["dust", "earthquake", "flood", "health", "power", "road", "water"])
@pytest.mark.parametrize("over", [False, True])
def test_a_notice_has_everything_and_the_checks_find_nothing_that_weighs(name: str, over: bool) -> None:
    prepared = notice_template(name)
    brief = notice_brief(prepared, facts(), parse_moment("1405/09/04 05:00"), over)
    draft = notice_draft(brief, 0 if over else len(prepared.do) + 1)
    text = "\n".join(draft.fields.texts().values())
    wanted = ["رودخانه هلیل بالا آمده است", "جیرفت و عنبرآباد", "اداره‌کل مدیریت بحران", "جای اطلاعیه چهارشنبه ۴ آذر"]
    wanted += ["ساعت ۰۶:۳۰", prepared.call]
    wanted += ["برقرار بود"] if over else ["اطلاعیه بعدی چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۲:۰۰", *prepared.do]
    assert [each for each in wanted if each not in text] == []
    found = check_fields(draft.fields, brief, sources=draft.sources)
    assert [f"{it.check}/{it.code}: {it.message}" for it in found if it.severity is not Severity.ADVISES] == []


def test_what_has_not_begun_is_told_as_to_come() -> None:
    brief = notice_brief(notice_template("flood"), facts())
    assert "برقرار است." in notice_draft(brief, 3).fields.lede
    assert "برقرار می‌شود." in notice_draft(brief, 3, begun=False).fields.lede


def test_every_sentence_stands_where_its_source_says() -> None:
    prepared = notice_template("flood")
    draft = notice_draft(notice_brief(prepared, facts()), len(prepared.do) + 1)
    texts = draft.fields.texts()
    assert [it.text for it in draft.sources if it.text not in texts[it.field]] == []
    assert draft.fields.body.count("• ") == len(prepared.do) + 1


def test_all_that_is_missing_or_wrong_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        facts_from({"what": "سیل", "where": "بم", "since": "دیروز"})
    said = str(refused.value)
    assert all(word in said for word in ("county", "source", "next_update", "until", "«دیروز» تاریخ نیست"))
    with pytest.raises(BadInput, match="«until» پیش از «next_update» است"):
        facts(until="1405/09/04 11:00")
    with pytest.raises(BadInput, match="«next_update» پیش از «since» است"):
        facts(next_update="1405/09/04 06:00")
    with pytest.raises(BadInput, match=r"اطلاعیه آماده‌ای به نام «storm» نیست؛ .*flood \(سیل\)"):
        notice_template("storm")


NOW = facts().since + timedelta(minutes=10)


def out(session: Session, piece: Piece) -> Piece:
    """Let a chief publish the notice at once."""
    assert piece.revision
    record_findings(session, piece.revision, [])
    attach(session, piece.revision, [card()])
    move(session, piece, State.SUBMITTED, machine(session))
    move(session, piece, State.APPROVED, chief(session), at=NOW)
    go_out(session, piece, NOW)
    return piece


def flood(session: Session) -> Piece:
    return out(session, issue_notice(session, "flood", facts(), author(session), now=NOW))


def owed(session: Session) -> list[int]:
    return [each.piece_id for each in open_notices(session)]


def test_a_notice_is_of_a_crisis_has_its_text_at_once_and_an_end(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = issue_notice(session, "flood", facts(), author(session), now=NOW)
        assert piece.revision
        assert piece.brief_model.urgency.value == "crisis"
        assert piece.expire_at == facts().until
        assert owed(session) == [piece.id]


def test_an_update_takes_the_place_of_what_it_follows_once_it_is_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        new = facts(what="آب پایین می‌رود", next_update="1405/09/04 18:00")
        second = issue_notice(session, "flood", new, author(session), crisis_notice(session, first.id), NOW)
        assert second.revision and "این اطلاعیه جای اطلاعیه" in second.revision.fields_model.body
        assert owed(session) == [second.id]
        assert retire_replaced(session, NOW) == []  # readers still need the first
        out(session, second)
        assert retire_replaced(session, NOW) == [first.id]
        assert first.expire_at == NOW
        assert retire_replaced(session, NOW) == []
        with pytest.raises(Refused, match="تازه‌ترین را به‌روز کنید"):
            issue_notice(session, "flood", new, author(session), crisis_notice(session, first.id), NOW)


def test_an_update_that_was_put_aside_is_owed_again(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        second = issue_notice(session, "flood", facts(), author(session), crisis_notice(session, first.id), NOW)
        retract_notice(session, crisis_notice(session, second.id), editor(session), "نادرست بود", NOW)
        assert second.state is State.DISCARDED
        assert owed(session) == [first.id]


def test_the_last_word_owes_nothing_and_lingers_a_day(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        last = close_crisis(session, crisis_notice(session, first.id), "آب به بستر برگشت", author(session), NOW)
        assert last.revision and last.revision.fields_model.headline == "پایان هشدار سیلاب در جیرفت و عنبرآباد"
        assert owed(session) == []
        assert last.expire_at == NOW + timedelta(days=1)


def test_what_nobody_approved_never_goes_out_once_another_has_followed_it(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        first = flood(session)
        second = issue_notice(session, "flood", facts(), author(session), crisis_notice(session, first.id), NOW)
        assert [each.piece_id for each in waiting_notices(session, NOW)] == [second.id]
        assert [it.id for it in due_reminders(session, province_plan(), NOW) if it.subject is Subject.CRISIS] == [
            second.id
        ]
        last = close_crisis(session, crisis_notice(session, second.id), "آب به بستر برگشت", author(session), NOW)
        assert last.revision and "این اطلاعیه جای اطلاعیه" in last.revision.fields_model.body
        assert [each.piece_id for each in waiting_notices(session, NOW)] == [last.id]
        with pytest.raises(Refused, match="پایان"):
            out(session, second)
        out(session, last)
        assert retire_replaced(session, NOW) == [first.id]
        assert waiting_notices(session, NOW) == []


def test_a_chief_alone_publishes_at_once_and_second_eyes_follow(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = issue_notice(session, "flood", facts(), chief(session), now=NOW)
        with pytest.raises(Refused, match="یا شما با نوشتن دلیل"):
            out(session, piece)
        move(session, piece, State.APPROVED, chief(session), "سیل در راه است", at=NOW)
        go_out(session, piece, NOW)
        assert piece.state is State.PUBLISHED_NEEDS_REVIEW
        move(session, piece, State.PUBLISHED, editor(session), at=NOW)


def test_a_wrong_notice_that_is_out_is_withdrawn_with_the_reason(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = flood(session)
        with pytest.raises(Refused, match="دلیل"):
            retract_notice(session, crisis_notice(session, piece.id), editor(session), "", NOW)
        retract_notice(session, crisis_notice(session, piece.id), editor(session), "جای آن بم بود", NOW)
        assert (piece.state, piece.withdrawn) == (State.WITHDRAWN, "جای آن بم بود")
        assert owed(session) == []


def test_an_update_cannot_be_promised_for_the_past_nor_follow_what_is_no_notice(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        with pytest.raises(BadInput, match="گذشته است"):
            issue_notice(session, "flood", facts(), author(session), now=facts().next_update)
        with pytest.raises(BadInput, match="اطلاعیه بحران نیست"):
            crisis_notice(session, 7)


def test_what_never_came_can_be_ended_before_it_would_have_begun(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        ahead = facts(since=NOW + timedelta(hours=1))
        first = out(session, issue_notice(session, "dust", ahead, author(session), now=NOW))
        assert first.revision and "برقرار می‌شود." in first.revision.fields_model.lede
        last = close_crisis(session, crisis_notice(session, first.id), "باد به کرمان نمی‌رسد", author(session), NOW)
        assert last.revision and last.revision.fields_model.lede == "باد به کرمان نمی‌رسد."
        assert last.expire_at and last.expire_at > ahead.since
