"""How a story was made: its passages in order, what an agency lets be public, and nothing private beyond the text."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.making import PassageOrigin, StoryPassage
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.making import passages, says_more
from bumi.newsroom.publication.publication import begin, finish
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.piece import Fields, Source
from bumi.province import Publicity, province
from tests.newsroom.stage import NOW, correct, new_piece, person, reach, send

DRAFT = Fields(
    headline="شب شعر یلدا در راور\nبرگزار می‌شود",
    lede="شب شعر یلدا دوشنبه ۳۰ آذر در راور برگزار می‌شود.",
    body="زهرا احمدی شعر می‌خواند. ورود آزاد است.\n\nجزئیات:\n• ظرفیت: ۴۰ نفر\n• تلفن: ۰۳۴۳۳۷۲۱۱۱۱",
)


def source(field: str, text: str, *parts: tuple[str, str]) -> Source:
    return Source(field=field, text=text, rests_on=tuple(id for id, _ in parts), notes=tuple(note for _, note in parts))


SOURCES = (
    source("lede", DRAFT.lede, ("topic", "شب شعر یلدا"), ("when", "دوشنبه ۳۰ آذر")),
    source("body", "زهرا احمدی شعر می‌خواند.", ("n1", "خانم زهرا احمدی شعر میخونه، رابط ۰۹۱۳۵۵۵۱۲۳۴")),
    source("body", "ورود آزاد است.", ("n2", "ورود آزاد، هماهنگی با آقای کریمی")),
    source("body", "• ظرفیت: ۴۰ نفر", ("n3", "ظرفیت ۴۰ نفر")),
    source("body", "• تلفن: ۰۳۴۳۳۷۲۱۱۱۱", ("call", "تلفن ۰۳۴-۳۳۷۲۱۱۱۱")),
)
TITLE = " ".join(DRAFT.headline.split())


def made(public: Publicity = Publicity.KINDS, draft: Fields | None = DRAFT, **changes: Any) -> list[StoryPassage]:
    shown = DRAFT.model_copy(update={"headline": TITLE} | changes)
    return list(passages(shown, SOURCES, draft, public))


def test_every_sentence_is_there_in_order_with_what_it_rests_on() -> None:
    found = made()
    assert [(each.field, each.text, each.rests_on) for each in found] == [
        ("headline", TITLE, ()),
        ("lede", DRAFT.lede, ("topic", "when")),
        ("body", "زهرا احمدی شعر می‌خواند.", ("n1",)),
        ("body", "ورود آزاد است.", ("n2",)),
        ("body", "جزئیات:", ()),
        ("body", "• ظرفیت: ۴۰ نفر", ("n3",)),
        ("body", "• تلفن: ۰۳۴۳۳۷۲۱۱۱۱", ("call",)),
    ]
    origins = {each.text: each.origin for each in found}
    assert origins[TITLE] == origins["جزئیات:"] == PassageOrigin.DRAFT
    assert PassageOrigin.EDITOR not in origins.values()


def test_by_default_no_word_of_a_note_is_public() -> None:
    assert {note for each in made() for note in each.notes} == {""}
    assert {each.rests_on for each in made(Publicity.NOTHING)} == {()}


def test_an_agency_may_publish_its_notes_but_nothing_that_only_they_say() -> None:
    notes = {id: note for each in made(Publicity.NOTES) for id, note in zip(each.rests_on, each.notes, strict=True)}
    assert notes["n3"] == "ظرفیت ۴۰ نفر" and notes["when"] == "دوشنبه ۳۰ آذر"
    assert notes["call"] == "تلفن ۰۳۴-۳۳۷۲۱۱۱۱", "the text has this line"
    assert notes["n1"] == "", "a telephone that is only in the note"
    assert notes["n2"] == "", "a name that is only in the note"


def test_what_an_editor_wrote_or_changed_is_theirs() -> None:
    body = DRAFT.body.replace("ورود آزاد است.", "ورود برای همه رایگان است. زود بیایید!")
    found = made(body=body, headline="تیتری از دبیر")
    assert [each.text for each in found if each.origin is PassageOrigin.EDITOR] == [
        "تیتری از دبیر",
        "ورود برای همه رایگان است.",
        "زود بیایید!",
    ]


def test_without_a_draft_what_has_no_source_is_a_persons() -> None:
    assert {each.origin for each in made(draft=None) if not each.rests_on} == {PassageOrigin.EDITOR}


def test_the_name_of_who_approved_is_public_only_where_the_province_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_handed = province().model_copy(update={"names_approvers": True})
    with newsroom.session() as session:
        published = reach(session, State.PUBLISHED)
        for told, name in (("دبیر", province()), ("دبیر (مریم)", open_handed)):
            monkeypatch.setattr("bumi.newsroom.publication.making.province", lambda name=name: name)
            making = story(session, published).making
            assert making and making.approver == told


def test_who_approved_is_told_whatever_the_clock_of_the_run(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        about = new_piece(session)
        for role, at in ((Role.EDITOR, NOW), (Role.CHIEF, NOW + timedelta(hours=1))):
            approved = at + timedelta(seconds=40)  # the storage's clock is slow, or the run began before
            if role is Role.CHIEF:
                correct(session, about)
            send(session, about)
            move(session, about, State.APPROVED, person(session, role), at=approved)
            begin(session, about, at)
            going = story(session, about).making
            finish(session, about, at)
            making = story(session, about).making
            assert making and going == making
            assert (making.approver, making.approved_at) == (role.persian, approved)


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("شماره ملی 2991234567", True),
        ("حساب ۱۲۳۴-۵۶۷۸-۹۰", True),
        ("info@example.ir", True),
        ("با علی رضایی هماهنگ شود", True),
        ("دکتر ناظری", True),
        ("زهرا احمدی", False),
        ("۴۰ نفر، تلفن ۳۳۷۲۱۱۱۱", False),
        ("سه‌شنبه ساعت ۱۹:۳۰", False),
        ("شماره ۰۹۱۳ (۵۵۵) ۱۲۳۴", True),
        ("۰۹۱۳_۵۵۵_۱۲۳۴", True),
        ("کارت ۶۰۳۷ - ۹۹۷۱ - ۱۲۳۴ - ۵۶۷۸", True),
        ("رمز ورود: ۴۸۲۱", True),
        ("رمز ورود: ۲۱۱۱", True),
        ("بله یا ایتا: t.me/karimi", True),
        ("مسئول کرمی است، به او نگویید", True),
        ("زهرا فتاحی متهم است", True),
        ("آقای احمدی ناراضی است", True),
    ],
    ids=[
        *("id", "account", "address", "name", "title", "published-name", "published-line", "hour", "brackets"),
        *("underscores", "card", "password", "part-of-a-number", "site", "surname", "other-pair", "adjective"),
    ],
)
def test_what_a_note_says_more_is_seen(note: str, more: bool) -> None:
    assert says_more(note, f"{DRAFT.lede} {DRAFT.body} سه‌شنبه ۱۹:۳۰، ۴۰ نفر با مریم فتاحی") is more


@given(st.text(max_size=200), st.integers(10**6, 10**11))
def test_no_number_of_a_note_alone_is_shown(words: str, number: int) -> None:
    assert says_more(f"{words} {number}", DRAFT.body)
    assert not says_more(str(number), f"{words} {number}")
