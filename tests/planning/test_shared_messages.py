"""Shared messages: contradictions, approval, variants and changes."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.content.pieces import pieces
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.shared_messages import add_message, add_version, use_of
from bumi.newsroom.publication import publication
from bumi.newsroom.states import State
from bumi.newsroom.tables import Message, Piece
from bumi.newsroom.workflow.revisions import add_revision
from bumi.planning.shared_messages import (
    MessageContent,
    MessageFigure,
    approve_message,
    contradictions,
    held_against_message,
    inherited,
    outdated_variants,
    submit_variant,
)
from tests.newsroom.stage import attach, card
from tests.planning.stage import NOW, author, chief, days, editor, event, go_out, work
from tests.planning.stage import approve as approve_piece

CONTENT = MessageContent.model_validate(
    {
        "title": "دوره آبیاری نوین",
        "facts": ["دوره آبیاری نوین از ۱۵ دی آغاز می‌شود."],
        "figures": [{"name": "ظرفیت دوره", "value": "۴۵ نفر"}, {"name": "هزینه دوره", "value": "۲ میلیون تومان"}],
        "quotes": [{"speaker": "مریم احمدی", "text": "هر باغدار باید آب باغ خودش را بشناسد."}],
        "names": [{"right": "ارزوئیه", "wrong": ["ارزویه", "ارزوییه"]}, {"right": "ارگ بم", "wrong": ["قلعه بم"]}],
    }
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(it.code, it.matched, it.suggestions[0]) for it in contradictions({"body": text}, CONTENT)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("ظرفیت دوره ۵۴ نفر است.", ("figure", "۵۴ نفر", "۴۵ نفر")),
        ("برای ظرفیت‌دوره پنجاه نفر اعلام شد.", ("figure", "پنجاه نفر", "۴۵ نفر")),
        ("هزینه دوره ۳ میلیون تومان است.", ("figure", "۳ میلیون تومان", "۲ میلیون تومان")),
        (
            "احمدی گفت: «هر باغدار باید آب باغش را بشناسد.»",
            ("quote", "هر باغدار باید آب باغش را بشناسد.", "هر باغدار باید آب باغ خودش را بشناسد."),
        ),
        ("در ارزویه برگزار می‌شود.", ("name", "ارزویه", "ارزوئیه")),
    ],
)
def test_another_figure_a_changed_quotation_and_a_wrong_spelling_block(
    text: str, finding: tuple[str, str, str]
) -> None:
    assert found(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "ظرفیت دوره ۴۵ نفر است.",
        "ظرفیت دوره چهل و پنج نفر است و ۱۰ نفر آن از بم می‌آیند.",
        "ظرفیت دوره پر شد. پارسال ۳۰ نفر آمدند.",  # another sentence, another thing
        "ظرفیت دوره سه روزه ۴۵ نفر است.",
        "هزینه دوره دو میلیون تومان است.",
        "او گفت: «هر باغدار باید آب باغ خودش را بشناسد.»",
        "او گفت: «آب باغ خودش را بشناسد»",  # a part of it, word for word
        "نمایشگاه «باغ و آب» هم برپاست.",
        "در ارزوئیه و ارگ بم برگزار می‌شود.",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_variant_inherits_all_and_keeps_its_own() -> None:
    brief = inherited(CONTENT, event(quotes=[]))
    assert brief.notes[:3] == (CONTENT.facts[0], "ظرفیت دوره: ۴۵ نفر", "هزینه دوره: ۲ میلیون تومان")
    assert len(brief.notes) == 12
    assert brief.quotes == CONTENT.quotes
    assert inherited(CONTENT, brief) == brief


def test_a_figure_is_one_number_with_its_unit() -> None:
    for wrong in ("۴۵", "نفر", "۴۵ تا ۵۰ نفر"):
        with pytest.raises(ValueError, match="یک عدد و یکای آن نیست"):
            MessageFigure.model_validate({"name": "ظرفیت", "value": wrong})


@pytest.mark.parametrize("fact", ["0\u200b", "\u202c0", " 0 "])
def test_a_fact_is_measured_as_it_is_kept(fact: str) -> None:
    with pytest.raises(ValidationError, match="at least 2 characters"):
        MessageContent.model_validate({"title": "آب", "facts": [fact]})


def test_a_variant_that_is_too_much_for_a_brief_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="حداکثر ۳۰ مورد"):
        inherited(CONTENT, event(notes=[f"یادداشت شماره {number}" for number in range(10, 40)]))


def content(capacity: str = "۴۵ نفر") -> dict[str, Any]:
    figures = [{"name": "ظرفیت دوره", "value": capacity}]
    return {
        "title": "دوره آبیاری",
        "facts": ["دوره از ۱۵ دی آغاز می‌شود."],
        "figures": figures,
        "quotes": [],
        "names": [],
    }


def given(session: Session) -> Message:
    """A message that the editor wrote and the chief approved."""
    message = add_message(session, "دوره آبیاری", content(), editor(session))
    approve_message(session, message, chief(session), NOW)
    return message


def variant(session: Session, message: Message, **changes: Any) -> Piece:
    changes = {"starts_at": None, "when": "", **changes}
    return submit_variant(session, message, event(**changes), author(session))


def test_only_another_editor_approves_a_message_and_only_then_it_can_be_used(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        message = add_message(session, "دوره آبیاری", content(), editor(session))
        with pytest.raises(Refused, match="هنوز تأیید نشده است"):
            variant(session, message)
        for wrong in (editor(session), author(session)):
            with pytest.raises(Refused):
                approve_message(session, message, wrong, NOW)
        approve_message(session, message, chief(session), NOW)
        with pytest.raises(Refused, match="نخست نسخه تازه‌ای بنویسید"):
            approve_message(session, message, chief(session), NOW)
        assert variant(session, message).brief_model.notes[1] == "ظرفیت دوره: ۴۵ نفر"


def test_a_brief_and_a_text_that_contradict_the_message_are_blocked(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        message = given(session)
        with pytest.raises(Refused, match="پیام مشترک برای «ظرفیت دوره» می‌گوید ۴۵ نفر"):
            variant(session, message, notes=["ظرفیت دوره ۶۰ نفر است"])
        piece = variant(session, message)
        work(session, piece)
        assert held_against_message(session, piece) == []
        assert piece.revision
        wrong = piece.revision.fields_model.model_copy(update={"body": "ظرفیت دوره ۶۰ نفر است."})
        add_revision(session, piece, wrong, editor(session))
        assert [it.severity.value for it in held_against_message(session, piece)] == ["blocks"]


def test_when_the_message_changes_what_waits_is_sent_back_and_what_is_out_is_listed(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        message = given(session)
        live, approved, submitted, unwritten, aside = (variant(session, message) for _ in range(5))
        for piece in (live, approved):
            approve_piece(session, piece, NOW)
        go_out(session, live, NOW)
        work(session, submitted)
        assert outdated_variants(session, message) == []
        add_version(session, message, content("۶۰ نفر"), editor(session))
        assert outdated_variants(session, message) == []  # not before somebody has approved it
        spread = approve_message(session, message, chief(session), NOW)
        assert spread.flagged == (approved.id, submitted.id)
        assert spread.live == (live.id,)
        assert approved.state is submitted.state is State.CHANGES_REQUESTED
        assert publication.due(session, NOW + days(9)) == []
        assert [unwritten, aside] == [it for it in pieces(session, State.DRAFT) if it.revision is None]
        assert "ظرفیت دوره: ۶۰ نفر" in unwritten.brief_model.notes
        assert outdated_variants(session, message) == [live]


def test_a_correction_that_waits_is_sent_back_too(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        message = given(session)
        piece = variant(session, message)
        approve_piece(session, piece, NOW)
        go_out(session, piece, NOW)
        assert piece.revision
        right = piece.revision.fields_model.model_copy(update={"lede": "ظرفیت دوره ۶۰ نفر است."})
        add_revision(session, piece, right, author(session))
        add_version(session, message, content("۶۰ نفر"), editor(session))
        spread = approve_message(session, message, chief(session), NOW)
        assert spread == type(spread)(flagged=(piece.id,), live=(piece.id,))
        whole = right.model_copy(update={"body": "همان."})
        attach(session, add_revision(session, piece, whole, author(session)), [card()])
        assert held_against_message(session, piece) == []
        use = use_of(session, piece)
        assert use and use.version == 2
        assert outdated_variants(session, message) == []
