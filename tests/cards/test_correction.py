"""The card of a correction says what is right, and nothing of what was taken out."""

import pytest

from bumi.cards.brand_kit import kit_of
from bumi.cards.correction import correction_card
from bumi.cards.layout import lay_out
from bumi.cards.rendering import cards_for
from bumi.cards.selection import main_card
from bumi.cards.sizes import Size
from bumi.piece import Fields
from tests.cards.samples import brief

BEFORE = Fields(headline="شب شعر یلدا در راور", lede="ورود آزاد است. برنامه ساعت ۱۷ آغاز می‌شود.", body="متن")
AFTER = BEFORE.model_copy(update={"lede": "ورود آزاد است. برنامه ساعت ۱۹ آغاز می‌شود."})
NAMED = BEFORE.model_copy(update={"body": "زهرا احمدی ۱۴ ساله، با تلفن ۰۹۱۳۵۵۵۱۲۳۴، به بیمارستان رفت. جاده باز است."})


def test_it_sets_the_right_sentence_under_the_headline() -> None:
    found = correction_card(main_card(AFTER, brief()), BEFORE, AFTER)
    assert found and found.words["right"] == "برنامه ساعت ۱۹ آغاز می‌شود."
    assert found.alt == "اصلاحیه: شب شعر یلدا در راور. درست این است: برنامه ساعت ۱۹ آغاز می‌شود."
    shown = {ink.text for ink in lay_out(found, Size.SQUARE, kit_of()).inks()}
    assert {"label", "headline", "right_label", "right", "agency"} <= shown


def test_what_was_taken_out_is_neither_on_it_nor_in_its_alt_text() -> None:
    after = NAMED.model_copy(update={"body": "یک نوجوان به بیمارستان رفت. جاده باز است."})
    found = correction_card(main_card(after, brief()), NAMED, after)
    assert found and found.words["right"] == "یک نوجوان به بیمارستان رفت."
    said = f"{found.alt} {' '.join(found.words.values())} {found.about}"
    assert not [word for word in ("زهرا", "احمدی", "۱۴", "تلفن", "۰۹۱۳") if word in said]


@pytest.mark.parametrize("body", ["جاده باز است.", "به بیمارستان رفت. جاده باز است."], ids=["sentence", "words"])
def test_there_is_none_where_something_was_only_taken_out(body: str) -> None:
    after = NAMED.model_copy(update={"body": body})
    assert correction_card(main_card(after, brief()), NAMED, after) is None


def test_there_is_none_where_the_sentence_cannot_be_drawn() -> None:
    after = BEFORE.model_copy(update={"body": "نام چینی آن 漢字 است."})
    assert [media.name for media, _ in cards_for(after, brief(), before=BEFORE)] == ["square", "wide"]


def test_there_is_none_beside_a_danger_or_a_death() -> None:
    for grave in (
        brief(kind="notice", urgency="crisis"),
        brief(kind="notice", urgency="urgent"),
        brief(urgency="crisis"),
        brief(topic="درگذشت شاعر"),
    ):
        names = [media.name for media, _ in cards_for(AFTER, grave, before=BEFORE)]
        assert "square" in names and "correction" not in names


def test_a_headline_that_was_corrected_stands_alone() -> None:
    after = BEFORE.model_copy(update={"headline": "شب شعر یلدا در بم"})
    found = correction_card(main_card(after, brief()), BEFORE, after)
    assert found and found.alt == "اصلاحیه: شب شعر یلدا در بم" and "right" not in found.words


def test_a_published_piece_that_is_corrected_has_it_among_its_cards() -> None:
    names = [media.name for media, _ in cards_for(AFTER, brief(), before=BEFORE)]
    assert names == ["square", "wide", "correction"]
    assert [media.name for media, _ in cards_for(AFTER, brief())] == names[:2]


def test_nothing_is_told_where_nothing_was_put_in_the_place_of_something() -> None:
    longer = BEFORE.model_copy(update={"body": "متن\n\nبند تازه."})
    assert correction_card(main_card(longer, brief()), BEFORE, longer) is None
    assert correction_card(main_card(BEFORE, brief()), BEFORE, BEFORE) is None


def test_without_another_sentence_the_template_shows_the_headline() -> None:
    laid = lay_out(main_card(AFTER, brief(), name="correction"), Size.SQUARE, kit_of())
    assert laid.unfit == () and {"label", "headline"} <= {ink.text for ink in laid.inks()}
