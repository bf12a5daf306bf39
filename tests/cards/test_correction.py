"""The card of a correction says what was wrong and what is right."""

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


def test_it_sets_the_right_sentence_beside_the_wrong_one() -> None:
    found = correction_card(main_card(AFTER, brief()), BEFORE, AFTER)
    assert found and found.words["wrong"] == "برنامه ساعت ۱۷ آغاز می‌شود."
    assert found.words["right"] == "برنامه ساعت ۱۹ آغاز می‌شود."
    assert found.alt == f"اصلاحیه: پیش‌تر نوشته بودیم: {found.words['wrong']} درست این است: {found.words['right']}"
    shown = {ink.text for ink in lay_out(found, Size.SQUARE, kit_of()).inks()}
    assert {"label", "wrong_label", "wrong", "right_label", "right", "agency"} <= shown


def test_a_published_piece_that_is_corrected_has_it_among_its_cards() -> None:
    names = [media.name for media, _ in cards_for(AFTER, brief(), before=BEFORE)]
    assert names == ["square", "wide", "correction"]
    assert [media.name for media, _ in cards_for(AFTER, brief())] == names[:2]


def test_nothing_is_told_where_nothing_was_put_in_the_place_of_something() -> None:
    longer = BEFORE.model_copy(update={"body": "متن\n\nبند تازه."})
    assert correction_card(main_card(longer, brief()), BEFORE, longer) is None
    assert correction_card(main_card(BEFORE, brief()), BEFORE, BEFORE) is None


def test_without_what_was_wrong_the_template_shows_the_headline() -> None:
    laid = lay_out(main_card(AFTER, brief(), name="correction"), Size.SQUARE, kit_of())
    assert laid.unfit == () and {"label", "headline"} <= {ink.text for ink in laid.inks()}
