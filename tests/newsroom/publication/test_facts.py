"""The facts of a facts box: those that an approved text says, and no others."""

import pytest

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import add_revision
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.facts import TimeAndPlaceOfBrief, facts_of
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.brief_versions import keep_first
from bumi.piece import FactKind, Fields, Source
from tests.newsroom.stage import LATER, approve, finish_work, publish, reach

LEDE = "شب شعر یلدا روز دوشنبه ۳۰ آذر، ساعت ۱۹، در کتابخانه عمومی راور برگزار می‌شود."
BODY = "شاعران می‌آیند.\n\nجزئیات:\n• ورود آزاد\n• ظرفیت: ۴۵ نفر\n• موسیقی محلی\n\nبرای رزرو با شماره ۱۱۸ تماس بگیرید."
FIELDS = Fields(headline="شب شعر", lede=LEDE, body=BODY)
TOLD = TimeAndPlaceOfBrief("دوشنبه 30 آذر 1405، ساعت 19", "کتابخانه عمومی راور")


def source(text: str, *ids: str, field: str = "lede") -> Source:
    return Source(field=field, text=text, rests_on=ids, notes=())


SOURCES = (
    source(LEDE, "topic", "when", "where"),
    source("برای رزرو با شماره ۱۱۸ تماس بگیرید.", "call", field="body"),
)


def test_the_box_has_what_the_text_says_in_its_order() -> None:
    assert [(each.kind, each.text) for each in facts_of(FIELDS, SOURCES, TOLD)] == [
        (FactKind.WHEN, "دوشنبه ۳۰ آذر ۱۴۰۵، ساعت ۱۹"),
        (FactKind.WHERE, "کتابخانه عمومی راور"),
        (FactKind.COST, "ورود آزاد"),
        (FactKind.CAPACITY, "۴۵ نفر"),
        (FactKind.CONTACT, "برای رزرو با شماره ۱۱۸ تماس بگیرید"),
    ]


@pytest.mark.parametrize(
    ("edited", "left"),
    [
        (LEDE.replace("۱۹", "۲۰"), {"where"}),  # an editor changed the hour
        (LEDE.replace("عمومی راور", "مرکزی"), {"when"}),
        ("شب شعر یلدا برگزار می‌شود.", set()),
    ],
)
def test_what_an_editor_changed_is_not_said_as_the_brief_has_it(edited: str, left: set[str]) -> None:
    fields = FIELDS.model_copy(update={"lede": edited})
    for told in (edited, LEDE):  # whether or not the evidence followed the edit
        found = facts_of(fields, (source(told, "when", "where"),), TOLD)
        assert {each.kind.value for each in found} & {"when", "where"} == (left if told == edited else set())


def test_a_time_without_evidence_is_not_said() -> None:
    assert {each.kind for each in facts_of(FIELDS, (source(LEDE, "topic"),), TOLD)} == {
        FactKind.COST,
        FactKind.CAPACITY,
    }


def test_a_call_with_other_words_before_it_is_none() -> None:
    body = BODY.replace("برای رزرو", "دیگر لازم نیست برای رزرو")
    found = facts_of(FIELDS.model_copy(update={"body": body}), SOURCES, TOLD)
    assert FactKind.COST in {each.kind for each in found} and FactKind.CONTACT not in {each.kind for each in found}


def test_a_label_counts_in_the_list_of_details_alone() -> None:
    body = "نکته‌ها:\n• مدارک: کارت ملی\n\nچه باید کرد:\n• تماس: امداد ۱۱۲"
    assert facts_of(FIELDS.model_copy(update={"body": body}), (), TOLD) == ()


def test_the_place_stands_once_where_the_list_has_it_too() -> None:
    fields = FIELDS.model_copy(update={"body": "جزئیات:\n• مکان: کتابخانه عمومی راور"})
    [where] = [each for each in facts_of(fields, SOURCES, TOLD) if each.kind is FactKind.WHERE]
    assert where.line == "• مکان: کتابخانه عمومی راور"


def test_a_brief_that_changed_after_the_approval_changes_no_fact(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        piece.brief = {**piece.brief, "when": TOLD.when, "where": TOLD.where, "starts_at": None}
        finish_work(session, add_revision(session, piece, FIELDS, add_user(session, "نرگس", Role.CONTENT), SOURCES))
        approve(session, piece)
        publish(session, piece, LATER)
        before = story(session, piece).facts
        assert [each.text for each in before][:2] == ["دوشنبه ۳۰ آذر ۱۴۰۵، ساعت ۱۹", "کتابخانه عمومی راور"]
        keep_first(session, piece)
        piece.brief, piece.brief_version = {**piece.brief, "when": "سه‌شنبه ۱ دی، ساعت ۱۹"}, 2
        session.flush()
        assert story(session, piece).facts == before
